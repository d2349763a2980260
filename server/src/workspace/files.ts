/** Finds the files to analyse. */
import type { Dirent } from 'node:fs';
import { readdir, realpath, stat } from 'node:fs/promises';
import type { Config } from './config.ts';
import type { ConfigStore } from './configStore.ts';
import { diskErrorText } from './disk.ts';
import { deeperStack, ignoreStackAt, isGitIgnored, type IgnoreStack } from './gitignore.ts';
import { extensionOf, isWithin, nameOf, normalizePath } from './paths.ts';

export interface DiscoverOptions {
	/** Files and directories, absolute or relative to the root. A file named here is taken even if it is ignored. */
	readonly paths: readonly string[];
	/** Absolute. */
	readonly root: string;
	/** With their dots: `.ts`. */
	readonly extensions: Iterable<string>;
	readonly configs: Pick<ConfigStore, 'configIn'>;
	readonly signal?: AbortSignal;
}

export interface Discovered {
	/** Absolute, with `/`, sorted, each once. */
	readonly files: readonly string[];
	/** Paths that could not be followed. `message` follows the path's name: `does not exist`. */
	readonly errors: readonly { readonly file: string; readonly message: string }[];
	/** The signal fired: there may be more files. */
	readonly wasCancelled: boolean;
}

/** Never sources of this project, whatever git says. */
const skippedDirectories = new Set(['node_modules', 'bower_components', '.git', '.hg', '.svn', '.yarn', '.pnpm-store', '__pycache__']);

/** Files whose presence says that their directory is made by a tool: a cache (also Rust's `target`), a Python environment. */
const generatedDirectoryMarks = ['CACHEDIR.TAG', 'pyvenv.cfg'];

/** Declarations run nothing, and minified or bundled files are nobody's to mend. */
const skippedFile = /\.d\.(?:[^.]+\.)?[cm]?ts$|[.-]min\.[cm]?js$|^\.pnp\.[cm]?js$/;

/** How many directories are read at a time. */
const directoriesAtOnce = 32;

/** A directory to be read. */
interface Visit {
	readonly directory: string;
	/** Its path with symbolic links followed. */
	readonly real: string;
	/** The patterns of the directories above; undefined where the search begins, which is never skipped. */
	readonly ignored?: IgnoreStack;
	/** Settings that exclude the directory the search began at do not count below it. */
	readonly waived: Config | undefined;
}

/** Finds all files of the given extensions. Never rejects: what could not be read is in `errors`. */
export async function discoverFiles(options: DiscoverOptions): Promise<Discovered> {
	const search = new Search(options);
	for (const path of options.paths) {
		if (search.wasCancelled) { break; }
		await search.from(normalizePath(path, options.root));
	}
	return search.result();
}

class Search {
	readonly #options: DiscoverOptions;
	readonly #extensions: ReadonlySet<string>;
	readonly #files = new Set<string>();
	readonly #errors: { file: string; message: string }[] = [];
	/** Real paths of the directories (and linked files) seen, by which links cannot lead in circles. */
	readonly #seen = new Set<string>();
	readonly #queue: Visit[] = [];
	/** Links to directories and files, followed only when all real directories are done: a file keeps its own name where it has one. */
	readonly #links: (Visit & { readonly link: string })[] = [];
	/** The real path at which the present search began; what a link leads to within it is found without the link. */
	#start = '';

	constructor(options: DiscoverOptions) {
		this.#options = options;
		this.#extensions = new Set(options.extensions);
	}

	get wasCancelled(): boolean {
		return this.#options.signal?.aborted ?? false;
	}

