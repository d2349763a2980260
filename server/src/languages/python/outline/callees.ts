/** What a call calls. */
import type { Callee, ResultType, Value } from '../../../outline/model.ts';
import type { Span } from '../../../outline/span.ts';
import { spanOf } from '../../shared/blocks.ts';
import { isClassName } from '../resolve/calls.ts';
import { isStatic } from '../resolve/classes.ts';
import { awaitables, iterables, mappings } from '../resolve/library.ts';
import { present, type ClassInfo, type FunctionInfo, type Type } from '../resolve/types.ts';
import type { Scope } from '../scopes.ts';
import type { CallExpr, Expr } from '../syntax/ast.ts';
import { typeOf, type Context } from './context.ts';

export interface Called {
	readonly callee: Callee;
	readonly isNew: boolean;
	/** A method called on its class, with the object as the first argument. */
	readonly isUnbound?: boolean;
	/** What runs, where it is one function of the workspace. */
	readonly target?: FunctionInfo;
}

/** Resolves a call. */
export function calledBy(call: CallExpr, cx: Context): Called {
	return calleeOf(typeOf(call.callee, cx), nameOf(call.callee), cx);
}

/** What calling something of a type runs. */
export function calleeOf(type: Type, name: string, cx: Context): Called {
	switch (type.kind) {
		case 'function': return functionCallee(type.function, type.receiver, cx);
		case 'member': return { callee: { kind: 'function', id: `${type.class.id}.${type.name}` }, isNew: false, ...(type.declared && { target: type.declared }) };
		case 'class': return { callee: { kind: 'function', id: `${type.class.id}.__init__` }, isNew: true };
		case 'symbol': return { callee: { kind: 'external', symbol: type.symbol }, isNew: isClassName(type.symbol) };
		case 'parameter': return isAround(type.function.scope, cx.scope)
			? { callee: { kind: 'parameter', function: type.function.id, index: type.index, ...(type.path.length > 0 && { path: type.path }) }, isNew: false } : unresolved(name, 'any');
		case 'outside': return type.symbol === 'typing#Callable' || type.symbol === 'builtins#type' ? unresolved(name, 'dynamic') : { callee: { kind: 'external', symbol: `${type.symbol}.__call__` }, isNew: false };
		case 'instance': {
			const call = cx.file.inference.member(type, '__call__');
			return call.kind === 'function' || call.kind === 'symbol' ? calleeOf(call, name, cx) : unresolved(name, 'any');
		}
		case 'form': return type.of.kind === 'instance' ? calleeOf({ kind: 'class', class: type.of.class }, name, cx) : type.of.kind === 'outside' ? { callee: { kind: 'external', symbol: type.of.symbol }, isNew: true } : unresolved(name, 'dynamic');
		case 'union': return oneOf(type, name, cx);
		case 'any': return unresolved(name, type.reason);
		default: return unresolved(name, 'dynamic');
	}
}

/** Of several, the one that is meant if the others can be told to be the same, or stand in for it where it is missing. */
function oneOf(type: Extract<Type, { kind: 'union' }>, name: string, cx: Context): Called {
	const known = present(type);
	if (known.kind !== 'union') { return calleeOf(known, name, cx); }
	const all = known.of.map((each) => calleeOf(each, name, cx)).filter((each) => each.callee.kind !== 'unresolved');
	const [first] = all;
	if (first === undefined) { return unresolved(name, 'any'); }
	if (all.every((each) => isSame(each.callee, first.callee))) { return first; }
	// Two ways to import one thing, or two definitions under a condition: the first is what is preferred.
	const names = new Set(known.of.map(plainName));
	if (names.size === 1 && !names.has(undefined)) { return first; }
	return sharedBase(known.of, name, cx) ?? unresolved(name, 'dynamic');
}

/** `(A | B).load()`, where both have it from one class, or one is a protocol that the others fulfil. */
function sharedBase(types: readonly Type[], name: string, cx: Context): Called | undefined {
	const owners = types.map((each) => (each.kind === 'function' && each.receiver?.kind === 'instance' ? each.receiver.class : undefined));
	if (owners.includes(undefined)) { return undefined; }
	const { classes } = cx.file.inference;
	const derives = (each: ClassInfo | undefined, base: ClassInfo): boolean => each !== undefined
		&& (classes.ancestorsOf(each).some((one) => one.kind === 'class' && one.class === base) || classes.fulfilledBy(each).includes(base));
	const candidates = owners.flatMap((each) => (each === undefined ? [] : [...classes.ancestorsOf(each).flatMap((one) => (one.kind === 'class' ? [one.class] : [])), ...classes.fulfilledBy(each)]));
	for (const base of candidates) {
		if (!owners.every((each) => derives(each, base))) { continue; }
		// The declared member stands for all that override it only where it has no body of its own.
		const member = classes.ownMember(base, name, { kind: 'instance', class: base });
		if (member?.kind === 'function' && classes.isBodiless(member.function)) { return functionCallee(member.function, { kind: 'instance', class: base }, cx); }
	}
	return undefined;
}

