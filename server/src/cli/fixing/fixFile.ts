import type { AnalysisService, ReportedFinding } from '../../analysis/service.ts';
import type { Safety } from '../../rules/finding.ts';
import type { OpenFiles } from './openFiles.ts';

/** So many fixes in one file that something must be going round in circles. */
const mostFixes = 1000;

export interface FixOutcome {
	readonly finding: ReportedFinding;
	readonly title: string;
	/** Why the fix was not applied; absent where it was. */
	readonly refusal?: string;
}

export interface FixLimits {
	readonly allows: (safety: Safety) => boolean;
	/** Whether a finding is to be fixed at all. */
	readonly wants: (finding: ReportedFinding) => boolean;
	readonly signal: AbortSignal;
}

/**
 * Applies the allowed fixes of one file, one after another, analysing it again after each, until none is left that has not been tried.
 * Goes from the end of the text to its beginning: what is still to do keeps its place, and its ordinal, on which its fingerprint rests.
 * Changes only what `files` holds; the disk stays as it is.
 */
export async function fixFile(service: AnalysisService, files: OpenFiles, file: string, limits: FixLimits): Promise<readonly FixOutcome[]> {
	const outcomes: FixOutcome[] = [];
	const tried = new Set<string>();
	await files.open(file);
	for (let round = 0; round < mostFixes && !limits.signal.aborted; round += 1) {
		const finding = lastToFix(await service.analyze(file).then((analysed) => analysed?.findings ?? []), tried, limits);
		if (!finding) {
			break;
		}
		tried.add(finding.fingerprint);
		outcomes.push(await applyFix(service, files, finding, limits));
	}
	return outcomes;
}

function lastToFix(findings: readonly ReportedFinding[], tried: ReadonlySet<string>, { allows, wants }: FixLimits): ReportedFinding | undefined {
	return findings
		.filter((finding) => finding.verdict === 'bad' && finding.suppressed === undefined && !tried.has(finding.fingerprint) && wants(finding) && finding.fixes.some((fix) => allows(fix.safety)))
		.sort((a, b) => a.line - b.line || a.column - b.column)
		.at(-1);
}

async function applyFix(service: AnalysisService, files: OpenFiles, finding: ReportedFinding, { allows }: FixLimits): Promise<FixOutcome> {
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
	return { finding, title: resolved.fix.title };
}
