/** A place in a text that is read sign by sign: words, white space, lines and how far they are indented. Offsets are UTF-16, 0-based. */

/** Thrown where a text is not as it is expected; only `readSound` catches it. Not an error: it carries no stack, which would cost more than what was read. */
export const gaveUp = Symbol('gave up');

/** Words that are no names. */
const reserved: ReadonlySet<string> = new Set(['False', 'None', 'True', 'and', 'as', 'assert', 'async', 'await', 'break', 'class', 'continue', 'def', 'del', 'elif', 'else', 'except', 'finally', 'for', 'from', 'global', 'if', 'import', 'in', 'is', 'lambda', 'nonlocal', 'not', 'or', 'pass', 'raise', 'return', 'try', 'while', 'with', 'yield']);
const longestReserved = 'continue'.length;

const beyondAscii = /[\p{XID_Continue}]*/uy;

/** What signs of ASCII may be in a word: 1 to begin it, 2 only within. */
const wordSigns = Uint8Array.from({ length: 128 }, (_, code) => {
	const sign = String.fromCharCode(code);
	return /[A-Za-z_]/.test(sign) ? 1 : /\d/.test(sign) ? 2 : 0;
});

const [newline, carriageReturn, space, tab, formFeed, backslash, hash, comma] = [10, 13, 32, 9, 12, 92, 35, 44] as const;

/** White space that a line begins with counts for its indentation: so many columns. */
const columnsOfTab = 8;

/** The next line with anything in it but a comment. */
export interface NextLine {
	readonly at: number;
	readonly indent: number;
	/** The first comment on a line of its own before it; -1 if there is none. */
	readonly commentIndent: number;
	readonly commentEnd: number;
}

export class Cursor {
	readonly text: string;
	/** Where the next token begins; the end of the line where there is none on it. */
	at = 0;
	/** Behind the last token. */
	end = 0;
	/** How many brackets are open: within them lines mean nothing. */
	#depth = 0;

	constructor(text: string) {
		this.text = text;
		// A byte order mark.
		if (text.charCodeAt(0) === 0xFE_FF) { this.at = 1; }
	}

	/** The sign that comes next; NaN at the end of the text. */
	get code(): number { return this.text.charCodeAt(this.at); }

	codeAt(offset: number): number { return this.text.charCodeAt(this.at + offset); }

	giveUp(): never { throw gaveUp; }

	/** Goes over a token of so many signs, and what means nothing behind it. */
	advance(length: number): void {
		this.at += length;
		this.end = this.at;
		this.#skip();
	}

	/** Goes over an opening bracket. */
	open(): void {
		this.#depth++;
		this.advance(1);
	}

	/** Goes over a closing bracket; another sign is not expected here. */
	close(code: number): void {
		if (this.code !== code) { this.giveUp(); }
		this.#depth--;
		this.advance(1);
	}

	/** Reads what `{` and `}` enclose within a string, from behind the first to before the second. */
	within(at: number, read: () => void): void {
		const { end } = this;
		this.#depth++;
		this.at = at;
		this.#skip();
		read();
		this.#depth--;
		this.end = end;
	}

	expect(code: number): void {
		if (this.code !== code) { this.giveUp(); }
		this.advance(1);
	}

	acceptComma(): boolean {
		if (this.code !== comma) { return false; }
		this.advance(1);
		return true;
	}

	/** Goes over a word if it comes next. */
	accept(word: string): boolean {
		if (!this.isWord(word)) { return false; }
		this.advance(word.length);
		return true;
	}

	expectWord(word: string): void {
		if (!this.accept(word)) { this.giveUp(); }
	}

	isWord(word: string): boolean {
		return this.text.startsWith(word, this.at) && !isInWord(this.text.charCodeAt(this.at + word.length));
	}

	/** Behind the word that begins at an offset; the offset itself if none does. */
	wordEnd(at: number): number {
		const { text } = this;
		if (!beginsWord(text.charCodeAt(at))) { return at; }
		let end = at + 1;
		for (;;) {
			const code = text.charCodeAt(end);
			if (code < 128 ? wordSigns[code] !== 0 : code >= 128) { end++; } else { break; }
		}
		if (text.charCodeAt(end - 1) < 128 && text.charCodeAt(at) < 128) { return end; }
		beyondAscii.lastIndex = at;
		return beyondAscii.test(text) && beyondAscii.lastIndex === end ? end : this.giveUp();
	}

	/** The word that comes next, which is not gone over; empty if none does. */
	word(): string { return this.text.slice(this.at, this.wordEnd(this.at)); }

	/** Goes over a name. */
	name(): string {
		const name = this.word();
		if (name === '' || name.length <= longestReserved && reserved.has(name)) { this.giveUp(); }
		this.advance(name.length);
		return name;
	}

	/** From behind a token to the next: over white space, lines that are joined, and within brackets over lines and comments. */
	#skip(): void {
		const { text } = this;
		for (let { at } = this; ; at++) {
			switch (text.charCodeAt(at)) {
				case space: case tab: case formFeed: break;
				case backslash:
					if (text.charCodeAt(at + 1) === carriageReturn) { at++; }
					if (text.charCodeAt(++at) !== newline) { this.giveUp(); }
					break;
				case newline: case carriageReturn: if (this.#depth > 0) { break; } this.at = at; return;
				case hash: if (this.#depth > 0) { at = this.#lineEnd(at) - 1; break; } this.at = at; return;
				default: this.at = at; return;
			}
		}
	}

	#lineEnd(at: number): number {
		const end = this.text.indexOf('\n', at);
		return end < 0 ? this.text.length : end;
	}

	/** True if nothing but a comment follows on the line. */
	get isAtLineEnd(): boolean {
		const { code } = this;
		return code === newline || code === carriageReturn || code === hash || this.at >= this.text.length;
	}

	/** Ends a line, and stands behind what is on it, a comment included; answers with that place. */
	endLine(): number {
		if (!this.isAtLineEnd || this.code === carriageReturn && this.codeAt(1) !== newline) { this.giveUp(); }
		this.at = this.code === hash ? this.#lineEnd(this.at) : this.end;
		return this.at;
	}

	/** Looks for the next line from the end of one. */
	nextLine(from: number): NextLine {
		const { text } = this;
		let indent = 0, commentIndent = -1, commentEnd = from;
		let at = from;
		for (; at < text.length; at++) {
			const code = text.charCodeAt(at);
			if (code === space) { indent++; } else if (code === tab) { indent += columnsOfTab; } else if (code === newline || code === carriageReturn || code === formFeed) { indent = 0; } else if (code === hash) {
				at = this.#lineEnd(at);
				if (commentIndent < 0) {
					commentIndent = indent;
					commentEnd = at;
				}
				indent = 0;
			} else { break; }
		}
		return { at, indent: at < text.length ? indent : 0, commentIndent, commentEnd };
	}
}

export function beginsWord(code: number): boolean {
	return code < 128 ? wordSigns[code] === 1 : code >= 128;
}

export function isInWord(code: number): boolean {
	return code < 128 ? wordSigns[code] !== 0 : code >= 128;
}
