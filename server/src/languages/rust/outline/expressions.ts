/** Walks expressions in the order in which they are evaluated and writes down their steps. */
import type { Arm, BindStep, CallStep, MemoGuard, PlaceOperation, ResultUse, SelectArm, Step, UseStep } from '../../../outline/model.ts';
import type { Span } from '../../../outline/span.ts';
import { block, spanOf } from '../../shared/blocks.ts';
import { partsOf, type Variable } from '../scopes.ts';
import type { Pattern, AssignExpr, CallExpr, ClosureExpr, Expr, IfExpr, JumpExpr, LoopExpr, MacroExpr, MatchExpr, MethodExpr, PathExpr, SelectExpr } from '../syntax/ast.ts';
import { outlineBlock, outlineBlockInto } from './blocks.ts';
import { calleeOfCall, calleeOfMacro, calleeOfMethod, resultTypeOf } from './callees.ts';
import { conditionOf, requirementsOfArms } from './conditions.ts';
import { typeName, typeOf, type Context } from './context.ts';
import { testOfIf, testOfMatch } from './environment.ts';
import { holdsOnFailure, isFailing, isFailingArm, isFailure } from './failing.ts';
import { outlineFunction } from './functions.ts';
import { guardOf, isBorrowing, isLockGuard } from './guards.ts';
import { lengthTestsOf } from './lengths.ts';
import { memoOfEntry, memoOfIf } from './memo.ts';
import { bindPattern, labelOf } from './patterns.ts';
import { settingOf, settingOfArm, turned } from './settings.ts';
import { parameterOf, placeOf, valueOf, variableOf } from './values.ts';

const other: ResultUse = { kind: 'other' };

/** Writes the steps of an expression. `use`: what becomes of its value. */
export function outlineExpression(expr: Expr, cx: Context, use: ResultUse = other): void {
	switch (expr.kind) {
		case 'literal': return;
		case 'path': outlineName(expr, cx, use); return;
		case 'field': outlineField(expr, cx, use); return;
		case 'index':
			outlineExpression(expr.object, cx, { kind: 'receiver' });
			outlineExpression(expr.index, cx);
			outlinePlace(expr.object, expr.index.kind === 'range' ? 'slice' : 'index', cx, expr);
			return;
		case 'call': outlineCall(expr, cx, use); return;
		case 'method': outlineMethod(expr, cx, use); return;
		case 'macro': outlineMacro(expr, cx, use); return;
		case 'await':
			outlineExpression(expr.value, cx, { kind: 'awaited' });
			cx.steps.push({ kind: 'await', span: spanOf(expr), value: valueOf(expr.value, cx) });
			return;
		case 'try':
			outlineExpression(expr.value, cx, use.kind === 'discarded' ? other : use);
			cx.steps.push({ kind: 'exit', span: spanOf(expr), exit: 'propagate', value: valueOf(expr.value, cx) });
			return;
		case 'closure': outlineClosure(expr, cx, use); return;
		case 'block': outlineBlockInto(expr.block, cx, use); return;
		case 'if': outlineIf(expr, cx, use); return;
		case 'let':
			outlineExpression(expr.value, cx, use.kind === 'condition' ? { kind: 'condition' } : other);
			bindPattern(expr.pattern, valueOf(expr.value, cx), cx);
			return;
		case 'match': outlineMatch(expr, cx, use); return;
		case 'loop': outlineLoop(expr, cx); return;
		case 'jump': outlineJump(expr, cx); return;
		case 'assign': outlineAssign(expr, cx); return;
		case 'binary':
			if (expr.operator === '&&' || expr.operator === '||') { outlineShortcut(expr, cx, use); return; }
			for (const each of [expr.left, expr.right]) { outlineExpression(each, cx, use.kind === 'condition' ? use : other); }
			return;
		case 'unary': case 'reference': case 'cast': outlineExpression(expr.value, cx, use); return;
		case 'select': outlineSelect(expr, cx, use); return;
		default: for (const each of partsOf(expr)) { outlineExpression(each, cx, expr.kind === 'struct' || expr.kind === 'tuple' || expr.kind === 'array' ? partUse(use) : other); }
	}
}

/** What is put into a larger value is handed on with it. */
function partUse(use: ResultUse): ResultUse {
	return use.kind === 'returned' || use.kind === 'stored' ? use : other;
}

