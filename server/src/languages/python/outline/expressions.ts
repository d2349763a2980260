/** Walks expressions in the order in which they are evaluated and writes down their steps. */
import type { Argument, CallStep, PlaceOperation, ResultUse, UseStep } from '../../../outline/model.ts';
import type { Span } from '../../../outline/span.ts';
import { block, spanOf } from '../../shared/blocks.ts';
import { attributes } from '../resolve/library.ts';
import { present, type FunctionInfo, type Type } from '../resolve/types.ts';
import { ownerOfSelf, type Variable } from '../scopes.ts';
import type { ArgumentNode, BooleanExpr, CallExpr, ComprehensionExpr, Expr } from '../syntax/ast.ts';
import { partsOf } from '../syntax/ast.ts';
import { cancellationOf, cancellationOfRunner } from './cancellation.ts';
import { calledBy, calleeOf, type Called, iteratedTypeOf, nameSpanOf, resultTypeOf } from './callees.ts';
import { madeOf } from './classes.ts';
import { conditionOf, requiring } from './conditions.ts';
import { typeName, typeOf, type Context } from './context.ts';
import { environmentTestOf } from './environment.ts';
import { failureUseOf } from './failures.ts';
import { outlineFunction } from './functions.ts';
import { bindTarget } from './targets.ts';
import { isLocalValue, isSlice, isSuper, parameterOf, placeOf, valueOf } from './values.ts';

const other: ResultUse = { kind: 'other' };

/** Writes the steps of an expression. `use`: what becomes of its value. */
export function outlineExpression(expr: Expr, cx: Context, use: ResultUse = other): void {
	switch (expr.kind) {
		case 'constant': return;
		case 'name': outlineName(expr, cx, use); return;
		case 'attribute': outlineAttribute(expr, cx, use); return;
		case 'call': outlineCall(expr, cx, use); return;
		case 'await':
			outlineExpression(expr.value, cx, { kind: 'awaited' });
			cx.steps.push({ kind: 'await', span: spanOf(expr), value: valueOf(expr.value, cx) });
			return;
		case 'yield':
			if (expr.value !== undefined) { outlineExpression(expr.value, cx, { kind: expr.isFrom ? 'iterated' : 'yielded' }); }
			cx.steps.push({ kind: 'exit', span: spanOf(expr), exit: 'yield', ...(expr.value && { value: valueOf(expr.value, cx) }) });
			return;
		case 'subscript':
			outlineExpression(expr.object, cx, { kind: 'receiver' });
			for (const each of expr.index) { outlineExpression(each, cx); }
			outlinePlaceUse(expr.object, isSlice(expr) ? 'slice' : 'index', cx, expr, !expr.index.every(({ start, end }) => /^-?\d+$/.test(cx.file.source.text.slice(start, end))));
			return;
		case 'boolean': outlineShortcut(expr, cx, use); return;
		case 'not': case 'compare': for (const each of partsOf(expr)) { outlineExpression(each, cx, use.kind === 'condition' ? use : other); } return;
		case 'conditional': {
			const scope = (inner: Expr, as: ResultUse) => block(cx, inner, (at) => outlineExpression(inner, at, as));
			const { holds, fails } = conditionOf(expr.test, cx);
			const test = environmentTestOf(expr.test, cx);
			cx.steps.push({
				kind: 'branch', span: spanOf(expr), branch: 'conditional', condition: scope(expr.test, { kind: 'condition' }), ...(test && { test }),
				arms: [requiring({ block: scope(expr.whenTrue, use) }, holds), requiring({ label: 'else', block: scope(expr.orElse, use) }, fails)],
			});
			return;
		}
		case 'starred': outlineExpression(expr.value, cx, { kind: 'spread' }); outlinePlaceUse(expr.value, 'spread', cx); return;
		case 'comprehension': outlineComprehension(expr, cx); return;
		case 'lambda': {
			const id = outlineFunction(expr.function, cx);
			cx.steps.push({ kind: 'closure', span: spanOf(expr), function: id, use: use.kind === 'receiver' && use.member === undefined ? 'called' : 'value' });
			return;
		}
		case 'walrus': outlineWalrus(expr, cx); return;
		default: for (const each of partsOf(expr)) { outlineExpression(each, cx); }
	}
}

function outlineWalrus(expr: Extract<Expr, { kind: 'walrus' }>, cx: Context): void {
	const variable = cx.scope.lookup(expr.target.name);
	outlineExpression(expr.value, cx, variable === undefined ? other : { kind: 'bound', binding: variable.binding });
	bindTarget(expr.target, valueOf(expr.value, cx), expr, cx);
}

