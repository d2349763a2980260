import { afterEach, expect, test } from 'vitest';
import { importerFromText } from '../../../server/src/analysis/testOnly.ts';
import { config, TestWorkspace } from './workspace.ts';

const blocking = "import { readFileSync } from 'node:fs';\nexport async function load() {\n\tawait null;\n\treturn readFileSync('x', 'utf8');\n}\n";
let workspace: TestWorkspace | undefined;
afterEach(() => workspace?.dispose());

test('a file that only a test imports is test code; one that the program imports, or that nobody does, is not', async () => {
	workspace = new TestWorkspace({
		'package.json': '{ "name": "app" }', 'tsconfig.json': config, 'src/left.ts': blocking, 'src/used.ts': blocking, 'src/alone.ts': blocking,
		'src/program.ts': "import { load } from './used.ts';\nexport const run = () => load();\n",
		'src/left.test.ts': "import { load } from './left.ts';\nimport { load as other } from './used.ts';\nvoid load; void other;\n",
	});
	const result = await workspace.audit();
	expect(workspace.found(result)).toEqual(['src/alone.ts:4 blocking-call', 'src/used.ts:4 blocking-call']);
	expect(result.findings.find((each) => each.file.endsWith('left.ts'))).toMatchObject({ verdict: 'acceptable', reason: 'test code' });
});

test('an audit of a part does not take a file for test code whose importer it has not seen', async () => {
	workspace = new TestWorkspace({
		'package.json': '{ "name": "app" }', 'tsconfig.json': config, 'lib/used.ts': blocking, 'lib/used.test.ts': "import { load } from './used.ts';\nvoid load;\n",
		'src/program.ts': "import { load } from '../lib/used.ts';\nexport const run = () => load();\n",
	});
	expect(workspace.found(await workspace.audit({ paths: [workspace.path('lib')] }))).toEqual(['lib/used.ts:4 blocking-call']);
});

test('imports are read off the text of tests that were not outlined', () => {
	const known = new Set(['/p/src/a.ts', '/p/src/b/index.ts', '/p/c.js']);
	const text = "import x from './src/a.js';\nvi.mock('./src/b');\nconst c = require('../p/c');\nimport 'left-pad';\n";
	expect(importerFromText('/p/a.test.ts', text, true, (file) => known.has(file)).imports).toEqual(['/p/src/a.ts', '/p/src/b/index.ts', '/p/c.js']);
});

const loads = (name: string) => `export async function ${name}() {\n\tawait null;\n\treturn readFileSync('x', 'utf8');\n}\n`;

test('of a file that the program imports too, what only tests name is test code', async () => {
	workspace = new TestWorkspace({
		'package.json': '{ "name": "app" }', 'tsconfig.json': config,
		'src/shared.ts': `import { readFileSync } from 'node:fs';\n${loads('used')}${loads('left')}${loads('unnamed')}export class Left {\n\tasync run() {\n\t\tawait null;\n\t\treturn readFileSync('x', 'utf8');\n\t}\n}\n`,
		'src/program.ts': "import { used } from './shared.ts';\nimport type { Left } from './shared.ts';\nexport const run = (left: Left) => [used(), left];\n",
		// Another file's function of the same name is used.
		'src/other.ts': "export async function left() { await null; }\n", 'src/user.ts': "import { left } from './other.ts';\nvoid left();\n",
		'src/shared.test.ts': "import { Left, left, used } from './shared.ts';\nvoid left(); void used(); void new Left();\n",
	});
	const result = await workspace.audit();
	expect(workspace.found(result)).toEqual(['src/shared.ts:4 blocking-call', 'src/shared.ts:12 blocking-call']);
	expect(result.findings.filter(({ reason }) => reason === 'test code').map(({ line }) => line)).toEqual([8, 17]);
});

test.each([
	['the file itself uses it', { 'src/shared.ts': `import { readFileSync } from 'node:fs';\n${loads('left')}export const all = [left];\n` }],
	['another hands it on', { 'src/index.ts': "export { left } from './shared.ts';\n" }],
	['another hands all of it on', { 'src/index.ts': "export * from './shared.ts';\n" }],
	['another has the whole module', { 'src/index.ts': "import * as shared from './shared.ts';\nvoid shared;\n" }],
	['another imports it when needed', { 'src/index.ts': "void import('./shared.ts');\n" }],
	['the package offers the file', { 'package.json': '{ "name": "app", "exports": { "./shared": "./dist/shared.js" } }' }],
	['the package offers files like it', { 'package.json': '{ "name": "app", "exports": { "./*": { "import": "./dist/*.js" } } }' }],
])('it is not where %s', async (_, files: Record<string, string>) => {
	workspace = new TestWorkspace({
		'package.json': '{ "name": "app" }', 'tsconfig.json': config, 'src/shared.ts': `import { readFileSync } from 'node:fs';\n${loads('left')}export const used = 1;\n`,
		'src/program.ts': "import { used } from './shared.ts';\nvoid used;\n", 'src/shared.test.ts': "import { left } from './shared.ts';\nvoid left();\n", ...files,
	});
	expect(workspace.found(await workspace.audit())).toEqual(['src/shared.ts:4 blocking-call']);
});

test('what only such a function calls, and nobody else can, is test code too', async () => {
	workspace = new TestWorkspace({
		'package.json': '{ "name": "app" }', 'tsconfig.json': config,
		'src/shared.ts': `import { readFileSync } from 'node:fs';\n${loads('helper').replace('export ', '')}export function left() {\n\treturn helper();\n}\nexport const used = 1;\n`,
		'src/program.ts': "import { used } from './shared.ts';\nvoid used;\n", 'src/shared.test.ts': "import { left } from './shared.ts';\nvoid left();\n",
	});
	expect(workspace.found(await workspace.audit())).toEqual([]);
});
