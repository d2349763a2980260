/** Whatever a workspace holds, the rest is still analysed, and what could not be is said. */
import { rmSync, symlinkSync } from 'node:fs';
import { afterEach, expect, test } from 'vitest';
import { config, TestWorkspace } from './workspace.ts';

const blocking = "import { readFileSync } from 'node:fs';\nexport async function load() {\n\tawait null;\n\treturn readFileSync('x', 'utf8');\n}\n";
let workspace: TestWorkspace | undefined;
afterEach(() => workspace?.dispose());

test('broken syntax: what can be understood is reported', async () => {
	workspace = new TestWorkspace({ 'tsconfig.json': config, 'broken.ts': `${blocking}\nexport class { (((\n`, 'good.ts': blocking });
	expect(workspace.found(await workspace.audit())).toEqual(['broken.ts:4 blocking-call', 'good.ts:4 blocking-call']);
});

test.each([['no tsconfig', {}], ['a broken tsconfig', { 'tsconfig.json': '{ "compilerOptions": { "target": ' }], ['an unknown option', { 'tsconfig.json': '{ "compilerOptions": { "nonsense": true } }' }],
	['an option this compiler rejects', { 'tsconfig.json': '{ "compilerOptions": { "moduleResolution": "node10", "module": "commonjs" } }' }], ['a missing base', { 'tsconfig.json': '{ "extends": "./nowhere.json" }' }]])('%s: analysed all the same', async (_, files) => {
	workspace = new TestWorkspace({ ...files, 'a.ts': blocking, 'b.ts': "import { load } from './a';\nexport const again = load;\n" });
	const result = await workspace.audit();
	expect(workspace.found(result)).toEqual(['a.ts:4 blocking-call']);
	expect(result.errors.filter((each) => each.kind !== 'degraded')).toEqual([]);
	if ('tsconfig.json' in files && !('target' in files)) { expect(result.errors.map((each) => each.file)).toContain(workspace.path('tsconfig.json')); }
});

test('no node_modules: Node\'s own modules are known, packages by their import, and that is said once', async () => {
	workspace = new TestWorkspace({
		'tsconfig.json': config, 'a.ts': blocking, 'b.ts': "import { other } from 'left-out';\nimport bcrypt from 'bcrypt';\nexport async function hash(p: string) {\n\tawait other();\n\treturn bcrypt.hashSync(p, 10);\n}\n",
		'c.ts': "import Database from 'better-sqlite3';\nconst db = new Database('x');\nexport async function rows() {\n\tawait null;\n\treturn db.prepare('select 1').all();\n}\n",
	}, { withTypes: false });
	const result = await workspace.audit();
	expect(workspace.found(result)).toEqual(['a.ts:4 blocking-call', 'b.ts:5 blocking-call', 'c.ts:5 blocking-call']);
	expect(result.errors.every((each) => each.kind === 'degraded')).toBe(true);
	expect(result.errors.filter((each) => each.message.includes('left-out'))).toHaveLength(1);
});

test('a byte order mark and Windows line ends: lines, columns and fixes are right', async () => {
	workspace = new TestWorkspace({ 'tsconfig.json': config, 'a.ts': `\uFEFF${blocking.replaceAll('\n', '\r\n')}` });
	const [finding] = (await workspace.audit({ withFixes: true })).findings;
	expect(finding).toMatchObject({ line: 4, column: 9, endLine: 4 });
	expect(finding?.fixes[0]?.edits?.map((edit) => edit.newText).join('')).toContain('await readFile');
});

test('huge, binary and wrongly encoded files are said and left out', async () => {
	workspace = new TestWorkspace({ 'tsconfig.json': config, 'a.ts': blocking, 'huge.ts': `// ${'x'.repeat(5_000_000)}\n`, 'binary.ts': new Uint8Array([1, 0, 2, 0]), 'latin.ts': new Uint8Array([0x2F, 0x2F, 0xE9, 0x0A]) });
	const result = await workspace.audit();
	expect(workspace.found(result)).toEqual(['a.ts:4 blocking-call']);
	expect(result.errors.map((each) => each.file.slice((workspace?.root.length ?? 0) + 1)).toSorted()).toEqual(['binary.ts', 'huge.ts', 'latin.ts']);
});

