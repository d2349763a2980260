/** One `unblock.json`: its settings, what they say of files, and the catalogue entries they amount to. Pure. */
import { getNodeValue, parseTree, type ParseError } from 'jsonc-parser';
import type { CatalogueData, Entry, Replacement, Severity } from '../catalogue/schema.ts';
import { locate, ruleProblems, schemaProblems, syntaxProblem, type ConfigError, type ConfigProblem } from './configProblems.ts';
import { Globs } from './globs.ts';
import { directoryOf, normalizePath } from './paths.ts';
import { configSchema, type Level, type Settings } from './schema.ts';

/** The settings that hold for a directory. Globs are relative to the settings' own directory. */
export class Config {
	/** The `unblock.json` they come from; undefined for the defaults. */
	readonly file: string | undefined;
	readonly directory: string;
	readonly settings: Settings;
	readonly #globs = new Map<'include' | 'exclude' | 'tests' | 'entries', Globs>();
	#catalogue: CatalogueData | undefined;

	constructor(settings: Settings, directory: string, file?: string) {
		this.settings = settings;
		this.directory = directory;
		this.file = file;
	}

	/** What a rule's findings are set to; undefined where the rule's own severity counts. */
	levelOf(rule: string): Level | undefined {
		const setting = this.settings.rules?.[rule];
		return typeof setting === 'object' ? setting.severity : setting;
	}

	/** A rule's options; empty where none are set. */
	optionsOf(rule: string): Readonly<Record<string, unknown>> {
		const setting = this.settings.rules?.[rule];
		if (typeof setting !== 'object') { return {}; }
		const { severity: _, ...options } = setting;
		return options;
	}

	/** Where fixes put helpers that they bring, absolute; undefined where the settings do not say. */
	get runtimeDirectory(): string | undefined {
		const { runtimeDirectory } = this.settings;
		return runtimeDirectory === undefined ? undefined : normalizePath(runtimeDirectory, this.directory);
	}

	/** Named in `exclude`. */
	excludes(path: string, isDirectory = false): boolean {
		return this.#matches('exclude', path, isDirectory);
	}

	/** Neither excluded nor left out by an `include` that names others. */
	covers(file: string): boolean {
		const { include } = this.settings;
		return !this.excludes(file) && (include === undefined || this.#matches('include', file));
	}

	/** Named in `tests`. */
	isTest(file: string): boolean {
		return this.#matches('tests', file);
	}

	/** Named in `entries`. */
	isEntry(file: string): boolean {
		return this.#matches('entries', file);
	}

	/** What the settings add to the catalogue; the same object at each call. */
	get catalogue(): CatalogueData {
		this.#catalogue ??= toCatalogueData(this.settings, this.directory);
		return this.#catalogue;
	}

	#matches(key: 'include' | 'exclude' | 'tests' | 'entries', path: string, isDirectory = false): boolean {
		const patterns = this.settings[key];
		if (patterns === undefined) { return false; }
		const globs = this.#globs.get(key) ?? new Globs(this.directory, patterns);
		this.#globs.set(key, globs);
		return globs.matches(path, isDirectory);
	}
}

/**
 * Reads the text of an `unblock.json` (JSON with comments and trailing commas). Never throws: what is wrong is in `errors`, and the
 * defaults count for that part; for a file with a syntax error, for all of it. `file` is its absolute path; without `ruleIds`, rules
 * are not checked for being known.
 */
export function parseConfig(text: string, file: string, ruleIds?: ReadonlySet<string>): { readonly config: Config; readonly errors: readonly ConfigError[] } {
	const { settings, problems } = readSettings(text, ruleIds);
	return { config: new Config(settings, directoryOf(file), file), errors: locate(file, text, problems) };
}

function readSettings(text: string, ruleIds: ReadonlySet<string> | undefined): { settings: Settings; problems: readonly ConfigProblem[] } {
	const errors: ParseError[] = [];
	const tree = parseTree(text, errors, { allowTrailingComma: true, allowEmptyContent: true });
	const [error] = errors;
	if (error) { return { settings: {}, problems: [syntaxProblem(error)] }; }
	if (!tree) { return { settings: {}, problems: [] }; }
	const value: unknown = getNodeValue(tree);
	const result = configSchema.safeParse(value);
	const problems = result.success ? [] : schemaProblems(tree, value, result.error.issues);
	const settings = result.data ?? usablePart(value, problems);
	const unknownRules = ruleIds ? ruleProblems(tree, Object.keys(settings.rules ?? {}), ruleIds) : [];
	return { settings, problems: [...problems, ...unknownRules] };
}

