import { MarkupKind, type Hover, type Position } from 'vscode-languageserver/node';
import type { ReportedFinding } from '../analysis/service.ts';
import { relativePath } from '../workspace/paths.ts';
import { shownSeverity, type Presentation } from './diagnostic.ts';
import type { OpenDocument } from './documents.ts';
import { isBefore, toLspRange } from './positions.ts';

/**
 * What a hover over a finding says: what it is, why it hurts, by which path, what to do. Undefined where there is no finding.
 * @param root what shown paths are relative to
 */
export function hoverAt(position: Position, document: OpenDocument, findings: readonly ReportedFinding[], root: string, presentation: Presentation): Hover | undefined {
	const here = findings.filter((finding) => {
		const { start, end } = toLspRange(finding);
		return !isBefore(position, start) && !isBefore(end, position) && shownSeverity(finding, presentation.settings()) !== undefined;
	});
	const [first] = here;
	if (first === undefined) {
		return undefined;
	}
	const write = presentation.client.markdownHover ? markdown : plainText;
	const value = here.map((finding) => write(finding, relativePath(root, document.file), root, presentation)).join('\n\n---\n\n');
	return { range: toLspRange(first), contents: { kind: presentation.client.markdownHover ? MarkupKind.Markdown : MarkupKind.PlainText, value } };
}

function markdown(finding: ReportedFinding, file: string, root: string, { guide, uriOf }: Presentation): string {
	return [
		`**${escape(finding.message)}**`,
		escape(finding.impact),
		...(finding.chain.length === 0 ? [] : ['The path to what blocks:', finding.chain.map((link, index) =>
			`${index + 1}. ${code(link.label)} at [${escape(`${relativePath(root, link.file)}:${link.line}`)}](${uriOf(link.file)}#L${link.line},${link.column})`).join('\n')]),
		...(finding.fixes.length === 0 ? [] : [`Quick fix: ${finding.fixes.map((fix) => escape(fix.title)).join(' · ')}`]),
		`[${escape(finding.rule)}: why, and what to do](${guide.uri(finding.guide)}) · ${code(`unblock why ${file}:${finding.line}`)} tells how this was found`,
	].filter((part) => part !== '').join('\n\n');
}

function plainText(finding: ReportedFinding, file: string, root: string): string {
	return [
		finding.message,
		finding.impact,
		...finding.chain.map((link, index) => `${index + 1}. ${link.label} at ${relativePath(root, link.file)}:${link.line}`),
		`unblock explain ${finding.rule} · unblock why ${file}:${finding.line}`,
	].filter((part) => part !== '').join('\n');
}

/** Code in Markdown, also where it holds backticks itself. */
function code(text: string): string {
	const longest = Math.max(0, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
	const fence = '`'.repeat(longest + 1);
	return longest === 0 ? `${fence}${text}${fence}` : `${fence} ${text} ${fence}`;
}

/** Text that means itself in Markdown; code in backticks stays code. */
function escape(text: string): string {
	return text.split(/(`[^`]*`)/).map((part, index) => (index % 2 === 1 ? part : part.replaceAll(/[\\*_{}[\]<>#|~]/g, (mark) => `\\${mark}`))).join('');
}
