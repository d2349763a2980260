/** What `#[cfg(…)]` says: which of several items of one name is there, and where what it stands before happens at all. */
import type { Requirement } from '../../outline/model.ts';
import type { Attribute } from './syntax/ast.ts';

type Holds = boolean | undefined;

/** Whether something is there in a program as it runs on Linux, outside of tests; features may be on or off: `#[cfg(windows)] fn open()`, `#[cfg(not(windows))] fn open()` are one function. */
export function mayBeThere({ attributes }: { readonly attributes: readonly Attribute[] }): boolean {
	return attributes.every(({ path, text }) => path !== 'cfg' || holds(text, linux) !== false);
}

/** What is known of where a program runs: names (`unix`), and what others equal (`target_os`); undefined where it is not. */
interface Circumstances {
	readonly named: Readonly<Record<string, boolean>>;
	readonly told: Readonly<Record<string, string>>;
	/** Features that are off. */
	readonly off?: ReadonlySet<string>;
}

const never = { test: false, doctest: false, miri: false, loom: false, doc: false, docsrs: false };
const linux: Circumstances = { named: { ...never, unix: true, windows: false }, told: { target_os: 'linux', target_family: 'unix', target_env: 'gnu' } };
const unlike = (os: string): Circumstances => ({ named: linux.named, told: { target_os: os, target_family: 'unix' } });

/** By the names that conditions on platforms have in outlines, the other platforms. */
const others: Readonly<Record<string, Circumstances>> = {
	win32: { named: { ...never, unix: false, windows: true }, told: { target_os: 'windows', target_family: 'windows' } },
	darwin: unlike('macos'), freebsd: unlike('freebsd'), android: unlike('android'), ios: unlike('ios'),
	wasi: { named: { ...never, unix: false, windows: false }, told: { target_os: 'wasi', target_family: 'wasm', target_arch: 'wasm32' } },
};

/**
 * What must hold for what such attributes stand before: that the program runs on other platforms than Linux, or that a feature is on which is off by default.
 * `never` for what only tests have. `off`: the features of the package that are.
 */
export function requirementsOf(attributes: readonly Attribute[], off: () => ReadonlySet<string>): readonly Requirement[] | 'never' {
	const found: Requirement[] = [];
	for (const { path, text } of attributes) {
		if (path !== 'cfg') { continue; }
		if (holds(text, linux) === false) {
			const platforms = Object.keys(others).filter((each) => holds(text, others[each] ?? linux) !== false);
			if (platforms.length === 0) { return 'never'; }
			const isElsewhere = platforms.length === Object.keys(others).length;
			// Of several, those without threads say the least.
			const told = platforms.length > 1 ? platforms.filter((each) => each !== 'wasi') : platforms;
			found.push({ value: { kind: 'external', symbol: 'node:process#platform' }, ...(isElsewhere ? { test: 'differs', constants: ['linux'] } : { test: 'equals', constants: told }) });
		} else if (text.includes('feature') && holds(text, { ...linux, off: off() }) === false) {
			const feature = [...text.matchAll(/\bfeature\s*=\s*"([^"]+)"/g)].map(([, name = '']) => name).find((name) => off().has(name));
			if (feature !== undefined) { found.push({ value: { kind: 'external', symbol: `feature#${feature}` }, test: 'truthy', constants: [] }); }
		}
	}
	return found;
}

function holds(text: string, circumstances: Circumstances): Holds { return new Reader(text, circumstances).predicate(); }

/** Reads `any(unix, not(target_os = "macos"))`. */
class Reader {
	readonly #tokens: readonly string[];
	readonly #circumstances: Circumstances;
	#at = 0;

	constructor(text: string, circumstances: Circumstances) {
		this.#tokens = text.match(/\w+|"[^"]*"|[(),=]/g) ?? [];
		this.#circumstances = circumstances;
	}

	predicate(): Holds {
		const { named, told, off } = this.#circumstances;
		const name = this.#next();
		if (this.#take('=')) {
			const value = this.#next().replaceAll('"', '');
			if (name === 'feature') { return off?.has(value) === true ? false : undefined; }
			const own = Object.hasOwn(told, name) ? told[name] : undefined;
			return own === undefined ? undefined : own === value;
		}
		if (!this.#take('(')) { return Object.hasOwn(named, name) ? named[name] : undefined; }
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
