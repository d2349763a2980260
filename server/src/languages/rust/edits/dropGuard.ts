/**
 * The fix `drop-guard`: a lock's guard gets a block of its own, which ends before the first thing that is awaited, where nothing needs it from there on. A `drop()` would let
 * others go on as well, but the compiler would still take the future for one that holds the guard, and not let it be sent to another thread.
 */
import type { DropGuard } from '../../../rules/finding.ts';
import { refuse, type EditResult } from '../../refusal.ts';
import type { Inference } from '../resolve/inference.ts';
import type { SourceFile } from '../resolve/types.ts';
import type { BlockNode, Expr, LetStmt, Stmt } from '../syntax/ast.ts';
import { indentationAt, lineStartAt, newlineOf } from './changes.ts';
import { borrowerOf } from './ownership.ts';
import { insideFunction, isFunction, placeOf, visit } from './place.ts';
import { isSameSpan } from '../../../outline/span.ts';

export function buildDropGuard(source: SourceFile, { file, guard }: DropGuard, inference: Inference): EditResult {
	const place = placeOf(source, inference, (node) => 'kind' in node && !('attributes' in node) && isSameSpan(node, guard), guard);
	if (place === undefined) { return refuse('the guard is no longer where it was'); }
	const inside = insideFunction(place);
	const statement = inside.findLast((each): each is LetStmt => 'kind' in each && each.kind === 'let' && 'start' in each && !('statements' in each));
	const block = inside.findLast((each): each is BlockNode => 'statements' in each);
	const variable = statement?.pattern.kind === 'ident' ? source.scopes.declared.get(statement.pattern) : undefined;
	if (statement === undefined || block === undefined || variable === undefined || statement.value === undefined || !block.statements.includes(statement as Stmt)) { return refuse('the guard has no name by which it could be dropped'); }
	const rest = [...block.statements.slice(block.statements.indexOf(statement as Stmt) + 1), ...(block.tail === undefined ? [] : [block.tail])];
	const waiting = rest.find(waits);
	if (waiting === undefined) { return refuse('what is awaited while it is held was not found'); }
	const isUsedLater = [...source.scopes.refs].some(([ref, each]) => each === variable && ref.start >= waiting.start);
	if (isUsedLater) { return refuse(`\`${variable.name}\` is needed where or after something is awaited`); }
	const lent = borrowerOf(variable, place, waiting.start);
	if (lent !== undefined) { return refuse(`\`${lent}\` may borrow from \`${variable.name}\``); }
	if (![...source.scopes.refs.values()].includes(variable)) { return refuse(`\`${variable.name}\` is held for its own sake`); }
	const index = block.statements.indexOf(statement as Stmt);
	const held = block.statements.slice(index, index + 1 + rest.indexOf(waiting));
	return inBlock(held, waiting.start, file, source);
}

/** `let name = { let held = …; let name = …; name };` */
function inBlock(statements: readonly Stmt[], from: number, file: string, { text, scopes }: SourceFile): EditResult {
	const [first] = statements, last = statements.at(-1);
	if (first === undefined || last === undefined) { return refuse('the guard is no longer where it was'); }
	const span = { start: first.start, end: last.end };
	const part = text.slice(span.start, span.end);
	if (text.slice(lineStartAt(text, span.start), span.start).trim() !== '' || /"[^"\n]*\n|`/.test(part.replaceAll(/"(?:[^"\\\n]|\\.)*"/g, ''))) { return refuse('its lines cannot be moved as they are'); }
	if (statements.some((each) => each.kind === 'item')) { return refuse('something is declared between'); }
	const declared = scopes.variables.filter(({ at }) => statements.some((each) => each.kind === 'let' && at >= each.pattern.start && at < each.pattern.end));
	const needed = declared.filter((variable) => [...scopes.refs].some(([ref, each]) => each === variable && ref.start >= from));
	if (needed.some(({ name }, index) => needed.some((other, place) => place > index && other.name === name))) { return refuse('two variables of one name are needed afterwards'); }
	const changing = needed.find(({ at }) => /\bmut\s+$/.test(text.slice(Math.max(0, at - 8), at)));
	if (changing !== undefined) { return refuse(`\`${changing.name}\` may be changed before and afterwards`); }
	const [newline, indent] = [newlineOf(text), indentationAt(text, span.start)];
	const names = needed.map(({ name }) => name);
	const list = (all: readonly string[]): string => (all.length === 1 ? all[0] ?? '' : `(${all.join(', ')})`);
	const body = part.split(/\r?\n/).map((line, number) => (number === 0 ? `${indent}    ${line}` : line === '' ? line : `    ${line}`)).join(newline);
	const end = names.length === 0 ? '' : `${newline}${indent}    ${list(names)}`;
	const head = names.length === 0 ? '{' : `let ${list(names)} = {`;
	return { kind: 'edits', edits: [{ file, span, newText: `${head}${newline}${body}${end}${newline}${indent}}${names.length === 0 ? '' : ';'}` }] };
}

/** Something is awaited in it, not in a function of its own. */
function waits(node: Stmt | Expr): boolean {
	let found = false;
	visit(node, (each) => {
		if (isFunction(each)) { return false; }
		if ('kind' in each && (each.kind === 'await' || each.kind === 'select')) { found = true; }
		return !found;
	});
	return found;
}
