/** What the guide's examples show is so: in a `bad` one the lines that say `reported` are, and no others; in a `good` one nothing is, by any rule. */
import { relative } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import type { LanguageId } from '../../server/src/outline/model.ts';
import { allRules } from '../../server/src/rules/index.ts';
import { config, TestWorkspace } from '../unit/analysis/workspace.ts';
import { helpers, pages, slugsOf, type Example, type Page } from '../unit/guide/examples.ts';

/** The fences of a language that some rule knows, and what its files are called. */
const fences: Readonly<Record<LanguageId, { readonly fence: string; readonly extension: string }>> = {
	typescript: { fence: 'ts', extension: '.ts' },
	python: { fence: 'python', extension: '.py' },
	rust: { fence: 'rust', extension: '.rs' },
};
const analysed = new Set(allRules.flatMap(({ meta }) => meta.languages));

const nameOf = (page: Page, language: LanguageId, { line }: Example) => `src/${page.name}/line${line}${fences[language].extension}`;
const examplesIn = ({ examples }: Page, language: LanguageId, mark: string) => examples.filter((each) => each.language === fences[language].fence && each.mark === mark);

const files = {
	'package.json': '{ "name": "guide", "type": "module" }', 'tsconfig.json': config,
	...Object.fromEntries(pages.flatMap((page) => [
		...[...analysed].flatMap((language) => [...examplesIn(page, language, 'bad'), ...examplesIn(page, language, 'good')].map((each) => [nameOf(page, language, each), each.text])),
		...helpers.map(([name, text]) => [`src/${page.name}/${name}`, text]),
		...allRules.filter(({ meta }) => meta.guide === page.name && meta.isOffByDefault === true).map(({ meta }) => [`src/${page.name}/unblock.json`, JSON.stringify({ rules: { [meta.id]: meta.severity } })]),
	])),
};
/** A session holds one language. */
const workspaces = [new TestWorkspace(files), new TestWorkspace(files, { language: 'python' }), new TestWorkspace(files, { language: 'rust' })];
const audited = Promise.all(workspaces.map(async (workspace) => ({ root: workspace.root, ...await workspace.audit() })));
afterAll(() => { for (const workspace of workspaces) { workspace.dispose(); } });

/** What an editor would show in a file. */
async function shownIn(file: string) {
	return (await audited).flatMap(({ root, findings }) => findings.filter((finding) => relative(root, finding.file) === file && finding.verdict === 'bad' && finding.suppressed === undefined));
}

test('the examples can all be analysed, and the helpers that they use are quiet', async () => {
	const results = await audited;
	expect(results.flatMap(({ errors }) => errors)).toEqual([]);
	const examples = pages.flatMap((page) => [...analysed].flatMap((language) => [...examplesIn(page, language, 'bad'), ...examplesIn(page, language, 'good')]));
	expect(results.flatMap((each) => each.files)).toHaveLength(examples.length + helpers.length * pages.length);
	for (const [name] of helpers) { expect(await shownIn(`src/tracked-task/${name}`), name).toEqual([]); }
});

test.each(allRules.map(({ meta }) => [meta.id, meta] as const))('%s has a page with examples of both kinds in each language it knows', (_id, meta) => {
	const page = pages.find(({ name }) => name === meta.guide);
	expect(page?.isRule).toBe(true);
	for (const language of meta.languages) {
		expect(page === undefined ? [] : examplesIn(page, language, 'bad'), language).not.toEqual([]);
		expect(page === undefined ? [] : examplesIn(page, language, 'good'), language).not.toEqual([]);
	}
});

describe.each(pages.map((page) => [page.name, page] as const))('the guide page %s', (_name, page) => {
	const rule = allRules.find(({ meta }) => meta.guide === page.name);

	if (page.isRule && rule === undefined) { test.todo('reports the marked lines of its bad examples: the rule is still to come'); }

	for (const language of rule?.meta.languages ?? []) {
		test.each(examplesIn(page, language, 'bad'))(`reports the marked lines of the bad ${language} example at line $line`, async (example) => {
			const found = await shownIn(nameOf(page, language, example));
			expect([...new Set(found.filter((finding) => finding.rule === rule?.meta.id).map(({ line }) => line))]).toEqual(example.reported);
			// A reader would wonder at another rule's finding on a line that is not marked.
			expect(found.filter(({ line }) => !example.reported.includes(line)).map(({ line, rule: other }) => `${line}: ${other}`)).toEqual([]);
			for (const finding of found) {
				const [target = '', part] = finding.guide.split('#', 2);
				const slugs = slugsOf(pages.find(({ name }) => name === target)?.text ?? '');
				expect(slugs, finding.guide).not.toEqual([]);
				if (part !== undefined) { expect(slugs, finding.guide).toContain(part); }
			}
		});
	}

	for (const language of analysed) {
		const good = examplesIn(page, language, 'good');
		if (good.length === 0) { continue; }
		test.each(good)(`reports nothing in the good ${language} example at line $line`, async (example) => {
			expect((await shownIn(nameOf(page, language, example))).map(({ line, rule: id, message }) => `${line}: ${id}: ${message}`)).toEqual([]);
		});
	}
});
