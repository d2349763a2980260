/** What the server's own notification and requests carry, beside what LSP has. */

/** Notification: what the server is at. */
export const STATUS = 'unblock/status';
/** Request: analyse the whole workspace and publish what is found. */
export const AUDIT = 'unblock/audit';
/** Request: why something on a line was or was not reported. */
export const WHY = 'unblock/why';

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

/** Answered by plain text. */
export interface WhyRequest {
	readonly textDocument: { readonly uri: string };
	/** 0-based. */
	readonly position: { readonly line: number; readonly character: number };
}
