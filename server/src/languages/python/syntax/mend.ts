/**
 * Texts while they are typed: a line that is not finished (`client.`, `send(`, `x =`) makes a parser lose what is around it, be it a class with all its methods. What
 * is wrong with most of such lines their text tells: they are left out, and the rest is read as if they were not there yet.
 */

/** No expression begins so: where a bracket is open before it, it was never closed. */
const beginsStatement = /[ \t]*(?:(?:def|class|return|raise|import|while|try|with|pass|break|continue|del|global|nonlocal|assert|elif|except|finally|from[ \t]+[\w.]+[ \t]+import|async[ \t]+(?:def|with))\b|@\w)/y;
const heads = /^(?:if|elif|else|while|for|try|except|finally|with|def|class|async\s+(?:def|for|with))\b/;
/** Something must follow. */
const unfinished = /(?:(?<!\.\.|\b\d[\d_]*)\.|[=+\-/%&|^<>@~!]|(?<!\bimport\s*)\*|\b(?:and|or|not|in|is|await|import|from|as|del|assert|lambda|global|nonlocal|if|elif|while|for|with|class|def|async))$/;

/** Texts with more such lines are not being typed. */
const mostBroken = 8;

/** The text with its broken lines left out, of the same length and with the same lines; undefined if nothing shows which they are. */
export function mended(text: string): string | undefined {
	let whole = text;
	for (let count = 0; count < mostBroken; count++) {
		const broken = new Scan(whole).firstBroken();
		if (broken === undefined) { break; }
		const { start, end, isStatement } = broken;
		const first = start + (/^[ \t]*/.exec(whole.slice(start, end))?.[0].length ?? 0);
		const blank = whole.slice(first, end).replaceAll(/[^\r\n]/g, ' ');
		// A block must hold something.
		whole = whole.slice(0, first) + (isStatement && first < end ? `0${blank.slice(1)}` : blank) + whole.slice(end);
	}
	return whole === text ? undefined : whole;
}

interface Broken {
	readonly start: number;
	readonly end: number;
	/** It is not part of one that began before it. */
	readonly isStatement: boolean;
}

/** What means nothing here by itself. */
const plain = /[^\s#\\"'()[\]{}:]+/y;

const closers: Readonly<Record<string, string>> = { '(': ')', '[': ']', '{': '}' };

/** One way through the text, line by line. */
class Scan {
	readonly #text: string;
	#at = 0;
	/** Where the present line begins, and the statement it belongs to. */
	#line = 0;
	#statement = 0;
	/** Brackets that are open: what closes each, and the line it stands on. */
	readonly #open: { readonly closer: string; readonly line: number }[] = [];
	/** Of the present line: how many brackets were open where it began. */
	#openBefore = 0;
	/** Of the present statement: behind its last sign that is no comment, and whether that ends a string. */
	#codeEnd = 0;
	#endsInString = false;
	#hasColon = false;

	constructor(text: string) {
		this.#text = text;
	}

	firstBroken(): Broken | undefined {
		const text = this.#text;
		while (this.#at < text.length) {
			const sign = text[this.#at] as string;
			let broken: Broken | undefined;
			switch (sign) {
				case '\n': broken = this.#endOfLine(); break;
				case '#': this.#at = this.#endOf(this.#at); break;
				case '\\': this.#at += text[this.#at + 1] === '\r' ? 3 : 2; this.#continueLine(); break;
				case '"': case '\'': broken = this.#string(sign); break;
				case ' ': case '\t': case '\r': case '\f': this.#at++; break;
				default: broken = this.#sign(sign);
			}
			if (broken !== undefined) { return broken; }
		}
		return this.#endOfLine() ?? this.#unclosed();
	}

	#sign(sign: string): Broken | undefined {
		plain.lastIndex = this.#at;
		if (plain.test(this.#text)) {
			this.#at = plain.lastIndex;
			this.#codeEnd = this.#at;
			this.#endsInString = false;
			return undefined;
		}
		const closer = closers[sign];
		if (closer !== undefined) { this.#open.push({ closer, line: this.#line }); }
		if (sign === ')' || sign === ']' || sign === '}') {
			if (this.#open.at(-1)?.closer !== sign) { return this.#brokenLine(); }
			this.#open.pop();
		}
		if (sign === ':' && this.#open.length === 0) { this.#hasColon = true; }
		this.#at++;
		this.#codeEnd = this.#at;
		this.#endsInString = false;
		return undefined;
	}

	/** A backslash joins the next line to this one. */
	#continueLine(): void {
		if (this.#text[this.#at - 1] === '\n') { this.#line = this.#at; }
	}

	#string(quote: string): Broken | undefined {
		const text = this.#text;
		const isTriple = text.startsWith(quote.repeat(3), this.#at);
		const ending = isTriple ? quote.repeat(3) : quote;
		const begun = this.#line;
		let at = this.#at + ending.length;
		for (; at < text.length && !text.startsWith(ending, at); at++) {
			if (text[at] === '\\') { at += text[at + 1] === '\r' ? 2 : 1; } else if (text[at] === '\n' && !isTriple) { return this.#brokenLine(); }
			if (text[at] === '\n') { this.#line = at + 1; }
		}
		if (at >= text.length) {
			this.#line = begun;
			return this.#brokenLine();
		}
		this.#at = at + ending.length;
		this.#codeEnd = this.#at;
		this.#endsInString = true;
		return undefined;
	}

	#endOfLine(): Broken | undefined {
		const end = this.#at;
		this.#at++;
		this.#line = this.#at;
		this.#openBefore = this.#open.length;
		if (this.#open.length > 0) {
			beginsStatement.lastIndex = this.#at;
			return beginsStatement.test(this.#text) ? this.#unclosed() : undefined;
		}
		const begun = this.#statement;
		const code = this.#text.slice(begun, Math.max(begun, this.#codeEnd)).trimStart();
		const isBroken = code !== '' && (!this.#endsInString && unfinished.test(code.slice(-12)) || !this.#hasColon && heads.test(code));
		this.#statement = this.#at;
		this.#hasColon = false;
		this.#endsInString = false;
		return isBroken ? { start: begun, end, isStatement: true } : undefined;
	}

	/** The line on which a bracket was opened that is still open. */
	#unclosed(): Broken | undefined {
		const [first] = this.#open;
		return first && { start: first.line, end: this.#endOf(first.line), isStatement: first.line === this.#statement };
	}

	#brokenLine(): Broken {
		return { start: this.#line, end: this.#endOf(this.#line), isStatement: this.#openBefore === 0 && this.#line === this.#statement };
	}

	#endOf(start: number): number {
		const end = this.#text.indexOf('\n', start);
		return end < 0 ? this.#text.length : end;
	}
}
