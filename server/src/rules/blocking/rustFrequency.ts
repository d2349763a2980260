/** How often a function of Rust runs, as far as the workspace tells. */
import type { Caller, CallGraph, OwnStep } from '../../callgraph/graph.ts';
import { lastName } from '../../callgraph/paths.ts';
import type { FunctionId } from '../../outline/model.ts';

export type Frequency =
	/** For each request, message, item of a stream or turn of a loop. */
	| 'often'
	/** When something is made or configured anew, or when the program begins. */
	| 'when made'
	/** When something ends. */
	| 'when ended'
	| 'unknown';

/** So many calls up an occasion is looked for, in so many functions at most. */
const deepest = 4, most = 60;

const occasions = /request|handler|middleware|service|poll|timer|message/;
/** What makes something, or takes in its configuration. */
const makes = /^(?:try_|re)?(?:new|build|init(?:iali[sz]e)?|setup|set_up|bootstrap|launch|configure|load_config|migrate)$|^(?:launch|start)_(?:node|servers?|services?|all)$|^(?:new|setup|set_up|init|initiali[sz]e|configure|bootstrap|reload|from)_(?!request|message|stream|bytes|str)|^reload$/;

/** What ends something by its name, but for what is made for each request. */
const ends = /^(?:on_)?(?:shut_?down|close|stop|terminate|tear_?down|finali[sz]e)$|^(?:shut_?down|tear_?down|terminate)_(?!request|message|stream|session|connection)/;

export function frequencyOf(id: FunctionId, { position }: OwnStep, graph: CallGraph): Frequency {
	if (position.isInEndlessLoop) { return 'often'; }
	const seen = new Map<FunctionId, number>([[id, 0]]);
	let isKnown = true;
	for (const [at, depth] of seen) {
		const root = graph.rootOf(at);
		if (root !== undefined && root.context === 'loop' && occasions.test(root.what) && !root.what.startsWith('start-up')) { return 'often'; }
		const isMaker = makes.test(lastName(at)) && graph.functionOf(at)?.kind !== 'closure';
		const callers = graph.callersOf(at).filter((caller) => !caller.isTest && caller.id !== at);
		if (callers.some((caller) => isInLoop(caller))) { return 'often'; }
		if (isMaker || graph.contextOf(at) === 'startup') { continue; }
		if (callers.length === 0 || depth >= deepest || seen.size > most || isOpen(at, graph)) { isKnown = false; }
		if (depth < deepest && seen.size <= most) { for (const { id: caller } of callers) { if (!seen.has(caller)) { seen.set(caller, depth + 1); } } }
	}
	return isKnown ? 'when made' : ends.test(lastName(id)) ? 'when ended' : 'unknown';
}

/** It is called, or begun as a task, in a loop without an end. */
function isInLoop({ links, roots }: Caller): boolean {
	return [...links, ...roots].some(({ site }) => site.position.isInEndlessLoop);
}

/** Others may call it: another package, or whoever was given it. */
function isOpen(id: FunctionId, graph: CallGraph): boolean {
	return graph.contextsOf(id).some(({ context, fact: { origin } }) => (context === 'loop' || context === 'unknown') && origin.root === id && (origin.kind === 'exported' || origin.kind === 'kept' && graph.functionOf(id)?.kind !== 'closure'));
}
