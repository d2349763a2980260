import { Config, parseConfig } from './config.ts';
import type { ConfigError } from './configProblems.ts';
import { isText, readTextFileSync } from './disk.ts';
import { directoryOf, isWithin, nameOf } from './paths.ts';
import { repositoryOf } from './repository.ts';
import { configFileName } from './schema.ts';

export interface ConfigStoreOptions {
	/** Workspace folders, absolute, normalised. */
	readonly roots: readonly string[];
	/** All rules there are; others in the settings are errors. Not checked if left out. */
	readonly ruleIds?: Iterable<string>;
}

/**
 * Finds the settings that hold for a file: those of the nearest `unblock.json` above it, alone. It is looked for up to the workspace
 * folder and on to the top of the git repository that one is in. Looks into each directory once; `invalidate` tells of changes.
 */
export class ConfigStore {
	readonly #roots: readonly string[];
	readonly #ruleIds: ReadonlySet<string> | undefined;
	readonly #byDirectory = new Map<string, Config>();
	/** How far up settings are looked for, by workspace folder. */
	readonly #tops = new Map<string, string>();
	readonly #defaults = new Map<string, Config>();
	/** By file of settings; undefined for one that is not there. */
	readonly #parsed = new Map<string, { readonly config: Config; readonly errors: readonly ConfigError[] } | undefined>();

	constructor({ roots, ruleIds }: ConfigStoreOptions) {
		// The outermost first: a workspace folder within another also has its settings.
		this.#roots = [...roots].sort((a, b) => a.length - b.length);
		this.#ruleIds = ruleIds && new Set(ruleIds);
	}

	/** The settings that hold for a file. Never throws. */
	configFor(file: string): Config {
		return this.configIn(directoryOf(file));
	}

	/** The settings that hold for the files directly in a directory. The same object for the same settings. */
	configIn(directory: string): Config {
		const known = this.#byDirectory.get(directory);
		if (known) { return known; }
		return this.#climb(directory, this.#topFor(directory));
	}

	/** What is wrong with the settings read so far, by file and position. */
	get errors(): readonly ConfigError[] {
		return [...this.#parsed.values()].flatMap((parsed) => parsed?.errors ?? [])
			.sort((a, b) => (a.file === b.file ? a.line - b.line || a.column - b.column : a.file < b.file ? -1 : 1));
	}

	/**
	 * Tells that a file was made, changed or deleted. Returns whether that may change settings; what `configFor` gave before is then
	 * out of date (for files that the settings did not concern, the same object comes back).
	 */
	invalidate(file: string): boolean {
		if (nameOf(file) !== configFileName && nameOf(file) !== '.git') { return false; }
		this.#parsed.delete(file);
		this.#byDirectory.clear();
		this.#tops.clear();
		return true;
	}

	#climb(directory: string, top: string): Config {
		const known = this.#byDirectory.get(directory);
		if (known) { return known; }
		const above = directoryOf(directory);
		const config = this.#read(directory)
			?? (directory === top || above === directory ? this.#defaultsOf(directory) : this.#climb(above, top));
		this.#byDirectory.set(directory, config);
		return config;
	}

	#defaultsOf(directory: string): Config {
		const defaults = this.#defaults.get(directory) ?? new Config({}, directory);
		this.#defaults.set(directory, defaults);
		return defaults;
	}

	#topFor(directory: string): string {
		const root = this.#roots.find((each) => isWithin(each, directory)) ?? directory;
		const known = this.#tops.get(root) ?? repositoryOf(root) ?? root;
		this.#tops.set(root, known);
		return known;
	}

	#read(directory: string): Config | undefined {
		const file = directory.endsWith('/') ? `${directory}${configFileName}` : `${directory}/${configFileName}`;
		if (!this.#parsed.has(file)) {
			this.#parsed.set(file, this.#parse(file));
		}
		return this.#parsed.get(file)?.config;
	}

	#parse(file: string): { readonly config: Config; readonly errors: readonly ConfigError[] } | undefined {
		const content = readTextFileSync(file);
		if (isText(content)) { return parseConfig(content.text, file, this.#ruleIds); }
		if (content.reason === 'missing') { return undefined; }
		return { config: new Config({}, directoryOf(file), file), errors: [{ file, line: 1, column: 1, message: `${configFileName} ${content.error}; the defaults are used` }] };
	}
}
