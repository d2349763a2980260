/** One report and one progress from the audits of several languages. */
import type { AnalysisError, AuditProgress, AuditResult } from './service.ts';

/** What several audits of the same paths found, together with what else went wrong. An error that several tell of is told once. */
export function joinedAudits(results: readonly AuditResult[], more: readonly AnalysisError[]): Omit<AuditResult, 'elapsedMs'> {
	const byPlace = <T extends { readonly file: string }>(items: readonly T[]): T[] => items.toSorted((a, b) => (a.file < b.file ? -1 : Number(a.file > b.file)));
	const errors = new Map([...more, ...results.flatMap((result) => result.errors)].map((error) => [JSON.stringify(error), error]));
	return {
		findings: byPlace(results.flatMap((result) => result.findings)), files: byPlace(results.flatMap((result) => result.files)), errors: [...errors.values()],
		unresolvedCalls: results.reduce((sum, result) => sum + result.unresolvedCalls, 0),
	};
}

const phases: readonly AuditProgress['phase'][] = ['discover', 'load', 'outline', 'report', 'fix'];

/** Tells of all audits as of one: the phase is that of the one that is farthest behind, the counts are sums over those in it. */
export function joinedProgress(tell: (progress: AuditProgress) => void): (audit: string, progress: AuditProgress) => void {
	const latest = new Map<string, AuditProgress>();
	return (audit, progress) => {
		latest.set(audit, progress);
		const phase = phases[Math.min(...[...latest.values()].map((each) => phases.indexOf(each.phase)))] ?? progress.phase;
		const behind = [...latest.values()].filter((each) => each.phase === phase);
		tell({
			phase, done: behind.reduce((sum, each) => sum + each.done, 0), total: behind.reduce((sum, each) => sum + each.total, 0),
			...(progress.phase === phase && progress.file !== undefined && { file: progress.file }),
		});
	};
}
