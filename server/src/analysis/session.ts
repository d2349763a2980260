/**
 * The state of one analysis worker: texts, outlines, call graph, settings. Jobs (analyze, audit, fix, why) work on it a step at a time.
 * Synchronous; nothing here knows of threads or editors.
 */
import { createCallGraph, type CallGraph } from '../callgraph/graph.ts';
import { createCatalogue, type Catalogue } from '../catalogue/catalogue.ts';
import type { CatalogueData } from '../catalogue/schema.ts';
import type { BegunOutline, FileChange, Language } from '../languages/language.ts';
import type { PythonLanguage } from '../languages/python/language.ts';
import type { LaidText } from '../languages/python/syntax/rooms.ts';
import type { RustLanguage } from '../languages/rust/language.ts';
import type { TypeScriptLanguage } from '../languages/typescript/language.ts';
import type { FileOutline } from '../outline/model.ts';
import type { FixIntent } from '../rules/finding.ts';
import { allRules } from '../rules/index.ts';
import type { FixProject } from '../languages/typescript/edits/runtime/fixProject.ts';
import { ConfigStore } from '../workspace/configStore.ts';
import { isText, kindOfSync, readTextFileSync } from '../workspace/disk.ts';
import { directoryOf, isWithin, nameOf, relativePath } from '../workspace/paths.ts';
import { FileRoles } from '../workspace/role.ts';
import { findRuntime } from '../workspace/runtimeTexts.ts';
import { looksBuilt, looksGenerated, looksMinified, looksVendored } from '../workspace/text.ts';
import { HelperPlaces } from './helperPlaces.ts';
import type { FrontEndOptions, LanguageKit } from './kits/kit.ts';
import { languageKinds, languageOf, type AnalyzedLanguage, type LanguageKind } from './languageKinds.ts';
import { Places } from './places.ts';
import { TestPrefilter } from './prefilter.ts';
import { PresentText } from './presentText.ts';
import { RulesInForce } from './rulesInForce.ts';
import { nothingTestOnly, type TestOnly } from './testOnly.ts';
import type { AnalysisError } from './service.ts';

export interface SessionOptions extends FrontEndOptions {
	readonly log: (level: 'debug' | 'info' | 'warning' | 'error', message: string) => void;
	/** Of the language of what is analysed. */
	readonly kit: LanguageKit;
	/** Unsaved texts are analysed with room in them where their language allows it, so that an edit moves little. Offsets are of these texts; lines and columns are as written. */
	readonly leavesRoom?: boolean;
}

/** Compilers larger than this are replaced between jobs. They keep some memory of every snapshot. */
export const compilerLimitMegabytes = 3000;

export class Session {
	readonly options: SessionOptions;
	/** Unsaved texts by file. */
	readonly overlays = new Map<string, string>();
	/** The same as they are written, where they are analysed with room. */
	private readonly laid = new Map<string, LaidText>();
	readonly versions = new Map<string, number>();
	readonly outlines = new Map<string, FileOutline>();
	/** Files whose outline is out of date or was never made, with the reason why one cannot be. */
	readonly failures = new Map<string, AnalysisError>();
	readonly configs: ConfigStore;
	readonly roles: FileRoles;
	readonly languageId: AnalyzedLanguage;
	readonly language: Language;
	private readonly kind: LanguageKind;
	readonly degraded: AnalysisError[] = [];
	catalogue: Catalogue;
	graph: CallGraph;
	private readonly texts = new Map<string, PresentText>();
	readonly places: Places;
	readonly rules: RulesInForce;
	private catalogueData: readonly CatalogueData[] = [];
	/** What only tests use. Takes effect for outlines that are adopted afterwards. */
	testOnly: TestOnly = nothingTestOnly;
	/** Absent where every file is outlined. */
	private readonly prefilter: TestPrefilter | undefined;

	constructor(options: SessionOptions) {
		this.options = options;
		this.configs = new ConfigStore({ roots: options.roots, ruleIds: allRules.map((rule) => rule.meta.id) });
		this.roles = new FileRoles({ roots: options.roots, configs: this.configs });
		this.languageId = options.kit.language;
		this.places = new Places(options.roots, this.languageId === 'python');
		this.rules = new RulesInForce(this.configs);
		this.helpers = new HelperPlaces(this.fixProject, this.places);
		this.kind = languageKinds[this.languageId];
		this.catalogue = createCatalogue(options.kit.catalogue);
		this.prefilter = this.languageId === 'typescript' ? new TestPrefilter([options.kit.catalogue]) : undefined;
		this.graph = this.newGraph();
		this.language = options.kit.createFrontEnd(options, {
			overlays: this.overlays, textOf: (file) => this.textOf(file)?.text, isFile: (path) => this.overlays.has(path) || kindOfSync(path) === 'file', isWorkspaceFile: (path) => this.isWorkspaceFile(path),
			entryOf: (symbol) => this.catalogue.lookup(symbol), resultTypeOf: (symbol) => this.catalogue.lookup(symbol)?.returns, onDegraded: (file, message) => this.isDegraded(file, message), factsFor: (file) => this.rules.factsFor(file),
		});
	}