/** The settings without the parts that have problems. */
function usablePart(value: unknown, problems: readonly ConfigProblem[]): Settings {
	if (typeof value !== 'object' || value === null || Array.isArray(value)) { return {}; }
	const isIgnored = (...path: readonly PropertyKey[]) => problems.some(({ ignored }) => ignored.length === path.length && ignored.every((key, at) => key === path[at]));
	const usable = Object.entries(value).filter(([key]) => !isIgnored(key)).map(([key, inner]: [string, unknown]) => {
		if (Array.isArray(inner)) { return [key, inner.filter((_, index) => !isIgnored(key, index))] as const; }
		if (typeof inner !== 'object' || inner === null) { return [key, inner] as const; }
		return [key, Object.fromEntries(Object.entries(inner).filter(([name]) => !isIgnored(key, name)))] as const;
	});
	return configSchema.safeParse(Object.fromEntries(usable)).data ?? {};
}

/**
 * The catalogue entries that settings amount to; `directory` is where their file is. A function of the workspace
 * (`./src/db.ts#query`) gets the file's absolute path, as in a FunctionId; a package's symbol stays as it is.
 */
export function toCatalogueData(settings: Settings, directory: string): CatalogueData {
	const absolute = (symbol: string) => absoluteSymbol(symbol, directory);
	const argumentOf = (given: string | { readonly symbol: string; readonly argument: number }) =>
		(typeof given === 'string' ? { symbol: absolute(given), argument: 0 } : { ...given, symbol: absolute(given.symbol) });
	const entries: readonly Entry[] = [
		...(settings.blocking ?? []).map(({ symbol, category, severity, does, replacement, advice }) => ({
			symbol: absolute(symbol),
			blocks: { category, severity: severity satisfies Severity, does },
			...(replacement !== undefined && { replacement: replacementOf(replacement, directory) }),
			...(advice !== undefined && { advice }),
		})),
		...(settings.offloaders ?? []).map(argumentOf).map(({ symbol, argument }) => ({ symbol, offloads: argument })),
		...(settings.trackers ?? []).map(argumentOf).map(({ symbol, argument }) => ({ symbol, tracks: argument })),
		...(settings.safeCalls ?? []).map((symbol) => ({ symbol: absolute(symbol), isSafeToDrop: true })),
		...(settings.catalogue ?? []).map((entry) => absoluteEntry(entry, directory)),
	];
	return { entries: merged(entries), aliases: {} };
}

function absoluteSymbol(symbol: string, directory: string): string {
	const [file = '', name = ''] = symbol.split('#');
	return /^\.\.?[\\/]/.test(file) ? `${normalizePath(file.replaceAll('\\', '/'), directory)}#${name}` : symbol;
}

/** A name alone is another member of the same module or object; a symbol is a function elsewhere. Nobody has tried them, so both are for review. */
function replacementOf(given: string | Replacement, directory: string): Replacement {
	if (typeof given !== 'string') { return absoluteReplacement(given, directory); }
	return given.includes('#')
		? { kind: 'twin', symbol: absoluteSymbol(given, directory), safety: 'review' }
		: { kind: 'member', name: given, safety: 'review' };
}

function absoluteReplacement(replacement: Replacement, directory: string): Replacement {
	switch (replacement.kind) {
		case 'twin': return { ...replacement, symbol: absoluteSymbol(replacement.symbol, directory) };
		case 'offload': return { ...replacement, through: absoluteSymbol(replacement.through, directory) };
		case 'template': return { ...replacement, imports: replacement.imports.map((symbol) => absoluteSymbol(symbol, directory)) };
		default: return replacement;
	}
}

function absoluteEntry(entry: Entry, directory: string): Entry {
	return {
		...entry,
		symbol: absoluteSymbol(entry.symbol, directory),
		...(entry.replacement && { replacement: absoluteReplacement(entry.replacement, directory) }),
		...(entry.returns !== undefined && { returns: absoluteSymbol(entry.returns, directory) }),
	};
}

/** One entry a symbol, so that a function can be named under several settings; what is said first wins. */
function merged(entries: readonly Entry[]): readonly Entry[] {
	const bySymbol = new Map<string, Entry>();
	for (const entry of entries) {
		bySymbol.set(entry.symbol, { ...entry, ...bySymbol.get(entry.symbol) });
	}
	return [...bySymbol.values()];
}
