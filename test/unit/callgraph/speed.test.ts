/** The graph must keep up with a person who types in a large project. Processor time is measured, because others may use the machine too. */
import { describe, expect, it } from 'vitest';
import { createCallGraph } from '../../../server/src/callgraph/graph.ts';
import { call, file, type Draft } from '../outlines.ts';
import { catalogue, factsOf } from './project.ts';

/** 10,000 functions in 500 files that make 50,000 calls, every hundredth of them one that blocks. */
function project() {
	let state = 42;
	const random = (below: number) => {
		state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
		return state % below;
	};
	const path = (index: number) => `/p/dir${index % 20}/file${index}.ts`;
	const outline = (index: number, skip = 0) => file(path(index), { skip, functions: Array.from({ length: 20 }, (_, nth) => ({
		name: `f${nth}`, isAsync: random(4) === 0, isExported: true,
		steps: Array.from({ length: 5 }, (): Draft => random(100) === 0 ? call('node:fs#readFileSync') : call(`${path(random(500))}#f${random(20)}`)),
	})) });
	return { outlines: Array.from({ length: 500 }, (_, index) => outline(index)), outline };
}

/** Milliseconds of processor time, the garbage collector's threads included. */
const timed = (work: () => void): number => {
	const start = process.cpuUsage();
	work();
	const { user, system } = process.cpuUsage(start);
	return (user + system) / 1000;
};

describe('a graph of 10,000 functions and 50,000 calls', () => {
	it('is solved from scratch within seconds of processor time, and an edit within milliseconds', () => {
		const { outlines, outline } = project();
		const graph = createCallGraph({ catalogue, factsOf });
		const whole = timed(() => graph.update({ set: outlines, remove: [] }));
		const edits = Array.from({ length: 21 }, (_, index) => {
			const edited = outline(index, index % 2);
			return timed(() => graph.update({ set: [edited], remove: [] }));
		}).sort((a, b) => a - b);
		console.info(`from scratch ${whole.toFixed(0)} ms, an edit ${edits[10]?.toFixed(1)} ms (median), ${edits[20]?.toFixed(1)} ms (worst)`);
		expect(whole).toBeLessThan(4000);
		expect(edits[10]).toBeLessThan(100);
	});
});
