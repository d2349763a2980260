/** Locks that a function takes by hand and lets go by hand, where something in between may keep it from that. */
import type { CallStep, FunctionOutline, Step } from '../../outline/model.ts';
import { contains, type Span } from '../../outline/span.ts';
import { stepsOf, type PlacedStep } from '../../outline/walk.ts';
import { calledName } from '../cancellation/surroundings.ts';
import { isRelease } from './hold.ts';
import { lockCalled, type Lock, type Surroundings } from './lock.ts';

export interface Unreleased {
	readonly lock: Lock;
	readonly acquired: CallStep;
	/** What may fail, be cancelled or leave in between: `` `load()` ``. */
	readonly between: string;
	readonly how: 'fails' | 'leaves';
}

/** A function that takes a lock and lets it go nowhere leaves that to another, and is not among them. */
export function unreleasedIn(fn: FunctionOutline, cx: Surroundings): Unreleased[] {
	const steps = stepsOf(fn.body);
	const found: Unreleased[] = [];
	for (const placed of steps) {
		const called = placed.step.kind === 'call' ? lockCalled(placed.step, fn, cx) : undefined;
		if (called?.does !== 'acquire' || placed.step.kind !== 'call') { continue; }
		const acquired = placed.step;
		const releases = steps.filter(({ step }) => step.span.start > acquired.span.end && isRelease(step, called.lock, fn, cx));
		const ends = releases.filter((each) => !isInEnding(each));
		// Behind a release on the same way, it is another hold.
		const last = ends.find(({ path }) => path.every((each) => placed.path.includes(each))) ?? ends.at(-1);
		if (last === undefined || isReleasedInside(fn, called.lock, cx)) { continue; }
		const span = { start: acquired.span.end, end: last.step.span.start };
		const risk = riskIn(span, acquired, placed, steps, releases, fn);
		if (risk !== undefined) { found.push({ lock: called.lock, acquired, ...risk }); }
	}
	return found;
}

/** In a `finally` or a handler: it comes to it also where something fails. */
function isInEnding({ step, path }: PlacedStep): boolean {
	return path.some((each) => each.kind === 'try' && [each.finally, ...each.handlers.map(({ block }) => block)].some((block) => block !== undefined && contains(block.span, step.span)));
}

/** A callback of the function's own lets it go. */
function isReleasedInside(fn: FunctionOutline, lock: Lock, cx: Surroundings): boolean {
	const inner = (cx.graph.fileOf(fn.id)?.functions ?? []).filter((each) => each !== fn && each.id.startsWith(`${fn.id}.`));
	return inner.some((each) => stepsOf(each.body).some(({ step }) => isRelease(step, lock, each, cx)));
}

function riskIn(span: Span, acquired: CallStep, { path: before }: PlacedStep, steps: readonly PlacedStep[], releases: readonly PlacedStep[], fn: FunctionOutline): Pick<Unreleased, 'between' | 'how'> | undefined {
	const isTaken = acquired.result.kind === 'discarded' || acquired.result.kind === 'awaited';
	for (const { step, path } of steps) {
		if (!contains(span, step.span) || releases.some((each) => each.step === step || isReleasedOnTheWay(step, path, each))) { continue; }
		if (path.some((each) => each.kind === 'try' && !before.includes(each) && releases.some(({ step: release }) => isEndingOf(each, release)))) { continue; }
		if (step.kind === 'call' && mayFail(step, fn)) { return { between: `\`${calledName(step)}()\``, how: 'fails' }; }
		if (step.kind === 'exit' && isTaken && (step.exit === 'return' || step.exit === 'throw')) { return { between: step.exit === 'return' ? 'a `return`' : 'a `raise`', how: 'leaves' }; }
		if (step.kind === 'exit' && step.exit === 'yield') { return { between: 'the code behind the `yield`', how: 'fails' }; }
	}
	return undefined;
}

/** It stands behind a release of the same block, as in `lock.release(); return`. */
function isReleasedOnTheWay(step: Step, path: readonly Step[], { step: release, path: releasePath }: PlacedStep): boolean {
	const last = releasePath.at(-1);
	return last !== undefined && path.includes(last) && release.span.end <= step.span.start;
}

function isEndingOf(step: Extract<Step, { kind: 'try' }>, release: Step): boolean {
	return [step.finally, ...step.handlers.map(({ block }) => block)].some((block) => block !== undefined && contains(block.span, release.span));
}

/** What the language itself does with plain values, and what writes to a log, fails in nobody's hands. */
function mayFail({ callee, result }: CallStep, { isAsync }: FunctionOutline): boolean {
	if (isAsync && result.kind === 'awaited') { return true; }
	switch (callee.kind) {
		case 'external': return !/^(?:builtins|logging|time|collections|datetime|asyncio#(?:get_running_loop|current_task|Event|Lock)\b)/.test(callee.symbol);
		case 'function': return true;
		case 'parameter': return true;
		default: return false;
	}
}
