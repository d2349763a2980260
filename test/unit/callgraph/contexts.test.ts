import { describe, expect, it } from 'vitest';
import type { CallGraph } from '../../../server/src/callgraph/graph.ts';
import { access, attempt, awaits, call, closure, file, loop, place, returns, when, type Draft, type FileDraft, type FunctionDraft } from '../outlines.ts';
import { graphOf } from './project.ts';

const load: FunctionDraft = { name: 'load', isAsync: true, isExported: true, steps: [] };
const listen = call('node:http#Server.listen');
const loads = call('/p/a.ts#load');

function contexts(graph: CallGraph, id = '/p/a.ts#load'): string[] {
	return graph.contextsOf(id).map((each) => each.context);
}

/** When `load` runs, if the module and functions around it are these. */
function contextsIn(draft: FileDraft, path = '/p/a.ts'): string[] {
	return contexts(graphOf(file(path, { ...draft, functions: [{ ...load }, ...draft.functions ?? []] })), `${path}#load`);
}

describe('contexts', () => {
	it('begin where modules load', () => {
		expect(contextsIn({ module: [loads] })).toEqual(['startup']);
		expect(contextsIn({ module: [call('/p/worker.ts#load')] }, '/p/worker.ts')).toEqual(['thread']);
		expect(contextsIn({ module: [call('/p/a.test.ts#load')] }, '/p/a.test.ts')).toEqual(['test']);
		expect(contextsIn({ module: [loads], isWorker: true })).toEqual(['thread']);
	});

	it('pass through sync and async callers alike', () => {
		expect(contextsIn({ module: [call('/p/a.ts#main')], functions: [{ name: 'main', isAsync: true, steps: [call('/p/a.ts#step')] }, { name: 'step', steps: [loads] }] })).toEqual(['startup']);
	});

	it('begin where functions are given to something that runs them', () => {
		const given = (to: string, args: Parameters<typeof call>[1]) => contextsIn({ module: [call(to, args)] });
		expect(given('node:timers#setTimeout', { args: ['/p/a.ts#load'] })).toEqual(['loop']);
		expect(given('node:process#on', { args: ['exit', '/p/a.ts#load'] })).toEqual(['shutdown']);
		expect(given('node:process#on', { args: ['SIGHUP', '/p/a.ts#load'] })).toEqual(['loop']);
		expect(given('pool#run', { args: [1, '/p/a.ts#load'] })).toEqual(['thread']);
		expect(given('lib#Promise.then', { args: ['/p/a.ts#load'] })).toEqual(['startup']);
		expect(given('node:test#it', { args: ['does', '/p/a.ts#load'] })).toEqual(['test']);
	});

	it('begin at decorators', () => {
		const graph = graphOf(file('/p/a.ts', { functions: [{ name: 'C.list', kind: 'method', owner: 'C', decorators: ['nest#Get'], steps: [loads] }, load] }));
		expect(contexts(graph)).toEqual(['loop']);
		expect(graph.rootOf('/p/a.ts#C.list')?.what).toBe('request handler');
		expect(graph.isAsyncLike('/p/a.ts#C.list')).toBe(true);
	});

	it('of tests and workers stay there, whatever they give away', () => {
		expect(contexts(graphOf(file('/p/a.test.ts', { module: [call('node:timers#setTimeout', { args: ['/p/a.ts#load'] })] }), file('/p/a.ts', { functions: [{ ...load, isExported: false }] })))).toEqual(['loop', 'test']);
		expect(contextsIn({ module: [call('node:timers#setTimeout', { args: ['/p/worker.ts#load'] })] }, '/p/worker.ts')).toEqual(['thread']);
	});

	it('are anyone\'s where nothing is known to call a function', () => {
		expect(contextsIn({})).toEqual(['loop']);
		expect(contextsIn({ functions: [{ name: 'idle', isExported: true, steps: [loads] }] })).toEqual(['unknown']);
		expect(contexts(graphOf(file('/p/a.ts', { functions: [load] }), file('/p/a.test.ts', { module: [loads] })))).toEqual(['loop', 'test']);
	});

	it('are anyone\'s where a function is let go or exported from the package', () => {
		expect(contextsIn({ module: [loads, place('assign', { root: 'global', name: 'registry', path: ['load'] }, '/p/a.ts#load')] })).toEqual(['loop', 'startup']);
		expect(contextsIn({ module: [loads, call('unknown#thing', { args: ['/p/a.ts#load'] })] })).toEqual(['loop', 'startup']);
		expect(contextsIn({ module: [loads], functions: [{ name: 'get', steps: [returns('/p/a.ts#load')] }] })).toEqual(['loop', 'startup']);
		expect(contextsIn({ module: [loads, place('assign', { root: 'global', name: 'module', path: ['exports', 'load'] }, '/p/a.ts#load')] })).toEqual(['startup']);
		expect(contextsIn({ module: [call('/p/api.ts#load')] }, '/p/api.ts')).toEqual(['loop', 'startup']);
	});

	it('of closures are those of the function that runs them in place, or unknown', () => {
		const inner = (steps: readonly Draft[]) => contextsIn({ module: [closure('/p/a.ts#<closure>'), ...steps], functions: [{ name: '<closure>', steps: [loads] }] });
		expect(inner([call('lib#Array.map', { args: ['/p/a.ts#<closure>'] })])).toEqual(['startup']);
		expect(inner([call('unknown#thing', { args: ['/p/a.ts#<closure>'] })])).toEqual(['unknown']);
	});
});

