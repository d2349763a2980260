/** Loops that sleep and look: `while (!this.ready) await sleep(50)` and its kin. */
import type { AwaitStep, Block, BranchStep, CallStep, FunctionOutline, LoopStep, Step } from '../../outline/model.ts';
import { contains, isSameSpan, type Span } from '../../outline/span.ts';
import { stepsOf } from '../../outline/walk.ts';
import { lookOfCall, looksOf, type Look } from './flags.ts';
import { isClock, isHarmless, isLog } from './harmless.ts';
import { awaitedOf, type Awaited, type Limits, type Poll } from './poll.ts';
import { sleepOf, type Sleep, type Surroundings } from './sleep.ts';
import { isChangedWithin, isCountOfQuiet, waitsForQuiet, type Waiter } from './writers.ts';

/** An arm of a branch that must be taken to come to a step. */
interface Gate {
	readonly branch: BranchStep;
	readonly arm: Block;
}

interface Sleeping {
	readonly sleep: Sleep;
	readonly span: Span;
	readonly gates: readonly Gate[];
}

interface Working {
	readonly step: Step;
	readonly gates: readonly Gate[];
}

/** What one turn of a loop does, besides looking. */
export interface Turn {
	readonly sleeps: Sleeping[];
	readonly works: Working[];
	readonly branches: BranchStep[];
	hasExit: boolean;
	/** It looks at the clock, or writes a log. */
	tells: boolean;
}

/** The loops of a function that do nothing but wait, or wait in one of their arms. */
export function* pollingLoops(outline: FunctionOutline, file: string, cx: Surroundings): Generator<Poll> {
	for (const { step } of stepsOf(outline.body)) {
		if (step.kind !== 'loop' || step.loop === 'each' || step.loop === 'await' || step.loop === 'comprehension') { continue; }
		const poll = pollOfLoop(step, outline, file, cx);
		if (poll !== undefined) { yield poll; }
	}
	const recursion = pollOfRecursion(outline, file, cx);
	if (recursion !== undefined) { yield recursion; }
}

function pollOfLoop(loop: LoopStep, outline: FunctionOutline, file: string, cx: Surroundings): Poll | undefined {
	if (!sleeps(loop, file, cx)) { return undefined; }
	const turn = turnOf([loop.body, loop.condition].filter((block) => block !== undefined), outline, file, cx);
	const waiter: Waiter = { outline, span: loop.span, ...(loop.lengthTests !== undefined && { lengthTests: loop.lengthTests }) };
	if (turn.sleeps.length === 0 || turn.works.length === 0 && waitsForQuiet(waiter)) { return undefined; }
	if (loop.condition !== undefined && looksOf(loop.condition, outline, [], cx).flatMap(({ flags }) => flags).some((flag) => isCountOfQuiet(flag, waiter, cx))) { return undefined; }
	if (isHeartbeat(loop, turn, outline, cx)) { return undefined; }
	const span = headOf(loop);
	const form = 'loop' as const;
	if (turn.works.length > 0) { return pollBeforeWork(turn, waiter, span, cx) ?? (isRestless(loop, turn) ? { kind: 'spin', outline, span, form, sleep: { kind: 'turn' }, names: [] } : undefined); }
	const steps = [...stepsOf(loop.body)].map(({ step }) => step);
	const looks = [...(loop.condition === undefined ? [] : looksOf(loop.condition, outline, steps, cx)), ...turn.branches.flatMap((branch) => looksOf(branch.condition, outline, steps, cx))];
	return judged(looks, turn, waiter, { span, form, isEndless: loop.loop === 'infinite' && !turn.hasExit }, cx);
}

/** What people tell a task by to end: a job that does its share with each turn looks at that on the way. */
const toEnd = /(?:cancel|stop|shut_?down|exit|quit|terminat|abort|clos)/i;

