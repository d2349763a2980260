/** Whether a generator that a call makes is also run there. */
import type { Catalogue } from '../catalogue/catalogue.ts';
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
			const outer = reading.sites.find((site) => site.step.kind === 'call' && site.step.span.start === result.call.start && site.step.span.end === result.call.end);
			if (outer?.callee.kind !== 'external') { return false; }
			const entry = catalogue.lookup(outer.callee.symbol);
			return consumers.has(catalogue.canonical(outer.callee.symbol)) || consumers.has(outer.callee.symbol) || entry?.callbacks?.some((slot) => slot.runs === 'inline') === true;
		}
		default: return false;
	}
}