describe('start-up', () => {
	const after = (...steps: Draft[]) => contextsIn({ module: steps, functions: [{ name: 'serve', isAsync: true, steps: [listen] }] });

	it('ends where the process begins to serve', () => {
		expect(after(loads, listen)).toEqual(['startup']);
		expect(after(listen, loads)).toEqual(['loop']);
		expect(after(call('/p/a.ts#serve'), loads)).toEqual(['loop']);
		expect(after(attempt([listen]), loads)).toEqual(['loop']);
		expect(after(listen, when([[loads], []]))).toEqual(['loop']);
	});

	it('does not end by what only may have happened', () => {
		expect(after(when([[listen], []]), loads)).toEqual(['startup']);
		expect(after(when([[listen], [loads]]))).toEqual(['startup']);
	});

	it('ends in a loop without an end that awaits', () => {
		expect(after(loop('infinite', [awaits, loads]))).toEqual(['loop']);
		expect(after(loop('infinite', [loads]))).toEqual(['startup']);
		expect(after(loop('while', [awaits, loads]))).toEqual(['startup']);
	});

	it('is another thread\'s in an arm that only runs there', () => {
		expect(after(when([[], [loads]], { test: { fact: 'main-thread', arm: 0 } }))).toEqual(['thread']);
		expect(after(when([[loads], []], { test: { fact: 'main-thread', arm: 0 } }))).toEqual(['startup']);
	});
});