function outlineName(expr: PathExpr, cx: Context, use: ResultUse): void {
	const variable = variableOf(expr, cx);
	if (variable === undefined) {
		const place = use.kind === 'receiver' ? undefined : placeOf(expr, cx);
		if (place !== undefined) { cx.steps.push({ kind: 'place', span: spanOf(expr), operation: 'read', place }); }
		return;
	}
	if (variable.source.kind === 'self') { return; }
	cx.steps.push({ kind: 'use', span: spanOf(expr), binding: variable.binding, how: howUsed(variable, cx, use) });
}

function howUsed(variable: Variable, cx: Context, use: ResultUse): UseStep['how'] {
	if (variable.function !== cx.scope) { return 'escape'; }
	switch (use.kind) {
		case 'condition': return 'condition';
		case 'argument': case 'returned': case 'yielded': case 'stored': return 'escape';
		default: return 'read';
	}
}

function outlineField(expr: Extract<Expr, { kind: 'field' }>, cx: Context, use: ResultUse): void {
	outlineExpression(expr.object, cx, { kind: 'receiver', member: expr.name });
	const place = use.kind === 'receiver' || use.kind === 'iterated' ? undefined : placeOf(expr, cx);
	if (place !== undefined) { cx.steps.push({ kind: 'place', span: spanOf(expr), operation: 'read', place }); }
}

function outlineArguments(args: readonly Expr[], call: Span, cx: Context): CallStep['arguments'] {
	for (const [index, each] of args.entries()) { outlineExpression(each, cx, { kind: 'argument', call: spanOf(call), index }); }
	return args.map((each) => ({ span: spanOf(each), value: valueOf(each, cx) }));
}

function outlineCall(expr: CallExpr, cx: Context, use: ResultUse): void {
	const { callee } = expr;
	if (callee.kind === 'path') { outlineName(callee, cx, { kind: 'receiver' }); } else if (callee.kind === 'closure') { outlineClosure(callee, cx, other, true); } else { outlineExpression(callee, cx, { kind: 'receiver' }); }
	const called = calleeOfCall(expr, cx);
	const nameSpan = callee.kind === 'path' ? spanOf(callee.path.segments.at(-1) ?? callee) : callee.kind === 'field' ? callee.nameSpan : spanOf(callee);
	if (isDrop(expr, called.callee)) {
		const dropped = expr.args[0] && variableOf(expr.args[0], cx);
		if (dropped !== undefined) { cx.steps.push({ kind: 'drop', span: spanOf(expr), binding: dropped.binding }); return; }
	}
	// `Ok(value)`, `Some(value)` and the workspace's own variants hand on what they hold.
	const isWrapping = called.isNew || called.callee.kind === 'external' && /#(?:Option|Result)\.\w+$/.test(called.callee.symbol) && /\.(?:Some|Ok|Err)$/.test(called.callee.symbol);
	if (isWrapping) {
		for (const each of expr.args) { outlineExpression(each, cx, use.kind === 'discarded' ? other : use); }
		return;
	}
	const given = called.isUnbound === true ? expr.args.slice(1) : expr.args;
	const [first] = expr.args;
	if (called.isUnbound === true && first !== undefined) { outlineExpression(first, cx, { kind: 'receiver' }); }
	const args = outlineArguments(given, expr, cx);
	const resultType = resultTypeOf(typeOf(expr, cx), cx);
	cx.steps.push({
		kind: 'call', span: spanOf(expr), nameSpan, callee: called.callee, ...(called.isUnbound === true && first !== undefined && { receiver: valueOf(first, cx) }), ...borrowsOf(called.callee, expr.args, cx), arguments: args, isNew: called.isNew, isOptional: false, result: use,
		...(resultType && { resultType }),
	});
}

function isDrop({ args }: CallExpr, callee: CallStep['callee']): boolean {
	return args.length === 1 && callee.kind === 'external' && callee.symbol === 'std::mem#drop';
}

/** Names by which a value made once is kept. */
const onceCells = /^(?:std::cell|std::sync|tokio::sync|once_cell::\w+)#(?:OnceCell|OnceLock|Once|LazyLock)\.(?:get_or_init|get_or_try_init|call_once|get_or_insert_with)$/;

