/** What an expression's value is, as far as rules need to know, without walking into it. */
import type { Place, Value } from '../../../outline/model.ts';
import { spanOf } from '../../shared/blocks.ts';
import { mayNameFile } from '../../../outline/fileNames.ts';
import type { Type } from '../resolve/types.ts';
import { ownerOfSelf, type Variable } from '../scopes.ts';
import type { Expr, TemplateExpr } from '../syntax/ast.ts';
import { functionValue } from './callees.ts';
import { typeName, typeOf, type Context } from './context.ts';

const other: Value = { kind: 'other' };

export function valueOf(expr: Expr, cx: Context): Value {
	switch (expr.kind) {
		case 'constant': return { kind: 'constant', value: expr.value };
		case 'name': return nameValue(expr, cx);
		case 'attribute': return functionValue(typeOf(expr, cx), cx) ?? placeValue(expr, cx);
		case 'subscript': return isSlice(expr) ? other : placeValue(expr, cx);
		case 'call': return isSuper(expr, cx) ? { kind: 'place', place: { root: 'this', path: [] } } : boundFunction(expr, cx) ?? { kind: 'call', call: spanOf(expr) };
		case 'await': case 'walrus': case 'starred': return valueOf(expr.value, cx);
		case 'lambda': return functionValue(typeOf(expr, cx), cx) ?? other;
		case 'list': case 'tuple': case 'set': return { kind: 'list', items: expr.items.map((each) => valueOf(each, cx)) };
		case 'dict': return {
			kind: 'object',
			properties: expr.entries.map(({ key, value }) => (key === undefined ? { value: valueOf(value, cx) } : { name: key.kind === 'constant' ? String(key.value) : '[]', value: valueOf(value, cx) })),
		};
		case 'comprehension': {
			const scope = cx.file.source.scopes.of.get(expr) ?? cx.scope;
			return { kind: 'list', items: expr.element.slice(-1).map((each) => valueOf(each, { ...cx, scope })) };
		}
		case 'conditional': return { kind: 'either', values: [valueOf(expr.whenTrue, cx), valueOf(expr.orElse, cx)] };
		case 'boolean': return { kind: 'either', values: [valueOf(expr.left, cx), valueOf(expr.right, cx)] };
		case 'binary': return expr.operator === '|' ? { kind: 'combined', values: [valueOf(expr.left, cx), valueOf(expr.right, cx)] } : other;
		case 'template': return namesNoFile(expr, cx);
		default: return other;
	}
}

