/**
 * Python as one of Unblock's languages: from files to outlines. Synchronous once it is made: lives in an analysis worker. Two layers: the syntax
 * of each file by itself, and names and types over all of them.
 */
import type { FileOutline } from '../../outline/model.ts';
import type { BegunOutline, FileChange, Language } from '../language.ts';
import { differenceOf } from '../shared/difference.ts';
import { outlineFile } from './outline/file.ts';
import { KeptOutlines } from './outline/kept.ts';
import { exportDigest } from './digest.ts';
import { undefinedNames } from './edits/faults.ts';
import type { PythonNames } from './edits/fixProject.ts';
import { newClassIndex } from './resolve/classes.ts';
import { Inference } from './resolve/inference.ts';
import type { ClassInfo, SourceFile } from './resolve/types.ts';
import { Workspace } from './resolve/workspace.ts';
import type { Scope } from './scopes.ts';
import type { ClassNode, Expr, ModuleNode } from './syntax/ast.ts';
import { mended } from './syntax/mend.ts';
import type { PythonParser } from './syntax/parser.ts';
import { readModule } from './syntax/statements.ts';

export interface PythonOptions {
	/** The folders of the workspace, absolute with `/`. */
	readonly roots: readonly string[];
	/** A file's present text (unsaved or the disk's); undefined if it cannot be read. */
	readonly textOf: (file: string) => string | undefined;
	readonly isFile: (path: string) => boolean;
	readonly isDirectory: (path: string) => boolean;
	/** True for files that are the workspace's own: inside a root, not in an environment's packages. */
	readonly isWorkspaceFile: (path: string) => boolean;
	/** The type of a call's result by the symbol that is called, where the catalogue knows it. */
	readonly resultTypeOf: (symbol: string) => string | undefined;
	/** Tells of something that makes results poorer, once for each. */
	readonly onDegraded: (file: string, message: string) => void;
}

/** Installed packages, and copies of them. */
const installed = /\/(site-packages|dist-packages|node_modules|__pycache__)\//;

export class PythonLanguage implements Language, PythonNames {
	readonly #parser: PythonParser;
	readonly #workspace: Workspace;
	readonly #options: PythonOptions;
	#inference: Inference;
	#classIndex = newClassIndex();
	readonly #said = new Set<string>();
	/** By file that is edited: what of its outline will hold as long as no declarations change. */
	readonly #kept = new Map<string, KeptOutlines>();

	/** Told by every import: nothing is to be learnt beforehand. */
	knowsAllNames = true;
	readonly process = undefined;

