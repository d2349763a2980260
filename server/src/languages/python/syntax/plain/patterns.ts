/** The patterns of a `match`: what they bind, and which classes they want. */
import type { CaseNode, Expr, NameExpr } from '../ast.ts';
import { ExpressionParser } from './expressions.ts';

export type CaseHead = Pick<CaseNode, 'classes' | 'captures' | 'constant' | 'isCatchAll' | 'guard'>;

/** What one pattern is by itself: a constant, any value, or something else. */
type PatternKind = { readonly constant: string | number | boolean | null } | 'any' | 'other';

export class PatternParser extends ExpressionParser {
	#classes: Expr[] = [];
	#captures: NameExpr[] = [];

	/** What stands between `case` and its colon. */
	protected caseHead(): CaseHead {
		const classes = this.#classes = [];
		const captures = this.#captures = [];
		let kind = this.#pattern(true);
		while (this.accept(',')) {
			kind = 'other';
			if (this.type !== ':' && this.type !== 'if') { this.#pattern(true); }
		}
		const guard = this.accept('if') ? this.namedExpression() : undefined;
		return { classes, captures, isCatchAll: kind === 'any', ...(typeof kind === 'object' && { constant: kind.constant }), ...(guard && { guard }) };
	}

	/** `isTop`: what it wants, the whole subject must be. */
	#pattern(isTop: boolean): PatternKind {
		let kind = this.#closed(isTop);
		while (this.accept('|')) {
			this.#closed(isTop);
			kind = 'other';
		}
		if (this.accept('as')) {
			this.#capture(this.name());
			kind = 'other';
		}
		return kind;
	}

	#capture(name: NameExpr): void {
		if (name.name !== '_') { this.#captures.push(name); }
	}

	#closed(isTop: boolean): PatternKind {
		switch (this.type) {
			case 'name': return this.#named(isTop);
			case 'string': case 'number': case 'None': case 'True': case 'False': {
				const value = this.primary();
				return value.kind === 'constant' ? { constant: value.value } : this.giveUp();
			}
			case '*': this.advance(); this.#capture(this.name()); return 'other';
			case '(': this.#several(')'); return 'other';
			case '[': this.#several(']'); return 'other';
			case '{': this.#mapping(); return 'other';
			default: return this.giveUp();
		}
	}

	#several(close: ')' | ']'): void {
		this.advance();
		while (!this.is(close)) {
			this.#pattern(false);
			if (!this.is(close)) { this.expect(','); }
		}
		this.advance();
	}

	#mapping(): void {
		this.advance();
		while (!this.is('}')) {
			if (this.accept('**')) { this.#capture(this.name()); } else {
				this.#closed(false);
				this.expect(':');
				this.#pattern(false);
			}
			if (!this.is('}')) { this.expect(','); }
		}
		this.advance();
	}

	/** A name that is bound, a constant by its dotted name, or a class with what is in its brackets. */
	#named(isTop: boolean): PatternKind {
		const first = this.name();
		let expr: Expr = first;
		while (this.accept('.')) {
			const { name, ...nameSpan } = this.name();
			expr = { kind: 'attribute', start: first.start, end: this.lastEnd, object: expr, name, nameSpan: { start: nameSpan.start, end: nameSpan.end } };
		}
		if (this.type !== '(') {
			if (expr !== first) { return 'other'; }
			this.#capture(first);
			return 'any';
		}
		if (isTop) { this.#classes.push(expr); }
		this.advance();
		while (!this.is(')')) {
			if (!this.#isKeyword()) { this.#pattern(false); } else {
				this.name();
				this.expect('=');
				this.#pattern(false);
			}
			if (!this.is(')')) { this.expect(','); }
		}
		this.advance();
		return 'other';
	}

	/** True at `name=`. */
	#isKeyword(): boolean {
		return this.type === 'name' && /^\s*=/.test(this.text.slice(this.end, this.end + 8));
	}
}
