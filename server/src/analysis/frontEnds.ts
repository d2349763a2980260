/** How each language is set up for a session. */
import type { Catalogue } from '../catalogue/catalogue.ts';
import type { Language } from '../languages/language.ts';
import { PythonLanguage } from '../languages/python/language.ts';
import type { PythonParser } from '../languages/python/syntax/parser.ts';
import { RustLanguage } from '../languages/rust/language.ts';
import type { RustParser } from '../languages/rust/syntax/parser.ts';
import { TypeScriptLanguage } from '../languages/typescript/language.ts';
import type { OptionalFact } from '../outline/model.ts';
import { kindOfSync } from '../workspace/disk.ts';

export interface FrontEndOptions {
	readonly roots: readonly string[];
	/** The TypeScript compiler's. */
	readonly executable: string;
	readonly onCompilerStart: (pid: number) => void;
	/** Read beforehand, for a session in Python. */
	readonly pythonParser?: PythonParser;
	/** Read beforehand, for a session in Rust. */
	readonly rustParser?: RustParser;
}

/** What a language may ask of its session. */
export interface FrontEndHost {
	readonly overlays: ReadonlyMap<string, string>;
	textOf(file: string): string | undefined;
	isWorkspaceFile(path: string): boolean;
	/** By the settings as they are at the time. */
	entryOf(symbol: string): ReturnType<Catalogue['lookup']>;
	/** What rules that are off by default ask for, where the settings of a file turn them on. */
	factsFor(file: string): ReadonlySet<OptionalFact>;
	onDegraded(file: string, message: string): void;
}

/** Rust or Python where a parser for it was read, else TypeScript. */
export function createFrontEnd({ roots, executable, onCompilerStart, pythonParser, rustParser }: FrontEndOptions, host: FrontEndHost): Language {
	const { overlays, textOf } = host;
	const shared = {
		isWorkspaceFile: (path: string) => host.isWorkspaceFile(path), resultTypeOf: (symbol: string) => host.entryOf(symbol)?.returns,
		onDegraded: (file: string, message: string) => host.onDegraded(file, message),
	};
	const isFile = (path: string) => overlays.has(path) || kindOfSync(path) === 'file';
	if (rustParser !== undefined) { return new RustLanguage(rustParser, { ...shared, textOf, isFile }); }
	if (pythonParser !== undefined) { return new PythonLanguage(pythonParser, { ...shared, roots, textOf, isFile, isDirectory: (path) => kindOfSync(path) === 'directory' }); }
	return new TypeScriptLanguage({ ...shared, executable, cwd: roots[0] ?? '/', overlays, awaitable: (symbol) => host.entryOf(symbol)?.awaitable, factsFor: (file) => host.factsFor(file), onStart: onCompilerStart });
}
