/** The guide's pages, and the examples in them. */
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

export const root = resolve(import.meta.dirname, '../../..');
export const guide = join(root, 'guide');

export interface Page {
	/** Without `.md`. */
	readonly name: string;
	readonly text: string;
	/** Has "What is flagged"; the others tell of a good pattern. */
	readonly isRule: boolean;
	readonly examples: readonly Example[];
}

export interface Example {
	/** As the fence has it: `ts`, `python`, `rust`, `jsonc`… */
	readonly language: string;
	/** `bad`, `good` or nothing. */
	readonly mark: string;
	readonly text: string;
	/** Of its first line in the page; 1-based. */
	readonly line: number;
	/** Its lines that end in a comment `reported`; 1-based. */
	readonly reported: readonly number[];
}

/** All pages but the index, by name. */
export const pages: readonly Page[] = readdirSync(guide).filter((file) => /^[a-z0-9-]+\.md$/.test(file)).sort().map((file) => {
	const text = readFileSync(join(guide, file), 'utf8');
	return { name: file.slice(0, -'.md'.length), text, isRule: text.includes('\n## What is flagged\n'), examples: examplesOf(text) };
});

export const index = readFileSync(join(guide, 'README.md'), 'utf8');

/** The helpers that fixes put into a project, and that examples import: file name and text. */
export const helpers: ReadonlyArray<readonly [string, string]> = readdirSync(join(root, 'runtime')).filter((file) => file.endsWith('.ts'))
	.map((file) => [file, readFileSync(join(root, 'runtime', file), 'utf8')]);

/** What `#…` may name in a page: the slugs of its headings, as VS Code's preview makes them. */
export function slugsOf(text: string): readonly string[] {
	const counts = new Map<string, number>();
	return Array.from(text.replaceAll(/^```[^]*?^```$/gm, '').matchAll(/^#+ (.+)$/gm), ({ 1: heading = '' }) => {
		const slug = heading.toLowerCase().replace(/[^\w\s-]/g, '').replace(/\s/g, '-');
		const count = counts.get(slug) ?? 0;
		counts.set(slug, count + 1);
		return count === 0 ? slug : `${slug}-${count}`;
	});
}

function examplesOf(page: string): readonly Example[] {
	return Array.from(page.matchAll(/^```(\w+)(?: (\w+))?\n([^]*?)^```$/gm), ({ 1: language = '', 2: mark = '', 3: text = '', index: at }) => ({
		language, mark, text, line: page.slice(0, at).split('\n').length + 1,
		reported: text.split('\n').flatMap((line, number) => (/(?:\/\/|#) reported$/.test(line) ? [number + 1] : [])),
	}));
}
