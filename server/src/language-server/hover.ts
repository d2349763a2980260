import { MarkupKind, type Hover, type Position } from 'vscode-languageserver/node';
import type { ReportedFinding } from '../analysis/service.ts';
import { relativePath } from '../workspace/paths.ts';
import { pathBelow, shownSeverity, type Presentation } from './diagnostic.ts';
import type { OpenDocument } from './documents.ts';
import { fixTitle } from './fixTitle.ts';
import { isBefore, toLspRange } from './positions.ts';

/**
 * What a hover over a finding adds to its message, which editors show by themselves: whom it hurts, by which path, what can be done about it,
 * where to read on. Undefined where there is no finding.
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
	const path = pathBelow(finding).map((link, index) =>
		`${index + 1}. ${code(link.label)} at [${escape(`${relativePath(root, link.file)}:${link.line}`)}](${uriOf(link.file)}#L${link.line},${link.column})`);
	return [
		escape(sentence(finding.impact)),
		...(path.length === 0 ? [] : ['The path to what blocks:', path.join('\n')]),
		...(finding.fixes.length === 0 ? [] : [`Quick fix: ${finding.fixes.map((fix) => escape(fixTitle(fix))).join(' · ')}`]),
		`[${escape(finding.rule)}: why, and what to do](${guide.uriFor(finding)}) · ${code(`unblock why ${file}:${finding.line}`)} tells how this was found`,
	].filter((part) => part !== '').join('\n\n');
}

function plainText(finding: ReportedFinding, file: string, root: string): string {
	return [
		sentence(finding.impact),
		...pathBelow(finding).map((link, index) => `${index + 1}. ${link.label} at ${relativePath(root, link.file)}:${link.line}`),
		...(finding.fixes.length === 0 ? [] : [`Quick fix: ${finding.fixes.map(fixTitle).join(' · ')}`]),
		`unblock explain ${finding.rule} · unblock why ${file}:${finding.line}`,
	].filter((part) => part !== '').join('\n');
}

/** A clause as a sentence: with a capital and a full stop, each unless it is there already. */
function sentence(clause: string): string {
	return clause === '' || clause.endsWith('.') ? capitalized(clause) : `${capitalized(clause)}.`;
}

function capitalized(text: string): string {
	return text.slice(0, 1).toUpperCase() + text.slice(1);
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
