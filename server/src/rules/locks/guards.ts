/** Guards of Rust that are still alive where something is awaited. A guard ends with its block, or where it is dropped or handed on. */
import type { CallGraph } from '../../callgraph/graph.ts';
import { lastName } from '../../callgraph/paths.ts';
import { blocksOf, stepsOf } from '../../outline/walk.ts';
import type { Block, CallStep, FunctionOutline, Guard, GuardedStep, Step, Value } from '../../outline/model.ts';
import type { Span } from '../../outline/span.ts';
import { calledName, callsOf } from '../tasks/chains.ts';
import type { RuleContext } from '../rule.ts';

export interface HeldGuard {
	readonly span: Span;
	/** For people: `names`. */
	readonly lock: string;
	readonly of: 'threads' | 'tasks';
	readonly awaited?: string;
}

export const ofThreads = /^(?:std::sync|parking_lot)#(?:Mapped)?(?:Mutex|RwLock(?:Read|Write|UpgradableRead))Guard$|^std::cell#Ref(?:Mut)?$/;
const ofTasks = /^tokio::sync#(?:Owned)?(?:Mutex|RwLock(?:Read|Write))Guard$/;
/** Waits of which nobody knows when they end, or whether. */
const endless = /^tokio::(?:net#(?:Tcp|Unix)Listener\.accept|sync::(?:mpsc|broadcast)#(?:Unbounded)?Receiver\.recv|sync::watch#Receiver\.changed|sync#Notify\.notified|signal#ctrl_c)$|^tokio_util::sync#CancellationToken\.cancelled$/;

/** What a function of the workspace waits for may be an answer to what it sent; a connection is none. */
const fromOutside = /Listener\.accept$/;

/** How far functions of the workspace are followed to what they wait for. */
const deepest = 3;

export function heldGuards(outline: FunctionOutline, context: RuleContext): HeldGuard[] {
	return stepsOf(outline.body).flatMap(({ step }): HeldGuard[] => {
		const [guard] = step.kind === 'guarded' ? step.guards : [];
		if (step.kind !== 'guarded' || guard?.type === undefined) { return []; }
		if (ofThreads.test(guard.type)) { return overAnyAwait(step, guard, outline); }
		return ofTasks.test(guard.type) ? overEndlessWait(step, guard, outline, context) : [];
	});
}

function overAnyAwait(step: GuardedStep, guard: Guard, outline: FunctionOutline): HeldGuard[] {
	const found = awaitsUnder(step.body, guard, () => true);
	if (found === 'ended' || found === 'none') { return []; }
	const call = found.value.kind === 'call' ? callsOf(outline)(found.value.call) : undefined;
	return [{ span: guard.span, lock: nameOf(guard, outline), of: 'threads', ...(call && { awaited: `${calledName(call)}()` }) }];
}

/** Only where others take the same lock, and for something else: one that a single task has is there for its own order, and those who wait for the same thing one after another lose nothing. */
function overEndlessWait(step: GuardedStep, guard: Guard, outline: FunctionOutline, context: RuleContext): HeldGuard[] {
	const found = endlessWait(step, guard, outline, context);
	const call = found?.value.kind === 'call' ? callsOf(outline)(found.value.call) : undefined;
	const root = rootOf(lockOf(guard, outline), outline, context);
	const isForElse = (other: FunctionOutline, each: Step): boolean => each.kind === 'guarded' && each.guards.some((one) => one.type !== undefined && ofTasks.test(one.type) && rootOf(lockOf(one, other), other, context) === root && endlessWait(each, one, other, context) === undefined);
	const isShared = root !== undefined && context.outline.functions.some((other) => other.id !== outline.id && stepsOf(other.body).some(({ step: each }) => isForElse(other, each)));
	return call === undefined || !isShared ? [] : [{ span: call.nameSpan, lock: nameOf(guard, outline), of: 'tasks', awaited: `${calledName(call)}()` }];
}

/** The first wait without a known end that the guard lives to see. */
function endlessWait(step: GuardedStep, guard: Guard, outline: FunctionOutline, { graph }: RuleContext): Await | undefined {
	const calls = callsOf(outline);
	const found = awaitsUnder(step.body, guard, ({ value }) => value.kind === 'call' && isEndless(calls(value.call), graph, 0));
	return typeof found === 'object' ? found : undefined;
}

type Await = Extract<Step, { kind: 'await' }>;

/** The first await that the guard lives to see; `ended` where it is surely dropped or handed on before. */
function awaitsUnder({ steps }: Block, guard: Guard, isMeant: (step: Await) => boolean): Await | 'ended' | 'none' {
	for (const step of steps) {
		if (step.kind === 'await' && isMeant(step)) { return step; }
		if (endsGuard(step, guard)) { return 'ended'; }
		const inner = blocksOf(step).map((each) => awaitsUnder(each, guard, isMeant));
		const found = inner.find((each) => typeof each === 'object');
		if (found !== undefined) { return found; }
		const arms = step.kind === 'branch' ? step.arms.map((arm) => awaitsUnder(arm.block, guard, isMeant)) : [];
		const isWhole = step.kind === 'branch' && step.arms.length > 1 && arms.every((each) => each === 'ended');
		if (isWhole || step.kind !== 'branch' && inner.includes('ended')) { return 'ended'; }
	}
	return 'none';
}

/** Dropped, or moved into a call, a closure or another value. */
function endsGuard(step: Step, { binding }: Guard): boolean {
	if (binding === undefined) { return false; }
	return (step.kind === 'drop' || step.kind === 'use' && step.how === 'escape') && step.binding === binding;
}

function isEndless(call: CallStep | undefined, graph: CallGraph, depth: number): boolean {
	if (call?.callee.kind === 'external') { return endless.test(call.callee.symbol) && (depth === 0 || fromOutside.test(call.callee.symbol)); }
	const targets = call?.callee.kind === 'function' && depth < deepest ? graph.resolveCallee(call.callee) : [];
	return targets.length > 0 && targets.every((target) => {
		const outline = graph.functionOf(target);
		return outline !== undefined && waitsEndlessly(outline, graph, depth + 1);
	});
}

/** What stands in a `select!` ends with the first of its arms. */
function waitsEndlessly(outline: FunctionOutline, graph: CallGraph, depth: number): boolean {
	const calls = callsOf(outline);
	return stepsOf(outline.body).some(({ step, path }) => step.kind === 'await' && step.value.kind === 'call' && !path.some((around) => around.kind === 'select') && isEndless(calls(step.value.call), graph, depth));
}

/** What `lock()` was called on. */
function lockOf({ value }: Guard, outline: FunctionOutline): Value | undefined {
	const calls = callsOf(outline);
	let call = value.kind === 'call' ? calls(value.call) : undefined;
	for (let depth = 0; depth < 4 && call?.receiver?.kind === 'call'; depth++) { call = calls(call.receiver.call); }
	return call?.receiver;
}

/** The same text for the same lock: a clone of a shared pointer leads to what was cloned. */
function rootOf(value: Value | undefined, outline: FunctionOutline, { graph, outline: { file, functions } }: RuleContext): string | undefined {
	let at = value === undefined ? undefined : graph.follow(file, value);
	for (let depth = 0; depth < 5 && at?.kind === 'call'; depth++) {
		const span = at.call;
		const call = functions.map((each) => callsOf(each)(span)).find((each) => each !== undefined);
		const cloned = call !== undefined && call.callee.kind === 'external' && call.callee.symbol.endsWith('.clone') ? call.receiver ?? call.arguments[0]?.value : undefined;
		if (cloned === undefined) { return `call ${span.start}`; }
		at = graph.follow(file, cloned);
	}
	switch (at?.kind) {
		case 'binding': return `binding ${at.binding}`;
		case 'parameter': return `parameter ${at.function} ${at.index} ${(at.path ?? []).join('.')}`;
		case 'place': return at.place.root === 'this' ? `this ${outline.owner ?? ''} ${at.place.path.join('.')}` : `${at.place.root} ${at.place.name ?? at.place.binding} ${at.place.path.join('.')}`;
		default: return undefined;
	}
}

function nameOf(guard: Guard, outline: FunctionOutline): string {
	const lock = lockOf(guard, outline);
	if (lock?.kind === 'place') { return [lock.place.root === 'this' ? 'self' : undefined, ...lock.place.path].filter((each) => each !== undefined).join('.'); }
	if (lock?.kind === 'parameter') { return [outline.parameters[lock.index]?.name, ...lock.path ?? []].filter((each) => each !== undefined).join('.'); }
	if (lock?.kind === 'binding') { for (const { step } of stepsOf(outline.body)) { if (step.kind === 'bind' && step.binding === lock.binding) { return step.name; } } }
	return lastName(guard.type ?? '').replace(/Guard$/, '');
}
