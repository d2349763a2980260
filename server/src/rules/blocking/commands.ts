/** What a library of a Rust workspace does for commands of the command line, or for a program's start, only: as far as the workspace calls it. */
import type { Caller, CallGraph } from '../../callgraph/graph.ts';
import type { FunctionId } from '../../outline/model.ts';

/** So many functions are looked at on the way up. */
const most = 200;

/**
 * True if every way to a function begins at a command, or at what a program does first, which has not begun to serve (nor a task) when it comes there.
 * Whoever writes an example shows what others do with a library: that says that it has other callers. What a trait asks for is called by whoever has
 * one, when they like: a program's start is not all there is.
 */
export function isOnlyOfCommands(id: FunctionId, graph: CallGraph): boolean {
	const isOfTrait = graph.functionOf(id)?.isOfTrait === true;
	const seen = new Set([id]);
	for (const at of seen) {
		const callers = graph.callersOf(at).filter(({ isTest, id: caller }) => !isTest && caller !== at);
		if (callers.length === 0 || seen.size > most) { return false; }
		for (const caller of callers) {
			if (caller.roots.some(({ what }) => what !== 'command') || inExample.test(caller.id) || !(isWrittenIn(at, caller, graph) || isBeforeTasks(caller, graph))) { return false; }
			// What nobody else can call, and only a command or `main` does, is where it begins.
			if (graph.contextOf(caller.id) !== 'startup') { seen.add(caller.id); } else if (isOfTrait && !isOfCommands(caller.id, graph)) { return false; }
		}
	}
	return true;
}

const inExample = /\/examples\/[^#]*#/;

function isOfCommands(id: FunctionId, graph: CallGraph): boolean {
	return graph.contextsOf(id).every(({ context, fact }) => context !== 'startup' || fact.origin.what === 'command');
}

/** A closure or an async block that its function keeps for itself: no task is begun there. */
function isWrittenIn(id: FunctionId, { id: caller, isKept }: Caller, graph: CallGraph): boolean {
	const inner = graph.functionOf(id);
	return isKept && inner?.kind === 'closure' && inner.enclosing === caller && !graph.listens(caller);
}

function isBeforeTasks({ id, links, isKept }: Caller, graph: CallGraph): boolean {
	const steps = graph.stepsOf(id);
	return !isKept && links.length > 0 && links.every(({ site, isSpawned }) => isSpawned !== true && !site.position.isInEndlessLoop && (steps.find((each) => each.site === site)?.serving ?? 'no') === 'no');
}
