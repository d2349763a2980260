import type { AnalysisService, ReportedFinding } from '../../analysis/service.ts';
import type { Safety } from '../../rules/finding.ts';
import type { FixOptions } from './fixFiles.ts';
import type { OpenFiles } from './openFiles.ts';

/** So many fixes in one file that something must be going round in circles. */
const mostFixes = 1000;

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
 * Applies the allowed fixes of one file, one after another, auditing it again after each, until none is left that has not been tried.
 * Goes from the end of the text to its beginning: what is still to do keeps its place, and its ordinal, on which its fingerprint rests.
 * Changes only what `files` holds; the disk stays as it is.
 */
export async function fixFile(service: AnalysisService, files: OpenFiles, file: string, { audit, allows, signal }: FixOptions): Promise<readonly FixOutcome[]> {
	const outcomes: FixOutcome[] = [];
	const tried = new Set<string>();
	await files.open(file);
	for (let round = 0; round < mostFixes && !signal.aborted; round += 1) {
		// By an audit and not as an editor would: it knows who calls the file, and so what is acceptable.
		const { findings } = await service.audit({ ...audit, paths: [file] }, () => {}, signal);
		const finding = lastToFix(findings, tried, allows);
		if (!finding || signal.aborted) {
			break;
		}
		tried.add(finding.fingerprint);
		outcomes.push(await applyFix(service, files, finding, allows));
	}
	return outcomes;
}

function lastToFix(findings: readonly ReportedFinding[], tried: ReadonlySet<string>, allows: FixOptions['allows']): ReportedFinding | undefined {
	return findings
		.filter((finding) => isFixable(finding, allows) && !tried.has(finding.fingerprint))
		.sort((a, b) => a.line - b.line || a.column - b.column)
		.at(-1);
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
