/** From a finding to the edits of its fixes, through the whole analysis: what a project has to track tasks with is used before ours is brought. */
import { afterEach, describe, expect, test } from 'vitest';
import { fixJob } from '../../../server/src/analysis/fixJob.ts';
import type { ReportedFinding } from '../../../server/src/analysis/service.ts';
import { editText } from '../../../server/src/cli/fixing/editText.ts';
import { config, TestWorkspace } from '../analysis/workspace.ts';

let workspace: TestWorkspace | undefined;
afterEach(() => { workspace?.dispose(); workspace = undefined; });

async function open(files: Readonly<Record<string, string>>): Promise<{ workspace: TestWorkspace; findings: readonly ReportedFinding[] }> {
	workspace = new TestWorkspace({ 'tsconfig.json': config, 'package.json': '{ "name": "shop", "type": "module" }', ...files });
	const { findings } = await workspace.audit();
	return { workspace, findings: findings.filter((finding) => finding.rule === 'untracked-task') };
}

/** The tracking fix of the first finding: its titles as offered and as built, and the files after it. */
async function tracked(files: Readonly<Record<string, string>>, helperDirectory?: string) {
	const { workspace: at, findings: [finding] } = await open(files);
	if (finding === undefined) { throw new Error('nothing is found'); }
	const number = finding.fixes.findIndex(({ title }) => title.startsWith('Track'));
	const resolved = at.run(fixJob(at.session, finding.file, finding.fingerprint, number, helperDirectory));
	if (resolved.kind === 'refusal') { return { offered: finding.fixes[number]?.title, refusal: resolved.reason }; }
	const { fix: { title, safety, edits }, place } = resolved;
	const names = [...new Set(edits.map((edit) => edit.file))];
	return {
		offered: finding.fixes[number]?.title, title, safety, place: place && { ...place, settings: place.settings.slice(at.root.length + 1) },
		texts: Object.fromEntries(names.map((file) => [file.slice(at.root.length + 1), editText(at.session.textOf(file)?.text ?? '', edits.filter((edit) => edit.file === file), '\n')])),
		added: edits.filter((edit) => edit.isNewFile).map((edit) => edit.file.slice(at.root.length + 1)),
	};
}

const save = 'export async function save(id: number): Promise<void> { await fetch(`/items/${id}`); }\n';
const use = 'import { save } from \'./save.js\';\nexport function click() {\n\tvoid save(1);\n}\n';

describe('the project\'s own tracker', () => {
	test('a function of another file that handles the rejection of what it is given', async () => {
		const fix = await tracked({
			'src/save.ts': save, 'src/a.ts': use,
			'src/jobs/background.ts': 'export function inBackground(work: Promise<unknown>, name: string): void {\n\twork.catch((error: unknown) => { console.error(name, error); });\n}\n',
		});
		expect(fix).toMatchObject({ offered: 'Track `save()` with `inBackground` (src/jobs/background.ts)', title: 'Track `save()` with `inBackground` (src/jobs/background.ts)', safety: 'review', added: [], place: undefined });
		expect(fix.texts).toEqual({ 'src/a.ts': 'import { save } from \'./save.js\';\nimport { inBackground } from \'./jobs/background.js\';\nexport function click() {\n\tinBackground(save(1), \'save\');\n}\n' });
	});

	test('not one that only another program of the package imports', async () => {
		const files = {
			'src/save.ts': save, 'src/a.ts': use,
			'src/server.ts': 'import { click } from \'./a.js\';\nclick();\n',
			'src/pages/background.ts': 'export function inBackground(work: Promise<unknown>, name: string): void {\n\twork.catch((error: unknown) => { console.error(name, error); });\n}\n',
			'src/pages/page.ts': 'import { inBackground } from \'./background.js\';\ninBackground(Promise.resolve(), \'page\');\n',
		};
		expect((await tracked(files)).offered).toBe('Track `save()` with `tasks.track` (src/lib/taskTracker.ts)');
		workspace?.dispose();
		const together = await tracked({ ...files, 'src/pages/page.ts': `import '../a.js';\n${files['src/pages/page.ts']}` });
		expect(together.offered).toBe('Track `save()` with `inBackground` (src/pages/background.ts)');
	});

	test('a method of the same class, also from an arrow function in it', async () => {
		const fix = await tracked({
			'src/save.ts': save,
			'src/a.ts': `import { save } from './save.js';
export class Page {
	click() { return () => { void save(1); }; }
	private watch(work: Promise<unknown>) { work.then(undefined, console.error); }
}
`,
		});
		expect(fix).toMatchObject({ title: 'Track `save()` with `this.watch`' });
		expect(fix.texts?.['src/a.ts']).toContain('return () => { this.watch(save(1)); };');
	});

	test('what the settings name comes first', async () => {
		const fix = await tracked({
			'unblock.json': '{ "trackers": ["./src/jobs.ts#enqueue"] }',
			'src/save.ts': save, 'src/a.ts': use,
			'src/jobs.ts': 'const all: unknown[] = [];\nexport function enqueue(work: unknown) { all.push(work); }\n',
			'src/background.ts': 'export function inBackground(work: Promise<unknown>): void { work.catch(console.error); }\n',
		});
		expect(fix.texts?.['src/a.ts']).toContain('\tenqueue(save(1));');
	});

	test.each([
		['only keeps it', 'const all: Promise<unknown>[] = [];\nexport function inBackground(work: Promise<unknown>): void { all.push(work); }\n'],
		['gives it back', 'export function inBackground(work: Promise<unknown>) { work.catch(console.error); return work; }\n'],
		['handles it sometimes', 'export function inBackground(work: Promise<unknown>, isLoud = false): void { if (isLoud) { work.catch(console.error); } }\n'],
		['wants more than a name', 'export function inBackground(work: Promise<unknown>, name: string, owner: string): void { work.catch(() => console.error(name, owner)); }\n'],
		['is nobody else\'s', 'function inBackground(work: Promise<unknown>): void { work.catch(console.error); }\nexport const own = () => inBackground(Promise.resolve());\n'],
	])('a function that %s is none', async (_what, text) => {
		const fix = await tracked({ 'src/save.ts': save, 'src/a.ts': use, 'src/background.ts': text });
		expect(fix).toMatchObject({ title: 'Track `save()` with `tasks.track` (src/lib/taskTracker.ts)', added: ['src/lib/taskTracker.ts'] });
	});

	test('one of another package is none', async () => {
		const fix = await tracked({
			'one/package.json': '{ "name": "one" }', 'one/src/background.ts': 'export function inBackground(work: Promise<unknown>): void { work.catch(console.error); }\n',
			'src/save.ts': save, 'src/a.ts': use,
		});
		expect(fix).toMatchObject({ added: ['src/lib/taskTracker.ts'] });
	});
});

