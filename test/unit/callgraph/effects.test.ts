import { describe, expect, it } from 'vitest';
import type { CallGraph } from '../../../server/src/callgraph/graph.ts';
import type { Callee } from '../../../server/src/outline/model.ts';
import { access, bind, call, closure, file, loop, object, parameter, returns, when, type Draft, type FileDraft, type FunctionDraft } from '../outlines.ts';
import { graphOf } from './project.ts';

const read = call('node:fs#readFileSync');
const reads: FunctionDraft = { name: 'read', steps: [read] };

/** What a function does, each effect with its path. */
function effects(graph: CallGraph, id: string): string[] {
	return graph.effectsOf(id).map(({ category, isCached, path }) => `${category}${isCached ? ' once' : ''}: ${path.map((link) => link.label).join(' > ')}`);
}

function effectsIn(draft: FileDraft, name: string): string[] {
	return effects(graphOf(file('/p/a.ts', draft)), `/p/a.ts#${name}`);
}

/** What `main` does with these steps, next to functions it may call. */
function main(steps: readonly Draft[], functions: readonly FunctionDraft[] = [], types: FileDraft['types'] = []): string[] {
	return effectsIn({ functions: [{ name: 'main', steps }, reads, ...functions], types }, 'main');
}

describe('effects', () => {
	it('flow up through calls and files', () => {
		const graph = graphOf(
			file('/p/a.ts', { functions: [{ name: 'main', steps: [call('/p/b.ts#load')] }] }),
			file('/p/b.ts', { functions: [{ name: 'load', steps: [call('/p/b.ts#parse')] }, { name: 'parse', steps: [read] }] }),
		);
		expect(effects(graph, '/p/a.ts#main')).toEqual(['file: load() > parse() > readFileSync()']);
	});

	it('take the fewest hops, then the first sink', () => {
		expect(main([call('/p/a.ts#far'), call('/p/a.ts#read')], [{ name: 'far', steps: [call('/p/a.ts#read')] }])).toEqual(['file: read() > readFileSync()']);
		const graph = graphOf(file('/p/a.ts', { functions: [{ name: 'main', steps: [call('/p/c.ts#read'), call('/p/b.ts#read')] }] }), file('/p/b.ts', { functions: [reads] }), file('/p/c.ts', { functions: [reads] }));
		expect(graph.effectsOf('/p/a.ts#main')[0]?.path[1]?.file).toBe('/p/b.ts');
	});

	it('are kept apart by category and severity, the worst first', () => {
		expect(main([call('node:fs#existsSync'), read, call('node:crypto#pbkdf2Sync')])).toEqual(['file: readFileSync()', 'metadata: existsSync()', 'cpu: pbkdf2Sync()']);
	});

	it('end at recursion', () => {
		expect(main([call('/p/a.ts#even')], [{ name: 'even', steps: [call('/p/a.ts#odd')] }, { name: 'odd', steps: [call('/p/a.ts#even'), read] }])).toEqual(['file: even() > odd() > readFileSync()']);
	});

	it('do not leave async functions and loop roots', () => {
		expect(main([call('/p/a.ts#load')], [{ name: 'load', isAsync: true, steps: [read] }])).toEqual([]);
		expect(main([call('/p/a.ts#tick'), call('node:timers#setTimeout', { args: ['/p/a.ts#tick'] })], [{ name: 'tick', steps: [read] }])).toEqual([]);
		expect(main([call('/p/a.ts#then'), call('lib#Promise.then', { args: ['/p/a.ts#then'] })], [{ name: 'then', steps: [read] }])).toEqual([]);
	});

	it('say whether they happen once', () => {
		const memo = { target: { root: 'module', name: '/p/a.ts#cache', path: [] }, kind: 'once' } as const;
		expect(main([when([[read]], { memo })])).toEqual(['file once: readFileSync()']);
		expect(main([when([[call('/p/a.ts#read')]], { memo })])).toEqual(['file once: read() > readFileSync()']);
		expect(main([call('/p/a.ts#cached')], [{ name: 'cached', steps: [when([[read]], { memo })] }])).toEqual(['file once: cached() > readFileSync()']);
		expect(main([when([[read]], { memo }), read])).toEqual(['file: readFileSync()', 'file once: readFileSync()']);
	});

	it('heed the tests of arguments', () => {
		expect(main([call('node:crypto#randomBytes', { args: [8, '/p/a.ts#done'] })])).toEqual([]);
		expect(main([call('node:crypto#randomBytes', { args: [8] })])).toEqual(['cpu: randomBytes()']);
		expect(main([call('tool#run', { args: ['x', object({ sync: true })] })])).toEqual(['process: run()']);
		expect(main([call('tool#run', { args: ['x', object({ sync: false })] })])).toEqual([]);
		expect(main([bind(1, object({ sync: true })), call('tool#run', { args: ['x', { kind: 'binding', binding: 1 }] })])).toEqual(['process: run()']);
		expect(main([call('tool#run', { args: ['x', { kind: 'other' }] })])).toEqual([]);
	});

	it('skip what never runs, or only without a loop', () => {
		expect(main([when([[read]], { test: { fact: 'type-checking', arm: 0 } }), when([[read], []], { test: { fact: 'no-running-loop', arm: 0 } })])).toEqual([]);
	});

	it('come through getters and setters', () => {
		expect(main([access('/p/a.ts#C.config')], [{ name: 'C.config', kind: 'getter', owner: 'C', steps: [read] }])).toEqual(['file: config > readFileSync()']);
	});
});

