import type { createColors } from 'picocolors';
import type { Severity } from '../catalogue/schema.ts';
import type { Report, ReportFinding } from './contract.ts';
import { wrap } from './wrap.ts';

export interface PrettyOptions {
	readonly colors: ReturnType<typeof createColors>;
	/** The terminal's width in characters; infinite where there is none, then nothing is wrapped. */
	readonly width: number;
	/** Said above the findings where paths are not relative to the directory people are in. */
	readonly showsRoot: boolean;
}

type Colors = PrettyOptions['colors'];

const severities: readonly Severity[] = ['error', 'warning', 'info', 'hint'];

/** The report for people: findings by file, with their paths and fixes, then a summary. Ends with a line end. */
export function formatPretty(report: Report, options: PrettyOptions): string {
	const { colors } = options;
	const bad = report.findings.filter((finding) => finding.verdict === 'bad');
	const sections = [
		...(options.showsRoot ? [[colors.dim(`In ${report.root}`)]] : []),
		...[...groupBy(bad, (finding) => finding.file)].map(([file, findings]) => fileSection(file, findings, options)),
		...(report.errors.length > 0 ? [errorSection(report, options)] : []),
		[headline(report, bad, colors), statistics(report, colors)],
		...(bad.length > 0 ? [ruleSection(bad, colors)] : []),
		...notes(report, bad, colors).map((lines) => [...lines]),
	];
	return `${sections.map((lines) => lines.join('\n')).join('\n\n')}\n`;
}

function fileSection(file: string, findings: readonly ReportFinding[], options: PrettyOptions): string[] {
	const place = (finding: ReportFinding) => `${finding.line}:${finding.column}`;
	const placeWidth = Math.max(...findings.map((finding) => place(finding).length));
	const severityWidth = Math.max(...findings.map((finding) => finding.severity.length));
	return [
		options.colors.underline(file),
		...findings.flatMap((finding) => findingLines(finding, place(finding).padStart(placeWidth), severityWidth, options)),
	];
}

function findingLines(finding: ReportFinding, place: string, severityWidth: number, { colors, width }: PrettyOptions): string[] {
	const margin = ' '.repeat(2 + place.length + 2);
	const indent = margin + ' '.repeat(severityWidth + 2);
	const head = `  ${colors.dim(place)}  ${severityColor(finding.severity, colors)(finding.severity.padEnd(severityWidth))}  `;
	const message = wrap(`${finding.message} ${finding.rule}`, Math.max(width - indent.length, 30));
	const path = finding.chain.filter((link, index) => index > 0 || link.file !== finding.file || link.line !== finding.line);
	const colored = message.map((line, index) => {
		// The rule stands at the very end; it is written after the message, more quietly.
		const text = index === message.length - 1 ? line.slice(0, -finding.rule.length) : line;
		return colorCode(text, colors) + (text === line ? '' : colors.dim(finding.rule));
	});
	return [
		...colored.map((line, index) => (index === 0 ? head : indent) + line),
		...path.map((link) => `${indent}${colors.dim('→')} ${link.file}:${link.line} ${colors.cyan(link.label)}`),
		...finding.fixes.flatMap((fix) => wrap(`${fix.title} (${fix.safety})`, Math.max(width - indent.length - 5, 30))
			.map((line, index) => `${indent}${index === 0 ? colors.green('fix') : '   '}  ${colorCode(line, colors)}`)),
	];
}

function errorSection(report: Report, { colors, width }: PrettyOptions): string[] {
	return [
		colors.red('Could not be analysed'),
		...report.errors.flatMap((error) => {
			const [first = '', ...rest] = wrap(error.message, Math.max(width - 4, 30));
			return [`  ${error.file}`, ...[first, ...rest].map((line) => `    ${line}`)];
		}),
	];
}

function headline(report: Report, bad: readonly ReportFinding[], colors: Colors): string {
	if (bad.length > 0) {
		const counts = severities.flatMap((severity) => {
			const count = bad.filter((finding) => finding.severity === severity).length;
			return count === 0 ? [] : [severityColor(severity, colors)(severity === 'info' ? `${count} info` : quantity(count, severity))];
		});
		const files = new Set(bad.map((finding) => finding.file)).size;
		return `${colors.bold(quantity(bad.length, 'finding'))} in ${quantity(files, 'file')}: ${counts.join(', ')}`;
	}
	if (report.errors.length > 0) {
		return colors.bold('Nothing found in what could be analysed.');
	}
	return report.files.length === 0 ? colors.bold('No files to analyse.') : colors.bold(colors.green('Nothing holds up your async code.'));
}

