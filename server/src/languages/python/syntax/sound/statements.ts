/** Statements of a text that is sound. Their spans are those of the grammar's nodes: a block ends behind the comments that are indented as it is. */
import type { BlockNode, ClassNode, Expr, FunctionNode, HandlerNode, ModuleNode, Stmt, WithItem } from '../ast.ts';
import { endsStatement, readExpressionStatement } from './assignments.ts';
import { Cursor, gaveUp } from './cursor.ts';
import { SoundExpressions } from './expressions.ts';
import { readImport, readImportFrom } from './imports.ts';
import { readParameters } from './parameters.ts';

const codes = { openParen: 40, closeParen: 41, star: 42, minus: 45, colon: 58, semicolon: 59, greater: 62, at: 64 } as const;

/**
 * The summary of a text that is sound, read in one go and far faster than by the grammar; undefined for a text that is not, and for the little that is not
 * read here (`match`, type parameters, Python 2): that is left to the grammar. What is read is the same.
 */
export function readSound(text: string): ModuleNode | undefined {
	try {
		return { kind: 'module', start: 0, end: text.length, body: new SoundStatements(text).module(), hasShebang: text.startsWith('#!'), text, isSound: true, errors: [] };
	} catch (thrown) {
		// What is nested deeper than the stack goes is for whoever can do with less of it.
		if (thrown === gaveUp || thrown instanceof RangeError) { return undefined; }
		throw thrown;
	}
}

class SoundStatements {
	readonly #cursor: Cursor;
	readonly #expressions: SoundExpressions;

	constructor(text: string) {
		this.#cursor = new Cursor(text);
		this.#expressions = new SoundExpressions(this.#cursor);
	}

	module(): Stmt[] {
		const cursor = this.#cursor;
		const first = cursor.nextLine(cursor.at);
		if (first.indent > 0) { cursor.giveUp(); }
		cursor.at = first.at;
		const body = this.#statements(0);
		return cursor.at < cursor.text.length && cursor.nextLine(cursor.at).at < cursor.text.length ? cursor.giveUp() : body;
	}

