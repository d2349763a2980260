/** Why no fix is offered for a step that blocks, for `unblock why`. */
import type { CallGraph } from '../../callgraph/graph.ts';
import type { Catalogue } from '../../catalogue/catalogue.ts';
import { nameInSentence } from '../../callgraph/describe.ts';
import type { BlockedStep } from './blockedStep.ts';
import { heldAt, isBorrowing, whyNotOffloaded } from './offload.ts';
import { otherRuntimeOf } from './runtime.ts';
import { isOpenedForSync } from './syncFiles.ts';

/** One clause. */
export function whyNoFix(blocked: BlockedStep, graph: CallGraph, catalogue: Catalogue): string {
	const { sufferer, step, effect: { sink, entry } } = blocked;
	const { site: { step: call } } = step;
	if (call.kind !== 'call') { return 'what blocks is not written as a call'; }
	if (step.function !== sufferer.id) { return `it stands in ${nameInSentence(graph, step.function)}, which is no async function`; }
	if (!sufferer.isAsync) { return `${nameInSentence(graph, sufferer.id)} is no async function`; }
	if (heldAt(sufferer, call)) { return 'it stands under a lock of threads, which would be held while it waits'; }
	const runtime = otherRuntimeOf(sufferer.id, graph);
	if (runtime !== undefined) { return `${runtime} runs it, where what is known of tokio panics`; }
	if (isBorrowing(blocked)) { return 'what it works on borrows from something else, and cannot go to another thread without it'; }
	if (sink !== undefined && isOpenedForSync(blocked, graph)) { return 'the file goes to sync code next, which would go on to hold the thread'; }
	if (sink !== undefined) { return entry.replacement === undefined ? 'nothing is known that does the same and can be awaited' : 'nothing is known that does the same with these arguments and can be awaited'; }
	if (graph.fileOf(sufferer.id)?.language === 'typescript') { return 'every function on the way to what blocks would have to become async'; }
	return whyNotOffloaded(blocked, graph, catalogue) ?? 'its rule has no fix for it';
}
