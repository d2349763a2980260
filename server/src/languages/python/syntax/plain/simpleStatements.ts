/** Statements that hold no others. */
import { annotationFromText } from '../annotationText.ts';
import { partsOf, type Expr, type ImportedName, type Stmt } from '../ast.ts';
import { PatternParser } from './patterns.ts';
import type { TokenType } from './scanner.ts';

const augmenting: Readonly<Partial<Record<TokenType, string>>> = {
	'+=': '+', '-=': '-', '*=': '*', '/=': '/', '//=': '//', '%=': '%', '@=': '@', '&=': '&', '|=': '|', '^=': '^', '<<=': '<<', '>>=': '>>', '**=': '**',
};
const places: ReadonlySet<Expr['kind']> = new Set(['name', 'attribute', 'subscript', 'tuple', 'list', 'starred']);

export class SimpleStatementParser extends PatternParser {
	protected simple(body: Stmt[]): void {
		const { start, type } = this;
		switch (type) {
			case 'pass': case 'break': case 'continue': this.advance(); body.push({ kind: type, start, end: this.lastEnd }); return;
			case 'return': {
				this.advance();
				const value = this.isEndOfList() ? undefined : this.expressions();
				body.push({ kind: 'return', start, end: this.lastEnd, ...(value && { value }) });
				return;
			}
			case 'raise': {
				this.advance();
				const value = this.isEndOfList() ? undefined : this.expression();
				const cause = value !== undefined && this.accept('from') ? this.expression() : undefined;
				body.push({ kind: 'raise', start, end: this.lastEnd, ...(value && { value }), ...(cause && { cause }) });
				return;
			}
			case 'del': {
				this.advance();
				const targets = itemsOf(this.expressions());
				body.push({ kind: 'delete', start, end: this.lastEnd, targets });
				return;
			}
			case 'assert': {
				this.advance();
				const values = [this.expression()];
				if (this.accept(',')) { values.push(this.expression()); }
				body.push({ kind: 'assert', start, end: this.lastEnd, values });
				return;
			}
			case 'global': case 'nonlocal': {
				const names: string[] = [];
				do {
					this.advance();
					names.push(this.name().name);
				} while (this.is(','));
				body.push({ kind: 'scope', start, end: this.lastEnd, declares: type, names });
				return;
			}
			case 'import': body.push(this.#import()); return;
			case 'from': body.push(this.#importFrom()); return;
			default: this.#expressionStatement(body);
		}
	}

	#import(): Stmt {
		const { start } = this;
		const names: ImportedName[] = [];
		do {
			this.advance();
			names.push(this.#imported());
		} while (this.type === ',');
		return { kind: 'import', start, end: this.lastEnd, level: 0, names, isStar: false };
	}

	#imported(): ImportedName {
		const { start } = this;
		const name = this.#dotted();
		const alias = this.accept('as') ? this.name().name : undefined;
		return { start, end: this.lastEnd, name, ...(alias !== undefined && { alias }) };
	}

	#dotted(): string {
		let { name } = this.name();
		while (this.accept('.')) { name += `.${this.name().name}`; }
		return name;
	}

	#importFrom(): Stmt {
		const { start } = this;
		this.advance();
		let level = 0;
		while (this.type === '.' || this.type === '...') {
			level += this.type.length;
			this.advance();
		}
		const from = this.type === 'import' ? '' : this.#dotted();
		this.expect('import');
		if (level === 0 && from === '') { this.giveUp(); }
		if (this.accept('*')) { return { kind: 'import', start, end: this.lastEnd, level, from, names: [], isStar: true }; }
		const isBracketed = this.accept('(');
		const names = [this.#imported()];
		while (this.accept(',') && this.type !== ')') { names.push(this.#imported()); }
		if (isBracketed) { this.expect(')'); }
		return from === '__future__' ? { kind: 'pass', start, end: this.lastEnd } : { kind: 'import', start, end: this.lastEnd, level, from, names, isStar: false };
	}

	#expressionStatement(body: Stmt[]): void {
		const { start, bracketedPlaces } = this;
		if (this.type === 'yield') {
			const value = this.yieldExpression();
			body.push({ kind: 'expression', start, end: this.lastEnd, value });
			return;
		}
		const word = this.type === 'name' ? this.value : undefined;
		const first = this.item();
		// What a `print` without brackets prints, and what may give a type another name.
		if (first.kind !== 'name' && (word === 'print' || word === 'exec') && (first.kind === 'binary' || this.type === ',') || word === 'type' && first.kind !== 'name' && this.type === '=') { this.giveUp(); }
		if (word === 'type' && this.type === 'name') {
			body.push(this.#typeAlias(start));
			return;
		}
		const parts: { start: number; end: number; value: Expr }[] = [{ start, end: this.lastEnd, value: first }];
		const isList = this.type === ',';
		while (this.accept(',') && !this.isEndOfList()) {
			const { start: at } = this;
			const value = this.item();
			parts.push({ start: at, end: this.lastEnd, value });
		}
		if (this.type === '=' || this.type === ':' || augmenting[this.type] !== undefined) {
			const target: Expr = isList ? { kind: 'tuple', start, end: this.lastEnd, items: parts.map((each) => each.value) } : first;
			if (this.bracketedPlaces !== bracketedPlaces) { this.giveUp(); }
			body.push(this.#assignment(start, this.#place(target)));
			return;
		}
		for (const each of parts) {
			if (each.value.kind === 'starred') { this.giveUp(); }
			body.push({ kind: 'expression', start: each.start, end: each.end, value: each.value });
		}
	}

	/** The rest of `type Name = …`. */
	#typeAlias(start: number): Stmt {
		const target = this.name();
		this.expect('=');
		const value = annotationFromText(this.expression());
		return { kind: 'assign', start, end: this.lastEnd, targets: [target], value };
	}

	#place(target: Expr): Expr {
		if (!places.has(target.kind)) { this.giveUp(); }
		if (target.kind === 'tuple' || target.kind === 'list') { for (const each of target.items) { this.#place(each); } }
		return target;
	}

	/** `= value`, `= b = value`, `: annotation = value` or `+= value`. */
	#assignment(start: number, target: Expr): Stmt {
		const operator = augmenting[this.type];
		if (operator !== undefined) {
			this.advance();
			const value = this.expressions();
			return { kind: 'assign', start, end: this.lastEnd, targets: [target], value, operator };
		}
		if (this.accept(':')) {
			const annotation = annotationFromText(this.expression());
			const value = this.accept('=') ? this.expressions() : undefined;
			return { kind: 'assign', start, end: this.lastEnd, targets: [target], annotation, ...(value && { value }) };
		}
		const targets = [target];
		for (;;) {
			this.expect('=');
			const { bracketedPlaces } = this;
			const value = this.expressions();
			if (this.type !== '=') { return { kind: 'assign', start, end: this.lastEnd, targets, value }; }
			if (this.bracketedPlaces !== bracketedPlaces) { this.giveUp(); }
			targets.push(this.#place(value));
		}
	}
}

/** The items of a list without brackets, or the one expression. */
export function itemsOf(expr: Expr): readonly Expr[] {
	return expr.kind === 'tuple' ? partsOf(expr) : [expr];
}