test('a loop of links ends', async () => {
	workspace = new TestWorkspace({ 'tsconfig.json': config, 'src/a.ts': blocking });
	symlinkSync(workspace.root, workspace.path('src/loop'));
	expect(workspace.found(await workspace.audit())).toEqual(['src/a.ts:4 blocking-call']);
});

test('a file that vanishes under the analysis is said, the rest reported', async () => {
	workspace = new TestWorkspace({ 'tsconfig.json': config, 'a.ts': blocking, 'z.ts': blocking });
	const { root } = workspace;
	const result = await workspace.audit({ onFile: () => rmSync(`${root}/z.ts`, { force: true }) });
	expect(workspace.found(result)).toContain('a.ts:4 blocking-call');
	expect([...workspace.found(result), ...result.errors.map((each) => each.file)].some((each) => each.includes('z.ts'))).toBe(true);
});

test('a compiler that is killed is replaced, and nothing is lost', async () => {
	// Trees are fetched one file ahead, so that something is still to be asked when it is killed.
	workspace = new TestWorkspace({ 'tsconfig.json': config, 'a.ts': blocking, 'b.ts': blocking, 'c.ts': blocking, 'd.ts': blocking });
	const { pids } = workspace;
	let kills = 0;
	const result = await workspace.audit({ onFile: (file) => { if (file.endsWith('/a.ts') && kills++ === 0) { process.kill(pids.at(-1) ?? 0, 'SIGKILL'); } } });
	expect(kills).toBeGreaterThan(0);
	expect(workspace.found(result)).toEqual(['a', 'b', 'c', 'd'].map((name) => `${name}.ts:4 blocking-call`));
	expect(pids.length).toBe(2);
});

test('a compiler that dies between edits keeps unsaved text', () => {
	workspace = new TestWorkspace({ 'tsconfig.json': config, 'a.ts': blocking });
	const file = workspace.path('a.ts');
	const lines = () => workspace?.findingsOf(file).map((each) => each.line);
	expect(lines()).toEqual([4]);
	workspace.session.setDocument(file, `\n\n${blocking}`, 2);
	expect(lines()).toEqual([6]);
	process.kill(workspace.pids[0] ?? 0, 'SIGKILL');
	workspace.session.setDocument(file, `\n${blocking}`, 3);
	expect(lines()).toEqual([5]);
	workspace.session.closeDocument(file);
	expect(lines()).toEqual([4]);
});

test('mistakes in unblock.json have their line and column, and the defaults hold', async () => {
	workspace = new TestWorkspace({ 'tsconfig.json': config, 'a.ts': blocking, 'unblock.json': '{\n\t"exclud": ["a.ts"]\n}\n' });
	const result = await workspace.audit();
	expect(workspace.found(result)).toEqual(['a.ts:4 blocking-call']);
	expect(result.errors).toMatchObject([{ file: workspace.path('unblock.json'), kind: 'config', line: 2, column: 2 }]);
});

test('a folder that is deleted takes its files along, and what called them knows them no longer', async () => {
	const helper = "import { readFileSync } from 'node:fs';\nexport const read = () => readFileSync('x', 'utf8');\n";
	workspace = new TestWorkspace({ 'tsconfig.json': config, 'lib/read.ts': helper, 'main.ts': "import { read } from './lib/read';\nexport async function load() {\n\tawait null;\n\treturn read();\n}\n" });
	expect(workspace.found(await workspace.audit())).toEqual(['main.ts:4 blocking-call-chain']);
	rmSync(workspace.path('lib'), { recursive: true });
	workspace.session.fileChanged(workspace.path('lib'), 'deleted');
	expect([...workspace.session.outlines.keys()]).toEqual([workspace.path('main.ts')]);
	expect(workspace.session.stale.has(workspace.path('main.ts'))).toBe(true);
	expect(workspace.found(await workspace.audit())).toEqual([]);
});
