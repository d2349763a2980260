/** Short ways to write the entries of this folder. */
import type { ArgumentTest, Category, CallbackSlot, Entry, Replacement, Run, Severity } from '../schema.ts';

type Safety = Replacement['safety'];
type Blocks = NonNullable<Entry['blocks']>;

/** What an entry may say beyond what it does. */
export interface Further {
	readonly replacement?: Replacement;
	readonly advice?: string;
	readonly unless?: Blocks['unless'];
	readonly when?: Blocks['when'];
	readonly slight?: Blocks['slight'];
	readonly makes?: number;
	readonly returns?: string;
}

/** `[name, what it does, what to do instead]` */
export type Row = readonly [name: string, does: string, further?: Further];

/** Entries for functions that block: `owner` is a module or type with its separator (`node:fs#`, `node:fs#Dir.`). */
export function blocking(owner: string, category: Category, severity: Severity, rows: readonly Row[]): Entry[] {
	return rows.map(([name, does, further = {}]) => {
		const { replacement, advice, unless, when, slight, makes, returns } = further;
		return {
			symbol: owner + name,
			blocks: { category, severity, does, ...(unless && { unless }), ...(when && { when }), ...(slight && { slight }), ...(makes !== undefined && { makes }) },
			...(replacement && { replacement }),
			...(advice !== undefined && { advice }),
			...(returns !== undefined && { returns }),
		};
	});
}

/** `symbol` is a function to be imported by its name that takes the same arguments and gives a promise of the same result. */
export function twin(symbol: string, safety: Safety, unless?: ArgumentTest[]): Further {
	return { replacement: { kind: 'twin', symbol, safety, ...(unless && { unless }) } };
}

/** The same object or module has `name`, which takes the same arguments and gives a promise of the same result. */
export function member(name: string, safety: Safety, unless?: ArgumentTest[]): Further {
	return { replacement: { kind: 'member', name, safety, ...(unless && { unless }) } };
}

/** The same module has `name`, which takes the same arguments and a callback `(error, result)` after them. */
export function promisified(name: string, safety: Safety, unless?: ArgumentTest[]): Further {
	return { replacement: { kind: 'promisify', name, safety, ...(unless && { unless }) } };
}

export function advice(text: string): Further {
	return { advice: text };
}

/** A database that is opened in memory, as all of them are without a name. */
export const inMemory: ArgumentTest[] = [{ argument: 0, equals: [':memory:', ''] }, { argument: 0, present: false }];

/** An entry whose function arguments, wherever they stand, are run in one way. */
export function callbacks(symbols: readonly string[], runs: Run, what: string, argument: CallbackSlot['argument'] = 'any'): Entry[] {
	return symbols.map((symbol) => ({ symbol, callbacks: [{ argument, runs, what }] }));
}

/** Functions that run the one given at an argument when its turn comes, and give a promise of what that gives. */
export function turnsOf(symbols: readonly string[], argument: number): Entry[] {
	return symbols.map((symbol) => ({ symbol, callbacks: [{ argument, runs: 'later', what: 'task', givesResult: true }] }));
}

/** What a test runner runs: tests, and what comes before and after them. */
export function testCallbacks(symbols: readonly string[]): Entry[] {
	return symbols.flatMap((symbol) => {
		const name = symbol.slice(Math.max(symbol.lastIndexOf('.'), symbol.indexOf('#')) + 1);
		return callbacks([symbol], 'test', /^(?:before|setup|suiteSetup)/.test(name) ? 'test set-up' : /^(?:after|teardown|suiteTeardown|onTestFinished)/.test(name) ? 'test clean-up' : 'test');
	});
}

/** `owner` and each of the names. */
export function members(owner: string, names: string): string[] {
	return names.split(' ').map((name) => owner + name);
}

/** An entry for a constructor or function that takes callbacks in an options object. */
export function options(symbol: string, argument: number, properties: string, runs: Run, what: string): Entry {
	return { symbol, callbacks: properties.split(' ').map((property) => ({ argument, property, runs, what })) };
}