/** A local that is read, or a module's variable that a function reads. */
function outlineName(expr: Extract<Expr, { kind: 'name' }>, cx: Context, use: ResultUse): void {
	const variable = cx.scope.lookup(expr.name);
	if (variable === undefined || !isLocalValue(variable) || variable.scope.kind === 'class' || isSelf(variable)) { return; }
	if (variable.scope.kind === 'module') {
		// A receiver is part of the place that is read.
		if (cx.scope.function !== variable.scope && use.kind !== 'receiver') {
			const place = placeOf(expr, cx);
			if (place !== undefined) { cx.steps.push({ kind: 'place', span: spanOf(expr), operation: 'read', place }); }
		}
		return;
	}
	cx.steps.push({ kind: 'use', span: spanOf(expr), binding: variable.binding, how: howUsed(variable, cx, use) });
}

function isSelf(variable: Variable): boolean {
	return ownerOfSelf(variable) !== undefined && parameterOf(variable) !== undefined;
}

function howUsed(variable: Variable, cx: Context, use: ResultUse): UseStep['how'] {
	if (variable.scope.function !== cx.scope.function) { return 'escape'; }
	switch (use.kind) {
		case 'condition': return 'condition';
		case 'argument': case 'returned': case 'yielded': case 'stored': return 'escape';
		default: return 'read';
	}
}

/** A member that is read, not called. Only the whole of `self.a.b` is a read, not each part. */
function outlineAttribute(expr: Extract<Expr, { kind: 'attribute' }>, cx: Context, use: ResultUse): void {
	outlineExpression(expr.object, cx, { kind: 'receiver', member: expr.name });
	// What goes through it, spreads or measures it is told of as that.
	const isPart = use.kind === 'receiver' || use.kind === 'iterated' || use.kind === 'spread' || isMethod(typeOf(expr, cx));
	const place = isPart ? undefined : placeOf(expr, cx);
	if (place !== undefined && place.root !== 'global') { cx.steps.push({ kind: 'place', span: spanOf(expr), operation: 'read', place }); }
	outlineAccessor(expr, false, cx);
}

/** A method that is taken from its object as a value. */
function isMethod(type: Type): boolean {
	return type.kind === 'function' || type.kind === 'member' || type.kind === 'symbol' && type.receiver?.kind === 'outside' && /^(builtins|collections)#/.test(type.symbol);
}

/** A property that runs a getter or setter of the workspace. */
export function outlineAccessor(expr: Extract<Expr, { kind: 'attribute' }>, isWrite: boolean, cx: Context): void {
	const accessor = cx.file.inference.classes.accessorOf(typeOf(expr.object, cx), expr.name, isWrite);
	if (accessor === undefined) { return; }
	const { callee } = calleeOf({ kind: 'function', function: accessor, receiver: present(typeOf(expr.object, cx)) }, expr.name, cx);
	cx.steps.push({ kind: 'access', span: spanOf(expr), nameSpan: expr.nameSpan, callee });
}

