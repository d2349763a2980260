/** What the text says of how long a list may become: conditions on its length, and how much of it is cut off. */
import type { LengthTest, PlaceOperation, Value } from '../../../outline/model.ts';
import type { Expr } from '../syntax/ast.ts';
import type { Context } from './context.ts';
import { isSlice, placeOf, valueOf } from './values.ts';

type Comparison = LengthTest['comparison'];

const comparisons: Readonly<Record<string, Comparison>> = { '>': 'over', '>=': 'at-least', '<': 'under', '<=': 'at-most', '==': 'equal' };
const mirrored: Readonly<Record<Comparison, Comparison>> = { 'over': 'under', 'at-least': 'at-most', 'under': 'over', 'at-most': 'at-least', 'equal': 'equal' };

/** The comparisons of a list's length that a condition is made of, by `and`. */
export function lengthTestsOf(test: Expr, cx: Context): readonly LengthTest[] {
	if (test.kind === 'boolean' && test.operator === 'and') { return [...lengthTestsOf(test.left, cx), ...lengthTestsOf(test.right, cx)]; }
	if (test.kind !== 'compare' || test.operands.length !== 2) { return []; }
	const [left, right] = test.operands;
	const comparison = comparisons[test.operators[0] ?? ''];
	if (left === undefined || right === undefined || comparison === undefined) { return []; }
	const list = listMeasured(left);
	if (list !== undefined) { return testOf(list, comparison, right, cx); }
	const other = listMeasured(right);
	return other === undefined ? [] : testOf(other, mirrored[comparison], left, cx);
}

function testOf(list: Expr, comparison: Comparison, limit: Expr, cx: Context): readonly LengthTest[] {
	const place = placeOf(list, cx);
	return place === undefined ? [] : [{ place, comparison, limit: valueOf(limit, cx) }];
}

/** `xs` of `len(xs)` */
function listMeasured(expr: Expr): Expr | undefined {
	return expr.kind === 'call' && expr.callee.kind === 'name' && expr.callee.name === 'len' && expr.args.length === 1 ? expr.args[0]?.value : undefined;
}

/** What is taken off a list: one from its front (`shift`), all but so many of its last (`remove`), or all but so many of its first (`pop`). */
export interface Cut {
	readonly list: Expr;
	readonly operation: PlaceOperation;
	readonly leaves?: Value;
}

/** `xs = xs[1:]`, `xs = xs[-n:]`, `xs[:] = xs[:n]`; undefined where something else is assigned. */
export function cutByAssignment(target: Expr, value: Expr, cx: Context): Cut | undefined {
	if (value.kind !== 'subscript' || !isSlice(value)) { return undefined; }
	const whole = target.kind === 'subscript' && isSlice(target) ? target.object : target;
	const text = (expr: Expr): string => cx.file.source.text.slice(expr.start, expr.end);
	if (text(whole) !== text(value.object)) { return undefined; }
	const { from, to } = endsOf(value, cx);
	if (to === undefined && from !== undefined) { return frontCut(whole, from, cx); }
	return from === undefined && to !== undefined && !isNegative(to, cx) ? { list: whole, operation: 'pop', leaves: valueOf(to, cx) } : undefined;
}

/** `del xs[0]`, `del xs[:-n]`, `del xs[n:]`; undefined where something else is deleted. */
export function cutByDelete(target: Expr, cx: Context): Cut | undefined {
	if (target.kind !== 'subscript') { return undefined; }
	const [index] = target.index;
	if (index?.kind === 'constant') { return index.value === 0 ? { list: target.object, operation: 'shift' } : undefined; }
	if (!isSlice(target)) { return undefined; }
	const { from, to } = endsOf(target, cx);
	if (to !== undefined && (from === undefined || from.kind === 'constant' && from.value === 0)) { return frontCut(target.object, to, cx); }
	return to === undefined && from !== undefined && !isNegative(from, cx) ? { list: target.object, operation: 'pop', leaves: valueOf(from, cx) } : undefined;
}

/** What ends before this index goes: `1`, `-n`, `len(xs) - n`. */
function frontCut(list: Expr, end: Expr, cx: Context): Cut | undefined {
	if (end.kind === 'constant' && end.value === 1) { return { list, operation: 'shift' }; }
	const leaves = leftBehind(end, cx);
	return leaves && { list, operation: 'remove', leaves };
}

function leftBehind(end: Expr, cx: Context): Value | undefined {
	if (end.kind === 'constant') { return typeof end.value === 'number' && end.value < 0 ? { kind: 'constant', value: -end.value } : undefined; }
	if (end.kind === 'binary') { return end.operator === '-' && listMeasured(end.left) !== undefined ? valueOf(end.right, cx) : undefined; }
	const inner = isNegative(end, cx) && end.kind === 'other' ? end.parts[0] : undefined;
	return inner && valueOf(inner, cx);
}

function isNegative(expr: Expr, cx: Context): boolean {
	return expr.kind === 'constant' ? typeof expr.value === 'number' && expr.value < 0 : cx.file.source.text[expr.start] === '-';
}

/** Both ends of a slice without a step, as far as they are written. */
function endsOf(expr: Extract<Expr, { kind: 'subscript' }>, cx: Context): { readonly from?: Expr; readonly to?: Expr } {
	const [slice] = expr.index;
	if (slice?.kind !== 'slice') { return {}; }
	const text = cx.file.source.text.slice(slice.start, slice.end);
	const [first, second, third] = slice.parts;
	if (first === undefined || third !== undefined) { return {}; }
	if (second !== undefined) { return text.startsWith(':') || text.endsWith(':') ? {} : { from: first, to: second }; }
	// `::2` has a step.
	if (cx.file.source.text.slice(slice.start, first.start).includes('::') || cx.file.source.text.slice(first.end, slice.end).includes('::')) { return {}; }
	return text.startsWith(':') ? { to: first } : { from: first };
}