describe('the end of the process', () => {
	const exit = call('node:process#exit');
	/** Callbacks of timers, one for each list of steps. */
	const timers = (...bodies: readonly (readonly Draft[])[]): FileDraft => ({
		module: bodies.map((_, index) => call('node:timers#setTimeout', { args: [`/p/a.ts#tick${index}`] })),
		functions: bodies.map((steps, index) => ({ name: `tick${index}`, isAsync: true, steps })),
	});

	it('is when what several callers do right before they end it runs, and what that calls', () => {
		expect(contextsIn(timers([loads, awaits, exit], [loads, awaits, exit]))).toEqual(['shutdown']);
		const { module = [], functions = [] } = timers([call('/p/a.ts#clean'), exit], [call('/p/a.ts#clean'), exit]);
		expect(contextsIn({ module, functions: [...functions, { name: 'clean', isAsync: true, steps: [loads] }] })).toEqual(['shutdown']);
	});

	it('is not known by one caller, or by a few of many', () => {
		expect(contextsIn(timers([loads, awaits, exit]))).toEqual(['loop']);
		expect(contextsIn(timers([loads, exit], [loads, exit], [loads], [loads]))).toEqual(['loop']);
		expect(contextsIn(timers([loads, exit], [loads, exit], [loads]))).toEqual(['shutdown']);
	});

	it('does not take in what may be followed by other things', () => {
		expect(contextsIn(timers([loads, when([[exit]])], [loads, when([[exit]])]))).toEqual(['loop']);
		expect(contextsIn(timers([loads, loop('while', []), exit], [loads, loop('while', []), exit]))).toEqual(['loop']);
		expect(contextsIn(timers([exit, loads], [exit, loads]))).toEqual(['loop']);
	});

	it('is told of by listeners, too', () => {
		const listener = call('node:process#on', { args: ['exit', '/p/a.ts#load'] });
		expect(contextsIn({ module: [listener, listener, call('node:timers#setTimeout', { args: ['/p/a.ts#tick'] })], functions: [{ name: 'tick', steps: [loads] }] })).toEqual(['shutdown']);
	});

	it('does not hide what happens at start-up, on threads and in tests', () => {
		expect(contextsIn({ module: [call('/p/a.ts#main')], functions: [{ name: 'main', steps: [when([[loads, exit], [loads, exit]])] }] })).toEqual(['startup']);
	});
});

describe('reasons', () => {
	const because = (graph: CallGraph, id = '/p/a.ts#load') => graph.contextsOf(id).map((each) => each.because);

	it('name the root and the nearest caller', () => {
		expect(because(graphOf(file('/p/a.ts', { module: [call('/p/a.ts#main')], functions: [load, { name: 'main', steps: [loads] }] }))))
			.toEqual(['called from `main` (p/a.ts); the top level of `a.ts` runs while p/a.ts loads']);
		expect(because(graphOf(file('/p/a.ts', { module: [call('node:timers#setTimeout', { args: ['/p/a.ts#load'] })], functions: [load] }))))
			.toEqual(['it is a timer, set up by the top level of `a.ts` (p/a.ts)']);
		expect(because(graphOf(file('/p/a.ts', { functions: [load] })))).toEqual(['nothing in the workspace is known to call it, so that anyone may']);
		expect(because(graphOf(file('/p/a.ts', { module: [listen, loads], functions: [load] }))))
			.toEqual(['called from the top level of `a.ts` (p/a.ts); the top level of `a.ts` runs while p/a.ts loads; by then the process serves, or is in a loop without an end']);
	});

	it('tell how callees resolved', () => {
		const types = [{ name: 'S', kind: 'interface' as const }, { name: 'A', bases: ['/p/a.ts#S'], members: ['get'] }, { name: 'B', bases: ['/p/a.ts#S'], members: ['get'] }];
		const graph = graphOf(file('/p/a.ts', { types, functions: [load, { name: 'A.get', steps: [access('?x')] }, { name: 'B.get', steps: [] }, { name: 'main', parameters: ['options'], steps: [] }] }));
		expect(graph.describeCallee({ kind: 'function', id: '/p/a.ts#load' })).toBe('function load (p/a.ts)');
		expect(graph.describeCallee({ kind: 'function', id: '/p/a.ts#S.get' })).toBe('one of function A.get (p/a.ts), function B.get (p/a.ts)');
		expect(graph.describeCallee({ kind: 'function', id: '/p/a.ts#S.put' })).toBe('S.put, declared without a body and with no known implementation');
		expect(graph.describeCallee({ kind: 'external', symbol: 'node:fs#readFileSync' })).toBe('node:fs#readFileSync');
		expect(graph.describeCallee({ kind: 'parameter', function: '/p/a.ts#main', index: 0, path: ['onDone'] })).toBe('parameter options.onDone of `main`: what it calls is decided by each caller');
		expect(graph.describeCallee({ kind: 'unresolved', name: 'x', reason: 'any' })).toBe('unresolved: its type is not known');
	});
});
