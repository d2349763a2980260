/** What an expression's value is, as far as rules need to know, without walking into it. */
import type { Constant, Place, Value } from '../../../outline/model.ts';
import { spanOf } from '../../shared/blocks.ts';
import type { Variable } from '../scopes.ts';
import type { Expr, PathExpr, PathNode } from '../syntax/ast.ts';
import { placeOfNames, typeName, typeOf, type Context } from './context.ts';

const other: Value = { kind: 'other' };

export function variableOf(expr: Expr, cx: Context): Variable | undefined {
	return expr.kind === 'path' ? cx.file.source.scopes.refs.get(expr) : undefined;
}

export function valueOf(expr: Expr, cx: Context): Value {
	switch (expr.kind) {
		case 'literal': return { kind: 'constant', value: expr.value };
		case 'path': return pathValue(expr, cx);
		case 'field': case 'index': return placeValue(expr, cx);
		case 'call': return boxed(expr, cx) ?? duration(expr, cx) ?? { kind: 'call', call: spanOf(expr) };
		case 'method': case 'macro': return { kind: 'call', call: spanOf(expr) };
		case 'await': case 'try': case 'reference': case 'cast': return valueOf(expr.value, cx);
		case 'unary': return expr.operator === '*' ? valueOf(expr.value, cx) : expr.operator === '-' && expr.value.kind === 'literal' && typeof expr.value.value === 'number' ? { kind: 'constant', value: -expr.value.value } : other;
		case 'closure': {
			const info = cx.file.inference.names.functionInfo(expr.function, cx.file.source);
			return info === undefined ? other : { kind: 'function', id: info.id };
		}
		case 'tuple': case 'array': return { kind: 'list', items: expr.items.map((each) => valueOf(each, cx)) };
		case 'struct': return { kind: 'object', properties: expr.fields.map((each) => ({ name: each.name, value: valueOf(each.value, cx) })) };
		case 'block': return expr.block.tail === undefined ? other : valueOf(expr.block.tail, cx);
		case 'if': {
			const values = [expr.whenTrue.tail, expr.orElse].flatMap((each) => (each === undefined ? [] : [valueOf(each, cx)]));
			return values.length > 1 ? { kind: 'either', values } : other;
		}
		case 'match': return { kind: 'either', values: expr.arms.filter((arm) => arm.value.kind !== 'jump').map((arm) => valueOf(arm.value, cx)) };
		default: return other;
	}
}

/** `Box::pin(async …)`, `Arc::new(closure)`: a function in a box is still that function. */
function boxed(expr: Extract<Expr, { kind: 'call' }>, cx: Context): Value | undefined {
	const [only, ...more] = expr.args;
	if (only === undefined || more.length > 0 || expr.callee.kind !== 'path' || !/^(?:pin|new|Some|Ok|Err)$/.test(expr.callee.path.segments.at(-1)?.name ?? '')) { return undefined; }
	const inner = valueOf(only, cx);
	// `Ok(value)` and `Some(value)` hand it on.
	return inner.kind === 'function' || isWrapper(expr.callee.path) ? inner : undefined;
}

function isWrapper({ segments }: PathExpr['path']): boolean {
	return segments.length === 1 && /^(?:Some|Ok|Err)$/.test(segments[0]?.name ?? '');
}

const units: Readonly<Record<string, number>> = { from_nanos: 1e-6, from_micros: 1e-3, from_millis: 1, from_secs: 1000, from_secs_f32: 1000, from_secs_f64: 1000, from_mins: 60_000, from_hours: 3_600_000 };

/** A duration stands for its milliseconds. */
function duration({ callee, args }: Extract<Expr, { kind: 'call' }>, cx: Context): Value | undefined {
	const name = callee.kind === 'path' ? callee.path.segments.at(-1)?.name ?? '' : '';
	const [amount] = args;
	if (amount === undefined || !Object.hasOwn(units, name)) { return undefined; }
	const type = typeOf(callee, cx);
	if (type.kind !== 'symbol' || !type.symbol.includes('time#Duration.')) { return undefined; }
	const value = valueOf(amount, cx);
	return value.kind === 'constant' && typeof value.value === 'number' ? { kind: 'constant', value: value.value * (units[name] ?? 1) } : undefined;
}

