/** Where the one that waits for lost work is known: who is given an empty promise instead, or looks at what the work sets when it is done. */
import { fileOf, type CallGraph } from '../../callgraph/graph.ts';
import type { CallStep } from '../../outline/model.ts';
import { noSteps, stepsOf } from '../../outline/walk.ts';
import { isSameSpan } from '../../outline/span.ts';
import { calledName } from './chains.ts';
import type { Lost } from './lostPromises.ts';

/** `this.client.publish(text); return Promise.resolve();`: callers get a promise that says nothing of it. */
export function givesEmptyPromise({ owner: { body, isAsync }, span }: Lost): boolean {
	const exit = isAsync ? undefined : body.steps.find((step) => step.kind === 'exit' && step.span.start >= span.end);
	if (exit?.kind !== 'exit' || exit.exit !== 'return' || exit.value?.kind !== 'call') { return false; }
	const { call: given } = exit.value;
	const after = stepsOf(body).flatMap(({ step }) => (step.kind === 'call' && step.span.start >= span.end && step.span.start <= exit.span.end ? [step] : []));
	return after.length === 1 && after.every((step) => isSameSpan(step.span, given) && isEmpty(step));
}

/** `Promise.resolve()`, also that of a library which is kept under this name. */
function isEmpty(step: CallStep): boolean {
	const { callee, receiver, arguments: values } = step;
	if (values.length > 0 || calledName(step) !== 'resolve') { return false; }
	return callee.kind === 'external' && callee.symbol.startsWith('lib#Promise') || receiver?.kind === 'place' && receiver.place.path.at(-1) === 'Promise';
}

/** The field that the work sets when it is done, and at which a loop of another function looks: after a failure it would do so for ever. */
export function stateWaitedFor({ loss, owner, targets }: Lost, graph: CallGraph): string | undefined {
	const outline = loss === 'kept' ? graph.fileOf(owner.id) : undefined;
	if (outline?.language !== 'typescript') { return undefined; }
	const set = targets.filter((target) => fileOf(target) === outline.file).flatMap((target) => stepsOf(graph.functionOf(target)?.body ?? noSteps)).flatMap(({ step }) => (step.kind === 'place' && step.operation === 'assign' && step.place.root === 'this'
		&& step.place.path.length === 1 && step.value?.kind === 'constant' && step.value.value === true ? step.place.path : []));
	return set.find((field) => outline.functions.some(({ id, body }) => !targets.includes(id) && stepsOf(body).some(({ step, path }) => step.kind === 'place' && step.operation === 'read' && step.place.root === 'this'
		&& step.place.path.length === 1 && step.place.path[0] === field && path.some((around) => around.kind === 'loop'))));
}

