import { describe, expect, it } from 'vitest';
import { createCallGraph } from '../../../server/src/callgraph/graph.ts';
import type { Place, ResultType, Step } from '../../../server/src/outline/model.ts';
import type { Finding } from '../../../server/src/rules/finding.ts';
import { checkFile } from '../../../server/src/rules/index.ts';
import { attempt, awaited, awaits, bind, call, file, place, type CallOptions, type Draft, type FileDraft, type FunctionDraft } from '../outlines.ts';
import { catalogue, factsOf, graphOf } from '../callgraph/project.ts';

/** A call with what the type checker said of its result. */
function typed(name: string, type: ResultType, options: CallOptions = {}): Draft {
	return (write) => ({ ...call(name, options)(write), resultType: type }) as Step;
}

function findings(draft: FileDraft): Finding[] {
	const outline = file('/p/a.ts', draft);
	return checkFile(outline, graphOf(outline), catalogue).filter(({ category }) => category === 'tasks');
}

/** Findings of an async `main` with these steps, beside other functions. */
function inAsync(steps: readonly Draft[], ...functions: FunctionDraft[]): Finding[] {
	return findings({ functions: [{ name: 'main', isAsync: true, isExported: true, steps }, ...functions] });
}

const moduleVariable = (name: string): Place => ({ root: 'module', name, path: [] });
const brief = (found: readonly Finding[]) => found.map(({ rule, severity, verdict }) => `${rule} ${severity} ${verdict}`);

/** A call that is awaited. */
function awaitOf(name: string): Draft[] {
	const step = call(name, { result: awaited });
	let span = { start: 0, end: 0 };
	return [(writer) => { const made = step(writer); span = made.span; return made; }, (writer) => ({ kind: 'await', span: writer.around(() => undefined).span, value: { kind: 'call', call: span } })];
}

const saving: FunctionDraft = { name: 'save', isAsync: true, steps: awaitOf('db#write') };

describe('unawaited-async-call', () => {
	it('reports what types call a promise, and nothing else', () => {
		expect(brief(inAsync([typed('db#write', 'thenable')]))).toEqual(['unawaited-async-call warning bad']);
		expect(inAsync([typed('db#write', 'maybe')])[0]?.message).toContain('may give a promise');
		expect(inAsync([typed('db#write', 'any'), typed('db#write', 'plain'), call('db#write')])).toEqual([]);
		expect(inAsync([typed('db#write', 'thenable', { result: awaited })])).toEqual([]);
	});

	it('says of what is lazy that it does nothing', () => {
		expect(inAsync([typed('db#insert', 'lazy')])[0]).toMatchObject({ severity: 'error', impact: 'what was asked for is never done', message: '`insert()` does nothing, because nobody awaits it; await it.' });
	});

	it('has what is lazy awaited before all else, and never tracked where nobody can await it', () => {
		expect(inAsync([typed('db#insert', 'lazy')])[0]?.fixes.map(({ kind }) => kind)).toEqual(['await-call', 'track-task']);
		expect(findings({ functions: [{ name: 'main', isExported: true, steps: [typed('db#insert', 'lazy'), call('db#close')] }] })[0]).toMatchObject({ message: expect.stringContaining('an async function') as string, fixes: [] });
	});

	it('asks for a list to be gathered, and offers no fix that would await the list itself', () => {
		expect(inAsync([typed('lib#Array.map', 'array')])[0]).toMatchObject({ fixes: [], message: expect.stringContaining('await `Promise.all()` of them') as string });
	});

	it('is an error where a handler around it never sees its failure', () => {
		const save = typed('/p/a.ts#save', 'thenable');
		expect(brief(inAsync([attempt([save], [call('log#warn')])], saving))).toEqual(['unawaited-async-call error bad']);
		expect(brief(inAsync([attempt([call('db#open')], [save])], saving))).toEqual(['unawaited-async-call warning bad']);
		expect(brief(inAsync([attempt([typed('global#fetch', 'thenable')], [call('log#warn')])]))).toEqual(['unawaited-async-call error bad']);
		// What a package gives may be meant to be let go.
		expect(brief(inAsync([attempt([typed('db#write', 'thenable')], [call('log#warn')])]))).toEqual(['unawaited-async-call warning bad']);
	});

	it('is no error where most others do not wait for it either', () => {
		const save = typed('/p/a.ts#save', 'thenable');
		const others: FunctionDraft[] = ['a', 'b'].map((name) => ({ name, isAsync: true, isExported: true, steps: [save] }));
		expect(brief(inAsync([attempt([save], [call('log#warn')])], saving, ...others))[0]).toBe('unawaited-async-call warning bad');
		const waiting: FunctionDraft[] = ['a', 'b'].map((name) => ({ name, isAsync: true, isExported: true, steps: awaitOf('/p/a.ts#save') }));
		expect(brief(inAsync([attempt([save], [call('log#warn')])], saving, ...waiting))).toEqual(['unawaited-async-call error bad']);
	});

	it('is an error where what the call writes is read afterwards', () => {
		const write: FunctionDraft = { name: 'load', isAsync: true, steps: [...awaitOf('db#read'), place('assign', moduleVariable('/p/a.ts#rows'))] };
		const load = typed('/p/a.ts#load', 'thenable');
		const rows = (name: string) => place('read', moduleVariable(`/p/a.ts#${name}`));
		expect(brief(inAsync([load, rows('rows')], write))).toEqual(['unawaited-async-call error bad']);
		expect(brief(inAsync([rows('rows'), load, rows('columns')], write))).toEqual(['unawaited-async-call warning bad']);
	});

	it('says what Node makes of an unhandled rejection', () => {
		expect(inAsync([typed('db#write', 'thenable')])[0]).toMatchObject({
			message: '`write()` gives a promise that nobody awaits, and a failure becomes an unhandled rejection; await it, or handle its failure.',
			impact: 'no caller sees it fail, and Node ends a process with an unhandled rejection',
		});
	});

	it('tells equal calls of one function apart', () => {
		const prints = inAsync([typed('db#write', 'thenable'), typed('db#write', 'thenable')]).map(({ fingerprint }) => fingerprint);
		expect(new Set(prints).size).toBe(2);
	});
});

