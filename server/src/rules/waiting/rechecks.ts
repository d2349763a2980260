/** Loops of Rust that wake up to look at what could wake them: a channel asked without waiting, a flag behind a deadline. */
import type { CallStep, FunctionOutline, LoopStep, Step } from '../../outline/model.ts';
import { contains } from '../../outline/span.ts';
import { stepsOf } from '../../outline/walk.ts';
import type { Awaited, Poll } from './poll.ts';
import { sleepOf, type Sleep, type Surroundings } from './sleep.ts';

/** Who sleeps longer does something from time to time. */
const longestPause = 1000;

/** How far calls are followed to where a channel is asked. */
const deepest = 2;

/** Loops that sleep and ask a channel of this process whether something came; but for those that are `known` to poll, by where they begin. */
export function* polledChannels(outline: FunctionOutline, known: readonly Poll[], cx: Surroundings): Generator<Poll> {
	if (!isRust(outline, cx)) { return; }
	for (const { loop, steps } of loopsOf(outline)) {
		if (known.some(({ span }) => span.start === loop.span.start) || steps.some((step) => step.kind === 'select' || step.kind === 'loop' && step.loop === 'await')) { continue; }
		const awaited = steps.filter((step): step is CallStep => step.kind === 'call' && step.result.kind === 'awaited');
		const pauses = awaited.flatMap((step) => { const sleep = sleepOf(step, file(outline), cx); return sleep === undefined ? [] : [{ step, sleep }]; });
		const [pause] = pauses;
		if (pause === undefined || !isShort(pause.sleep) || awaited.some((step) => !pauses.some((each) => each.step === step) && waitsForOthers(step))) { continue; }
		const asked = steps.map((step) => (step.kind === 'call' ? channelAsked(step, cx, 0) : undefined)).find((each) => each !== undefined);
		if (asked !== undefined && !isDrained(loop, asked.step)) { yield poll(outline, pause.step, pause.sleep, asked.awaited); }
	}
}

/** Loops that give what they wait for a deadline, only to look at a flag that ends them. */
export function* recheckingLoops(outline: FunctionOutline, cx: Surroundings): Generator<Poll> {
	if (!isRust(outline, cx)) { return; }
	for (const { steps } of loopsOf(outline)) {
		const waiting = steps.find((step): step is CallStep => step.kind === 'call' && step.result.kind === 'awaited' && deadlineOf(step, outline, cx) !== undefined);
		const milliseconds = waiting === undefined ? undefined : deadlineOf(waiting, outline, cx);
		const flag = steps.map((step) => endingFlag(step, cx)).find((each) => each !== undefined);
		if (waiting === undefined || milliseconds === undefined || milliseconds > longestPause || flag === undefined || !isIdleInTime(steps)) { continue; }
		yield poll(outline, waiting, { kind: 'time', milliseconds }, { flag, writers: [], announcedBy: 'a `CancellationToken` or `Notify`, in a `select!` with what is awaited,' });
	}
}

function isRust(outline: FunctionOutline, { graph }: Surroundings): boolean {
	return outline.isAsync && graph.fileOf(outline.id)?.language === 'rust';
}

function file({ id }: FunctionOutline): string {
	return id.slice(0, id.indexOf('#'));
}

/** The loops that are written in a function, each with all that is in it. */
function* loopsOf(outline: FunctionOutline): Generator<{ readonly loop: LoopStep; readonly steps: readonly Step[] }> {
	const all = stepsOf(outline.body);
	for (const { step: loop } of all) {
		if (loop.kind === 'loop' && (loop.loop === 'infinite' || loop.loop === 'while')) { yield { loop, steps: all.filter(({ step }) => step !== loop && contains(loop.span, step.span)).map(({ step }) => step) }; }
	}
}

function isShort(sleep: Sleep): boolean {
	return sleep.kind !== 'time' || sleep.milliseconds !== undefined && sleep.milliseconds <= longestPause;
}

/** It waits for something that comes from elsewhere, so that the loop does not turn by its pause alone. A lock is had soon. */
function waitsForOthers({ callee }: CallStep): boolean {
	return callee.kind === 'external' && !/::sync#(?:Mutex|RwLock)\.|Sender\.send$/.test(callee.symbol);
}

