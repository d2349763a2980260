/** The findings of one file as an editor wants them. */
import { findingsOf } from './reporting.ts';
import { outlineReachable } from './reach.ts';
import type { Job } from './scheduler.ts';
import type { AnalysisError, FileResult } from './service.ts';
import type { Session } from './session.ts';

/** Outlines the file and what it calls, then reports. `acceptable` and suppressed findings are included, marked as such. */
export function* analyzeJob(session: Session, file: string): Job<FileResult> {
	yield* outlineReachable(session, [file]);
	session.rebuildCatalogue();
	return resultOf(session, file);
}

/** What is known of a file now. */
export function resultOf(session: Session, file: string): FileResult {
	const failure = session.failures.get(file);
	const errors: AnalysisError[] = [...(failure === undefined ? [] : [failure]), ...session.configErrors(), ...session.degraded];
	const version = session.versions.get(file);
	return { file, ...(version !== undefined && { version }), findings: findingsOf(session, file).map(({ reported }) => reported), errors };
}
