/** What runs a file's code, as far as its text and its package tell: only Node ends a process for a rejection that nobody handles. */
import type { CallGraph } from '../../callgraph/graph.ts';
import { eachStep } from '../../callgraph/sites.ts';
import type { FileOutline } from '../../outline/model.ts';
import { perFile } from '../perFile.ts';

/** `page`: a browser, or something that shows pages (a window of Electron, a view of an editor). `editor`: an editor runs it beside other extensions. */
export type Host = 'node' | 'page' | 'editor' | 'unknown';

const ofPages = /^(?:global|lib)#(?:window|document|navigator|localStorage|sessionStorage|Window|Document|Navigator|Clipboard|Storage|History|Location|(?:HTML\w*)?Element|Node|EventTarget|XMLHttpRequest)\.|^(?:lib|global)#(?:requestAnimationFrame|alert|confirm)$|^(?:react(?:-dom|-redux|-router(?:-dom)?)?|preact|vue|vue-router|svelte|solid-js|obsidian|@angular\/core|lit)(?:\/[\w./-]+)?#/;
const pageGlobal = /(?:^|#)(?:window|document|navigator|localStorage|sessionStorage)$/;
const ofEditors = /^vscode#/;
const ofNode = /^node:/;

/** What was found in a graph, until it changes: by file, and by package for files that do not tell. */
interface Found {
	readonly version: number;
	readonly byFile: ReadonlyMap<string, Host>;
	readonly byPackage: ReadonlyMap<string, Host>;
}

const found = new WeakMap<CallGraph, Found>();

/** The host of a file: what its own calls tell, else what those of its package do, where they agree. */
export function hostOf(file: string, graph: CallGraph): Host {
	const { byFile, byPackage } = hostsIn(graph);
	const own = byFile.get(file), around = byPackage.get(graph.factsOf(file).package ?? '');
	// What an extension asks of Node, it asks within its editor.
	return own === 'node' && around === 'editor' ? around : own ?? around ?? 'unknown';
}

function hostsIn(graph: CallGraph): Found {
	const known = found.get(graph);
	if (known?.version === graph.version) { return known; }
	const byFile = new Map<string, Host>();
	const told = new Map<string, Set<Host>>();
	for (const { id, kind } of graph.functions()) {
		const outline = kind === 'module' ? graph.fileOf(id) : undefined;
		if (outline?.language !== 'typescript' || graph.factsOf(outline.file).isTest) { continue; }
		const host = toldBy(outline);
		if (host === undefined) { continue; }
		byFile.set(outline.file, host);
		const home = graph.factsOf(outline.file).package ?? '';
		told.set(home, (told.get(home) ?? new Set<Host>()).add(host));
	}
	const byPackage = new Map([...told].map(([home, hosts]) => [home, hosts.has('editor') ? 'editor' : hosts.size === 1 ? [...hosts][0] ?? 'unknown' : 'unknown'] as const));
	const value = { version: graph.version, byFile, byPackage };
	found.set(graph, value);
	return value;
}

const toldBy = perFile(({ file, functions }: FileOutline): Host | undefined => {
	if (/\.[jt]sx$/.test(file)) { return 'page'; }
	const hosts = new Set<Host>();
	for (const { body } of functions) {
		eachStep(body, (step) => {
			if (step.kind === 'place' && step.place.root === 'global' && pageGlobal.test(step.place.name ?? '')) { hosts.add('page'); }
			const symbol = (step.kind === 'call' || step.kind === 'access') && step.callee.kind === 'external' ? step.callee.symbol : undefined;
			if (symbol === undefined) { return; }
			if (ofEditors.test(symbol)) { hosts.add('editor'); } else if (ofPages.test(symbol)) { hosts.add('page'); } else if (ofNode.test(symbol)) { hosts.add('node'); }
		});
	}
	return (['editor', 'page', 'node'] as const).find((each) => hosts.has(each));
});
