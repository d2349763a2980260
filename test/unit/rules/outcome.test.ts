import { describe, expect, it } from 'vitest';
import { explainCall } from '../../../server/src/rules/blocking/outcome.ts';
import { call, closure, file, parameter, type Draft, type FunctionDraft } from '../outlines.ts';
import { catalogue, graphOf } from '../callgraph/project.ts';

const read = call('node:fs#readFileSync');

/** What is said of the first call of `main`. */
function explained(main: Partial<FunctionDraft> & { steps: readonly Draft[] }, ...functions: FunctionDraft[]) {
	const graph = graphOf(file('/p/a.ts', { functions: [{ name: 'main', ...main }, ...functions], types: [{ name: 'S', kind: 'interface' }, { name: 'A', bases: ['/p/a.ts#S'], members: ['get'] }, { name: 'B', bases: ['/p/a.ts#S'], members: ['get'] }] }));
	const site = graph.sitesOf('/p/a.ts#main')[0];
	if (!site) { throw new Error('main calls nothing'); }
	return explainCall(graph, catalogue, '/p/a.ts#main', site);
}

const outcome = (...given: Parameters<typeof explained>) => explained(...given).outcome;

describe('explainCall', () => {
	it('tells what is reported, by which path and why', () => {
		expect(explained({ isAsync: true, steps: [call('/p/a.ts#load')] }, { name: 'load', steps: [read] })).toEqual({
			resolved: 'function load (p/a.ts)', effects: ['reads a file (file, error): load() → readFileSync()'],
			outcome: 'Reported as blocking-call-chain: nothing in the workspace is known to call it, so that anyone may.',
		});
	});

	it('tells why a sync function is left alone', () => {
		expect(outcome({ steps: [read] })).toBe('Not reported: `main` is a sync function that no async code is known to call.');
		expect(outcome({ steps: [read] }, { name: 'between', steps: [call('/p/a.ts#main')] }, { name: 'serve', isAsync: true, steps: [call('/p/a.ts#between')] }))
			.toBe('Not reported here: `main` is a sync function; reported where async code calls it, in `serve`.');
	});

	it('tells why nothing is known of a call', () => {
		expect(outcome({ steps: [call('?x')] })).toBe('Not reported: what it calls could not be resolved, so that nothing is known of it.');
		expect(outcome({ parameters: ['fn'], steps: [call(parameter('/p/a.ts#main', 0))] })).toBe('Not reported here: what it calls is given by the callers, and what that does is reported there.');
		expect(outcome({ steps: [call('unknown#thing')] })).toBe('Not reported: nothing is known of unknown#thing that would hold the thread.');
		expect(outcome({ steps: [call('tool#run', { args: ['x'] })] })).toBe('Not reported: with these arguments it does not block, or the text does not tell that it does.');
	});

	it('tells why what is called does not count here', () => {
		expect(outcome({ steps: [call('/p/a.ts#load')] }, { name: 'load', isAsync: true, steps: [read] })).toBe('Not reported here: `load` reports what blocks in it itself.');
		expect(outcome({ steps: [call('/p/a.ts#load')] }, { name: 'load', steps: [] })).toBe('Not reported: nothing it comes to is known to hold the thread.');
		expect(outcome({ steps: [call('/p/a.ts#lines')] }, { name: 'lines', isGenerator: true, steps: [read] })).toBe('Not reported: the generator is made here, and blocks where it is gone through.');
		expect(outcome({ steps: [call('/p/a.ts#S.get')] }, { name: 'A.get', kind: 'method', owner: 'A', steps: [read] }, { name: 'B.get', kind: 'method', owner: 'B', steps: [] }))
			.toBe('Not reported: it is not known which implementation is called, and not all of them block.');
	});

	it('finds the async code around a closure that runs in place', () => {
		const graph = graphOf(file('/p/a.ts', { functions: [
			{ name: 'main', isAsync: true, steps: [closure('/p/a.ts#main.<closure>'), call('lib#Array.map', { args: ['/p/a.ts#main.<closure>'] })] }, { name: 'main.<closure>', in: 'main', steps: [read] },
		] }));
		const site = graph.sitesOf('/p/a.ts#main.<closure>')[0];
		expect(site && explainCall(graph, catalogue, '/p/a.ts#main.<closure>', site).outcome).toMatch(/^Reported as blocking-call:/);
	});
});
