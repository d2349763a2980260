/** What a file is for, by its name and place: a test, a program or script run from a command line, or neither. */
import { existsSync } from 'node:fs';
import { manifestAt, needsIn, testCrate, type Need } from './cargoWorkspace.ts';
import type { ConfigStore } from './configStore.ts';
import { isText, readTextFileSync } from './disk.ts';
import { isOthersLicence, licenceIn } from './othersLicence.ts';
import { isSourceOf, readPackageFile, withoutEnding, type PackageFile } from './packageFile.ts';
import { directoryOf, isWithin, nameOf, relativePath, upwardFrom } from './paths.ts';
import { consoleScriptsIn, type ConsoleScript } from './pythonProject.ts';
import { isVendoredCrate } from './vendoredCrates.ts';

export interface FileFacts {
	readonly isTest: boolean;
	/** Not known by a file's name: its outline tells. */
	readonly isWorker: false;
	/** Set where the file is run from a command line; why, for people: `bin of package.json`. */
	readonly entry?: string;
	/** Set where scripts of its package run the file, or what is built of it, whether it then serves or ends. */
	readonly isProgram?: true;
	/** The functions of it, by qualified name, that a command starts. */
	readonly starts?: readonly string[];
	/** Other packages may import it: a module of a library. */
	readonly isExternalEntry?: boolean;
	/** Set where "main" or "exports" of its package names the file, or what is built of it. */
	readonly isOffered?: true;
	/** It lies in a folder of somebody else's code, which has a licence of its own. */
	readonly isVendored?: true;
	/** Its package, one of several of the workspace, is an example by its name or what it says of itself. */
	readonly isOfExample?: true;
	/** The folder around it that an audit was asked for by name: what it holds is wanted, be it an example or not. */
	readonly asked?: string;
}

export interface FileRolesOptions {
	/** Workspace folders, absolute, normalised. */
	readonly roots: readonly string[];
	readonly configs: Pick<ConfigStore, 'configFor'>;
}

const testFolder = /^(?:__(?:tests?|mocks|fixtures|snapshots)__|tests?|e2e|specs?|fixtures?|benchmarks?|benches|bench|cypress|playgrounds?|mocks?|test-?beds?|.+[-_.](?:tests?|e2e|specs?)|tests?[-_].+)$/i;
/** What a Python package offers for the tests of others. */
const testingPackage = /\/testing\/.*\.pyi?$/;
/** Among the tools of a program. */
const testingFolder = /\/(?:utils?|helpers?|support)\/testing$/;
/** A package of its own that is there for the tests of others. */
const testSupport = /^test(?:s|ing)?[-_](?:utils?|helpers?|kit|support|rig|fixtures?)$/i;
const testFile = new RegExp([
	/[._](?:test|tests|spec|specs|e2e|e2e-spec|cy|bench|benchmark|stories|story|mock|mocks|vitest|jest|test-d|fixture|fixtures)\.[cm]?[jt]sx?$/,
	/-(?:tests?|specs?)\.[cm]?[jt]sx?$/,
	/^(?:tests?|spec|setup-?tests?|test-?(?:setup|utils?|helpers?))\.[cm]?[jt]sx?$/,
	/^(?:jest|vitest|mocha|playwright|cypress|karma|wdio)[.-].*\.[cm]?[jt]s$/,
	/^(?:conftest|tests|test_.*|.*_test)\.py$/,
	/^(?:tests?|.*_tests?)\.rs$/,
].map(({ source }) => `(?:${source})`).join('|'), 'i');

