/** Finds the statement that keeps a history short beside each `append()`, so that `maxlen` can do it instead. */
import { refuse, type Refusal } from '../../../refusal.ts';
import type { Expr, Stmt } from '../../syntax/ast.ts';
import { indentationAt, lineEndAfter, type Change } from '../changes.ts';
import type { Place } from '../place.ts';
import { placesIn } from './places.ts';
import { siblingsOf } from './subject.ts';
import { numberIn, type Use } from './use.ts';

export interface Trimming {
	/** What the length is compared with, where it is. */
	readonly limit: Expr;
	/** How many more than the limit are kept: 1 for `if len(xs) > limit: xs.pop(0)` before the `append()`. */
	readonly offset: number;
	readonly at: Place;
	readonly statements: readonly Stmt[];
}

interface Trim {
	readonly limit: Expr;
	/** It begins when there are more than the limit; else when there are as many. */
	readonly isStrict: boolean;
	/** It cuts down to the limit whatever came in before. */
	readonly isCut: boolean;
}

/** How far from the `append()` it may stand. */
const nearby = 3;

/** The trimming of a list whose every `append()` is trimmed in the same way, with all that takes entries from it. */
export function trimmingOf(uses: readonly Use[], name: string): Trimming | Refusal {
	const statements: Stmt[] = [];
	let limit: { node: Expr; text: string; offset: number; at: Place } | undefined;
	for (const use of uses) {
		if (use.kind === 'pushInFront') { return refuse(`entries are put in front of \`${name}\``); }
		if (use.kind !== 'push') { continue; }
		const found = trimBeside(use.place);
		if (found === undefined || use.isMany && !found.trim.isCut) { return refuse(`not every addition to \`${name}\` is followed by the check of its length`); }
		const { trim, statement, isAfter } = found;
		const offset = trim.isCut || isAfter === trim.isStrict ? 0 : trim.isStrict ? 1 : -1;
		if (trim.isCut && !isAfter) { return refuse(`\`${name}\` is cut down before something is added`); }
		const text = use.place.source.text.slice(trim.limit.start, trim.limit.end);
		if (limit !== undefined && (limit.text !== text || limit.offset !== offset)) { return refuse(`\`${name}\` is kept to different lengths in different places`); }
		limit ??= { node: trim.limit, text, offset, at: use.place };
		if (!statements.includes(statement)) { statements.push(statement); }
	}
	if (limit === undefined) { return refuse(`nothing is added to \`${name}\``); }
	if (uses.some((use) => (use.kind === 'cut' || use.kind === 'removal') && !isIn(use, statements))) { return refuse(`\`${name}\` is also cut down elsewhere`); }
	return { limit: limit.node, offset: limit.offset, at: limit.at, statements };
}

export function isIn({ place: { node, path } }: Use, statements: readonly Stmt[]): boolean {
	return statements.some((each) => path.includes(each) && each.start <= node.start && node.end <= each.end);
}

/** The statement after or before an addition that trims the same list, with nothing between that looks at it. */
function trimBeside(place: Place): { readonly trim: Trim; readonly statement: Stmt; readonly isAfter: boolean } | undefined {
	const { source: { text }, node, statement } = place;
	if (statement.kind !== 'expression' && statement.kind !== 'assign') { return undefined; }
	const siblings = siblingsOf(place);
	const index = siblings.indexOf(statement);
	const list = text.slice(node.start, node.end);
	for (const [step, isAfter] of [[1, true], [-1, false]] as const) {
		for (let distance = 1; distance <= nearby; distance++) {
			const next = siblings[index + step * distance];
			if (next === undefined) { break; }
			const trim = trimIn(next, list, place);
			if (trim !== undefined) { return { trim, statement: next, isAfter }; }
			if (text.slice(next.start, next.end).includes(list) || next.kind !== 'expression' && next.kind !== 'assign' || mayLeave(next, place)) { break; }
		}
	}
	return undefined;
}

/** Others could see the list between both. */
function mayLeave(stmt: Stmt, { source }: Place): boolean {
	return placesIn({ ...source, module: { ...source.module, body: [stmt] } }, (node) => node.kind === 'await' || node.kind === 'yield').length > 0;
}

/** `if len(xs) > limit: xs.pop(0)` and its kin. */
function trimIn(stmt: Stmt, list: string, place: Place): Trim | undefined {
	if (stmt.kind === 'if' || stmt.kind === 'while') {
		const only = stmt.kind === 'if' ? stmt.whenTrue.body : stmt.body.body;
		const removed = stmt.orElse === undefined && only.length === 1 && only[0] !== undefined ? removalIn(only[0], list, place) : undefined;
		const test = removed && lengthTest(stmt.test, list, place);
		if (removed === undefined || test === undefined) { return undefined; }
		if (removed.limit === undefined) { return { ...test, isCut: stmt.kind === 'while' && test.isStrict }; }
		return test.isStrict && textOf(removed.limit, place) === textOf(test.limit, place) ? { ...test, isCut: true } : undefined;
	}
	const removed = removalIn(stmt, list, place);
	return removed?.limit === undefined || removed.isOfLength === true ? undefined : { limit: removed.limit, isStrict: true, isCut: true };
}

