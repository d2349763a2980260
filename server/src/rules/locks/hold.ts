/** From where to where a function holds a lock. */
import { eachStep } from '../../callgraph/sites.ts';
import type { FunctionOutline, Step } from '../../outline/model.ts';
import type { Span } from '../../outline/span.ts';
import { stepsOf } from '../../outline/walk.ts';
import { lockCalled, locksHeld, type Lock, type Surroundings } from './lock.ts';

export interface Hold {
	readonly lock: Lock;
	/** Where it is taken. */
	readonly span: Span;
	/** As long as it is held. */
	readonly inside: Span;
	readonly isHeldBy: 'scope' | 'hand';
}

/** By outline, because it is asked of all functions after each edit. */
const taking = new WeakMap<FunctionOutline, boolean>();

/** False for a function in which nothing takes a lock of any kind: `holdsIn` finds nothing in it, whatever is around. */
export function mayHold(fn: FunctionOutline): boolean {
	let known = taking.get(fn);
	if (known === undefined) {
		known = false;
		eachStep(fn.body, (step) => {
			if (step.kind === 'guarded' ? step.guards.some(({ type }) => type !== undefined) : step.kind === 'call' && step.callee.kind === 'external' && step.callee.symbol.endsWith('.acquire')) { known = true; }
		});
		taking.set(fn, known);
	}
	return known;
}

/** By `with`, or from an `acquire()` that always happens to the first `release()` behind it. */
export function holdsIn(fn: FunctionOutline, cx: Surroundings): Hold[] {
	const steps = stepsOf(fn.body);
	return steps.flatMap(({ step, path }): Hold[] => {
		if (step.kind === 'guarded') { return locksHeld(step, fn, cx).map((lock) => ({ lock, span: step.guards[0]?.span ?? step.span, inside: step.body.span, isHeldBy: 'scope' })); }
		const called = step.kind === 'call' ? lockCalled(step, fn, cx) : undefined;
		if (called?.does !== 'acquire' || path.some((each) => each.kind === 'branch')) { return []; }
		const end = steps.find((each) => each.step.span.start > step.span.end && isRelease(each.step, called.lock, fn, cx));
		return end === undefined ? [] : [{ lock: called.lock, span: step.span, inside: { start: step.span.end, end: end.step.span.start }, isHeldBy: 'hand' }];
	});
}

export function isRelease(step: Step, lock: Lock, fn: FunctionOutline, cx: Surroundings): boolean {
	const called = step.kind === 'call' ? lockCalled(step, fn, cx) : undefined;
	return called?.does === 'release' && called.lock.key === lock.key;
}
