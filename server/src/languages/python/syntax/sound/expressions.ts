/** Expressions of a text that is sound. Their spans are those of the grammar's nodes: brackets around an expression belong to what is around it. */
import type { ArgumentNode, Expr, FunctionNode } from '../ast.ts';
import { annotationFromText } from '../annotationText.ts';
import { numberOf } from '../numbers.ts';
import { beginsWord, isInWord, type Cursor } from './cursor.ts';
import { isAtClause, readComprehension, readDisplay } from './displays.ts';
import { binds, operatorAt } from './operators.ts';
import { readParameters } from './parameters.ts';
import { prefixLength, readString } from './strings.ts';

const number = /0[xX][\da-fA-F_]+|0[oO][0-7_]+|0[bB][01_]+|(?:\d[\d_]*(?:\.[\d_]*)?|\.\d[\d_]*)(?:[eE][+-]?\d[\d_]*)?[jJ]?/y;

const codes = {
	doubleQuote: 34, singleQuote: 39, openParen: 40, closeParen: 41, star: 42, plus: 43, comma: 44, minus: 45, dot: 46, slash: 47, colon: 58, semicolon: 59, equals: 61,
	openBracket: 91, closeBracket: 93, a: 97, i: 105, l: 108, n: 110, openBrace: 123, bar: 124, closeBrace: 125, tilde: 126,
} as const;

export class SoundExpressions {
	readonly #cursor: Cursor;
	/** Set by each `yield` that is met; whoever reads a function's body looks at it. */
	sawYield = false;
	/** What stands in brackets of its own. */
	readonly bracketed = new Set<Expr>();

	constructor(cursor: Cursor) {
		this.#cursor = cursor;
	}

	/** Any one expression. */
	readonly read = (): Expr => {
		const cursor = this.#cursor, start = cursor.at;
		const expr = this.#conditional();
		if (cursor.code !== codes.colon || cursor.codeAt(1) !== codes.equals || expr.kind !== 'name' || expr.start !== start) { return expr; }
		cursor.advance(2);
		const value = this.read();
		return { kind: 'walrus', start, end: cursor.end, target: expr, value };
	};

