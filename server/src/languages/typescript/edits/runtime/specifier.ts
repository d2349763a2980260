/** How one file of a project writes the import of another: as it does already, or as its neighbours do. */
import { ModuleKind } from 'typescript/unstable/sync';
import { directoryOf, isWithin, normalizePath, relativePath } from '../../../../workspace/paths.ts';
import type { EditedFile } from '../editedFile.ts';
import { specifiersOf } from '../importStyle.ts';
import type { FixProject } from './fixProject.ts';

/** What a path ends with: what the file will be when it runs, what it is in the source, or nothing. */
type Ending = 'output' | 'source' | 'none';

/** How many files are read to learn the project's way where a file has no import that shows it. */
const neighbours = 30;

/** The specifier by which `file` imports `target` (absolute): `./lib/taskTracker.js`, `../lib/taskTracker`, `@/lib/taskTracker`. */
export function specifierFor({ sourceFile }: EditedFile, target: string, project: FixProject): string {
	const from = sourceFile.fileName;
	const own = specifiersOf(sourceFile).map((specifier) => specifier.text);
	const known = own.find((specifier) => specifier.startsWith('.') && withoutEnding(normalizePath(specifier, directoryOf(from))) === withoutEnding(target));
	if (known !== undefined) { return known; }
	const path = relativePath(directoryOf(from), target);
	const alias = path.startsWith('../') ? aliasFor(own, from, target, project) : undefined;
	const written = alias ?? (path.startsWith('../') ? path : `./${path}`);
	switch (endingOf(own, alias !== undefined) ?? neighboursEnding(from, project) ?? defaultEnding(from, project)) {
		case 'output': return outputName(written);
		case 'source': return written;
		// Nobody looks for a file that says its kind of module by anything but its whole name.
		case 'none': return /\.[cm][jt]s$/.test(written) ? outputName(written) : withoutEnding(written);
	}
}

function endingOf(specifiers: readonly string[], withAliases: boolean): Ending | undefined {
	const counts: Record<Ending, number> = { output: 0, source: 0, none: 0 };
	for (const specifier of specifiers) {
		const isOwn = /^\.\.?\//.test(specifier) || (withAliases && /^[@~#]\//.test(specifier));
		if (!isOwn || /\.(?:json|css|scss|vue|svelte|svg|png|wasm|node)(?:\?|$)/.test(specifier)) { continue; }
		counts[/\.[cm]?jsx?$/.test(specifier) ? 'output' : /\.[cm]?tsx?$/.test(specifier) ? 'source' : 'none'] += 1;
	}
	const [[ending, count]] = Object.entries(counts).toSorted(([, a], [, b]) => b - a) as [[Ending, number]];
	return count === 0 ? undefined : ending;
}

/** What most imports of the nearest files show. */
function neighboursEnding(from: string, project: FixProject): Ending | undefined {
	const directory = directoryOf(from);
	const near = project.filesAround(from).filter((file) => file !== from)
		.toSorted((a, b) => shared(b, directory) - shared(a, directory) || (a < b ? -1 : 1)).slice(0, neighbours);
	return endingOf(near.flatMap((file) => [...(project.textOf(file) ?? '').matchAll(/(?:from|require\(|import)\s*['"](\.\.?\/[^'"]+)['"]/g)].map((match) => match[1] ?? '')), false);
}

/** How many characters of their directories two paths have in common. */
function shared(file: string, directory: string): number {
	let at = 0;
	while (at < directory.length && file[at] === directory[at]) { at += 1; }
	return at;
}

function defaultEnding(from: string, project: FixProject): Ending {
	if (/\.m[jt]s$/.test(from)) { return 'output'; }
	const options = project.compilerOptionsOf(from)?.options;
	if (options?.allowImportingTsExtensions === true) { return 'source'; }
	const isNode = options?.module !== undefined && options.module >= ModuleKind.Node16 && options.module <= ModuleKind.NodeNext;
	return isNode ? 'output' : 'none';
}

/** `@/lib/x` where the file itself imports by `@/…`, which `paths` maps to a folder that holds the target. */
function aliasFor(own: readonly string[], from: string, target: string, project: FixProject): string | undefined {
	const known = project.compilerOptionsOf(from);
	for (const [pattern, places] of Object.entries(known?.options.paths ?? {})) {
		const [place] = places;
		if (known === undefined || place === undefined || !pattern.endsWith('/*') || !place.endsWith('/*')) { continue; }
		const prefix = pattern.slice(0, -1);
		const folder = normalizePath(place.slice(0, -2), known.directory);
		if (isWithin(folder, target) && own.some((specifier) => specifier.startsWith(prefix))) { return prefix + relativePath(folder, target); }
	}
	return undefined;
}

function withoutEnding(path: string): string {
	return path.replace(/\.[cm]?[jt]sx?$/, '');
}

function outputName(path: string): string {
	return path.replace(/\.([cm]?)tsx?$/, '.$1js');
}
