/**
 * Cheap facts from a file's text, by which files are told apart before any is parsed. They may say yes too often (a word in a comment),
 * never no where the word is written out.
 */

/** Looks for whole words in texts. Made once for a set of words, as it prepares tables. */
export class WordScan {
	readonly #words: ReadonlySet<string>;
	/** By the code of its first character, the lengths of the words: a bit each, the topmost for all of 31 and more. */
	readonly #lengths = new Int32Array(128);
	readonly #hasOthers: boolean;

	constructor(words: Iterable<string>) {
		this.#words = new Set(words);
		for (const word of this.#words) {
			const first = word.charCodeAt(0);
			if (first < 128) { this.#lengths[first] = (this.#lengths[first] ?? 0) | lengthBit(word.length); }
		}
		this.#hasOthers = [...this.#words].some((word) => word.charCodeAt(0) >= 128);
	}

	/** True if any of the words occurs. */
	isIn(text: string): boolean {
		return this.#visit(text, () => true);
	}

	/** Those of the words that occur. */
	wordsIn(text: string): ReadonlySet<string> {
		const found = new Set<string>();
		this.#visit(text, (word) => { found.add(word); return false; });
		return found;
	}

	/** Until `visit` answers with true, which is answered then. */
	#visit(text: string, visit: (word: string) => boolean): boolean {
		for (let at = 0; at < text.length; at++) {
			const first = text.charCodeAt(at);
			if (!isWordCode(first)) { continue; }
			const start = at;
			do { at++; } while (at < text.length && isWordCode(text.charCodeAt(at)));
			const isLikely = first < 128 ? ((this.#lengths[first] ?? 0) & lengthBit(at - start)) !== 0 : this.#hasOthers;
			if (!isLikely) { continue; }
			const word = text.slice(start, at);
			if (this.#words.has(word) && visit(word)) { return true; }
		}
		return false;
	}
}

function lengthBit(length: number): number {
	return 1 << Math.min(length, 31);
}

/** Letters, digits, `_`, `$` and everything beyond ASCII. */
function isWordCode(code: number): boolean {
	return (code >= 97 && code <= 122) || (code >= 65 && code <= 90) || (code >= 48 && code <= 57) || code === 95 || code === 36 || code >= 128;
}

const accessor = /\b(?:get|set)\s+(?:#?([\w$\u0080-\uFFFF]+)|(['"])([^'"\r\n]+)\2|\[\s*(['"])([^'"\r\n]+)\4\s*\])\s*(?:<[^>()]*>)?\s*\(/g;
const definedProperty = /\bdefineProperty\s*\(\s*[^,()]+,\s*(['"])([^'"\r\n]+)\1/g;

/**
 * The names of getters and setters that TypeScript or JavaScript text declares, private ones without `#`: those whose body calls or
 * constructs something, or is not plain to see. One that only gives a field back (`return this.size;`) does nothing worth following.
 */
export function accessorNames(text: string): ReadonlySet<string> {
	const names = new Set<string>();
	if (/\b[gs]et\s/.test(text)) {
		for (const match of text.matchAll(accessor)) {
			const [whole, name, , quoted, , computed] = match;
			if (!isPlainAccessor(text, match.index + whole.length)) { names.add(name ?? quoted ?? computed ?? ''); }
		}
	}
	if (text.includes('defineProperty')) {
		for (const [, , name = ''] of text.matchAll(definedProperty)) { names.add(name); }
	}
	return names;
}

/** `start` is behind the opening parenthesis: parameter, return type, and a body of one statement without a call. */
function isPlainAccessor(text: string, start: number): boolean {
	plainBody.lastIndex = start;
	return plainBody.test(text);
}
const plainBody = /[^()]*\)\s*(?::[^{};=()]+)?\{\s*(?:return\b)?[^(){}[\]`]*\}/y;

/** Begins with `#!` (after a byte order mark, if there is one). */
export function hasShebang(text: string): boolean {
	return /^\uFEFF?#!/.test(text);
}

const workerSigns = /\bparentPort\b|\b(?:self|globalThis)\s*\.\s*(?:onmessage\b|addEventListener\s*\(\s*['"]message['"])|^onmessage\s*=|\bimportScripts\s*\(|^\/\/\/\s*<reference\s+lib=["']webworker["']/m;

/** Holds what is only found on the far side of a worker thread. */
export function looksLikeWorker(text: string): boolean {
	return workerSigns.test(text);
}
