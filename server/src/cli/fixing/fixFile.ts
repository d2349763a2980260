import type { AnalysisService, ReportedFinding } from '../../analysis/service.ts';
import type { Safety } from '../../rules/finding.ts';
import { LineIndex } from '../../workspace/text.ts';
import type { FixOptions } from './fixFiles.ts';
import type { OpenFiles } from './openFiles.ts';

export interface FixOutcome {
	readonly finding: ReportedFinding;
	readonly title: string;
	/** What somebody should look at now that it is applied. */
	readonly caution?: string;
	/** Why the fix was not applied; absent where it was. */
	readonly refusal?: string;
}

/** True for a finding that one of the allowed fixes may put right. */
export function isFixable(finding: ReportedFinding, allows: (safety: Safety) => boolean): boolean {
	return finding.verdict === 'bad' && finding.suppressed === undefined && finding.fixes.some((fix) => allows(fix.safety));
}

/**
 * Applies the allowed fixes of one file, one after another, auditing it again after each. Goes from the end of the text to its beginning,
 * so that what has been tried lies behind and what is still to do keeps its place. Changes only what `files` holds; the disk stays as it
 * is. Rejects if the audit does not see what a fix has done: further fixes would then be made for another text.
 */
export async function fixFile(service: AnalysisService, files: OpenFiles, file: string, { audit, allows, signal }: FixOptions): Promise<readonly FixOutcome[]> {
	const outcomes: FixOutcome[] = [];
	let limit = Number.NEGATIVE_INFINITY;
	let before: readonly ReportedFinding[] | undefined;
	await files.open(file);
	while (!signal.aborted) {
		// By an audit and not as an editor would: it knows who calls the file, and so what is acceptable.
		const { findings } = await service.audit({ ...audit, paths: [file] }, () => {}, signal);
		if (before && findings.length >= before.length && !signal.aborted) {
			throw new Error(`${file} is left as it is: a fix was applied, but the analysis still finds what it was for`);
		}
		const next = lastBefore(limit, findings.filter((finding) => isFixable(finding, allows)), files.text(file));
		if (!next || signal.aborted) {
			break;
		}
		limit = next.distance;
		const outcome = await applyFix(service, files, next.finding, allows);
		outcomes.push(outcome);
		before = outcome.refusal === undefined ? findings : undefined;
	}
	return outcomes;
}

/** The finding nearest to the text's end of those that are further from it than `limit` (UTF-16 code units). */
function lastBefore(limit: number, findings: readonly ReportedFinding[], text: string): { readonly finding: ReportedFinding; readonly distance: number } | undefined {
	const lines = new LineIndex(text);
	return findings
		.map((finding) => ({ finding, distance: text.length - lines.offsetAt(finding) }))
		.filter(({ distance }) => distance > limit)
		.sort((a, b) => a.distance - b.distance)[0];
}

async function applyFix(service: AnalysisService, files: OpenFiles, finding: ReportedFinding, allows: FixOptions['allows']): Promise<FixOutcome> {
	const index = finding.fixes.findIndex((fix) => allows(fix.safety));
	const title = finding.fixes[index]?.title ?? finding.message;
	const resolved = await service.resolveFix(finding.file, finding.fingerprint, index);
	if (resolved.kind === 'refusal') {
		return { finding, title, refusal: resolved.reason };
	}
	// The check may have found the fix to be less safe than it looked.
	if (!allows(resolved.fix.safety)) {
		return { finding, title, refusal: `${resolved.fix.caution ?? 'its meaning may change'} (--review applies it)` };
	}
	try {
		await files.apply(resolved.fix.edits);
	} catch (error) {
		return { finding, title, refusal: error instanceof Error ? error.message : String(error) };
	}
	return { finding, title: resolved.fix.title, ...(resolved.fix.caution !== undefined && { caution: resolved.fix.caution }) };
}
