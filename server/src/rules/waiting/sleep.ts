/** Promises that do nothing but let time pass: a library's, a timer in a promise written in place, and functions of the workspace around either. */
import type { CallGraph } from '../../callgraph/graph.ts';
import { fileOf } from '../../callgraph/graph.ts';
import type { Catalogue } from '../../catalogue/catalogue.ts';
import type { CallStep, FunctionId, FunctionOutline, Value } from '../../outline/model.ts';
import { stepsOf } from '../../outline/walk.ts';
import { isHarmless } from './harmless.ts';

/** What a rule about waiting looks things up in. */
export interface Surroundings {
	readonly graph: CallGraph;
	readonly catalogue: Catalogue;
}

export type Sleep =
	/** `milliseconds` is absent where the text does not tell. */
	| { readonly kind: 'time'; readonly milliseconds?: number }
	/** Lets the loop turn once: everything else runs, and the thread never rests. */
	| { readonly kind: 'turn' }
	/** Lets nothing run but what is queued already: timers and input wait for ever. */
	| { readonly kind: 'microtask' };

/** A sleep whose time may be one of its function's parameters. */
type Summary = Sleep | { readonly kind: 'parameter'; readonly index: number; readonly default?: number };

/** How a call in a file lets time pass; undefined if it does anything else, or is not known to. */
export function sleepOf(step: CallStep, file: string, cx: Surroundings): Sleep | undefined {
	const summary = summaryOfCall(step, file, cx, 0);
	return summary?.kind === 'parameter' ? { kind: 'time' } : summary;
}

/** How far functions that only call another sleep are followed. */
const deepest = 3;

function summaryOfCall(step: CallStep, file: string, cx: Surroundings, depth: number): Summary | undefined {
	const { callee } = step;
	if (callee.kind === 'external') {
		const symbol = cx.catalogue.canonical(callee.symbol);
		if (symbol === 'lib#Promise' && step.isNew) { return executorSummary(step, file, cx); }
		if (symbol === 'lib#Promise.resolve') { return step.arguments.length === 0 ? { kind: 'microtask' } : undefined; }
		const sleeps = cx.catalogue.lookup(callee.symbol)?.sleeps;
		if (sleeps === undefined) { return undefined; }
		return sleeps.argument === undefined ? { kind: 'turn' } : timeOf(step.arguments[sleeps.argument]?.value, file, cx, sleeps.unit === 's' ? 1000 : 1);
	}
	if (callee.kind !== 'function' || depth >= deepest) { return undefined; }
	const [target, ...others] = cx.graph.resolveCallee(callee);
	const summary = target === undefined || others.length > 0 ? undefined : summaryOfFunction(target, cx, depth + 1);
	if (summary?.kind !== 'parameter') { return summary; }
	const given = step.arguments[summary.index]?.value;
	if (given !== undefined) { return timeOf(given, file, cx, 1); }
	return summary.default === undefined ? { kind: 'time' } : fromMilliseconds(summary.default);
}

function timeOf(value: Value | undefined, file: string, { graph }: Surroundings, factor: number): Summary {
	const known = value === undefined ? undefined : graph.follow(file, value);
	if (known === undefined) { return { kind: 'turn' }; }
	if (known.kind === 'constant' && typeof known.value === 'number') { return fromMilliseconds(known.value * factor); }
	if (known.kind !== 'parameter' || known.path !== undefined) { return { kind: 'time' }; }
	const otherwise = graph.functionOf(known.function)?.parameters[known.index]?.default;
	const constant = otherwise?.kind === 'constant' && typeof otherwise.value === 'number' ? otherwise.value : undefined;
	return { kind: 'parameter', index: known.index, ...(constant !== undefined && { default: constant * factor }) };
}

function fromMilliseconds(milliseconds: number): Sleep {
	return milliseconds <= 0 ? { kind: 'turn' } : { kind: 'time', milliseconds };
}