function outlineCall(call: CallExpr, cx: Context, use: ResultUse): void {
	const { callee } = call;
	const isMember = callee.kind === 'attribute';
	if (isMember) { outlineExpression(callee.object, cx, { kind: 'receiver', member: callee.name }); } else if (callee.kind !== 'name') { outlineExpression(callee, cx, { kind: 'receiver' }); } else { outlineName(callee, cx, { kind: 'receiver' }); }
	const called = calledHere(call, cx);
	// `super()` only names what follows.
	if (isSuper(call, cx)) { return; }
	const given = called.isUnbound === true ? call.args.slice(1) : call.args;
	if (called.isUnbound === true && call.args[0] !== undefined) { outlineExpression(call.args[0].value, cx); }
	const isMeasure = called.callee.kind === 'external' && called.callee.symbol === 'builtins#len' && given.length === 1;
	for (const [index, argument] of given.entries()) {
		const isPlace = argument.value.kind === 'attribute' || argument.value.kind === 'name';
		outlineExpression(argument.value, cx, isMeasure && isPlace ? { kind: 'receiver' } : argument.spread === undefined ? { kind: 'argument', call: spanOf(call), index } : { kind: 'spread' });
		if (argument.spread === '*') { outlinePlaceUse(argument.value, 'spread', cx); }
	}
	const receiver = called.isUnbound === true && call.args[0] !== undefined ? call.args[0].value : isMember && isObject(callee.object, cx) ? callee.object : undefined;
	const resultType = resultTypeOf(typeOf(call, cx)) ?? (use.kind === 'awaited' && called.callee.kind === 'external' ? 'thenable' : undefined);
	const args = given.map((each) => argumentOf(each, called.callee.kind === 'function', cx));
	const cancellation = called.callee.kind === 'external' ? cancellationOfRunner(called.callee.symbol, args, (index) => functionAt(given[index]?.value, cx), cx) : cancellationOf(called.target, args, cx);
	const failures = failureUseOf(call, cx);
	const named = callee.kind === 'name' && cx.asyncFunctions !== undefined ? cx.scope.lookup(callee.name) : undefined;
	const isOfAsyncOnly = named !== undefined && cx.asyncFunctions?.has(named) === true;
	const isOfPlainOnly = cx.plainOwners !== undefined && isOfPlain(callee, cx.plainOwners, cx);
	const step: CallStep = {
		kind: 'call', span: spanOf(call), nameSpan: nameSpanOf(callee), callee: called.callee, ...(receiver !== undefined && { receiver: valueOf(receiver, cx) }),
		arguments: args, isNew: called.isNew, isOptional: false, ...(isOfAsyncOnly && { isOfAsyncOnly }), ...(isOfPlainOnly && { isOfPlainOnly }), result: use, ...(resultType && { resultType }), ...(cancellation && { cancellation }), ...(failures && { failures }),
	};
	cx.steps.push(step);
	if (isMember) { outlineMutation(callee.object, callee.name, step, cx); }
	if (isMeasure && given[0] !== undefined) { outlinePlaceUse(given[0].value, 'length', cx, call); }
}

function isOfPlain(callee: Expr, owners: ReadonlySet<string>, cx: Context): boolean {
	const owner = callee.kind === 'attribute' ? callee.object : callee;
	return owners.has(cx.file.source.text.slice(owner.start, owner.end));
}

/** The function of the workspace that an argument names. One that was bound (`partial(f, x)`) has arguments of its own. */
function functionAt(expr: Expr | undefined, cx: Context): FunctionInfo | undefined {
	const type = expr === undefined || expr.kind === 'call' ? undefined : typeOf(expr, cx);
	return type?.kind === 'function' ? type.function : undefined;
}

/** Not a module or class, whose members are names of their own. */
function isObject(expr: Expr, cx: Context): boolean {
	const type = present(typeOf(expr, cx));
	// What is taken from a module (`sys.stdin`) may be an object.
	if (type.kind === 'symbol') { return type.symbol in attributes; }
	return type.kind !== 'module' && type.kind !== 'outsideModule' && type.kind !== 'folder' && type.kind !== 'class' && type.kind !== 'form';
}

/** What a call calls. Of a parameter its type may tell no more than that it can be called (`Callable[[], None]`). */
function calledHere(call: CallExpr, cx: Context): Called {
	const called = calledBy(call, cx);
	const value = called.callee.kind === 'unresolved' && call.callee.kind === 'name' ? valueOf(call.callee, cx) : undefined;
	return value?.kind === 'parameter' ? { callee: value, isNew: false } : called;
}

function argumentOf(argument: ArgumentNode, isOurs: boolean, cx: Context): Argument {
	const { name, spread, value } = argument;
	const made = isOurs && spread === undefined ? madeOf(value, cx) : undefined;
	return { span: spanOf(argument), value: valueOf(value, cx), ...(name !== undefined && { name }), ...(spread !== undefined && { isSpread: true }), ...(spread === undefined && isBuffer(value, cx) && { isBuffer: true }), ...(made && { made }) };
}

/** A file that is none. */
function isBuffer(expr: Expr, cx: Context): boolean {
	return (expr.kind === 'name' || expr.kind === 'call' || expr.kind === 'attribute') && /^io#(?:BytesIO|StringIO)$/.test(typeName(typeOf(expr, cx)) ?? '');
}

const mutations: Readonly<Record<string, PlaceOperation>> = {
	append: 'push', appendleft: 'unshift', extend: 'push', add: 'push', insert: 'unshift', pop: 'pop', popleft: 'shift', remove: 'remove', discard: 'remove', clear: 'remove',
};