function lengthTest(test: Expr, list: string, place: Place): Pick<Trim, 'limit' | 'isStrict'> | undefined {
	if (test.kind !== 'compare' || test.operands.length !== 2) { return undefined; }
	const [left, right] = test.operands as readonly [Expr, Expr];
	const isLeft = isLengthOf(left, list, place);
	if (!isLeft && !isLengthOf(right, list, place)) { return undefined; }
	const operator = test.operators[0];
	const isStrict = operator === (isLeft ? '>' : '<');
	return isStrict || operator === (isLeft ? '>=' : '<=') ? { limit: isLeft ? right : left, isStrict } : undefined;
}

/** `xs.pop(0)`, `del xs[0]`, `xs = xs[1:]`; with a limit `del xs[:-limit]`, `xs = xs[-limit:]`, `del xs[:len(xs) - limit]`. */
function removalIn(stmt: Stmt, list: string, place: Place): { readonly limit?: Expr; readonly isOfLength?: boolean } | undefined {
	if (stmt.kind === 'expression') {
		const call = stmt.value;
		const isPop = call.kind === 'call' && call.callee.kind === 'attribute' && call.callee.name === 'pop' && textOf(call.callee.object, place) === list && call.args.length === 1;
		return isPop && call.args[0] !== undefined && numberIn(call.args[0].value, place) === 0 ? {} : undefined;
	}
	const deleted = stmt.kind === 'delete' && stmt.targets.length === 1 ? stmt.targets[0] : undefined;
	const assigned = stmt.kind === 'assign' && stmt.targets.length === 1 && stmt.operator === undefined && stmt.annotation === undefined && wholeOf(stmt.targets[0], place) === list ? stmt.value : undefined;
	const part = deleted ?? assigned;
	if (part?.kind !== 'subscript' || textOf(part.object, place) !== list || part.index.length !== 1) { return undefined; }
	const [index] = part.index;
	if (index?.kind !== 'slice') { return deleted !== undefined && index !== undefined && numberIn(index, place) === 0 ? {} : undefined; }
	const written = textOf(index, place);
	const end = deleted !== undefined ? (/^\s*0?\s*:/.test(written) ? index.parts.at(-1) : undefined) : /:\s*$/.test(written) && index.parts.length === 1 ? index.parts[0] : undefined;
	if (end === undefined || written.split(':').length > 2) { return undefined; }
	if (numberIn(end, place) === 1) { return {}; }
	if (end.kind === 'binary') { return end.operator === '-' && isLengthOf(end.left, list, place) ? { limit: end.right, isOfLength: true } : undefined; }
	const number = numberIn(end, place);
	if (number !== undefined) { return number < 0 ? { limit: { ...end, start: end.start + 1 } } : undefined; }
	return end.kind === 'other' && place.source.text[end.start] === '-' && end.parts[0] !== undefined ? { limit: end.parts[0] } : undefined;
}

function wholeOf(target: Expr | undefined, place: Place): string {
	const whole = target?.kind === 'subscript' && /\[\s*:\s*\]$/.test(textOf(target, place)) ? target.object : target;
	return whole === undefined ? '' : textOf(whole, place);
}

function isLengthOf(expr: Expr, list: string, place: Place): boolean {
	const [only] = expr.kind === 'call' && expr.callee.kind === 'name' && expr.callee.name === 'len' && expr.args.length === 1 ? expr.args : [];
	return only !== undefined && textOf(only.value, place) === list;
}

function textOf({ start, end }: Expr, { source: { text } }: Place): string {
	return text.slice(start, end);
}

/** Takes the check out with its lines, and the comments right above it, which tell what it does. */
export function withoutTrim(text: string, statement: Stmt): Change | Refusal {
	const end = lineEndAfter(text, statement);
	if (end === undefined) { return refuse('the check of the length shares a line with something else'); }
	let start = text.lastIndexOf('\n', statement.start - 1) + 1;
	const indent = indentationAt(text, statement.start);
	for (;;) {
		const above = text.lastIndexOf('\n', start - 2) + 1;
		if (start === 0 || !text.slice(above, start).startsWith(`${indent}#`)) { break; }
		start = above;
	}
	return { span: { start, end: Math.min(text.length, end + (text.startsWith('\r\n', end) ? 2 : 1)) }, newText: '' };
}
