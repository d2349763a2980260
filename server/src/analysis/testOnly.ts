/** Which code only tests use: what such files, functions and classes do is not part of the program that runs, whatever they export. */
import type { FileOutline } from '../outline/model.ts';
import { directoryOf, nameOf, normalizePath } from '../workspace/paths.ts';

export interface TestOnly {
	readonly files: ReadonlySet<string>;
	/** By file, functions and classes by their names. */
	readonly names: ReadonlyMap<string, readonly string[]>;
}

export const nothingTestOnly: TestOnly = { files: new Set(), names: new Map() };

export interface Importer {
	readonly file: string;
	readonly isTest: boolean;
	readonly imports: readonly string[];
	/** By file, what is taken from it; `*` for all. Absent where only the files are known. */
	readonly names?: Readonly<Record<string, readonly string[]>>;
}

/** Programs begin at these, and frameworks load what lies in these folders by themselves: nobody has to import them. */
const beginning = /^(?:index|main|server|app|cli|start|bootstrap|worker|extension|handler|middleware|instrumentation)\.[cm]?[jt]sx?$/;
const loadedByFolder = /\/(?:pages|app|api|routes|functions|handlers|lambdas?|migrations|seeds|plugins|commands|jobs|tasks|workers|bin|scripts)\//;

/** What is asked of the code base around the files. */
export interface TestOnlyHost {
	isTest(file: string): boolean;
	/** Whether a file is looked at: others may be used by code that nobody here sees. */
	isJudged(file: string): boolean;
	/** Empty for a file that is gone. */
	textOf(file: string): string;
}

/** Reads off their texts what these files import, among `all`: of those that get no outline, nothing else tells it. */
export function importersAmong(files: readonly string[], all: readonly string[], { isTest, textOf }: TestOnlyHost): readonly Importer[] {
	const known = new Set(all);
	return files.map((file) => importerFromText(file, textOf(file), isTest(file), (path) => known.has(path)));
}

/** What only tests use. `texts`: the imports of files that may have no outline, read off their texts. */
export function testOnlyAmong(texts: readonly Importer[], outlines: readonly FileOutline[], { isTest, isJudged, textOf }: TestOnlyHost): TestOnly {
	const outlined = new Set(outlines.map(({ file }) => file));
	const importers = [...outlines.map((outline) => importerOf(outline, isTest(outline.file))), ...texts.filter(({ file }) => !outlined.has(file))];
	return usedByTestsOnly(importers, outlines, isJudged, textOf);
}

/** The files that at least one test imports and nothing else does, and of other files what only tests name. `isJudged` tells which files are looked at. */
function usedByTestsOnly(importers: readonly Importer[], outlines: readonly FileOutline[], isJudged: (file: string) => boolean, textOf: (file: string) => string): TestOnly {
	const byTests = new Map<string, string[]>();
	const byOthers = new Set<string>();
	for (const { file, isTest, imports } of importers) {
		for (const imported of imports) {
			if (!isTest) { byOthers.add(imported); } else if (!byTests.get(imported)?.push(file)) { byTests.set(imported, [file]); }
		}
	}
	const judged = [...byTests.keys()].filter((file) => !beginning.test(nameOf(file)) && !loadedByFolder.test(file) && isJudged(file));
	const files = new Set(judged.filter((file) => !byOthers.has(file)));
	const taken = namesTaken(importers);
	const byFile = new Map(outlines.map((outline) => [outline.file, outline] as const));
	const names = new Map<string, readonly string[]>();
	for (const file of judged) {
		const outline = files.has(file) ? undefined : byFile.get(file);
		const left = outline === undefined ? [] : namesLeft(outline, taken.get(file), textOf).filter((name) => byTests.get(file)?.some((test) => word(name).test(textOf(test))));
		if (left.length > 0) { names.set(file, left); }
	}
	return { files, names };
}

/** By file, the names that others than tests take from it. */
function namesTaken(importers: readonly Importer[]): ReadonlyMap<string, ReadonlySet<string>> {
	const taken = new Map<string, Set<string>>();
	for (const { isTest, imports, names } of importers) {
		if (isTest) { continue; }
		for (const file of imports) {
			let known = taken.get(file);
			if (known === undefined) { taken.set(file, known = new Set()); }
			// What is only imported for its types is not among the names.
			for (const name of names === undefined ? ['*'] : names[file] ?? []) { known.add(name); }
		}
	}
	return taken;
}

/** Functions and classes that a file exports, that nothing takes from it, and that it does not itself name again. */
function namesLeft({ file, functions, types }: FileOutline, taken: ReadonlySet<string> | undefined, textOf: (file: string) => string): readonly string[] {
	if (taken?.has('*') || taken?.has('default')) { return []; }
	const nameOfId = (id: string) => id.slice(id.indexOf('#') + 1);
	const offered = [...functions.filter(({ isExported, owner, enclosing }) => isExported && owner === undefined && enclosing === `${file}#<module>`), ...types.filter(({ kind }) => kind === 'class')];
	return offered.filter(({ id, span }) => {
		const name = nameOfId(id);
		if (!/^[\w$]+$/.test(name) || name === 'default' || taken?.has(name)) { return false; }
		const text = textOf(file);
		// Its name may stand before what it is given (`export const load = async () => …`).
		const before = text.slice(0, span.start).replace(new RegExp(`\\bexport\\s+(?:const|let|var)\\s+${escaped(name)}\\b[^;{}]*$`), '');
		return !word(name).test(before) && !word(name).test(text.slice(span.end));
	}).map(({ id }) => nameOfId(id));
}

function word(name: string): RegExp {
	return new RegExp(`(?<![\\w$])${escaped(name)}(?![\\w$])`);
}

function escaped(name: string): string {
	return name.replaceAll('$', '\\$');
}

function importerOf(outline: FileOutline, isTest: boolean): Importer {
	return { file: outline.file, isTest, imports: outline.dependencies, ...(outline.imports && { names: outline.imports }) };
}

const relativeImport = /\b(?:from|import|require|mock|doMock|importActual)\s*(?:<[^>]*>)?\s*\(?\s*(['"])(\.[^'"]*)\1/g;

/** The imports of a file that was not outlined, read off its text; `isKnown` tells which files there are. */
export function importerFromText(file: string, text: string, isTest: boolean, isKnown: (file: string) => boolean): Importer {
	const imports = new Set<string>();
	for (const [, , specifier = ''] of text.matchAll(relativeImport)) {
		const found = sourceAt(normalizePath(specifier, directoryOf(file)), isKnown);
		if (found !== undefined) { imports.add(found); }
	}
	return { file, isTest, imports: [...imports] };
}

const endings = ['.ts', '.tsx', '.mts', '.cts', '.js', '.jsx', '.mjs', '.cjs', '/index.ts', '/index.tsx', '/index.js'];

/** The source that an import of this path means. Most are told by the first names that are tried. */
function sourceAt(path: string, isKnown: (file: string) => boolean): string | undefined {
	if (isKnown(path)) { return path; }
	const bare = path.replace(/\.([cm]?)jsx?$/, '');
	for (const ending of endings) {
		if (isKnown(bare + ending)) { return bare + ending; }
		if (bare !== path && isKnown(path + ending)) { return path + ending; }
	}
	return undefined;
}
