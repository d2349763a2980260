/** Who cancels a task in order to have what it got so far: a program that is told to stop. */
import type { CallGraph } from '../../callgraph/graph.ts';
import type { CallStep, FunctionId, FunctionOutline, Value } from '../../outline/model.ts';
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
	return result.kind === 'returned' || result.kind === 'awaited' && stepsOf(body).some(({ step }) => step.kind === 'exit' && step.exit === 'return' && step.value?.kind === 'call' && step.value.call.start === span.start && step.value.call.end === span.end);
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