function statistics(report: Report, colors: Colors): string {
	const { files, asyncFunctions, unresolvedCalls, elapsedMs } = report.summary;
	return colors.dim([
		quantity(files, 'file'),
		quantity(asyncFunctions, 'async function'),
		...(unresolvedCalls > 0 ? [`${quantity(unresolvedCalls, 'call')} unresolved`] : []),
		elapsedMs < 1000 ? `${elapsedMs} ms` : `${(elapsedMs / 1000).toFixed(1)} s`,
	].join(' · '));
}

function ruleSection(bad: readonly ReportFinding[], colors: Colors): string[] {
	const rules = [...groupBy(bad, (finding) => finding.rule)].map(([rule, findings]) => ({ rule, count: findings.length })).sort((a, b) => b.count - a.count || (a.rule < b.rule ? -1 : 1));
	const countWidth = Math.max(...rules.map(({ count }) => String(count).length));
	const ruleWidth = Math.max(...rules.map(({ rule }) => rule.length));
	return rules.map(({ rule, count }) => `  ${colors.bold(String(count).padStart(countWidth))}  ${rule.padEnd(ruleWidth)}  ${colors.dim(`unblock explain ${rule}`)}`);
}

/** What is fine as it is, by reason, and what fixes could do. */
function notes(report: Report, bad: readonly ReportFinding[], colors: Colors): readonly (readonly string[])[] {
	const acceptable = report.findings.filter((finding) => finding.verdict === 'acceptable');
	const reasons = [...groupBy(acceptable, (finding) => reasonKind(reasonOf(finding)))].map(([kind, findings]) => ({ reason: commonReason(findings) ?? kind, count: findings.length }))
		.sort((a, b) => b.count - a.count || (a.reason < b.reason ? -1 : 1));
	const countWidth = Math.max(0, ...reasons.map(({ count }) => String(count).length));
	const safe = bad.filter((finding) => finding.fixes.some((fix) => fix.safety === 'safe')).length;
	const review = bad.filter((finding) => finding.fixes.length > 0).length - safe;
	const fixes = [
		...(safe > 0 ? [`${colors.green(String(safe))} with a safe fix: ${colors.cyan('unblock fix')}`] : []),
		...(review > 0 ? [`${colors.green(String(review))} with a fix to review: ${colors.cyan('unblock fix --review')}`] : []),
	];
	return [
		...(reasons.length > 0 ? [[`${acceptable.length} more ${acceptable.length === 1 ? 'is' : 'are'} acceptable`, ...reasons.map(({ reason, count }) => colors.dim(`  ${String(count).padStart(countWidth)}  ${reason}`))]] : []),
		...(fixes.length > 0 ? [fixes] : []),
	];
}

function reasonOf(finding: ReportFinding): string {
	return finding.reason ?? 'no reason given';
}

/** What a reason has in common with others of its kind: `runs once` of `runs once; the result is kept in x`. */
function reasonKind(reason: string): string {
	return /^[^;:(]+/.exec(reason)?.[0].trim() ?? reason;
}

/** The reason that all the findings share; undefined where they differ. */
function commonReason(findings: readonly ReportFinding[]): string | undefined {
	const reasons = new Set(findings.map(reasonOf));
	return reasons.size === 1 ? [...reasons][0] : undefined;
}

/** Sets `code in backticks` off from prose; without colours the backticks stay. */
export function colorCode(text: string, colors: Colors): string {
	return colors.isColorSupported ? text.replaceAll(/`([^`]+)`/g, (_match, code: string) => colors.cyan(code)) : text;
}

export function severityColor(severity: Severity, colors: Colors): (text: string) => string {
	switch (severity) {
		case 'error': return colors.red;
		case 'warning': return colors.yellow;
		case 'info': return colors.blue;
		case 'hint': return colors.dim;
	}
}

function quantity(count: number, noun: string): string {
	return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

function groupBy<T>(items: readonly T[], key: (item: T) => string): Map<string, T[]> {
	const groups = new Map<string, T[]>();
	for (const item of items) {
		const group = groups.get(key(item));
		if (group) {
			group.push(item);
		} else {
			groups.set(key(item), [item]);
		}
	}
	return groups;
}