/** A function that sleeps once and does nothing else of note. */
function summaryOfFunction(id: FunctionId, cx: Surroundings, depth: number): Summary | undefined {
	const outline = cx.graph.functionOf(id);
	if (outline === undefined || outline.isGenerator) { return undefined; }
	let found: Summary | undefined;
	for (const { step } of stepsOf(outline.body)) {
		if (step.kind === 'loop' || step.kind === 'access') { return undefined; }
		if (step.kind !== 'call' || isHarmless(step, cx)) { continue; }
		const summary = summaryOfCall(step, fileOf(id), cx, depth);
		const isWaitedFor = step.result.kind === 'awaited' || step.result.kind === 'returned';
		if (summary === undefined || found !== undefined || !isWaitedFor) { return undefined; }
		found = summary;
	}
	return found?.kind === 'parameter' && !isOwnParameter(found, outline) ? { kind: 'time' } : found;
}

function isOwnParameter({ index }: { readonly index: number }, { parameters }: FunctionOutline): boolean {
	return parameters[index]?.isRest === false;
}

/** These call before the loop turns. */
const beforeTurn: ReadonlySet<string> = new Set(['node:process#Process.nextTick', 'node:timers#queueMicrotask']);

/** `new Promise((resolve) => setTimeout(resolve, ms))`, and what people write around it, as long as nothing but the timer resolves it. */
function executorSummary(step: CallStep, file: string, cx: Surroundings): Summary | undefined {
	const { graph, catalogue } = cx;
	const value = step.arguments[0]?.value;
	const executor = value?.kind === 'function' ? graph.functionOf(value.id) : undefined;
	if (executor === undefined) { return undefined; }
	const isResolve = (each: Value | undefined) => each?.kind === 'parameter' && each.function === executor.id && each.index === 0;
	let found: Summary | undefined;
	const timed = new Set<FunctionId>();
	for (const { step: inner } of stepsOf(executor.body)) {
		if (inner.kind === 'loop') { return undefined; }
		if (inner.kind !== 'call' || inner.callee.kind !== 'external') { continue; }
		const timer = catalogue.lookup(inner.callee.symbol)?.timer;
		const callback = inner.arguments[0]?.value;
		if (timer?.does !== 'once' || callback === undefined) { continue; }
		if (callback.kind === 'function' && callsResolve(callback.id, executor.id, graph)) { timed.add(callback.id); } else if (!isResolve(callback)) { continue; }
		if (found !== undefined) { return undefined; }
		found = timer.delay === undefined ? { kind: beforeTurn.has(catalogue.canonical(inner.callee.symbol)) ? 'microtask' : 'turn' } : timeOf(inner.arguments[timer.delay]?.value, file, cx, 1);
	}
	return found === undefined || isResolvedElsewhere(executor, timed, isResolve, cx) ? undefined : found;
}

function callsResolve(id: FunctionId, executor: FunctionId, graph: CallGraph): boolean {
	const outline = graph.functionOf(id);
	if (outline === undefined) { return false; }
	for (const { step } of stepsOf(outline.body)) {
		if (step.kind === 'call' && step.callee.kind === 'parameter' && step.callee.function === executor && step.callee.index === 0) { return true; }
	}
	return false;
}

/** True if something other than the timer may settle the promise: then it waits for an event, with a time limit. */
function isResolvedElsewhere(executor: FunctionOutline, timed: ReadonlySet<FunctionId>, isResolve: (value: Value | undefined) => boolean, { graph, catalogue }: Surroundings): boolean {
	for (const each of graph.fileOf(executor.id)?.functions ?? []) {
		if (timed.has(each.id) || !isWithin(each, executor.id, graph)) { continue; }
		for (const { step } of stepsOf(each.body)) {
			if (step.kind === 'place' && isResolve(step.value)) { return true; }
			if (step.kind !== 'call') { continue; }
			// On an early way out (`if (signal.aborted) return resolve()`) it is no event either.
			if (step.callee.kind === 'parameter' && isResolve(step.callee) && each.id !== executor.id) { return true; }
			const isTimer = step.callee.kind === 'external' && catalogue.lookup(step.callee.symbol)?.timer !== undefined;
			if (!isTimer && step.arguments.some(({ value }) => isResolve(value))) { return true; }
		}
	}
	return false;
}

function isWithin(outline: FunctionOutline, id: FunctionId, graph: CallGraph): boolean {
	for (let at: FunctionOutline | undefined = outline; at !== undefined; at = at.enclosing === undefined ? undefined : graph.functionOf(at.enclosing)) { if (at.id === id) { return true; } }
	return false;
}