	constructor(parser: PythonParser, options: PythonOptions) {
		this.#parser = parser;
		this.#options = options;
		this.#workspace = new Workspace({
			roots: options.roots, textOf: options.textOf, isFile: options.isFile, isDirectory: options.isDirectory,
			isWorkspaceFile: (path) => !installed.test(path) && options.isWorkspaceFile(path), parse: (text, edited) => this.#parse(text, edited),
		});
		this.#inference = new Inference(this.#workspace, options.resultTypeOf, this.#classIndex);
	}

	/** What is read of a text that is wrong is the text without its broken lines, if that is right. To find these is far cheaper than to parse them: while somebody types, it is tried first. */
	#parse(text: string, edited: string | undefined): ModuleNode {
		const tree = edited === undefined ? this.#parser.parse(text) : undefined;
		if (tree?.errors.length === 0) { return readModule(tree, text); }
		const whole = mended(text);
		if (whole !== undefined) {
			const rest = this.#parser.parse(whole, edited);
			if (rest.errors.length === 0) {
				const { start } = differenceOf(text, whole);
				return { ...readModule(rest, whole), errors: [{ start, end: start + 1 }] };
			}
		}
		return readModule(tree ?? this.#parser.parse(text, edited), text);
	}

	/**
	 * Tells of files of the workspace: which packages there are, and which classes derive from which, is known of these (and of those that their
	 * imports lead to). Nothing is read yet. Files may be given again.
	 */
	load(files: readonly string[]): void {
		const fresh = files.filter((file) => !this.#workspace.known.has(file));
		if (fresh.length === 0) { return; }
		for (const file of fresh) { this.#workspace.learn(file); }
		this.#workspace.modules.forget();
		this.#resolveAnew();
	}

	/** Outlines a file; undefined if it cannot be read. What is wrong in its text is left out, and told. */
	outline(file: string): FileOutline | undefined {
		const source = this.#workspace.source(file);
		if (source === undefined) { return undefined; }
		const [broken] = source.module.errors;
		if (broken !== undefined) {
			const line = source.text.slice(0, broken.start).split('\n').length;
			this.#degraded(file, `the text could not be read in full (from line ${line}); the rest of the file is analysed`);
		}
		const kept = this.#workspace.isEdited(file) ? new KeptOutlines(source, this.#kept.get(file)) : undefined;
		if (kept !== undefined) { this.#kept.set(file, kept); }
		return outlineFile(source, this.#inference, kept);
	}

	/** A file's syntax and scopes, for builders of fixes; undefined if it cannot be read. */
	source(file: string): SourceFile | undefined {
		return this.#workspace.source(file);
	}

	sourcesWith(word: string): readonly SourceFile[] {
		const whole = new RegExp(`\\b${word}\\b`);
		return [...this.#workspace.known].flatMap((file) => {
			const source = whole.test(this.#options.textOf(file) ?? '') ? this.#workspace.source(file) : undefined;
			return source === undefined ? [] : [source];
		});
	}

	classOf(expr: Expr, scope: Scope): ClassInfo | 'other' | undefined {
		const type = this.#inference.typeOf(expr, scope);
		switch (type.kind) {
			case 'instance': case 'class': return type.class;
			case 'none': case 'outside': case 'symbol': case 'outsideModule': case 'function': return 'other';
			default: return undefined;
		}
	}

	classAt(node: ClassNode, source: SourceFile): ClassInfo {
		return this.#workspace.classOf(node, source);
	}

	areKin(a: ClassInfo, b: ClassInfo): boolean {
		const derives = (from: ClassInfo, to: ClassInfo) => this.#inference.classes.ancestorsOf(from).some((each) => each.kind === 'class' && each.class.id === to.id);
		return derives(a, b) || derives(b, a);
	}

	/** What would be wrong in an edited text that was right before; undefined if nothing is. */
	newFault(before: string, after: string): string | undefined {
		const [old, edited] = [this.#parser.parse(before), this.#parser.parse(after)];
		if (edited.errors.length > old.errors.length) { return 'the text would not parse any more'; }
		const known = [...undefinedNames(readModule(old, before))];
		const missing = undefinedNames(readModule(edited, after)).find((name) => {
			const index = known.indexOf(name);
			if (index >= 0) { known.splice(index, 1); }
			return index < 0;
		});
		return missing === undefined ? undefined : `\`${missing}\` would not be defined`;
	}

	beginOutline(file: string): BegunOutline {
		return { send: () => undefined, finish: () => this.outline(file) };
	}

	/** Files' texts changed on disk or in an editor, or they came or went. */
	filesChanged(changes: ReadonlyMap<string, FileChange>): void {
		const isInside = [...changes].map(([file, change]) => this.#fileChanged(file, change)).every(Boolean);
		this.#resolveAnew(isInside);
	}

	/** True if nothing changed that other files see. */
	#fileChanged(file: string, change: FileChange): boolean {
		const before = this.#workspace.read(file);
		this.#workspace.forget(file);
		this.#said.delete(file);
		if (change !== 'changed') { this.#workspace.modules.forget(); }
		if (change === 'deleted') { this.#workspace.known.delete(file); }
		const after = change === 'changed' && before !== undefined ? this.#workspace.source(file) : undefined;
		return before !== undefined && after !== undefined && exportDigest(before) === exportDigest(after);
	}

	sendLoad(): void { /* Nothing is done elsewhere. */ }
	learnNames(): void { /* Names are followed by their imports. */ }
	release(): void { /* What is kept is small. */ }
	recycle(): void { /* There is no process. */ }

	/** Settings that decide where modules are found changed: everything is found anew. */
	configurationChanged(): void {
		this.#workspace.forgetAll();
		this.#said.clear();
		this.#resolveAnew();
	}

	/** Types are cheap to find again, and hard to keep right while texts change. Who derives from whom changes with declarations alone. */
	#resolveAnew(keepsDeclarations = false): void {
		if (!keepsDeclarations) {
			this.#classIndex = newClassIndex();
			this.#kept.clear();
		}
		this.#inference = new Inference(this.#workspace, this.#options.resultTypeOf, this.#classIndex);
	}

	#degraded(file: string, message: string): void {
		if (this.#said.has(file)) { return; }
		this.#said.add(file);
		this.#options.onDegraded(file, message);
	}
}
