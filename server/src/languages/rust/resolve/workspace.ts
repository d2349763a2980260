/** The files of a workspace, each read once, and the crates and modules that they make up. */
import { directoryOf, nameOf, normalizePath, upwardFrom } from '../../../workspace/paths.ts';
import { scopesOf, type ItemScope } from '../scopes.ts';
import type { ModNode, SourceNode } from '../syntax/ast.ts';
import { readManifest, type Manifest } from './manifest.ts';
import type { SourceFile } from './types.ts';

export interface WorkspaceOptions {
	readonly textOf: (file: string) => string | undefined;
	readonly isFile: (path: string) => boolean;
	/** True for files that are the workspace's own. */
	readonly isWorkspaceFile: (path: string) => boolean;
	/** `edited`: the file, if its text changed before: it is likely to change again. */
	readonly parse: (text: string, edited?: string) => SourceNode;
}

/** A package: the folder with its `Cargo.toml`. */
export interface Package {
	readonly directory: string;
	readonly manifest: Manifest;
}

/** A module as a scope in a file. */
export interface Module {
	readonly source: SourceFile;
	readonly scope: ItemScope;
}

const rootPlaces = /^(?:src\/(?:lib|main)\.rs|src\/bin\/[^/]+(?:\/main)?\.rs|(?:tests|examples|benches)\/[^/]+(?:\/main)?\.rs|build\.rs)$/;

export class Workspace {
	readonly #options: WorkspaceOptions;
	readonly #sources = new Map<string, SourceFile | undefined>();
	readonly #packages = new Map<string, Package | undefined>();
	#parents = new Map<string, Module | undefined>();
	/** Files that the workspace is known to have. */
	readonly known = new Set<string>();
	readonly #libraries = new Map<string, string>();
	/** Files whose text changed since they were first read. */
	readonly #edited = new Set<string>();
	/** By its own scope. */
	readonly #byScope = new WeakMap<ItemScope, SourceFile>();
	#touched: Set<string> | undefined;

	/** Whether files are there, until one comes or goes. */
	#there = new Map<string, boolean>();

	constructor(options: WorkspaceOptions) { this.#options = options; }

	#isFile(path: string): boolean {
		const known = this.#there.get(path) ?? this.#options.isFile(path);
		this.#there.set(path, known);
		return known;
	}

