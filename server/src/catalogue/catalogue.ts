import type { SymbolName } from '../outline/model.ts';
import type { CatalogueData, Entry } from './schema.ts';

/** Looks entries up by symbol. Where several fit (a user's before ours, exact before `*`), the first that says a thing wins. */
export interface Catalogue {
	/** What is known of a symbol; undefined if nothing. The same object for the same symbol. */
	lookup(symbol: SymbolName): Entry | undefined;
	/** The symbol under its catalogue name, aliases applied. */
	canonical(symbol: SymbolName): SymbolName;
	/** The last names of all symbols that block or take callbacks: a call to any other name outside the workspace need not be resolved. */
	readonly names: ReadonlySet<string>;
}

/** Builds a catalogue; later data is overridden by earlier (give the user's first). */
export declare function createCatalogue(...data: readonly CatalogueData[]): Catalogue;