function pathValue(expr: PathExpr, cx: Context): Value {
	const variable = cx.file.source.scopes.refs.get(expr);
	if (variable !== undefined) { return variable.name === 'self' && variable.source.kind === 'self' ? { kind: 'place', place: { root: 'this', path: [] } } : parameterOf(variable, cx) ?? { kind: 'binding', binding: variable.binding }; }
	const place = placeOfNames(cx);
	const def = cx.file.inference.names.resolve(expr.path, place, 'value');
	if (def?.kind === 'const') {
		const { value } = def.node;
		if (value?.kind === 'literal') { return { kind: 'constant', value: value.value }; }
		// Nobody changes it.
		if (!def.node.isStatic) { return other; }
		return { kind: 'place', place: { root: 'module', name: `${def.at.source.file}#${[def.at.scope.qualified, def.node.name].filter((each) => each !== '').join('.')}`, path: [] } };
	}
	const constant = constantOf(expr.path, cx);
	if (constant !== undefined) { return { kind: 'constant', value: constant }; }
	const type = cx.file.inference.valueOf(expr.path, place);
	if (type.kind === 'function') { return { kind: 'function', id: type.function.id }; }
	return type.kind === 'symbol' ? { kind: 'external', symbol: type.symbol } : other;
}

/** `None` is nothing; variants (`Mode::Fast`), and constants of types (`StatusCode::OK`), are texts of the type's name and their own; undefined for what a path else stands for. */
export function constantOf(path: PathNode, cx: Context): Constant | undefined {
	const def = cx.file.inference.names.resolve(path, placeOfNames(cx), 'value');
	switch (def?.kind) {
		case 'variant': return `${def.type.node.name}.${def.name}`;
		case 'const': return def.node.value?.kind === 'literal' ? def.node.value.value : undefined;
		case 'member': {
			const type = cx.file.inference.valueOf(path, placeOfNames(cx));
			const name = def.rest[0]?.name ?? '';
			return type.kind === 'constructor' && type.makes.kind === 'own' && type.makes.type.node.kind === 'enum' ? `${type.makes.type.node.name}.${name}` : undefined;
		}
		case 'outside': {
			const [owner = '', name = ''] = def.path.slice(-2);
			if (owner === 'Option' && name === 'None') { return null; }
			return /^[A-Z]/.test(owner) && /^[A-Z]/.test(name) && !/^(?:Option|Result)$/.test(owner) ? `${owner}.${name}` : undefined;
		}
		default: return undefined;
	}
}

/** A parameter that keeps what it was given. */
export function parameterOf(variable: Variable, cx: Context): Extract<Value, { kind: 'parameter' }> | undefined {
	const { source } = variable;
	if (source.kind !== 'parameter' || source.path.length > 0 || variable.assigned.length > 0 || variable.function === undefined) { return undefined; }
	const info = cx.file.inference.names.functionInfo(variable.function.node, cx.file.source);
	return info && { kind: 'parameter', function: info.id, index: source.index };
}

function placeValue(expr: Expr, cx: Context): Value {
	const place = placeOf(expr, cx);
	return place === undefined ? other : { kind: 'place', place };
}

/** The place an expression names, if it begins at `self`, a variable or a static. */
export function placeOf(expr: Expr, cx: Context): Place | undefined {
	const path: string[] = [];
	let node = expr;
	for (;;) {
		if (node.kind === 'field') { path.unshift(node.name); node = node.object; } else if (node.kind === 'index') {
			path.unshift(node.index.kind === 'literal' ? String(node.index.value) : '[]');
			node = node.object;
		} else if (node.kind === 'reference' || node.kind === 'unary' && node.operator === '*') { node = node.value; } else { break; }
	}
	if (node.kind !== 'path') { return undefined; }
	const variable = cx.file.source.scopes.refs.get(node);
	const type = typeName(cx.file.inference.behindAll(typeOf(expr, cx)));
	const typed = (place: Place): Place => (type === undefined ? place : { ...place, type });
	if (variable !== undefined) { return typed(variable.source.kind === 'self' ? { root: 'this', path } : { root: 'binding', binding: variable.binding, path }); }
	const value = pathValue(node, cx);
	return value.kind === 'place' && value.place.root === 'module' ? typed({ ...value.place, path }) : undefined;
}
