/** Async methods that a program puts sync ones in the place of, while it loads: `setattr(cls, name, wrapper)` for each that `iscoroutinefunction` says is one. */
import type { CallGraph } from '../../callgraph/graph.ts';
import { lastName } from '../../callgraph/paths.ts';
import { eachStep } from '../../callgraph/sites.ts';
import type { FunctionOutline, Value } from '../../outline/model.ts';
import { perFile } from '../../outline/perFile.ts';

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
	return [...graph.files()].flatMap((outline) => {
		const { file } = outline;
		const mayReplace = file.endsWith('.py') && !graph.factsOf(file).isTest && settersIn(outline).some((wrapper) => wrapper !== undefined && /^(?:function|call)$/.test(graph.follow(file, wrapper).kind));
		return mayReplace ? [file.slice(0, file.lastIndexOf('/') + 1)] : [];
	});
}

/** What is set by names that are not written there, in a file that asks what is async. */
const settersIn = perFile(({ functions }): readonly (Value | undefined)[] => {
	const set: (Value | undefined)[] = [];
	let asks = false;
	for (const { body } of functions) {
		eachStep(body, (step) => {
			if (step.kind !== 'call' || step.callee.kind !== 'external') { return; }
			const { symbol } = step.callee;
			const [, name, wrapper] = step.arguments;
			if (symbol === 'builtins#setattr' && name?.value.kind !== 'constant') { set.push(wrapper?.value); }
			asks ||= /^(?:asyncio(?:\.coroutines)?|inspect)#(?:iscoroutinefunction|isasyncgenfunction|iscoroutine)$/.test(symbol);
		});
	}
	return asks ? set : [];
});