	result(): Discovered {
		const files = [...this.#files].sort();
		const errors = [...this.#errors].sort((a, b) => (a.file < b.file ? -1 : a.file > b.file ? 1 : 0));
		return { files, errors, wasCancelled: this.wasCancelled };
	}

	/** Takes a file, or a directory and all below it. */
	async from(path: string): Promise<void> {
		try {
			const stats = await stat(path);
			if (stats.isDirectory()) {
				await this.#walk(path);
			} else if (!stats.isFile()) {
				this.#fail(path, 'is neither a file nor a directory');
			} else if (this.#extensions.has(extensionOf(path).toLowerCase())) {
				this.#files.add(path);
			} else {
				this.#fail(path, 'is not in a language that is analysed');
			}
		} catch (error) {
			this.#fail(path, diskErrorText(error));
		}
	}

	async #walk(directory: string): Promise<void> {
		const real = normalizePath(await realpath(directory));
		const config = this.#options.configs.configIn(directory);
		this.#start = real;
		this.#queue.push({ directory, real, waived: config.excludes(directory, true) ? config : undefined });
		while (!this.wasCancelled) {
			if (this.#queue.length > 0) {
				await Promise.all(this.#queue.splice(0, directoriesAtOnce).map((visit) => this.#visit(visit)));
			} else {
				const links = this.#links.splice(0).sort((a, b) => (a.link < b.link ? -1 : 1));
				if (links.length === 0) { return; }
				for (const link of links) { await this.#follow(link); }
			}
		}
	}

	async #visit(visit: Visit): Promise<void> {
		const { directory, real, ignored } = visit;
		if (this.#seen.has(real)) { return; }
		this.#seen.add(real);
		let entries: readonly Dirent[];
		try {
			entries = await readdir(directory, { withFileTypes: true });
		} catch (error) {
			this.#fail(directory, diskErrorText(error));
			return;
		}
		const names = new Set(entries.map(({ name }) => name));
		if (ignored && generatedDirectoryMarks.some((name) => names.has(name))) { return; }
		const inside: Visit = { ...visit, ignored: ignored ? deeperStack(ignored, directory, names) : ignoreStackAt(directory, this.#options.root) };
		for (const entry of entries) { this.#take(entry, inside); }
	}

	/** Takes a directory's entry, its own `ignored` being that of the directory. */
	#take(entry: Dirent, { directory, real, ignored = [], waived }: Visit): void {
		const path = directory.endsWith('/') ? directory + entry.name : `${directory}/${entry.name}`;
		if (entry.isSymbolicLink()) {
			this.#links.push({ directory, real, ignored, waived, link: path });
		} else if (entry.isDirectory()) {
			if (this.#wantsDirectory(path, ignored, waived)) {
				this.#queue.push({ directory: path, real: real.endsWith('/') ? real + entry.name : `${real}/${entry.name}`, ignored, waived });
			}
		} else if (entry.isFile() && this.#wantsFile(path, directory, ignored, waived)) {
			this.#files.add(path);
		}
	}

	#wantsDirectory(path: string, ignored: IgnoreStack, waived: Visit['waived']): boolean {
		if (skippedDirectories.has(nameOf(path)) || isGitIgnored(ignored, path, true)) { return false; }
		const config = this.#options.configs.configIn(path);
		return config === waived || !config.excludes(path, true);
	}

	#wantsFile(path: string, directory: string, ignored: IgnoreStack, waived: Visit['waived']): boolean {
		if (!this.#extensions.has(extensionOf(path).toLowerCase()) || skippedFile.test(nameOf(path)) || isGitIgnored(ignored, path, false)) { return false; }
		const config = this.#options.configs.configIn(directory);
		return config === waived || config.covers(path);
	}

	/** Follows a link to where nothing else leads: what is within the start, or around it, is found (or ignored) by its own name. */
	async #follow({ link, directory, ignored = [], waived }: Visit & { readonly link: string }): Promise<void> {
		let real: string;
		let isDirectory: boolean;
		try {
			real = normalizePath(await realpath(link));
			isDirectory = (await stat(real)).isDirectory();
		} catch {
			// A link that leads nowhere or in a circle holds no file.
			return;
		}
		if (isWithin(this.#start, real) || isWithin(real, this.#start)) { return; }
		if (this.#seen.has(real)) { return; }
		if (!isDirectory) {
			if (!this.#wantsFile(link, directory, ignored, waived)) { return; }
			this.#seen.add(real);
			this.#files.add(link);
		} else if (!skippedDirectories.has(nameOf(real)) && this.#wantsDirectory(link, ignored, waived)) {
			this.#queue.push({ directory: link, real, ignored, waived });
		}
	}

	#fail(file: string, message: string): void {
		this.#errors.push({ file, message });
	}
}