function outlineMethod(expr: MethodExpr, cx: Context, use: ResultUse): void {
	outlineExpression(expr.object, cx, { kind: 'receiver', member: expr.name });
	holdTemporary(expr.object, cx);
	const called = calleeOfMethod(expr, cx);
	const type = typeOf(expr, cx);
	const resultType = resultTypeOf(type, cx) ?? (use.kind === 'awaited' && called.callee.kind === 'external' ? 'thenable' : undefined);
	const write = (at: Context): void => {
		const args = outlineArguments(expr.args, expr, at);
		at.steps.push({
			kind: 'call', span: spanOf(expr), nameSpan: expr.nameSpan, callee: called.callee, receiver: valueOf(expr.object, cx), ...borrowsOf(called.callee, [expr.object, ...expr.args], cx), arguments: args, isNew: false, isOptional: false, result: use, ...(resultType && { resultType }),
		});
	};
	const cell = called.callee.kind === 'external' && onceCells.test(called.callee.symbol) ? placeOf(expr.object, cx) : undefined;
	const memo: MemoGuard | undefined = cell === undefined ? memoOfEntry(expr, cx) : { target: cell, kind: 'once' };
	if (memo === undefined) { write(cx); } else {
		cx.steps.push({ kind: 'branch', span: spanOf(expr), branch: 'if', condition: { span: spanOf(expr.object), steps: [] }, arms: [{ block: block(cx, expr, write) }], memo });
	}
	outlineMutation(expr, called.callee, cx);
}

/** What a call is given that cannot leave its thread alone. */
function borrowsOf(callee: CallStep['callee'], given: readonly Expr[], cx: Context): Pick<CallStep, 'isBorrowing' | 'isChanging'> {
	if (!mayMove(callee)) { return {}; }
	const isChanging = given.some((each) => each.kind === 'reference' && /^&\s*mut\b/.test(cx.file.source.text.slice(each.start, each.value.start)));
	return { ...(given.some((each) => isBorrowing(each, cx)) && { isBorrowing: true }), ...(isChanging && { isChanging }) };
}

/** Something that may be worth a thread: what the standard library does with values is not. */
function mayMove(callee: CallStep['callee']): boolean {
	return callee.kind === 'function' || callee.kind === 'external' && !/^std\b/.test(callee.symbol);
}

/** A lock's guard that only a further call is made on lives until the statement ends. */
function holdTemporary(expr: Expr, cx: Context): void {
	if (expr.kind === 'path' || expr.kind === 'field') { return; }
	if (!isLockGuard(typeOf(expr, cx))) { return; }
	const guard = guardOf(expr, cx);
	if (guard !== undefined) { cx.temporaries.push({ steps: cx.steps, from: cx.steps.length, guard }); }
}

const mutations: Readonly<Record<string, PlaceOperation>> = {
	push: 'push', push_back: 'push', push_front: 'unshift', pop: 'pop', pop_back: 'pop', pop_front: 'shift', insert: 'push', extend: 'push', append: 'push', clear: 'remove', retain: 'remove', truncate: 'remove', drain: 'remove', remove: 'remove', swap_remove: 'remove', len: 'length', is_empty: 'length', iter: 'iterate', iter_mut: 'iterate', get: 'index', first: 'index', last: 'index', store: 'assign', swap: 'assign', replace: 'assign', take: 'assign', set: 'assign',
};