describe('our helper', () => {
	test('is named with its place before it is there, and a place is proposed', async () => {
		const fix = await tracked({ 'src/save.ts': save, 'src/a.ts': use });
		expect(fix).toMatchObject({ offered: 'Track `save()` with `tasks.track` (src/lib/taskTracker.ts)', safety: 'review', place: { directory: 'src/lib', settings: 'unblock.json' } });
		expect(fix.texts?.['src/a.ts']).toBe('import { save } from \'./save.js\';\nimport { tasks } from \'./lib/taskTracker.js\';\nexport function click() {\n\ttasks.track(\'save\', save(1));\n}\n');
	});

	test('goes where somebody said, and the settings remember it', async () => {
		const fix = await tracked({ 'unblock.json': '{\n\t// ours\n\t"rules": {}\n}\n', 'src/save.ts': save, 'src/a.ts': use }, 'kept');
		expect(fix.added).toEqual(['kept/taskTracker.ts']);
		expect(fix.texts?.['src/a.ts']).toContain('from \'../kept/taskTracker.js\'');
		expect(fix.texts?.['unblock.json']).toBe('{\n\t// ours\n\t"rules": {},\n\t"runtimeDirectory": "kept"\n}\n');
	});

	test('needs no question where the settings say', async () => {
		expect(await tracked({ 'unblock.json': '{ "runtimeDirectory": "kept" }', 'src/save.ts': save, 'src/a.ts': use })).toMatchObject({ place: undefined, added: ['kept/taskTracker.ts'] });
	});

	test('is used again once it is there, and is quiet itself', async () => {
		const first = await tracked({ 'src/save.ts': save, 'src/a.ts': use });
		workspace?.dispose();
		const helper = first.texts?.['src/lib/taskTracker.ts'] ?? '';
		const { workspace: at, findings } = await open({ 'src/save.ts': save, 'src/a.ts': use, 'src/lib/taskTracker.ts': helper });
		expect(findings.map(({ file }) => file)).toEqual([at.path('src/a.ts')]);
		expect((await at.audit()).findings.filter(({ file, verdict }) => file.endsWith('taskTracker.ts') && verdict === 'bad')).toEqual([]);
		expect(findings[0]?.fixes[0]?.title).toBe('Track `save()` with `tasks.track` (src/lib/taskTracker.ts)');
		const resolved = at.run(fixJob(at.session, at.path('src/a.ts'), findings[0]!.fingerprint, 0));
		expect(resolved.kind === 'fix' && resolved.fix.edits.every((edit) => edit.file === at.path('src/a.ts'))).toBe(true);
	});

	test('what it tracks is found no more', async () => {
		const { texts } = await tracked({ 'src/save.ts': save, 'src/a.ts': use });
		workspace?.dispose();
		expect((await open({ 'src/save.ts': save, ...texts })).findings).toEqual([]);
	});
});
