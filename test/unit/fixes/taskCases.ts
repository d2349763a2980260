/** Reads the cases of `test/fixes/tasks`; the README there tells their form. */
import { readdirSync, readFileSync } from 'node:fs';

export interface TaskCase {
	readonly name: string;
	readonly fix: string;
	readonly extension: string;
	readonly before: string;
	/** The text of the expression that gives the promise. */
	readonly promise: string;
	readonly expected: { readonly kind: 'text'; readonly text: string } | { readonly kind: 'refusal' | 'check' | 'not offered'; readonly reason: string };
	readonly runs: boolean;
}

const form = /^## (?<title>.+?)(?<runs> \[runs\])?\n+call: `(?<promise>[^`]+)`\n+```(?<extension>\w+)\n(?<before>(?:(?!```)[\s\S])*)```\n+(?:becomes\n+```\w+\n(?<after>(?:(?!```)[\s\S])*)```|(?<kind>refused|fails the check|not offered): (?<reason>.+))\n*$/;

/** All cases of a folder, in the order of the files and their text. A page is called after its fix. */
export function readTaskCases(folder: URL): readonly TaskCase[] {
	return readdirSync(folder).filter((name) => name.endsWith('.md') && name !== 'README.md').toSorted().flatMap((page) => {
		const fix = page.replace('.md', '');
		return readFileSync(`${folder.pathname}/${page}`, 'utf8').split(/^(?=## )/m).slice(1).map((section): TaskCase => {
			const { title, runs, promise = '', extension = '', before = '', after, kind = '', reason = '' } = form.exec(section)?.groups ?? {};
			if (title === undefined) { throw new Error(`${page}: cannot read the case\n${section}`); }
			const kinds = { 'refused': 'refusal', 'fails the check': 'check', 'not offered': 'not offered' } as const;
			return {
				name: `${fix}: ${title}`, fix, extension, before, promise, runs: runs !== undefined,
				expected: after !== undefined ? { kind: 'text', text: after } : { kind: kinds[kind as keyof typeof kinds], reason },
			};
		});
	});
}
