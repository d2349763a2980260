/** Statements that begin with an expression: assignments, annotations, and expressions by themselves. */
import type { AssignStmt, Expr, Stmt } from '../ast.ts';
import type { Cursor } from './cursor.ts';
import type { SoundExpressions } from './expressions.ts';

const [colon, semicolon, equals] = [58, 59, 61] as const;

/** Operators that assign. */
const augmenting = /(?:\*\*|\/\/|>>|<<|[-+*/@%&^|])=/y;
/** A statement of Python 2. */
const printsTo = /print\s*>/y;

/** The present simple statement ends before the cursor. */
export function endsStatement(cursor: Cursor): boolean {
	return cursor.isAtLineEnd || cursor.code === semicolon;
}

/** Reads an assignment, or each of several expressions with commas between them as a statement of its own. */
export function readExpressionStatement(cursor: Cursor, expressions: SoundExpressions, body: Stmt[]): void {
	const start = cursor.at;
	if (cursor.isWord('yield')) {
		const value = expressions.yield();
		body.push({ kind: 'expression', start, end: cursor.end, value });
		return;
	}
	printsTo.lastIndex = start;
	if (printsTo.test(cursor.text)) { cursor.giveUp(); }
	const isType = cursor.isWord('type');
	const items: Extract<Stmt, { kind: 'expression' }>[] = [];
	let isList = false;
	do {
		const at = cursor.at, value = expressions.bare();
		items.push({ kind: 'expression', start: at, end: cursor.end, value });
	} while (cursor.acceptComma() && (isList = true) && !expressions.isAtListEnd);
	const [first] = items;
	if (first === undefined) { return; }
	if (endsStatement(cursor)) {
		if (items.some(({ value }) => value.kind === 'starred')) { cursor.giveUp(); }
		body.push(...items);
		return;
	}
	// The grammar takes `type(x).y = z` for the name of a type.
	if (isType && first.value.kind !== 'name') { cursor.giveUp(); }
	body.push(readAssignment(cursor, expressions, start, isList ? { kind: 'tuple', start, end: cursor.end, items: items.map(({ value }) => value) } : first.value));
}

function readAssignment(cursor: Cursor, expressions: SoundExpressions, start: number, target: Expr): AssignStmt {
	const { code } = cursor;
	expressions.checkTarget(target);
	if (code === equals) { return readAssigned(cursor, expressions, start, target); }
	if (code !== colon) { return readAugmented(cursor, expressions, start, target); }
	if (target.kind === 'tuple' || target.kind === 'list') { cursor.giveUp(); }
	cursor.advance(1);
	const annotation = expressions.annotation();
	if (cursor.code !== equals) { return { kind: 'assign', start, end: cursor.end, targets: [target], annotation }; }
	cursor.advance(1);
	const value = readValue(cursor, expressions);
	return { kind: 'assign', start, end: cursor.end, targets: [target], annotation, value };
}

/** `= value`, and `= b = value`. */
function readAssigned(cursor: Cursor, expressions: SoundExpressions, start: number, first: Expr): AssignStmt {
	const targets: Expr[] = [];
	let value = first;
	while (cursor.code === equals) {
		expressions.checkTarget(value);
		targets.push(value);
		cursor.advance(1);
		value = readValue(cursor, expressions);
	}
	return { kind: 'assign', start, end: cursor.end, targets, value };
}

function readAugmented(cursor: Cursor, expressions: SoundExpressions, start: number, target: Expr): AssignStmt {
	augmenting.lastIndex = cursor.at;
	if (!augmenting.test(cursor.text)) { cursor.giveUp(); }
	const operator = cursor.text.slice(cursor.at, augmenting.lastIndex - 1);
	cursor.advance(operator.length + 1);
	const value = readValue(cursor, expressions);
	return { kind: 'assign', start, end: cursor.end, targets: [target], value, operator };
}

function readValue(cursor: Cursor, expressions: SoundExpressions): Expr {
	return cursor.isWord('yield') ? expressions.yield() : expressions.list();
}