const configurationFile = /^(?:.+\.config(?:\..+)?|.+\.conf|gulpfile(?:\..+)?|gruntfile|jakefile|knexfile|ormconfig|webpack(?:[.-].+)?|rollup[.-].+|\.?pnpmfile|\..+rc)\.[cm]?[jt]s$/i;
/** In these a `database.config.ts` is a part of the program. */
const programFolder = /^(?:src|source|app|lib|server)$/;
const buildFiles = new Set(['setup.py', 'noxfile.py', 'fabfile.py', 'docs/conf.py', 'docs/source/conf.py', 'build.rs']);
/** Where hosts of repositories look for what they run by themselves. */
const automationFolders = new Set(['.github', '.gitlab', '.circleci', '.husky', '.buildkite']);
const scriptFolders: Readonly<Record<string, string>> = { scripts: 'a build script (scripts/)', 'scripts-dev': 'a build script (scripts-dev/)', tools: 'a build script (tools/)', bin: 'a program (bin/)' };

/** Tells what files are for. Reads each `package.json` once; `invalidate` tells of changes. */
export class FileRoles {
	readonly #roots: readonly string[];
	readonly #configs: FileRolesOptions['configs'];
	readonly #packages = new Map<string, PackageFile | undefined>();
	/** By folder, the package that it belongs to. */
	readonly #nearest = new Map<string, PackageFile | undefined>();
	readonly #testCrates = new Map<string, boolean>();
	readonly #crateNeeds = new Map<string, ReadonlyMap<string, Need>>();
	readonly #otherManifests = new Map<string, boolean>();
	readonly #consoleScripts = new Map<string, readonly ConsoleScript[]>();
	/** By folder, whether somebody else's licence is for it. */
	readonly #vendored = new Map<string, boolean>();
	#asked: readonly string[] = [];
	/** By file, for those whose text was not asked about. */
	readonly #facts = new Map<string, FileFacts>();
	/** By file: asked of all of them, mostly long before the other facts. */
	readonly #tests = new Map<string, boolean>();
	/** By folder. */
	readonly #testPlaces = new Map<string, { readonly isOfTests: boolean; readonly base: string }>();

	constructor({ roots, configs }: FileRolesOptions) {
		this.#roots = [...roots].sort((a, b) => a.length - b.length);
		this.#configs = configs;
	}

	/** `hasShebang`: the file begins with `#!`, which the caller knows. */
	factsOf(file: string, { hasShebang = false }: { readonly hasShebang?: boolean } = {}): FileFacts {
		const known = hasShebang ? undefined : this.#facts.get(file);
		if (known !== undefined) { return known; }
		const facts = this.#find(file, hasShebang);
		if (!hasShebang) { this.#facts.set(file, facts); }
		return facts;
	}

	/** The part of the facts that mostly needs no look at the disk. */
	isTest(file: string): boolean {
		const known = this.#tests.get(file);
		if (known !== undefined) { return known; }
		const isTest = this.#configs.configFor(file).isTest(file) || this.#isTest(file);
		this.#tests.set(file, isTest);
		return isTest;
	}

	#find(file: string, hasShebang: boolean): FileFacts {
		const config = this.#configs.configFor(file);
		const isTest = this.isTest(file);
		const scripts = file.endsWith('.py') ? this.#scriptsOf(file) : [];
		// A program of Rust begins with its `main`.
		const program = file.endsWith('.rs') ? rustProgram(this.#inPackage(file)) : undefined;
		const command = scripts[0] && `the command \`${scripts[0].name}\` of ${scripts[0].source}`;
		const asked = this.#askedAround(file);
		const entry = config.isEntry(file) ? 'named under "entries" in unblock.json' : this.#entryOf(file) ?? command ?? (hasShebang ? 'a script with #!' : undefined);
		return { isTest, isWorker: false, ...(entry !== undefined && { entry }), ...(this.#isProgram(file) && { isProgram: true as const }), ...(this.isOffered(file) && { isOffered: true as const }), ...((/\.[cm]?[jt]sx?$/.test(file) && this.#isVendored(directoryOf(file), this.#rootOf(file)) || file.endsWith('.rs') && this.#isOfVendoredCrate(file)) && { isVendored: true as const }), ...(this.#isOfExample(file) && { isOfExample: true as const }), ...(asked !== undefined && { asked }), ...(scripts.length > 0 && { starts: scripts.map((each) => each.function) }), ...(program !== undefined && { starts: ['main'] }), ...(program === undefined && file.endsWith('.rs') && this.#isOfLibrary(file) && { isExternalEntry: true }) };
	}

	/** True if others may import the file from its package by name: it is (or becomes) one that "main" or "exports" names. */
	isOffered(file: string): boolean {
		return this.#isAmong(file, ({ offers }) => offers);
	}

	#isProgram(file: string): boolean {
		return this.#isAmong(file, ({ programs }) => programs);
	}

	#isAmong(file: string, targetsOf: (home: PackageFile) => readonly string[]): boolean {
		const home = this.#nearestPackage(directoryOf(file));
		if (home === undefined) { return false; }
		const path = relativePath(home.directory, file);
		return targetsOf(home).some((target) => isSourceOf(path, target));
	}

	/** `paths`: the files and folders that an audit is asked for, absolute. A workspace folder is no answer to what is wanted of it. */
	askFor(paths: readonly string[]): void {
		this.#asked = paths.filter((path) => !this.#roots.includes(path)).toSorted((a, b) => b.length - a.length);
		this.#facts.clear();
	}

	#askedAround(file: string): string | undefined {
		const asked = this.#asked.find((path) => path === file || isWithin(path, file));
		return asked === file ? directoryOf(file) : asked;
	}

