/** Walks blocks: statements in their order, and how long what they make lives. */
import type { Block, ResultUse, Step } from '../../../outline/model.ts';
import { block, spanOf } from '../../shared/blocks.ts';
import type { BlockNode, Expr, LetStmt, Stmt } from '../syntax/ast.ts';
import { whereConfigured } from './configured.ts';
import { placeOfNames, within, type Context, type Temporary } from './context.ts';
import { outlineExpression } from './expressions.ts';
import { isFailing } from './failing.ts';
import { outlineItem } from './functions.ts';
import { guardOf, isOtherThanGuard } from './guards.ts';
import { bindPattern } from './patterns.ts';
import { settingMissed } from './settings.ts';
import { valueOf } from './values.ts';

export function outlineBlock(node: BlockNode, cx: Context, use: ResultUse): Block {
	return block(cx, node, (inner) => outlineBlockInto(node, inner, use));
}

/** Writes a block's steps where it stands. `use`: what becomes of its value. */
export function outlineBlockInto(node: BlockNode, outer: Context, use: ResultUse): void {
	const cx = within(node, outer);
	for (const stmt of node.statements) { if (stmt.kind === 'item') { outlineItem(stmt.item, cx); } }
	outlineFrom(node, 0, cx, use);
}

/** The statements from an index on. What a guard is held over stands in its scope. */
function outlineFrom(node: BlockNode, start: number, cx: Context, use: ResultUse): void {
	for (let index = start; index < node.statements.length; index++) {
		const stmt = node.statements[index] as Stmt;
		if (stmt.kind === 'item') { continue; }
		if (stmt.kind === 'expression') { whereConfigured(stmt.before, stmt, cx, (there) => { whole(there, stmt, (at) => (stmt.isTail ? outlineTail(stmt.value, at, use) : outlineExpression(stmt.value, at, { kind: 'discarded' }))); }); continue; }
		whereConfigured(stmt.before, stmt, cx, (there) => { whole(there, stmt, (at) => outlineLet(stmt, at)); });
		const guard = heldBy(stmt, cx);
		if (guard === undefined) { continue; }
		const span = { start: node.statements[index + 1]?.start ?? node.tail?.start ?? stmt.end, end: node.end };
		cx.steps.push({ kind: 'guarded', span: { start: stmt.start, end: node.end }, isAsync: false, guards: [guard], body: block(cx, span, (inner) => outlineFrom(node, index + 1, inner, use)) });
		return;
	}
	const { tail } = node;
	if (tail !== undefined) { whereConfigured(node.beforeTail, tail, cx, (there) => { whole(there, tail, (at) => outlineTail(tail, at, use)); }); }
}

/** What a function's last expression gives is returned. */
function outlineTail(tail: Expr, cx: Context, use: ResultUse): void {
	outlineExpression(tail, cx, use);
	const isLeaving = tail.kind === 'jump' || tail.kind === 'loop' || tail.kind === 'if' || tail.kind === 'match' || tail.kind === 'block' || tail.kind === 'select';
	if (use.kind === 'returned' && !isLeaving) { cx.steps.push({ kind: 'exit', span: spanOf(tail), exit: 'return', value: valueOf(tail, cx) }); }
}

/** Walks one statement, at whose end the guards without a name are dropped. */
function whole(cx: Context, span: { readonly end: number }, visit: (at: Context) => void): void {
	const temporaries: Temporary[] = [];
	visit({ ...cx, temporaries });
	for (const { steps, from, guard } of temporaries.reverse()) {
		const held: Step[] = steps.splice(from);
		steps.push({ kind: 'guarded', span: { start: guard.span.start, end: span.end }, isAsync: false, guards: [guard], body: { span: { start: guard.span.end, end: span.end }, steps: held } });
	}
}

function outlineLet(stmt: LetStmt, cx: Context): void {
	const { value, pattern, orElse } = stmt;
	if (value === undefined) { return; }
	const variable = pattern.kind === 'ident' ? cx.file.source.scopes.declared.get(pattern) : undefined;
	const use: ResultUse = variable !== undefined ? { kind: 'bound', binding: variable.binding } : pattern.kind === 'wildcard' ? { kind: 'void' } : { kind: 'other' };
	outlineExpression(value, cx, use);
	if (orElse !== undefined) {
		const setting = settingMissed(pattern, value, cx);
		cx.steps.push({ kind: 'branch', span: spanOf(orElse), branch: 'if', condition: { span: { start: orElse.start, end: orElse.start }, steps: [] }, arms: [{ ...(setting && { setting }), ...((pattern.kind === 'tupleStruct' && pattern.path.segments.at(-1)?.name === 'Ok' || isFailing(orElse)) && { isUnusual: true }), block: outlineBlock(orElse, cx, { kind: 'other' }) }] });
	}
	bindPattern(pattern, valueOf(value, cx), cx);
}

/** The guard that a `let` gives a name to. One that is bound to `_` is dropped at once. */
function heldBy({ pattern, value, type }: LetStmt, cx: Context) {
	if (pattern.kind !== 'ident' || value === undefined) { return undefined; }
	// A type that is written there settles it.
	if (type !== undefined && isOtherThanGuard(cx.file.inference.annotation(type, placeOfNames(cx)))) { return undefined; }
	const guard = guardOf(value, cx);
	const variable = cx.file.source.scopes.declared.get(pattern);
	return guard && { ...guard, ...(variable && { binding: variable.binding }) };
}
