import type { WhyCall, WhyReport } from '../analysis/service.ts';
import { relativePath } from '../workspace/paths.ts';

/** `unblock why` as plain text: how each call on a line resolved, which context its function runs in, what was reported and why. */
export function whyText(report: WhyReport, root: string): string {
	const place = `${relativePath(root, report.file)}:${report.line}`;
	return [place, ...functionLines(report.function), ...(report.calls.length === 0 ? ['No call on this line.'] : report.calls.flatMap(callLines))].join('\n');
}

function functionLines(within: WhyReport['function']): readonly string[] {
	if (within === null) {
		return ['No function of the analysis stands on this line.'];
	}
	return [
		`In ${within.name}, ${within.isAsync ? 'an async function' : 'a sync function'}.`,
		...(within.contexts.length === 0
			? ['  nothing known calls it, so its context is not known']
			: within.contexts.map(({ context, because }) => `  runs in ${context}: ${because}`)),
	];
}

function callLines({ column, text, resolved, effects, outcome, fixes = [] }: WhyCall): readonly string[] {
	return [
		`${text} (column ${column})`,
		`  resolved: ${resolved}`,
		...(effects.length === 0 ? ['  effect: none known'] : effects.map((effect) => `  effect: ${effect}`)),
		`  outcome: ${outcome}`,
		...fixes.map((fix) => `  fix: ${fix}`),
	];
}
