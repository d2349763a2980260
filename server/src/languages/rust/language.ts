/**
 * Rust as one of Unblock's languages: from files to outlines, without a compiler. Synchronous once it is made: lives in an analysis worker. Two layers:
 * the syntax of each file by itself, and names and types over all of them.
 */
import type { FileOutline } from '../../outline/model.ts';
import type { BegunOutline, FileChange, Language } from '../language.ts';
import { outlineFile } from './outline/file.ts';
import { Inference } from './resolve/inference.ts';
import { Names } from './resolve/names.ts';
import type { SourceFile } from './resolve/types.ts';
import { Workspace } from './resolve/workspace.ts';
import { isForTests } from './scopes.ts';
import { readSource } from './syntax/items.ts';
import type { RustParser } from './syntax/parser.ts';

export interface RustOptions {
	/** A file's present text (unsaved or the disk's); undefined if it cannot be read. */
	readonly textOf: (file: string) => string | undefined;
	readonly isFile: (path: string) => boolean;
	/** True for files that are the workspace's own: inside a root, not in a folder of built or downloaded crates. */
	readonly isWorkspaceFile: (path: string) => boolean;
	/** The type of a call's result by the symbol that is called, where the catalogue knows it. */
	readonly resultTypeOf: (symbol: string) => string | undefined;
	/** Tells of something that makes results poorer, once for each. */
	readonly onDegraded: (file: string, message: string) => void;
}

/** Built and downloaded crates. */
const foreign = /\/(?:target\/(?:debug|release|package|doc)|\.cargo|node_modules)\//;

export class RustLanguage implements Language {
	readonly #parser: RustParser;
	readonly #workspace: Workspace;
	readonly #options: RustOptions;
	#inference: Inference;
	readonly #said = new Set<string>();

	/** Told by paths and imports: nothing is to be learnt beforehand. */
	knowsAllNames = true;
	readonly process = undefined;

	constructor(parser: RustParser, options: RustOptions) {
		this.#parser = parser;
		this.#options = options;
		this.#workspace = new Workspace({
			textOf: options.textOf, isFile: options.isFile, isWorkspaceFile: (path) => !foreign.test(path) && options.isWorkspaceFile(path), parse: (text, edited) => readSource(parser.parse(text, edited), text),
		});
		this.#inference = this.#newInference();
	}

	#newInference(): Inference {
		return new Inference(this.#workspace, new Names(this.#workspace), this.#options.resultTypeOf);
	}

	/** Tells of files of the workspace: which crates there are, and who implements what, is known of these. Nothing is read yet. Files may be given again. */
	load(files: readonly string[]): void {
		const fresh = files.filter((file) => !this.#workspace.known.has(file));
		if (fresh.length === 0) { return; }
		for (const file of fresh) { this.#workspace.learn(file); }
		this.#inference = this.#newInference();
	}

	/** Outlines a file; undefined if it cannot be read. What is wrong in its text is left out, and told. */
	outline(file: string): FileOutline | undefined {
		if (!this.#workspace.known.has(file)) { this.load([file]); }
		const source = this.#workspace.source(file);
		if (source === undefined) { return undefined; }
		const [broken] = source.node.errors;
		if (broken !== undefined) {
			const line = source.text.slice(0, broken.start).split('\n').length;
			this.#degraded(file, `the text could not be read in full (from line ${line}); the rest of the file is analysed`);
		}
		return outlineFile(source, this.#inference, this.#isTest(file));
	}

	/** A file's syntax and scopes, for builders of fixes; undefined if it cannot be read. */
	source(file: string): SourceFile | undefined {
		return this.#workspace.source(file);
	}

	/** Types and names, for builders of fixes. */
	get inference(): Inference { return this.#inference; }

	/** What is wrong with an edited text that was not before. */
	newFault(before: string, after: string): string | undefined {
		return this.#parser.parse(after).errors.length > this.#parser.parse(before).errors.length ? 'the text would not parse any more' : undefined;
	}

	/** True for a module in a file of its own that a `#[cfg(test)] mod` declares, at whatever depth. */
	#isTest(file: string): boolean {
		const source = this.#workspace.source(file);
		if (source?.node.attributes.some((each) => isForTests({ attributes: [each] })) === true) { return true; }
		const parent = this.#workspace.parentOf(file);
		return parent !== undefined && (isForTests(parent.declaration) || parent.scope.isTest || this.#isTest(parent.source.file));
	}

	beginOutline(file: string): BegunOutline {
		return { send: () => undefined, finish: () => this.outline(file) };
	}

	/** Files' texts changed on disk or in an editor, or they came or went. */
	filesChanged(changes: ReadonlyMap<string, FileChange>): void {
		for (const [file, change] of changes) {
			if (change === 'changed') { this.#workspace.changed(file); } else { this.#workspace.forget(file); }
			this.#said.delete(file);
			if (change === 'deleted') { this.#workspace.known.delete(file); }
		}
		this.#inference = this.#newInference();
	}

	sendLoad(): void { /* Nothing is done elsewhere. */ }
	learnNames(): void { /* Names are followed by their imports. */ }
	release(): void { /* What is kept is small. */ }
	recycle(): void { /* There is no process. */ }

	/** Manifests changed: crates are found anew. */
	configurationChanged(): void {
		const { known } = this.#workspace;
		this.#workspace.forgetAll();
		for (const file of known) { this.#workspace.learn(file); }
		this.#said.clear();
		this.#inference = this.#newInference();
	}

	#degraded(file: string, message: string): void {
		if (this.#said.has(file)) { return; }
		this.#said.add(file);
		this.#options.onDegraded(file, message);
	}
}

