/** Short ways to write the entries of this folder. */
import type { ArgumentTest, CallbackSlot, Category, Entry, Replacement, Run, Severity } from '../schema.ts';

type Safety = Replacement['safety'];
type Blocks = NonNullable<Entry['blocks']>;

/** What an entry may say beyond what it does. */
export interface Further {
	readonly replacement?: Replacement;
	readonly advice?: string;
	readonly unless?: Blocks['unless'];
	readonly when?: Blocks['when'];
	readonly slight?: Blocks['slight'];
	/** The argument that names what it makes; what a method is called on where that is not given. */
	readonly makes?: number;
	readonly returns?: string;
	/** It works while its result is gone through, not in the call. */
	readonly isLazy?: boolean;
	/** It goes through many files, or waits for the disk itself. */
	readonly isLong?: boolean;
	/** What is left to do where it is given a buffer in memory. */
	readonly inMemory?: string;
	/** The same call cannot be made on another thread, or would be of no use there. */
	readonly staysHere?: boolean;
}

/** `[names, what they all do, what to do instead]`; the names are separated by spaces. */
export type Row = readonly [names: string, does: string, further?: Further];

/** What leaves the world as it is. */
const looking = /^(reads|lists|checks|looks|walks|resolves|compares|computes|derives|compresses|decompresses|hashes|parses|runs a model)\b/;

/**
 * Entries for functions that block: `owner` is a module or type with its separator (`os#`, `pathlib#Path.`). Where nothing else is said, the same
 * call can be made on another thread: `safe` if it only looks, `review` if it changes something or waits for others.
 */
export function blocking(owner: string, category: Category, severity: Severity, rows: readonly Row[]): Entry[] {
	return rows.flatMap(([names, does, further = {}]) => names.split(' ').map((name): Entry => {
		const { advice, unless, when, slight, makes, returns, isLazy, isLong, inMemory } = further;
		const replacement = further.replacement ?? (further.staysHere === true || isLazy === true ? undefined : offload(looking.test(does) ? 'safe' : 'review'));
		const counsel = advice ?? (isLazy === true ? 'collect what it gives in a function, and await asyncio.to_thread() of that' : undefined);
		return {
			symbol: owner + name,
			blocks: { category, severity, does, ...(unless && { unless }), ...(when && { when }), ...(slight && { slight }), ...(makes !== undefined && { makes }), ...(isLazy === true && { isLazy }), ...(isLong === true && { isLong }), ...(inMemory !== undefined && { inMemory }) },
			...(replacement && { replacement }),
			...(counsel !== undefined && { advice: counsel }),
			...(returns !== undefined && { returns }),
		};
	}));
}

/** The same rows for several owners. */
export function blockingEach(owners: readonly string[], category: Category, severity: Severity, rows: readonly Row[]): Entry[] {
	return owners.flatMap((owner) => blocking(owner, category, severity, rows));
}

export function offload(safety: Safety): Replacement {
	return { kind: 'offload', through: 'asyncio#to_thread', safety };
}

/** `symbol` is a coroutine function to be imported by its name that takes the same arguments and gives the same result. */
export function twin(symbol: string, safety: Safety, unless?: ArgumentTest[]): Further {
	return { replacement: { kind: 'twin', symbol, safety, ...(unless && { unless }) } };
}

/** The same object or module has `name`, a coroutine function that takes the same arguments and gives the same result. */
export function member(name: string, safety: Safety = 'review'): Further {
	return { replacement: { kind: 'member', name, safety } };
}

export function advice(text: string): Further {
	return { advice: text };
}

/** The same call on another thread would not help. */
export function here(text: string): Further {
	return { advice: text, staysHere: true };
}

export const lazy: Further = { isLazy: true };

/** An argument by its position (0-based, the object itself not counted) or name that is one of these constants. */
export function is(argument: number, keyword: string, ...equals: (string | number | boolean | null)[]): ArgumentTest {
	return { argument, keyword, equals };
}

/** An argument is given, by its position or name. */
export function given(argument: number, keyword: string, present = true): ArgumentTest {
	return { argument, keyword, present };
}

/** The types of what calls give: `[symbol, type]`. */
export function results(rows: Readonly<Record<string, string>>): Entry[] {
	return Object.entries(rows).map(([symbol, returns]) => ({ symbol, returns }));
}

/** Methods that give something to await; `names` separated by spaces. */
export function coroutines(owner: string, names: string, result?: string): Entry[] {
	return names.split(' ').map((name) => ({ symbol: owner + name, returns: result === undefined ? 'typing#Coroutine' : `typing#Coroutine[${result}]` }));
}

/** Methods that give back what they are called on, or another of its type. */
export function chained(type: string, names: string): Entry[] {
	return names.split(' ').map((name) => ({ symbol: `${type}.${name}`, returns: type }));
}

/** Members of a family that do not do what the rest of it does. */
export function harmless(owner: string, names: string): Entry[] {
	return names.split(' ').map((name) => ({ symbol: owner + name, isHarmless: true }));
}

/** Functions that run what they are given at one argument. */
export function callback(symbols: readonly string[], runs: Run, what: string, argument: CallbackSlot['argument'], keyword?: string): Entry[] {
	return symbols.map((symbol) => ({ symbol, callbacks: [{ argument, runs, what, ...(keyword !== undefined && { keyword }) }] }));
}

/** Functions that hand what they are given at one argument to another thread or process. */
export function offloads(symbols: readonly string[], argument = 0): Entry[] {
	return symbols.map((symbol) => ({ symbol, offloads: argument, callbacks: [{ argument, runs: 'thread', what: 'offloaded function' }] }));
}

/** Decorators, or members that a class overrides: the function is called in this way. */
export function decorators(owner: string, names: string, runs: Run, what: string, mayBeAsync = false): Entry[] {
	return names.split(' ').map((name) => ({ symbol: owner + name, decorates: { runs, what, ...(mayBeAsync && { mayBeAsync }) } }));
}

/** `owner` and each of the names. */
export function members(owner: string, names: string): string[] {
	return names.split(' ').map((name) => owner + name);
}

/** Other names of one type or module. */
export function aliased(target: string, names: string): Record<string, string> {
	return Object.fromEntries(names.split(' ').map((name) => [name, target]));
}

/** `from package import module` names a member of the package, which is a module. */
export function submodules(...modules: string[]): Record<string, string> {
	return Object.fromEntries(modules.map((module) => [module.replace(/\.(\w+)$/, '#$1'), module]));
}

/** They run a coroutine to its end, on an event loop of their own: where one runs already, they fail. */
export function drivers(...symbols: readonly string[]): Entry[] {
	return symbols.map((symbol) => ({ symbol, drives: 0, blocks: { category: 'coroutine', severity: 'error', does: 'runs an event loop until a coroutine is done' }, advice: 'await the coroutine instead' }));
}
