/**
 * TypeScript and JavaScript as one of Unblock's languages: from files to outlines, by the TypeScript 7 compiler where it answers.
 * Synchronous: lives in an analysis worker.
 */
import type { CompilerOptions, Project } from 'typescript/unstable/sync';
import type { SourceFile } from 'typescript/unstable/ast';
import type { FileOutline, OptionalFact } from '../../outline/model.ts';
import { accessorNames } from '../../workspace/scan.ts';
import type { BegunOutline, FileChange, Language } from '../language.ts';
import { declaredBuiltinNames, isBuiltinMethod } from './builtinMethods.ts';
import { declaredCancellation } from './cancellationTypes.ts';
import { Compiler, CompilerDied } from './compiler.ts';
import { declarationsOf, type DeclarationTable } from './declarations.ts';
import { walkFile } from './outline/file.ts';
import { directoryOf, normalizePath } from '../../workspace/paths.ts';
import { ProjectFinder } from './projects.ts';
import { SymbolResolver, type SymbolHost } from './symbols.ts';

export interface TypeScriptOptions {
	readonly executable: string;
	readonly cwd: string;
	readonly overlays: ReadonlyMap<string, string>;
	/** True for files that are the workspace's own: inside a root and not in `node_modules`. */
	readonly isWorkspaceFile: (path: string) => boolean;
	readonly resultTypeOf: (symbol: string) => string | undefined;
	/** What the catalogue says of a type that can be awaited and is no promise of the language's. */
	readonly awaitable: (symbol: string) => 'running' | 'lazy' | undefined;
	/** What is told of a file only where a rule asks for it. */
	readonly factsFor?: (file: string) => ReadonlySet<OptionalFact>;
	readonly onStart?: (pid: number) => void;
	/** Tells of something that makes results poorer, once for each. */
	readonly onDegraded: (file: string, message: string) => void;
}

export class TypeScriptLanguage implements Language, SymbolHost {
	readonly compiler: Compiler;
	private readonly options: TypeScriptOptions;
	private readonly finder = new ProjectFinder();
	/** By file: the tsconfig it belongs to, or null for whichever project the compiler finds. */
	private readonly configs = new Map<string, string | null>();
	private readonly tables = new Map<string, DeclarationTable>();
	private readonly resolvers = new Map<string, SymbolResolver>();
	private resolverGeneration = -1;
	private readonly said = new Set<string>();
	private readonly incomplete = new Set<string>();
	/** Projects that were looked at for Node's typings. */
	private readonly checkedForNodeTypings = new Set<string>();
	/** By tsconfig: the files its program held when it was last asked. */
	private readonly programs = new Map<string, ReadonlySet<string>>();
	/** Names declared with `get` or `set` anywhere in the workspace. */
	private readonly accessors = new Set<string>();
	/** Names of built-in methods that the workspace also declares: calls to them are asked about. */
	private readonly ownBuiltinNames = new Set<string>();
	/** The properties that hold signals or tokens by what the workspace's texts declare. */
	private readonly cancellationWords = new Set<string>();
	/** The names of all files that will be outlined were looked at before the first: only then can one be taken for a built-in. */
	knowsAllNames = false;

	constructor(options: TypeScriptOptions) {
		this.options = options;
		this.compiler = new Compiler(options);
	}

	learnNames(text: string): void {
		for (const property of declaredCancellation(text)) { this.cancellationWords.add(property); }
		for (const name of accessorNames(text)) { this.accessors.add(name); }
		for (const name of declaredBuiltinNames(text)) { this.ownBuiltinNames.add(name); }
	}

	get process(): { readonly pid: number | undefined; readonly restarts: number; readonly snapshots: number } {
		const { pid, restarts, snapshotsTaken } = this.compiler;
		return { pid, restarts: Math.max(0, restarts), snapshots: snapshotsTaken };
	}

	/** Lets go of the trees fetched so far. */
	release(): void { this.compiler.releaseTrees(); }

