/** Who cancels a task in order to have what it got so far: a program that is told to stop. */
import type { CallGraph } from '../../callgraph/graph.ts';
import type { CallStep, FunctionId, FunctionOutline, Step, Value } from '../../outline/model.ts';
import { contains, isSameSpan } from '../../outline/span.ts';
import { stepsOf } from '../../outline/walk.ts';
import { calledName } from './surroundings.ts';

/** So many functions up that only hand on what is awaited. */
const deepest = 3;

/** True for the coroutine of a task, also through functions that return what they await, whose `cancel` is given to a signal's handler by the one that begins it. */
export function isCancelledForItsResult(id: FunctionId, graph: CallGraph, depth = 0): boolean {
	return graph.callersOf(id).some(({ id: caller, isTest, links }) => {
		const outline = isTest ? undefined : graph.functionOf(caller);
		return outline !== undefined && links.some(({ site: { step } }) => {
			if (step.kind !== 'call') { return false; }
			if (step.result.kind === 'argument') { return stopsBySignal(outline); }
			return depth < deepest && isHandedOn(step, outline) && isCancelledForItsResult(caller, graph, depth + 1);
		});
	});
}

/** `return await load()` */
function isHandedOn({ span, result }: CallStep, { body }: FunctionOutline): boolean {
	return result.kind === 'returned' || result.kind === 'awaited' && stepsOf(body).some(({ step }) => step.kind === 'exit' && step.exit === 'return' && step.value?.kind === 'call' && isSameSpan(step.value.call, span));
}

/** `loop.add_signal_handler(signal.SIGINT, task.cancel)` */
function stopsBySignal({ body }: FunctionOutline): boolean {
	return stepsOf(body).some(({ step }) => step.kind === 'call' && /signal/.test(calledName(step)) && step.arguments.some(({ value }) => isCancel(value)));
}

function isCancel(value: Value): boolean {
	switch (value.kind) {
		case 'place': return value.place.path.at(-1) === 'cancel';
		case 'external': return /[.#]cancel$/.test(value.symbol);
		case 'function': return /[.#]cancel$/.test(value.id);
		default: return false;
	}
}

/**
 * True for the coroutine of a task that its class alone begins, into a member (`self._task = create_task(self._run())`), cancels, and then awaits where nothing takes a
 * cancellation: raised again it would come to whoever ends the task, and what follows the handler is the task's last work.
 */
export function isAwaitedBare({ id, owner }: FunctionOutline, graph: CallGraph): boolean {
	if (owner === undefined) { return false; }
	const callers = graph.callersOf(id).filter(({ isTest }) => !isTest);
	const own = (graph.fileOf(id)?.functions ?? []).filter((each) => each.owner === owner);
	return callers.length > 0 && callers.every(({ id: caller, links }) => {
		const outline = own.find((each) => each.id === caller);
		return outline !== undefined && links.length > 0 && links.every(({ site: { step } }) => {
			const member = memberHolding(step, outline);
			return member !== undefined && own.some((each) => endsBare(member, each)) && !own.some((each) => endsGuarded(member, each));
		});
	});
}

/** `self._task = create_task(self._run())`: the name of the member that keeps the task. */
function memberHolding(step: Step, { body }: FunctionOutline): string | undefined {
	const begun = step.kind === 'call' && step.result.kind === 'argument' ? step.result.call : undefined;
	if (begun === undefined) { return undefined; }
	for (const { step: each } of stepsOf(body)) {
		if (each.kind === 'place' && each.operation === 'assign' && each.value?.kind === 'call' && isSameSpan(each.value.call, begun)) { return memberOf({ kind: 'place', place: each.place }); }
	}
	return undefined;
}

function endsBare(member: string, { body }: FunctionOutline): boolean {
	const placed = [...stepsOf(body)];
	const cancelled = placed.find(({ step }) => step.kind === 'call' && calledName(step) === 'cancel' && memberOf(step.receiver) === member);
	return cancelled !== undefined && placed.some(({ step }) => step.kind === 'await' && step.span.start >= cancelled.step.span.end && memberOf(step.value) === member);
}

/** Somebody who waits for it expects the cancellation: `with suppress(CancelledError): await self._task`. */
function endsGuarded(member: string, { body }: FunctionOutline): boolean {
	return stepsOf(body).some(({ step, path }) => step.kind === 'await' && memberOf(step.value) === member
		&& path.some((around) => around.kind === 'guarded' && contains(around.body.span, step.span) || around.kind === 'try' && around.handlers.length > 0 && contains(around.body.span, step.span)));
}

function memberOf(value: Value | undefined): string | undefined {
	return value?.kind === 'place' && value.place.root === 'this' && value.place.path.length === 1 ? value.place.path[0] : undefined;
}
