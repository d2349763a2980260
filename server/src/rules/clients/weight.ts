/** How much a client of Python that is made for each call matters: by how surely it is made again and again. */
import type { CallGraph, ContextReason, OwnStep } from '../../callgraph/graph.ts';
import { lastName } from '../../callgraph/paths.ts';
import type { FunctionId, FunctionOutline } from '../../outline/model.ts';
import { stepsOf } from '../../outline/walk.ts';

/** So many calls up it is looked for who calls again and again. */
const deepest = 3;

/** What frameworks come to with each request, whatever it asks for: `verify_token`, `get_current_user`, `dispatch`. */
const forEach = /^_*(?:(?:verify|check|validate|introspect|authenticate|authorize)(?:_\w*)?(?:token|request|user|key|auth\w*)|authenticate|authorize|get_current_\w+|dispatch|middleware|__call__)$/;
const occasions = /timer|middleware|poll|stream/;

/** True for what is made again and again as long as the program serves: in a loop, by a timer, for whatever is asked. That a request may come to it tells nothing of how often one does. */
export function isMadeOften(fn: FunctionOutline, step: OwnStep, { fact: { origin } }: ContextReason, graph: CallGraph): boolean {
	const made = stepsOf(fn.body).find((each) => each.step === step.site.step);
	return made?.path.some(({ kind }) => kind === 'loop') === true || step.position.isInEndlessLoop || origin.kind === 'slot' && occasions.test(origin.what ?? '') || isAskedOften(fn.id, graph);
}

function isAskedOften(id: FunctionId, graph: CallGraph, depth = 0): boolean {
	if (forEach.test(lastName(id)) || occasions.test(graph.rootOf(id)?.what ?? '')) { return true; }
	return depth < deepest && graph.callersOf(id).some(({ id: caller, isTest, links }) => !isTest && caller !== id && (links.some(({ site }) => site.position.isInEndlessLoop) || links.length > 0 && isAskedOften(caller, graph, depth + 1)));
}
