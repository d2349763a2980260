/** Which files only show or try how something is used. */
import { afterAll, expect, it } from 'vitest';
import { createCallGraph } from '../../../server/src/callgraph/graph.ts';
import { isSample } from '../../../server/src/rules/report/samples.ts';
import { TestWorkspace } from '../analysis/workspace.ts';

const workspace = new TestWorkspace({ 'tsconfig.json': '{}', 'package.json': '{ "name": "case" }' });
afterAll(() => { workspace.dispose(); });

it('is told by the folders of a package', () => {
	const { session } = workspace;
	const names = ['docs/start.ts', 'src/examples/first.ts', 'dev/issue-12.ts', 'playground/try.ts', 'src/dev/server.ts', 'src/device/list.ts', 'index.ts'];
	for (const name of names) { workspace.write(name, 'export const a = 1;\n'); }
	const outlines = names.map((name) => session.makeOutline(workspace.path(name))!);
	const graph = createCallGraph({ catalogue: session.catalogue, factsOf: (path) => ({ ...session.roles.factsOf(path), package: workspace.root }) });
	graph.update({ set: outlines, remove: [] });
	expect(names.filter((_, index) => isSample(outlines[index]!, graph))).toEqual(['docs/start.ts', 'src/examples/first.ts', 'dev/issue-12.ts', 'playground/try.ts']);
});
