/** Chains of `.then()` and its kin: what begins them, and whether somebody looks at a failure in the end. */
import { lastName } from '../../callgraph/paths.ts';
import type { Argument, CallStep, FunctionOutline, Value } from '../../outline/model.ts';
import type { Span } from '../../outline/span.ts';
import { stepsOf } from '../../outline/walk.ts';

/** The calls of a function by what they span: a value names a call by it. */
export type CallsOf = (span: Span) => CallStep | undefined;

export function callsOf(outline: FunctionOutline): CallsOf {
	const calls = new Map<string, CallStep>();
	for (const { step } of stepsOf(outline.body)) { if (step.kind === 'call') { calls.set(keyOf(step.span), step); } }
	return (span) => calls.get(keyOf(span));
}

const keyOf = ({ start, end }: Span): string => `${start}-${end}`;

/** The name by which something is called: `save` of `this.store.save()`; empty for what is computed. */
export function calledName({ callee }: CallStep): string {
	switch (callee.kind) {
		case 'function': return lastName(callee.id);
		case 'external': return lastName(callee.symbol);
		case 'parameter': return callee.path?.at(-1) ?? '';
		case 'unresolved': return callee.name;
	}
}

/** `f.call(x)` and `f.apply(x)`. */
export function callsItsObject(symbol: string): boolean { return /^lib#(?:Callable|Newable)?Function\.(?:call|apply)$/.test(symbol); }

/**
 * - `handled`: somebody looks at a failure. - `ignored`: a handler is given that is none (`.catch(undefined)`).
 * - `open`: a continuation without a handler. - `none`: no chain at all.
 */
export type Handling = 'handled' | 'ignored' | 'open' | 'none';

/** Whether the promise that a call gives has its failure looked at by the chain that it ends. */
export function handlingOf(step: CallStep, calls: CallsOf): Handling {
	if (step.receiver === undefined || step.isNew) { return 'none'; }
	switch (calledName(step)) {
		case 'catch': return handlerAt(step.arguments, 0);
		case 'then': return handlerAt(step.arguments, 1);
		case 'finally': {
			const before = step.receiver.kind === 'call' ? calls(step.receiver.call) : undefined;
			const handling = before === undefined ? 'none' : handlingOf(before, calls);
			return handling === 'none' ? 'open' : handling;
		}
		default: return 'none';
	}
}

function handlerAt(given: readonly Argument[], index: number): Handling {
	const handler = given[index];
	// A spread may bring no handler at all.
	if (handler === undefined || given.slice(0, index + 1).some((argument) => argument.isSpread)) { return 'open'; }
	return isFunction(handler.value) ? 'handled' : 'ignored';
}

/** False for what is surely none. */
function isFunction(value: Value): boolean {
	switch (value.kind) {
		case 'constant': case 'object': case 'list': return false;
		case 'either': return value.values.some(isFunction);
		default: return true;
	}
}

/** The call at which a chain begins: `load()` of `load().then(show).finally(done)`. */
export function rootOf(step: CallStep, calls: CallsOf): CallStep {
	const before = step.receiver?.kind === 'call' ? calls(step.receiver.call) : undefined;
	return before === undefined || !continuations.has(calledName(step)) ? step : rootOf(before, calls);
}

const continuations: ReadonlySet<string> = new Set(['then', 'catch', 'finally']);