function functionCallee(info: FunctionInfo, receiver: Type | undefined, cx: Context): Called {
	const isUnbound = receiver?.kind === 'class' && info.owner !== undefined && !isStatic(info.node) && !info.node.decorators.some((each) => each.kind === 'name' && each.name === 'classmethod')
		&& !/^(__new__|__init_subclass__|__class_getitem__)$/.test(info.node.name);
	const id = cx.file.inference.classes.isBodiless(info) && receiver !== undefined && (receiver.kind === 'instance' || receiver.kind === 'class') ? `${receiver.class.id}.${info.node.name}` : info.id;
	return { callee: { kind: 'function', id }, isNew: false, target: info, ...(isUnbound && { isUnbound }) };
}

/** True if a function is the one around a place, or around that. */
function isAround(outer: Scope, inner: Scope | undefined): boolean {
	return inner !== undefined && (inner === outer || isAround(outer, inner.parent));
}

function unresolved(name: string, reason: 'dynamic' | 'any' | 'missing'): Called {
	return { callee: { kind: 'unresolved', name, reason }, isNew: false };
}

/** The name of something that is defined in a module, and taken from no object. */
function plainName(type: Type): string | undefined {
	switch (type.kind) {
		case 'function': return type.receiver === undefined ? type.function.node.name : undefined;
		case 'class': return type.class.node.name;
		case 'symbol': return type.receiver === undefined ? lastOf(type.symbol) : undefined;
		default: return undefined;
	}
}

function isSame(a: Callee, b: Callee): boolean {
	return JSON.stringify(a) === JSON.stringify(b);
}

function lastOf(symbol: string): string {
	return symbol.slice(Math.max(symbol.lastIndexOf('.'), symbol.lastIndexOf('#')) + 1);
}

/** The last name of what is called. */
export function nameOf(expr: Expr): string {
	switch (expr.kind) {
		case 'name': case 'attribute': return expr.name;
		case 'subscript': return nameOf(expr.object);
		default: return '<computed>';
	}
}

/** Where a squiggle goes: the callee's last name, or all of it where it has none. */
export function nameSpanOf(expr: Expr): Span {
	switch (expr.kind) {
		case 'attribute': return expr.nameSpan;
		case 'subscript': return nameSpanOf(expr.object);
		default: return spanOf(expr);
	}
}

/** What is known of a result by its type: something to await, or a list of such. */
export function resultTypeOf(type: Type): ResultType | undefined {
	switch (type.kind) {
		case 'outside':
			if (awaitables.has(type.symbol)) { return 'thenable'; }
			return type.symbol === 'builtins#list' && type.args[0] !== undefined && resultTypeOf(type.args[0]) === 'thenable' ? 'array' : undefined;
		case 'union': {
			const kinds = new Set(type.of.map(resultTypeOf));
			return kinds.size === 1 ? [...kinds][0] : kinds.has('thenable') ? 'maybe' : undefined;
		}
		default: return undefined;
	}
}

/** What is gone through, if its items may have to be waited for: a list's do not. */
export function iteratedTypeOf(expr: Expr, cx: Context): { readonly iteratedType?: string } {
	const type = present(typeOf(expr, cx));
	const symbol = type.kind === 'symbol' || type.kind === 'outside' ? type.symbol : undefined;
	return symbol === undefined || symbol.startsWith('builtins#') || iterables.has(symbol) || mappings.has(symbol) ? {} : { iteratedType: symbol };
}

/** A function or outside name as a value; undefined for what is none. */
export function functionValue(type: Type, cx: Context): Value | undefined {
	switch (type.kind) {
		case 'function': case 'member': case 'class': {
			const { callee } = calleeOf(type, '', cx);
			return callee.kind === 'function' ? { kind: 'function', id: callee.id } : undefined;
		}
		case 'symbol': return { kind: 'external', symbol: type.symbol };
		default: return undefined;
	}
}
