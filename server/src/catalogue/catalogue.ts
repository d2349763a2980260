import type { SymbolName } from '../outline/model.ts';
import type { CatalogueData, Entry } from './schema.ts';

/** Looks entries up by symbol. Where several fit (a user's before ours, exact before `*`), the first that says a thing wins. */
export interface Catalogue {
	/** What is known of a symbol; undefined if nothing. The same object for the same symbol. */
	lookup(symbol: SymbolName): Entry | undefined;
	/** The symbol under its catalogue name, aliases applied. */
	canonical(symbol: SymbolName): SymbolName;
	/**
	 * The last names of all symbols that have an entry: a call to any other name outside the workspace need not be resolved.
	 * A default export is called by whatever name its importer gave it, and stands here as `default`; a user's entry for every member of
	 * something stands here as `*`.
	 */
	readonly names: ReadonlySet<string>;
	/** The functions that keep a task given to them and look at its failure, by their own symbol; the user's first. */
	readonly trackers: readonly Entry[];
}

/**
 * Builds a catalogue; later data is overridden by earlier (give the user's first).
 *
 * A symbol is looked up under all its names: its own, the one of its class for a constructor (`x#Database.constructor` → `x#Database`), the
 * one of its module for a member of a default export or of a type without a name (`x#default.run`, `x#__type.run` → `x#run`), and those its
 * aliases give, one after the other.
 */
export function createCatalogue(...data: readonly CatalogueData[]): Catalogue {
	const layers = data.map((each) => indexEntries(each.entries));
	const aliases = mergeAliases(data);
	const known = new Map<SymbolName, { canonical: SymbolName; entry: Entry | undefined }>();
	const merged = new Map<SymbolName, Entry | undefined>();

	function resolve(symbol: SymbolName) {
		let resolved = known.get(symbol);
		if (!resolved) {
			const names = namesOf(symbol, aliases);
			const canonical = names.find((name) => layers.some((layer) => layer.exact.has(name))) ?? names.at(-1) ?? symbol;
			// Two names of one thing share the entry, unless one of them has something said about it alone.
			const key = names.slice(names.indexOf(canonical)).join(' ');
			if (!merged.has(key)) { merged.set(key, mergeEntries(canonical, entriesFor(names, layers))); }
			resolved = { canonical, entry: merged.get(key) };
			known.set(symbol, resolved);
		}
		return resolved;
	}

	return {
		lookup: (symbol) => resolve(symbol).entry,
		canonical: (symbol) => resolve(symbol).canonical,
		names: new Set([
			...data.flatMap((each) => each.entries.map((entry) => lastName(entry.symbol))),
			...[...aliases.keys()].filter((alias) => alias.includes('#')).map(lastName),
		]),
		trackers: data.flatMap((each) => each.entries.filter((entry) => entry.tracks !== undefined && !entry.symbol.includes('*'))),
	};
}

interface Layer {
	readonly exact: ReadonlyMap<SymbolName, readonly Entry[]>;
	/** By last name; those whose last name is `*` under `*`. */
	readonly patterns: ReadonlyMap<string, readonly Pattern[]>;
}

interface Pattern {
	readonly entry: Entry;
	/** The module, or how it begins where `isOpen`. */
	readonly module: string;
	readonly isOpen: boolean;
	readonly path: readonly string[];
}

function indexEntries(entries: readonly Entry[]): Layer {
	const exact = new Map<SymbolName, Entry[]>();
	const patterns = new Map<string, Pattern[]>();
	for (const entry of entries) {
		if (entry.symbol.includes('*')) {
			append(patterns, lastName(entry.symbol), patternOf(entry));
		} else {
			append(exact, entry.symbol, entry);
		}
	}
	return { exact, patterns };
}

function append<Item>(lists: Map<string, Item[]>, key: string, item: Item): void {
	const list = lists.get(key);
	if (list) { list.push(item); } else { lists.set(key, [item]); }
}

function patternOf(entry: Entry): Pattern {
	const { module, path } = split(entry.symbol);
	const isOpen = module.endsWith('*');
	return { entry, module: isOpen ? module.slice(0, -1) : module, isOpen, path };
}

function fits(pattern: Pattern, module: string, path: readonly string[]): boolean {
	return (pattern.isOpen ? module.startsWith(pattern.module) : module === pattern.module)
		&& pattern.path.length === path.length
		&& pattern.path.every((part, index) => part === '*' || part === path[index]);
}

/** Everything said about a symbol, what counts most first. */
function entriesFor(names: readonly SymbolName[], layers: readonly Layer[]): Entry[] {
	return layers.flatMap((layer) => [
		...names.flatMap((name) => layer.exact.get(name) ?? []),
		...names.flatMap((name) => {
			const { module, path } = split(name);
			const candidates = [...layer.patterns.get(lastName(name)) ?? [], ...layer.patterns.get('*') ?? []];
			return candidates.filter((pattern) => fits(pattern, module, path)).map((pattern) => pattern.entry);
		}),
	]);
}

function mergeEntries(symbol: SymbolName, entries: readonly Entry[]): Entry | undefined {
	if (entries.length === 0) { return undefined; }
	const result: Record<string, unknown> = { symbol };
	for (const entry of entries) {
		for (const [key, value] of Object.entries(entry)) {
			if (value === undefined || (key === 'blocks' && result['isHarmless'] === true)) { continue; }
			result[key] ??= value;
		}
	}
	return result as unknown as Entry;
}

function mergeAliases(data: readonly CatalogueData[]): ReadonlyMap<string, string> {
	return new Map(data.toReversed().flatMap((each) => Object.entries(each.aliases)));
}

/** A symbol's names, its own first. A circle of aliases ends where it would begin again. */
function namesOf(symbol: SymbolName, aliases: ReadonlyMap<string, string>): SymbolName[] {
	const names = [symbol];
	for (let next = nextName(symbol, aliases); next !== undefined && !names.includes(next); next = nextName(next, aliases)) { names.push(next); }
	return names;
}

function nextName(symbol: SymbolName, aliases: ReadonlyMap<string, string>): SymbolName | undefined {
	const module = symbol.indexOf('#');
	if (module < 0) { return undefined; }
	for (let end = symbol.length; end > module; end = symbol.lastIndexOf('.', end - 1)) {
		const target = aliases.get(symbol.slice(0, end));
		if (target !== undefined) { return join(target, symbol.slice(end)); }
	}
	if (symbol.endsWith('.constructor')) { return symbol.slice(0, -'.constructor'.length); }
	const nameless = /#(?:default|__type|__object)\./.exec(symbol);
	if (nameless) { return `${symbol.slice(0, nameless.index)}#${symbol.slice(nameless.index + nameless[0].length)}`; }
	// Last, so that what a package calls its own is found before what it repeats of another.
	const target = aliases.get(symbol.slice(0, module));
	return target === undefined ? undefined : join(target, symbol.slice(module));
}

/** A thing may be another name of a module (`node:fs#promises` → `node:fs/promises`): it is then its default, and its first member follows a `#`. */
function join(target: string, rest: string): SymbolName {
	if (target.includes('#')) { return target + rest; }
	return rest === '' ? `${target}#default` : target + rest.replace(/^\./, '#');
}

function split(symbol: SymbolName): { module: string; path: string[] } {
	const hash = symbol.indexOf('#');
	return { module: symbol.slice(0, hash), path: symbol.slice(hash + 1).split('.') };
}

function lastName(symbol: SymbolName): string {
	return symbol.slice(Math.max(symbol.lastIndexOf('.'), symbol.indexOf('#')) + 1);
}
