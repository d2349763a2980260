/** Files that no tsconfig names, without any typings: edits are seen, fixes are checked and right. */
import { afterEach, expect, test } from 'vitest';
import { fixJob } from '../../../server/src/analysis/fixJob.ts';
import { TestWorkspace } from './workspace.ts';

const blocking = "import { readFileSync } from 'node:fs';\nexport async function load() {\n\tawait null;\n\treturn readFileSync('x', 'utf8');\n}\n";
let workspace: TestWorkspace | undefined;
afterEach(() => workspace?.dispose());

test.each(['a.ts', 'a.mjs', 'a.js'])('%s: its unsaved text counts, and a fix is offered', (name) => {
	workspace = new TestWorkspace({ [name]: blocking }, { withTypes: false });
	const file = workspace.path(name);
	expect(workspace.findingsOf(file).map((each) => each.line)).toEqual([4]);
	workspace.session.setDocument(file, `\n\n${blocking}`, 1);
	const [moved] = workspace.findingsOf(file);
	expect(moved?.line).toBe(6);
	const fix = workspace.run(fixJob(workspace.session, file, moved?.fingerprint ?? '', 0));
	expect(fix.kind === 'fix' ? fix.fix.edits.map((edit) => edit.newText).join('|') : fix.reason).toContain('await ');
	workspace.session.setDocument(file, 'export {};\n', 2);
	expect(workspace.findingsOf(file)).toEqual([]);
});

test('minified files are not analysed, in any language, and that is said once', async () => {
	const minified = "import{readFileSync as a}from'node:fs';export async function b(c){return a(c)}".concat('export async function b1(c){return a(c)};'.repeat(200));
	workspace = new TestWorkspace({ 'a.ts': blocking, 'dist/assets/index-CO3NSIFj.js': minified, 'dist/assets/vendor.js': minified }, { withTypes: false });
	const result = await workspace.audit();
	expect(workspace.found(result)).toEqual([expect.stringMatching(/^a\.ts:4 /)]);
	expect(result.errors.filter(({ message }) => message.includes('minified'))).toEqual([{ file: workspace.root, message: '2 minified, built or vendored files were not analysed, dist/assets/index-CO3NSIFj.js among them', kind: 'degraded' }]);
	expect(workspace.findingsOf(workspace.path('dist/assets/vendor.js'))).toEqual([]);
	workspace.dispose();
	const python = `import time\nasync def a():time.sleep(1)\nb=[${'"x",'.repeat(3000)}]\n`;
	workspace = new TestWorkspace({ 'a.py': 'import time\n\nasync def a():\n    time.sleep(1)\n', 'b.py': python }, { language: 'python' });
	expect(workspace.found(await workspace.audit())).toEqual([expect.stringMatching(/^a\.py:4 /)]);
});
