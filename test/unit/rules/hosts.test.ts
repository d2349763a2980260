/** What runs a file that does not tell itself: what those nearest to it tell. */
import { afterAll, expect, it } from 'vitest';
import { createCallGraph } from '../../../server/src/callgraph/graph.ts';
import { hostOf } from '../../../server/src/rules/report/hosts.ts';
import { TestWorkspace } from '../analysis/workspace.ts';

const workspace = new TestWorkspace({ 'tsconfig.json': JSON.stringify({ compilerOptions: { target: 'esnext', module: 'esnext', moduleResolution: 'bundler', strict: true, noEmit: true, types: ['node'] } }), 'package.json': '{ "name": "case" }' });
afterAll(() => { workspace.dispose(); });

const page = 'export function show(text: string): void { document.title = text; }\n';
const node = 'import { cwd } from "node:process";\nexport const here = (): string => cwd();\n';
const events = 'import { EventEmitter } from "node:events";\nexport const bus = new EventEmitter().on("x", () => undefined);\n';
const plain = 'export function twice(text: string): string { return text + text; }\n';

it('is told by the folder around where its package has pages and programs', () => {
	const { session } = workspace;
	const texts: Record<string, string> = {
		'build/bundle.ts': node, 'build/names.ts': plain,
		'src/ui/title.ts': page, 'src/ui/head.ts': page, 'src/ui/parts/words.ts': plain, 'src/store/store.ts': plain, 'src/ui/bus.ts': events,
		'shared/words.ts': plain,
	};
	for (const [name, text] of Object.entries(texts)) { workspace.write(name, text); }
	const graph = createCallGraph({ catalogue: session.catalogue, factsOf: (path) => ({ ...session.roles.factsOf(path), package: workspace.path('') .replace(/\/$/, '') }) });
	graph.update({ set: Object.keys(texts).map((name) => session.makeOutline(workspace.path(name))!), remove: [] });
	const told = (name: string) => hostOf(workspace.path(name), graph);
	expect(told('src/ui/title.ts')).toBe('page');
	expect(told('src/ui/parts/words.ts')).toBe('page');
	expect(told('src/store/store.ts')).toBe('page');
	expect(told('src/ui/bus.ts')).toBe('page');
	expect(told('build/bundle.ts')).toBe('node');
	// One file is too little to go by, and the whole package disagrees.
	expect(told('build/names.ts')).toBe('unknown');
	expect(told('shared/words.ts')).toBe('unknown');
});
