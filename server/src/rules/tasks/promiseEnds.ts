/** Whether a promise made by hand comes to an end without what is lost in it: a timer beside it settles it, or it is handed on to another promise. */
import type { CallGraph } from '../../callgraph/graph.ts';
import type { CallStep, FunctionId, FunctionOutline, Step, Value } from '../../outline/model.ts';
import { contains, type Span } from '../../outline/span.ts';
import { stepsOf } from '../../outline/walk.ts';
import { calledName } from './chains.ts';
import { stepsBesides } from './path.ts';

/** A function around a lost promise, and where in it that stands: the promise itself, or the next function around it. */
export interface LostIn {
	readonly fn: FunctionOutline;
	readonly at: Span;
}

/**
 * `resolved`: it ends well all the same, so that a failure told to `reject` would be new to whoever awaits it, or come too late. `rejected`: a timer ends it with a failure.
 * `places`: from the lost promise out to the executor. `isRace`: the lost one is to settle it, too, as another promise may before it.
 */
export function endBesides(places: readonly LostIn[], { executor, isRace }: { readonly executor: FunctionId; readonly isRace: boolean }, graph: CallGraph): 'resolved' | 'rejected' | undefined {
	const beside = places.flatMap(({ fn, at }) => stepsBesides(fn, at).flatMap((step) => (step.kind === 'call' ? [{ step, at }] : [])));
	const timers = beside.filter(({ step }) => /^(?:setTimeout|setImmediate)$/.test(calledName(step)));
	const settles = ({ step, at }: Beside, index: number): boolean => step.arguments[0] !== undefined && isSettling(step.arguments[0].value, executor, index, at, graph);
	const running = timers.length > 0 && !isCleared(places, beside, graph) ? timers : [];
	if (running.some((timer) => settles(timer, 0))) { return 'resolved'; }
	if (!isRace && beside.some((each) => /^(?:then|finally)$/.test(calledName(each.step)) && settles(each, 0))) { return 'resolved'; }
	return running.some((timer) => settles(timer, 1)) ? 'rejected' : undefined;
}

/** A call on the same way through the text, and what it is beside of. */
interface Beside {
	readonly step: CallStep;
	readonly at: Span;
}

/** `resolve` (0) or `reject` (1) itself, or a function other than the one at hand that calls it. */
function isSettling(value: Value, executor: FunctionId, index: number, at: Span, graph: CallGraph): boolean {
	if (value.kind === 'parameter') { return value.function === executor && value.index === index && value.path === undefined; }
	const given = value.kind === 'function' ? graph.functionOf(value.id) : undefined;
	const calls = (step: Step): boolean => step.kind === 'call' && step.callee.kind === 'parameter' && step.callee.function === executor && step.callee.index === index && step.callee.path === undefined;
	return given !== undefined && given.id.startsWith(`${executor}.`) && !contains(given.span, at) && stepsOf(given.body).some(({ step }) => calls(step));
}

/** The timer is stopped before it comes to the failure, or with it: in front of the promise, in the callback that fails, or in its `.finally()`. */
function isCleared([first]: readonly LostIn[], beside: readonly Beside[], graph: CallGraph): boolean {
	if (first === undefined) { return false; }
	const { fn, at: span } = first;
	const isClearing = (step: Step): boolean => step.kind === 'call' && /^clear(?:Timeout|Immediate)$/.test(calledName(step));
	const clears = (outline: FunctionOutline | undefined): boolean => outline !== undefined && stepsOf(outline.body).some(({ step }) => isClearing(step));
	return beside.some(({ step, at }) => step.span.start < at.start && isClearing(step))
		|| stepsOf(fn.body).some(({ step }) => step.kind === 'call' && contains(span, step.span) && calledName(step) === 'finally' && step.arguments.some(({ value }) => value.kind === 'function' && clears(graph.functionOf(value.id))))
		|| (graph.fileOf(fn.id)?.functions ?? []).some((each) => each.enclosing === fn.id && each.span.start === span.start && each.span.end === span.end && clears(each));
}
