/**
 * The analysis on worker threads: one lane for the editor, a second with a compiler of its own for audits and fix checks,
 * so that a keystroke never waits behind them.
 */
import { Lane, type LaneOptions } from './lane.ts';
import type { AnalysisService, AuditResult, CreateService, FileResult, ServiceOptions } from './service.ts';
import { findCompiler } from '../workspace/compilerBinary.ts';

/** Starts lazily: a lane's worker begins with the first request that needs it. */
export const createService: CreateService = (options) => new WorkerService(options);

class WorkerService implements AnalysisService {
	private readonly options: ServiceOptions;
	private readonly executable = findCompiler(import.meta.url);
	private readonly documents = new Map<string, { text: string; version: number }>();
	private editor: Lane | undefined;
	private background: Lane | undefined;
	private listener: ((result: FileResult) => void) | undefined;
	constructor(options: ServiceOptions) { this.options = options; }

	private start(more: Partial<LaneOptions>): Lane {
		const lane = new Lane({
			roots: this.options.roots, executable: this.executable, script: new URL('worker.js', import.meta.url), indexesWhenIdle: false, log: this.options.log,
			onFindings: (result) => this.listener?.(result), ...more,
		});
		for (const [file, { text, version }] of this.documents) { lane.setDocument(file, text, version); }
		return lane;
	}

	private editorLane(): Lane { return (this.editor ??= this.start({ indexesWhenIdle: this.listener !== undefined })); }
	private backgroundLane(): Lane { return (this.background ??= this.start({})); }

	setDocument(file: string, text: string, version: number): void {
		this.documents.set(file, { text, version });
		this.editorLane().setDocument(file, text, version);
		this.background?.setDocument(file, text, version);
	}

	closeDocument(file: string): void {
		this.documents.delete(file);
		this.editor?.closeDocument(file);
		this.background?.closeDocument(file);
	}

	filesChanged(files: Parameters<AnalysisService['filesChanged']>[0]): void {
		this.editor?.post({ kind: 'filesChanged', files });
		this.background?.post({ kind: 'filesChanged', files });
	}

	analyze(file: string): Promise<FileResult | undefined> {
		return this.editorLane().request({ kind: 'analyze', file }, 'keystroke');
	}

	onDidChangeFindings(listener: (result: FileResult) => void): void {
		this.listener = listener;
	}

	async audit(options: Parameters<AnalysisService['audit']>[0], progress: Parameters<AnalysisService['audit']>[1], signal?: AbortSignal): Promise<AuditResult> {
		const started = performance.now();
		const result = await this.backgroundLane().request({ kind: 'audit', options }, 'audit', { onProgress: progress, ...(signal !== undefined && { signal }) });
		return result ?? { findings: [], files: [], errors: [{ file: options.root, message: 'the audit was cancelled', kind: 'analysis' }], unresolvedCalls: 0, elapsedMs: Math.round(performance.now() - started) };
	}

	async resolveFix(file: string, fingerprint: string, fix: number, helperDirectory?: string) {
		const resolved = await this.backgroundLane().request({ kind: 'fix', file, fingerprint, fix, ...(helperDirectory !== undefined && { helperDirectory }) }, 'action');
		return resolved ?? { kind: 'refusal' as const, reason: 'the file changed meanwhile' };
	}

	async why(file: string, line: number) {
		const lane = this.editor ?? this.backgroundLane();
		const report = await lane.request({ kind: 'why', file, line }, 'action');
		return report ?? { file, line, function: null, calls: [], findings: [] };
	}

	async status() {
		const lanes = [this.editor, this.background].filter((lane) => lane !== undefined);
		const all = await Promise.all(lanes.map((lane) => lane.request({ kind: 'status' }, 'keystroke')));
		const known = all.filter((each) => each !== undefined);
		return { compilers: known.flatMap(({ pid, megabytes }) => (pid === undefined ? [] : [{ pid, megabytes }])), restarts: known.reduce((sum, each) => sum + each.restarts, 0) };
	}

	async dispose(): Promise<void> {
		await Promise.all([this.editor?.dispose(), this.background?.dispose()]);
	}
}
