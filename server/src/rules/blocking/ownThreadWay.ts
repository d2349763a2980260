/** What a file of Python hands work to threads with, so that advice is written in its own words. */
import type { CallGraph } from '../../callgraph/graph.ts';
import type { Catalogue } from '../../catalogue/catalogue.ts';
import type { FileOutline, FunctionId, SymbolName } from '../../outline/model.ts';
import { perFile } from '../../outline/perFile.ts';
import { stepsOf } from '../../outline/walk.ts';

/** `` `await anyio.to_thread.run_sync(…)` ``, where the file awaits that elsewhere and nothing of asyncio's own; undefined where it has no such way. */
export function ownThreadWay(id: FunctionId, graph: CallGraph, catalogue: Catalogue): string | undefined {
	const outline = graph.fileOf(id);
	if (outline?.language !== 'python') { return undefined; }
	const ways = awaitedIn(outline).filter((symbol) => catalogue.lookup(symbol)?.offloads !== undefined);
	const [first] = ways;
	// What is called on an object has no name that could be given.
	if (first === undefined || ways.some((symbol) => symbol.startsWith('asyncio#')) || first.includes('.', first.indexOf('#'))) { return undefined; }
	return `\`await ${first.replace('#', '.')}(…)\``;
}

/** The symbols of what a file awaits, in the order of the text. */
const awaitedIn = perFile(({ functions }: FileOutline): readonly SymbolName[] => [...new Set(functions.flatMap(({ body }) => stepsOf(body).flatMap(({ step }) => (step.kind === 'call' && step.result.kind === 'awaited' && step.callee.kind === 'external' ? [step.callee.symbol] : []))))]);
