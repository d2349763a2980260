/** Short ways to write the entries of this folder. */
import type { ArgumentTest, CallbackSlot, Category, Entry, Replacement, Run, Severity } from '../schema.ts';

/** What an entry may say beyond what it does. */
export interface Further {
	readonly advice?: string;
	readonly isLazy?: boolean;
	/** It reads or writes one file as a whole. */
	readonly isOneFile?: boolean;
	/** Calls of which any of these holds read memory of the kernel's. */
	readonly inKernel?: ArgumentTest[];
	/** The argument that names what it makes. */
	readonly makes?: number;
	/** What can be awaited instead of the function of this name. */
	readonly replacement?: (name: string) => Replacement;
}

/** `[names, what they all do, what to do instead]`; the names are separated by spaces. */
export type Row = readonly [names: string, does: string, further?: Further];

/** Entries for functions that block: `owner` is a module or type with its separator (`std::fs#`, `std::fs#File.`). */
export function blocking(owner: string, category: Category, severity: Severity, advice: string, rows: readonly Row[]): Entry[] {
	return rows.flatMap(([names, does, further = {}]) => names.split(' ').map((name): Entry => ({
		symbol: owner + name, blocks: { category, severity, does, ...(further.isLazy === true && { isLazy: true }), ...(further.isOneFile === true && { isOneFile: true }), ...(further.inKernel && { inKernel: further.inKernel }), ...(further.makes !== undefined && { makes: further.makes }) }, advice: further.advice ?? advice, ...(further.replacement && { replacement: further.replacement(name) }),
	})));
}

/** The same rows for several owners. */
export function blockingEach(owners: readonly string[], category: Category, severity: Severity, advice: string, rows: readonly Row[]): Entry[] {
	return owners.flatMap((owner) => blocking(owner, category, severity, advice, rows));
}

/** Functions that run what they are given at one argument. */
export function callback(symbols: readonly string[], runs: Run, what: string, argument: CallbackSlot['argument'] = 0): Entry[] {
	return symbols.map((symbol) => ({ symbol, callbacks: [{ argument, runs, what }] }));
}

/** Functions that hand what they are given to another thread. */
export function offloads(symbols: readonly string[], argument = 0): Entry[] {
	return symbols.map((symbol) => ({ symbol, offloads: argument, callbacks: [{ argument, runs: 'thread', what: 'offloaded closure' }] }));
}

/** Functions that begin a future as a task of its own. */
export function spawns(symbols: readonly string[], keptBy: 'caller' | 'scope', argument = 0): Entry[] {
	return symbols.map((symbol) => ({ symbol, spawns: { argument, keptBy }, callbacks: [{ argument, runs: 'loop', what: 'task' }] }));
}

/** Attributes, or members of traits that a type implements: the function is called in this way. */
export function decorators(owner: string, names: string, runs: Run, what: string): Entry[] {
	return names.split(' ').map((name) => ({ symbol: owner + name, decorates: { runs, what } }));
}

/** `owner` and each of the names. */
export function members(owner: string, names: string): string[] {
	return names.split(' ').map((name) => owner + name);
}

/** The function of the same name, or of another one, in a module that waits without a thread. What only looks is the same in every respect. */
export function twin(module: string, safety: 'safe' | 'review', renamed?: string): Pick<Further, 'replacement'> {
	return { replacement: (name) => ({ kind: 'twin', symbol: module + (renamed ?? name), safety }) };
}

/** A text in which `$self` is what the method is called on, and `$name` a function of the last name of `symbol`. */
export function written(template: string, symbol: string): Pick<Further, 'replacement'> {
	return { replacement: (name) => ({ kind: 'template', template: template.replaceAll('$method', name), imports: [symbol.replaceAll('$method', name)], safety: 'safe' }) };
}

/** The same call, on a thread for what blocks. */
export const onThread: Pick<Further, 'replacement'> = { replacement: () => ({ kind: 'offload', through: 'tokio::task#spawn_blocking', safety: 'review' }) };