/** The call that asks a channel: this one, or one in the functions of the workspace that it comes to. */
function channelAsked(step: CallStep, cx: Surroundings, depth: number): { readonly step: CallStep; readonly awaited: Awaited } | undefined {
	if (step.callee.kind === 'external') {
		const announcedBy = step.callee.symbol.endsWith('.try_recv') ? cx.catalogue.lookup(step.callee.symbol)?.announced : undefined;
		return announcedBy === undefined ? undefined : { step, awaited: { flag: { kind: 'member', symbol: step.callee.symbol, name: `${nameOf(step)}try_recv()`, isContainer: false }, writers: [], announcedBy } };
	}
	const [target, ...others] = step.callee.kind === 'function' ? cx.graph.resolveCallee(step.callee) : [];
	const outline = target === undefined || others.length > 0 || depth >= deepest ? undefined : cx.graph.functionOf(target);
	if (outline === undefined) { return undefined; }
	for (const { step: inner } of stepsOf(outline.body)) {
		const found = inner.kind === 'call' ? channelAsked(inner, cx, depth + 1) : undefined;
		if (found !== undefined) { return found; }
	}
	return undefined;
}

/** What is asked after it was waited for takes what else is there. */
function isDrained(loop: LoopStep, asked: CallStep): boolean {
	return stepsOf(loop.body).some(({ step }) => step.kind === 'call' && step.callee.kind === 'external' && /Receiver\.(?:recv|changed)$/.test(step.callee.symbol) && step.span.start < asked.span.start);
}

function nameOf({ receiver }: CallStep): string {
	const last = receiver?.kind === 'place' ? receiver.place.path.at(-1) : receiver?.kind === 'parameter' ? receiver.path?.at(-1) : undefined;
	return last === undefined ? '' : `${last}.`;
}

function deadlineOf({ callee, arguments: given }: CallStep, outline: FunctionOutline, { catalogue, graph }: Surroundings): number | undefined {
	const entry = callee.kind === 'external' ? catalogue.lookup(callee.symbol) : undefined;
	if (entry?.deadline === undefined || entry.joins?.[0]?.how !== 'deadline') { return undefined; }
	const value = given[entry.deadline.argument]?.value;
	const known = value === undefined ? undefined : graph.follow(file(outline), value);
	return known?.kind === 'constant' && typeof known.value === 'number' ? known.value : undefined;
}

/** The flag that a branch looks at, where it leads out of the loop. */
function endingFlag(step: Step, cx: Surroundings): Awaited['flag'] | undefined {
	if (step.kind !== 'branch' || step.branch !== 'if') { return undefined; }
	if (!step.arms.some(({ block }) => block.steps.some((each) => each.kind === 'exit' && (each.exit === 'break' || each.exit === 'return')))) { return undefined; }
	for (const { step: asked } of stepsOf(step.condition)) {
		if (asked.kind !== 'call' || asked.callee.kind !== 'external') { continue; }
		const { symbol } = asked.callee;
		if (/^std::sync::atomic#AtomicBool\.load$/.test(symbol) || cx.catalogue.lookup(symbol)?.announced === 'its `cancelled()`') { return { kind: 'member', symbol, name: `${nameOf(asked)}${symbol.slice(symbol.lastIndexOf('.') + 1)}()`, isContainer: false }; }
	}
	return undefined;
}

/** Nothing is done when the deadline passes but to turn again. */
function isIdleInTime(steps: readonly Step[]): boolean {
	const late = steps.flatMap((step) => (step.kind === 'branch' && step.branch === 'switch' ? step.arms.filter(({ label }) => label === 'Err' || label === 'else') : []));
	return late.some(({ block }) => block.steps.every((step) => step.kind === 'exit' && step.exit === 'continue' || step.kind === 'call' && step.callee.kind === 'external' && step.callee.symbol.endsWith('!')));
}

function poll(outline: FunctionOutline, at: CallStep, sleep: Sleep, awaited: Awaited): Poll {
	return { kind: 'flag', outline, span: at.nameSpan, form: 'loop', sleep, names: [awaited.flag.name], awaited: [awaited], isQueue: false };
}
