/** Short ways to write the entries of this folder. */
import type { CallbackSlot, Category, Entry, Run, Severity } from '../schema.ts';

/** What an entry may say beyond what it does. */
export interface Further {
	readonly advice?: string;
	readonly isLazy?: boolean;
}

/** `[names, what they all do, what to do instead]`; the names are separated by spaces. */
export type Row = readonly [names: string, does: string, further?: Further];

/** Entries for functions that block: `owner` is a module or type with its separator (`std::fs#`, `std::fs#File.`). */
export function blocking(owner: string, category: Category, severity: Severity, advice: string, rows: readonly Row[]): Entry[] {
	return rows.flatMap(([names, does, further = {}]) => names.split(' ').map((name): Entry => ({
		symbol: owner + name, blocks: { category, severity, does, ...(further.isLazy === true && { isLazy: true }) }, advice: further.advice ?? advice,
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