	/** Any one expression that gives a name to nothing. */
	readonly #conditional = (): Expr => {
		const cursor = this.#cursor, start = cursor.at;
		const expr = this.disjunction();
		if (cursor.code !== codes.i || !cursor.accept('if')) { return expr; }
		const test = this.disjunction();
		cursor.expectWord('else');
		const orElse = this.#conditional();
		return { kind: 'conditional', start, end: cursor.end, whenTrue: expr, test, orElse };
	};

	/** An annotation: a string in it is one, too. */
	annotation(): Expr {
		return annotationFromText(this.#type());
	}

	/** A type. The grammar binds `|` to the right behind a generic one: `List[int] | A | None` is `List[int] | (A | None)`. */
	readonly #type = (): Expr => {
		const cursor = this.#cursor, start = cursor.at;
		if (!this.#isAtGeneric) { return this.read(); }
		let left = this.#generic();
		while (cursor.code === codes.bar) {
			cursor.advance(1);
			const right = this.#isAtGeneric ? this.#generic() : this.read();
			left = { kind: 'binary', start, end: cursor.end, operator: '|', left, right };
		}
		return left;
	};

	get #isAtGeneric(): boolean {
		const { text, at } = this.#cursor;
		return beginsWord(this.#cursor.code) && text.charCodeAt(this.#cursor.wordEnd(at)) === codes.openBracket;
	}

	#generic(): Expr {
		const cursor = this.#cursor, start = cursor.at, name = cursor.name();
		const object: Expr = { kind: 'name', start, end: cursor.end, name };
		const index = this.#index(() => (cursor.code === codes.star ? this.bare() : this.#type()));
		if (cursor.code !== codes.bar && cursor.code !== codes.comma && !this.isAtListEnd) { cursor.giveUp(); }
		return { kind: 'subscript', start, end: cursor.end, object, index };
	}

	/** Expressions with commas between them: a tuple, unless there is no comma. */
	list(): Expr {
		const cursor = this.#cursor, start = cursor.at;
		const first = this.bare();
		if (cursor.code !== codes.comma) { return first; }
		const items = [first];
		while (cursor.acceptComma() && !this.isAtListEnd) { items.push(this.bare()); }
		return { kind: 'tuple', start, end: cursor.end, items };
	}

	/** Nothing more comes in a list without brackets. */
	get isAtListEnd(): boolean {
		const { code } = this.#cursor;
		return this.#cursor.isAtLineEnd || code === codes.equals || code === codes.closeParen || code === codes.closeBracket || code === codes.closeBrace || code === codes.colon || code === codes.semicolon;
	}

	/** One of a list without brackets. */
	bare(): Expr {
		if (this.#cursor.code !== codes.star) { return this.read(); }
		const starred = this.#starred();
		// The grammar reads `*a.b` as `(*a).b` here.
		if (starred.value.kind !== 'name' || this.bracketed.has(starred.value)) { this.#cursor.giveUp(); }
		return starred;
	}

	/** What is assigned to, as far as `in` or `=`. */
	targets(): Expr {
		const cursor = this.#cursor, start = cursor.at;
		const one = () => (cursor.code === codes.star ? this.bare() : this.#target());
		const first = one();
		let target = first;
		if (cursor.code === codes.comma) {
			const items = [first];
			while (cursor.acceptComma() && !cursor.isWord('in')) { items.push(one()); }
			target = { kind: 'tuple', start, end: cursor.end, items };
		}
		this.checkTarget(target);
		return target;
	}

	/** The grammar takes brackets around one target for a tuple. */
	#target(): Expr {
		const cursor = this.#cursor, start = cursor.at;
		const target = this.#postfix();
		return this.bracketed.delete(target) ? { kind: 'tuple', start, end: cursor.end, items: [target] } : target;
	}

	/** Gives up on what cannot be assigned to, and on brackets around one of several targets. */
	checkTarget(target: Expr): void {
		if (this.bracketed.has(target)) { this.#cursor.giveUp(); }
		switch (target.kind) {
			case 'name': case 'attribute': case 'subscript': return;
			case 'starred': this.checkTarget(target.value); return;
			case 'tuple': case 'list': for (const item of target.items) { this.checkTarget(item); } return;
			default: this.#cursor.giveUp();
		}
	}

	yield(): Expr {
		const cursor = this.#cursor, start = cursor.at;
		cursor.expectWord('yield');
		this.sawYield = true;
		if (cursor.accept('from')) {
			const value = this.read();
			return { kind: 'yield', start, end: cursor.end, isFrom: true, value };
		}
		if (this.isAtListEnd) { return { kind: 'yield', start, end: cursor.end, isFrom: false }; }
		const value = this.list();
		return { kind: 'yield', start, end: cursor.end, isFrom: false, value };
	}

	/** As far as an `if` that is no part of it. */
	disjunction(): Expr { return this.#operators(binds.or); }

	/** Operands and operators that bind at least so tightly. */
	#operators(least: number): Expr {
		const cursor = this.#cursor, start = cursor.at;
		let left = this.#prefixed(least);
		for (;;) {
			const next = operatorAt(cursor);
			if (next === undefined || next.binds < least) { return left; }
			if (next.binds === binds.compare) { left = this.#comparison(start, left); continue; }
			const operator = next.text;
			cursor.advance(operator.length);
			const right = this.#operators(next.binds === binds.power ? next.binds : next.binds + 1);
			left = operator === 'and' || operator === 'or' ? { kind: 'boolean', start, end: cursor.end, operator, left, right } : { kind: 'binary', start, end: cursor.end, operator, left, right };
		}
	}

	#comparison(start: number, first: Expr): Expr {
		const cursor = this.#cursor;
		const operands = [first], operators: string[] = [];
		for (let next = operatorAt(cursor); next?.binds === binds.compare; next = operatorAt(cursor)) {
			let operator = next.text;
			cursor.advance(operator.length);
			if (operator === 'not') {
				cursor.expectWord('in');
				operator = 'not in';
			} else if (operator === 'is' && cursor.accept('not')) { operator = 'is not'; }
			operators.push(operator);
			operands.push(this.#operators(binds.compare + 1));
		}
		return { kind: 'compare', start, end: cursor.end, operands, operators };
	}

	#prefixed(least: number): Expr {
		const cursor = this.#cursor, start = cursor.at;
		switch (cursor.code) {
			case codes.plus: case codes.minus: case codes.tilde: {
				const isMinus = cursor.code === codes.minus;
				cursor.advance(1);
				const inner = this.#operators(binds.power);
				if (isMinus && inner.kind === 'constant' && typeof inner.value === 'number') { return { kind: 'constant', start, end: cursor.end, value: -inner.value }; }
				return { kind: 'other', start, end: cursor.end, parts: [inner] };
			}
			case codes.a: {
				if (!cursor.accept('await')) { break; }
				const value = this.#operators(binds.power);
				return { kind: 'await', start, end: cursor.end, value };
			}
			case codes.n: {
				if (least > binds.not || !cursor.accept('not')) { break; }
				const value = this.#operators(binds.not);
				return { kind: 'not', start, end: cursor.end, value };
			}
			case codes.l: if (least <= binds.not && cursor.isWord('lambda')) { return this.#lambda(); }
		}
		return this.#postfix();
	}

	/** Something with what follows it: `a.b(c)[d]`. */
	#postfix(): Expr {
		return this.following(this.#cursor.at, this.#atom());
	}

	/** An expression that was read from an offset on, with what follows it. */
	following(start: number, first: Expr): Expr {
		const cursor = this.#cursor;
		let expr = first;
		for (;;) {
			switch (cursor.code) {
				case codes.dot: {
					cursor.advance(1);
					const at = cursor.at, name = cursor.name();
					expr = { kind: 'attribute', start, end: cursor.end, object: expr, name, nameSpan: { start: at, end: cursor.end } };
					break;
				}
				case codes.openParen: {
					const args = this.arguments();
					expr = { kind: 'call', start, end: cursor.end, callee: expr, args };
					break;
				}
				case codes.openBracket: {
					const index = this.#index(this.#subscript);
					expr = { kind: 'subscript', start, end: cursor.end, object: expr, index };
					break;
				}
				default: return expr;
			}
		}
	}

	#atom(): Expr {
		const cursor = this.#cursor, start = cursor.at, { code, text } = cursor;
		switch (code) {
			case codes.openParen: case codes.openBracket: case codes.openBrace: return readDisplay(this, cursor);
			case codes.dot:
				if (text.startsWith('...', start)) {
					cursor.advance(3);
					return { kind: 'other', start, end: cursor.end, parts: [] };
				}
				break;
			case codes.doubleQuote: case codes.singleQuote: return this.#strings(0);
		}
		if (!beginsWord(code)) { return this.#number(); }
		const prefix = prefixLength(text, start);
		if (prefix > 0) { return this.#strings(prefix); }
		const value = cursor.accept('None') ? null : cursor.accept('True') ? true : cursor.accept('False') ? false : undefined;
		if (value !== undefined) { return { kind: 'constant', start, end: cursor.end, value }; }
		const name = cursor.name();
		return { kind: 'name', start, end: cursor.end, name };
	}

	#number(): Expr {
		const cursor = this.#cursor, start = cursor.at;
		number.lastIndex = start;
		if (!number.test(cursor.text) || isInWord(cursor.text.charCodeAt(number.lastIndex))) { cursor.giveUp(); }
		cursor.advance(number.lastIndex - start);
		return { kind: 'constant', start, end: cursor.end, value: numberOf(cursor.text.slice(start, cursor.end)) };
	}

	/** A string, or several that stand behind each other. */
	#strings(prefix: number): Expr {
		const cursor = this.#cursor, start = cursor.at;
		const first = readString(cursor, prefix, this.#conditional);
		let next = prefixLength(cursor.text, cursor.at);
		if (next < 0) { return first; }
		const pieces = [first];
		for (; next >= 0; next = prefixLength(cursor.text, cursor.at)) { pieces.push(readString(cursor, next, this.#conditional)); }
		const { end } = cursor;
		if (pieces.every((each) => each.kind === 'constant')) { return { kind: 'constant', start, end, value: pieces.map((each) => each.value).join('') }; }
		return { kind: 'template', start, end, parts: pieces.flatMap((each) => (each.kind === 'template' ? each.parts : [])) };
	}

	/** One of what stands in brackets. */
	element(): Expr {
		return this.#cursor.code === codes.star ? this.#starred() : this.read();
	}

	#starred(): Extract<Expr, { kind: 'starred' }> {
		const cursor = this.#cursor, start = cursor.at;
		cursor.expect(codes.star);
		const value = this.#postfix();
		const { code } = cursor;
		// The grammar reads `*a + b` as `(*a) + b`.
		if (code !== codes.comma && !this.isAtListEnd && !cursor.isWord('in')) { cursor.giveUp(); }
		return { kind: 'starred', start, end: cursor.end, stars: 1, value };
	}

	#index(readOne: () => Expr): Expr[] {
		const cursor = this.#cursor;
		const index: Expr[] = [];
		cursor.open();
		do { index.push(readOne()); } while (cursor.acceptComma() && cursor.code !== codes.closeBracket);
		cursor.close(codes.closeBracket);
		return index;
	}

	/** An index or a slice. */
	readonly #subscript = (): Expr => {
		const cursor = this.#cursor, start = cursor.at;
		if (cursor.code === codes.star) { return this.bare(); }
		const first = cursor.code === codes.colon ? undefined : this.read();
		if (cursor.code !== codes.colon) { return first ?? cursor.giveUp(); }
		const parts = first === undefined ? [] : [first];
		for (let colons = 0; colons < 2 && cursor.code === codes.colon; colons++) {
			cursor.advance(1);
			const { code } = cursor;
			if (code !== codes.colon && code !== codes.comma && code !== codes.closeBracket) { parts.push(this.read()); }
		}
		return { kind: 'slice', start, end: cursor.end, parts };
	};

	arguments(): ArgumentNode[] {
		const cursor = this.#cursor, outer = cursor.at;
		const args: ArgumentNode[] = [];
		cursor.open();
		while (cursor.code !== codes.closeParen) {
			const start = cursor.at;
			if (cursor.code === codes.star && cursor.codeAt(1) === codes.star) {
				cursor.advance(2);
				const value = this.read();
				args.push({ start, end: cursor.end, spread: '**', value });
			} else if (cursor.code === codes.star) {
				const { value } = this.#starred();
				args.push({ start, end: cursor.end, spread: '*', value });
			} else {
				const first = this.read();
				if (isAtClause(cursor)) {
					if (args.length > 0) { cursor.giveUp(); }
					const value = readComprehension('generator', outer, [first], this, cursor);
					return [{ start: outer, end: cursor.end, value }];
				}
				if (cursor.code === codes.equals && first.kind === 'name' && first.start === start) {
					cursor.advance(1);
					const value = this.read();
					args.push({ start, end: cursor.end, name: first.name, value });
				} else { args.push({ start, end: cursor.end, value: first }); }
			}
			if (!cursor.acceptComma()) { break; }
		}
		cursor.close(codes.closeParen);
		return args;
	}

	#lambda(): Expr {
		const cursor = this.#cursor, start = cursor.at;
		cursor.expectWord('lambda');
		const parameters = readParameters(codes.colon, this, cursor);
		const outer = this.sawYield;
		this.sawYield = false;
		cursor.expect(codes.colon);
		const value = this.#conditional();
		const made: FunctionNode = {
			kind: 'function', start, end: cursor.end, name: '<closure>', nameSpan: { start, end: start + 'lambda'.length }, isAsync: false, isLambda: true, isGenerator: this.sawYield,
			decorators: [], parameters, body: [{ kind: 'return', start: value.start, end: value.end, value }], bodySpan: { start: value.start, end: value.end },
		};
		this.sawYield = outer;
		return { kind: 'lambda', start, end: cursor.end, function: made };
	}
}
