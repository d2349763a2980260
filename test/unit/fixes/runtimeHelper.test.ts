import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { editedFile } from '../../../server/src/languages/typescript/edits/editedFile.ts';
import { runtimeHelper, type RuntimeHelper } from '../../../server/src/languages/typescript/edits/runtime/runtimeHelper.ts';
import { TestWorkspace } from '../analysis/workspace.ts';

const manifest = '{ "name": "shop" }';

/** The helper as one file of a workspace would use it. */
function helperIn(files: Readonly<Record<string, string>>, from: string): Omit<RuntimeHelper, 'edits'> & { readonly text?: string } | string {
	const workspace = new TestWorkspace({ 'package.json': manifest, ...files });
	try {
		const { sourceFile } = workspace.session.typescript.sourceFile(workspace.path(from))!;
		const helper = runtimeHelper('taskTracker', editedFile(sourceFile), workspace.session.fixProject);
		if ('kind' in helper) { return helper.reason; }
		const [edit] = helper.edits;
		expect(edit === undefined || (edit.isNewFile === true && edit.file === helper.file)).toBe(true);
		return { file: helper.file.slice(workspace.root.length + 1), specifier: helper.specifier, ...(edit !== undefined && { text: edit.newText }) };
	} finally { workspace.dispose(); }
}

const nodenext = JSON.stringify({ compilerOptions: { module: 'nodenext', strict: true } });
const bundler = JSON.stringify({ compilerOptions: { module: 'esnext', moduleResolution: 'bundler', strict: true } });
const marked = '// unblock-runtime: taskTracker. Ours now.\nexport const tasks = 1;\n';

describe('where the helper goes', () => {
	test.each([
		['beside the sources', { 'src/a.ts': 'export {};\n' }, 'src/a.ts', 'src/lib/taskTracker.ts', './lib/taskTracker'],
		['in the folder for shared code that is there', { 'src/a/b.ts': 'export {};\n', 'src/utils/date.ts': 'export {};\n' }, 'src/a/b.ts', 'src/utils/taskTracker.ts', '../utils/taskTracker'],
		['not into a lib in lib', { 'lib/a.ts': 'export {};\n' }, 'lib/a.ts', 'lib/taskTracker.ts', './taskTracker'],
		['among the sources also for a test', { 'test/a.ts': 'import \'../source/b\';\n', 'source/b.ts': 'export {};\n' }, 'test/a.ts', 'source/lib/taskTracker.ts', '../source/lib/taskTracker'],
		['beside the package where sources have no folder', { 'a.ts': 'export {};\n' }, 'a.ts', 'lib/taskTracker.ts', './lib/taskTracker'],
		['in its own package of several', { 'packages/one/package.json': manifest, 'packages/one/src/a.ts': 'export {};\n' }, 'packages/one/src/a.ts', 'packages/one/src/lib/taskTracker.ts', './lib/taskTracker'],
		['where the settings say', { 'unblock.json': '{ "runtimeDirectory": "shared/kept" }', 'src/a.ts': 'export {};\n' }, 'src/a.ts', 'shared/kept/taskTracker.ts', '../shared/kept/taskTracker'],
		['named like its neighbours', { 'src/read-all.ts': 'export {};\n', 'src/write-all.ts': 'export {};\n', 'src/oneMore.ts': 'export {};\n' }, 'src/read-all.ts', 'src/lib/task-tracker.ts', './lib/task-tracker'],
		['with the kind of module that the ending tells', { 'src/a.mts': 'export {};\n' }, 'src/a.mts', 'src/lib/taskTracker.mts', './lib/taskTracker.mjs'],
	])('%s', (_name, files, from, file, specifier) => {
		const helper = helperIn({ 'tsconfig.json': bundler, ...files }, from);
		expect(helper).toMatchObject({ file, specifier });
		expect((helper as { text: string }).text).toMatch(/^\/\/ unblock-runtime: taskTracker\./);
	});

	test.each(['eslint.config.js', '.eslintrc.json'])('where ESLint looks at it (%s), it is left out of that', (config) => {
		const { text } = helperIn({ 'tsconfig.json': bundler, [config]: '', 'src/a.ts': 'export {};\n' }, 'src/a.ts') as { text: string };
		expect(text).toMatch(/^\/\* eslint-disable \*\/\n\/\/ unblock-runtime: taskTracker\./);
		expect(helperIn({ 'tsconfig.json': bundler, [config]: '', 'src/a.ts': 'export {};\n', 'src/lib/taskTracker.ts': text }, 'src/a.ts')).toMatchObject({ file: 'src/lib/taskTracker.ts', specifier: './lib/taskTracker' });
	});

	test('not over a file that is not ours', () => {
		expect(helperIn({ 'tsconfig.json': bundler, 'src/a.ts': 'export {};\n', 'src/lib/taskTracker.ts': 'export {};\n' }, 'src/a.ts')).toBe('taskTracker.ts is there already and is not ours');
	});
});

