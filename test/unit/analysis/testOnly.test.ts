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