	/** Makes a file known; its package's library can then be named by others. */
	learn(file: string): void {
		this.known.add(file);
		this.#implementing = undefined;
		const home = this.packageOf(file);
		if (home !== undefined) { this.#learnPackage(home); }
		this.#parents = new Map();
		this.#included = undefined;
	}

	#learnPackage({ directory, manifest }: Package): void {
		if (manifest.name === undefined) { return; }
		const library = this.libraryOf(directory, manifest);
		if (library !== undefined) { this.#libraries.set((manifest.libName ?? manifest.name).replaceAll('-', '_'), library); }
	}

	libraryOf(directory: string, manifest: Manifest): string | undefined {
		const path = normalizePath(manifest.libPath ?? 'src/lib.rs', directory);
		return this.#isFile(path) ? path : undefined;
	}

	source(file: string): SourceFile | undefined {
		this.#touched?.add(file);
		if (this.#sources.has(file)) { return this.#sources.get(file); }
		const text = this.#options.isWorkspaceFile(file) ? this.#options.textOf(file) : undefined;
		const node = text === undefined ? undefined : this.#options.parse(text, this.#edited.has(file) ? file : undefined);
		const source = text === undefined || node === undefined ? undefined : { file, text, node, scopes: scopesOf(node) };
		this.#sources.set(file, source);
		if (source !== undefined) { this.#byScope.set(source.scopes.root, source); }
		return source;
	}

	/** The file that a scope is of. */
	sourceOf(scope: ItemScope): SourceFile | undefined { return this.#byScope.get(scope.root); }

	/** What was read of a file, without reading it. */
	read(file: string): SourceFile | undefined { return this.#sources.get(file); }

	textOf(file: string): string | undefined { return this.#sources.get(file)?.text ?? this.#options.textOf(file); }

	/** The text of a file is another. Where modules lie is only looked for again if it now declares others. */
	changed(file: string): void {
		const before = this.#sources.get(file), implementing = this.#implementing, names = this.#implNames.get(file), parents = this.#parents, there = this.#there, included = this.#included;
		this.forget(file);
		const after = before && this.source(file);
		if (before === undefined || after === undefined) { return; }
		const namesNow = implNamesIn(after.text);
		this.#implNames.set(file, namesNow);
		if (names !== undefined && names.size === namesNow.size && [...names].every((each) => namesNow.has(each))) { this.#implementing = implementing; }
		this.#there = there;
		if (modulesIn(before) !== modulesIn(after)) { return; }
		for (const [inner, parent] of parents) { if (parent?.source === before) { parents.delete(inner); } }
		this.#parents = parents;
		this.#included = [...included?.values() ?? []].some(({ source }) => source === before) ? undefined : included;
	}

	forget(file: string): void {
		this.#edited.add(file);
		this.#there = new Map();
		this.#sources.delete(file);
		this.#implNames.delete(file);
		this.#implementing = undefined;
		this.#parents = new Map();
		this.#included = undefined;
	}

	forgetAll(): void {
		this.#implNames.clear();
		this.#implementing = undefined;
		this.#there = new Map();
		this.#sources.clear();
		this.#packages.clear();
		this.#libraries.clear();
		this.#parents = new Map();
		this.#included = undefined;
	}

	/** Runs something and tells which files were looked at for it. */
	touching<T>(visit: () => T): { readonly result: T; readonly touched: ReadonlySet<string> } {
		const before = this.#touched;
		const touched = new Set<string>();
		this.#touched = touched;
		try { return { result: visit(), touched }; } finally {
			this.#touched = before;
			for (const each of touched) { before?.add(each); }
		}
	}

	#implementing: ReadonlyMap<string, readonly string[]> | undefined;

	/** The files whose text holds an `impl` for something of this name. */
	filesWithImplFor(name: string): readonly string[] {
		this.#implementing ??= this.#findImplementing();
		return this.#implementing.get(name) ?? [];
	}

	/** By file, the names of what it has an `impl` for: a text is only looked through when it changed. */
	readonly #implNames = new Map<string, ReadonlySet<string>>();

	#findImplementing(): ReadonlyMap<string, readonly string[]> {
		const found = new Map<string, string[]>();
		for (const file of this.known) {
			const names = this.#implNames.get(file) ?? implNamesIn(this.textOf(file) ?? '');
			this.#implNames.set(file, names);
			for (const name of names) {
				const list = found.get(name);
				if (list === undefined) { found.set(name, [file]); } else { list.push(file); }
			}
		}
		return found;
	}

	packageOf(file: string): Package | undefined {
		for (const directory of upwardFrom(directoryOf(file))) {
			const known = this.#packageIn(directory);
			if (known?.manifest.name !== undefined) { return known; }
		}
		return undefined;
	}

	#packageIn(directory: string): Package | undefined {
		if (!this.#packages.has(directory)) {
			const path = `${directory}/Cargo.toml`;
			const text = this.#isFile(path) ? this.#options.textOf(path) : undefined;
			this.#packages.set(directory, text === undefined ? undefined : { directory, manifest: readManifest(text) });
		}
		return this.#packages.get(directory);
	}

	/** The packages that have been read. */
	packages(): readonly Package[] { return [...this.#packages.values()].filter((each) => each !== undefined); }

	/** The root module of a crate of the workspace by its name, as a file sees it. */
	crate(name: string, from: string): Module | undefined {
		const home = this.packageOf(from);
		let file: string | undefined;
		if (home !== undefined) {
			const own = (home.manifest.libName ?? home.manifest.name ?? '').replaceAll('-', '_');
			const given = home.manifest.dependencies.get(name);
			if (own === name) { file = this.libraryOf(home.directory, home.manifest); } else if (given !== undefined) { file = this.#dependency(name, given, home); }
		}
		file ??= home === undefined || home.manifest.dependencies.has(name) || home.manifest.name === undefined ? this.#libraries.get(name) : undefined;
		return file === undefined ? undefined : this.rootModule(file);
	}

	#dependency(name: string, given: { readonly path?: string; readonly package?: string; readonly isInherited: boolean }, home: Package): string | undefined {
		const at = (path: string, directory: string): string | undefined => {
			const folder = normalizePath(path, directory);
			const found = this.#packageIn(folder);
			return found === undefined ? undefined : this.libraryOf(folder, found.manifest);
		};
		if (given.path !== undefined) { return at(given.path, home.directory); }
		if (given.isInherited) {
			for (const directory of upwardFrom(home.directory)) {
				const shared = this.#packageIn(directory)?.manifest.shared.get(name);
				if (shared !== undefined) { return shared.path === undefined ? undefined : at(shared.path, directory); }
			}
		}
		return undefined;
	}

	rootModule(file: string): Module | undefined {
		const source = this.source(file);
		return source && { source, scope: source.scopes.root };
	}

	/** True for the file that a crate begins with. */
	isRoot(file: string): boolean {
		const home = this.packageOf(file);
		if (home === undefined) { return true; }
		const path = file.slice(home.directory.length + 1);
		return rootPlaces.test(path) || home.manifest.libPath === path || home.manifest.roots.includes(path);
	}

	/** The folder in which a module's own modules have their files. */
	#folderOf({ source, scope }: Module): string {
		if (scope.parent !== undefined && scope.module !== undefined) {
			const outer = this.#folderOf({ source, scope: scope.parent.home });
			return `${outer}/${scope.module.name}`;
		}
		const directory = directoryOf(source.file);
		return nameOf(source.file) === 'mod.rs' || this.isRoot(source.file) || this.#isNamedByPath(source.file) ? directory : source.file.replace(/\.rs$/, '');
	}

	/** A file that a `#[path]` names is a root of its folder. */
	#isNamedByPath(file: string): boolean {
		const parent = this.parentOf(file);
		if (parent === undefined) { return false; }
		const node = parent.declaration;
		return node.attributes.some(({ path }) => path === 'path');
	}

	/** The module that a `mod` declares. */
	childModule(outer: Module, node: ModNode): Module | undefined {
		const inner = outer.scope.inner.get(node);
		if (node.items !== undefined) { return inner && { source: outer.source, scope: inner }; }
		return this.fileOfModule(outer, node).map((file) => this.rootModule(file)).find((each) => each !== undefined);
	}

	fileOfModule(outer: Module, node: ModNode): string[] {
		const named = node.attributes.find(({ path }) => path === 'path');
		if (named !== undefined) {
			const base = outer.scope.module === undefined ? directoryOf(outer.source.file) : this.#folderOf(outer);
			return [normalizePath(named.text.replace(/^"|"$/g, ''), base)];
		}
		const folder = this.#folderOf(outer);
		return [`${folder}/${node.name}.rs`, `${folder}/${node.name}/mod.rs`].filter((each) => this.#isFile(each));
	}

	readonly #asking = new Set<string>();

	/** The module around a file's own, with the `mod` that declares it; undefined for a crate's root. */
	parentOf(file: string): (Module & { readonly declaration: ModNode }) | undefined {
		const known = this.#parents.get(file) as (Module & { declaration: ModNode }) | undefined;
		if (known !== undefined || this.#parents.has(file)) {
			if (known !== undefined) { this.#touched?.add(known.source.file); }
			return known;
		}
		if (this.#asking.has(file)) { return undefined; }
		this.#asking.add(file);
		try {
			const found = this.isRoot(file) && this.packageOf(file) !== undefined ? undefined : this.#findParent(file);
			this.#parents.set(file, found);
			return found;
		} finally { this.#asking.delete(file); }
	}

	#findParent(file: string): (Module & { readonly declaration: ModNode }) | undefined {
		const isMod = nameOf(file) === 'mod.rs';
		const name = isMod ? nameOf(directoryOf(file)) : nameOf(file).replace(/\.rs$/, '');
		const folder = isMod ? directoryOf(directoryOf(file)) : directoryOf(file);
		const likely = [`${folder}/mod.rs`, `${folder}.rs`, `${folder}/lib.rs`, `${folder}/main.rs`].filter((each) => each !== file && this.#isFile(each));
		const beside = [...this.known].filter((each) => directoryOf(each) === folder && each !== file && this.isRoot(each));
		for (const each of new Set([...likely, ...beside])) {
			const source = this.source(each);
			const declared = source?.scopes.root.items.get(name)?.find((item): item is ModNode => item.kind === 'mod' && item.items === undefined);
			if (source !== undefined && declared !== undefined) { return { source, scope: source.scopes.root, declaration: declared }; }
		}
		return this.#namedByPath(file);
	}

	#namedByPath(file: string): (Module & { readonly declaration: ModNode }) | undefined {
		const last = nameOf(file);
		for (const each of this.known) {
			const text = this.textOf(each);
			if (each === file || text === undefined || !text.includes('#[path') || !text.includes(last)) { continue; }
			const source = this.source(each);
			for (const item of source?.node.items ?? []) {
				if (source === undefined || item.kind !== 'mod' || !item.attributes.some(({ path }) => path === 'path')) { continue; }
				if (this.fileOfModule({ source, scope: source.scopes.root }, item).includes(file)) { return { source, scope: source.scopes.root, declaration: item }; }
			}
		}
		return undefined;
	}

	/** By a file's path, the module into which it is taken by `include!`. */
	#included: Map<string, Module> | undefined;

	/** The module into which a file is taken by `include!`: what a build's script takes in counts least. */
	includerOf(file: string): Module | undefined {
		if (this.#included === undefined) {
			const found = this.#included = new Map<string, Module>();
			const scopesIn = (scope: ItemScope): ItemScope[] => [scope, ...[...scope.inner.values()].filter(({ kind }) => kind === 'module').flatMap(scopesIn)];
			for (const each of [...this.known].sort((a, b) => Number(nameOf(a) === 'build.rs') - Number(nameOf(b) === 'build.rs'))) {
				const source = this.textOf(each)?.includes('include!') === true ? this.source(each) : undefined;
				for (const scope of source === undefined ? [] : scopesIn(source.scopes.root)) {
					for (const path of scope.includes) { const target = normalizePath(path, directoryOf(each)); if (source !== undefined && !found.has(target)) { found.set(target, { source, scope }); } }
				}
			}
		}
		const around = this.#included.get(file);
		if (around !== undefined) { this.#touched?.add(around.source.file); }
		return around;
	}

	/** The root module of the crate that a module is part of. */
	crateOf(module: Module): Module {
		let at = module.source;
		const seen = new Set<SourceFile>();
		const outerOf = ({ file }: SourceFile): Module | undefined => this.parentOf(file) ?? this.includerOf(file);
		for (let outer = outerOf(at); outer !== undefined && !seen.has(outer.source); outer = outerOf(at)) { seen.add(at = outer.source); }
		return { source: at, scope: at.scopes.root };
	}

	/** The module around one. */
	outerOf({ source, scope }: Module): Module | undefined {
		const home = scope.home;
		if (home.parent !== undefined) { return { source, scope: home.parent.home }; }
		return this.parentOf(source.file);
	}
}

/** The modules that a file declares to lie in others, as they are written. */
function modulesIn({ node, text }: SourceFile): string {
	return node.items.flatMap((item) => (item.kind === 'include' || item.kind === 'mod' && item.items === undefined ? [...item.attributes, item] : [])).map(({ start, end }) => text.slice(start, end)).join('\n');
}

/** The last names of types in the heads of `impl`s. */
function implNamesIn(text: string): ReadonlySet<string> {
	const names = new Set<string>();
	for (const [, head = ''] of text.matchAll(/(?:^|[\s;}])(?:unsafe\s+)?impl\b([^;{]*)\{/g)) {
		const target = head.replace(/^\s*<(?:[^<>]|<(?:[^<>]|<[^<>]*>)*>)*>/, '').split(/\bwhere\b/)[0]?.split(/\bfor\s/).at(-1)?.replaceAll(/<[^]*$/g, '').trim() ?? '';
		const name = /(\w+)\s*$/.exec(target)?.[1];
		if (name !== undefined) { names.add(name); }
	}
	return names;
}
