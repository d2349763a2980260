/** Statements with blocks of a text that is right, and the whole of it. */
import type { Span } from '../../../../outline/span.ts';
import { annotationFromText } from '../annotationText.ts';
import type { BlockNode, CaseNode, ClassNode, Expr, FunctionNode, HandlerNode, ModuleNode, NameExpr, Stmt, WithItem } from '../ast.ts';
import { NotPlain } from './scanner.ts';
import { itemsOf, SimpleStatementParser } from './simpleStatements.ts';

/** The summary of a text that is right; undefined where it is not, or not plainly. What is read is what the grammar would have made of it. */
export function readPlain(text: string): ModuleNode | undefined {
	try { return new StatementParser(text).module(); } catch (error) {
		if (error instanceof NotPlain) { return undefined; }
		throw error;
	}
}

class StatementParser extends SimpleStatementParser {
	/** How far the lines of the present block are indented. */
	#indent = 0;

	module(): ModuleNode {
		const body: Stmt[] = [];
		if (this.column > 0) { this.giveUp(); }
		this.advance();
		while (this.type !== 'end') {
			this.#line(body);
			if (this.column > 0) { this.giveUp(); }
			this.advance();
		}
		return { kind: 'module', start: 0, end: this.text.length, body, hasShebang: this.text.startsWith('#!'), errors: [] };
	}

	/** One statement with its blocks, or several with `;` between them. The end of the line stays the present token. */
	#line(body: Stmt[]): void {
		const { start } = this;
		switch (this.type) {
			case 'if': body.push(this.#if()); return;
			case 'for': body.push(this.#for(start, false)); return;
			case 'while': body.push(this.#while()); return;
			case 'try': body.push(this.#try()); return;
			case 'with': body.push(this.#with(start, false)); return;
			case 'def': case 'class': case '@': body.push(this.#definition()); return;
			case 'async':
				this.advance();
				body.push(this.is('for') ? this.#for(start, true) : this.is('with') ? this.#with(start, true) : this.#function(start, true, []));
				return;
			case 'name': {
				const match = this.value === 'match' ? this.#match() : undefined;
				if (match === undefined) { this.#simpleLine(body); } else { body.push(match); }
				return;
			}
			default: this.#simpleLine(body);
		}
	}

	#simpleLine(body: Stmt[]): void {
		do { this.simple(body); } while (this.accept(';') && this.type !== 'newline');
		if (this.type !== 'newline') { this.giveUp(); }
	}

	/** A colon and what follows it: statements on the same line, or lines that are indented more. With the comments that belong to it. */
	#block(): BlockNode {
		this.expect(':');
		const { start } = this;
		const body: Stmt[] = [];
		if (this.type === 'newline') { return { ...this.#lines(() => { this.#line(body); return body.at(-1)?.end ?? 0; }), body }; }
		this.#simpleLine(body);
		return { start, end: this.lineEnd, body };
	}

	/** Lines that are indented more than those around. `readOne` reads what begins on a line, and tells its end. */
	#lines(readOne: () => number): Span {
		const outer = this.#indent;
		const { column } = this;
		if (column <= outer) { this.giveUp(); }
		this.#indent = column;
		this.advance();
		const { start } = this;
		let end = start;
		for (;;) {
			end = Math.max(readOne(), this.lineEnd);
			if (this.column !== column) { break; }
			this.advance();
		}
		if (this.column > column) { this.giveUp(); }
		this.#indent = outer;
		while ((this.comments[0]?.column ?? -1) >= column) { end = this.comments.shift()?.end ?? end; }
		return { start, end };
	}

	/** True if the next line goes on with the statement whose block was read; its first token is read then. */
	#continuesWith(keyword: 'elif' | 'else' | 'except' | 'finally'): boolean {
		if (this.column !== this.#indent || !this.text.startsWith(keyword, this.end) || /[\w]/.test(this.text[this.end + keyword.length] ?? '')) { return false; }
		this.advance();
		return true;
	}

	#else(): BlockNode | undefined {
		if (!this.#continuesWith('else')) { return undefined; }
		this.advance();
		return this.#block();
	}

	/** Also an `elif`, which is an `if` within the `else`. */
	#if(): Stmt {
		const { start } = this;
		this.advance();
		const test = this.namedExpression();
		const whenTrue = this.#block();
		const inner = this.#continuesWith('elif') ? this.#if() : undefined;
		const orElse = inner === undefined ? this.#else() : { start: inner.start, end: inner.end, body: [inner] };
		return { kind: 'if', start, end: (orElse ?? whenTrue).end, test, whenTrue, ...(orElse && { orElse }) };
	}

	#while(): Stmt {
		const { start } = this;
		this.advance();
		const test = this.namedExpression();
		const body = this.#block();
		const orElse = this.#else();
		return { kind: 'while', start, end: (orElse ?? body).end, test, body, ...(orElse && { orElse }) };
	}

	#for(start: number, isAsync: boolean): Stmt {
		this.expect('for');
		const target = this.targets();
		this.expect('in');
		const iterated = this.expressions();
		const body = this.#block();
		const orElse = this.#else();
		return { kind: 'for', start, end: (orElse ?? body).end, isAsync, target, iterated, body, ...(orElse && { orElse }) };
	}

	#try(): Stmt {
		const { start } = this;
		this.advance();
		const body = this.#block();
		const handlers: HandlerNode[] = [];
		while (this.#continuesWith('except')) { handlers.push(this.#handler()); }
		const orElse = this.#else();
		let ending: BlockNode | undefined;
		if (this.#continuesWith('finally')) {
			this.advance();
			ending = this.#block();
		} else if (handlers.length === 0) { this.giveUp(); }
		return { kind: 'try', start, end: (ending ?? orElse ?? handlers.at(-1) ?? body).end, body, handlers, ...(orElse && { orElse }), ...(ending && { finally: ending }) };
	}

	#handler(): HandlerNode {
		const { start } = this;
		this.advance();
		const caught = this.type === ':' ? undefined : this.expression();
		const alias: NameExpr | undefined = caught !== undefined && this.accept('as') ? this.name() : undefined;
		const block = this.#block();
		return { start, end: block.end, caught: caught === undefined ? [] : itemsOf(caught), block, ...(alias && { alias }) };
	}

	#with(start: number, isAsync: boolean): Stmt {
		this.expect('with');
		const items = this.#bracketedItems() ?? this.#withItems();
		const body = this.#block();
		return { kind: 'with', start, end: body.end, isAsync, items, body };
	}

	#withItems(): WithItem[] {
		const items: WithItem[] = [];
		do {
			const { start } = this;
			const value = this.expression();
			const target = this.accept('as') ? this.operand() : undefined;
			items.push({ start, end: this.lastEnd, value, ...(target && { target }) });
		} while (this.accept(',') && this.type !== ')');
		return items;
	}