describe('constructions', () => {
	const constructs = (functions: readonly FunctionDraft[], types: NonNullable<FileDraft['types']>) => main([call('/p/a.ts#C.constructor', { isNew: true })], functions, types);

	it('run the constructor and the field initialisers', () => {
		expect(constructs([{ name: 'C.constructor', kind: 'constructor', owner: 'C', steps: [read] }], [{ name: 'C', members: ['constructor'] }])).toEqual(['file: new C() > readFileSync()']);
		expect(constructs([{ name: 'C.<fields>', kind: 'initializer', owner: 'C', steps: [read] }], [{ name: 'C', members: [] }])).toEqual(['file: new C() > readFileSync()']);
		expect(constructs([
			{ name: 'C.<fields>', kind: 'initializer', owner: 'C', steps: [read] }, { name: 'C.constructor', kind: 'constructor', owner: 'C', steps: [] },
		], [{ name: 'C', members: ['constructor'] }])).toEqual(['file: new C() > readFileSync()']);
	});

	it('run what they inherit', () => {
		expect(constructs([{ name: 'B.constructor', kind: 'constructor', owner: 'B', steps: [read] }], [{ name: 'B' }, { name: 'C', bases: ['/p/a.ts#B'] }])).toEqual(['file: new B() > readFileSync()']);
	});
});