	recycle(): void { this.compiler.recycle(); }

	/** Opens the projects of these files, so that many can be outlined without a new snapshot for each. Files may be given again. */
	load(files: readonly string[]): void {
		const fresh = files.filter((file) => !this.configs.has(file));
		if (fresh.length === 0) { return; }
		this.retrying(() => {
			const wanted = new Map<string, Set<string>>();
			for (const file of fresh) {
				const config = this.finder.configOf(file);
				if (config !== undefined) { (wanted.get(config) ?? wanted.set(config, new Set()).get(config))?.add(file); }
			}
			this.compiler.openProjects([...wanted.keys()]);
			for (const [config, members] of wanted) { this.assign(config, members); }
			const loose = fresh.filter((file) => !this.configs.has(file));
			if (loose.length > 0) {
				this.compiler.openFiles(loose);
				for (const file of loose) { this.configs.set(file, null); }
			}
		});
	}

	/** Begins to open the projects of these files, where none is open yet; `load` waits for it. */
	sendLoad(files: readonly string[]): void {
		const configs = new Set(files.map((file) => this.finder.configOf(file)));
		try { this.compiler.sendOpenProjects([...configs].filter((config) => config !== undefined)); } catch (error) {
			if (!(error instanceof CompilerDied)) { throw error; }
		}
	}

	private assign(config: string, members: ReadonlySet<string>): void {
		const held = this.programs.get(config) ?? this.filesOf(config);
		for (const file of members) { if (held.has(file)) { this.configs.set(file, config); } }
	}

	private filesOf(config: string): ReadonlySet<string> {
		const project = this.compiler.project(config);
		if (project === undefined) { this.degraded(config, 'this configuration could not be opened; its files are analysed with default options'); return new Set(); }
		const broken = project.program.getConfigFileParsingDiagnostics()[0] ?? project.program.getProgramDiagnostics()[0];
		if (broken !== undefined) { this.degraded(config, `${broken.text} (files are analysed all the same)`); }
		const held = new Set(project.program.getSourceFileNames());
		this.programs.set(config, held);
		return held;
	}

	/** `./pool.js` beside `src/main.ts` is `src/pool.ts` where the project holds such a file: most imports need no question. */
	private resolveRelative(file: string, specifier: string): string | undefined {
		const config = this.configs.get(file);
		const held = typeof config === 'string' ? this.programs.get(config) : undefined;
		if (held === undefined) { return undefined; }
		const path = normalizePath(specifier, directoryOf(file));
		const bare = path.replace(/\.([cm]?)js$/, '.$1ts');
		return [bare, `${path}.ts`, `${path}.tsx`, bare.replace(/\.ts$/, '.tsx'), `${path}/index.ts`].find((each) => held.has(each));
	}

	/** Without Node's typings, members of its objects (a server, a stream) have no name. */
	private needsNodeTypings(file: string): void {
		const config = this.configs.get(file);
		const held = typeof config === 'string' ? this.programs.get(config) : undefined;
		if (typeof config !== 'string' || held === undefined || this.checkedForNodeTypings.has(config)) { return; }
		this.checkedForNodeTypings.add(config);
		for (const each of held) { if (each.includes('/@types/node/') || each.includes('/bun-types/')) { return; } }
		this.degraded(config, 'Node\'s typings (@types/node) are not part of this project; methods of Node\'s objects are not known there');
	}

	/** Said once for each project: usually nothing is installed, and one name tells as much as all. */
	private missing(file: string, specifier: string): void {
		const owner = this.configs.get(file) ?? this.options.cwd;
		if (this.incomplete.has(owner)) { return; }
		this.incomplete.add(owner);
		this.degraded(owner, `the package '${specifier}' was not found; calls into packages that are not installed are known by their import only`);
	}

	private degraded(file: string, message: string): void {
		if (this.said.has(file + message)) { return; }
		this.said.add(file + message);
		this.options.onDegraded(file, message);
	}

