/** What a library of a Rust workspace does for commands of the command line only, as far as the workspace calls it. */
import type { Caller, CallGraph } from '../../callgraph/graph.ts';
import type { FunctionId } from '../../outline/model.ts';

/** So many calls up a command is looked for. */
const deepest = 5;

/** True if every way to a function begins at a command, which has not begun to serve (nor a task) when it comes there. */
export function isOnlyOfCommands(id: FunctionId, graph: CallGraph, depth = 0): boolean {
	const callers = graph.callersOf(id).filter(({ isTest, id: caller }) => !isTest && caller !== id);
	return depth < deepest && callers.length > 0 && callers.every((caller) => !caller.isKept && caller.roots.length === 0 && isBeforeTasks(caller, graph)
		&& (isCommand(caller.id, graph) || isOnlyOfCommands(caller.id, graph, depth + 1)));
}

function isCommand(id: FunctionId, graph: CallGraph): boolean {
	const root = graph.rootOf(id);
	return root?.what === 'command' && graph.contextOf(id) === 'startup';
}

function isBeforeTasks({ id, links }: Caller, graph: CallGraph): boolean {
	const steps = graph.stepsOf(id);
	return links.length > 0 && links.every(({ site, isSpawned }) => isSpawned !== true && !site.position.isInEndlessLoop && (steps.find((each) => each.site === site)?.serving ?? 'no') === 'no');
}
