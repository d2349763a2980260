/** Which files only tests import: what they hold is not part of the program that runs, whatever they export. */
import type { FileOutline } from '../outline/model.ts';
import { directoryOf, nameOf, normalizePath } from '../workspace/paths.ts';

export interface Importer {
	readonly file: string;
	readonly isTest: boolean;
	readonly imports: readonly string[];
}

/** Programs begin at these, and frameworks load what lies in these folders by themselves: nobody has to import them. */
const beginning = /^(?:index|main|server|app|cli|start|bootstrap|worker|extension|handler|middleware|instrumentation)\.[cm]?[jt]sx?$/;
const loadedByFolder = /\/(?:pages|app|api|routes|functions|handlers|lambdas?|migrations|seeds|plugins|commands|jobs|tasks|workers|bin|scripts)\//;

/** The files that at least one test imports and nothing else does. */
export function importedByTestsOnly(importers: Iterable<Importer>): ReadonlySet<string> {
	const byTests = new Set<string>();
	const byOthers = new Set<string>();
	for (const { isTest, imports } of importers) {
		for (const file of imports) { (isTest ? byTests : byOthers).add(file); }
	}
	return new Set([...byTests].filter((file) => !byOthers.has(file) && !beginning.test(nameOf(file)) && !loadedByFolder.test(file)));
}

export function importerOf(outline: FileOutline, isTest: boolean): Importer {
	return { file: outline.file, isTest, imports: outline.dependencies };
}

const relativeImport = /\b(?:from|import|require|mock|doMock|importActual)\s*(?:<[^>]*>)?\s*\(?\s*(['"])(\.[^'"]*)\1/g;

/** The imports of a file that was not outlined, read off its text; `isKnown` tells which files there are. */
export function importerFromText(file: string, text: string, isTest: boolean, isKnown: (file: string) => boolean): Importer {
	const imports = new Set<string>();
	for (const [, , specifier = ''] of text.matchAll(relativeImport)) {
		const path = normalizePath(specifier, directoryOf(file));
		const bare = path.replace(/\.([cm]?)jsx?$/, '');
		const found = [path, ...['.ts', '.tsx', '.mts', '.cts', '.js', '.jsx', '.mjs', '.cjs', '/index.ts', '/index.tsx', '/index.js'].flatMap((ending) => [bare + ending, path + ending])].find(isKnown);
		if (found !== undefined) { imports.add(found); }
	}
	return { file, isTest, imports: [...imports] };
}
