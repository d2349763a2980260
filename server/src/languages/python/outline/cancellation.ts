/**
 * Which functions have a cancellation token to pass on, and where calls take one. A token is told by its type (an `Event` that is named for stopping, a scope, a class of the workspace that is
 * named for cancelling and can be asked), or, where there is no type, by a name that says it.
 */
import type { Argument, CancellationSlot } from '../../../outline/model.ts';
import { isStatic } from '../resolve/classes.ts';
import { present, type FunctionInfo, type Type } from '../resolve/types.ts';
import type { Scope } from '../scopes.ts';
import type { FunctionNode } from '../syntax/ast.ts';
import { typeName, type Context } from './context.ts';

/** What only a token is called. */
const tellingNames = /^_?(?:cancel(?:l?ation)?_?(?:token|event|scope|signal|flag)|(?:stop|abort|shutdown|quit|exit|interrupt)_(?:event|token|signal|flag))$/;
/** What an event is called that tells to stop. */
const eventNames = /^_?(?:(?:should_|is_)?(?:cancel(?:led)?|stop(?:ped)?|abort(?:ed)?|shutdown|quit|exit|interrupt(?:ed)?)|told_to_stop)(?:_\w+)?$/;
const events = /^(?:threading|asyncio|multiprocessing(?:\.synchronize)?|anyio|trio)#Event$/;
const scopes = /^(?:anyio|trio)#CancelScope$/;
const classNames = /cancel|abort|stop/i;
const asking = ['is_cancelled', 'cancelled', 'canceled', 'is_canceled', 'raise_if_cancelled', 'throw_if_cancelled', 'check_cancelled', 'is_cancellation_requested', 'cancel_requested', 'is_set', 'should_stop', 'stopped', 'aborted', 'is_aborted'];

interface Token { readonly name: string; readonly type?: string; readonly index: number; readonly isOptional: boolean }

/** What runs a function that is given to it: at which argument it stands. */
const runners: Readonly<Record<string, number>> = { 'asyncio#to_thread': 0, 'asyncio#AbstractEventLoop.run_in_executor': 1, 'anyio.to_thread#run_sync': 0, 'trio.to_thread#run_sync': 0 };

/** The slot of the call's target and whether the call fills it; undefined if the target takes no token. */
export function cancellationOf(target: FunctionInfo | undefined, given: readonly Argument[], cx: Context): CancellationSlot | undefined {
	const [slot, ...others] = target === undefined ? [] : tokensOf(target.node, target.scope, target.owner !== undefined && !isStatic(target.node), cx);
	if (slot === undefined || others.length > 0) { return undefined; }
	const own = tokensAround(cx).filter(({ type, name }) => (type === undefined || slot.type === undefined ? name === slot.name || tellingNames.test(name) : type === slot.type));
	const isNamed = (each: Argument): boolean => each.value.kind === 'parameter' && own.some(({ index }) => each.value.kind === 'parameter' && each.value.index === index);
	const isFilled = given.some((each, index) => each.isSpread === true || each.name === slot.name || each.name === undefined && index === slot.index || isNamed(each));
	const [token] = own;
	return { argument: slot.index, name: slot.name, isFilled, ...(token !== undefined && slot.isOptional && { token: token.name }) };
}

/** The same for a function that a call gives to a thread with its arguments (`to_thread(work, path)`). */
export function cancellationOfRunner(symbol: string, given: readonly Argument[], functions: (index: number) => FunctionInfo | undefined, cx: Context): CancellationSlot | undefined {
	const at = Object.hasOwn(runners, symbol) ? runners[symbol] : undefined;
	const slot = at === undefined ? undefined : cancellationOf(functions(at), given.slice(at + 1), cx);
	return slot === undefined || at === undefined ? undefined : { ...slot, argument: slot.argument + at + 1 };
}

/** The tokens of the functions around a place, the nearest first. */
function tokensAround(cx: Context): Token[] {
	const tokens: Token[] = [];
	for (let scope: Scope | undefined = cx.scope; scope !== undefined; scope = scope.parent) {
		if (scope.kind === 'function' && scope.node.kind === 'function') { tokens.push(...tokensOf(scope.node, scope, scope.parent?.kind === 'class' && !isStatic(scope.node), cx)); }
	}
	return tokens;
}

function tokensOf(node: FunctionNode, scope: Scope, isMethod: boolean, cx: Context): Token[] {
	return node.parameters.flatMap((parameter, index): Token[] => {
		if (parameter.stars !== 0 || isMethod && index === 0) { return []; }
		const type = parameter.annotation === undefined ? undefined : present(cx.file.inference.parameterType(node, index, scope));
		const name = type === undefined ? undefined : typeName(type);
		const isToken = type === undefined || type.kind === 'any' ? tellingNames.test(parameter.name) : isTokenType(type, parameter.name, cx);
		return isToken ? [{ name: parameter.name, index: isMethod ? index - 1 : index, isOptional: parameter.default !== undefined, ...(name !== undefined && { type: name }) }] : [];
	});
}

function isTokenType(type: Type, name: string, cx: Context): boolean {
	switch (type.kind) {
		case 'outside': return scopes.test(type.symbol) || events.test(type.symbol) && (eventNames.test(name) || tellingNames.test(name));
		case 'instance': return classNames.test(type.class.node.name) && asking.some((member) => cx.file.inference.member(type, member).kind !== 'any');
		default: return false;
	}
}

