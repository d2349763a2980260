/** Files find their project, and calls their function, across tsconfig files, packages and edits. */
import { afterEach, expect, test } from 'vitest';
import { config, TestWorkspace } from './workspace.ts';

let workspace: TestWorkspace | undefined;
afterEach(() => workspace?.dispose());

const helper = "import { readFileSync } from 'node:fs';\nexport function settings(): string {\n\treturn readFileSync('x', 'utf8');\n}\n";
const caller = (from: string) => `import { settings } from '${from}';\nexport async function start(): Promise<string> {\n\tawait null;\n\treturn settings();\n}\n`;
const options = { module: 'nodenext', target: 'es2022', strict: true, types: ['node'] };

test('project references: a call into another project', async () => {
	workspace = new TestWorkspace({
		'tsconfig.json': JSON.stringify({ files: [], references: [{ path: './lib' }, { path: './app' }] }),
		'lib/tsconfig.json': JSON.stringify({ compilerOptions: { ...options, composite: true, outDir: 'dist', rootDir: 'src' }, include: ['src'] }), 'lib/src/settings.ts': helper,
		'app/tsconfig.json': JSON.stringify({ compilerOptions: options, references: [{ path: '../lib' }], include: ['src'] }), 'app/src/main.ts': caller('../../lib/src/settings.js'),
	});
	const result = await workspace.audit();
	expect(workspace.found(result)).toEqual(['app/src/main.ts:4 blocking-call-chain']);
	expect(result.findings[0]?.chain.map((link) => link.file.slice((workspace?.root.length ?? 0) + 1))).toEqual(['app/src/main.ts', 'lib/src/settings.ts']);
});

test('a package of the workspace that is known by its build: its source is followed', async () => {
	workspace = new TestWorkspace({
		'packages/db/package.json': JSON.stringify({ name: '@acme/db', types: 'dist/index.d.ts', main: 'dist/index.js' }), 'packages/db/tsconfig.json': JSON.stringify({ compilerOptions: { ...options, outDir: 'dist' }, include: ['src'] }),
		'packages/db/src/index.ts': helper, 'packages/db/dist/index.d.ts': 'export declare function settings(): string;\n', 'packages/db/dist/index.js': 'exports.settings = () => "";\n',
		'packages/app/tsconfig.json': JSON.stringify({ compilerOptions: options, include: ['src'] }), 'packages/app/src/main.ts': caller('../../db/dist/index.js'),
		'.gitignore': 'dist\n',
	});
	expect(workspace.found(await workspace.audit())).toEqual(['packages/app/src/main.ts:4 blocking-call-chain']);
});

test('files of several configurations beside each other, and of none', async () => {
	workspace = new TestWorkspace({
		'tsconfig.json': JSON.stringify({ compilerOptions: options, include: ['src'] }), 'src/settings.ts': helper, 'src/main.ts': caller('./settings.js'), 'loose/main.ts': caller('../src/settings'), 'loose/plain.js': caller('../src/settings.js').replaceAll(': Promise<string>', ''),
	});
	expect(workspace.found(await workspace.audit())).toEqual(['loose/main.ts:4 blocking-call-chain', 'loose/plain.js:4 blocking-call-chain', 'src/main.ts:4 blocking-call-chain']);
});

test('edits in unsaved files: a callee that ceases to block, is renamed and comes back', () => {
	workspace = new TestWorkspace({ 'tsconfig.json': config, 'settings.ts': helper, 'main.ts': caller('./settings.ts') });
	const { session } = workspace;
	const main = workspace.path('main.ts');
	const settings = workspace.path('settings.ts');
	const rules = () => workspace?.findingsOf(main).map((each) => each.rule);
	expect(rules()).toEqual(['blocking-call-chain']);
	session.setDocument(settings, "export function settings(): string {\n\treturn 'x';\n}\n", 1);
	expect(rules()).toEqual([]);
	session.setDocument(settings, helper.replace('settings', 'readSettings'), 2);
	expect(rules()).toEqual([]);
	session.setDocument(settings, `${helper}export const other = 1;\n`, 3);
	expect(rules()).toEqual(['blocking-call-chain']);
	session.closeDocument(settings);
	expect(rules()).toEqual(['blocking-call-chain']);
});

test('a new unsaved file is seen by those that import it', () => {
	workspace = new TestWorkspace({ 'tsconfig.json': config, 'main.ts': caller('./settings.ts') });
	const { session } = workspace;
	const main = workspace.path('main.ts');
	const rules = () => workspace?.findingsOf(main).map((each) => each.rule);
	expect(rules()).toEqual([]);
	session.setDocument(workspace.path('settings.ts'), helper, 1);
	session.fileChanged(main, 'changed');
	expect(rules()).toEqual(['blocking-call-chain']);
});

test('own blocking functions, offloads and severities of unblock.json', async () => {
	workspace = new TestWorkspace({
		'tsconfig.json': config,
		'unblock.json': JSON.stringify({ rules: { 'blocking-call-chain': 'off', 'blocking-call': 'warning' }, blocking: [{ symbol: './native.ts#render', category: 'cpu', severity: 'error', does: 'renders a page' }] }),
		'native.ts': 'export function render(text: string): string { return text; }\n', 'settings.ts': helper,
		'main.ts': "import { render } from './native.ts';\nimport { settings } from './settings.ts';\nexport async function page(): Promise<string> {\n\tawait null;\n\treturn render('x') + settings();\n}\n",
	});
	const result = await workspace.audit();
	expect(workspace.found(result)).toEqual(['main.ts:5 blocking-call']);
	expect(result.findings[0]).toMatchObject({ severity: 'warning' });
	expect(result.findings[0]?.message).toContain('renders a page');
});