/** With each turn it counts in what others read, or tells of something, and looks whether it is to end: it does not wait for that. */
function isHeartbeat(loop: LoopStep, turn: Turn, outline: FunctionOutline, cx: Surroundings): boolean {
	const steps = [...stepsOf(loop.body)].map(({ step }) => step);
	const looks = [...(loop.condition === undefined ? [] : looksOf(loop.condition, outline, steps, cx)), ...turn.branches.flatMap((branch) => looksOf(branch.condition, outline, steps, cx))];
	const flags = looks.flatMap((look) => look.flags);
	const isWork = (step: Step): boolean => step.kind === 'call' && (step.callee.kind === 'external' && /^std::sync::atomic#\w+\.(?:swap|fetch_\w+)$/.test(step.callee.symbol) || isLog(step));
	return flags.length > 0 && flags.every(({ name }) => toEnd.test(name)) && loop.body.steps.some(isWork) && turn.sleeps.every(({ gates }) => gates.length === 0);
}

/** A loop without an end in which nothing is awaited but the loop's next turn: whatever it does besides, it never rests. */
function isRestless(loop: LoopStep, turn: Turn): boolean {
	const awaits = stepsOf(loop.body).filter(({ step }) => step.kind === 'await' || step.kind === 'select' || step.kind === 'loop' && step.loop === 'await' || step.kind === 'guarded' && step.isAsync || step.kind === 'exit' && step.exit === 'yield');
	const isLeft = stepsOf(loop.body).some(({ step }) => step.kind === 'exit' && (step.exit === 'break' || step.exit === 'return' || step.exit === 'throw'));
	return loop.loop === 'infinite' && !isLeft && awaits.length === turn.sleeps.length && turn.sleeps.length > 0 && turn.sleeps.every(({ sleep, gates }) => sleep.kind !== 'time' && gates.length === 0);
}

/** Most loops do not: these need no further look. */
function sleeps(loop: LoopStep, file: string, cx: Surroundings): boolean {
	for (const { step } of stepsOf({ span: loop.span, steps: [loop] })) {
		if (step.kind === 'await' && step.value.kind === 'constant' || step.kind === 'call' && sleepOf(step, file, cx) !== undefined) { return true; }
	}
	return false;
}

/** `async function ready() { if (this.open) return; await sleep(10); return this.ready(); }` is a loop as well. */
function pollOfRecursion(outline: FunctionOutline, file: string, cx: Surroundings): Poll | undefined {
	const again = outline.body.steps.find((step): step is CallStep => step.kind === 'call' && step.callee.kind === 'function' && step.callee.id === outline.id);
	if (again === undefined || !outline.isAsync) { return undefined; }
	const turn = turnOf([outline.body], outline, file, cx, again);
	if (turn.sleeps.length === 0 || turn.works.length > 0) { return undefined; }
	const steps = [...stepsOf(outline.body)].map(({ step }) => step);
	const looks = turn.branches.flatMap((branch) => looksOf(branch.condition, outline, steps, cx));
	return judged(looks, turn, { outline, span: outline.span }, { span: again.nameSpan, form: 'recursion', isEndless: false }, cx);
}

interface Shape {
	readonly span: Span;
	readonly form: Poll['form'];
	readonly isEndless: boolean;
}

/** A loop that only waits. */
function judged(looks: readonly Look[], turn: Turn, waiter: Waiter, { span, form, isEndless }: Shape, cx: Surroundings): Poll | undefined {
	const awaited = awaitedOf(looks, waiter, false, cx);
	const sleep = shortest(turn.sleeps.map((each) => each.sleep));
	const names = [...new Set(looks.flatMap((look) => look.flags).map((flag) => flag.name))];
	const base = { outline: waiter.outline, span, form, sleep, names, pauses: turn.sleeps.map((each) => each.span) };
	if (isSome(awaited)) { return isPartOfMore(looks, awaited, waiter, cx) ? undefined : { kind: 'flag', ...base, awaited, isQueue: false, limits: limitsOf(looks, awaited, waiter, cx) }; }
	if (sleep.kind !== 'time' && looks.every((look) => look.depends !== 'outside')) { return isCounted(looks, waiter, isEndless, cx) ? undefined : { kind: 'spin', ...base }; }
	// What keeps the time, or writes a log now and then, does something.
	return isEndless && !turn.tells ? { kind: 'forever', ...base } : undefined;
}

/** In Python, what it looks at are members of objects as well that it fetches each time (`player = players.get(name)`), of which nobody knows who changes them. */
function isPartOfMore(looks: readonly Look[], awaited: readonly Awaited[], waiter: Waiter, cx: Surroundings): boolean {
	const isFetched = (binding: number): boolean => stepsOf(waiter.outline.body).some(({ step }) => step.kind === 'bind' && step.binding === binding && contains(waiter.span, step.span));
	return cx.graph.fileOf(waiter.outline.id)?.language === 'python' && looks.flatMap((look) => look.flags).some((flag) => flag.kind === 'local' && flag.path.length > 0 && isFetched(flag.binding) && !awaited.some((each) => each.flag.name === flag.name));
}

function limitsOf(looks: readonly Look[], awaited: readonly Awaited[], waiter: Waiter, cx: Surroundings): Limits {
	const flags = looks.flatMap((look) => look.flags).filter(({ name }) => !awaited.some(({ flag }) => flag.name === name));
	const counts = flags.filter((flag) => isChangedWithin(flag, waiter, cx));
	const others = flags.filter((flag) => !counts.includes(flag) && (flag.kind === 'field' || flag.kind === 'module') && !/(?:^|\.)[A-Z][A-Z_\d]*$/.test(flag.name));
	return { isBounded: counts.length > 0 || looks.some((look) => look.depends === 'clock'), others: [...new Set(others.map(({ name }) => name))] };
}

/** A loop that turns so many times and no more (`for (let i = 0; i < 3; i++) await tick()`) waits for nothing. */
function isCounted(looks: readonly Look[], waiter: Waiter, isEndless: boolean, cx: Surroundings): boolean {
	const flags = looks.flatMap((look) => look.flags);
	return !isEndless && (flags.some((flag) => isChangedWithin(flag, waiter, cx)) || flags.length === 0 && looks.every((look) => look.depends !== 'clock'));
}

/**
 * A loop that works, and sleeps in an arm of its own until there is something to do: `const job = queue.shift(); if (!job) { await sleep(100); continue; }`.
 * A pause before work that is done all the same is no poll, nor is one for which only the work itself gives reason.
 */
function pollBeforeWork(turn: Turn, waiter: Waiter, span: Span, cx: Surroundings): Poll | undefined {
	const steps = [...stepsOf(waiter.outline.body)].map(({ step }) => step).filter((step) => contains(waiter.span, step.span));
	for (const { sleep, span: pause, gates: [gate, ...further] } of turn.sleeps) {
		if (gate === undefined || further.length > 0 || gate.branch.branch !== 'if') { continue; }
		const isIdle = !turn.works.some((work) => work.gates.some((each) => each.arm === gate.arm));
		const isAgain = gate.arm.steps.at(-1)?.kind === 'exit' && (gate.arm.steps.at(-1) as { exit?: string }).exit === 'continue';
		const isLast = turn.works.every((work) => work.step.span.start < gate.branch.span.end);
		const isFirst = turn.works.every((work) => work.step.span.start >= gate.branch.span.start);
		if (!isIdle || !isFirst || (!isAgain && !isLast)) { continue; }
		const looks = looksOf(gate.branch.condition, waiter.outline, steps, cx);
		const awaited = awaitedOf(looks, waiter, true, cx);
		if (isSome(awaited)) { return { kind: 'flag', outline: waiter.outline, span, form: 'loop', sleep, names: awaited.map(({ flag }) => flag.name), pauses: [pause], awaited, isQueue: awaited.every(({ flag }) => flag.kind !== 'member' && flag.isContainer) }; }
	}
	return undefined;
}

function isSome(list: readonly Awaited[]): list is readonly [Awaited, ...Awaited[]] {
	return list.length > 0;
}

/** Reads what the blocks of one turn do. `again` is the call that begins the next turn, where it is no loop. */
export function turnOf(blocks: readonly Block[], outline: FunctionOutline, file: string, cx: Surroundings, again?: CallStep): Turn {
	const turn: Turn = { sleeps: [], works: [], branches: [], hasExit: false, tells: false };
	for (const block of blocks) { new TurnReader(turn, blocks, outline, file, cx, again).read(block, []); }
	return turn;
}

class TurnReader {
	private readonly turn: Turn;
	private readonly steps: readonly Step[];
	private readonly outline: FunctionOutline;
	private readonly file: string;
	private readonly cx: Surroundings;
	private readonly again: CallStep | undefined;
	constructor(turn: Turn, blocks: readonly Block[], outline: FunctionOutline, file: string, cx: Surroundings, again: CallStep | undefined) {
		this.turn = turn;
		this.steps = blocks.flatMap((block) => [...stepsOf(block)].map(({ step }) => step));
		this.outline = outline;
		this.file = file;
		this.cx = cx;
		this.again = again;
	}

	read(block: Block, gates: readonly Gate[]): void {
		for (const step of block.steps) { this.readStep(step, gates); }
	}

	private readStep(step: Step, gates: readonly Gate[]): void {
		switch (step.kind) {
			case 'call': this.readCall(step, gates); return;
			case 'await': this.readAwait(step, gates); return;
			case 'branch':
				this.turn.branches.push(step);
				this.read(step.condition, gates);
				for (const { block } of step.arms) { this.read(block, step.branch === 'if' ? [...gates, { branch: step, arm: block }] : gates); }
				return;
			case 'try':
				for (const block of [step.body, ...step.handlers.map((handler) => handler.block), step.orElse, step.finally]) { if (block !== undefined) { this.read(block, gates); } }
				return;
			case 'exit':
				if (step.exit === 'yield') { this.turn.works.push({ step, gates }); } else if (step.exit !== 'continue') { this.turn.hasExit = true; }
				return;
			case 'access': if (step.callee.kind === 'function' && lookOfAccess(step, this.outline, this.cx).depends === 'outside') { this.turn.works.push({ step, gates }); } return;
			case 'loop': case 'guarded': case 'select': this.turn.works.push({ step, gates }); return;
			default:
		}
	}

	private readCall(step: CallStep, gates: readonly Gate[]): void {
		if (step === this.again) { return; }
		if (isHarmless(step, this.cx)) {
			if (isClock(step) || isLog(step)) { this.turn.tells = true; }
			return;
		}
		const sleep = this.sleepAt(step);
		if (sleep !== undefined) {
			if (isAwaited(step)) { this.turn.sleeps.push({ sleep, span: step.span, gates }); }
			return;
		}
		// A question that is asked of memory is no work, as long as its answer counts.
		const look = lookOfCall(step, this.outline, this.cx);
		const isAsked = look.depends === 'memory' && (!look.writes || step.result.kind !== 'discarded');
		if (!isAsked) { this.turn.works.push({ step, gates }); }
	}

	/** A sleep, or one whose rejection is caught (`sleep(10).catch(() => {})`). */
	private sleepAt(step: CallStep): Sleep | undefined {
		const own = sleepOf(step, this.file, this.cx);
		if (own !== undefined || step.callee.kind !== 'external' || !/^lib#Promise\.(?:catch|then|finally)$/.test(step.callee.symbol) || step.receiver?.kind !== 'call') { return own; }
		const inner = this.callAt(step.receiver.call);
		return inner === undefined ? undefined : sleepOf(inner, this.file, this.cx);
	}

	private readAwait({ value, span }: AwaitStep, gates: readonly Gate[]): void {
		if (value.kind === 'constant') { this.turn.sleeps.push({ sleep: { kind: 'microtask' }, span, gates }); return; }
		// What a call gives is told of by the call.
		if (value.kind !== 'call' || this.callAt(value.call) === undefined) { this.turn.works.push({ step: { kind: 'await', span, value }, gates }); }
	}

	private callAt(span: Span): CallStep | undefined {
		return this.steps.find((step): step is CallStep => step.kind === 'call' && isSameSpan(step.span, span));
	}
}

function isAwaited({ result }: CallStep): boolean {
	return result.kind === 'awaited';
}

function lookOfAccess(step: Extract<Step, { kind: 'access' }>, outline: FunctionOutline, cx: Surroundings): Look {
	return lookOfCall({ ...step, kind: 'call', arguments: [], isNew: false, isOptional: false, result: { kind: 'other' } }, outline, cx);
}

/** The loop's first line: `while (!this.ready)`. */
function headOf(loop: LoopStep): Span {
	const isBefore = loop.condition !== undefined && loop.condition.span.end <= loop.body.span.start;
	const end = isBefore ? (loop.condition?.span.end ?? 0) + 1 : loop.loop === 'do' ? loop.span.start + 'do'.length : loop.body.span.start;
	return { start: loop.span.start, end: Math.max(end, loop.span.start + 1) };
}

function shortest(sleeps: readonly Sleep[]): Sleep {
	const rank = (sleep: Sleep) => (sleep.kind === 'microtask' ? -2 : sleep.kind === 'turn' ? -1 : sleep.milliseconds ?? Number.POSITIVE_INFINITY);
	return sleeps.toSorted((a, b) => rank(a) - rank(b))[0] ?? { kind: 'time' };
}