describe('a helper that is there', () => {
	test('is found by its line, wherever it was moved', () => {
		expect(helperIn({ 'tsconfig.json': bundler, 'src/a.ts': 'export {};\n', 'src/jobs/task-tracker.ts': marked }, 'src/a.ts')).toEqual({ file: expect.stringMatching(/^src\/jobs\/task-tracker\.ts$/), specifier: './jobs/task-tracker' });
	});

	test('is not taken from another package', () => {
		expect(helperIn({ 'tsconfig.json': bundler, 'one/package.json': manifest, 'one/taskTracker.ts': marked, 'src/a.ts': 'export {};\n' }, 'src/a.ts')).toMatchObject({ file: 'src/lib/taskTracker.ts' });
	});

	test('keeps the specifier by which the file has it already', () => {
		expect(helperIn({ 'tsconfig.json': bundler, 'src/a.ts': 'import { tasks } from \'./jobs/taskTracker.js\';\nimport \'./b\';\nimport \'./c\';\nexport { tasks };\n', 'src/jobs/taskTracker.ts': marked, 'src/b.ts': '', 'src/c.ts': '' }, 'src/a.ts')).toMatchObject({ specifier: './jobs/taskTracker.js' });
	});
});

describe('how it is imported', () => {
	test.each([
		['with the ending of what runs, as the file does', { 'tsconfig.json': nodenext, 'src/a.ts': 'import \'./b.js\';\n', 'src/b.ts': 'export {};\n' }, './lib/taskTracker.js'],
		['with the ending of the source, as the file does', { 'tsconfig.json': nodenext, 'src/a.ts': 'import \'./b.ts\';\n', 'src/b.ts': 'export {};\n' }, './lib/taskTracker.ts'],
		['as the neighbours do', { 'tsconfig.json': bundler, 'src/a.ts': 'export {};\n', 'src/b.ts': 'import \'./a.js\';\n' }, './lib/taskTracker.js'],
		['as the compiler wants it where nothing shows', { 'tsconfig.json': nodenext, 'src/a.ts': 'export {};\n' }, './lib/taskTracker.js'],
		['by the alias that the file uses', { 'tsconfig.json': JSON.stringify({ compilerOptions: { module: 'esnext', moduleResolution: 'bundler', paths: { '@/*': ['./src/*'] } } }), 'src/x/a.ts': 'import \'@/b\';\n', 'src/b.ts': 'export {};\n' }, '@/lib/taskTracker'],
	])('%s', (_name, files, specifier) => {
		const from = Object.keys(files).find((name) => name.endsWith('a.ts'))!;
		expect(helperIn(files as unknown as Record<string, string>, from)).toMatchObject({ specifier });
	});
});

describe('its text', () => {
	test('is JavaScript where the file is', () => {
		const helper = helperIn({ 'src/a.js': 'import \'./b.js\';\n', 'src/b.js': '' }, 'src/a.js') as { file: string; specifier: string; text: string };
		expect(helper).toMatchObject({ file: 'src/lib/taskTracker.js', specifier: './lib/taskTracker.js' });
		expect(helper.text).toContain('export class TaskTracker {');
		expect(helper.text).not.toMatch(/: (?:string|number)\b|private|interface/);
	});

	test('is CommonJS where the file is', () => {
		const helper = helperIn({ 'src/a.js': 'const b = require(\'./b\');\n', 'src/b.js': '' }, 'src/a.js') as { specifier: string; text: string };
		expect(helper.specifier).toBe('./lib/taskTracker');
		expect(helper.text).not.toMatch(/^export/m);
		expect(helper.text).toMatch(/\nmodule\.exports = \{ TaskTracker, tasks \};\n$/);
	});

	test('is indented and ends its lines as the file does', () => {
		const helper = helperIn({ 'tsconfig.json': bundler, 'src/a.ts': 'export function a() {\r\n  if (a) {\r\n    return 1;\r\n  }\r\n}\r\n' }, 'src/a.ts') as { text: string };
		expect(helper.text).toMatch(/\r\n {2}private readonly current/);
		expect(helper.text).not.toMatch(/\t|[^\r]\n/);
	});

	test('in JavaScript is what the script makes of the source (node scripts/runtime.mjs writes it)', async () => {
		const { javascriptOfHelpers } = await import(new URL('../../../scripts/runtime.mjs', import.meta.url).href) as { javascriptOfHelpers: () => ReadonlyMap<string, string> };
		const texts = javascriptOfHelpers();
		expect([...texts.keys()].toSorted()).toEqual(['notice', 'queue', 'ringBuffer', 'taskTracker']);
		for (const [name, text] of texts) { expect(readFileSync(new URL(`../../../runtime/javascript/${name}.js`, import.meta.url), 'utf8')).toBe(text); }
	});
});
