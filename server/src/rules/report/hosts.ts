/** What runs a file's code, as far as its text and its package tell: only Node ends a process for a rejection that nobody handles. */
import type { CallGraph } from '../../callgraph/graph.ts';
import { eachStep } from '../../callgraph/sites.ts';
import type { FileOutline } from '../../outline/model.ts';
import { perFile } from '../../outline/perFile.ts';

/** `page`: a browser, or something that shows pages (a window of Electron, a view of an editor, an app of React Native). `editor`: an editor runs it beside other extensions. */
export type Host = 'node' | 'page' | 'editor' | 'unknown';

const ofPages = /^(?:global|lib)#(?:window|document|navigator|localStorage|sessionStorage|Window|Document|Navigator|Clipboard|Storage|History|Location|(?:HTML\w*)?Element|Node|EventTarget|XMLHttpRequest)\.|^(?:lib|global)#(?:requestAnimationFrame|alert|confirm)$|^(?:react(?:-dom|-redux|-router(?:-dom)?)?|preact|vue|vue-router|svelte|solid-js|obsidian|@angular\/core|lit|react-native|expo(?:-[\w-]+)?|@(?:expo|react-native(?:-[\w-]+)?)\/[\w-]+)(?:\/[\w./-]+)?#/;
const pageGlobal = /(?:^|#)(?:window|document|navigator|localStorage|sessionStorage)$/;
const ofEditors = /^vscode#/;
/** What a page has as well, once it is bundled, tells nothing. */
const ofNode = /^node:(?!(?:events|buffer|util|url|assert|querystring|string_decoder|punycode)#)/;
/** Libraries that draw components in a terminal, where Node runs them. */
const ofTerminals = /^(?:ink|(?:neo-)?blessed|react-blessed)#/;

/** What a file tells: `terminal` of a whole package, whose components look as those of a page do. */
type Told = Exclude<Host, 'unknown'> | 'terminal';

/** What was found in a graph, until it changes: by file, and for files that do not tell by the folder around and by package. */
interface Found {
	readonly version: number;
	readonly byFile: ReadonlyMap<string, Host>;
	/** Of folders within a package in which more than one file tells, all the same. */
	readonly byFolder: ReadonlyMap<string, Host>;
	readonly byPackage: ReadonlyMap<string, Host>;
}

const found = new WeakMap<CallGraph, Found>();

/** The host of a file: what its own calls tell, else what those nearest to it do, or those of its package, where they agree. */
export function hostOf(file: string, graph: CallGraph): Host {
	const { byFile, byFolder, byPackage } = hostsIn(graph);
	const home = graph.factsOf(file).package ?? '';
	const own = byFile.get(file), around = byPackage.get(home);
	// What an extension asks of Node, it asks within its editor.
	if (own === 'node' && around === 'editor') { return around; }
	const told = own ?? (around === undefined || around === 'unknown' ? nearestOf(file, home, byFolder) : around) ?? 'unknown';
	return told === 'unknown' && served.test(file.slice(home.length)) ? 'page' : told;
}

/** What a server hands out as it is. */
const served = /^\/(?:[\w-]+\/)?public\//;

/** A package of a page often has programs that build it: what lies in a folder with page's files is of the page. */
function nearestOf(file: string, home: string, byFolder: ReadonlyMap<string, Host>): Host | undefined {
	return foldersOf(file, home).map((folder) => byFolder.get(folder)).find((each) => each !== undefined);
}

/** The folders around a file within its package, the nearest first. */
function foldersOf(file: string, home: string): readonly string[] {
	const folders: string[] = [];
	for (let at = file.lastIndexOf('/'); at > home.length; at = file.lastIndexOf('/', at - 1)) { folders.push(file.slice(0, at)); }
	return folders;
}

function hostsIn(graph: CallGraph): Found {
	const known = found.get(graph);
	if (known?.version === graph.version) { return known; }
	const ownTold = new Map<string, Told>();
	const inPackage = new Map<string, Set<Told>>();
	const inFolder = new Map<string, { readonly told: Set<Told>; files: number }>();
	const homeOf = (file: string): string => graph.factsOf(file).package ?? '';
	for (const outline of graph.files()) {
		if (outline.language !== 'typescript' || graph.factsOf(outline.file).isTest) { continue; }
		const told = toldBy(outline);
		if (told === undefined) { continue; }
		ownTold.set(outline.file, told);
		const home = homeOf(outline.file);
		inPackage.set(home, (inPackage.get(home) ?? new Set<Told>()).add(told));
		for (const folder of foldersOf(outline.file, home)) {
			const own = inFolder.get(folder) ?? { told: new Set<Told>(), files: 0 };
			own.told.add(told);
			own.files += 1;
			inFolder.set(folder, own);
		}
	}
	const byFile = new Map([...ownTold].map(([file, told]) => [file, hostIn(told, inPackage.get(homeOf(file)))] as const));
	const byPackage = new Map([...inPackage].map(([home, told]) => [home, hostOfAll(told)] as const));
	const byFolder = new Map([...inFolder].flatMap(([folder, { told, files }]) => (files < 2 ? [] : [[folder, hostOfAll(told)] as const])));
	const value = { version: graph.version, byFile, byFolder, byPackage };
	found.set(graph, value);
	return value;
}

function hostIn(told: Told, inPackage: ReadonlySet<Told> | undefined): Host {
	return told === 'terminal' || told === 'page' && inPackage?.has('terminal') === true ? 'node' : told;
}

function hostOfAll(told: ReadonlySet<Told>): Host {
	const hosts = new Set([...told].map((each) => hostIn(each, told)));
	return hosts.has('editor') ? 'editor' : hosts.size === 1 ? [...hosts][0] ?? 'unknown' : 'unknown';
}

const toldBy = perFile(({ file, functions }: FileOutline): Told | undefined => {
	const hosts = new Set<Told>(/\.[jt]sx$/.test(file) ? ['page'] : []);
	for (const { body } of functions) {
		eachStep(body, (step) => {
			if (step.kind === 'place' && step.place.root === 'global' && pageGlobal.test(step.place.name ?? '')) { hosts.add('page'); }
			const symbol = (step.kind === 'call' || step.kind === 'access') && step.callee.kind === 'external' ? step.callee.symbol : undefined;
			if (symbol === undefined) { return; }
			if (ofTerminals.test(symbol)) { hosts.add('terminal'); } else if (ofEditors.test(symbol)) { hosts.add('editor'); } else if (ofPages.test(symbol)) { hosts.add('page'); } else if (ofNode.test(symbol)) { hosts.add('node'); }
		});
	}
	return (['terminal', 'editor', 'page', 'node'] as const).find((each) => hosts.has(each));
});
