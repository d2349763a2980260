/** Recognises conditions that ask where the program runs: as the main module, for a type checker, without a running loop. */
import type { EnvironmentTest } from '../../../outline/model.ts';
import { definitionsAt, type Variable } from '../scopes.ts';
import type { CallExpr, Expr, Stmt, TryStmt } from '../syntax/ast.ts';
import { typeOf, type Context } from './context.ts';

/** Which arm of an `if` runs in a known circumstance; arm 0 is the one of a condition that holds. */
export function environmentTestOf(test: Expr, cx: Context): EnvironmentTest | undefined {
	switch (test.kind) {
		case 'not': {
			const inner = environmentTestOf(test.value, cx);
			return inner && { fact: inner.fact, arm: inner.arm === 0 ? 1 : 0 };
		}
		case 'boolean': {
			// `loop and loop.is_running()`
			const sides = [environmentTestOf(test.left, cx), environmentTestOf(test.right, cx)];
			const found = sides.find((each) => each?.fact === 'no-running-loop') ?? sides.find((each) => each !== undefined);
			return test.operator === 'and' ? found : undefined;
		}
		case 'compare': return comparison(test, cx);
		case 'name': case 'attribute': {
			const type = typeOf(test, cx);
			if (type.kind === 'symbol' && /^typing(_extensions)?#TYPE_CHECKING$/.test(type.symbol)) { return { fact: 'type-checking', arm: 0 }; }
			return isLoopOrNone(test, cx) ? { fact: 'no-running-loop', arm: 1 } : undefined;
		}
		case 'call': {
			const type = typeOf(test.callee, cx);
			return type.kind === 'symbol' && type.symbol === 'asyncio#AbstractEventLoop.is_running' || isCallOfAnswer(test, cx) || isCallOfProbe(test, cx) ? { fact: 'no-running-loop', arm: 1 } : undefined;
		}
		default: return undefined;
	}
}

function comparison(test: Extract<Expr, { kind: 'compare' }>, cx: Context): EnvironmentTest | undefined {
	const [left, right] = test.operands;
	const [operator = ''] = test.operators;
	if (left === undefined || right === undefined || test.operands.length !== 2) { return undefined; }
	if (left.kind === 'name' && left.name === '__name__' && right.kind === 'constant' && right.value === '__main__') { return { fact: 'main-module', arm: operator === '==' ? 0 : 1 }; }
	const isNone = right.kind === 'constant' && right.value === null;
	if (isNone && isLoopOrNone(left, cx)) { return { fact: 'no-running-loop', arm: operator === 'is' || operator === '==' ? 0 : 1 }; }
	// `if get_running_loop() is self._loop: …`: elsewhere it is another thread that runs.
	if (!isNone && isEquality.test(operator) && [left, right].some((each) => isRunningLoop(each, cx) || isLoopOrNone(each, cx))) { return { fact: 'no-running-loop', arm: operator === 'is' || operator === '==' ? 1 : 0 }; }
	return isMainThread(left, cx) && isMainThread(right, cx) ? { fact: 'main-thread', arm: operator === 'is' || operator === '==' ? 0 : 1 } : undefined;
}

const isEquality = /^(?:is|is not|==|!=)$/;

function isMainThread(expr: Expr, cx: Context): boolean {
	const type = expr.kind === 'call' ? typeOf(expr.callee, cx) : undefined;
	return type?.kind === 'symbol' && /^threading#(current_thread|main_thread)$/.test(type.symbol);
}

/** A name that holds the running loop, or `None` where there is none. */
function isLoopOrNone(expr: Expr, cx: Context): boolean {
	if (expr.kind === 'call') { return isCallOfProbe(expr, cx); }
	if (expr.kind !== 'name') { return false; }
	const variable = cx.scope.lookup(expr.name);
	if (variable === undefined || variable.scope.kind !== 'function') { return false; }
	const values = definitionsAt(variable, expr.start, cx.scope).flatMap(({ source }) => (source.kind === 'value' ? [source.value] : []));
	if (values.length === 1 && isCallOfProbe(values[0], cx)) { return true; }
	return values.some((each) => isRunningLoop(each, cx)) && values.some((each) => each.kind === 'constant' && each.value === null);
}

/** A call of a function of the project that is all `try: return asyncio.get_running_loop()` and `except RuntimeError: return None`. */
function isCallOfProbe(expr: Expr | undefined, cx: Context): boolean {
	if (expr?.kind !== 'call') { return false; }
	const type = typeOf(expr.callee, cx);
	if (type.kind !== 'function' || type.function.node.isAsync || type.function.node.decorators.length > 0) { return false; }
	const [first, ...rest] = type.function.node.body.filter((stmt) => stmt.kind !== 'expression' || stmt.value.kind !== 'constant');
	const gives = first?.kind === 'try' ? first.body.body : [];
	const [only] = gives;
	return first?.kind === 'try' && gives.length === 1 && only?.kind === 'return' && only.value?.kind === 'call' && isNamedRunningLoop(only.value.callee) && expectsNoLoop(first)
		&& [...first.handlers.flatMap(({ block }) => block.body), ...rest].every((stmt) => stmt.kind === 'pass' || stmt.kind === 'return' && (stmt.value === undefined || stmt.value.kind === 'constant' && stmt.value.value === null));
}

/** A call of a function of the project that says whether a loop runs: `try: asyncio.get_running_loop(); return True` and `except RuntimeError: return False`. */
function isCallOfAnswer(expr: CallExpr, cx: Context): boolean {
	const type = typeOf(expr.callee, cx);
	if (type.kind !== 'function' || type.function.node.isAsync || type.function.node.decorators.length > 0) { return false; }
	const [first, ...rest] = type.function.node.body.filter((stmt) => stmt.kind !== 'expression' || stmt.value.kind !== 'constant');
	if (first?.kind !== 'try' || !expectsNoLoop(first)) { return false; }
	const [probe, ...more] = [...first.body.body, ...first.orElse?.body ?? []];
	const probed = probe?.kind === 'expression' || probe?.kind === 'assign' ? probe.value : undefined;
	const says = (answer: boolean) => (stmt: Stmt): boolean => stmt.kind === 'return' && (stmt.value?.kind === 'constant' ? stmt.value.value === answer : answer && stmt.value?.kind === 'call');
	const otherwise = [...first.handlers.flatMap(({ block }) => block.body), ...rest].filter(({ kind }) => kind !== 'pass');
	return probed?.kind === 'call' && isNamedRunningLoop(probed.callee) && more.length === 1 && more.every(says(true)) && otherwise.length > 0 && otherwise.every(says(false));
}

/** As it is written in another file, whose names are not looked up from here. */
function isNamedRunningLoop(callee: Expr): boolean {
	return callee.kind === 'name' && callee.name === 'get_running_loop' || callee.kind === 'attribute' && callee.name === 'get_running_loop' && callee.object.kind === 'name' && callee.object.name === 'asyncio';
}

function expectsNoLoop({ handlers }: TryStmt): boolean {
	return handlers.length > 0 && handlers.every((each) => each.caught.length === 1 && each.caught.every((caught) => caught.kind === 'name' && caught.name === 'RuntimeError'));
}

function isRunningLoop(expr: Expr | undefined, cx: Context): boolean {
	if (expr?.kind !== 'call') { return false; }
	const type = typeOf(expr.callee, cx);
	return type.kind === 'symbol' && /^asyncio#(get_running_loop|current_task)$/.test(type.symbol);
}

/** `try: asyncio.get_running_loop() except RuntimeError:`: its handlers run only where no loop does. */
export function isLoopProbe(stmt: TryStmt, cx: Context): boolean {
	const [first] = stmt.body.body;
	const probed = first?.kind === 'expression' || first?.kind === 'assign' || first?.kind === 'return' ? first.value : undefined;
	return isRunningLoop(probed, cx) && expectsNoLoop(stmt);
}

/** A probe whose body (or `else`) leaves the function: what follows is reached only where no loop runs. */
export function restAfterProbe(stmt: TryStmt, cx: Context): boolean {
	return isLoopProbe(stmt, cx) && (endsHere(stmt.body.body) || stmt.orElse !== undefined && endsHere(stmt.orElse.body)) && !stmt.handlers.every((each) => endsHere(each.block.body));
}

/** A context in which a condition holds (or does not), with what it says is an async function, and what is none. */
export function knowingAsync(cx: Context, test: Expr, holds: boolean): Context {
	const found = asyncFunctionsIn(test, cx, holds), plain = plainOwnersIn(test, cx, holds);
	if (found.length + plain.length === 0) { return cx; }
	return { ...cx, ...(found.length > 0 && { asyncFunctions: new Set([...cx.asyncFunctions ?? [], ...found]) }), ...(plain.length > 0 && { plainOwners: new Set([...cx.plainOwners ?? [], ...plain]) }) };
}

/**
 * What is known to be no async function where a condition holds (or does not), as it is written: `f` after `if not iscoroutinefunction(f):`. Of a method it is the object:
 * who asks for one of its methods puts others in the place of all.
 */
function plainOwnersIn(test: Expr, cx: Context, holds: boolean): readonly string[] {
	switch (test.kind) {
		case 'not': return plainOwnersIn(test.value, cx, !holds);
		case 'boolean': return [...plainOwnersIn(test.left, cx, holds), ...plainOwnersIn(test.right, cx, holds)];
		case 'call': {
			const [only] = test.args;
			if (holds || only === undefined || !asksForAsync(test, cx)) { return []; }
			const owner = only.value.kind === 'attribute' ? only.value.object : only.value;
			return owner.kind === 'name' || owner.kind === 'attribute' ? [cx.file.source.text.slice(owner.start, owner.end)] : [];
		}
		default: return [];
	}
}

function asksForAsync({ callee }: CallExpr, cx: Context): boolean {
	const type = typeOf(callee, cx);
	return type.kind === 'symbol' && /^(?:asyncio(?:\.coroutines)?|inspect|asgiref\.sync)#(?:iscoroutinefunction|isasyncgenfunction)$/.test(type.symbol);
}

function asyncFunctionsIn(test: Expr, cx: Context, holds: boolean): readonly Variable[] {
	switch (test.kind) {
		case 'not': return asyncFunctionsIn(test.value, cx, !holds);
		// `iscoroutinefunction(f) or iscoroutinefunction(f.__call__)` is about one thing.
		case 'boolean': return holds || test.operator === 'or' ? [...asyncFunctionsIn(test.left, cx, holds), ...asyncFunctionsIn(test.right, cx, holds)] : [];
		case 'call': {
			const [only] = test.args;
			if (!holds || only?.value.kind !== 'name' || !asksForAsync(test, cx)) { return []; }
			const variable = cx.scope.lookup(only.value.name);
			return variable === undefined ? [] : [variable];
		}
		case 'name': {
			const definitions = cx.scope.lookup(test.name)?.definitions ?? [];
			const source = definitions.length === 1 ? definitions[0]?.source : undefined;
			return source?.kind === 'value' && source.value.kind === 'call' ? asyncFunctionsIn(source.value, cx, holds) : [];
		}
		default: return [];
	}
}

/** True if nothing after these statements is reached from them. */
export function endsHere(body: readonly Stmt[]): boolean {
	const last = body.at(-1);
	return last?.kind === 'return' || last?.kind === 'raise';
}
