/** Findings as Markdown, to be pasted into an issue or a review. Knows nothing of the editor. */
import { groupFindings, severityNames, type Group, type Grouping } from './grouping.ts';
import type { Finding } from './list.ts';

/** One finding: an item of a list, its path to what blocks as an ordered list below. */
export function findingMarkdown(finding: Finding): string {
	const { rule, severity, verdict, reason, message, path, range, chain } = finding;
	const fine = verdict === 'bad' ? '' : ` (${verdict}${reason === undefined ? '' : `: ${escape(reason)}`})`;
	return [
		`- **${rule}**, ${severityNames[severity].one}${fine}: ${escape(message)}`,
		`  ${place(path, range.start.line)} in ${code(finding.function)}`,
		...chain.map((link, index) => `  ${index + 1}. ${code(link.label)} at ${place(link.path, link.range.start.line)}`),
	].join('\n');
}

/** A heading with the count, and each finding. */
export function groupMarkdown({ label, findings }: Group): string {
	return `### ${escape(label)} (${findings.length})\n\n${findings.map(findingMarkdown).join('\n')}`;
}

/** All that is shown, in its groups. @param filter how it was filtered; empty if it was not */
export function listMarkdown(findings: readonly Finding[], by: Grouping, filter: string): string {
	const title = `## Unblock: ${findings.length} ${findings.length === 1 ? 'finding' : 'findings'}`;
	return [title, ...(filter === '' ? [] : [`Filter: ${escape(filter)}`]), ...groupFindings(findings, by).map(groupMarkdown)].join('\n\n');
}

function place(path: string, line: number): string {
	return code(`${path}:${line + 1}`);
}

/** Code, also where it holds backticks itself. */
function code(text: string): string {
	const longest = Math.max(0, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
	const fence = '`'.repeat(longest + 1);
	return longest === 0 ? `${fence}${text}${fence}` : `${fence} ${text} ${fence}`;
}

/** Text that means itself in Markdown; code in backticks stays code. */
function escape(text: string): string {
	return text.split(/(`[^`]*`)/).map((part, index) => (index % 2 === 1 ? part : part.replaceAll(/[\\*_[\]<>#|~]/g, (mark) => `\\${mark}`))).join('');
}