describe('declared members', () => {
	const store = (name: string, steps: readonly Draft[], isAsync = false): FunctionDraft => ({ name: `${name}.get`, kind: 'method', owner: name, isAsync, steps });
	const types = (...names: string[]) => [{ name: 'Store', kind: 'interface' as const }, ...names.map((name) => ({ name, bases: ['/p/a.ts#Store'], members: ['get'] }))];
	const uses = [call('/p/a.ts#Store.get')];

	it('stand for their only implementor', () => {
		expect(main(uses, [store('Disk', [read])], types('Disk'))).toEqual(['file: get() > readFileSync()']);
	});

	it('have an effect if all implementors have it, by the worst path', () => {
		expect(main(uses, [store('Disk', [read]), store('Deep', [call('/p/a.ts#read')])], types('Disk', 'Deep'))).toEqual(['file: get() > read() > readFileSync()']);
		expect(main(uses, [store('Disk', [read]), store('Memory', [])], types('Disk', 'Memory'))).toEqual([]);
		expect(main(uses, [store('Disk', [read]), store('Remote', [read], true)], types('Disk', 'Remote'))).toEqual([]);
		expect(main(uses, [store('Disk', [read])], [...types('Disk'), { name: 'Odd', bases: ['/p/a.ts#Store'] }])).toEqual([]);
	});

	it('leave doubles in tests out', () => {
		const graph = graphOf(
			file('/p/a.ts', { functions: [{ name: 'main', steps: uses }, store('Disk', [read])], types: types('Disk') }),
			file('/p/a.test.ts', { functions: [store('Fake', [])], types: [{ name: 'Fake', bases: ['/p/a.ts#Store'], members: ['get'] }] }),
		);
		expect(effects(graph, '/p/a.ts#main')).toEqual(['file: get() > readFileSync()']);
	});

	it('are inherited', () => {
		expect(main([call('/p/a.ts#Child.get')], [store('Base', [read])], [{ name: 'Base', members: ['get'] }, { name: 'Child', bases: ['/p/a.ts#Base'] }])).toEqual(['file: get() > readFileSync()']);
	});

	it('mean nothing without an implementor', () => {
		expect(main(uses, [], types())).toEqual([]);
	});
});

describe('generators', () => {
	const lines: FunctionDraft = { name: 'lines', isGenerator: true, steps: [read] };
	const made = (result: Parameters<typeof call>[1], ...more: Draft[]) => main([call('/p/a.ts#lines', result), ...more], [lines]);

	it('run when consumed, not when made', () => {
		expect(made({ result: { kind: 'discarded' } })).toEqual([]);
		expect(made({ result: { kind: 'returned' } })).toEqual([]);
		expect(made({ result: { kind: 'iterated' } })).toEqual(['file: lines() > readFileSync()']);
		expect(made({ result: { kind: 'spread' } })).toEqual(['file: lines() > readFileSync()']);
		expect(made({ result: { kind: 'bound', binding: 1 } })).toEqual([]);
		expect(made({ result: { kind: 'bound', binding: 1 } }, loop('each', [], { kind: 'binding', binding: 1 }))).toEqual(['file: lines() > readFileSync()']);
	});

	it('run when given to something that goes through them', () => {
		const graph = graphOf(file('/p/a.ts', { functions: [lines, { name: 'main', steps: [
			call('/p/a.ts#lines', { result: { kind: 'argument', call: { start: 10_000, end: 10_001 }, index: 0 } }),
			(write) => ({ ...call('lib#Array.from', { args: [{ kind: 'other' }] })(write), span: { start: 10_000, end: 10_001 } }),
		] }] }));
		expect(effects(graph, '/p/a.ts#main')).toEqual(['file: lines() > readFileSync()']);
	});
});

