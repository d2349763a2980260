/** Where the links of a path stand in the functions that hold them. */
import type { CallGraph, PathLink } from '../callgraph/graph.ts';
import type { AccessStep, CallStep, Step } from '../outline/model.ts';
import { stepsOf } from '../outline/walk.ts';

export interface Placed<S> {
	readonly step: S;
	/** The steps around it, outermost first. */
	readonly path: readonly Step[];
}

type Link = Pick<PathLink, 'function' | 'span'>;

/** The call or access that a link stands for; undefined where the text has none. */
export function placedLink(link: Link | undefined, graph: CallGraph): Placed<CallStep | AccessStep> | undefined {
	return placed(link, graph, (step): step is CallStep | AccessStep => step.kind === 'call' || step.kind === 'access');
}

/** The same for calls alone. */
export function placedCall(link: Link | undefined, graph: CallGraph): Placed<CallStep> | undefined {
	return placed(link, graph, (step): step is CallStep => step.kind === 'call');
}

function placed<S extends CallStep | AccessStep>(link: Link | undefined, graph: CallGraph, isMeant: (step: Step) => step is S): Placed<S> | undefined {
	const outline = link && graph.functionOf(link.function);
	for (const { step, path } of outline === undefined ? [] : stepsOf(outline.body)) {
		if (isMeant(step) && step.nameSpan.start === link?.span.start) { return { step, path }; }
	}
	return undefined;
}
