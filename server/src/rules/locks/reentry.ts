/** Where a function takes a lock that it, or what called it, already holds. */
import { lastName } from '../../callgraph/paths.ts';
import type { AccessStep, Block, BranchStep, CallStep, FunctionId, FunctionOutline } from '../../outline/model.ts';
import { compareSpans, contains, isSameSpan, type Span } from '../../outline/span.ts';
import { stepsOf, type PlacedStep } from '../../outline/walk.ts';
import type { ChainLink } from '../finding.ts';
import { holdsIn, isRelease } from './hold.ts';
import { lockCalled, locksHeld, type Lock, type Surroundings } from './lock.ts';

export interface Reentry {
	readonly function: FunctionOutline;
	readonly lock: Lock;
	/** Where the lock is held already. */
	readonly held: Span;
	readonly span: Span;
	/** From the call to where the lock is taken again; only that where it stands in the same function. */
	readonly chain: readonly ChainLink[];
}

/** Chains longer than this are not followed. */
const longest = 8;

/** The places of a function at which it comes to wait for itself. */
export function reentriesIn(fn: FunctionOutline, cx: Surroundings): Reentry[] {
	const found: Reentry[] = [];
	const steps = stepsOf(fn.body);
	for (const { lock, span, inside, isHeldBy } of holdsIn(fn, cx)) {
		if (lock.kind !== 'plain') { continue; }
		// Somebody who lets go of it in between knows what he does.
		if (steps.some(({ step }) => isRelease(step, lock, fn, cx) && isHeldBy === 'scope' && contains(inside, step.span))) { continue; }
		for (const placed of steps) {
			if (!contains(inside, placed.step.span) || placed.step.span.start === span.start) { continue; }
			const chain = takenBy(placed, steps, lock, fn, cx, new Set([fn.id]), 0);
			const [first] = chain ?? [];
			if (chain !== undefined && first !== undefined) { found.push({ function: fn, lock, held: span, span: first.span, chain }); }
		}
	}
	return found.sort((a, b) => compareSpans(a.span, b.span));
}

/** The way by which a step takes the lock, the step first; undefined where it does not, or not surely. */
function takenBy({ step }: PlacedStep, steps: readonly PlacedStep[], lock: Lock, fn: FunctionOutline, cx: Surroundings, seen: ReadonlySet<FunctionId>, depth: number): readonly ChainLink[] | undefined {
	const { file } = cx.graph.fileOf(fn.id) ?? { file: '' };
	if (step.kind === 'guarded') {
		const guard = step.guards.find((_, index) => locksHeld({ ...step, guards: step.guards.slice(index, index + 1) }, fn, cx)[0]?.key === lock.key);
		return guard && [{ file, span: guard.span, label: `${step.isAsync ? 'async with' : 'with'} ${lock.name}` }];
	}
	if (step.kind !== 'call' && step.kind !== 'access') { return undefined; }
	const called = step.kind === 'call' ? lockCalled(step, fn, cx) : undefined;
	if (called !== undefined) { return called.does === 'acquire' && called.isPatient && called.lock.key === lock.key ? [{ file, span: step.nameSpan, label: `${lock.name}.acquire()` }] : undefined; }
	if (depth >= longest || step.callee.kind !== 'function') { return undefined; }
	const targets = cx.graph.resolveCallee(step.callee);
	const ways = targets.map((id) => (seen.has(id) ? undefined : takingIn(id, step, fn, steps, lock, cx, seen, depth + 1)));
	const [way] = ways;
	if (way === undefined || ways.includes(undefined)) { return undefined; }
	return [{ file, span: step.nameSpan, label: step.kind === 'call' ? `${lastName(step.callee.id)}()` : lastName(step.callee.id) }, ...way];
}

/** How a called function surely takes the lock; undefined where it may not, or is called on another object. */
function takingIn(id: FunctionId, step: CallStep | AccessStep, from: FunctionOutline, around: readonly PlacedStep[], lock: Lock, cx: Surroundings, seen: ReadonlySet<FunctionId>, depth: number): readonly ChainLink[] | undefined {
	const fn = cx.graph.functionOf(id);
	if (fn === undefined || fn.isGenerator || fn.isAsync && step.kind !== 'call' || lock.isOwn && !isOnSelf(step, fn, from, around)) { return undefined; }
	if (fn.isAsync && step.kind === 'call' && !isAwaited(step, around, cx)) { return undefined; }
	const steps = stepsOf(fn.body);
	for (const placed of steps) {
		if (isRelease(placed.step, lock, fn, cx)) { return undefined; }
		if (isConditional(placed, steps, fn)) { continue; }
		const way = takenBy(placed, steps, lock, fn, cx, new Set([...seen, id]), depth);
		if (way !== undefined) { return way; }
	}
	return undefined;
}

/** What is only made, or begun as a task of its own, is not waited for. */
function isAwaited({ result }: CallStep, steps: readonly PlacedStep[], cx: Surroundings): boolean {
	if (result.kind === 'awaited') { return true; }
	if (result.kind !== 'argument') { return false; }
	const outer = steps.find(({ step }) => step.kind === 'call' && isSameSpan(step.span, result.call))?.step;
	return outer?.kind === 'call' && outer.result.kind === 'awaited' && outer.callee.kind === 'external' && cx.catalogue.lookup(outer.callee.symbol)?.joins !== undefined;
}

/** The called function sees the same object as the caller: it is called on `self`, or written in the same method. */
function isOnSelf(step: CallStep | AccessStep, target: FunctionOutline, from: FunctionOutline, around: readonly PlacedStep[]): boolean {
	if (target.owner === undefined) { return target.enclosing === from.id || target.enclosing === from.enclosing && from.owner === undefined; }
	if (step.kind === 'call') { return step.receiver?.kind === 'place' && step.receiver.place.root === 'this' && step.receiver.place.path.length === 0; }
	return around.some(({ step: read }) => read.kind === 'place' && read.operation === 'read' && isSameSpan(read.span, step.span) && read.place.root === 'this' && read.place.path.length === 1);
}

/** It happens only under a condition, or the function may have returned before, by the object's state or because it was told that the lock is held. */
function isConditional({ step, path }: PlacedStep, steps: readonly PlacedStep[], fn: FunctionOutline): boolean {
	if (path.some((each) => each.kind === 'branch' || each.kind === 'try' && each.handlers.some(({ block }) => contains(block.span, step.span)))) { return true; }
	return steps.some(({ step: before }) => before.kind === 'branch' && before.span.end <= step.span.start && before.arms.some(({ block }) => leaves(block)) && readsState(before, fn));
}

function leaves({ steps }: Block): boolean {
	const last = steps.at(-1);
	return last?.kind === 'exit' && last.exit !== 'yield';
}

const lockNames = /lock|h[eo]ld|own/i;

function readsState({ condition }: BranchStep, fn: FunctionOutline): boolean {
	const told = new Set(fn.parameters.filter(({ name }) => lockNames.test(name)).map(({ binding }) => binding));
	return stepsOf(condition).some(({ step }) => step.kind === 'place' || step.kind === 'access' || step.kind === 'call' || step.kind === 'use' && told.has(step.binding));
}
