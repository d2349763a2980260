/** What stands around the links of a path in the functions that hold them. */
import type { CallGraph, PathLink } from '../../callgraph/graph.ts';
import type { Arm, CallStep, FunctionId, Step } from '../../outline/model.ts';
import { contains } from '../../outline/span.ts';
import { noSteps, stepsOf } from '../../outline/walk.ts';
import { placedLink } from '../placedLink.ts';

export interface LinkPlace {
	/** It stands in a loop with an end or in the condition of one, or in a closure that goes through something: once for each of several. */
	readonly isInLoop: boolean;
	/** The fields and parameters that must be set for it, from the outermost on. */
	readonly settings: readonly string[];
	/** The call itself; absent for what stands there without one. */
	readonly call?: CallStep;
}

/** Undefined where the text does not tell. */
export function aroundLink(link: PathLink, graph: CallGraph): LinkPlace | undefined {
	const { function: id, span } = link, found = placedLink(link, graph);
	if (found === undefined) { return undefined; }
	const settings: string[] = [];
	for (const { step, path } of stepsOf(graph.functionOf(id)?.body ?? noSteps)) {
		if (step.kind !== 'branch' || step.span.start >= span.start) { continue; }
		const { setting } = step.arms.find(({ block }) => contains(block.span, span)) ?? {};
		if (setting?.isSet === true) { settings.push(setting.name); }
		// `let Some(path) = &self.path else { return }` before it, in the same line of statements.
		const left = step.span.end <= span.start && path.every((each) => found.path.includes(each)) ? step.arms.find((arm) => arm.isUnusual !== true && leaves(arm))?.setting : undefined;
		if (left?.isSet === false) { settings.push(left.name); }
	}
	return { isInLoop: isOfIterator(id, graph) || found.path.some((each) => each.kind === 'loop' && each.loop !== 'infinite'), settings, ...(found.step.kind === 'call' && { call: found.step }) };
}

/** One file after the other, where a call on the way stands in a loop. */
export function isRepeatedBelow(path: readonly PathLink[], graph: CallGraph): boolean {
	return path.some((link) => aroundLink(link, graph)?.isInLoop === true);
}

function leaves({ block: { steps } }: Arm): boolean {
	const last: Step | undefined = steps.at(-1);
	return last?.kind === 'exit' && (last.exit === 'return' || last.exit === 'continue');
}

/** What calls a closure that stands among its arguments; undefined for other functions, and for closures that are kept or called by name. */
export function takerOf(id: FunctionId, graph: CallGraph): CallStep | undefined {
	const outline = graph.functionOf(id), around = outline?.kind === 'closure' && outline.enclosing !== undefined ? graph.functionOf(outline.enclosing) : undefined;
	const found = around && stepsOf(around.body).find(({ step }) => step.kind === 'call' && step.arguments.some(({ value }) => value.kind === 'function' && value.id === id))?.step;
	return found?.kind === 'call' ? found : undefined;
}

/** `paths.iter().map(|path| fs::read(path))` */
function isOfIterator(id: FunctionId, graph: CallGraph): boolean {
	const callee = takerOf(id, graph)?.callee;
	return callee?.kind === 'external' && callee.symbol.startsWith('std::iter#Iterator.');
}
