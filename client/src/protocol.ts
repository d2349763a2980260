/** What the server's own notification and requests carry, beside what LSP has. */

/** Notification: what the server is at. */
export const STATUS = 'unblock/status';
/** Request: analyse the whole workspace and publish what is found. */
export const AUDIT = 'unblock/audit';
/** Notification: the findings of some files, each in place of what was told of it before. */
export const FINDINGS = 'unblock/findings';
/** Request: the checked edit of a fix, as a code action; null where the finding is no longer there. */
export const FIX = 'unblock/fix';
/** Request: the edit that silences a finding; null where the finding is no longer there. */
export const SUPPRESS = 'unblock/suppress';
/** Request: why something on a line was or was not reported. */
export const WHY = 'unblock/why';

/** Request of the server: where a helper goes that a fix brings. */
export const HELPER_PLACE = 'unblock/helperPlace';

export interface HelperPlace {
	/** What is proposed, relative to the folder of the settings. */
	readonly directory: string;
	/** The `unblock.json` that will hold the answer. */
	readonly settings: string;
}

export interface ServerStatus {
	readonly state: 'ready' | 'busy' | 'degraded' | 'error';
	readonly message: string;
}

export interface AuditRequest {
	/** Progress of the audit comes under this token. */
	readonly workDoneToken: string;
}

/** The part of the answer that is shown. */
export interface AuditAnswer {
	/** How many are in the Problems view. */
	readonly findings: number;
	readonly files: number;
	/** It ended early, with what had been found. */
	readonly cancelled: boolean;
	/** What could not be analysed; the log has it too. */
	readonly errors: readonly { readonly file: string; readonly message: string }[];
}

export interface ToldFindings {
	readonly files: readonly { readonly uri: string; readonly findings: readonly ListedFinding[] }[];
}

export type Severity = 'error' | 'warning' | 'info' | 'hint';

/** LSP's: lines and characters count from 0. */
export interface Range {
	readonly start: { readonly line: number; readonly character: number };
	readonly end: { readonly line: number; readonly character: number };
}

export interface ListedFinding {
	readonly rule: string;
	readonly severity: Severity;
	/** The last two have a reason. */
	readonly verdict: 'bad' | 'acceptable' | 'suppressed';
	readonly reason?: string;
	readonly range: Range;
	readonly function: string;
	readonly message: string;
	readonly impact: string;
	/** The path to what blocks, the reported call first. */
	readonly chain: readonly { readonly uri: string; readonly range: Range; readonly label: string }[];
	readonly fixes: readonly { readonly title: string; readonly safety: 'safe' | 'review' }[];
	readonly guide: string;
	readonly fingerprint: string;
}

/** Names a finding, in a document that the server has been told of. */
export interface FindingRequest {
	readonly uri: string;
	readonly fingerprint: string;
}

export interface FixRequest extends FindingRequest {
	/** The place among the finding's fixes. */
	readonly fix: number;
}

export interface SuppressRequest extends FindingRequest {
	readonly reason: string;
}

/** Answered by plain text. */
export interface WhyRequest {
	readonly textDocument: { readonly uri: string };
	/** 0-based. */
	readonly position: { readonly line: number; readonly character: number };
}
