/** What crosses between the main thread and an analysis worker. Plain data only. */
import type { AnalyzedLanguage } from './languageKinds.ts';
import type { AuditOptions, AuditProgress, AuditResult, FileResult, Priority, ResolvedFix, WhyReport } from './service.ts';

export interface WorkerSetup {
	readonly language: AnalyzedLanguage;
	readonly roots: readonly string[];
	/** The compiler's binary. */
	readonly executable: string;
	/** [0] counts steps begun, [1] is 1 while one runs: read by the main thread to find a compiler that hangs. */
	readonly heartbeat: SharedArrayBuffer;
	/** Go on to outline the whole workspace when there is nothing else to do, so that callers in unopened files are known. */
	readonly indexesWhenIdle: boolean;
}

export type Request =
	| { readonly kind: 'analyze'; readonly file: string }
	| { readonly kind: 'audit'; readonly options: AuditOptions; /** The files to report on, found before. */ readonly files: readonly string[] }
	| { readonly kind: 'fix'; readonly file: string; readonly fingerprint: string; readonly fix: number; readonly helperDirectory?: string }
	| { readonly kind: 'why'; readonly file: string; readonly line: number }
	| { readonly kind: 'status' };

export interface Answers {
	readonly analyze: FileResult | undefined;
	readonly audit: AuditResult;
	readonly fix: ResolvedFix;
	readonly why: WhyReport;
	readonly status: { readonly pid: number | undefined; readonly megabytes: number; readonly restarts: number };
}

export type ToWorker =
	| { readonly kind: 'document'; readonly file: string; readonly text: string; readonly version: number }
	| { readonly kind: 'close'; readonly file: string }
	| { readonly kind: 'filesChanged'; readonly files: readonly { readonly file: string; readonly change: 'created' | 'changed' | 'deleted' }[] }
	| { readonly kind: 'request'; readonly id: number; readonly priority: Priority; readonly request: Request }
	| { readonly kind: 'cancel'; readonly id: number };

export type FromWorker =
	| { readonly kind: 'ready' }
	| { readonly kind: 'compiler'; readonly pid: number }
	| { readonly kind: 'progress'; readonly id: number; readonly progress: AuditProgress }
	| { readonly kind: 'answer'; readonly id: number; readonly answer: Answers[keyof Answers] }
	| { readonly kind: 'dropped'; readonly id: number }
	| { readonly kind: 'failure'; readonly id: number; readonly message: string }
	| { readonly kind: 'findings'; readonly result: FileResult }
	| { readonly kind: 'log'; readonly level: 'debug' | 'info' | 'warning' | 'error'; readonly message: string };
