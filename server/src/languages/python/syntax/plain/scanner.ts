/** The tokens of a text that is right as Python has it. What is wrong, or so rare that it is not worth its lines here, makes the scanner give up. */

/** Thrown where a text is not plainly right: the grammar, which mends what is broken, reads it then. */
export class NotPlain extends Error {}

/**
 * A keyword, operator or bracket is of the type that it is written as. `template`: an f-string, of which only the beginning was read.
 * `newline`: the end of a logical line; the scanner then stands before the next line that holds something.
 */
export type TokenType = 'name' | 'number' | 'string' | 'template' | 'newline' | 'end' | Keyword | Operator;

const keywordList = [
	'False', 'None', 'True', 'and', 'as', 'assert', 'async', 'await', 'break', 'class', 'continue', 'def', 'del', 'elif', 'else', 'except', 'finally', 'for', 'from', 'global', 'if', 'import',
	'in', 'is', 'lambda', 'nonlocal', 'not', 'or', 'pass', 'raise', 'return', 'try', 'while', 'with', 'yield',
] as const;
type Keyword = typeof keywordList[number];
const keywords: ReadonlyMap<string, Keyword> = new Map(keywordList.map((word) => [word, word]));

const operatorList = [
	'**=', '//=', '>>=', '<<=', '...', '**', '//', '>>', '<<', '<=', '>=', '==', '!=', '->', '+=', '-=', '*=', '/=', '%=', '@=', '&=', '|=', '^=', ':=',
	'+', '-', '*', '/', '%', '@', '&', '|', '^', '~', '<', '>', '(', ')', '[', ']', '{', '}', ',', ':', '.', ';', '=', '!',
] as const;
type Operator = typeof operatorList[number];

/** By the code of their first character, the longest first. */
const operators: readonly (readonly Operator[] | undefined)[] = Array.from({ length: 128 }, (_, code) => {
	const found = operatorList.filter((each) => each.charCodeAt(0) === code);
	return found.length === 0 ? undefined : found;
});

const nameStart = 1;
const digit = 2;
const classes = Uint8Array.from({ length: 128 }, (_, code) => (/[A-Za-z_]/.test(String.fromCharCode(code)) ? nameStart : /\d/.test(String.fromCharCode(code)) ? digit : 0));

const wideName = /[\p{XIDS}_][\p{XIDC}]*/uy;
const number = /0[xX][\da-fA-F_]+|0[oO][0-7_]+|0[bB][01_]+|(?:\d[\d_]*\.?[\d_]*|\.\d[\d_]*)(?:[eE][+-]?\d[\d_]*)?[jJ]?/y;

const code = { tab: 9, newline: 10, formFeed: 12, return: 13, space: 32, quote: 34, hash: 35, apostrophe: 39, dot: 46, backslash: 92, openBrace: 123, closeBrace: 125 } as const;

export class Scanner {
	readonly text: string;
	/** The token that is read next. */
	type: TokenType = 'newline';
	start = 0;
	end = 0;
	/** What a name says. */
	value = '';
	/** Where the last token before it ended that was not the end of a line. */
	lastEnd = 0;
	/** Where the last line that ended did so, its comment included. */
	lineEnd = 0;
	/** How far the line is indented that follows a `newline`; -1 at the end of the text. */
	column = 0;
	/** Comments with a line to themselves before that line: how far each is indented, and its end. */
	comments: { readonly column: number; readonly end: number }[] = [];
	/** How many brackets are open: lines do not end in them. */
	depth = 0;
	readonly #names = new Map<string, string>();

	constructor(text: string) {
		this.text = text;
		if (text.charCodeAt(0) === 0xFEFF) { this.giveUp(); }
		this.#beginLine(0);
	}

	giveUp(): never {
		throw new NotPlain(`not plain at ${this.start}`);
	}

	/** Asked this way where the token may have changed since its type was last looked at. */
	is(type: TokenType): boolean {
		return this.type === type;
	}

	/** Goes on to the next token. */
	advance(): void {
		if (this.type !== 'newline') { this.lastEnd = this.end; }
		const { text } = this;
		let at = this.end;
		let commentEnd = 0;
		for (;;) {
			const char = text.charCodeAt(at);
			if (char === code.space || char === code.tab || char === code.formFeed || char === code.return) { at++; } else if (char === code.newline) {
				if (this.depth === 0) { this.#endLine(at, commentEnd); return; }
				at++;
			} else if (char === code.hash) { at = commentEnd = this.#lineBreak(at); } else if (char === code.backslash) { at = this.#continuation(at); } else { break; }
		}
		if (at >= text.length) {
			if (this.type === 'newline' || this.depth > 0) { this.#take('end', at, at); } else { this.#endLine(at, commentEnd); }
			return;
		}
		this.#token(at);
	}

	#take(type: TokenType, start: number, end: number): void {
		this.type = type;
		this.start = start;
		this.end = end;
	}

	#lineBreak(at: number): number {
		const end = this.text.indexOf('\n', at);
		return end < 0 ? this.text.length : end;
	}

	#continuation(at: number): number {
		const next = this.text.charCodeAt(at + 1) === code.return ? at + 2 : at + 1;
		if (this.text.charCodeAt(next) !== code.newline) { this.giveUp(); }
		return next + 1;
	}

