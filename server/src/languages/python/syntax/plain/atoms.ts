/** What operators stand between: names, literals, brackets, and members, calls and items of them. */
import type { ArgumentNode, ComprehensionExpr, ConstantExpr, Expr, ForClause, IfClause, NameExpr, TemplateExpr } from '../ast.ts';
import { stringValue } from '../strings.ts';
import { Scanner, type TokenType } from './scanner.ts';

export abstract class AtomParser extends Scanner {
	/** How many names, members and items stood in brackets of their own: as targets they are something else. */
	protected bracketedPlaces = 0;

	/** An expression, or `*` and one. */
	protected abstract item(): Expr;
	/** Also `name := value`. */
	protected abstract namedExpression(): Expr;
	protected abstract expression(): Expr;
	/** One that has no `if` of its own. */
	protected abstract disjunction(): Expr;
	/** One expression, or several with commas between them, which are a tuple. */
	protected abstract expressions(): Expr;
	/** The rest of a list whose first item was read, with the commas. */
	protected abstract itemsAfter(first: Expr): Expr[];
	protected abstract yieldExpression(): Expr;
	/** What a loop binds. */
	protected abstract targets(): Expr;

	protected expect(type: TokenType): void {
		if (this.type !== type) { this.giveUp(); }
		this.advance();
	}

	protected accept(type: TokenType): boolean {
		if (this.type !== type) { return false; }
		this.advance();
		return true;
	}

	protected name(): NameExpr {
		if (this.type !== 'name') { this.giveUp(); }
		const { start, end, value: name } = this;
		this.advance();
		return { kind: 'name', start, end, name };
	}

	protected primary(): Expr {
		const { start } = this;
		let expr = this.#atom();
		for (;;) {
			switch (this.type) {
				case '.': {
					this.advance();
					const { start: at, end } = this;
					const { name } = this.name();
					expr = { kind: 'attribute', start, end, object: expr, name, nameSpan: { start: at, end } };
					break;
				}
				case '(': {
					const args = this.callArguments();
					expr = { kind: 'call', start, end: this.lastEnd, callee: expr, args };
					break;
				}
				case '[': {
					this.advance();
					const index = [this.#indexItem()];
					while (this.accept(',') && !this.is(']')) { index.push(this.#indexItem()); }
					this.expect(']');
					expr = { kind: 'subscript', start, end: this.lastEnd, object: expr, index };
					break;
				}
				default: return expr;
			}
		}
	}

	#indexItem(): Expr {
		const { start } = this;
		const parts: Expr[] = [];
		if (this.type !== ':') {
			const first = this.item();
			if (!this.is(':')) { return first; }
			parts.push(first);
		}
		for (let colons = 0; this.accept(':'); colons++) {
			if (colons > 1) { this.giveUp(); }
			if (!this.is(':') && this.type !== ']' && this.type !== ',') { parts.push(this.expression()); }
		}
		return { kind: 'slice', start, end: this.lastEnd, parts };
	}

	/** The arguments of a call, or the bases of a class, from `(` to `)`. */
	protected callArguments(): readonly ArgumentNode[] {
		const { start: opening } = this;
		this.expect('(');
		const args: ArgumentNode[] = [];
		while (!this.is(')')) {
			args.push(this.#argument());
			if (this.type === 'for' || this.type === 'async') {
				if (args.length > 1 || args[0]?.name !== undefined || args[0]?.spread !== undefined) { this.giveUp(); }
				const value = this.#comprehension('generator', opening, [args[0]?.value as Expr], ')');
				return [{ start: opening, end: this.lastEnd, value }];
			}
			if (!this.is(')')) { this.expect(','); }
		}
		this.expect(')');
		return args;
	}

	#argument(): ArgumentNode {
		const { start, type } = this;
		if (type === '*' || type === '**') {
			this.advance();
			const value = this.expression();
			return { start, end: this.lastEnd, value, spread: type };
		}
		const value = this.namedExpression();
		if (this.type !== '=') { return { start, end: this.lastEnd, value }; }
		if (value.kind !== 'name' || value.start !== start) { this.giveUp(); }
		this.advance();
		const given = this.expression();
		return { start, end: this.lastEnd, name: value.name, value: given };
	}

	#atom(): Expr {
		const { start, end, type } = this;
		switch (type) {
			case 'name': return this.name();
			case 'number': this.advance(); return { kind: 'constant', start, end, value: numberOf(this.text.slice(start, end)) };
			case 'string': case 'template': return this.#strings();
			case 'True': case 'False': this.advance(); return { kind: 'constant', start, end, value: type === 'True' };
			case 'None': this.advance(); return { kind: 'constant', start, end, value: null };
			case '...': this.advance(); return { kind: 'other', start, end, parts: [] };
			case '(': return this.#bracketed();
			case '[': return this.#list();
			case '{': return this.#braced();
			default: return this.giveUp();
		}
	}

	#bracketed(): Expr {
		const { start } = this;
		this.advance();
		if (this.accept(')')) { return { kind: 'tuple', start, end: this.lastEnd, items: [] }; }
		if (this.type === 'yield') {
			const value = this.yieldExpression();
			this.expect(')');
			return value;
		}
		const first = this.item();
		switch (this.type) {
			case 'for': case 'async': return this.#comprehension('generator', start, [first], ')');
			case ',': {
				const items = this.itemsAfter(first);
				this.expect(')');
				return { kind: 'tuple', start, end: this.lastEnd, items };
			}
			default:
		}
		this.expect(')');
		switch (first.kind) {
			case 'starred': return this.giveUp();
			case 'name': case 'attribute': case 'subscript': case 'tuple': case 'list': this.bracketedPlaces++; return first;
			default: return first;
		}
	}

