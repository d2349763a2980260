/** From a rule's findings to what leaves the analysis: settings and suppressions applied, spans turned into lines and columns. */
import type { Severity } from '../catalogue/schema.ts';
import type { Span } from '../outline/span.ts';
import type { Finding, FixIntent } from '../rules/finding.ts';
import { allRules, checkFile } from '../rules/index.ts';
import { lintAllowedFor } from '../workspace/cargoLints.ts';
import { parseLinterSuppressions } from '../workspace/linterSuppressions.ts';
import { parseSuppressions } from '../workspace/suppressions.ts';
import type { AnalysisError, Range, ReportedFinding } from './service.ts';
import type { Session } from './session.ts';

const ruleIds: ReadonlySet<string> = new Set(allRules.map((rule) => rule.meta.id));

export interface FindingOfFile {
	readonly finding: Finding;
	readonly reported: ReportedFinding;
}

/** The findings of one outlined file, in the order of the text; suppressed ones carry why. `rules` limits to these ids. */
export function findingsOf(session: Session, file: string, rules?: readonly string[]): readonly FindingOfFile[] {
	const outline = session.outlines.get(file);
	const text = session.textOf(file);
	const config = session.configs.configFor(file);
	if (outline === undefined || text === undefined || !config.covers(file)) { return []; }
	const found = checkFile(outline, session.graph, session.catalogue, session.rules.rulesFor(file));
	// Comments are looked through only where there is something to silence.
	if (found.length === 0) { return []; }
	const suppressions = parseSuppressions(text.text, session.languageId);
	const linters = parseLinterSuppressions(text.text, session.languageId);
	return found
		.map((finding) => (finding.fixes.every((fix) => session.canBuild(fix)) ? finding : { ...finding, fixes: finding.fixes.filter((fix) => session.canBuild(fix)) }))
		.filter((finding) => rules === undefined || rules.includes(finding.rule))
		.flatMap((finding): FindingOfFile[] => {
			const level = config.levelOf(finding.rule);
			if (level === 'off') { return []; }
			const range = rangeOf(session, file, finding.span);
			const suppression = suppressions.match(finding.rule, range.line) ?? linters?.match(finding.rule, range.line) ?? (session.languageId === 'rust' ? lintAllowedFor(finding.rule, file) : undefined);
			const reported = report(session, finding, range, severityOf(finding, level));
			return [{ finding, reported: suppression === undefined ? reported : { ...reported, suppressed: suppression.reason ?? 'no reason given' } }];
		})
		.toSorted((a, b) => a.finding.span.start - b.finding.span.start || (a.finding.rule < b.finding.rule ? -1 : 1));
}

/** Comments that silence without a reason, or a rule that does not exist: said, not held against the run. */
export function suppressionProblems(session: Session, file: string): readonly AnalysisError[] {
	const text = session.textOf(file)?.text;
	if (text === undefined || !text.includes('unblock-ignore')) { return []; }
	return parseSuppressions(text, session.languageId, ruleIds).problems.map(({ line, column, message }) => ({ file, line, column, message, kind: 'degraded' }));
}

/** A setting replaces the rule's severity; what is less severe by its nature (metadata, hints, acceptable) is not raised by it. */
function severityOf(finding: Finding, level: Severity | undefined): Severity {
	if (level === undefined) { return finding.severity; }
	const order: readonly Severity[] = ['hint', 'info', 'warning', 'error'];
	return finding.severity === 'error' || finding.severity === 'warning' ? level : order[Math.min(order.indexOf(finding.severity), order.indexOf(level))] ?? level;
}

function report(session: Session, finding: Finding, range: Range, severity: Severity): ReportedFinding {
	const { rule, category, priority, verdict, reason, file, message, impact, guide, fingerprint } = finding;
	return {
		rule, category, severity, priority, verdict, reason, file, ...range, function: finding.function, message, impact,
		chain: finding.chain.map((link) => ({ file: link.file, ...rangeOf(session, link.file, link.span), label: link.label })),
		fixes: finding.fixes.map((fix) => ({ title: titleOf(session, fix), safety: fix.safety, ...(fix.caution !== undefined && { caution: fix.caution }) })), guide, fingerprint,
	};
}

/** A fix that brings or uses a helper of ours says which file that is: rules do not know. */
export function titleOf(session: Session, fix: FixIntent): string {
	return (fix.kind === 'track-task' || fix.kind === 'track-callback') && fix.tracker === undefined ? `${fix.title} (${session.helpers.placeFor(fix.file, 'taskTracker')})` : fix.title;
}

export function rangeOf(session: Session, file: string, span: Span): Range {
	const lines = session.textOf(file)?.lines;
	if (lines === undefined) { return { line: 1, column: 1, endLine: 1, endColumn: 1 }; }
	const start = lines.positionAt(span.start);
	const end = lines.positionAt(span.end);
	return { line: start.line, column: start.column, endLine: end.line, endColumn: end.column };
}
