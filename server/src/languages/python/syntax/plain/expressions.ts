/** Expressions of a text that is right, read token by token. Spans are as the grammar has them: a node around brackets begins at them, one in brackets does not. */
import { annotationFromText } from '../annotationText.ts';
import type { Expr, FunctionNode, ParameterNode, Stmt } from '../ast.ts';
import { AtomParser } from './atoms.ts';
import type { TokenType } from './scanner.ts';

/** How tightly operators between two operands bind, as the grammar has it. */
const binding: Readonly<Partial<Record<TokenType, number>>> = { '|': 1, '&': 2, '^': 3, '<<': 4, '>>': 4, '+': 5, '-': 5, '*': 6, '@': 6, '/': 6, '%': 6, '//': 6 };

export class ExpressionParser extends AtomParser {
	/** Set by each `yield` that is met; whoever reads a function's body looks at it. */
	protected sawYield = false;
	/** An expression, or `*` and one. */
	protected item(): Expr {
		if (this.type !== '*') { return this.namedExpression(); }
		const { start } = this;
		this.advance();
		const value = this.expression();
		return { kind: 'starred', start, end: this.lastEnd, stars: 1, value };
	}

	/** Also `name := value`. */
	protected namedExpression(): Expr {
		const { start } = this;
		const expr = this.expression();
		if (this.type !== ':=') { return expr; }
		if (expr.kind !== 'name' || expr.start !== start) { this.giveUp(); }
		this.advance();
		const value = this.expression();
		return { kind: 'walrus', start, end: this.lastEnd, target: expr, value };
	}

	/** One expression, or several with commas between them, which are a tuple. */
	protected expressions(): Expr {
		if (this.type === 'yield') { return this.yieldExpression(); }
		const { start } = this;
		const first = this.item();
		if (this.type !== ',') { return first.kind === 'starred' ? this.giveUp() : first; }
		return { kind: 'tuple', start, items: this.itemsAfter(first), end: this.lastEnd };
	}

	/** The rest of a list whose first item was read, with the commas. */
	protected itemsAfter(first: Expr): Expr[] {
		const items = [first];
		while (this.accept(',') && !this.isEndOfList()) { items.push(this.item()); }
		return items;
	}

	protected isEndOfList(): boolean {
		const { type } = this;
		return type === 'newline' || type === ')' || type === ']' || type === '}' || type === '=' || type === ':' || type === ';' || type === 'in' || type === 'end' || type === '!';
	}

	protected expression(): Expr {
		if (this.type === 'lambda') { return this.#lambda(); }
		const { start } = this;
		const whenTrue = this.disjunction();
		if (this.type !== 'if') { return whenTrue; }
		this.advance();
		const test = this.disjunction();
		this.expect('else');
		const orElse = this.expression();
		return { kind: 'conditional', start, end: this.lastEnd, whenTrue, test, orElse };
	}

	protected disjunction(): Expr {
		const { start } = this;
		let left = this.#conjunction();
		while (this.accept('or')) {
			const right = this.#conjunction();
			left = { kind: 'boolean', start, end: this.lastEnd, operator: 'or', left, right };
		}
		return left;
	}

	#conjunction(): Expr {
		const { start } = this;
		let left = this.#negation();
		while (this.accept('and')) {
			const right = this.#negation();
			left = { kind: 'boolean', start, end: this.lastEnd, operator: 'and', left, right };
		}
		return left;
	}

	#negation(): Expr {
		if (this.type !== 'not') { return this.#comparison(); }
		const { start } = this;
		this.advance();
		const value = this.#negation();
		return { kind: 'not', start, end: this.lastEnd, value };
	}

