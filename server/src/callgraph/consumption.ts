/** Whether a generator or coroutine that a call makes is also run there. */
import type { Catalogue } from '../catalogue/catalogue.ts';
import { isSameSpan, type Span } from '../outline/span.ts';
import type { FunctionReading } from './reading.ts';
import type { Site } from './sites.ts';

/** Outside functions that go through whatever they are given, next to those whose callbacks tell that they do. */
const consumers: ReadonlySet<string> = new Set([
	'lib#Array.from', 'lib#Set', 'lib#Map', 'lib#WeakSet', 'lib#WeakMap', 'lib#Object.fromEntries', 'lib#Promise.all', 'lib#Promise.allSettled', 'lib#Promise.race', 'lib#Promise.any',
	...['list', 'tuple', 'set', 'frozenset', 'dict', 'sorted', 'sum', 'min', 'max', 'any', 'all', 'next'].map((name) => `builtins#${name}`),
]);

/** Methods of an iterator that take its items. */
const taking: ReadonlySet<string> = new Set(['next', 'toArray', 'forEach', 'some', 'every', 'find', 'reduce', 'collect', '__next__', 'send']);

/** True if the result of the call is gone through: by a loop, a spread, a `yield*`, or a function that takes all of it. */
export function isConsumed({ step }: Site, reading: FunctionReading, catalogue: Catalogue): boolean {
	if (step.kind !== 'call') { return false; }
	const { result } = step;
	switch (result.kind) {
		case 'iterated': case 'spread': case 'yielded': return true;
		case 'bound': return reading.file.bindings.isIterated(result.binding);
		case 'receiver': return result.member !== undefined && taking.has(result.member);
		case 'argument': {
			const outer = callAround(result.call, reading);
			if (outer?.callee.kind !== 'external') { return false; }
			const entry = catalogue.lookup(outer.callee.symbol);
			return consumers.has(catalogue.canonical(outer.callee.symbol)) || consumers.has(outer.callee.symbol) || entry?.callbacks?.some((slot) => slot.runs === 'inline') === true;
		}
		default: return false;
	}
}

/** True if the coroutine that a call makes is begun as a task, or waited for together with others. */
export function isBegun({ step }: Site, reading: FunctionReading, catalogue: Catalogue): boolean {
	if (step.kind !== 'call' || step.result.kind !== 'argument') { return false; }
	const outer = callAround(step.result.call, reading);
	const entry = outer?.callee.kind === 'external' ? catalogue.lookup(outer.callee.symbol) : undefined;
	const isJoined = outer?.step.kind === 'call' && outer.step.arguments.length > 1 && entry?.joins?.some(({ how }) => how === 'all' || how === 'settled') === true;
	return entry?.spawns?.argument === step.result.index && !isAwaitedAtOnce(outer) || isJoined;
}

/** `await create_task(load())`, `yield ensureDeferred(load())`: a task of its own, but whoever begins it goes on when it is done. */
export function isAwaitedAtOnce(site: Site | undefined): boolean {
	const kind = site?.step.kind === 'call' ? site.step.result.kind : undefined;
	return kind === 'awaited' || kind === 'yielded';
}

function callAround(span: Span, reading: FunctionReading): Site | undefined {
	return reading.sites.find((site) => site.step.kind === 'call' && isSameSpan(site.step.span, span));
}
