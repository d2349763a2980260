import type { AnalysisService, AuditOptions, AuditProgress, ReportedFinding } from '../../analysis/service.ts';
import type { Safety } from '../../rules/finding.ts';
import { fixFile, isFixable, type FixOutcome } from './fixFile.ts';
import { OpenFiles, type FileChange } from './openFiles.ts';

export interface FixOptions {
	/** What was audited. */
	readonly audit: AuditOptions;
	readonly allows: (safety: Safety) => boolean;
	/** Nothing is written. */
	readonly isDryRun: boolean;
	readonly signal: AbortSignal;
	readonly progress: (progress: AuditProgress) => void;
}

export interface FixRun {
	readonly outcomes: readonly FixOutcome[];
	/** Why files could not be read or written, as sentences. */
	readonly failures: readonly string[];
	/** What a dry run would have written. */
	readonly changes: readonly FileChange[];
}

/**
 * Fixes the files that have findings to fix, one after another: each is written once all its fixes are in, or left as it was if that
 * fails or the signal fires.
 */
export async function fixFiles(service: AnalysisService, findings: readonly ReportedFinding[], options: FixOptions): Promise<FixRun> {
	const { isDryRun, signal } = options;
	const files = [...new Set(findings.filter((finding) => isFixable(finding, options.allows)).map(({ file }) => file))].sort();
	const outcomes: FixOutcome[] = [];
	const failures: string[] = [];
	const open = new OpenFiles(service);
	for (const [done, file] of files.entries()) {
		options.progress({ phase: 'fix', done, total: files.length, file });
		let fixed: readonly FixOutcome[] = [];
		try {
			fixed = await fixFile(service, open, file, options);
			if (signal.aborted) {
				break;
			}
			if (!isDryRun) {
				await open.save();
			}
			outcomes.push(...fixed);
		} catch (error) {
			const message = error instanceof Error ? error.message : String(error);
			failures.push(message);
			outcomes.push(...fixed.map((outcome) => ({ refusal: message, ...outcome })));
			if (!isDryRun) {
				open.close();
			}
		}
	}
	const changes = isDryRun ? open.changes() : [];
	open.close();
	return { outcomes: inOriginalPlaces(outcomes, findings), failures, changes };
}

/** Every fix moves what stands below it; people are told where things stood before the first. */
function inOriginalPlaces(outcomes: readonly FixOutcome[], findings: readonly ReportedFinding[]): readonly FixOutcome[] {
	const key = ({ file, fingerprint }: ReportedFinding) => `${fingerprint} ${file}`;
	const originals = new Map(findings.map((finding) => [key(finding), finding]));
	return outcomes.map((outcome) => ({ ...outcome, finding: originals.get(key(outcome.finding)) ?? outcome.finding }));
}
