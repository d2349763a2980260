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

it('is not asked of a folder that somebody asks for by name', () => {
	const { session } = workspace;
	const names = ['docs/first.ts', 'examples/shop/src/order.ts', 'examples/shop/docs/use.ts', 'examples/second.ts'];
	for (const name of names) { workspace.write(name, 'export const a = 1;\n'); }
	const samplesOf = (...asked: string[]): string[] => {
		session.roles.askFor(asked.map((path) => workspace.path(path)));
		const outlines = names.map((name) => session.makeOutline(workspace.path(name))!);
		const graph = createCallGraph({ catalogue: session.catalogue, factsOf: (path) => ({ ...session.roles.factsOf(path), package: path.includes('/shop/') ? workspace.path('examples/shop') : workspace.root }), displayPath: (path) => path.slice(workspace.root.length + 1) });
		graph.update({ set: outlines, remove: [] });
		return names.filter((_, index) => isSample(outlines[index]!, graph));
	};
	expect(samplesOf()).toEqual(names);
	expect(samplesOf('examples')).toEqual(['docs/first.ts', 'examples/shop/docs/use.ts']);
	expect(samplesOf('examples/shop')).toEqual(['docs/first.ts', 'examples/shop/docs/use.ts', 'examples/second.ts']);
	expect(samplesOf('docs/first.ts')).toEqual(names.slice(1));
	session.roles.askFor([]);
});
