import type { AnalysisError, AuditResult, FileStatistics, ReportedFinding } from '../analysis/service.ts';
import type { Severity } from '../catalogue/schema.ts';
import { relativePath } from '../workspace/paths.ts';
import type { Report, ReportFinding } from './contract.ts';
import { VERSION } from './version.ts';

/**
 * Turns what an audit found into the report of the JSON contract, from which every output format is made. The same result gives the
 * same report, byte for byte, but for `elapsedMs`: everything is sorted by code units, whatever order the audit found it in.
 *
 * A finding that a comment or the configuration silences is reported as acceptable, with the reason given there. `degraded` errors are
 * left out: all was analysed, if with less knowledge. `strengths` is empty: good patterns come with the rules that know them.
 *
 * @param root normalised (absolute, with `/`); what the report's paths are relative to
 */
export function createReport(result: AuditResult, root: string): Report {
	const findings = result.findings.map((finding) => reportedFinding(finding, root)).sort(compareFindings);
	const perFile = countBy(findings, (finding) => finding.file);
	return {
		version: VERSION,
		root,
		summary: {
			files: result.files.length,
			asyncFunctions: result.files.reduce((sum, file) => sum + file.asyncFunctions, 0),
			findings: findings.length,
			byRule: Object.fromEntries([...countBy(findings, (finding) => finding.rule)].sort(([a], [b]) => compareText(a, b))),
			unresolvedCalls: result.unresolvedCalls,
			elapsedMs: Math.round(result.elapsedMs),
		},
		findings,
		strengths: [],
		files: result.files.map((file) => reportedFile(file, root, perFile)).sort((a, b) => compareText(a.file, b.file)),
		errors: result.errors.filter((error) => error.kind !== 'degraded').map((error) => reportedError(error, root))
			.sort((a, b) => compareText(a.file, b.file) || compareText(a.message, b.message)),
	};
}

/** An error's message with its place where it is known: `3:5 Unknown setting`. Lines and columns are 1-based. */
export function errorMessage(error: AnalysisError): string {
	return error.line === undefined ? error.message : `${error.line}:${error.column ?? 1} ${error.message}`;
}

export type Threshold = Severity | 'never';

const ranks: Readonly<Record<Threshold, number>> = { hint: 0, info: 1, warning: 2, error: 3, never: 4 };

/** The findings that count against a project: bad ones at least as severe as the threshold. */
export function findingsAtOrAbove(report: Report, threshold: Threshold): readonly ReportFinding[] {
	return report.findings.filter((finding) => finding.verdict === 'bad' && ranks[finding.severity] >= ranks[threshold]);
}

function reportedFinding(finding: ReportedFinding, root: string): ReportFinding {
	const { suppressed } = finding;
	return {
		rule: finding.rule,
		category: finding.category,
		severity: finding.severity,
		priority: finding.priority,
		verdict: suppressed === undefined ? finding.verdict : 'acceptable',
		reason: suppressed === undefined ? finding.reason : `suppressed: ${suppressed}`,
		file: relativePath(root, finding.file),
		line: finding.line,
		column: finding.column,
		endLine: finding.endLine,
		endColumn: finding.endColumn,
		function: finding.function,
		message: finding.message,
		impact: finding.impact,
		chain: finding.chain.map(({ file, line, column, label }) => ({ file: relativePath(root, file), line, column, label })),
		fixes: finding.fixes.map(({ title, safety, edits }) => ({
			title,
			safety,
			...(edits && { edits: edits.map(({ file, line, column, endLine, endColumn, newText }) => ({ file: relativePath(root, file), line, column, endLine, endColumn, newText })) }),
		})),
		guide: finding.guide,
		fingerprint: finding.fingerprint,
	};
}

function reportedFile(file: FileStatistics, root: string, findings: ReadonlyMap<string, number>): Report['files'][number] {
	const path = relativePath(root, file.file);
	return { file: path, language: file.language, asyncFunctions: file.asyncFunctions, awaits: file.awaits, findings: findings.get(path) ?? 0 };
}

function reportedError(error: AnalysisError, root: string): Report['errors'][number] {
	return { file: relativePath(root, error.file), message: errorMessage(error) };
}

function compareFindings(a: ReportFinding, b: ReportFinding): number {
	return compareText(a.file, b.file) || a.line - b.line || a.column - b.column || compareText(a.rule, b.rule) || compareText(a.fingerprint, b.fingerprint);
}

/** By code units, so that no machine's language settings change the order. */
function compareText(a: string, b: string): number {
	return a < b ? -1 : a > b ? 1 : 0;
}

function countBy<T>(items: readonly T[], key: (item: T) => string): Map<string, number> {
	const counts = new Map<string, number>();
	for (const item of items) {
		counts.set(key(item), (counts.get(key(item)) ?? 0) + 1);
	}
	return counts;
}
