/** Timers that look: `setInterval(() => { if (this.ready) { clearInterval(t); resolve(); } }, 50)`, and a `setTimeout` that sets itself again. */
import type { Block, BranchStep, CallStep, FunctionId, FunctionOutline, Step } from '../../outline/model.ts';
import { contains } from '../../outline/span.ts';
import { stepsOf } from '../../outline/walk.ts';
import { looksOf } from './flags.ts';
import { isHarmless } from './harmless.ts';
import { awaitedOf, type Awaited, type Poll } from './poll.ts';
import type { Sleep, Surroundings } from './sleep.ts';
import { waitsForQuiet } from './writers.ts';

/** The timers that a function sets and that do nothing but look until something has come about. */
export function* pollingTimers(outline: FunctionOutline, file: string, cx: Surroundings): Generator<Poll> {
	for (const { step } of stepsOf(outline.body)) {
		if (step.kind !== 'call' || step.callee.kind !== 'external') { continue; }
		const timer = cx.catalogue.lookup(step.callee.symbol)?.timer;
		const value = step.arguments[0]?.value;
		const callback = timer === undefined || timer.does === 'ends' || value?.kind !== 'function' ? undefined : cx.graph.functionOf(value.id);
		if (timer === undefined || callback === undefined || callback.isGenerator) { continue; }
		const sleep = sleepOfTimer(timer.delay === undefined ? undefined : step.arguments[timer.delay]?.value, timer.delay, file, cx);
		const again = timer.does === 'repeats' ? undefined : selfCalled(callback, outline, cx);
		const body = again === undefined ? callback : outline;
		if (timer.does === 'once' && again === undefined) { continue; }
		const awaited = awaitedBy(body, (each, branch) => timer.does === 'repeats' ? endsTimer(each, cx) : !setsAgain(each, step) && (leaves(each) || contains(branch.span, step.span)), again === undefined ? undefined : step, cx);
		if (awaited === undefined) { continue; }
		yield { kind: 'flag', outline: body, span: step.nameSpan, form: timer.does === 'repeats' ? 'interval' : 'timeout', sleep, names: awaited.map(({ flag }) => flag.name), awaited, isQueue: false };
	}
}

/** The function that set the timer, if that is what the timer calls: itself, or by `() => this.check()`. */
function selfCalled(callback: FunctionOutline, setter: FunctionOutline, { graph }: Surroundings): FunctionId | undefined {
	if (callback.id === setter.id) { return setter.id; }
	const calls = [...stepsOf(callback.body)].map(({ step }) => step).filter((step): step is CallStep => step.kind === 'call');
	const [only] = calls;
	return calls.length === 1 && only !== undefined && graph.resolveCallee(only.callee).includes(setter.id) ? setter.id : undefined;
}

function endsTimer(block: Block, { catalogue }: Surroundings): boolean {
	return callsIn(block).some(({ callee }) => callee.kind === 'external' && catalogue.lookup(callee.symbol)?.timer?.does === 'ends');
}

function setsAgain(block: Block, again: CallStep): boolean {
	return contains(block.span, again.span);
}

/** What stands behind an arm comes about too, unless it ends the function. */
function leaves({ steps }: Block): boolean {
	return steps.some(({ kind }) => kind === 'exit');
}

function callsIn(block: Block): CallStep[] {
	return [...stepsOf(block)].map(({ step }) => step).filter((step): step is CallStep => step.kind === 'call');
}

/**
 * What the function looks at before it does what it waited for: all it does stands in arms of its branches that end the timer (or leave before it is
 * set again). `again`: the call that sets it again.
 */
function awaitedBy(outline: FunctionOutline, isEnd: (block: Block, branch: BranchStep) => boolean, again: CallStep | undefined, cx: Surroundings): [Awaited, ...Awaited[]] | undefined {
	const steps = [...stepsOf(outline.body)].map(({ step }) => step);
	const ends: BranchStep[] = [];
	const isOnlyLooking = (block: Block): boolean => block.steps.every((step): boolean => {
		if (step === again) { return true; }
		if (step.kind === 'branch') {
			const arms = step.arms.map((arm) => arm.block);
			const ending = arms.filter((arm) => isEnd(arm, step) && doesMore(arm, cx));
			if (ending.length > 0) { ends.push(step); }
			return isOnlyLooking(step.condition) && arms.every((arm) => ending.includes(arm) || isOnlyLooking(arm));
		}
		return isIdle(step, cx);
	});
	if (!isOnlyLooking(outline.body) || ends.length === 0 || waitsForQuiet({ outline, span: outline.body.span })) { return undefined; }
	const looks = ends.flatMap((branch) => looksOf(branch.condition, outline, steps, cx));
	const [first, ...rest] = awaitedOf(looks, { outline, span: outline.body.span }, false, cx);
	return first === undefined ? undefined : [first, ...rest];
}

/** An arm that calls something or leaves: more than a note taken. */
function doesMore(arm: Block, cx: Surroundings): boolean {
	return [...stepsOf(arm)].some(({ step }) => step.kind === 'exit' || step.kind === 'call' && !(isHarmless(step, cx) && step.result.kind === 'discarded' && step.arguments.length === 0));
}

function isIdle(step: Step, cx: Surroundings): boolean {
	switch (step.kind) {
		case 'call': return isHarmless(step, cx);
		case 'await': case 'loop': case 'try': case 'guarded': case 'select': case 'access': return false;
		default: return true;
	}
}

function sleepOfTimer(value: CallStep['arguments'][number]['value'] | undefined, delay: number | undefined, file: string, { graph }: Surroundings): Sleep {
	if (delay === undefined || value === undefined) { return { kind: 'turn' }; }
	const known = graph.follow(file, value);
	if (known.kind !== 'constant' || typeof known.value !== 'number') { return { kind: 'time' }; }
	return known.value <= 0 ? { kind: 'turn' } : { kind: 'time', milliseconds: known.value };
}
