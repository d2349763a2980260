/** What a `package.json` says of how its files are run. */
import { isText, readTextFileSync } from './disk.ts';
import { normalizePath, relativePath } from './paths.ts';

export interface PackageFile {
	readonly directory: string;
	/** The programs it installs, as paths relative to it. */
	readonly bin: readonly string[];
	/** The files that others import from it, as paths relative to it; `*` stands for any text. */
	readonly offers: readonly string[];
	/** Files that its scripts run directly, by path relative to it, without ending; the value is the script's name. */
	readonly scripts: ReadonlyMap<string, string>;
	/** All files that its scripts run directly, those that then go on running and serve included, as paths relative to it. */
	readonly programs: readonly string[];
	/** By its name or what it says of itself it only shows readers how something is used. */
	readonly isExample: boolean;
	/** By its name and what it says of itself it is there for the tests of the packages beside it, and for nobody else. */
	readonly isForTests: boolean;
}

/** Reads a directory's `package.json`. Undefined if there is none, it cannot be read, or it only sets a module type and is no package. */
export function readPackageFile(directory: string): PackageFile | undefined {
	const content = readTextFileSync(directory.endsWith('/') ? `${directory}package.json` : `${directory}/package.json`);
	if (!isText(content)) { return undefined; }
	let json: unknown;
	try {
		json = JSON.parse(content.text);
	} catch {
		return undefined;
	}
	if (!isRecord(json) || !['name', 'dependencies', 'devDependencies', 'scripts', 'workspaces', 'bin'].some((key) => key in json)) { return undefined; }
	return { directory, bin: binOf(json, directory), offers: offersOf(json, directory), scripts: scriptsOf(json, directory), programs: programsOf(json, directory), isExample: isExample(json), isForTests: isForTests(json) };
}

function isRecord(value: unknown): value is Record<string, unknown> {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

const exampleName = /(?:^|[-_/])(?:examples?|demos?|samples?|playground)(?:$|[-_])/i;
const exampleDescription = /^(?:(?:an?|the|simple|small|minimal|basic)\s+)*(?:example|demo|sample|playground)\b|\b(?:example|demo|sample|playground)(?:\s+(?:app|application|project|package|program|server|client|site|page))?\.?$/i;

function isExample({ name, description }: Record<string, unknown>): boolean {
	return typeof name === 'string' && exampleName.test(name) || typeof description === 'string' && exampleDescription.test(description.trim());
}

const testName = /(?:^|[-_/])(?:tests?|testing)(?:$|[-_](?:utils?|utilities|helpers?|kit|support|rig|fixtures?|lib|shared|common)$)/i;
const testDescription = /\btest(?:s|ing)? (?:utilit(?:y|ies)|utils?|helpers?|kit|support|fixtures?|library|code|setup|harness)\b|\b(?:utilit(?:y|ies)|utils?|helpers?|fixtures?|code) (?:for|of) (?:\w+ )?test(?:s|ing)\b/i;

function isForTests({ name, description, private: isPrivate, bin }: Record<string, unknown>): boolean {
	return isPrivate === true && bin === undefined && typeof name === 'string' && testName.test(name) && typeof description === 'string' && testDescription.test(description);
}

function binOf({ bin }: Record<string, unknown>, directory: string): readonly string[] {
	const paths = isRecord(bin) ? Object.values(bin) : [bin];
	return paths.filter((path) => typeof path === 'string').map((path) => relativePath(directory, normalizePath(path, directory)));
}

function offersOf({ main, module, browser, exports }: Record<string, unknown>, directory: string): readonly string[] {
	const paths: string[] = [];
	const collect = (value: unknown): void => {
		if (typeof value === 'string') { paths.push(relativePath(directory, normalizePath(value, directory))); }
		if (isRecord(value) || Array.isArray(value)) { Object.values(value).forEach(collect); }
	};
	[main, module, browser, exports].forEach(collect);
	return paths;
}

/** Scripts of these names start what then goes on running and serves. */
const servingScript = /^(?:start|serve|server|dev|develop|watch|preview|debug)(?![a-z])/;

function scriptsOf({ scripts }: Record<string, unknown>, directory: string): ReadonlyMap<string, string> {
	const files = new Map<string, string>();
	for (const [name, command] of Object.entries(isRecord(scripts) ? scripts : {})) {
		if (typeof command !== 'string' || servingScript.test(name)) { continue; }
		for (const path of filesRunBy(command)) {
			files.set(withoutEnding(relativePath(directory, normalizePath(path, directory))), name);
		}
	}
	return files;
}

function programsOf({ scripts }: Record<string, unknown>, directory: string): readonly string[] {
	const commands = Object.values(isRecord(scripts) ? scripts : {}).filter((command) => typeof command === 'string');
	return commands.flatMap(filesRunBy).map((path) => relativePath(directory, normalizePath(/\.[cm]?[jt]sx?$/.test(path) ? path : `${path}.js`, directory)));
}

const runners = new Set(['node', 'nodejs', 'tsx', 'ts-node', 'ts-node-esm', 'ts-node-script', 'bun', 'deno', 'esno', 'jiti', 'vite-node', 'babel-node', 'swc-node']);
const optionsWithValue = new Set(['-r', '--require', '--import', '--loader', '--experimental-loader', '-C', '--conditions', '-P', '--project', '--env-file', '--tsconfig']);

/** The files that a shell command gives to Node or its kin: `scripts/x.ts` of `FOO=1 npx tsx --no-cache scripts/x.ts && …`. */
function filesRunBy(command: string): readonly string[] {
	return command.split(/&&|\|\||[;|&]/).flatMap((part) => {
		const words = [...part.matchAll(/"([^"]*)"|'([^']*)'|(\S+)/g)].map(([, ...texts]) => texts.find((text) => text !== undefined) ?? '');
		const runner = words.findIndex((word) => runners.has(word));
		if (runner < 0) { return []; }
		const given = words.slice(runner + 1);
		if (given.some((word) => /^(?:--)?watch\b/.test(word) || /^(?:-e|--eval|-p|--print|--test)$/.test(word))) { return []; }
		const file = given.find((word, at) => !word.startsWith('-') && word !== 'run' && !optionsWithValue.has(given[at - 1] ?? ''));
		return file === undefined || file === '.' ? [] : [file];
	});
}

/** A path without the ending of a source file. */
export function withoutEnding(path: string): string {
	return path.replace(/\.[cm]?[jt]sx?$/, '');
}

const outputFolder = /^(?:dist|build|out|lib|src|source|cjs|esm|bin)\//;

/**
 * True if `file` is or becomes `target` (both relative to their package): the same file, or its source where builds put
 * `src/cli.ts` at `dist/cli.js` (also `lib`, `build`, `out`, and `esm` or `cjs` within).
 */
export function isSourceOf(file: string, target: string): boolean {
	if (file === target) { return true; }
	if (target.includes('*')) { return matches(sourceStem(file), sourceStem(target)) || matches(file, target); }
	// A program that is written by hand has no other source.
	return /\.[cm]?js$/.test(target) && sourceStem(file) === sourceStem(target);
}

function matches(path: string, pattern: string): boolean {
	const [start = '', end = ''] = pattern.split('*', 2);
	return path.startsWith(start) && path.endsWith(end) && path.length >= start.length + end.length;
}

function sourceStem(path: string): string {
	let stem = withoutEnding(path);
	while (outputFolder.test(stem)) { stem = stem.replace(outputFolder, ''); }
	return stem;
}