	#list(): Expr {
		const { start } = this;
		this.advance();
		if (this.accept(']')) { return { kind: 'list', start, end: this.lastEnd, items: [] }; }
		const first = this.item();
		if (this.type === 'for' || this.type === 'async') { return this.#comprehension('list', start, [first], ']'); }
		const items = this.itemsAfter(first);
		this.expect(']');
		return { kind: 'list', start, end: this.lastEnd, items };
	}

	#braced(): Expr {
		const { start } = this;
		this.advance();
		if (this.type === '**' || this.type === '}') { return this.#dict(start, []); }
		const first = this.item();
		if (this.accept(':')) {
			const value = this.expression();
			if (this.type === 'for' || this.type === 'async') { return this.#comprehension('dict', start, [first, value], '}'); }
			if (!this.is('}')) { this.expect(','); }
			return this.#dict(start, [{ key: first, value }]);
		}
		if (this.type === 'for' || this.type === 'async') { return this.#comprehension('set', start, [first], '}'); }
		const items = this.itemsAfter(first);
		this.expect('}');
		return { kind: 'set', start, end: this.lastEnd, items };
	}

	#dict(start: number, entries: { readonly key?: Expr; readonly value: Expr }[]): Expr {
		while (!this.is('}')) {
			if (this.accept('**')) { entries.push({ value: this.expression() }); } else {
				const key = this.expression();
				this.expect(':');
				entries.push({ key, value: this.expression() });
			}
			if (!this.is('}')) { this.expect(','); }
		}
		this.advance();
		return { kind: 'dict', start, end: this.lastEnd, entries };
	}

	#comprehension(makes: ComprehensionExpr['makes'], start: number, element: readonly Expr[], close: ')' | ']' | '}'): Expr {
		if (element[0]?.kind === 'starred') { this.giveUp(); }
		const clauses: (ForClause | IfClause)[] = [];
		while (!this.is(close)) { clauses.push(this.type === 'if' ? this.#ifClause() : this.#forClause()); }
		this.advance();
		return { kind: 'comprehension', start, end: this.lastEnd, makes, element, clauses };
	}

	#ifClause(): IfClause {
		const { start } = this;
		this.advance();
		const test = this.#clauseCondition();
		return { kind: 'if', start, end: this.lastEnd, test };
	}

	#clauseCondition(): Expr {
		const { start } = this;
		const expr = this.disjunction();
		if (this.type !== ':=') { return expr; }
		if (expr.kind !== 'name' || expr.start !== start) { this.giveUp(); }
		this.advance();
		const value = this.disjunction();
		return { kind: 'walrus', start, end: this.lastEnd, target: expr, value };
	}

	#forClause(): ForClause {
		const { start } = this;
		const isAsync = this.accept('async');
		this.expect('for');
		const target = this.targets();
		this.expect('in');
		const iterated = this.disjunction();
		return { kind: 'for', start, end: this.lastEnd, target, iterated, isAsync };
	}

	/** A string literal, or several after one another. */
	#strings(): Expr {
		const { start } = this;
		const first = this.#string();
		if (this.type !== 'string' && this.type !== 'template') { return first; }
		const pieces = [first];
		while (this.type === 'string' || this.type === 'template') { pieces.push(this.#string()); }
		const end = this.lastEnd;
		if (pieces.every((each): each is ConstantExpr => each.kind === 'constant')) { return { kind: 'constant', start, end, value: pieces.map((each) => each.value).join('') }; }
		return { kind: 'template', start, end, parts: pieces.flatMap((each) => (each.kind === 'template' ? each.parts : [])) };
	}

	#string(): ConstantExpr | TemplateExpr {
		const { start, end, type, text } = this;
		if (type === 'template') { return this.#template(); }
		this.advance();
		return { kind: 'constant', start, end, ...stringValue(text.slice(start, end)) };
	}

	#template(): ConstantExpr | TemplateExpr {
		const { start, end, text } = this;
		const quotes = /["']+$/.exec(text.slice(start, end))?.[0] ?? '';
		const parts: Expr[] = [];
		let hasParts = false;
		while (this.templateGoesOn(quotes, start, false)) {
			hasParts = true;
			this.#interpolation(quotes, start, parts);
		}
		const last = this.end;
		this.advance();
		return hasParts ? { kind: 'template', start, end: last, parts } : { kind: 'constant', start, end: last, ...stringValue(text.slice(start, last)) };
	}

	/** `value=!r:{width}}`: from behind the brace to the one that closes it, which stays the present token. */
	#interpolation(quotes: string, start: number, parts: Expr[]): void {
		parts.push(this.expressions());
		this.accept('=');
		if (this.accept('!')) { this.name(); }
		if (this.type === ':') { while (this.templateGoesOn(quotes, start, true)) { this.#interpolation(quotes, start, parts); } }
		if (!this.is('}')) { this.giveUp(); }
	}
}

function numberOf(text: string): number {
	return Number(text.replaceAll('_', '').replace(/[lLjJ]$/, ''));
}
