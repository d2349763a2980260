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
