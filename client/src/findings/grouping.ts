/** Which findings are shown, and under which headings. Knows nothing of the editor. */
import type { Severity } from '../protocol.ts';
import { compare, ranks, type Finding } from './list.ts';

export const groupings = ['rule', 'severity', 'file'] as const;
export type Grouping = (typeof groupings)[number];

export interface Filter {
	/** Words that must each occur in the message, the path, the rule or the function; case does not matter. */
	readonly text: string;
	/** Only these; all if empty. */
	readonly severities: readonly Severity[];
	/** Those that are fine or silenced, too. */
	readonly isAcceptableShown: boolean;
}

export interface Group {
	readonly id: string;
	readonly by: Grouping;
	/** The rule, the severity in the plural, or the path. */
	readonly label: string;
	/** Of its worst finding; of those that are fine only if there are no others. */
	readonly severity: Severity;
	/** Nothing in it is to be done. */
	readonly isFine: boolean;
	readonly findings: readonly Finding[];
}

export const severityNames: Readonly<Record<Severity, { readonly one: string; readonly many: string }>> = {
	error: { one: 'error', many: 'Errors' },
	warning: { one: 'warning', many: 'Warnings' },
	info: { one: 'information', many: 'Information' },
	hint: { one: 'hint', many: 'Hints' },
};

export function shownFindings(all: readonly Finding[], { text, severities, isAcceptableShown }: Filter): readonly Finding[] {
	const words = text.toLowerCase().split(/\s+/).filter((word) => word !== '');
	return all.filter((finding) => {
		if (finding.verdict !== 'bad' && !isAcceptableShown) { return false; }
		if (severities.length > 0 && !severities.includes(finding.severity)) { return false; }
		const searched = `${finding.message}\n${finding.path}\n${finding.rule}\n${finding.function}`.toLowerCase();
		return words.every((word) => searched.includes(word));
	});
}

/** Rules with the worst first, then by name; severities from the worst; files by path. Within a group the order stays. */
export function groupFindings(findings: readonly Finding[], by: Grouping): readonly Group[] {
	const groups = new Map<string, Finding[]>();
	for (const finding of findings) {
		const key = keyOf(finding, by);
		const group = groups.get(key);
		if (group === undefined) { groups.set(key, [finding]); } else { group.push(finding); }
	}
	return [...groups].map(([key, own]) => makeGroup(key, by, own)).sort((a, b) => (by === 'file' ? 0 : ranks[a.severity] - ranks[b.severity]) || compare(a.label, b.label));
}

/** How a filter is told where only a few words fit; empty where it lets everything through. */
export function describeFilter({ text, severities }: Filter): string {
	return [
		...(text.trim() === '' ? [] : [`“${text.trim()}”`]),
		...(severities.length === 0 ? [] : [severities.map((severity) => severityNames[severity].many.toLowerCase()).join(', ')]),
	].join(' · ');
}

function keyOf(finding: Finding, by: Grouping): string {
	switch (by) {
		case 'rule': return finding.rule;
		case 'severity': return finding.severity;
		case 'file': return finding.uri;
	}
}

function makeGroup(key: string, by: Grouping, findings: readonly Finding[]): Group {
	const [first] = findings;
	const bad = findings.filter(({ verdict }) => verdict === 'bad');
	const isFine = bad.length === 0;
	const severity = (isFine ? findings : bad).reduce<Severity>((worst, finding) => (ranks[finding.severity] < ranks[worst] ? finding.severity : worst), 'hint');
	const label = by === 'severity' ? severityNames[severity].many : by === 'file' ? first?.path ?? key : key;
	return { id: `${by}:${key}`, by, label, severity, isFine, findings };
}