describe('functions as values', () => {
	const inner = (steps: readonly Draft[] = [read], home = 'main'): FunctionDraft => ({ name: `${home}.<closure>`, in: home, steps });
	const self = '/p/a.ts#main.<closure>';
	const given = (to: string | Callee, functions: readonly FunctionDraft[] = [], args: Parameters<typeof call>[1] = { args: [self] }) => main([closure(self), call(to, args)], [inner(), ...functions]);
	const calls = (of: string, ...path: string[]) => [call(parameter(of, 0, ...path))];

	it('run inline, elsewhere or not at all, as the catalogue says', () => {
		expect(given('lib#Array.map')).toEqual(['file: callback() > readFileSync()']);
		expect(given('node:timers#setTimeout')).toEqual([]);
		expect(given('unknown#thing')).toEqual([]);
		expect(given('?thing')).toEqual([]);
	});

	it('run inline where they are called in place', () => {
		expect(main([closure(self, 'called')], [inner()])).toEqual(['file: callback() > readFileSync()']);
	});

	it('are followed through bindings that are bound once', () => {
		const bound = { args: [{ kind: 'binding', binding: 1 } as const] };
		expect(main([bind(1, '/p/a.ts#read'), call('lib#Array.map', bound)])).toEqual(['file: read() > readFileSync()']);
		expect(main([bind(1, '/p/a.ts#read'), bind(1, '/p/a.ts#other'), call('lib#Array.map', bound)])).toEqual([]);
	});

	it('run if the function they are given to calls its parameter, by whatever way', () => {
		expect(given('/p/a.ts#retry', [{ name: 'retry', parameters: ['fn'], steps: calls('/p/a.ts#retry') }])).toEqual(['file: callback() > readFileSync()']);
		expect(given('/p/a.ts#outer', [
			{ name: 'outer', parameters: ['fn'], steps: [call('/p/a.ts#retry', { args: [parameter('/p/a.ts#outer', 0)] })] }, { name: 'retry', parameters: ['fn'], steps: calls('/p/a.ts#retry') },
		])).toEqual(['file: callback() > readFileSync()']);
		expect(given('/p/a.ts#each', [
			{ name: 'each', parameters: ['fn'], steps: [closure('/p/a.ts#each.<closure>'), call('lib#Array.map', { args: ['/p/a.ts#each.<closure>'] })] },
			{ name: 'each.<closure>', in: 'each', steps: calls('/p/a.ts#each') },
		])).toEqual(['file: callback() > readFileSync()']);
		expect(given('/p/a.ts#later', [{ name: 'later', parameters: ['fn'], steps: [call('node:timers#setTimeout', { args: [parameter('/p/a.ts#later', 0)] })] }])).toEqual([]);
		expect(given('/p/a.ts#keep', [{ name: 'keep', parameters: ['fn'], steps: [returns(parameter('/p/a.ts#keep', 0))] }])).toEqual([]);
	});

	it('run as members of the object that is given', () => {
		const retry: FunctionDraft = { name: 'retry', parameters: ['options'], steps: calls('/p/a.ts#retry', 'onDone') };
		expect(given('/p/a.ts#retry', [retry], { args: [object({ onDone: self })] })).toEqual(['file: callback() > readFileSync()']);
		expect(given('/p/a.ts#retry', [retry], { args: [object({ onError: self })] })).toEqual([]);
		const outer: FunctionDraft = { name: 'outer', parameters: ['options'], steps: [call('/p/a.ts#retry', { args: [parameter('/p/a.ts#outer', 0)] })] };
		expect(given('/p/a.ts#outer', [retry, outer], { args: [object({ onDone: self })] })).toEqual(['file: callback() > readFileSync()']);
	});

	it('are seen by the call that gives them, not by other callers', () => {
		const graph = graphOf(file('/p/a.ts', { functions: [
			{ name: 'retry', parameters: ['fn'], steps: calls('/p/a.ts#retry') }, reads, { name: 'idle', steps: [] },
			{ name: 'one', steps: [call('/p/a.ts#retry', { args: ['/p/a.ts#read'] })] },
			{ name: 'two', steps: [call('/p/a.ts#retry', { args: ['/p/a.ts#idle'] })] },
		] }));
		expect(effects(graph, '/p/a.ts#one')).toEqual(['file: read() > readFileSync()']);
		expect(effects(graph, '/p/a.ts#two')).toEqual([]);
	});

	it('come from a parameter\'s default where the call leaves it out', () => {
		const retry: FunctionDraft = { name: 'retry', parameters: [{ name: 'fn', default: { kind: 'function', id: '/p/a.ts#read' } }], steps: calls('/p/a.ts#retry') };
		expect(main([call('/p/a.ts#retry')], [retry])).toEqual(['file: read() > readFileSync()']);
		expect(main([call('/p/a.ts#retry', { args: ['/p/a.ts#idle'] })], [retry, { name: 'idle', steps: [] }])).toEqual([]);
	});

	it('may be outside functions that block', () => {
		expect(main([call('lib#Array.map', { args: [{ kind: 'external', symbol: 'node:fs#readFileSync' }] })])).toEqual(['file: readFileSync()']);
	});
});
