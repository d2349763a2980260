/** Recognises values that are made once and kept: `if self._x is None: self._x = …`, `if key in cache: return cache[key]`, `@lru_cache`. */
import type { Block, MemoGuard, Place } from '../../../outline/model.ts';
import { emptyBlock } from '../../shared/blocks.ts';
import { lastNameOf } from '../resolve/classes.ts';
import type { FunctionInfo } from '../resolve/types.ts';
import { definitionsAt, type Variable } from '../scopes.ts';
import { blocksIn, expressionsIn, partsOf, type Expr, type IfStmt, type Stmt, type TryStmt } from '../syntax/ast.ts';
import type { Context } from './context.ts';
import { placeOf } from './values.ts';

const caches = /^(lru_cache|cache|cached_property|alru_cache|cached|memoize|singleton)$/;

/** The body of a function that keeps its result: it happens once, or once for each set of arguments. */
export function onceCached(info: FunctionInfo, body: Block, cx: Context): Block {
	const decorator = info.node.decorators.find((each) => caches.test(lastNameOf(each) ?? ''));
	if (decorator === undefined) { return body; }
	const type = cx.file.inference.typeOf(decorator.kind === 'call' ? decorator.callee : decorator, cx.scope);
	if (type.kind !== 'symbol' || !/^(functools|async_lru|cachetools|django\.utils\.functional|asyncstdlib|methodtools)#/.test(type.symbol)) { return body; }
	const isProperty = type.symbol.endsWith('cached_property');
	const target: Place = isProperty ? { root: 'this', path: [info.node.name] } : { root: 'module', name: info.id, path: [] };
	const memo: MemoGuard = { target, kind: isProperty || info.node.parameters.length === 0 ? 'once' : 'keyed' };
	return { span: body.span, steps: [{ kind: 'branch', span: body.span, branch: 'if', condition: emptyBlock(body.span.start), arms: [{ block: body }], memo }] };
}

/** `if self._x is None: … self._x = …` */
export function memoOfIf(stmt: IfStmt, before: readonly Stmt[], cx: Context): MemoGuard | undefined {
	const tested = emptyTest(stmt.test);
	if (tested !== undefined) { return filledIn(tested, stmt.whenTrue.body, cx) ?? filledIn(lookupBefore(tested, before), stmt.whenTrue.body, cx); }
	// `if key in cache: … else: cache[key] = …`
	const held = presentTest(stmt.test);
	return held !== undefined && stmt.orElse !== undefined ? filledIn(held, stmt.orElse.body, cx) : undefined;
}

/** `if self._x is not None: return self._x`, after which `self._x` is assigned. */
export function memoOfEarlyReturn(stmt: IfStmt, before: readonly Stmt[], following: readonly Stmt[], cx: Context): MemoGuard | undefined {
	if (stmt.whenTrue.body.at(-1)?.kind !== 'return') { return undefined; }
	const tested = presentTest(stmt.test);
	return tested && (filledIn(tested, following, cx) ?? filledIn(lookupBefore(tested, before), following, cx));
}

/** `try: return cache[key]` and `except KeyError:`, in or behind which the entry is filled. */
export function memoOfTry({ body: { body: [only, ...more] }, handlers }: TryStmt, following: readonly Stmt[], cx: Context): MemoGuard | undefined {
	const looked = only?.kind === 'return' || only?.kind === 'assign' ? only.value : undefined;
	const isLookup = more.length === 0 && handlers.length > 0 && handlers.every(({ caught }) => caught.length > 0 && caught.every((each) => each.kind === 'name' && /^(?:Key|Attribute|Lookup)Error$/.test(each.name)));
	return isLookup && (looked?.kind === 'subscript' || looked?.kind === 'attribute') ? filledIn(looked, following, cx) : undefined;
}

/** What a condition finds empty: `not x`, `x is None`, `len(x) == 0`, `x == {}`, `key not in map` (then the entry). */
function emptyTest(test: Expr): Expr | undefined {
	if (test.kind === 'not') { return presentTest(test.value); }
	if (test.kind === 'boolean' && test.operator === 'or') { return emptyTest(test.left) ?? emptyTest(test.right); }
	return compared(test, ['is', '=='], 'not in') ?? counted(test, [['==', 0], ['<', 1], ['<=', 0]]);
}

function presentTest(test: Expr): Expr | undefined {
	if (test.kind === 'name' || test.kind === 'attribute') { return test; }
	if (test.kind === 'boolean' && test.operator === 'and') { return presentTest(test.left) ?? presentTest(test.right); }
	if (test.kind === 'call' && test.callee.kind === 'name' && /^(?:len|bool)$/.test(test.callee.name)) { return presentTest(test.args[0]?.value ?? test.callee); }
	if (test.kind === 'call' && test.callee.kind === 'name' && test.callee.name === 'hasattr') {
		const [object, name] = test.args;
		if (object === undefined || name?.value.kind !== 'constant' || typeof name.value.value !== 'string') { return undefined; }
		return { kind: 'attribute', start: test.start, end: test.end, object: object.value, name: name.value.value, nameSpan: name };
	}
	return compared(test, ['is not', '!='], 'in') ?? counted(test, [['>', 0], ['!=', 0], ['>=', 1]]);
}

/** `len(x) == 0`: what is counted. */
function counted(test: Expr, comparisons: readonly (readonly [operator: string, limit: number])[]): Expr | undefined {
	if (test.kind !== 'compare' || test.operands.length !== 2) { return undefined; }
	const [length, limit] = test.operands;
	const isMet = limit?.kind === 'constant' && comparisons.some(([operator, value]) => test.operators[0] === operator && limit.value === value);
	return isMet && length?.kind === 'call' && length.callee.kind === 'name' && length.callee.name === 'len' ? length.args[0]?.value : undefined;
}

function compared(test: Expr, operators: readonly string[], membership: string): Expr | undefined {
	if (test.kind !== 'compare' || test.operands.length !== 2) { return undefined; }
	const [left, right] = test.operands;
	const [operator = ''] = test.operators;
	if (left === undefined || right === undefined) { return undefined; }
	if (operators.includes(operator) && isNothing(right)) { return left; }
	return operator === membership ? { kind: 'subscript', start: right.start, end: right.end, object: right, index: [left] } : undefined;
}

/** `None`, `{}`, `[]`, `()`, `''` */
function isNothing(expr: Expr): boolean {
	return expr.kind === 'constant' ? expr.value === null || expr.value === '' : expr.kind === 'dict' ? expr.entries.length === 0 : (expr.kind === 'list' || expr.kind === 'tuple') && expr.items.length === 0;
}

/** For `hit = cache.get(key)` before the test of `hit`: the entry that was looked up. */
function lookupBefore(tested: Expr, before: readonly Stmt[]): Expr | undefined {
	if (tested.kind !== 'name') { return undefined; }
	const last = before.findLast((each) => each.kind === 'assign' && each.targets.some((target) => target.kind === 'name' && target.name === tested.name));
	if (last?.kind !== 'assign' || last.value === undefined) { return undefined; }
	const { value } = last;
	if (value.kind === 'call' && value.callee.kind === 'attribute' && value.callee.name === 'get' && value.args[0] !== undefined) {
		return { kind: 'subscript', start: value.start, end: value.end, object: value.callee.object, index: [value.args[0].value] };
	}
	return value.kind === 'subscript' || value.kind === 'attribute' ? value : undefined;
}

/** The guard, if what was tested outlives the call and one of the statements fills it. */
function filledIn(tested: Expr | undefined, body: readonly Stmt[], cx: Context): MemoGuard | undefined {
	if (tested === undefined) { return undefined; }
	const checked = checkedTwice(tested, body, cx);
	if (checked !== undefined) { return { target: checked, kind: 'once' }; }
	const isEntry = tested.kind === 'subscript';
	const held = isEntry ? tested.object : tested;
	const place = lasting(held, cx);
	if (place === undefined) { return undefined; }
	const text = keyOf(held, cx);
	const isFilled = (statements: readonly Stmt[], scope: Context): boolean => assignsAny(statements, (target) => (isEntry ? target.kind === 'subscript' && keyOf(target.object, scope) === text : keyOf(target, scope) === text)) || isEntry && putsInto(statements, text, scope);
	if (!isFilled(body, cx) && !ownMethodsCalledIn(body, cx).some((each) => isFilled(each, cx))) { return undefined; }
	return !isEntry && isSwitch(held, text, cx) ? undefined : { target: place, kind: isEntry ? 'keyed' : 'once' };
}

/** `if state.config is None: with lock: if state.config is None: state.set_config(load())`: whoever asks again under a lock means it to be done once, wherever the object is kept. */
function checkedTwice(tested: Expr, [only, ...more]: readonly Stmt[], cx: Context): MemoGuard['target'] | undefined {
	const inner = only?.kind === 'with' && more.length === 0 ? only.body.body[0] : undefined;
	if (tested.kind !== 'attribute' || inner?.kind !== 'if') { return undefined; }
	const again = emptyTest(inner.test), text = keyOf(tested, cx);
	if (again === undefined || keyOf(again, cx) !== text || !(assignsAny(inner.whenTrue.body, (target) => keyOf(target, cx) === text) || setsBy(inner.whenTrue.body, tested, cx))) { return undefined; }
	return lasting(tested, cx) ?? { root: 'module', name: `${cx.file.source.file}#${keyOf(tested.object, cx)}`, path: [tested.name] };
}

/** `state._set_config(…)` for `state._config` */
function setsBy(body: readonly Stmt[], { object, name }: Extract<Expr, { kind: 'attribute' }>, cx: Context): boolean {
	return body.some((stmt) => stmt.kind === 'expression' && stmt.value.kind === 'call' && stmt.value.callee.kind === 'attribute' && keyOf(stmt.value.callee.object, cx) === keyOf(object, cx)
		&& stmt.value.callee.name.replace(/^_*set_?/, '') === name.replace(/^_+/, '') && /^_*set/.test(stmt.value.callee.name));
}

/** `cache.update(…)`, `seen.add(key)` */
function putsInto(body: readonly Stmt[], text: string, cx: Context): boolean {
	return body.some((stmt) => stmt.kind !== 'function' && stmt.kind !== 'class' && (stmt.kind === 'expression' && stmt.value.kind === 'call' && stmt.value.callee.kind === 'attribute' && /^(?:update|setdefault|add)$/.test(stmt.value.callee.name) && keyOf(stmt.value.callee.object, cx) === text
		|| blocksIn(stmt).some((each) => putsInto(each.body, text, cx))));
}

/** The bodies of methods that are called on `self` as statements: one of them may do the filling. */
function ownMethodsCalledIn(body: readonly Stmt[], cx: Context): readonly (readonly Stmt[])[] {
	return body.flatMap((stmt): readonly (readonly Stmt[])[] => {
		if (stmt.kind === 'function' || stmt.kind === 'class') { return []; }
		const call = stmt.kind === 'expression' ? stmt.value.kind === 'await' ? stmt.value.value : stmt.value : undefined;
		const method = call?.kind === 'call' && call.callee.kind === 'attribute' && call.callee.object.kind === 'name' && call.callee.object.name === 'self' ? cx.file.inference.typeOf(call.callee, cx.scope) : undefined;
		return [...method?.kind === 'function' && method.function.source === cx.file.source ? [method.function.node.body] : [], ...blocksIn(stmt).flatMap((each) => ownMethodsCalledIn(each.body, cx))];
	});
}

/** What is called like this says how something is, or that it is over: an object of many may be. */
const states = /(?:^|_)(?:clos(?:ed|ing)|stopp(?:ed|ing)|disposed|shut_?down|cancell?ed|done|finished|ended|running|active|enabled|connected|paused|busy)$/;

/** A flag that some other statement takes back (`self.is_on = False`) tells of now, not of once. What a constructor says is how it begins. */
function isSwitch(held: Expr, text: string, cx: Context): boolean {
	if (states.test(text.slice(text.lastIndexOf('.') + 1))) { return true; }
	const scopes = held.kind === 'attribute' && cx.scope.kind === 'function' ? functionsAround(cx.file.source.module.body, cx.node) : cx.file.source.module.body;
	return functionsIn(scopes).some((each) => each.name !== '__init__' && takesBack(each.body, text, cx));
}

/** The statements of the class that a function is a method of; of the module where it is none. */
function functionsAround(body: readonly Stmt[], node: Context['node']): readonly Stmt[] {
	const around = body.find((each) => each.kind === 'class' && each.start <= node.start && node.end <= each.end);
	return around?.kind === 'class' ? around.body : body;
}

function functionsIn(body: readonly Stmt[]): readonly Extract<Stmt, { kind: 'function' }>[] {
	return body.flatMap((each) => [...(each.kind === 'function' ? [each] : []), ...blocksIn(each).flatMap((block) => functionsIn(block.body))]);
}

function takesBack(body: readonly Stmt[], text: string, cx: Context): boolean {
	return body.some((each) => each.kind === 'assign' && each.operator === undefined && each.value?.kind === 'constant' && each.value.value === false && each.targets.some((target) => keyOf(target, cx) === text)
		|| blocksIn(each).some((block) => takesBack(block.body, text, cx)));
}

function keyOf(expr: Expr, cx: Context): string {
	if (expr.kind === 'attribute') { return `${keyOf(expr.object, cx)}.${expr.name}`; }
	return expr.kind === 'name' ? expr.name : cx.file.source.text.slice(expr.start, expr.end);
}

function assignsAny(body: readonly Stmt[], test: (target: Expr) => boolean): boolean {
	return body.some((stmt) => {
		if (stmt.kind === 'function' || stmt.kind === 'class') { return false; }
		const targets = stmt.kind === 'assign' && stmt.operator === undefined && stmt.value !== undefined ? stmt.targets : stmt.kind === 'with' ? stmt.items.flatMap((each) => (each.target === undefined ? [] : [each.target])) : [];
		if (targets.flatMap((each) => (each.kind === 'tuple' ? each.items : [each])).some(test)) { return true; }
		return expressionsIn(stmt).some((each) => hasWalrus(each, test)) || blocksIn(stmt).some((each) => assignsAny(each.body, test));
	});
}

function hasWalrus(expr: Expr, test: (target: Expr) => boolean): boolean {
	return expr.kind === 'walrus' && test(expr.target) || partsOf(expr).some((each) => hasWalrus(each, test));
}

/** A place that is still there at the next call: a member of `self`, a module's variable, or a captured local. */
function lasting(expr: Expr, cx: Context): MemoGuard['target'] | undefined {
	const place = placeOf(expr, cx);
	if (place === undefined || place.root === 'global') { return undefined; }
	if (place.root !== 'binding') { return place.root === 'this' && place.path.length === 0 ? undefined : place; }
	const variable = cx.file.source.scopes.bindings.find((each) => each.binding === place.binding);
	if (variable === undefined || place.path.length > 0) { return undefined; }
	if (variable.scope.function === cx.scope.function) { return lastingPart(variable, expr, cx); }
	return { root: 'local', binding: variable.binding };
}

/** `entries = CACHE[domain]`: a local name for a part of something that is still there at the next call. */
function lastingPart(variable: Variable, { start }: Expr, cx: Context): MemoGuard['target'] | undefined {
	const [definition, ...others] = definitionsAt(variable, start, cx.scope);
	const part = others.length === 0 && definition?.source.kind === 'value' ? definition.source.value : undefined;
	const whole = part?.kind === 'subscript' ? part.object : part?.kind === 'call' && part.callee.kind === 'attribute' && part.callee.name === 'setdefault' ? part.callee.object : undefined;
	return whole?.kind === 'name' && cx.scope.lookup(whole.name) === variable ? undefined : whole && lasting(whole, cx);
}
