/** The findings of one file as an editor wants them. */
import { findingsOf } from './reporting.ts';
import { outlineReachable } from './reach.ts';
import type { Job } from './scheduler.ts';
import type { AnalysisError, FileResult } from './service.ts';
import type { Session } from './session.ts';

/** How long a first answer may wait for what the file calls, in milliseconds; what is not known by then is told later. */
const answerBudget = 30;

/**
 * Outlines the file, and what it calls as far as time allows, then reports. `acceptable` and suppressed findings are included, marked as such.
 * `isComplete`: everything the file's calls lead to is known.
 */
export function* analyzeJob(session: Session, file: string): Job<{ readonly result: FileResult; readonly isComplete: boolean }> {
	const isComplete = yield* outlineReachable(session, [file], answerBudget);
	session.rebuildCatalogue();
	const result = resultOf(session, file);
	return { result: isComplete ? result : { ...result, isPartial: true }, isComplete };
}

/** What is known of a file now. */
export function resultOf(session: Session, file: string): FileResult {
	const failure = session.failures.get(file);
	const errors: AnalysisError[] = [...(failure === undefined ? [] : [failure]), ...session.configErrors(), ...session.degraded];
	const version = session.versions.get(file);
	return { file, ...(version !== undefined && { version }), findings: findingsOf(session, file).map(({ reported }) => reported), errors };
}