const containers = /^std::(?:vec#Vec|collections#\w+|slice#slice)\.|^std::(?:cell#Cell|sync::atomic#\w+|option#Option)\.(?:store|swap|replace|take|set|insert)$|^smallvec#/;

/** `history.remove(0)` is an operation on the place as well as a call. */
function outlineMutation(expr: MethodExpr, callee: CallStep['callee'], cx: Context): void {
	const operation = Object.hasOwn(mutations, expr.name) ? mutations[expr.name] : undefined;
	if (operation === undefined || callee.kind !== 'external' || !containers.test(callee.symbol)) { return; }
	const place = placeOf(expr.object, cx);
	if (place === undefined) { return; }
	const [first, second] = expr.args;
	const isFront = first?.kind === 'literal' && first.value === 0;
	const isVec = callee.symbol.startsWith('std::vec#Vec.');
	const exact: PlaceOperation = isVec && expr.name === 'remove' && isFront ? 'shift' : isVec && expr.name === 'insert' && isFront ? 'unshift' : operation;
	const value = expr.name === 'insert' ? second : first;
	const isGiven = value !== undefined && (exact === 'push' || exact === 'unshift' || exact === 'assign');
	cx.steps.push({ kind: 'place', span: spanOf(expr), operation: exact, place, ...(isGiven && { value: valueOf(value, cx) }) });
}

export function outlinePlace(expr: Expr, operation: PlaceOperation, cx: Context, at: Span = expr): void {
	const place = placeOf(expr, cx);
	if (place !== undefined) { cx.steps.push({ kind: 'place', span: spanOf(at), operation, place }); }
}

const joining = /^(?:join|try_join)$/;

function outlineMacro(expr: MacroExpr, cx: Context, use: ResultUse): void {
	const name = expr.path.segments.at(-1)?.name ?? '';
	const callee = calleeOfMacro(expr, cx);
	for (const each of expr.mentions) { outlineName(each, cx, other); }
	const isJoin = joining.test(name);
	// What `join!` is given is awaited by it.
	if (isJoin) { for (const each of expr.args) { outlineExpression(each, cx, { kind: 'awaited' }); } }
	const args = isJoin ? expr.args.map((each) => ({ span: spanOf(each), value: valueOf(each, cx) })) : outlineArguments(expr.args, expr, cx);
	const nameSpan = spanOf(expr.path.segments.at(-1) ?? expr);
	cx.steps.push({ kind: 'call', span: spanOf(expr), nameSpan, callee, arguments: args, isNew: false, isOptional: false, result: use });
	if (isJoin) { for (const each of expr.args) { cx.steps.push({ kind: 'await', span: spanOf(each), value: valueOf(each, cx) }); } }
	if (/^(?:panic|todo|unimplemented|unreachable|bail)$/.test(name)) { cx.steps.push({ kind: 'exit', span: spanOf(expr), exit: 'throw' }); }
}

function outlineClosure(expr: ClosureExpr, cx: Context, use: ResultUse, isCalled = false): void {
	const id = outlineFunction(expr.function, cx);
	if (id === undefined) { return; }
	const isAwaited = use.kind === 'awaited' && expr.function.form === 'async';
	cx.steps.push({ kind: 'closure', span: spanOf(expr), function: id, use: isCalled || isAwaited ? 'called' : 'value' });
	for (const [variable, at] of capturesOf(expr, cx)) { cx.steps.push({ kind: 'use', span: at, binding: variable.binding, how: 'escape' }); }
}

/** The variables around a closure that it uses, each at its first use. */
function capturesOf({ function: node }: ClosureExpr, cx: Context): ReadonlyMap<Variable, Span> {
	const found = new Map<Variable, Span>();
	const own = cx.file.source.scopes.functions.get(node);
	const names = namesInOrder(cx);
	for (let index = firstFrom(names, node.start); index < names.length; index++) {
		const [expr, variable] = names[index] as readonly [PathExpr, Variable];
		if (expr.start >= node.end) { break; }
		if (variable.source.kind === 'self') { continue; }
		let at = variable.function;
		while (at !== undefined && at !== own) { at = at.parent; }
		if (at === undefined && !found.has(variable)) { found.set(variable, spanOf(expr)); }
	}
	return found;
}

const ordered = new WeakMap<object, readonly (readonly [PathExpr, Variable])[]>();

/** The names of variables in a file in the order of its text. */
function namesInOrder({ file: { source: { scopes } } }: Context): readonly (readonly [PathExpr, Variable])[] {
	let names = ordered.get(scopes);
	if (names === undefined) {
		names = [...scopes.refs].sort(([a], [b]) => a.start - b.start);
		ordered.set(scopes, names);
	}
	return names;
}

/** The index of the first that begins at or behind an offset. */
function firstFrom(names: readonly (readonly [PathExpr, Variable])[], start: number): number {
	let low = 0, high = names.length;
	while (low < high) {
		const middle = (low + high) >> 1;
		if ((names[middle]?.[0].start ?? 0) < start) { low = middle + 1; } else { high = middle; }
	}
	return low;
}

function outlineCondition(test: Expr, cx: Context) {
	return block(cx, test, (inner) => outlineExpression(test, inner, { kind: 'condition' }));
}

function outlineIf(expr: IfExpr, cx: Context, use: ResultUse): void {
	const condition = outlineCondition(expr.test, cx);
	const { holds, fails } = conditionOf(expr.test, cx);
	const setting = settingOf(expr.test, cx), missed = turned(setting);
	const arms: Arm[] = [{ ...(setting && { setting }), ...((holdsOnFailure(expr.test) || isFailing(expr.whenTrue)) && { isUnusual: true }), block: outlineBlock(expr.whenTrue, cx, use), ...(holds.length > 0 && { requires: holds }) }];
	const { orElse } = expr;
	if (orElse !== undefined) { arms.push({ label: 'else', ...(missed && { setting: missed }), ...(fails.length > 0 && { requires: fails }), ...(orElse.kind === 'block' && isFailing(orElse.block) && { isUnusual: true }), block: orElse.kind === 'block' ? outlineBlock(orElse.block, cx, use) : block(cx, orElse, (inner) => outlineExpression(orElse, inner, use)) }); }
	const tests = lengthTestsOf(expr.test, cx);
	const test = testOfIf(expr, cx), [{ block: first }] = arms as [Arm];
	const memo = memoOfIf(expr.test, first, cx);
	cx.steps.push({ kind: 'branch', span: spanOf(expr), branch: 'if', condition, arms, ...(memo && { memo }), ...(tests.length > 0 && { lengthTests: tests }), ...(test && { test }), ...(orElse === undefined && fails.length > 0 && { otherwise: fails }) });
}

function outlineMatch(expr: MatchExpr, cx: Context, use: ResultUse): void {
	const isName = expr.subject.kind === 'path';
	if (!isName) { outlineExpression(expr.subject, cx); }
	const subject = valueOf(expr.subject, cx);
	const condition = isName ? outlineCondition(expr.subject, cx) : { span: spanOf(expr.subject), steps: [] };
	const required = requirementsOfArms(expr, cx);
	const arms = expr.arms.map((arm, index): Arm => {
		const label = labelOf(arm.pattern);
		const { guard } = arm;
		const setting = settingOfArm(arm, expr.subject, cx);
		return {
			...required[index], ...(setting && { setting }), ...(label !== undefined && { label }), ...((guard === undefined && isFailure(arm.pattern) || isFailingArm(arm.value)) && { isUnusual: true }),
			...(guard && { guard: block(cx, arm.pattern, (inner) => { bindPattern(arm.pattern, subject, inner); outlineExpression(guard, inner, { kind: 'condition' }); }) }),
			block: {
				...block(cx, arm.value, (inner) => {
					if (guard === undefined) { bindPattern(arm.pattern, subject, inner); }
					outlineExpression(arm.value, inner, use);
				}),
			},
		};
	});
	const test = testOfMatch(expr, cx);
	cx.steps.push({ kind: 'branch', span: spanOf(expr), branch: 'switch', condition, arms, ...(test && { test }) });
}

function outlineLoop(expr: LoopExpr, cx: Context): void {
	const { iterated, test, pattern } = expr;
	const label = expr.label === undefined ? {} : { label: expr.label };
	if (iterated !== undefined) {
		outlineExpression(iterated, cx, { kind: 'iterated' });
		outlinePlace(iterated, 'iterate', cx);
		const value = valueOf(iterated, cx);
		const type = typeName(cx.file.inference.behindAll(typeOf(iterated, cx)));
		cx.steps.push({
			kind: 'loop', span: spanOf(expr), ...label, loop: 'each', iterated: value, ...(type !== undefined && type.includes('::') && !type.startsWith('/') && { iteratedType: type }),
			body: block(cx, expr.body, (inner) => {
				if (pattern !== undefined) { bindPattern(pattern, value, inner); }
				outlineBlockInto(expr.body, inner, { kind: 'discarded' });
			}),
		});
		return;
	}
	const tests = test === undefined ? [] : lengthTestsOf(test, cx);
	const isEndless = expr.form === 'loop' || test?.kind === 'literal' && test.value === true;
	cx.steps.push({ kind: 'loop', span: spanOf(expr), ...label, loop: isEndless ? 'infinite' : 'while', ...(!isEndless && test && { condition: outlineCondition(test, cx) }), ...(tests.length > 0 && { lengthTests: tests }), body: outlineBlock(expr.body, cx, { kind: 'discarded' }) });
}

function outlineJump(expr: JumpExpr, cx: Context): void {
	if (expr.value !== undefined) { outlineExpression(expr.value, cx, { kind: expr.jump === 'return' ? 'returned' : expr.jump === 'yield' ? 'yielded' : 'other' }); }
	cx.steps.push({ kind: 'exit', span: spanOf(expr), exit: expr.jump, ...(expr.label !== undefined && { label: expr.label }), ...(expr.value && { value: valueOf(expr.value, cx) }) });
}

function outlineAssign(expr: AssignExpr, cx: Context): void {
	const { left, right } = expr;
	const variable = variableOf(left, cx);
	const isWild = left.kind === 'path' && left.path.segments[0]?.name === '_' || left.kind === 'other';
	if (expr.operator !== undefined) { outlineExpression(left, cx); outlineExpression(right, cx); } else {
		if (left.kind !== 'path') { for (const each of partsOf(left)) { outlineExpression(each, cx, { kind: 'receiver' }); } }
		const place = variable === undefined ? placeOf(left, cx) : undefined;
		outlineExpression(right, cx, variable !== undefined ? { kind: 'bound', binding: variable.binding } : place !== undefined ? { kind: 'stored', place } : isWild ? { kind: 'void' } : other);
	}
	const value = expr.operator === undefined ? valueOf(right, cx) : { kind: 'other' } as const;
	if (variable !== undefined && parameterOf(variable, cx) === undefined) {
		const step: BindStep = { kind: 'bind', span: spanOf(expr), binding: variable.binding, name: variable.name, value, isDeclaration: false };
		cx.steps.push(step);
		return;
	}
	const place = placeOf(left, cx);
	if (place !== undefined) { cx.steps.push({ kind: 'place', span: spanOf(expr), operation: 'assign', place, value }); }
}

/** Of `a && b` the right side may not run. */
function outlineShortcut(expr: Extract<Expr, { kind: 'binary' }>, cx: Context, use: ResultUse): void {
	// What the left side binds is seen by the right.
	if (hasLet(expr.left)) {
		outlineExpression(expr.left, cx, use);
		outlineExpression(expr.right, cx, use);
		return;
	}
	const inner = use.kind === 'discarded' ? { kind: 'condition' } as const : use;
	const { holds, fails } = conditionOf(expr.left, cx);
	const requires = expr.operator === '&&' ? holds : fails;
	cx.steps.push({
		kind: 'branch', span: spanOf(expr), branch: 'shortcut', condition: block(cx, expr.left, (at) => outlineExpression(expr.left, at, inner)),
		arms: [{ block: block(cx, expr.right, (at) => outlineExpression(expr.right, at, use)), ...(requires.length > 0 && { requires }) }],
	});
}

function hasLet(expr: Expr): boolean {
	return expr.kind === 'let' || expr.kind === 'binary' && (hasLet(expr.left) || hasLet(expr.right));
}

function outlineSelect(expr: SelectExpr, cx: Context, use: ResultUse): void {
	const arms = expr.arms.map((arm): SelectArm => {
		const { guard, pattern } = arm;
		const binding = pattern === undefined ? undefined : onlyBinding(pattern, cx);
		return {
			...(guard && { guard: block(cx, guard, (inner) => outlineExpression(guard, inner, { kind: 'condition' })) }), ...(binding !== undefined && { binding }),
			future: block(cx, { start: arm.start, end: arm.future.end }, (inner) => {
				outlineExpression(arm.future, inner, { kind: 'awaited' });
				inner.steps.push({ kind: 'await', span: spanOf(arm.future), value: valueOf(arm.future, inner) });
				if (pattern !== undefined) { bindPattern(pattern, valueOf(arm.future, inner), inner); }
			}),
			handler: block(cx, arm.handler, (inner) => outlineExpression(arm.handler, inner, use)),
		};
	});
	const { orElse } = expr;
	cx.steps.push({ kind: 'select', span: spanOf(expr), isBiased: expr.isBiased, arms, ...(orElse && { orElse: block(cx, orElse, (inner) => outlineExpression(orElse, inner, use)) }) });
}

function onlyBinding(pattern: Pattern, cx: Context): number | undefined {
	const steps: Step[] = [];
	bindPattern(pattern, { kind: 'other' }, { ...cx, steps });
	return steps.length === 1 && steps[0]?.kind === 'bind' ? steps[0].binding : undefined;
}

