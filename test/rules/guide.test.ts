/** What the guide's TypeScript examples show is so: in a `bad` one the lines that say `// reported` are, and no others; in a `good` one nothing is. */
import { existsSync, readFileSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { allRules } from '../../server/src/rules/index.ts';
import { config, TestWorkspace } from '../unit/analysis/workspace.ts';

const guide = resolve(import.meta.dirname, '../../guide');

interface Example {
	/** By its first line in the page. */
	readonly name: string;
	readonly mark: string;
	readonly text: string;
}

function examplesOf(page: string): readonly Example[] {
	return Array.from(page.matchAll(/^```ts (bad|good)\n([^]*?)^```$/gm), ({ 1: mark = '', 2: text = '', index }) => ({
		mark, text, name: `line${page.slice(0, index).split('\n').length + 1}.ts`,
	}));
}

describe.each(allRules.map(({ meta }) => [meta.id, join(guide, `${meta.guide}.md`)] as const))('the guide page of %s', (rule, page) => {
	const examples = existsSync(page) ? examplesOf(readFileSync(page, 'utf8')) : [];
	const bad = examples.filter(({ mark }) => mark === 'bad'), good = examples.filter(({ mark }) => mark === 'good');
	const workspace = new TestWorkspace({
		'package.json': '{ "name": "guide", "type": "module" }', 'tsconfig.json': config,
		...Object.fromEntries(examples.map(({ name, text }) => [`src/${name}`, text])),
	});
	const audited = workspace.audit();
	afterAll(() => workspace.dispose());

	/** The findings in an example that an editor would show. */
	async function shownIn({ name }: Example) {
		const { findings } = await audited;
		return findings.filter((finding) => basename(finding.file) === name && finding.verdict === 'bad' && finding.suppressed === undefined);
	}

	test('has examples of both kinds, all of which can be analysed', async () => {
		expect(bad.length).toBeGreaterThan(0);
		expect(good.length).toBeGreaterThan(0);
		const { errors, files } = await audited;
		expect(errors).toEqual([]);
		expect(files).toHaveLength(examples.length);
	});

	test.each(bad)('reports the marked lines of the bad example at $name', async (example) => {
		const marked = example.text.split('\n').flatMap((text, index) => (text.endsWith('// reported') ? [index + 1] : []));
		const found = (await shownIn(example)).filter((finding) => finding.rule === rule).map(({ line }) => line);
		expect(marked.length).toBeGreaterThan(0);
		expect([...new Set(found)]).toEqual(marked);
	});

	test.each(good)('reports nothing in the good example at $name', async (example) => {
		expect((await shownIn(example)).map(({ line, message }) => `${line}: ${message}`)).toEqual([]);
	});
});