	/** `with (a as x, b as y):`; undefined, and back at the bracket, where it is the beginning of a value. */
	#bracketedItems(): WithItem[] | undefined {
		if (this.type !== '(') { return undefined; }
		return this.#attempt(() => {
			this.advance();
			const items = this.#withItems();
			this.expect(')');
			return this.type === ':' && (items.length > 1 || items[0]?.target !== undefined) ? items : undefined;
		});
	}

	/** Reads on as far as that is right; otherwise undefined, and back where it began. */
	#attempt<T>(read: () => T | undefined): T | undefined {
		const { type, start, end, value, lastEnd, lineEnd, column, comments, depth, bracketedPlaces } = this;
		try {
			const made = read();
			if (made !== undefined) { return made; }
		} catch (error) {
			if (!(error instanceof NotPlain)) { throw error; }
		}
		Object.assign(this, { type, start, end, value, lastEnd, lineEnd, column, comments, depth, bracketedPlaces });
		return undefined;
	}

	/** `match` is a name, too; undefined where it is one. */
	#match(): Stmt | undefined {
		const { start } = this;
		const subject = this.#attempt(() => {
			this.advance();
			const value = this.namedExpression();
			this.expect(':');
			return this.type === 'newline' && /^case\b/.test(this.text.slice(this.end, this.end + 5)) ? value : undefined;
		});
		if (subject === undefined) { return undefined; }
		const cases: CaseNode[] = [];
		const { end } = this.#lines(() => {
			const made = this.#case();
			cases.push(made);
			return made.end;
		});
		return { kind: 'match', start, end, subject, cases };
	}

	#case(): CaseNode {
		const { start } = this;
		if (this.type !== 'name' || this.value !== 'case') { this.giveUp(); }
		this.advance();
		const head = this.caseHead();
		const block = this.#block();
		return { start, end: block.end, ...head, block };
	}

	#definition(): Stmt {
		const decorators: Expr[] = [];
		while (this.accept('@')) {
			decorators.push(this.namedExpression());
			if (this.type !== 'newline' || this.column !== this.#indent) { this.giveUp(); }
			this.advance();
		}
		const { start } = this;
		if (this.type === 'class') { return this.#class(decorators); }
		return this.#function(start, this.accept('async'), decorators);
	}

	#function(start: number, isAsync: boolean, decorators: readonly Expr[]): FunctionNode {
		this.expect('def');
		const { start: nameStart, end: nameEnd } = this;
		const { name } = this.name();
		this.#skipTypeParameters();
		const outer = this.sawYield;
		this.expect('(');
		const parameters = this.parameters(')', true);
		this.expect(')');
		const returns = this.accept('->') ? annotationFromText(this.expression()) : undefined;
		this.sawYield = false;
		const { start: bodyStart, end, body } = this.#block();
		const isGenerator = this.sawYield;
		this.sawYield = outer;
		return {
			kind: 'function', start, end, name, nameSpan: { start: nameStart, end: nameEnd }, isAsync, isLambda: false, isGenerator,
			decorators, parameters, ...(returns && { returns }), body, bodySpan: { start: bodyStart, end },
		};
	}

	#class(decorators: readonly Expr[]): ClassNode {
		const { start } = this;
		this.expect('class');
		const { start: nameStart, end: nameEnd } = this;
		const { name } = this.name();
		this.#skipTypeParameters();
		const bases = this.type === '(' ? this.callArguments() : [];
		const { start: bodyStart, end, body } = this.#block();
		return { kind: 'class', start, end, name, nameSpan: { start: nameStart, end: nameEnd }, decorators, bases, body, bodySpan: { start: bodyStart, end } };
	}

	/** `[T, *Ts]` behind the name of a class or function. */
	#skipTypeParameters(): void {
		if (this.type !== '[') { return; }
		const { depth } = this;
		while (this.depth >= depth) {
			if (this.is('end')) { this.giveUp(); }
			this.advance();
		}
		this.expect(']');
	}

}
