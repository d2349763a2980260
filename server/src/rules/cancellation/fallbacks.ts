/** Attempts of which some are enough: whoever takes what succeeded asks whether there is anything at all. */
import type { CallGraph } from '../../callgraph/graph.ts';
import type { BindingId, CallStep, FunctionOutline, Place, Step, Value } from '../../outline/model.ts';
import { contains, isSameSpan, type Span } from '../../outline/span.ts';
import { stepsOf } from '../../outline/walk.ts';
import { isSamePlace } from '../histories/lists.ts';
import type { Maker } from './settledPromises.ts';
import { calledName } from './surroundings.ts';

/** Its function, or each that calls that, asks whether nothing succeeded (`if (found.length === 0)`), and does something else then. */
export function asksWhetherNone({ span }: CallStep, owner: FunctionOutline, graph: CallGraph): boolean {
	const steps = stepsOf(owner.body).map(({ step }) => step);
	if (isAskedIn(steps, boundTo(steps, span), span.end)) { return true; }
	const callers = graph.callersOf(owner.id).filter(({ isTest }) => !isTest);
	return callers.length > 0 && callers.every(({ id, links, roots, isKept }) => {
		const outline = graph.functionOf(id);
		if (outline === undefined || roots.length > 0 || isKept) { return false; }
		const around = stepsOf(outline.body).map(({ step }) => step);
		return links.every(({ kind, site: { step } }) => kind === 'call' && isAskedIn(around, { bindings: boundTo(around, step.span).bindings, places: [] }, step.span.end));
	});
}

/** The text says that it does without what fails: each promise gives nothing where it got none, or all who call the function go on with something empty if it fails as a whole. */
export function isBestEffort(makers: readonly Maker[], owner: FunctionOutline, graph: CallGraph): boolean {
	if (makers.length > 0 && makers.every(({ isGivingUp }) => isGivingUp === true)) { return true; }
	const callers = graph.callersOf(owner.id).filter(({ isTest }) => !isTest);
	return callers.length > 0 && callers.every(({ id, links, roots, isKept }) => {
		const outline = roots.length > 0 || isKept ? undefined : graph.functionOf(id);
		return outline !== undefined && links.every(({ kind, site: { step } }) => kind === 'call' && stepsOf(outline.body).some(({ step: next }) => next.kind === 'call' && calledName(next) === 'catch' && next.receiver?.kind === 'call' && isSameSpan(next.receiver.call, step.span) && givesOnly(next.arguments[0]?.value, graph)));
	});
}

/** `() => ({})` */
function givesOnly(handler: Value | undefined, graph: CallGraph): boolean {
	const outline = handler?.kind === 'function' ? graph.functionOf(handler.id) : undefined;
	return outline !== undefined && stepsOf(outline.body).every(({ step }) => step.kind === 'exit' && step.exit === 'return');
}

interface Held {
	readonly bindings: readonly BindingId[];
	readonly places: readonly Place[];
}

/** What holds the result of a call, and the lists to which something is added behind it. */
function boundTo(steps: readonly Step[], span: Span): Held {
	const pushed = steps.flatMap((step) => (step.kind === 'place' && step.operation === 'push' && step.span.start >= span.end ? [step.place] : []));
	return {
		bindings: steps.flatMap((step) => (step.kind === 'bind' && contains(step.span, span) ? [step.binding] : [])),
		places: pushed,
	};
}

/** `if (!found || found.length < 1)`, `found.length === 0 ? … : …` */
function isAskedIn(steps: readonly Step[], { bindings, places }: Held, from: number): boolean {
	const isHeld = (place: Place): boolean => places.some((each) => isSamePlace(each, place)) || place.path.length === 0 && place.binding !== undefined && bindings.includes(place.binding);
	return steps.some((step) => step.kind === 'branch' && step.span.start >= from && (step.lengthTests?.some(({ place }) => isHeld(place)) === true
		|| stepsOf(step.condition).some(({ step: asked }) => asked.kind === 'place' && asked.operation === 'length' && isHeld(asked.place) || asked.kind === 'use' && asked.how === 'condition' && bindings.includes(asked.binding))));
}
