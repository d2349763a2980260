/** Which of several items of one name is there: `#[cfg(windows)] fn open()`, `#[cfg(not(windows))] fn open()` are one function. */
import type { Attribute } from './syntax/ast.ts';

type Holds = boolean | undefined;

/** False for what is surely not there in a program as it runs on Linux, outside of tests; features may be on or off. */
export function mayBeThere({ attributes }: { readonly attributes: readonly Attribute[] }): boolean {
	return attributes.every(({ path, text }) => path !== 'cfg' || new Reader(text).predicate() !== false);
}

const known: Readonly<Record<string, boolean>> = { unix: true, windows: false, test: false, doctest: false, miri: false, loom: false, doc: false, docsrs: false };
const told: Readonly<Record<string, string>> = { target_os: 'linux', target_family: 'unix', target_env: 'gnu' };

/** Reads `any(unix, not(target_os = "macos"))`. */
class Reader {
	readonly #tokens: readonly string[];
	#at = 0;

	constructor(text: string) {
		this.#tokens = text.match(/\w+|"[^"]*"|[(),=]/g) ?? [];
	}

	predicate(): Holds {
		const name = this.#next();
		if (this.#take('=')) {
			const value = this.#next().replaceAll('"', '');
			const own = Object.hasOwn(told, name) ? told[name] : undefined;
			return own === undefined ? undefined : own === value;
		}
		if (!this.#take('(')) { return Object.hasOwn(known, name) ? known[name] : undefined; }
		const parts: Holds[] = [];
		while (this.#at < this.#tokens.length && !this.#take(')')) {
			parts.push(this.predicate());
			this.#take(',');
		}
		switch (name) {
			case 'not': return parts[0] === undefined ? undefined : !parts[0];
			case 'all': return parts.includes(false) ? false : parts.includes(undefined) ? undefined : true;
			case 'any': return parts.includes(true) ? true : parts.includes(undefined) ? undefined : false;
			default: return undefined;
		}
	}

	#next(): string {
		return this.#tokens[this.#at++] ?? '';
	}

	#take(token: string): boolean {
		if (this.#tokens[this.#at] !== token) { return false; }
		this.#at++;
		return true;
	}
}
