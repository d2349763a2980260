/** What is advised for a list that a loop empties: to take all of it at once. */
import { afterAll, expect, it } from 'vitest';
import { createCallGraph } from '../../../server/src/callgraph/graph.ts';
import { checkFile } from '../../../server/src/rules/index.ts';
import { TestWorkspace } from '../analysis/workspace.ts';

const workspace = new TestWorkspace({ 'tsconfig.json': JSON.stringify({ compilerOptions: { target: 'esnext', module: 'esnext', moduleResolution: 'bundler', strict: true, noEmit: true } }), 'package.json': '{ "name": "case" }' });
afterAll(() => { workspace.dispose(); });
let count = 0;

/** The advice for the only list of a class that loses entries in this loop. */
function advised(loop: string): string | undefined {
	const { session } = workspace;
	const name = `src/case${count++}.ts`;
	workspace.write(name, `export class Line { private readonly jobs: (() => string)[] = []; add(job: () => string): void { this.jobs.push(job); } drain(now: string): void { let job; ${loop} } }`);
	const outline = session.makeOutline(workspace.path(name))!;
	const graph = createCallGraph({ catalogue: session.catalogue, factsOf: (path) => session.roles.factsOf(path) });
	graph.update({ set: [outline], remove: [] });
	const found = checkFile(outline, graph, session.catalogue).filter(({ rule }) => rule === 'front-removal');
	expect(found).toHaveLength(1);
	return found[0]?.message.split('; ').at(-1);
}

const all = 'take all of it at once (`this.jobs.splice(0)`) and go through that, or use a queue that only moves its front.';
const queue = 'use a queue that only moves its front.';

it('all at once, where the loop takes all', () => {
	expect(advised('while (this.jobs.length > 0) { job = this.jobs.shift(); job?.(); }')).toBe(all);
	expect(advised('while ((job = this.jobs.shift())) { job(); }')).toBe(all);
	expect(advised('while (this.jobs.length) { job = this.jobs.shift(); job?.(); }')).toBe(all);
});

it('a queue, where some stay or more come in', () => {
	expect(advised('while (this.jobs.length > 0 && this.jobs[0]?.() !== now) { job = this.jobs.shift(); job?.(); }')).toBe(queue);
	expect(advised('while (this.jobs.length > 0) { job = this.jobs.shift(); if (job?.() === now) { this.jobs.push(job); } }')).toBe(queue);
});
