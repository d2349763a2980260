/**
 * The editor-free face of the whole analysis, as the language server and the CLI see it. Its implementation talks to worker threads;
 * nothing here blocks the caller. Positions are 1-based lines and 1-based columns in UTF-16 code units, as in the JSON contract.
 */
import type { Severity } from '../catalogue/schema.ts';
import type { Safety } from '../rules/finding.ts';

export interface Range {
	readonly line: number;
	readonly column: number;
	readonly endLine: number;
	readonly endColumn: number;
}

export interface ReportedLink extends Range {
	/** Absolute, with `/`. */
	readonly file: string;
	readonly label: string;
}

export interface ReportedFix {
	readonly title: string;
	readonly safety: Safety;
	readonly caution?: string;
	/** Present where they were asked for (`withFixes`) and the fix passed its check. */
	readonly edits?: readonly ReportedEdit[];
}

export interface ReportedEdit extends Range {
	readonly file: string;
	readonly newText: string;
	/** The file is not there yet; the edit, the only one in it, is at 1:1 and holds its whole text. */
	readonly isNewFile?: true;
}

/** A finding as it leaves the analysis. */
export interface ReportedFinding extends Range {
	readonly rule: string;
	readonly category: string;
	readonly severity: Severity;
	readonly priority: 'P0' | 'P1' | 'P2' | 'P3';
	readonly verdict: 'bad' | 'acceptable';
	readonly reason: string | null;
	/** Absolute, with `/`. */
	readonly file: string;
	readonly function: string;
	readonly message: string;
	readonly impact: string;
	readonly chain: readonly ReportedLink[];
	readonly fixes: readonly ReportedFix[];
	readonly guide: string;
	readonly fingerprint: string;
	/** Set where a comment or the configuration silences it; such findings are only in results that ask for them. */
	readonly suppressed?: string;
}

export interface AnalysisError {
	/** Absolute; the root where it concerns no single file. */
	readonly file: string;
	readonly message: string;
	/** 1-based, where known (a mistake in `unblock.json`). */
	readonly line?: number;
	readonly column?: number;
	/** `config` ends the CLI with 2, `analysis` with 3, `degraded` is only said. */
	readonly kind: 'config' | 'analysis' | 'degraded';
}

export interface FileResult {
	readonly file: string;
	/** The version given with the text that was analysed; undefined for a file read from disk. */
	readonly version?: number;
	readonly findings: readonly ReportedFinding[];
	readonly errors: readonly AnalysisError[];
	/** Not everything that the file calls was known yet: the rest follows by `onDidChangeFindings`. */
	readonly isPartial?: boolean;
}

export interface FileStatistics {
	readonly file: string;
	readonly language: string;
	readonly asyncFunctions: number;
	readonly awaits: number;
	readonly findings: number;
}

export interface AuditOptions {
	/** Absolute files or directories. */
	readonly paths: readonly string[];
	/** What paths in the report are relative to, and where `unblock.json` and `.gitignore` are looked for upwards from. */
	readonly root: string;
	/** Only these rules. */
	readonly rules?: readonly string[];
	/** Compute and check each fix. */
	readonly withFixes?: boolean;
}

export interface AuditProgress {
	readonly phase: 'discover' | 'load' | 'outline' | 'report' | 'fix';
	readonly done: number;
	readonly total: number;
	readonly file?: string;
}

export interface AuditResult {
	readonly findings: readonly ReportedFinding[];
	readonly files: readonly FileStatistics[];
	readonly errors: readonly AnalysisError[];
	readonly unresolvedCalls: number;
	readonly elapsedMs: number;
}

/** Where a fix puts a helper that it brings, as long as the settings do not say: somebody may be asked, and `resolveFix` be told the answer. */
export interface HelperPlace {
	/** Relative to the folder of the settings. */
	readonly directory: string;
	/** The `unblock.json` that will hold the answer; absolute. */
	readonly settings: string;
}

/** A fix that passed its check, or why it did not. */
export type ResolvedFix =
	| { readonly kind: 'fix'; readonly fix: ReportedFix & { readonly edits: readonly ReportedEdit[] }; readonly place?: HelperPlace }
	| { readonly kind: 'refusal'; readonly reason: string };

export interface WhyReport {
	readonly file: string;
	readonly line: number;
	/** The function the line is in, which contexts it runs in and how each came about. */
	readonly function: { readonly name: string; readonly isAsync: boolean; readonly contexts: readonly { readonly context: string; readonly because: string }[] } | null;
	readonly calls: readonly WhyCall[];
	readonly findings: readonly ReportedFinding[];
}

export interface WhyCall {
	readonly column: number;
	readonly text: string;
	/** `node:fs#readFileSync`, `function src/a.ts#load`, `unresolved: any`. */
	readonly resolved: string;
	/** What the call does to the thread, by which path; or why nothing. */
	readonly effects: readonly string[];
	/** Why it was or was not reported. */
	readonly outcome: string;
	/** What is reported there and can be done about it: the fixes, or why none is offered, each in a sentence. Absent where nothing is reported. */
	readonly fixes?: readonly string[];
}

/** How soon a request is served: a keystroke before a code action, that before an audit. */
export type Priority = 'keystroke' | 'action' | 'audit';

export interface AnalysisService {
	/** Tells of an editor's unsaved text; the same call for open and change. `version` grows. */
	setDocument(file: string, text: string, version: number): void;
	/** The editor no longer holds the file; its text is the disk's again. */
	closeDocument(file: string): void;
	/** Files changed on disk (also configuration files). */
	filesChanged(files: readonly { readonly file: string; readonly change: 'created' | 'changed' | 'deleted' }[]): void;
	/**
	 * Findings of one file in its present text. A later `setDocument` of the same file supersedes the call: it then resolves to undefined.
	 * Never rejects for what a file holds; what went wrong is in `errors`.
	 */
	analyze(file: string): Promise<FileResult | undefined>;
	/** Called when findings of an open document changed without it having been asked about (another file changed, or the index grew). */
	onDidChangeFindings(listener: (result: FileResult) => void): void;
	/** Audits on a second compiler; ends early with what it has when the signal fires (then `errors` says so). */
	audit(options: AuditOptions, progress: (progress: AuditProgress) => void, signal?: AbortSignal): Promise<AuditResult>;
	/**
	 * Builds and checks the edits of a finding's n-th fix against the file's present text. A helper that it brings goes where `helperDirectory` says
	 * (relative to the folder of the settings), and one more edit has the settings remember that.
	 */
	resolveFix(file: string, fingerprint: string, fix: number, helperDirectory?: string): Promise<ResolvedFix>;
	/** How everything on a line resolved and why it was or was not reported. `line` is 1-based. */
	why(file: string, line: number): Promise<WhyReport>;
	/** Process ids and sizes (MB) of the compilers that run, for logs and tests. */
	status(): Promise<{ readonly compilers: readonly { readonly pid: number; readonly megabytes: number }[]; readonly restarts: number }>;
	dispose(): Promise<void>;
}

export interface ServiceOptions {
	/** Workspace folders, absolute. */
	readonly roots: readonly string[];
	/** Where messages for a log go. */
	readonly log: (level: 'debug' | 'info' | 'warning' | 'error', message: string) => void;
}

/** Starts the service: `server/src/analysis/workerService.ts` in production. */
export type CreateService = (options: ServiceOptions) => AnalysisService;
