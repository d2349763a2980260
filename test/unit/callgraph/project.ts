/** A small catalogue and a way to make graphs from outlines, for the tests of graph and rules. */
import { createCallGraph, type CallGraph, type FileFacts } from '../../../server/src/callgraph/graph.ts';
import { createCatalogue } from '../../../server/src/catalogue/catalogue.ts';
import type { CatalogueData } from '../../../server/src/catalogue/schema.ts';
import type { FileOutline } from '../../../server/src/outline/model.ts';

export const data: CatalogueData = {
	entries: [
		{ symbol: 'node:fs#readFileSync', blocks: { category: 'file', severity: 'error', does: 'reads a file' }, replacement: { kind: 'twin', symbol: 'node:fs/promises#readFile', safety: 'safe' } },
		{ symbol: 'node:fs#writeFileSync', blocks: { category: 'file', severity: 'error', does: 'writes a file' }, replacement: { kind: 'twin', symbol: 'node:fs/promises#writeFile', safety: 'review' } },
		{ symbol: 'node:fs#existsSync', blocks: { category: 'metadata', severity: 'info', does: 'looks for a file' } },
		{ symbol: 'node:child_process#execSync', blocks: { category: 'process', severity: 'error', does: 'runs a shell command and waits for it' }, advice: 'run it with `exec()`' },
		{ symbol: 'node:crypto#pbkdf2Sync', blocks: { category: 'cpu', severity: 'hint', does: 'derives a key' } },
		{ symbol: 'node:crypto#randomBytes', blocks: { category: 'cpu', severity: 'hint', does: 'draws random bytes', unless: [{ argument: 1, isFunction: true }] } },
		{ symbol: 'tool#run', blocks: { category: 'process', severity: 'error', does: 'runs a tool', when: [{ argument: 1, property: 'sync', equals: [true] }] } },
		{ symbol: 'lib#Array.map', callbacks: [{ argument: 0, runs: 'inline', what: 'callback' }] },
		{ symbol: 'lib#Array.from', callbacks: [{ argument: 1, runs: 'inline', what: 'callback' }] },
		{ symbol: 'lib#Promise.then', callbacks: [{ argument: 'any', runs: 'later', what: 'promise callback' }] },
		{ symbol: 'node:timers#setTimeout', callbacks: [{ argument: 0, runs: 'loop', what: 'timer' }] },
		{ symbol: 'express#Router.get', callbacks: [{ argument: 'any', runs: 'loop', what: 'request handler' }] },
		{ symbol: 'node:http#createServer', callbacks: [{ argument: 'last', runs: 'loop', what: 'request handler' }] },
		{ symbol: 'node:http#Server.listen', listens: true },
		{ symbol: 'node:process#on', callbacks: [{ argument: 1, runs: 'shutdown', what: 'exit listener', when: [{ argument: 0, equals: ['exit'] }] }, { argument: 1, runs: 'loop', what: 'listener' }] },
		{ symbol: 'pool#run', callbacks: [{ argument: 0, property: 'task', runs: 'thread', what: 'task' }], offloads: 1 },
		{ symbol: 'node:test#it', callbacks: [{ argument: 'last', runs: 'test', what: 'test' }] },
		{ symbol: 'nest#Get', decorates: { runs: 'loop', what: 'request handler' } },
	],
	aliases: {},
};

export const catalogue = createCatalogue(data);

/** Facts by the names of files: `.test.` is a test, `worker` a worker, `bin` a command's entry, `api` imported by others. */
export function factsOf(path: string): FileFacts {
	return {
		isTest: path.includes('.test.'), isWorker: path.includes('worker'),
		...(path.includes('bin') && { entry: 'bin of package.json' }), ...(path.includes('api') && { isExternalEntry: true }),
	};
}

export function graphOf(...outlines: readonly FileOutline[]): CallGraph {
	const graph = createCallGraph({ catalogue, factsOf });
	graph.update({ set: outlines, remove: [] });
	return graph;
}
