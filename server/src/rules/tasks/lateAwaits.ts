/** Promises that are put into a variable and looked at only after something else was awaited. */
import type { AwaitStep, BindingId, BindStep, CallStep, FunctionOutline, Step, Value } from '../../outline/model.ts';
import { blocksOf, stepsOf, type PlacedStep } from '../../outline/walk.ts';
import { contains, isSameSpan } from '../../outline/span.ts';
import type { RuleContext } from '../rule.ts';
import { mentions } from '../waits/values.ts';
import { calledName } from './chains.ts';
import { createSettling } from './settling.ts';

export interface LateAwait {
	/** What makes the promise. */
	readonly call: CallStep;
	/** The variable that holds it. */
	readonly name: string;
	/** It is the next thing that is awaited by itself, after one other in the same block. */
	readonly isNext: boolean;
}

/** Of what is outside of the workspace, what is known to fail now and then: requests and files. */
const fallible = /^(?:(?:lib|global|undici|node-fetch)#(?:\w+\.)?(?:fetch|request|default)|node:fs\/promises#|node:fs#promises\.|axios#|got#|ky#|ofetch#)/;

/** What waits for an event is begun before what brings the event about. */
const listening = /^(?:once|wait|on[A-Z]|expect|listen|when|until)/;

export function lateAwaitsIn(owner: FunctionOutline, context: RuleContext): LateAwait[] {
	if (!owner.isAsync && owner.kind !== 'module') { return []; }
	const steps = stepsOf(owner.body);
	const bound = steps.flatMap(({ step }) => (step.kind === 'call' && step.result.kind === 'bound' && mayGivePromise(step, context) ? [step] : []));
	if (bound.length === 0) { return []; }
	const settling = createSettling(context.graph, context.catalogue);
	return steps.flatMap((placed): LateAwait[] => {
		const { step } = placed;
		const value = step.kind === 'bind' ? step.value : undefined;
		if (step.kind !== 'bind' || value?.kind !== 'call') { return []; }
		const call = bound.find(({ span }) => isSameSpan(span, value.call));
		return call === undefined || !isLate(placed, step, call, steps) || settling.fateOf(call, owner) !== 'may-fail' || isLetGoOnBetween(step, call, steps) ? [] : [{ call, name: step.name, isNext: isNext(placed, step, steps) }];
	});
}

/** An async function of the workspace, or something outside that is known to fail now and then. */
function mayGivePromise(call: CallStep, { graph }: RuleContext): boolean {
	if (call.callee.kind === 'external') { return fallible.test(call.callee.symbol); }
	const targets = graph.resolveCallee(call.callee).map((id) => graph.functionOf(id));
	return targets.length > 0 && targets.every((each) => each?.isAsync === true && !each.isGenerator) && !listening.test(calledName(call));
}

/** Between where it is put into its variable and where that is looked at first, by an await, something else is awaited. */
function isLate(at: PlacedStep, bind: BindStep, call: CallStep, steps: readonly PlacedStep[]): boolean {
	const after = steps.filter(({ step }) => step.span.start >= bind.span.end && step !== bind);
	const first = after.find(({ step }) => isLook(step, bind.binding));
	if (first === undefined || !isAwaited(first, bind.binding, steps)) { return false; }
	return after.some(({ step, path }) => step.kind === 'await' && step.span.start < first.step.span.start && !contains(step.span, first.step.span) && takesTime(step)
		&& !excludes(path, at.path, step, call) && !excludes(path, first.path, step, first.step));
}

/** `const [open, opened] = gate(); const page = load(opened); await other(); open(); await page;`: what stands between the two is what it waits for, so that it cannot end, nor fail, before. */
function isLetGoOnBetween(bind: BindStep, call: CallStep, steps: readonly PlacedStep[]): boolean {
	const after = steps.filter(({ step }) => step.span.start >= bind.span.end);
	const first = after.find(({ step }) => isLook(step, bind.binding)), waited = after.find(({ step }) => step.kind === 'await')?.step;
	const made = new Set(steps.flatMap(({ step }) => (step.kind === 'bind' && step.span.end <= call.span.start ? [step.name] : [])));
	return first !== undefined && waited !== undefined && after.some(({ step }) => step.kind === 'call' && step.span.start >= waited.span.end && step.span.end <= first.step.span.start && step.result.kind === 'discarded'
		&& step.arguments.length < 2 && (step.receiver === undefined && step.callee.kind !== 'function' && step.callee.kind !== 'external' && made.has(step.written ?? calledName(step)) || /^_?(?:resolve|release|unlock|open|fulfil|trigger)/.test(calledName(step))));
}

/** `const user = loadUser(); const page = await loadPage(); const name = await user;` */
function isNext({ path }: PlacedStep, bind: BindStep, steps: readonly PlacedStep[]): boolean {
	const [other, own] = steps.filter(({ step }) => step.kind === 'await' && step.span.start >= bind.span.end);
	const isBeside = (each: PlacedStep | undefined): each is PlacedStep => each !== undefined && each.path.length === path.length && each.path.every((around, index) => around === path[index]);
	// What is called between the two may be what it waits for.
	const isBetween = (step: Step): boolean => step.kind === 'call' && step.result.kind === 'discarded' && other !== undefined && own !== undefined && step.span.start >= other.step.span.end && step.span.end <= own.step.span.start;
	return isBeside(other) && isBeside(own) && !steps.some(({ step }) => isBetween(step)) && own.step.kind === 'await' && isIt(own.step.value, bind.binding);
}

function isLook(step: Step, binding: BindingId): boolean {
	switch (step.kind) {
		case 'use': return step.binding === binding;
		case 'await': case 'bind': return mentions(step.value, binding);
		case 'exit': case 'place': case 'discard': return mentions(step.value, binding);
		case 'call': return mentions(step.receiver, binding) || step.arguments.some(({ value }) => mentions(value, binding));
		case 'loop': return mentions(step.iterated, binding);
		default: return false;
	}
}

/** It is looked at by an await of it, alone or among others. */
function isAwaited({ step: look }: PlacedStep, binding: BindingId, steps: readonly PlacedStep[]): boolean {
	return steps.some(({ step }) => step.kind === 'await' && contains(step.span, look.span) && (isIt(step.value, binding) || step.value.kind === 'call' && joins(step.value, binding, steps)));
}

function isIt(value: Value, binding: BindingId): boolean {
	return value.kind === 'binding' && value.binding === binding;
}

function joins(value: Value & { readonly kind: 'call' }, binding: BindingId, steps: readonly PlacedStep[]): boolean {
	return steps.some(({ step }) => step.kind === 'call' && isSameSpan(step.span, value.call) && step.callee.kind === 'external' && /^lib#Promise(?:Constructor)?\.(?:all|allSettled|race|any)$/.test(step.callee.symbol)
		&& mentions(step.arguments[0]?.value, binding));
}

/** A value is there at once. */
function takesTime({ value }: AwaitStep): boolean {
	return value.kind !== 'constant' && value.kind !== 'object' && value.kind !== 'function';
}

/** Two steps of which only one happens: they stand in different arms of a branch, or in a handler and what it handles. */
function excludes(path: readonly Step[], other: readonly Step[], step: Step, than: Step): boolean {
	const shared = path.filter((each) => other.includes(each));
	return shared.some((around) => around.kind === 'branch' && blocksOf(around).some((block) => contains(block.span, step.span) && !contains(block.span, than.span) && !contains(around.condition.span, step.span) && !contains(around.condition.span, than.span)));
}
