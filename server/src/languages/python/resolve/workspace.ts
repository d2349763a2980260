/** The files of the workspace, read when they are first needed, with the functions and classes that they hold. */
import type { ModuleNode, ClassNode, FunctionNode } from '../syntax/ast.ts';
import { scopesOf, type Scope } from '../scopes.ts';
import { Modules, type ModuleHost } from './modules.ts';
import type { ClassInfo, FunctionInfo, SourceFile } from './types.ts';

export interface WorkspaceHost extends ModuleHost {
	/** The present text of a file; undefined if it cannot be read. */
	readonly textOf: (file: string) => string | undefined;
	/** `edited`: the file, if its text changed before: it is likely to change again. */
	readonly parse: (text: string, edited?: string) => ModuleNode;
}

export class Workspace {
	readonly modules: Modules;
	/** All files that were named or led to. */
	readonly known = new Set<string>();
	readonly #host: WorkspaceHost;
	readonly #sources = new Map<string, SourceFile | undefined>();
	/** Files whose text changed since they were first read. */
	readonly #edited = new Set<string>();
	readonly #byScope = new WeakMap<Scope, SourceFile>();
	readonly #byName = new WeakMap<SourceFile, ReadonlyMap<string, ClassNode>>();
	readonly #classes = new WeakMap<ClassNode, ClassInfo>();
	readonly #functions = new WeakMap<FunctionNode, FunctionInfo>();
	#touched: Set<string> | undefined;

	constructor(host: WorkspaceHost) {
		this.#host = host;
		this.modules = new Modules(host);
	}

	learn(file: string): void {
		if (this.known.has(file)) { return; }
		this.known.add(file);
		this.modules.learn(file);
	}

	/** The file in its present text; undefined if it is not there. */
	source(file: string): SourceFile | undefined {
		this.#touched?.add(file);
		if (this.#sources.has(file)) { return this.#sources.get(file); }
		const text = this.#host.textOf(file);
		let source: SourceFile | undefined;
		if (text !== undefined) {
			const module = this.#host.parse(text, this.#edited.has(file) ? file : undefined);
			source = { file, module, scopes: scopesOf(module), text };
			this.#byScope.set(source.scopes.module, source);
			this.learn(file);
		}
		this.#sources.set(file, source);
		return source;
	}

	/** The file as it was last read; undefined if it never was. */
	read(file: string): SourceFile | undefined {
		return this.#sources.get(file);
	}

	/** The text of a file changed, or it is gone. */
	forget(file: string): void {
		this.#edited.add(file);
		this.#sources.delete(file);
	}

	/** True if the text of a file changed since it was first read: it is likely to change again. */
	isEdited(file: string): boolean {
		return this.#edited.has(file);
	}

	forgetAll(): void {
		this.#sources.clear();
		this.modules.forget();
	}

	/** Notes every file that is looked at while `run` runs. */
	touching<T>(run: () => T): { readonly result: T; readonly touched: Set<string> } {
		const outer = this.#touched;
		const touched = new Set<string>();
		this.#touched = touched;
		try { return { result: run(), touched }; } finally { this.#touched = outer; }
	}

	touch(file: string): void {
		this.#touched?.add(file);
	}

	/** The file that a scope is in. */
	sourceOf(scope: Scope): SourceFile {
		return this.#byScope.get(scope.module) as SourceFile;
	}

	classOf(node: ClassNode, source: SourceFile): ClassInfo {
		let info = this.#classes.get(node);
		// What an edit does not concern is the same node in two texts of a file.
		if (info?.source !== source) {
			const scope = source.scopes.of.get(node) as Scope;
			info = { id: `${source.file}#${scope.qualified}`, node, scope, source };
			this.#classes.set(node, info);
		}
		return info;
	}

	/** A class by its id, in the present text of its file. */
	classById(id: string): ClassInfo | undefined {
		const source = this.source(id.slice(0, id.indexOf('#')));
		if (source === undefined) { return undefined; }
		let byName = this.#byName.get(source);
		if (byName === undefined) {
			byName = new Map([...source.scopes.of].flatMap(([node, scope]) => (node.kind === 'class' ? [[scope.qualified, node] as const] : [])));
			this.#byName.set(source, byName);
		}
		const node = byName.get(id.slice(id.indexOf('#') + 1));
		return node && this.classOf(node, source);
	}

	functionOf(node: FunctionNode, source: SourceFile): FunctionInfo {
		let info = this.#functions.get(node);
		if (info?.source !== source) {
			const scope = source.scopes.of.get(node) as Scope;
			const owner = scope.owner;
			info = { id: `${source.file}#${scope.qualified}`, node, scope, source, ...(owner !== undefined && { owner: this.classOf(owner.node as ClassNode, source) }) };
			this.#functions.set(node, info);
		}
		return info;
	}
}