	/** Statements from the cursor on, as long as lines are indented so far. The cursor is left behind what belongs to their block. */
	#statements(indent: number): Stmt[] {
		const cursor = this.#cursor;
		const body: Stmt[] = [];
		if (cursor.at >= cursor.text.length) { return body; }
		for (;;) {
			this.#statement(indent, body);
			let next = cursor.nextLine(cursor.at);
			// Comments that are indented as the block is belong to it.
			while (next.indent < indent && next.commentIndent >= indent) {
				cursor.at = next.commentEnd;
				next = cursor.nextLine(cursor.at);
			}
			if (next.indent < indent || next.at >= cursor.text.length) { return body; }
			if (next.indent > indent) { cursor.giveUp(); }
			cursor.at = next.at;
		}
	}

	/** Reads one, or a line of several. */
	#statement(indent: number, body: Stmt[]): void {
		const cursor = this.#cursor, start = cursor.at;
		if (cursor.code === codes.at) { body.push(this.#decorated(indent)); return; }
		switch (cursor.word()) {
			case 'def': case 'class': body.push(this.#definition(indent, start, [])); return;
			case 'if': body.push(this.#if(indent, 'if')); return;
			case 'for': body.push(this.#for(indent, start, false)); return;
			case 'with': body.push(this.#with(indent, start, false)); return;
			case 'try': body.push(this.#try(indent)); return;
			case 'while': body.push(this.#while(indent)); return;
			case 'async':
				cursor.advance('async'.length);
				body.push(cursor.isWord('for') ? this.#for(indent, start, true) : cursor.isWord('with') ? this.#with(indent, start, true) : this.#function(indent, start, [], true));
				return;
			default: this.#simpleLine(body);
		}
	}

	#simpleLine(body: Stmt[]): void {
		const cursor = this.#cursor;
		for (;;) {
			this.#simple(body);
			if (cursor.code !== codes.semicolon) { break; }
			cursor.advance(1);
			if (cursor.isAtLineEnd) { break; }
		}
		cursor.endLine();
	}

	/** `:` and what follows it, on the same line or on others. */
	#suite(indent: number): BlockNode {
		const cursor = this.#cursor;
		cursor.expect(codes.colon);
		if (!cursor.isAtLineEnd) {
			const start = cursor.at, body: Stmt[] = [];
			this.#simpleLine(body);
			return { start, end: cursor.at, body };
		}
		const first = cursor.nextLine(cursor.endLine());
		if (first.indent <= indent) { cursor.giveUp(); }
		cursor.at = first.at;
		const body = this.#statements(first.indent);
		return { start: first.at, end: cursor.at, body };
	}

	/** Goes on to the next line if it belongs to the statement before it and begins so. */
	#acceptClause(indent: number, word: string): number {
		const cursor = this.#cursor;
		const next = cursor.nextLine(cursor.at);
		if (next.indent !== indent || !cursor.text.startsWith(word, next.at)) { return -1; }
		const { at } = cursor;
		cursor.at = next.at;
		if (cursor.accept(word)) { return next.at; }
		cursor.at = at;
		return -1;
	}

	#orElse(indent: number): BlockNode | undefined {
		return this.#acceptClause(indent, 'else') < 0 ? undefined : this.#suite(indent);
	}

	#if(indent: number, word: 'if' | 'elif', start = this.#cursor.at): Stmt {
		const cursor = this.#cursor;
		if (word === 'if') { cursor.expectWord(word); }
		const test = this.#expressions.read();
		const whenTrue = this.#suite(indent);
		const other = this.#acceptClause(indent, 'elif');
		if (other >= 0) {
			const inner = this.#if(indent, 'elif', other);
			return { kind: 'if', start, end: inner.end, test, whenTrue, orElse: { start: inner.start, end: inner.end, body: [inner] } };
		}
		const orElse = this.#orElse(indent);
		return orElse === undefined ? { kind: 'if', start, end: cursor.at, test, whenTrue } : { kind: 'if', start, end: cursor.at, test, whenTrue, orElse };
	}

	#while(indent: number): Stmt {
		const cursor = this.#cursor, start = cursor.at;
		cursor.expectWord('while');
		const test = this.#expressions.read();
		const body = this.#suite(indent);
		const orElse = this.#orElse(indent);
		return { kind: 'while', start, end: cursor.at, test, body, ...(orElse && { orElse }) };
	}

	#for(indent: number, start: number, isAsync: boolean): Stmt {
		const cursor = this.#cursor;
		cursor.expectWord('for');
		const target = this.#expressions.targets();
		cursor.expectWord('in');
		const iterated = this.#expressions.list();
		const body = this.#suite(indent);
		const orElse = this.#orElse(indent);
		return { kind: 'for', start, end: cursor.at, isAsync, target, iterated, body, ...(orElse && { orElse }) };
	}

	#try(indent: number): Stmt {
		const cursor = this.#cursor, start = cursor.at;
		cursor.expectWord('try');
		const body = this.#suite(indent);
		const handlers: HandlerNode[] = [];
		for (let at = this.#acceptClause(indent, 'except'); at >= 0; at = this.#acceptClause(indent, 'except')) { handlers.push(this.#handler(indent, at)); }
		const orElse = this.#orElse(indent);
		const ending = this.#acceptClause(indent, 'finally') < 0 ? undefined : this.#suite(indent);
		return { kind: 'try', start, end: cursor.at, body, handlers, ...(orElse && { orElse }), ...(ending && { finally: ending }) };
	}

	#handler(indent: number, start: number): HandlerNode {
		const cursor = this.#cursor;
		if (cursor.code === codes.star) { cursor.advance(1); }
		if (cursor.code === codes.colon) {
			const block = this.#suite(indent);
			return { start, end: cursor.at, caught: [], block };
		}
		const value = this.#expressions.read();
		const caught = itemsOf(value);
		if (!cursor.accept('as')) {
			const block = this.#suite(indent);
			return { start, end: cursor.at, caught, block };
		}
		const at = cursor.at, name = cursor.name(), { end } = cursor;
		const block = this.#suite(indent);
		return { start, end: cursor.at, caught, alias: { kind: 'name', start: at, end, name }, block };
	}

	#with(indent: number, start: number, isAsync: boolean): Stmt {
		const cursor = this.#cursor;
		cursor.expectWord('with');
		const items: WithItem[] = [];
		if (cursor.code !== codes.openParen || !this.#bracketedItems(items)) {
			do { items.push(this.#withItem()); } while (cursor.acceptComma());
		}
		const body = this.#suite(indent);
		return { kind: 'with', start, end: cursor.at, isAsync, items, body };
	}

	/** `with (open(a) as x, open(b) as y):`; false where the brackets are those of the first item's expression, and more may follow. */
	#bracketedItems(items: WithItem[]): boolean {
		const cursor = this.#cursor, start = cursor.at;
		cursor.open();
		do { items.push(this.#withItem()); } while (cursor.acceptComma() && cursor.code !== codes.closeParen);
		const only = items.length === 1 && items[0]?.target === undefined ? items[0] : undefined;
		if (only !== undefined && cursor.end !== only.end) { cursor.giveUp(); }
		cursor.close(codes.closeParen);
		if (only === undefined) { return cursor.code === codes.colon || cursor.giveUp(); }
		items[0] = this.#targeted(start, this.#expressions.following(start, only.value));
		return !cursor.acceptComma();
	}

	#withItem(): WithItem {
		return this.#targeted(this.#cursor.at, this.#expressions.read());
	}

	#targeted(start: number, value: Expr): WithItem {
		const cursor = this.#cursor, { end } = cursor;
		if (!cursor.accept('as')) { return { start, end, value }; }
		// The grammar takes what is last in these for what is given a name.
		if (value.kind === 'conditional' || value.kind === 'lambda') { cursor.giveUp(); }
		const target = this.#expressions.read();
		return { start, end: cursor.end, value, target };
	}

	#decorated(indent: number): Stmt {
		const cursor = this.#cursor;
		const decorators: Expr[] = [];
		while (cursor.code === codes.at) {
			cursor.advance(1);
			decorators.push(this.#expressions.read());
			const next = cursor.nextLine(cursor.endLine());
			if (next.indent !== indent) { cursor.giveUp(); }
			cursor.at = next.at;
		}
		return this.#definition(indent, cursor.at, decorators);
	}

	#definition(indent: number, start: number, decorators: readonly Expr[]): Stmt {
		if (this.#cursor.isWord('class')) { return this.#class(indent, start, decorators); }
		return this.#function(indent, start, decorators, this.#cursor.accept('async'));
	}

	#function(indent: number, start: number, decorators: readonly Expr[], isAsync: boolean): FunctionNode {
		const cursor = this.#cursor, expressions = this.#expressions;
		cursor.expectWord('def');
		const nameStart = cursor.at, name = cursor.name();
		const nameSpan = { start: nameStart, end: cursor.end };
		if (cursor.code !== codes.openParen) { cursor.giveUp(); }
		cursor.open();
		const outer = expressions.sawYield;
		const parameters = readParameters(codes.closeParen, expressions, cursor);
		cursor.close(codes.closeParen);
		let returns: Expr | undefined;
		if (cursor.code === codes.minus && cursor.codeAt(1) === codes.greater) {
			cursor.advance(2);
			returns = expressions.annotation();
		}
		expressions.sawYield = false;
		const body = this.#suite(indent);
		const isGenerator = expressions.sawYield;
		expressions.sawYield = outer;
		return {
			kind: 'function', start, end: cursor.at, name, nameSpan, isAsync, isLambda: false, isGenerator, decorators, parameters, ...(returns && { returns }),
			body: body.body, bodySpan: { start: body.start, end: body.end },
		};
	}

	#class(indent: number, start: number, decorators: readonly Expr[]): ClassNode {
		const cursor = this.#cursor;
		cursor.expectWord('class');
		const nameStart = cursor.at, name = cursor.name();
		const nameSpan = { start: nameStart, end: cursor.end };
		const bases = cursor.code === codes.openParen ? this.#expressions.arguments() : [];
		const body = this.#suite(indent);
		return { kind: 'class', start, end: cursor.at, name, nameSpan, decorators, bases, body: body.body, bodySpan: { start: body.start, end: body.end } };
	}

	#simple(body: Stmt[]): void {
		const cursor = this.#cursor, expressions = this.#expressions, start = cursor.at;
		switch (cursor.word()) {
			case 'return': {
				cursor.advance('return'.length);
				if (this.#endsHere) { body.push({ kind: 'return', start, end: cursor.end }); return; }
				const value = expressions.list();
				body.push({ kind: 'return', start, end: cursor.end, value });
				return;
			}
			case 'raise': body.push(this.#raise()); return;
			case 'pass': case 'break': case 'continue': {
				const kind = cursor.word() as 'pass' | 'break' | 'continue';
				cursor.advance(kind.length);
				body.push({ kind, start, end: cursor.end });
				return;
			}
			case 'del': {
				cursor.advance('del'.length);
				const targets = itemsOf(expressions.list());
				body.push({ kind: 'delete', start, end: cursor.end, targets });
				return;
			}
			case 'assert': {
				cursor.advance('assert'.length);
				const values: Expr[] = [];
				do { values.push(expressions.read()); } while (cursor.acceptComma());
				body.push({ kind: 'assert', start, end: cursor.end, values });
				return;
			}
			case 'global': case 'nonlocal': {
				const declares = cursor.word() as 'global' | 'nonlocal';
				cursor.advance(declares.length);
				const names: string[] = [];
				do { names.push(cursor.name()); } while (cursor.acceptComma());
				body.push({ kind: 'scope', start, end: cursor.end, declares, names });
				return;
			}
			case 'import': body.push(readImport(cursor)); return;
			case 'from': body.push(readImportFrom(cursor)); return;
			default: readExpressionStatement(cursor, expressions, body);
		}
	}

	/** The present simple statement does. */
	get #endsHere(): boolean { return endsStatement(this.#cursor); }

	#raise(): Stmt {
		const cursor = this.#cursor, start = cursor.at;
		cursor.expectWord('raise');
		if (this.#endsHere) { return { kind: 'raise', start, end: cursor.end }; }
		const value = this.#expressions.list();
		if (!cursor.accept('from')) { return { kind: 'raise', start, end: cursor.end, value }; }
		const cause = this.#expressions.read();
		return { kind: 'raise', start, end: cursor.end, value, cause };
	}
}

/** The items of a list without brackets, or the one expression. */
function itemsOf(expr: Expr): readonly Expr[] {
	return expr.kind === 'tuple' ? expr.items : [expr];
}