/** `history.pop(0)` is an operation on the place as well as a call. */
function outlineMutation(object: Expr, method: string, step: CallStep, cx: Context): void {
	const binding = object.kind === 'name' ? cx.scope.lookup(object.name) : undefined;
	if (method === 'release' && binding !== undefined && binding.scope.kind !== 'module' && step.arguments.length === 0) { cx.steps.push({ kind: 'drop', span: step.span, binding: binding.binding }); return; }
	const known = Object.hasOwn(mutations, method) ? mutations[method] : undefined;
	// What a library does with what it is given is for the catalogue to say (`app.on_startup.append(f)`).
	const isLibrary = step.callee.kind === 'external' && !/^(builtins|collections|typing|queue|asyncio)#/.test(step.callee.symbol);
	if (known === undefined || isLibrary || step.callee.kind === 'function') { return; }
	const place = placeOf(object, cx);
	if (place === undefined || place.root === 'global') { return; }
	const [first] = step.arguments;
	const index = first?.value.kind === 'constant' ? first.value.value : undefined;
	const isMapping = place.type === 'builtins#dict' || first !== undefined && typeof index !== 'number';
	const operation = method === 'pop' && first !== undefined ? (isMapping ? 'remove' : index === 0 ? 'shift' : index === -1 ? 'pop' : 'remove') : method === 'insert' && index !== 0 ? 'push' : known;
	const value = method === 'insert' ? step.arguments[1]?.value : first?.value;
	cx.steps.push({ kind: 'place', span: step.span, operation, place, ...(method !== 'pop' && value !== undefined && { value }) });
}

/** Uses of a list as a whole, which a change of its kind would have to keep. */
export function outlinePlaceUse(expr: Expr, operation: PlaceOperation, cx: Context, at: Span = expr, isComputed = false): void {
	const place = expr.kind === 'name' || expr.kind === 'attribute' || expr.kind === 'subscript' ? placeOf(expr, cx) : undefined;
	if (place !== undefined && place.root !== 'global') { cx.steps.push({ kind: 'place', span: spanOf(at), operation, place, ...(isComputed && operation === 'index' && { isComputed }) }); }
}

/** Of `a or b` the left side decides; the right side may not run. */
function outlineShortcut(expr: BooleanExpr, cx: Context, use: ResultUse): void {
	const left: ResultUse = use.kind === 'discarded' ? { kind: 'condition' } : use;
	const { holds, fails } = conditionOf(expr.left, cx);
	cx.steps.push({
		kind: 'branch', span: spanOf(expr), branch: 'shortcut', condition: block(cx, expr.left, (inner) => outlineExpression(expr.left, inner, left)),
		arms: [requiring({ block: block(cx, expr.right, (inner) => outlineExpression(expr.right, inner, use)) }, expr.operator === 'and' ? holds : fails)],
	});
}

/** A comprehension is a loop whose turns make the items of what it makes. */
function outlineComprehension(expr: ComprehensionExpr, outer: Context): void {
	const scope = outer.file.source.scopes.of.get(expr) ?? outer.scope;
	const clause = (index: number, cx: Context): void => {
		const each = expr.clauses[index];
		if (each === undefined) {
			for (const element of expr.element) { outlineExpression(element, cx); }
			return;
		}
		const rest = (inner: Context) => clause(index + 1, { ...inner, scope });
		if (each.kind === 'if') {
			const parts = [...expr.element, each];
			const isLast = !expr.clauses.slice(index).some((later) => later.kind === 'for');
			const span = isLast ? { start: Math.min(...parts.map(({ start }) => start)), end: Math.max(...expr.clauses.map(({ end }) => end)) } : spanOf(expr);
			cx.steps.push({
				kind: 'branch', span, branch: 'if', condition: block({ ...cx, scope }, each.test, (inner) => outlineExpression(each.test, inner, { kind: 'condition' })),
				arms: [requiring({ block: block({ ...cx, scope }, span, rest) }, conditionOf(each.test, { ...cx, scope }).holds)],
			});
			return;
		}
		const before = index === 0 ? { ...cx, scope: outer.scope } : cx;
		outlineExpression(each.iterated, before, { kind: 'iterated' });
		outlinePlaceUse(each.iterated, 'iterate', before);
		const iterated = valueOf(each.iterated, before);
		cx.steps.push({
			kind: 'loop', span: spanOf(expr), loop: each.isAsync ? 'await' : 'comprehension', iterated, ...iteratedTypeOf(each.iterated, before),
			body: block({ ...cx, scope }, expr, (inner) => {
				bindTarget(each.target, iterated, each.target, inner);
				rest(inner);
			}),
		});
	};
	clause(0, { ...outer, scope });
}

