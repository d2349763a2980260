/**
 * The analysis on worker threads. Each language has two lanes: one for the editor, a second with a compiler of its own for audits and fix checks, so that
 * a keystroke never waits behind them. A lane's worker begins with the first request that needs it.
 */
import { findCompiler } from '../workspace/compilerBinary.ts';
import { namesInSync } from '../workspace/disk.ts';
import { joinedAudits, joinedProgress } from './joinedAudits.ts';
import { Lane, type LaneOptions } from './lane.ts';
import { analyzedLanguages, languageKinds, languageOf, type AnalyzedLanguage } from './languageKinds.ts';
import type { AnalysisError, AnalysisService, AuditResult, CreateService, FileResult, ServiceOptions } from './service.ts';

export const createService: CreateService = (options) => new WorkerService(options);

class WorkerService implements AnalysisService {
	private readonly options: ServiceOptions;
	private readonly executable = findCompiler(import.meta.url);
	private readonly documents = new Map<string, { text: string; version: number }>();
	private readonly editorLanes = new Map<AnalyzedLanguage, Lane>();
	private readonly backgroundLanes = new Map<AnalyzedLanguage, Lane>();
	private listener: ((result: FileResult) => void) | undefined;
	constructor(options: ServiceOptions) { this.options = options; }

	private start(language: AnalyzedLanguage, more: Partial<LaneOptions>): Lane {
		const lane = new Lane({
			language, roots: this.options.roots, executable: this.executable, script: new URL('worker.js', import.meta.url), indexesWhenIdle: false, log: this.options.log,
			onFindings: (result) => this.listener?.(result), ...more,
		});
		for (const [file, { text, version }] of this.documents) { if (languageOf(file) === language) { lane.setDocument(file, text, version); } }
		return lane;
	}

	private editorLane(language: AnalyzedLanguage): Lane {
		const lane = this.editorLanes.get(language) ?? this.start(language, { indexesWhenIdle: this.listener !== undefined });
		this.editorLanes.set(language, lane);
		return lane;
	}

	private backgroundLane(language: AnalyzedLanguage): Lane {
		const lane = this.backgroundLanes.get(language) ?? this.start(language, {});
		this.backgroundLanes.set(language, lane);
		return lane;
	}

	private get lanes(): readonly Lane[] { return [...this.editorLanes.values(), ...this.backgroundLanes.values()]; }

	setDocument(file: string, text: string, version: number): void {
		const language = languageOf(file);
		if (language === undefined) { return; }
		this.documents.set(file, { text, version });
		this.editorLane(language).setDocument(file, text, version);
		this.backgroundLanes.get(language)?.setDocument(file, text, version);
	}

	closeDocument(file: string): void {
		const language = languageOf(file);
		if (language === undefined) { return; }
		this.documents.delete(file);
		this.editorLanes.get(language)?.closeDocument(file);
		this.backgroundLanes.get(language)?.closeDocument(file);
	}

	filesChanged(files: Parameters<AnalysisService['filesChanged']>[0]): void {
		for (const lane of this.lanes) { lane.post({ kind: 'filesChanged', files }); }
	}

	async analyze(file: string): Promise<FileResult | undefined> {
		const language = languageOf(file);
		return language === undefined ? { file, findings: [], errors: [] } : this.editorLane(language).request({ kind: 'analyze', file }, 'keystroke');
	}

	onDidChangeFindings(listener: (result: FileResult) => void): void {
		this.listener = listener;
	}

	async audit(options: Parameters<AnalysisService['audit']>[0], progress: Parameters<AnalysisService['audit']>[1], signal?: AbortSignal): Promise<AuditResult> {
		const started = performance.now();
		progress({ phase: 'discover', done: 0, total: 0 });
		this.startLikely(options.root);
		const { findAudited } = await import('./auditedFiles.ts');
		const { found, settingsErrors } = await findAudited(options, this.options.roots, signal);
		const byLanguage = analyzedLanguages.map((language) => ({ language, files: found.files.filter((file) => languageOf(file) === language) })).filter(({ files }) => files.length > 0);
		const tell = joinedProgress(progress);
		const results = await Promise.all(byLanguage.map(({ language, files }) => this.backgroundLane(language)
			.request({ kind: 'audit', options, files }, 'audit', { onProgress: (each) => tell(language, each), ...(signal !== undefined && { signal }) })));
		const errors = found.errors.map(({ file, message }): AnalysisError => ({ file, message, kind: 'analysis' }));
		if (found.wasCancelled || results.includes(undefined)) { errors.push({ file: options.root, message: 'the audit was cancelled before it was done', kind: 'analysis' }); }
		// Without a file nobody else has looked at the settings.
		if (byLanguage.length === 0) { errors.push(...settingsErrors()); }
		return { ...joinedAudits(results.filter((result) => result !== undefined), errors), elapsedMs: Math.round(performance.now() - started) };
	}

	/** A worker takes as long to begin as the files take to be found: those that will be needed in all likelihood begin before. */
	private startLikely(root: string): void {
		const { files } = namesInSync(root);
		for (const language of analyzedLanguages) { if (files.some((name) => languageKinds[language].manifest.test(name))) { this.backgroundLane(language); } }
	}

	async resolveFix(file: string, fingerprint: string, fix: number, helperDirectory?: string) {
		const language = languageOf(file);
		const resolved = language === undefined ? undefined
			: await this.backgroundLane(language).request({ kind: 'fix', file, fingerprint, fix, ...(helperDirectory !== undefined && { helperDirectory }) }, 'action');
		return resolved ?? { kind: 'refusal' as const, reason: 'the file changed meanwhile' };
	}

	async why(file: string, line: number) {
		const language = languageOf(file);
		const lane = language === undefined ? undefined : this.editorLanes.get(language) ?? this.backgroundLane(language);
		const report = await lane?.request({ kind: 'why', file, line }, 'action');
		return report ?? { file, line, function: null, calls: [], findings: [] };
	}

	async status() {
		const all = await Promise.all(this.lanes.map((lane) => lane.request({ kind: 'status' }, 'keystroke')));
		const known = all.filter((each) => each !== undefined);
		return { compilers: known.flatMap(({ pid, megabytes }) => (pid === undefined ? [] : [{ pid, megabytes }])), restarts: known.reduce((sum, each) => sum + each.restarts, 0) };
	}

	async dispose(): Promise<void> {
		await Promise.all(this.lanes.map((lane) => lane.dispose()));
	}
}