	#endLine(at: number, commentEnd: number): void {
		this.lineEnd = Math.max(this.lastEnd, commentEnd);
		this.#beginLine(at === this.text.length ? at : at + 1);
		this.type = 'newline';
		this.start = at;
	}

	/** Goes to the next line that holds something, and finds out how far it is indented. */
	#beginLine(from: number): void {
		const { text } = this;
		let at = from;
		let column = 0;
		this.comments = [];
		for (;;) {
			const char = text.charCodeAt(at);
			if (char === code.space) { column += 1; at++; } else if (char === code.tab) { column += 8; at++; } else if (char === code.newline || char === code.return || char === code.formFeed) { column = 0; at++; } else if (char === code.hash) {
				at = this.#lineBreak(at);
				this.comments.push({ column, end: at });
			} else { break; }
		}
		if (text.charCodeAt(at) === code.backslash) { this.giveUp(); }
		this.column = at >= text.length ? -1 : column;
		this.end = at;
	}

	#token(at: number): void {
		const char = this.text.charCodeAt(at);
		const kind = char < 128 ? classes[char] : nameStart;
		if (kind === nameStart) { this.#word(at); } else if (kind === digit || char === code.dot && classes[this.text.charCodeAt(at + 1)] === digit) {
			number.lastIndex = at;
			number.exec(this.text);
			this.#take('number', at, number.lastIndex);
			if (this.#isNamePart(this.end)) { this.giveUp(); }
		} else if (char === code.quote || char === code.apostrophe) { this.#string(at, at, char); } else { this.#operator(at, char); }
	}

	#isNamePart(at: number): boolean {
		const char = this.text.charCodeAt(at);
		return char < 128 ? classes[char] !== 0 : at < this.text.length;
	}

	#word(start: number): void {
		const { text } = this;
		let end = start;
		let char = text.charCodeAt(end);
		while (char < 128 && classes[char] !== 0) { char = text.charCodeAt(++end); }
		if (char >= 128) {
			wideName.lastIndex = start;
			if (!wideName.test(text)) { this.giveUp(); }
			end = wideName.lastIndex;
			if (this.#isNamePart(end)) { this.giveUp(); }
		} else if ((char === code.quote || char === code.apostrophe) && end - start <= 2) {
			this.#string(start, end, char);
			return;
		}
		const written = text.slice(start, end);
		const keyword = end - start <= 8 ? keywords.get(written) : undefined;
		if (keyword === undefined) { this.value = this.#shared(written); }
		this.#take(keyword ?? 'name', start, end);
	}

	/** One text for all places that say the same: names are compared and looked up often. */
	#shared(name: string): string {
		const known = this.#names.get(name);
		if (known !== undefined) { return known; }
		this.#names.set(name, name);
		return name;
	}

	#operator(at: number, char: number): void {
		const found = operators[char]?.find((each) => each.length === 1 || this.text.startsWith(each, at));
		if (found === undefined) { this.giveUp(); }
		if (found === '(' || found === '[' || found === '{') { this.depth++; } else if (found === ')' || found === ']' || found === '}') { this.depth--; }
		this.#take(found, at, at + found.length);
	}

	/** Of a template only what is before the text in it. */
	#string(start: number, opening: number, quote: number): void {
		const { text } = this;
		const prefix = text.slice(start, opening).toLowerCase();
		if (!/^(?:[bru]?|br|rb|f|fr|rf)$/.test(prefix)) { this.giveUp(); }
		const isTriple = text.charCodeAt(opening + 1) === quote && text.charCodeAt(opening + 2) === quote;
		const inner = opening + (isTriple ? 3 : 1);
		if (prefix.includes('f')) { this.#take('template', start, inner); return; }
		let at = inner;
		for (; ; at++) {
			const char = text.charCodeAt(at);
			if (char === code.backslash) { at++; } else if (char === quote) {
				if (!isTriple) { break; }
				if (text.charCodeAt(at + 1) === quote && text.charCodeAt(at + 2) === quote) { at += 2; break; }
			} else if (char === code.newline && !isTriple || at >= text.length) { this.giveUp(); }
		}
		this.#take('string', start, at + 1);
	}

	/**
	 * Goes on in a template whose quotes are given, from where the last token ends. True if that ends at an interpolation's brace, with its first token read;
	 * false at the end of the template, which is then the token that was read.
	 */
	templateGoesOn(quotes: string, start: number, isFormat: boolean): boolean {
		const { text } = this;
		for (let at = this.end; ; at++) {
			const char = text.charCodeAt(at);
			// What a backslash does before a brace, or before a newline in a format, is for the grammar to say.
			if (char === code.backslash) { at += this.#templateEscape(at, isFormat); } else if (char === code.openBrace) {
				if (!isFormat && text.charCodeAt(at + 1) === code.openBrace) { at++; continue; }
				this.end = at + 1;
				this.depth++;
				this.advance();
				return true;
			} else if (char === code.closeBrace) {
				if (isFormat) { this.depth--; this.#take('}', at, at + 1); return false; }
				if (text.charCodeAt(at + 1) !== code.closeBrace) { this.giveUp(); }
				at++;
			} else if (char === quotes.charCodeAt(0) && text.startsWith(quotes, at)) {
				if (isFormat) { this.giveUp(); }
				this.#take('template', start, at + quotes.length);
				return false;
			} else if (char === code.newline && (quotes.length === 1 || isFormat) || at >= text.length) { this.giveUp(); }
		}
	}

	/** How much more a backslash takes with it. */
	#templateEscape(at: number, isFormat: boolean): number {
		const next = this.text[at + 1] ?? '';
		if (isFormat || next === '{' || next === '}' || next === 'N') { this.giveUp(); }
		return 1;
	}
}