	/** Outlines a file; undefined if no project of the compiler holds it (it vanished, or its kind is unknown). */
	outline(file: string): FileOutline | undefined {
		return this.beginOutline(file).finish();
	}

	/** Walks a file; other files may be walked and finished before this one is. */
	beginOutline(file: string): BegunOutline {
		this.load([file]);
		return this.retrying(() => {
			const project = this.projectOf(file);
			const sourceFile = project?.program.getSourceFile(file);
			if (project === undefined || sourceFile === undefined) { return { send: () => undefined, finish: () => undefined }; }
			const symbols = this.resolverOf(project);
			const walked = walkFile({
				file, sourceFile, table: this.tableFor(file, file, sourceFile), symbols, isStrict: isStrict(project.compilerOptions), isWorkspaceFile: (path) => this.sourcePath(path) !== undefined,
				resolveRelative: (specifier) => this.resolveRelative(file, specifier), accessors: this.accessors, isPlainMethod: (name) => this.knowsAllNames && isBuiltinMethod(name) && !this.ownBuiltinNames.has(name), resultTypeOf: this.options.resultTypeOf, facts: this.options.factsFor?.(file) ?? new Set(), onMissingPackage: (specifier) => this.missing(file, specifier), onNodeModule: () => this.needsNodeTypings(file),
			});
			const { generation } = this.compiler;
			// Trees and symbols are good for one snapshot only.
			const isCurrent = () => this.compiler.generation === generation;
			return {
				send: (upcoming) => {
					if (!isCurrent()) { return; }
					const [next, ...later] = upcoming.filter((each) => this.configs.has(each));
					this.sendSourceFile(next);
					this.compiler.sendAhead(() => symbols.resolve(walked.questions));
					// By the time it is walked, its tree has come.
					for (const each of later) { this.sendSourceFile(each); }
				},
				finish: () => this.retrying(() => (isCurrent() ? this.withSources(walked.finish()) : this.outline(file))),
			};
		});
	}

	private sendSourceFile(file: string | undefined): void {
		if (file !== undefined) { this.compiler.sendAhead(() => this.projectOf(file)?.program.getSourceFile(file)); }
	}

	private withSources(outline: FileOutline): FileOutline {
		return { ...outline, dependencies: [...new Set(outline.dependencies.map((path) => this.sourcePath(path) ?? path))] };
	}

	/** The tree of a file in its present text. Good until the next change. */
	sourceFile(file: string): { readonly sourceFile: SourceFile; readonly project: Project } | undefined {
		this.load([file]);
		return this.retrying(() => {
			const project = this.projectOf(file);
			const sourceFile = project?.program.getSourceFile(file);
			return project === undefined || sourceFile === undefined ? undefined : { sourceFile, project };
		});
	}

	/** The workspace's own files of the project that holds this one: its sources, and what they import. Empty for a file of no project. */
	projectFilesOf(file: string): readonly string[] {
		this.load([file]);
		return this.retrying(() => {
			const config = this.configs.get(file);
			const held = typeof config === 'string' ? this.programs.get(config) ?? this.filesOf(config) : this.projectOf(file)?.program.getSourceFileNames() ?? [];
			return [...held].filter((each) => this.options.isWorkspaceFile(each) && !/\.d\.[cm]?ts$/.test(each));
		});
	}

	/** How the compiler is set for a file, and the directory that its paths are relative to. */
	compilerOptionsOf(file: string): { readonly options: CompilerOptions; readonly directory: string } | undefined {
		this.load([file]);
		return this.retrying(() => {
			const project = this.projectOf(file);
			return project === undefined ? undefined : { options: project.compilerOptions, directory: directoryOf(project.configFileName) };
		});
	}

