/** Coroutines of Python that only tell others of something: nothing in them fails, and they end as soon as they have their turn. */
import type { CallGraph } from '../../callgraph/graph.ts';
import type { FunctionId, Step } from '../../outline/model.ts';
import { stepsOf } from '../../outline/walk.ts';
import { calledName } from './chains.ts';

/** `async with self._changed: self._changed.notify_all()`, `self._done.set()` */
export function onlyTellsWaiters(id: FunctionId, graph: CallGraph): boolean {
	const outline = graph.functionOf(id);
	const steps = outline?.isAsync === true && !outline.isGenerator ? stepsOf(outline.body).map(({ step }) => step) : [];
	return steps.some(isNotice) && steps.every((step) => isNotice(step) || isPlain(step));
}

function isNotice(step: Step): boolean {
	return step.kind === 'call' && step.receiver?.kind === 'place' && step.receiver.place.root === 'this' && /^(?:notify(?:_all)?|set)$/.test(calledName(step)) && step.arguments.length === 0;
}

/** It puts a field of its own, asks for one, or holds an async lock of its own. */
function isPlain(step: Step): boolean {
	switch (step.kind) {
		case 'guarded': return step.isAsync && step.guards.every(({ value }) => value.kind === 'place' && value.place.root === 'this');
		case 'place': return step.place.root === 'this';
		case 'exit': return step.exit === 'return';
		case 'branch': case 'use': return true;
		default: return false;
	}
}