	private isDegraded(file: string, message: string): void {
		this.degraded.push({ file, message, kind: 'degraded' });
		this.options.log('debug', `${file}: ${message}`);
	}

	/** The language of a session in TypeScript, with what only that can answer. */
	get typescript(): TypeScriptLanguage { return this.as('typescript'); }

	/** The language of a session in Python. */
	get python(): PythonLanguage { return this.as('python'); }

	/** The language of a session in Rust. */
	get rust(): RustLanguage { return this.as('rust'); }

	/** A kit makes the front end of its own language. */
	private as<L extends Language>(language: AnalyzedLanguage): L {
		if (this.languageId !== language) { throw new Error(`this session is not one in ${language}`); }
		return this.language as L;
	}

	private newGraph(): CallGraph {
		return createCallGraph({
			catalogue: this.catalogue,
			factsOf: (file) => ({ ...this.roles.factsOf(file), package: this.places.packageOf(file), ...(this.testOnly.files.has(file) && { isTest: true }), testNames: this.testOnly.names.get(file) }),
			displayPath: (file) => relativePath(this.rootOf(file), file),
		});
	}

	/** One of the workspace's own sources or declaration files: in a root, not an installed package. */
	isWorkspaceFile(path: string): boolean { return this.places.isOwn(path); }

	/** The workspace folder a file lies in; its own directory where it lies in none. */
	rootOf(file: string): string { return this.places.rootOf(file); }

	isAnalyzable(file: string): boolean {
		return languageOf(file) === this.languageId;
	}

	/** Made by a tool of other sources, or a copy of somebody else's: there is nothing to mend in it. */
	isMinified(file: string): boolean {
		const text = this.textOf(file);
		return text !== undefined && (text.isGenerated ??= looksMinified(text.text) || looksBuilt(file, text.text) || looksVendored(file.slice(this.rootOf(file).length), text.text));
	}

	setDocument(file: string, text: string, version: number): void {
		const isNew = !this.overlays.has(file);
		this.versions.set(file, version);
		if ((this.laid.get(file)?.written ?? this.overlays.get(file)) === text) { return; }
		this.overlays.set(file, text);
		// A text that is still the disk's changes nothing.
		if (isNew && this.diskText(file) === text && this.outlines.has(file)) { return; }
		const { leavesRoom = false, kit } = this.options;
		if (leavesRoom && kit.laidOut !== undefined) {
			const laid = kit.laidOut(text, this.laid.get(file));
			this.laid.set(file, laid);
			this.overlays.set(file, laid.text);
		}
		this.changed(file, isNew && this.diskText(file) === undefined ? 'created' : 'changed');
	}

	closeDocument(file: string): void {
		const text = this.overlays.get(file);
		this.overlays.delete(file);
		this.laid.delete(file);
		this.versions.delete(file);
		const onDisk = this.diskText(file);
		if (onDisk !== text) { this.changed(file, onDisk === undefined ? 'deleted' : 'changed'); }
	}

	/** What an audit is asked for: folders and files, absolute, and rules by name. Holds until another asks. */
	askFor(paths: readonly string[], rules: readonly string[] = []): void {
		this.roles.askFor(paths);
		if (this.rules.askFor(rules)) { this.revision++; this.markWithOtherFacts(); }
	}

	/** Returns true if everything must be looked at anew: settings or project configuration changed. */
	fileChanged(file: string, change: FileChange): boolean {
		this.revision++;
		const name = nameOf(file);
		if (this.configs.invalidate(file)) { this.roles.invalidate(); this.texts.delete(file); this.helpers.forget(); this.markWithOtherFacts(); this.rebuildCatalogue(); return true; }
		if (this.kind.configuration.test(name)) {
			this.texts.delete(file);
			this.roles.invalidate();
			this.places.forget();
			this.language.configurationChanged();
			this.degraded.length = 0;
			this.forgetOutlines();
			return true;
		}
		// With a folder go the files in it, of which nothing else tells.
		const isFolder = change === 'deleted' && languageOf(file) === undefined;
		const gone = isFolder ? [...this.outlines.keys()].filter((each) => isWithin(file, each)) : [file];
		// An editor's text counts, whatever happens on disk.
		for (const each of gone) { if (!this.overlays.has(each)) { this.changed(each, change); } }
		return false;
	}

