/** What stands in brackets of its own: tuples, lists, sets, dictionaries, comprehensions. */
import type { ComprehensionExpr, Expr, ForClause, IfClause } from '../ast.ts';
import type { Cursor } from './cursor.ts';
import type { SoundExpressions } from './expressions.ts';

const [openParen, closeParen, star, comma, colon, openBracket, closeBracket, closeBrace] = [40, 41, 42, 44, 58, 91, 93, 125] as const;

/** Reads from the bracket at the cursor to the one that closes it. */
export function readDisplay(expressions: SoundExpressions, cursor: Cursor): Expr {
	switch (cursor.code) {
		case openParen: return readGroup(expressions, cursor);
		case openBracket: return readList(expressions, cursor);
		default: return readBraces(expressions, cursor);
	}
}

/** `(…)`: a tuple, a generator, or one expression. */
function readGroup(expressions: SoundExpressions, cursor: Cursor): Expr {
	const start = cursor.at;
	cursor.open();
	if (cursor.isWord('yield')) { return bracketed(expressions.yield(), expressions, cursor); }
	if (cursor.code === closeParen) {
		cursor.close(closeParen);
		return { kind: 'tuple', start, end: cursor.end, items: [] };
	}
	const first = expressions.element();
	if (isAtClause(cursor)) { return readComprehension('generator', start, [first], expressions, cursor); }
	if (cursor.code !== comma) { return first.kind === 'starred' ? cursor.giveUp() : bracketed(first, expressions, cursor); }
	const items = readElements(first, closeParen, expressions, cursor);
	return { kind: 'tuple', start, end: cursor.end, items };
}

function bracketed(expr: Expr, { bracketed: all }: SoundExpressions, cursor: Cursor): Expr {
	cursor.close(closeParen);
	all.add(expr);
	return expr;
}

function readList(expressions: SoundExpressions, cursor: Cursor): Expr {
	const start = cursor.at;
	cursor.open();
	if (cursor.code === closeBracket) {
		cursor.close(closeBracket);
		return { kind: 'list', start, end: cursor.end, items: [] };
	}
	const first = expressions.element();
	if (isAtClause(cursor)) { return readComprehension('list', start, [first], expressions, cursor); }
	const items = readElements(first, closeBracket, expressions, cursor);
	return { kind: 'list', start, end: cursor.end, items };
}

function readBraces(expressions: SoundExpressions, cursor: Cursor): Expr {
	const start = cursor.at;
	const entries: { readonly key?: Expr; readonly value: Expr }[] = [];
	cursor.open();
	while (cursor.code !== closeBrace) {
		if (cursor.code === star && cursor.codeAt(1) === star) {
			cursor.advance(2);
			entries.push({ value: expressions.read() });
		} else {
			const key = expressions.element();
			if (entries.length === 0 && cursor.code !== colon) { return readSet(start, key, expressions, cursor); }
			cursor.expect(colon);
			const value = expressions.read();
			if (entries.length === 0 && isAtClause(cursor)) { return readComprehension('dict', start, [key, value], expressions, cursor); }
			entries.push({ key, value });
		}
		if (!cursor.acceptComma()) { break; }
	}
	cursor.close(closeBrace);
	return { kind: 'dict', start, end: cursor.end, entries };
}

function readSet(start: number, first: Expr, expressions: SoundExpressions, cursor: Cursor): Expr {
	if (isAtClause(cursor)) { return readComprehension('set', start, [first], expressions, cursor); }
	const items = readElements(first, closeBrace, expressions, cursor);
	return { kind: 'set', start, end: cursor.end, items };
}

function readElements(first: Expr, close: number, expressions: SoundExpressions, cursor: Cursor): Expr[] {
	const items = [first];
	while (cursor.acceptComma() && cursor.code !== close) { items.push(expressions.element()); }
	// The grammar reads `[*f(x)]` as `[(*f)(x)]`.
	if (items.length === 1 && first.kind === 'starred' && /^(?:call|attribute|subscript)$/.test(first.value.kind)) { cursor.giveUp(); }
	cursor.close(close);
	return items;
}

/** A clause of a comprehension comes next. */
export function isAtClause(cursor: Cursor): boolean {
	return cursor.isWord('for') || cursor.isWord('async');
}

const closers: Readonly<Record<ComprehensionExpr['makes'], number>> = { generator: closeParen, list: closeBracket, set: closeBrace, dict: closeBrace };

/** Reads from the first clause to the bracket that closes it; `start` is where it was opened. */
export function readComprehension(makes: ComprehensionExpr['makes'], start: number, element: readonly Expr[], expressions: SoundExpressions, cursor: Cursor): Expr {
	if (element[0]?.kind === 'starred') { cursor.giveUp(); }
	const clauses: (ForClause | IfClause)[] = [];
	while (cursor.code !== closers[makes]) { clauses.push(readClause(expressions, cursor)); }
	cursor.close(closers[makes]);
	return { kind: 'comprehension', start, end: cursor.end, makes, element, clauses };
}

function readClause(expressions: SoundExpressions, cursor: Cursor): ForClause | IfClause {
	const start = cursor.at;
	if (cursor.accept('if')) {
		const test = expressions.disjunction();
		return { kind: 'if', start, end: cursor.end, test };
	}
	const isAsync = cursor.accept('async');
	cursor.expectWord('for');
	const target = expressions.targets();
	cursor.expectWord('in');
	const iterated = expressions.disjunction();
	return { kind: 'for', start, end: cursor.end, target, iterated, isAsync };
}
