/** What a file's async code runs on: asyncio, or anyio or trio, where it is written for one of these. */
import type { SourceFile } from '../resolve/types.ts';
import type { PythonFixProject } from './fixProject.ts';

export type AsyncLibrary = 'asyncio' | 'anyio' | 'trio';

const libraries: readonly AsyncLibrary[] = ['asyncio', 'anyio', 'trio'];

/** By the file's own imports, else by those of the files around it; asyncio where nothing tells. */
export function asyncLibraryOf(source: SourceFile, project: PythonFixProject): AsyncLibrary {
	const own = importedBy(source);
	// A file that knows asyncio and another one bridges the two: nobody can tell which of them runs a function.
	if (own.length > 0) { return own.length === 1 ? own[0] ?? 'asyncio' : own.includes('asyncio') ? 'asyncio' : 'anyio'; }
	const around = project.librariesAround(source.file);
	const [only] = around;
	return around.length === 1 && only !== undefined ? only : 'asyncio';
}

/** Which of the libraries a file imports. */
export function importedBy({ scopes }: SourceFile): readonly AsyncLibrary[] {
	return libraries.filter((library) => scopes.imports.some(({ statement }) => (
		statement.from === undefined ? statement.names.some(({ name }) => name.split('.')[0] === library) : statement.level === 0 && statement.from.split('.')[0] === library)));
}

/** The same by a text alone, for files that are not read for this. */
export function importedLibraries(text: string): readonly AsyncLibrary[] {
	return libraries.filter((library) => text.includes(library) && new RegExp(`^[ \\t]*(?:import|from)[ \\t]+${library}\\b`, 'm').test(text));
}