	/** A `package.json` or settings were made, changed or deleted. */
	invalidate(): void {
		this.#facts.clear();
		this.#tests.clear();
		this.#testPlaces.clear();
		this.#packages.clear();
		this.#nearest.clear();
		this.#testCrates.clear();
		this.#crateNeeds.clear();
		this.#otherManifests.clear();
		this.#vendored.clear();
		this.#consoleScripts.clear();
	}

	/** The commands that start a function of this Python file: its path ends as their module does. */
	#scriptsOf(file: string): readonly ConsoleScript[] {
		const root = this.#rootOf(file);
		const stem = file.replace(/(?:\/__init__)?\.py$/, '');
		return [...upwardFrom(directoryOf(file))].filter((folder) => isWithin(root, folder)).flatMap((folder) => {
			const known = this.#consoleScripts.get(folder) ?? consoleScriptsIn(folder);
			this.#consoleScripts.set(folder, known);
			return known.filter(({ module }) => stem.slice(folder.length).endsWith(`/${module.replaceAll('.', '/')}`));
		});
	}

	/**
	 * Only folders within the workspace and within the outermost package count: a project that lives in a folder called `test` is no
	 * test. Nor is a package called `test` among others (`packages/test`); a package right in another's folder (`e2e/`) is its tests.
	 */
	#isTest(file: string): boolean {
		if (testFile.test(nameOf(file))) { return true; }
		const directory = directoryOf(file);
		if (file.endsWith('.rs') && this.#isOfTestCrate(this.#foldersAround(file))) { return true; }
		const place = this.#testPlaces.get(directory) ?? this.#placeOf(file);
		this.#testPlaces.set(directory, place);
		return place.isOfTests || testingPackage.test(file.slice(place.base.length));
	}

	/** Whether a file's folder lies among tests, and the outermost package around it. */
	#placeOf(file: string): { readonly isOfTests: boolean; readonly base: string } {
		const folders = this.#foldersAround(file);
		const base = folders.find((folder) => this.#isPackage(folder)) ?? this.#rootOf(file);
		const isOfTests = folders.some((folder) => folder !== base && isWithin(base, folder) && (testFolder.test(nameOf(folder))
			&& (directoryOf(folder) === base || testSupport.test(nameOf(folder)) || !this.#isPackage(folder)) || testingFolder.test(folder.slice(base.length)) || this.#packageIn(folder)?.isForTests === true));
		return { isOfTests, base };
	}

	/** The folders of the workspace around a file, the outermost first. */
	#foldersAround(file: string): readonly string[] {
		const root = this.#rootOf(file);
		return [...upwardFrom(directoryOf(file))].filter((folder) => isWithin(root, folder)).reverse();
	}

	/**
	 * A crate without a program that is there for tests: by two of its name, that it is never published, and that no other crate of the workspace needs it but for
	 * tests. `folders`: around a file, the outermost first.
	 */
	#isOfTestCrate(folders: readonly string[]): boolean {
		const home = folders.findLast((folder) => this.#isPackage(folder) && existsSync(`${folder}/Cargo.toml`));
		if (home === undefined) { return false; }
		const known = this.#testCrates.get(home);
		if (known !== undefined) { return known; }
		const text = manifestAt(home);
		const isInherited = /^publish(?:\.workspace\s*=\s*true|\s*=\s*\{\s*workspace\s*=\s*true)/m.test(text);
		const isPrivate = unpublished.test(text) || isInherited && folders.some((folder) => folder !== home && existsSync(`${folder}/Cargo.toml`) && unpublished.test(manifestAt(folder)));
		const name = /^name\s*=\s*"([^"]+)"/m.exec(text)?.[1] ?? '';
		const signs = [isPrivate, testCrate.test(name), this.#isNeededForTestsOnly(name, home, folders)];
		const isTest = signs.filter(Boolean).length > 1 && !existsSync(`${home}/src/main.rs`) && !existsSync(`${home}/src/bin`);
		this.#testCrates.set(home, isTest);
		return isTest;
	}

	#isNeededForTestsOnly(name: string, home: string, folders: readonly string[]): boolean {
		const [root] = folders.filter((folder) => folder !== home && this.#isPackage(folder) && existsSync(`${folder}/Cargo.toml`));
		if (root === undefined) { return false; }
		const needs = this.#crateNeeds.get(root) ?? needsIn(root);
		this.#crateNeeds.set(root, needs);
		const need = needs.get(name);
		// Nobody needs the tests themselves.
		return need === undefined ? /(?:^|[-_])tests$/.test(name) && needs.size > 0 : need.isForTests && !need.isForProgram;
	}

	#entryOf(file: string): string | undefined {
		const root = this.#rootOf(file);
		const folders = [...upwardFrom(directoryOf(file))];
		const nearest = this.#nearestPackage(directoryOf(file));
		if (nearest) {
			const path = relativePath(nearest.directory, file);
			if (nearest.bin.some((target) => isSourceOf(path, target))) { return 'bin of package.json'; }
			const script = nearest.scripts.get(withoutEnding(path));
			if (script !== undefined) { return `run by the script "${script}" of package.json`; }
		}
		const home = folders.find((folder) => folder === root || this.#isPackage(folder)) ?? root;
		// By convention: https://github.com/matklad/cargo-xtask
		if (file.endsWith('.rs') && nameOf(home) === 'xtask') { return 'a tool of the developers (xtask/)'; }
		return entryByPlace(relativePath(home, file));
	}

	/** A module of Rust's that its package offers to others. */
	#isOfLibrary(file: string): boolean {
		const path = this.#inPackage(file);
		return path.startsWith('src/') && existsSync(`${file.slice(0, file.length - path.length)}src/lib.rs`);
	}

	/** A file's path within its package. */
	#inPackage(file: string): string {
		const root = this.#rootOf(file);
		return relativePath([...upwardFrom(directoryOf(file))].find((folder) => folder === root || this.#isPackage(folder)) ?? root, file);
	}

	/** A workspace that is nothing but a demo is what its readers work on. */
	#isOfExample(file: string): boolean {
		const root = this.#rootOf(file);
		const home = /\.[cm]?[jt]sx?$/.test(file) ? this.#nearestPackage(directoryOf(file)) : undefined;
		return home?.isExample === true && home.directory !== root && isWithin(root, home.directory);
	}

	#isOfVendoredCrate(file: string): boolean {
		const root = this.#rootOf(file), home = [...upwardFrom(directoryOf(file))].find((folder) => folder === root || this.#isPackage(folder)) ?? root;
		const known = this.#vendored.get(home) ?? isVendoredCrate(home, root);
		this.#vendored.set(home, known);
		return known;
	}

	/** Below the package that it belongs to, the folder or one around it has a licence of others. */
	#isVendored(folder: string, root: string): boolean {
		if (folder === root || !isWithin(root, folder) || this.#isPackage(folder)) { return false; }
		const known = this.#vendored.get(folder);
		if (known !== undefined) { return known; }
		const around = directoryOf(folder), licence = licenceIn(folder);
		const isOthers = licence !== undefined && this.#isOthers(licence, folder, root) || this.#isVendored(around, root);
		this.#vendored.set(folder, isOthers);
		return isOthers;
	}

	#isOthers(licence: string, folder: string, root: string): boolean {
		const homes = [...upwardFrom(directoryOf(folder))].filter((each) => isWithin(root, each) && (each === root || this.#isPackage(each)));
		const own = homes.flatMap((each) => licenceIn(each) ?? []).join('\n');
		const about = homes.map((each) => readTextFileSync(`${each}/package.json`)).map((content) => (isText(content) ? content.text : '')).join('\n');
		// A project without a licence has not said whose it is.
		return own !== '' && isOthersLicence(licence, own, about);
	}

	#rootOf(file: string): string {
		return this.#roots.find((root) => isWithin(root, file)) ?? directoryOf(file);
	}

	#isPackage(folder: string): boolean {
		if (this.#packageIn(folder)) { return true; }
		const known = this.#otherManifests.get(folder) ?? ['pyproject.toml', 'Cargo.toml'].some((name) => existsSync(`${folder}/${name}`));
		this.#otherManifests.set(folder, known);
		return known;
	}

	/** The package that a folder belongs to. */
	#nearestPackage(folder: string): PackageFile | undefined {
		if (this.#nearest.has(folder)) { return this.#nearest.get(folder); }
		const around = directoryOf(folder);
		const found = this.#packageIn(folder) ?? (around === folder ? undefined : this.#nearestPackage(around));
		this.#nearest.set(folder, found);
		return found;
	}

	#packageIn(folder: string): PackageFile | undefined {
		if (!this.#packages.has(folder)) { this.#packages.set(folder, readPackageFile(folder)); }
		return this.#packages.get(folder);
	}
}

