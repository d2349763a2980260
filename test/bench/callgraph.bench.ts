/** The graph must keep up with a person who types in a large project. Run by hand: `npx vitest bench --run test/bench`. */
import { bench, describe } from 'vitest';
import { createCallGraph } from '../../server/src/callgraph/graph.ts';
import { catalogue, factsOf } from '../unit/callgraph/project.ts';
import { call, file, type Draft } from '../unit/outlines.ts';

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

describe('a graph of 10,000 functions and 50,000 calls', () => {
	const { outlines, outline } = project();
	const graph = createCallGraph({ catalogue, factsOf });
	graph.update({ set: outlines, remove: [] });
	let edits = 0;

	bench('from scratch', () => { createCallGraph({ catalogue, factsOf }).update({ set: outlines, remove: [] }); }, { iterations: 3, warmupIterations: 1, time: 0 });
	bench('an edit of one file', () => {
		edits += 1;
		graph.update({ set: [outline(edits % 500, edits % 2)], remove: [] });
	}, { iterations: 50, warmupIterations: 5, time: 0 });
});