/** Of a text with expressions inside only that is told which says that it is no file's name: a URL. */
function namesNoFile(expr: TemplateExpr, cx: Context): Value {
	const written = cx.file.source.text.slice(expr.start, expr.end).replace(/^\w*["']+/, '');
	if (noPathAtAll.test(written)) { return { kind: 'combined', values: [{ kind: 'constant', value: written }] }; }
	const [first] = expr.parts;
	// `f'{base}/picture'`
	const base = first?.kind === 'name' && written.startsWith(`{${first.name}`) ? cx.scope.lookup(first.name) : undefined;
	const [only, ...more] = base?.definitions ?? [];
	const begins = only?.source.kind === 'value' && more.length === 0 && only.source.path.length === 0 ? only.source.value : undefined;
	if (begins?.kind === 'template' && begins !== expr) { return namesNoFile(begins, { ...cx, scope: only?.scope ?? cx.scope }); }
	return begins?.kind === 'constant' && !mayNameFile(String(begins.value)) ? valueOf(begins, cx) : other;
}

/** Braces of a template say nothing. */
const noPathAtAll = /^\s*(?:\w+:\/\/|data:|<)/;

/** `x[a:b]` makes a copy. */
export function isSlice(expr: Extract<Expr, { kind: 'subscript' }>): boolean {
	return expr.index.length === 1 && expr.index[0]?.kind === 'slice';
}

function placeValue(expr: Expr, cx: Context): Value {
	const place = placeOf(expr, cx);
	return place === undefined ? other : { kind: 'place', place };
}

function nameValue(expr: Extract<Expr, { kind: 'name' }>, cx: Context): Value {
	const variable = cx.scope.lookup(expr.name);
	if (variable === undefined) { return functionValue(typeOf(expr, cx), cx) ?? other; }
	const parameter = parameterOf(variable);
	if (parameter !== undefined) {
		if (ownerOfSelf(variable) !== undefined) { return { kind: 'place', place: { root: 'this', path: [] } }; }
		const info = cx.file.inference.workspace.functionOf(parameter.function, cx.file.source);
		return { kind: 'parameter', function: info.id, index: parameterIndex(info.owner !== undefined, parameter) };
	}
	if (!isLocalValue(variable)) {
		const known = functionValue(typeOf(expr, cx), cx);
		if (known !== undefined) { return known; }
	}
	if (variable.scope.kind === 'module' && !keepsOneValue(variable)) { return placeValue(expr, cx); }
	return variable.scope.kind === 'class' || givesImport(variable) ? placeValue(expr, cx) : { kind: 'binding', binding: variable.binding };
}

/** The parameter that a variable is, if nothing else is ever assigned to it. */
export function parameterOf(variable: Variable) {
	if (variable.definitions[0]?.source.kind !== 'parameter') { return undefined; }
	const giving = variable.definitions.filter(({ source }) => source.kind !== 'put' && source.kind !== 'narrowed');
	const [only] = giving;
	return giving.length === 1 && only?.source.kind === 'parameter' ? only.source : undefined;
}

/** At which place of the outline's parameters: `self` is not among them. */
export function parameterIndex(isMethod: boolean, { function: node, index }: { readonly function: { readonly decorators: readonly Expr[] }; readonly index: number }): number {
	const isStatic = node.decorators.some((each) => each.kind === 'name' && each.name === 'staticmethod');
	return isMethod && !isStatic ? index - 1 : index;
}

/** A variable that holds what statements put into it, other than a function, a class or an import. */
export function isLocalValue(variable: Variable): boolean {
	return variable.definitions.some(({ source }) => source.kind !== 'function' && source.kind !== 'class' && source.kind !== 'import' && source.kind !== 'put' && source.kind !== 'narrowed');
}

function givesImport(variable: Variable): boolean {
	return variable.definitions.every(({ source }) => source.kind === 'import' || source.kind === 'put');
}

/** True for a module's variable that is assigned once, at the top: whoever reads it gets that value. */
export function keepsOneValue(variable: Variable): boolean {
	const giving = variable.definitions.filter(({ source }) => source.kind !== 'put' && source.kind !== 'narrowed');
	return giving.length === 1 && !variable.isShared && giving[0]?.scope.function === variable.scope;
}

/** `super()` is the object itself. */
export function isSuper(call: Extract<Expr, { kind: 'call' }>, cx: Context): boolean {
	return call.callee.kind === 'name' && call.callee.name === 'super' && typeOf(call, cx).kind === 'super';
}

/** `functools.partial(f, …)` stands for `f`. */
function boundFunction(call: Extract<Expr, { kind: 'call' }>, cx: Context): Value | undefined {
	const callee = typeOf(call.callee, cx);
	const [first] = call.args;
	return callee.kind === 'symbol' && /^functools#partial(method)?$/.test(callee.symbol) && first !== undefined ? valueOf(first.value, cx) : undefined;
}

/** The place an expression names, if it begins at `self`, a variable or a module. */
export function placeOf(expr: Expr, cx: Context): Place | undefined {
	const path: string[] = [];
	let node = expr;
	for (;;) {
		if (node.kind === 'attribute') {
			const holder = moduleHeld(node, cx);
			if (holder !== undefined) { return typed({ root: 'module', name: holder, path }, expr, cx); }
			path.unshift(node.name);
			node = node.object;
		} else if (node.kind === 'subscript') {
			const [index] = node.index;
			path.unshift(index?.kind === 'constant' ? String(index.value) : '[]');
			node = node.object;
		} else { break; }
	}
	if (node.kind !== 'name') { return undefined; }
	const root = rootOf(node.name, path, cx);
	return root && typed(root, expr, cx);
}

function rootOf(name: string, path: readonly string[], cx: Context): Place | undefined {
	const variable = cx.scope.lookup(name);
	const { file } = cx.file.source;
	if (variable === undefined) { return { root: 'global', name: `builtins#${name}`, path }; }
	if (ownerOfSelf(variable) !== undefined && parameterOf(variable) !== undefined) { return { root: 'this', path }; }
	if (variable.scope.kind === 'class') { return { root: 'module', name: `${file}#${variable.scope.qualified}`, path: [name, ...path] }; }
	if (variable.definitions.some(({ source }) => source.kind === 'import')) { return importedPlace(variable, path, cx); }
	if (!isLocalValue(variable)) { return path.length === 0 ? undefined : { root: 'module', name: `${file}#${name}`, path }; }
	return variable.scope.kind === 'module' ? { root: 'module', name: `${file}#${name}`, path } : { root: 'binding', binding: variable.binding, path };
}

/** A variable of another module, imported by its name. */
function importedPlace(variable: Variable, path: readonly string[], cx: Context): Place | undefined {
	const definition = variable.definitions.find(({ source }) => source.kind === 'import');
	if (definition?.source.kind !== 'import' || definition.source.name === undefined) { return undefined; }
	const { statement, module, name } = definition.source;
	const { modules } = cx.file.inference.workspace;
	const target = statement.level > 0 ? modules.relative(statement.level, module, cx.file.source.file) : modules.absolute(module, cx.file.source.file);
	if (target.kind === 'file') { return { root: 'module', name: `${target.file}#${name}`, path }; }
	return target.kind === 'outside' ? { root: 'global', name: `${target.module}#${name}`, path } : undefined;
}

/** `config.cache`, where `config` is a module of the workspace and `cache` a variable of it. */
function moduleHeld(expr: Extract<Expr, { kind: 'attribute' }>, cx: Context): string | undefined {
	if (expr.object.kind !== 'name' && expr.object.kind !== 'attribute') { return undefined; }
	const holder = typeOf(expr.object, cx);
	return holder.kind === 'module' ? `${holder.source.file}#${expr.name}` : undefined;
}

function typed(place: Place, expr: Expr, cx: Context): Place {
	const type = typeName(typeOf(expr, cx) satisfies Type);
	return type === undefined ? place : { ...place, type };
}