	private changed(file: string, change: FileChange): void {
		this.revision++;
		this.editions.set(file, this.editionNow(file) + 1);
		this.texts.delete(file);
		if (change !== 'changed') { this.helpers.forget(); }
		this.failures.delete(file);
		this.language.filesChanged(new Map([[file, change]]));
		this.stale.add(file);
		if (change !== 'deleted') { return; }
		this.stale.delete(file);
		if (this.outlines.delete(file)) { this.graph.update({ set: [], remove: [file] }); }
		this.markDependents(file);
	}

	/** Grows with whatever findings may rest on: texts, settings, what is known of the workspace. As long as it is the same, they are. */
	revision = 0;

	/** How often a file's text changed. */
	private readonly editions = new Map<string, number>();
	/** Of which edition an outline is: a job that makes many may hold one while its text changes. */
	private readonly editionOf = new WeakMap<FileOutline, number>();

	private editionNow(file: string): number { return this.editions.get(file) ?? 0; }

	/** Files whose outline no longer fits their text or what they import. Their old outline stays in the graph until then. */
	readonly stale = new Set<string>();

	private markDependents(file: string): void {
		for (const outline of this.outlines.values()) { if (outline.dependencies.includes(file)) { this.stale.add(outline.file); } }
	}

	/** Settings that turn rules on or off may ask for other outlines. */
	private markWithOtherFacts(): void {
		for (const [file, outline] of this.outlines) { if (!this.rules.fit(outline)) { this.stale.add(file); } }
	}

	private forgetOutlines(): void {
		const files = [...this.outlines.keys()];
		this.outlines.clear();
		this.stale.clear();
		this.failures.clear();
		this.graph.update({ set: [], remove: files });
	}

	private diskText(file: string): string | undefined {
		const read = readTextFileSync(file);
		return isText(read) ? read.text : undefined;
	}

	/** A file's present text (unsaved or the disk's) with its lines; undefined if it cannot be read. */
	textOf(file: string): PresentText | undefined {
		const known = this.texts.get(file);
		if (known !== undefined) { return known; }
		const text = this.overlays.get(file) ?? this.diskText(file);
		if (text === undefined) { return undefined; }
		const entry = new PresentText(text);
		this.texts.set(file, entry);
		return entry;
	}

	/** The same, read anew: for files of which nobody may tell when they change. */
	rereadTextOf(file: string): PresentText | undefined {
		this.texts.delete(file);
		return this.textOf(file);
	}

	/** True if the file has an outline of its present text. */
	isCurrent(file: string): boolean {
		return (this.outlines.has(file) || this.failures.has(file)) && !this.stale.has(file);
	}

	/**
	 * Outlines a file without telling the graph. A file that cannot be read or understood gets an entry in `failures` instead
	 * and keeps its last outline, if it has one.
	 */
	makeOutline(file: string): FileOutline | undefined {
		return this.beginOutline(file)?.finish();
	}

	/** The first half of `makeOutline`; undefined if there is nothing to finish. */
	beginOutline(file: string): BegunOutline | undefined {
		this.stale.delete(file);
		const edition = this.editionNow(file);
		if (this.textOf(file) === undefined) {
			const read = readTextFileSync(file);
			if (!isText(read)) { this.fail(file, read.error); return undefined; }
		}
		if (this.isMinified(file)) { this.failures.set(file, { file, message: 'is minified, built or vendored, and was not analysed', kind: 'degraded' }); return undefined; }
		const begun = this.orFail(file, () => {
			this.learnNames(file);
			return this.language.beginOutline(file);
		});
		if (begun === undefined) { return undefined; }
		return {
			send: (upcoming) => { this.orFail(file, () => begun.send(upcoming)); },
			finish: () => {
				const made = this.orFail(file, () => begun.finish() ?? 'unknown');
				const outline = typeof made === 'object' && looksGenerated(this.textOf(file)?.text ?? '') ? { ...made, role: { ...made.role, isGenerated: true as const } } : made;
				if (outline === 'unknown') { this.fail(file, this.languageId === 'typescript' ? 'the TypeScript compiler could not open this file' : 'this file could not be opened'); return undefined; }
				if (outline !== undefined) {
					this.failures.delete(file);
					this.editionOf.set(outline, edition);
				}
				return outline;
			},
		};
	}

