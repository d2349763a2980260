/** Reads the before and after pairs of `test/fixes/<fix>/*.md`; the README there tells their form. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export interface FixCase {
	/** File, line and title, for the test's name. */
	readonly name: string;
	/** `ts`, `cjs`, … */
	readonly extension: string;
	readonly before: string;
	readonly expected: { readonly kind: 'text'; readonly text: string } | { readonly kind: 'refusal'; readonly reason: string } | { readonly kind: 'check'; readonly reason: string };
	/** The callee as written and what it is; absent for the first call of a function that the catalogue knows by its name. */
	readonly call?: { readonly callee: string; readonly symbol?: string };
	/** Run before and after, and compare what `run` gives. */
	readonly runs: boolean;
	/** What stands in brackets behind the title, without them. */
	readonly flags: readonly string[];
}

/** All cases of a folder, in the order of the files and their text. */
export function readCases(folder: string): readonly FixCase[] {
	const pages = readdirSync(folder).filter((name) => name.endsWith('.md') && name !== 'README.md').toSorted();
	return pages.flatMap((page) => casesOf(page, readFileSync(join(folder, page), 'utf8')));
}

const form = /^## (?<title>.+?)(?<flags>(?: \[\w+\])*)\n+(?:call: `(?<callee>[^`]+)`(?: is `(?<symbol>[^`]+)`)?\n+)?```(?<extension>\w+)\n(?<before>(?:(?!```)[\s\S])*)```\n+(?:becomes\n+```\w+\n(?<after>(?:(?!```)[\s\S])*)```|(?<kind>refused|fails the check): (?<reason>.+))\n*$/;

function casesOf(page: string, text: string): readonly FixCase[] {
	return text.split(/^(?=## )/m).slice(1).map((section): FixCase => {
		const { title = '', flags = '', callee, symbol, extension = '', before = '', after, kind, reason = '' } = form.exec(section)?.groups ?? {};
		if (title === '') { throw new Error(`${page}: cannot read the case\n${section}`); }
		const written = (source: string) => {
			const lines = flags.includes('[crlf]') ? source.replaceAll('\n', '\r\n') : source;
			return flags.includes('[bom]') ? `\uFEFF${lines}` : lines;
		};
		return {
			name: `${page.replace('.md', '')}: ${title}`,
			extension, before: written(before), runs: flags.includes('[runs]'), flags: [...flags.matchAll(/\[(\w+)\]/g)].map((match) => match[1] ?? ''),
			expected: after !== undefined ? { kind: 'text', text: written(after) } : { kind: kind === 'refused' ? 'refusal' : 'check', reason },
			...(callee !== undefined && { call: { callee, ...(symbol !== undefined && { symbol }) } }),
		};
	});
}