describe('untracked-task', () => {
	it('has what is let go on purpose, and never the same place as the other rule', () => {
		expect(brief(inAsync([typed('db#write', 'thenable', { result: { kind: 'void' } })]))).toEqual(['untracked-task warning bad']);
	});

	it('has what is kept where nobody reads it', () => {
		const kept = typed('db#write', 'thenable', { result: { kind: 'bound', binding: 1, isNeverRead: true } });
		expect(inAsync([kept, bind(1, { kind: 'other' }, 'writing')])[0]?.message).toContain('is put in `writing`, which nobody reads');
		expect(inAsync([typed('db#write', 'thenable', { result: { kind: 'bound', binding: 1 } }), bind(1, { kind: 'other' })])).toEqual([]);
	});

	it('accepts it at the top of a program, where a failure ends it', () => {
		const found = findings({ hasShebang: true, module: [typed('/p/a.ts#save', 'thenable', { result: { kind: 'void' } })], functions: [saving] });
		expect(found[0]).toMatchObject({ verdict: 'acceptable', severity: 'hint', reason: 'top of a program: a failure ends it and is printed', fixes: [] });
	});
});

describe('functions that see to their failures', () => {
	const drop = typed('/p/a.ts#work', 'thenable');
	const work = (...steps: Draft[]): FunctionDraft => ({ name: 'work', isAsync: true, steps });
	const write = awaitOf('db#write');

	it('need nobody to look at their promise', () => {
		expect(inAsync([drop], work(attempt(write, [call('log#warn')])))).toEqual([]);
	});

	it('are no longer trusted where the handler fails, or something is awaited outside of it', () => {
		const fails: Draft = (writer) => ({ kind: 'exit', span: writer.around(() => undefined).span, exit: 'throw' });
		expect(inAsync([drop], work(attempt(write, [fails])))).toHaveLength(1);
		expect(inAsync([drop], work(attempt(write), ...write))).toHaveLength(1);
		expect(inAsync([drop], work(attempt(write, write)))).toHaveLength(0);
	});

	it('need evidence to the contrary: a throw, or an await of what can fail, outside of a handler', () => {
		const fails: Draft = (writer) => ({ kind: 'exit', span: writer.around(() => undefined).span, exit: 'throw' });
		const voided = typed('/p/a.ts#work', 'thenable', { result: { kind: 'void' } });
		expect(inAsync([voided], work(call('db#writeSync'), call('/p/a.ts#check')), { name: 'check', steps: [call('db#readSync')] })).toEqual([]);
		// A sync function that minds its arguments says nothing of these.
		expect(inAsync([voided], work(call('/p/a.ts#check')), { name: 'check', steps: [fails] })).toEqual([]);
		expect(inAsync([voided], work(attempt([call('/p/a.ts#check')])), { name: 'check', steps: [fails] })).toEqual([]);
		expect(inAsync([voided], work(call('/p/a.ts#check')), { name: 'check', steps: [attempt([fails])] })).toEqual([]);
		expect(inAsync([voided], work(fails))).toHaveLength(1);
	});

	it('are believed to fail for what they await of a package, not for what somebody gave them', () => {
		const voided = typed('/p/a.ts#work', 'thenable', { result: { kind: 'void' } });
		expect(inAsync([voided], work(...write))).toHaveLength(1);
		expect(inAsync([voided], work(awaits))).toEqual([]);
	});

	it('are asked in circles, and one that fails makes all of them fail', () => {
		const run = (id: string): Draft[] => awaitOf(`/p/a.ts#${id}`);
		const circle = (...last: Draft[]): FunctionDraft[] => [
			{ name: 'a', isAsync: true, steps: run('b') }, { name: 'b', isAsync: true, steps: [...run('a'), ...run('c')] }, { name: 'c', isAsync: true, steps: [...run('b'), ...last] },
		];
		const all = ['a', 'b', 'c'].map((name) => typed(`/p/a.ts#${name}`, 'thenable', { result: { kind: 'void' } }));
		expect(inAsync(all, ...circle())).toEqual([]);
		expect(inAsync(all, ...circle(...awaitOf('db#write')))).toHaveLength(3);
	});

	it('give no promise where all that may be called are sync', () => {
		expect(inAsync([typed('/p/a.ts#show', 'maybe')], { name: 'show', steps: [call('log#warn')] })).toEqual([]);
	});

	it('must handle something: a function that merely does not fail is still called to be waited for, where something follows', () => {
		const waits = [call('log#warn'), (writer) => ({ ...awaits(writer), value: { kind: 'constant', value: null } }) as Step] satisfies Draft[];
		expect(inAsync([drop], work(...waits))).toEqual([]);
		expect(inAsync([drop, call('db#read')], work(call('log#warn')))).toEqual([]);
		expect(inAsync([drop, call('db#read')], work(...waits))[0]).toMatchObject({ severity: 'hint', verdict: 'acceptable', reason: 'nothing shows that it can fail', message: '`work()` gives a promise that nobody awaits: async `main` goes on before it is done; await it.', impact: 'what follows may run too early' });
		expect(brief(inAsync([drop], work()))).toEqual(['unawaited-async-call info bad']);
		expect(inAsync([typed('/p/a.ts#work', 'thenable', { result: { kind: 'void' } })], work())).toEqual([]);
	});
});

it('A test is one of types by its folders in the workspace, not by those around it', () => {
	const reasonAt = (path: string, root: string): string | null | undefined => {
		const outline = file(path, { functions: [{ name: 'main', isAsync: true, isExported: true, steps: [typed('global#fetch', 'thenable', { result: { kind: 'discarded' } })] }] });
		const graph = createCallGraph({ catalogue, factsOf: (of) => ({ ...factsOf(of), isTest: true }), displayPath: (of) => of.slice(root.length + 1) });
		graph.update({ set: [outline], remove: [] });
		return checkFile(outline, graph, catalogue).find(({ category }) => category === 'tasks')?.reason;
	};
	expect(reasonAt('/p/types/a.ts', '/p')).toBe('a test of types: nothing runs it');
	expect(reasonAt('/types/p/a.ts', '/types/p')).not.toBe('a test of types: nothing runs it');
});
