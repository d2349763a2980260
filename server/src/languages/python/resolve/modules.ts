/**
 * Where an import leads: a file of the workspace, a folder of modules, or something outside. No interpreter is asked: a package's own folder,
 * the folders around it, their `src` and the roots of other packages in the workspace are where modules are looked for.
 */
import { directoryOf, isWithin } from '../../../workspace/paths.ts';
import { standardModules } from './builtins.ts';

export type ModuleTarget =
	| { readonly kind: 'file'; readonly file: string }
	| { readonly kind: 'folder'; readonly directory: string }
	| { readonly kind: 'outside'; readonly module: string }
	| { readonly kind: 'missing' };

export interface ModuleHost {
	readonly roots: readonly string[];
	readonly isFile: (path: string) => boolean;
	readonly isDirectory: (path: string) => boolean;
	readonly isWorkspaceFile: (path: string) => boolean;
}

/** Folders that hold sources beside being no package themselves. */
const sourceFolders: readonly string[] = ['src', 'lib', 'python'];

export class Modules {
	readonly #host: ModuleHost;
	readonly #entries = new Map<string, 'file' | 'directory' | undefined>();
	readonly #bases = new Map<string, readonly string[]>();
	readonly #found = new Map<string, ModuleTarget>();
	/** By top-level name: the folders in which files of the workspace show that there is such a package. */
	readonly #tops = new Map<string, Set<string>>();

	constructor(host: ModuleHost) {
		this.#host = host;
	}

	/** Files came or went. */
	forget(): void {
		this.#entries.clear();
		this.#bases.clear();
		this.#found.clear();
	}

	/** Learns of a file of the workspace, so that other packages can import from its. */
	learn(file: string): void {
		const base = this.#packageBase(directoryOf(file));
		const top = file.slice(base.length + 1).split('/')[0]?.replace(/\.pyi?$/, '') ?? '';
		const known = this.#tops.get(top);
		if (known === undefined) { this.#tops.set(top, new Set([base])); } else { known.add(base); }
	}

	/** `import a.b`, `from a.b import c`. */
	absolute(name: string, from: string): ModuleTarget {
		const directory = directoryOf(from);
		const key = `${directory}\n${name}`;
		let target = this.#found.get(key);
		if (target === undefined) {
			target = this.#findAbsolute(name, directory);
			this.#found.set(key, target);
		}
		// A file that is called like the package it imports (`adapters/redis.py`) does not mean itself.
		return target.kind === 'file' && target.file === from ? { kind: 'outside', module: name } : target;
	}

	/** Further files that `absolute` could mean, the nearest first. */
	others(name: string, from: string): readonly ModuleTarget[] {
		const directory = directoryOf(from);
		const parts = name.split('.');
		const meant = this.absolute(name, from);
		const all = [...this.#basesFor(directory), ...this.#otherBases(parts[0] ?? '', directory)].map((base) => this.#inFolder(base, parts));
		return all.filter((each) => each?.kind === 'file').filter((each) => each.file !== from && !(meant.kind === 'file' && meant.file === each.file));
	}

	/** `from ..a import b`: `level` is the number of dots. */
	relative(level: number, name: string, from: string): ModuleTarget {
		let directory = directoryOf(from);
		for (let up = 1; up < level; up++) { directory = directoryOf(directory); }
		return this.#inFolder(directory, name === '' ? [] : name.split('.')) ?? { kind: 'missing' };
	}

	/** A module inside of a package or folder. */
	inside(directory: string, name: string): ModuleTarget | undefined {
		return this.#inFolder(directory, [name]);
	}

	/** The stub beside a module. */
	stubOf(file: string): string | undefined {
		const stub = file.replace(/\.py$/, '.pyi');
		return stub !== file && this.#kindOf(stub) === 'file' ? stub : undefined;
	}

	#findAbsolute(name: string, directory: string): ModuleTarget {
		const parts = name.split('.');
		const [top = ''] = parts;
		const isStandard = standardModules.has(top);
		// A module of the workspace may be called like one of Python's own; only what is found in full, below a package, counts then.
		if (!isStandard || parts.length > 1) {
			// A folder that is no package comes last: it may hold anything, and be called like a package that is installed.
			let folder: ModuleTarget | undefined;
			for (const base of [...this.#basesFor(directory), ...this.#otherBases(top, directory)]) {
				const target = this.#inFolder(base, parts);
				if (target?.kind === 'file') { return target; }
				if (!isStandard) { folder ??= target; }
			}
			if (folder !== undefined) { return folder; }
		}
		return { kind: 'outside', module: name };
	}

	#inFolder(directory: string, parts: readonly string[]): ModuleTarget | undefined {
		const path = [directory, ...parts].join('/');
		for (const file of parts.length === 0 ? [`${path}/__init__.py`, `${path}/__init__.pyi`] : [`${path}/__init__.py`, `${path}.py`, `${path}/__init__.pyi`, `${path}.pyi`]) {
			if (this.#kindOf(file) === 'file' && this.#host.isWorkspaceFile(file)) { return { kind: 'file', file }; }
		}
		return this.#kindOf(path) === 'directory' && this.#isIn(path) ? { kind: 'folder', directory: path } : undefined;
	}

	#isIn(path: string): boolean {
		return this.#host.roots.some((root) => isWithin(root, path)) && this.#host.isWorkspaceFile(`${path}/__init__.py`);
	}

	/** Nearest first: where the file's own package lies, then the folders around, each with its `src`. */
	#basesFor(directory: string): readonly string[] {
		let bases = this.#bases.get(directory);
		if (bases === undefined) {
			const found: string[] = [];
			let at = this.#packageBase(directory);
			while (this.#isIn(at)) {
				found.push(at, ...sourceFolders.map((name) => `${at}/${name}`).filter((each) => this.#kindOf(each) === 'directory' && this.#kindOf(`${each}/__init__.py`) === undefined));
				const up = directoryOf(at);
				if (up === at) { break; }
				at = up;
			}
			bases = [...new Set(found)];
			this.#bases.set(directory, bases);
		}
		return bases;
	}

	/** Elsewhere in the workspace, those that share most of their path first. */
	#otherBases(top: string, directory: string): readonly string[] {
		const bases = [...this.#tops.get(top) ?? []];
		return bases.sort((a, b) => sharedLength(b, directory) - sharedLength(a, directory) || a.length - b.length || (a < b ? -1 : 1));
	}

	/** The first folder upward that is no package. */
	#packageBase(directory: string): string {
		let at = directory;
		while (this.#kindOf(`${at}/__init__.py`) === 'file' || this.#kindOf(`${at}/__init__.pyi`) === 'file') {
			const up = directoryOf(at);
			if (up === at) { break; }
			at = up;
		}
		return at;
	}

	#kindOf(path: string): 'file' | 'directory' | undefined {
		if (this.#entries.has(path)) { return this.#entries.get(path); }
		const kind = this.#host.isFile(path) ? 'file' : this.#host.isDirectory(path) ? 'directory' : undefined;
		this.#entries.set(path, kind);
		return kind;
	}
}

function sharedLength(a: string, b: string): number {
	let length = 0;
	while (length < a.length && a[length] === b[length]) { length++; }
	return length;
}