const unpublished = /^publish\s*=\s*(?:false|\[\s*\])/m;

/** What Cargo builds a program of, by its path in the package. */
function rustProgram(path: string): string | undefined {
	if (path === 'src/main.rs' || path === 'main.rs' || /^src\/bin\/(?:[^/]+|[^/]+\/main)\.rs$/.test(path)) { return `a program (${path})`; }
	if (/^examples\/(?:[^/]+|[^/]+\/main)\.rs$/.test(path)) { return `an example (${path})`; }
	return path === 'build.rs' ? 'a build script (build.rs)' : undefined;
}

/** By the path relative to the file's package. */
function entryByPlace(path: string): string | undefined {
	const folders = path.split('/').slice(0, -1);
	const [first = ''] = folders;
	// `tools` is where Python agents keep what their model may call.
	if (Object.hasOwn(scriptFolders, first) && !(first === 'tools' && path.endsWith('.py'))) { return scriptFolders[first]; }
	const automation = folders.find((folder) => automationFolders.has(folder));
	if (automation !== undefined) { return `a script of the repository's automation (${automation}/)`; }
	if (nameOf(path) === '__main__.py') { return 'run by `python -m`'; }
	if (buildFiles.has(path)) { return `a build script (${path})`; }
	const isConfiguration = configurationFile.test(nameOf(path)) && !folders.some((folder) => programFolder.test(folder));
	return isConfiguration ? 'a configuration file' : undefined;
}