	private orFail<T>(file: string, attempt: () => T): T | undefined {
		try { return attempt(); } catch (error) {
			this.options.log('error', `${file}: ${error instanceof Error ? error.stack : String(error)}`);
			this.fail(file, `analysis failed: ${error instanceof Error ? error.message : String(error)}`);
			return undefined;
		}
	}

	/** Learns which names are getters, setters or methods called like built-in ones before the first file is outlined. */
	loadNames(files: readonly string[]): void {
		for (const file of files) { this.learnNames(file); }
		this.language.knowsAllNames = true;
	}

	private learnNames(file: string): void {
		const text = this.textOf(file);
		if (text === undefined || text.isLearnt) { return; }
		text.isLearnt = true;
		this.language.learnNames(text.text);
	}

	/** Learns from all texts what tells which tests need an outline, before that is asked. */
	loadPromisingNames(files: readonly string[]): void {
		if (this.prefilter === undefined) { return; }
		for (const file of files) { this.prefilter.learn(this.textOf(file)?.text ?? ''); }
	}

	/** False for a test that has nothing to report of its own. */
	needsOutline(file: string): boolean {
		if (this.prefilter === undefined || !this.roles.isTest(file)) { return true; }
		const text = this.textOf(file)?.text;
		return text === undefined || this.prefilter.needsOutline(text);
	}

	/** What builders of fixes may ask of the project around a file. */
	readonly fixProject: FixProject = {
		textOf: (file) => this.textOf(file)?.text,
		filesAround: (file) => [...new Set([...this.typescript.projectFilesOf(file), ...this.outlines.keys(), ...this.overlays.keys()])],
		compilerOptionsOf: (file) => this.typescript.compilerOptionsOf(file),
		runtimeDirectoryOf: (file) => this.configs.configFor(file).runtimeDirectory,
		helperTexts: findRuntime(import.meta.url),
	};
	readonly helpers: HelperPlaces;

	/** Whether a fix of this kind can be built in its language. */
	canBuild(intent: FixIntent): boolean { return this.options.kit.fixes.canBuild(intent); }

	private fail(file: string, message: string): void {
		this.failures.set(file, { file, message, kind: 'analysis' });
	}

	/** Puts outlines into the graph, but for those of texts that changed meanwhile. Files that import one whose declarations changed become stale. */
	adopt(made: readonly FileOutline[]): void {
		const outlines = made.filter((outline) => this.editionOf.get(outline) === this.editionNow(outline.file));
		for (const outline of outlines) {
			const before = this.outlines.get(outline.file);
			this.outlines.set(outline.file, outline);
			if (before !== undefined && declaredNames(before) !== declaredNames(outline)) { this.markDependents(outline.file); }
		}
		if (outlines.length === 0) { return; }
		this.revision++;
		this.graph.update({ set: outlines, remove: [] });
	}

	/** The settings read so far changed what the catalogue says: the graph is built again over the same outlines. */
	rebuildCatalogue(): boolean {
		const data = this.settingsData();
		if (data.length === this.catalogueData.length && data.every((each, index) => each === this.catalogueData[index])) { return false; }
		this.revision++;
		this.catalogueData = data;
		this.catalogue = createCatalogue(...data, this.options.kit.catalogue);
		this.prefilter?.setCatalogue([...data, this.options.kit.catalogue]);
		this.graph = this.newGraph();
		this.graph.update({ set: [...this.outlines.values()], remove: [] });
		return true;
	}

	private settingsData(): CatalogueData[] {
		const directories = new Set([...this.options.roots, ...[...this.outlines.keys()].map(directoryOf)]);
		const configs = new Set([...directories].map((directory) => this.configs.configIn(directory)));
		return [...configs].filter((config) => config.file !== undefined).map((config) => config.catalogue);
	}

	/** Mistakes in settings, with their place. */
	configErrors(): AnalysisError[] {
		return this.configs.errors.map(({ file, line, column, message }) => ({ file, line, column, message, kind: 'config' }));
	}
}

/** What a file declares, by name and kind, or as its language tells: what other files' outlines depend on. */
function declaredNames(outline: FileOutline): string {
	return outline.exportDigest ?? JSON.stringify([outline.functions.map((each) => [each.id, each.kind, each.isAsync]), outline.types.map((type) => [type.id, type.kind, type.bases])]);
}