	/** Errors of a file in its present text, syntax first. */
	diagnostics(file: string): readonly { readonly code: number; readonly start: number; readonly length: number; readonly message: string }[] {
		this.load([file]);
		return this.retrying(() => {
			const program = this.projectOf(file)?.program;
			if (program === undefined) { return []; }
			return [...program.getSyntacticDiagnostics(file), ...program.getSemanticDiagnostics(file)]
				.filter((each) => each.category === 1)
				.map((each) => ({ code: each.code, start: each.pos, length: each.end - each.pos, message: each.text }));
		});
	}

	/** A file's text changed on disk or in an overlay, or it came or went. */
	fileChanged(file: string, change: FileChange): void {
		this.filesChanged(new Map([[file, change]]));
	}

	/** As `fileChanged`, for several at once: the compiler looks at its projects anew only once. */
	filesChanged(changes: ReadonlyMap<string, FileChange>): void {
		const told = { changed: [] as string[], created: [] as string[], deleted: [] as string[] };
		for (const [file, change] of changes) {
			this.tables.delete(file);
			if (change !== 'changed') { this.configs.delete(file); }
			told[change].push(file);
		}
		if (told.created.length + told.deleted.length > 0) { this.programs.clear(); }
		this.compiler.guardedChange(told);
	}

	/** Configuration changed (a tsconfig, a package.json, installed packages): everything is found anew. */
	configurationChanged(): void {
		this.finder.forget();
		this.configs.clear();
		this.tables.clear();
		this.programs.clear();
		this.said.clear();
		this.incomplete.clear();
		this.checkedForNodeTypings.clear();
		this.compiler.recycle();
	}

	awaitable(symbol: string): 'running' | 'lazy' | undefined { return this.options.awaitable(symbol); }

	/** A workspace that declares no such property has it of a package, if at all. The language's own types have `signal` alone. */
	mayDeclare(path: string, property: string): boolean {
		if (/\/lib\.[\w.]*d\.ts$/.test(path)) { return property === 'signal'; }
		return !this.knowsAllNames || !this.options.isWorkspaceFile(path) || this.cancellationWords.has(property);
	}

	tableOf(path: string, project: Project): DeclarationTable | undefined {
		const known = this.tables.get(path);
		if (known !== undefined) { return known; }
		const source = this.sourcePath(path);
		if (source === undefined) { return undefined; }
		const sourceFile = project.program.getSourceFile(path);
		return sourceFile === undefined ? undefined : this.tableFor(path, source, sourceFile);
	}

	private tableFor(path: string, source: string, sourceFile: SourceFile): DeclarationTable {
		let table = this.tables.get(path);
		if (table === undefined) {
			table = declarationsOf(sourceFile, source, source !== path);
			this.tables.set(path, table);
		}
		return table;
	}

	/** The workspace source a path stands for: itself, or the source a build made it from. */
	private sourcePath(path: string): string | undefined {
		if (!this.options.isWorkspaceFile(path)) { return undefined; }
		return /\.d\.[cm]?ts$/.test(path) ? this.finder.sourceOf(path) : path;
	}

	private projectOf(file: string): Project | undefined {
		const config = this.configs.get(file);
		return config === undefined || config === null ? this.compiler.projectOf(file) : this.compiler.project(config);
	}

	private resolverOf(project: Project): SymbolResolver {
		if (this.resolverGeneration !== this.compiler.generation) {
			this.resolvers.clear();
			this.resolverGeneration = this.compiler.generation;
		}
		let resolver = this.resolvers.get(project.configFileName);
		if (resolver === undefined) {
			resolver = new SymbolResolver(project, this);
			this.resolvers.set(project.configFileName, resolver);
		}
		return resolver;
	}

	/** Asks again once, of a new process, if the compiler died. */
	private retrying<T>(ask: () => T): T {
		try { return this.compiler.guard(ask); } catch (error) {
			if (!(error instanceof CompilerDied)) { throw error; }
			return this.compiler.guard(ask);
		}
	}
}

function isStrict({ strict, strictNullChecks }: CompilerOptions): boolean {
	return strictNullChecks ?? strict ?? true;
}