	#comparison(): Expr {
		const { start } = this;
		const first = this.operand();
		let operator = this.#comparisonOperator();
		if (operator === undefined) { return first; }
		const operands = [first];
		const operatorsBetween: string[] = [];
		for (; operator !== undefined; operator = this.#comparisonOperator()) {
			operatorsBetween.push(operator);
			operands.push(this.operand());
		}
		return { kind: 'compare', start, end: this.lastEnd, operands, operators: operatorsBetween };
	}

	#comparisonOperator(): string | undefined {
		const { type } = this;
		switch (type) {
			case '<': case '>': case '==': case '>=': case '<=': case '!=': case 'in': this.advance(); return type;
			case 'is': this.advance(); return this.accept('not') ? 'is not' : 'is';
			case 'not': this.advance(); this.expect('in'); return 'not in';
			default: return undefined;
		}
	}

	/** What comparisons stand between: operators that bind at least so tightly. */
	protected operand(least = 1): Expr {
		const { start } = this;
		let left = this.#unary();
		for (let level = binding[this.type]; level !== undefined && level >= least; level = binding[this.type]) {
			const operator = this.type;
			this.advance();
			const right = this.operand(level + 1);
			left = { kind: 'binary', start, end: this.lastEnd, operator, left, right };
		}
		return left;
	}

	#unary(): Expr {
		const { type, start } = this;
		switch (type) {
			case 'await': {
				this.advance();
				const value = this.#unary();
				return { kind: 'await', start, end: this.lastEnd, value };
			}
			case '-': case '+': case '~': {
				this.advance();
				const value = this.#unary();
				if (type === '-' && value.kind === 'constant' && typeof value.value === 'number') { return { kind: 'constant', start, end: this.lastEnd, value: -value.value }; }
				return { kind: 'other', start, end: this.lastEnd, parts: [value] };
			}
			default: {
				const left = this.primary();
				if (!this.accept('**')) { return left; }
				const right = this.#unary();
				return { kind: 'binary', start, end: this.lastEnd, operator: '**', left, right };
			}
		}
	}

	/** What a loop binds. */
	protected targets(): Expr {
		const { start, bracketedPlaces } = this;
		const first = this.#target();
		const items = [first];
		const isList = this.type === ',';
		while (this.accept(',') && !this.isEndOfList()) { items.push(this.#target()); }
		if (this.bracketedPlaces !== bracketedPlaces) { this.giveUp(); }
		return isList ? { kind: 'tuple', start, end: this.lastEnd, items } : first;
	}

	#target(): Expr {
		if (this.type !== '*') { return this.operand(); }
		const { start } = this;
		this.advance();
		const value = this.operand();
		return { kind: 'starred', start, end: this.lastEnd, stars: 1, value };
	}

	protected yieldExpression(): Expr {
		this.sawYield = true;
		const { start, end } = this;
		this.advance();
		if (this.accept('from')) {
			const value = this.expression();
			return { kind: 'yield', start, end: this.lastEnd, isFrom: true, value };
		}
		if (this.isEndOfList()) { return { kind: 'yield', start, end, isFrom: false }; }
		const value = this.expressions();
		return { kind: 'yield', start, end: this.lastEnd, isFrom: false, value };
	}

	#lambda(): Expr {
		const { start } = this;
		this.advance();
		const parameters = this.parameters(':', false);
		const outer = this.sawYield;
		this.sawYield = false;
		this.expect(':');
		const value = this.expression();
		const end = this.lastEnd;
		const body: Stmt = { kind: 'return', start: value.start, end: value.end, value };
		const made: FunctionNode = {
			kind: 'function', start, end, name: '<closure>', nameSpan: { start, end: start + 'lambda'.length }, isAsync: false, isLambda: true, isGenerator: this.sawYield,
			decorators: [], parameters, body: [body], bodySpan: { start: value.start, end: value.end },
		};
		this.sawYield = outer;
		return { kind: 'lambda', start, end, function: made };
	}

	/** Parameters up to `close`, which stays. */
	protected parameters(close: ')' | ':', isAnnotated: boolean): readonly ParameterNode[] {
		const parameters: ParameterNode[] = [];
		while (!this.is(close)) {
			const { start, type } = this;
			const stars = type === '*' ? 1 : type === '**' ? 2 : 0;
			if (stars > 0 || type === '/') { this.advance(); }
			// `/` and a `*` by itself are no parameters.
			if (type !== '/' && !(stars === 1 && (this.is(',') || this.is(close)))) { parameters.push(this.#parameter(start, stars, isAnnotated)); }
			if (!this.is(close)) { this.expect(','); }
		}
		return parameters;
	}

	#parameter(start: number, stars: 0 | 1 | 2, isAnnotated: boolean): ParameterNode {
		const { start: nameStart, end: nameEnd } = this;
		const { name } = this.name();
		const annotation = isAnnotated && this.accept(':') ? annotationFromText(this.item()) : undefined;
		const given = stars === 0 && this.accept('=') ? this.expression() : undefined;
		return {
			start, end: this.lastEnd, name, nameSpan: { start: nameStart, end: nameEnd }, stars,
			...(annotation && { annotation }), ...(given && { default: given }),
		};
	}

}
