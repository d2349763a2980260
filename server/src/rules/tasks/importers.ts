/** Which files may run in one program, by who imports them: a project of several programs (a server and its pages, an editor's host and its views) shares only some of its files. */
import type { CallGraph } from '../../callgraph/graph.ts';

interface Known {
	readonly version: number;
	/** By file, the files that import it, without tests. */
	readonly importers: ReadonlyMap<string, readonly string[]>;
	/** By file, all that come to it by imports, itself included. */
	readonly above: Map<string, ReadonlySet<string>>;
}

const known = new WeakMap<CallGraph, Known>();

/** Something imports both, by itself or through others. Also true where one of them is a program's beginning or unused, which shows nothing. */
export function mayRunTogether(file: string, other: string, graph: CallGraph): boolean {
	const { importers, above } = knownOf(graph);
	if (file === other || !importers.has(file) || !importers.has(other)) { return true; }
	const all = aboveOf(other, importers, above);
	return [...aboveOf(file, importers, above)].some((each) => all.has(each));
}

function knownOf(graph: CallGraph): Known {
	const before = known.get(graph);
	if (before?.version === graph.version) { return before; }
	const importers = new Map<string, string[]>();
	for (const { file, dependencies } of graph.files()) {
		if (graph.factsOf(file).isTest) { continue; }
		for (const each of dependencies) {
			const present = importers.get(each);
			if (present === undefined) { importers.set(each, [file]); } else { present.push(file); }
		}
	}
	const value: Known = { version: graph.version, importers, above: new Map() };
	known.set(graph, value);
	return value;
}

function aboveOf(file: string, importers: Known['importers'], above: Known['above']): ReadonlySet<string> {
	let found = above.get(file);
	if (found === undefined) {
		const all = new Set([file]);
		// A set grows while it is gone through.
		for (const each of all) { for (const importer of importers.get(each) ?? []) { all.add(importer); } }
		above.set(file, found = all);
	}
	return found;
}
