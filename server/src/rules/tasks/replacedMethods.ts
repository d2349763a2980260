/** Async methods that a program puts sync ones in the place of, while it loads: `setattr(cls, name, wrapper)` for each that `iscoroutinefunction` says is one. */
import { fileOf, type CallGraph } from '../../callgraph/graph.ts';
import { lastName } from '../../callgraph/paths.ts';
import { eachStep } from '../../callgraph/sites.ts';
import type { FunctionOutline } from '../../outline/model.ts';

/** The folders within which methods are replaced, of each graph, until it changes. */
const known = new WeakMap<CallGraph, { readonly version: number; readonly folders: readonly string[] }>();

/** True if what a method is called for may be something else by then that is no async function: a public one of a package in which such are replaced. */
export function mayBeReplaced({ id, kind }: FunctionOutline, graph: CallGraph): boolean {
	if (kind !== 'method' || lastName(id).startsWith('_')) { return false; }
	let found = known.get(graph);
	if (found?.version !== graph.version) { known.set(graph, found = { version: graph.version, folders: foldersOf(graph) }); }
	return found.folders.some((folder) => id.startsWith(folder));
}

/** Which classes are handed to what replaces their methods is only known while that runs: all of its package may be. */
function foldersOf(graph: CallGraph): readonly string[] {
	const replacing = new Set<string>(), asking = new Set<string>();
	for (const { id, body } of graph.functions()) {
		const file = fileOf(id);
		if (!file.endsWith('.py') || graph.factsOf(file).isTest) { continue; }
		eachStep(body, (step) => {
			if (step.kind !== 'call' || step.callee.kind !== 'external') { return; }
			const { symbol } = step.callee;
			if (symbol === 'builtins#setattr') {
				const [, name, wrapper] = step.arguments;
				const given = wrapper && graph.follow(file, wrapper.value).kind;
				if (name?.value.kind !== 'constant' && (given === 'function' || given === 'call')) { replacing.add(file); }
			}
			if (/^(?:asyncio(?:\.coroutines)?|inspect)#(?:iscoroutinefunction|isasyncgenfunction|iscoroutine)$/.test(symbol)) { asking.add(file); }
		});
	}
	return [...replacing].filter((file) => asking.has(file)).map((file) => file.slice(0, file.lastIndexOf('/') + 1));
}
