import type { Report } from './contract.ts';

/** The report as JSON for other tools, indented, with a line end at the end. */
export function formatJson(report: Report): string {
	return `${JSON.stringify(report, undefined, 2)}\n`;
}
