import { describe, expect, it } from 'vitest';
import type { CallGraph } from '../../../server/src/callgraph/graph.ts';
import { provisoInWords } from '../../../server/src/callgraph/describe.ts';
import type { Requirement, Value } from '../../../server/src/outline/model.ts';
import { bind, call, closure, file, givenNew, object, parameter, platform, requires, returns, when, type CallOptions, type Draft, type FunctionDraft, type TypeDraft } from '../outlines.ts';
import { graphOf } from './project.ts';

const read = call('node:fs#readFileSync');
const mode = parameter('/p/a.ts#open', 0);

function graph(functions: readonly FunctionDraft[], types: readonly TypeDraft[] = []): CallGraph {
	return graphOf(file('/p/a.ts', { functions, types }));
}

/** What a function does, each with its path and what it depends on. */
function effects(of: CallGraph, name: string): string[] {
	return of.effectsOf(`/p/a.ts#${name}`).map(({ path, proviso }) => `${path.map((link) => link.label).join(' > ')}${proviso ? ` ${provisoInWords(of, proviso)}` : ''}`);
}

/** What `main` does that calls `open(mode, …)` with these arguments, where `open` does this under this condition. */
function opened(args: CallOptions['args'], holds: Requirement, { fallback, steps = [read] }: { fallback?: Value; steps?: readonly Draft[] } = {}): string[] {
	return effects(graph([
		{ name: 'main', steps: [call('/p/a.ts#open', { args: args ?? [] })] },
		{ name: 'open', parameters: [{ name: 'mode', binding: 1, ...(fallback && { default: fallback }) }], steps: [when([steps], { requires: [[{ ...holds, binding: 1 }]] })] },
	]), 'main');
}

const always = ['open() > readFileSync()'];
const isSync = requires(parameter('/p/a.ts#open', 0, 'sync'), 'truthy');

describe('a proviso on a parameter', () => {
	it('is what an effect depends on in the function itself', () => {
		expect(effects(graph([{ name: 'open', parameters: ['mode'], steps: [when([[read]], { requires: [[requires(mode, 'equals', 'write')]] })] }]), 'open')).toEqual(["readFileSync() if `mode` is 'write'"]);
	});

	it('is decided by the constant that a call gives', () => {
		expect(opened(['write'], requires(mode, 'equals', 'write'))).toEqual(always);
		expect(opened(['read'], requires(mode, 'equals', 'write'))).toEqual([]);
		expect(opened(['read'], requires(mode, 'equals', 'write', 'read'))).toEqual(always);
		expect(opened(['write'], requires(mode, 'differs', 'write'))).toEqual([]);
		expect(opened(['read'], requires(mode, 'differs', 'write'))).toEqual(always);
		expect(opened([false], requires(mode, 'truthy'))).toEqual([]);
		expect(opened([true], requires(mode, 'truthy'))).toEqual(always);
		expect(opened(['/p/a.ts#main'], requires(mode, 'falsy'))).toEqual([]);
	});

	it('is decided by what is not given, or by the default', () => {
		expect(opened([], requires(mode, 'truthy'))).toEqual([]);
		expect(opened([], requires(mode, 'equals', 'write'))).toEqual([]);
		expect(opened([], requires(mode, 'equals', 'write'), { fallback: { kind: 'constant', value: 'write' } })).toEqual(always);
		expect(opened([], requires(mode, 'equals', 'write'), { fallback: { kind: 'other' } })).toEqual(always);
		expect(opened(['read'], requires(mode, 'equals', 'write'), { fallback: { kind: 'constant', value: 'write' } })).toEqual([]);
		// `undefined` means the default, `null` does not.
		expect(opened([{ kind: 'constant', value: null }], requires(mode, 'equals', 'write'), { fallback: { kind: 'constant', value: 'write' } })).toEqual(always);
	});

	it('stays open where the text does not tell', () => {
		expect(opened([{ kind: 'other' }], requires(mode, 'equals', 'write'))).toEqual(always);
		expect(opened([{ value: { kind: 'other' }, isSpread: true }], requires(mode, 'equals', 'write'))).toEqual(always);
		// null and undefined are one here.
		expect(opened([], requires(mode, 'equals', null))).toEqual(always);
		expect(opened([1], requires(mode, 'equals', '1'))).toEqual(always);
	});

	it('of a property is decided by an object written in place', () => {
		expect(opened([object({ sync: true })], isSync)).toEqual(always);
		expect(opened([object({ sync: false })], isSync)).toEqual([]);
		expect(opened([object({ other: 1 })], isSync)).toEqual([]);
		expect(opened([{ kind: 'object', properties: [{ value: { kind: 'other' } }] }], isSync)).toEqual(always);
	});

	it('says nothing where the parameter is assigned again', () => {
		const again: Draft = (write) => ({ ...bind(1, { kind: 'other' }, 'mode')(write), isDeclaration: false } as ReturnType<Draft>);
		expect(opened(['read'], requires(mode, 'equals', 'write'), { steps: [again, read] })).toEqual(always);
	});

	it('becomes the caller\'s own where that hands its parameter on', () => {
		const functions: FunctionDraft[] = [
			{ name: 'main', steps: [call('/p/a.ts#outer', { args: [0, 'read'] })] }, { name: 'other', steps: [call('/p/a.ts#outer', { args: [0, 'write'] })] },
			{ name: 'outer', parameters: ['n', 'kind'], steps: [call('/p/a.ts#open', { args: [parameter('/p/a.ts#outer', 1)] })] },
			{ name: 'open', parameters: ['mode'], steps: [when([[read]], { requires: [[requires(mode, 'equals', 'write')]] })] },
		];
		expect(effects(graph(functions), 'outer')).toEqual(["open() > readFileSync() if `kind` is 'write'"]);
		expect(effects(graph(functions), 'main')).toEqual([]);
		expect(effects(graph(functions), 'other')).toEqual(['outer() > open() > readFileSync()']);
	});

	it('and what holds where the call stands are held against each other', () => {
		const inner: FunctionDraft = { name: 'open', parameters: ['mode'], steps: [when([[read]], { requires: [[requires(mode, 'equals', 'write')]] })] };
		const outer = (holds: Requirement): FunctionDraft => ({ name: 'outer', parameters: ['kind'], steps: [when([[call('/p/a.ts#open', { args: [parameter('/p/a.ts#outer', 0)] })]], { requires: [[holds]] })] });
		expect(effects(graph([inner, outer(requires(parameter('/p/a.ts#outer', 0), 'equals', 'read'))]), 'outer')).toEqual([]);
		expect(effects(graph([inner, outer(requires(parameter('/p/a.ts#outer', 0), 'truthy'))]), 'outer')).toEqual(["open() > readFileSync() if `kind` is 'write'"]);
	});

	it('holds behind an arm that leaves, and in closures', () => {
		const functions = (steps: Draft[]): FunctionDraft[] => [{ name: 'main', steps: [call('/p/a.ts#open', { args: ['read'] })] }, { name: 'open', parameters: ['mode'], steps }];
		const leaving = { requires: [[requires(mode, 'differs', 'write')]], otherwise: [requires(mode, 'equals', 'write')] };
		expect(effects(graph(functions([when([[returns('x')]], leaving), read])), 'main')).toEqual([]);
		expect(effects(graph(functions([when([[]], leaving), read])), 'main')).toEqual(always);
		const inClosure = [...functions([call('lib#Array.map', { args: ['/p/a.ts#open.<closure>'] }), closure('/p/a.ts#open.<closure>')]), { name: 'open.<closure>', in: 'open', steps: [when([[read]], { requires: [[requires(mode, 'equals', 'write')]] })] }];
		expect(effects(graph(inClosure), 'main')).toEqual([]);
		expect(effects(graph(inClosure), 'open')).toEqual(["callback() > readFileSync() if `mode` is 'write'"]);
	});

	it('of its class is decided by what is made in place, and by what that extends', () => {
		const isFailure: Requirement = { ...requires(mode, 'equals', 'Failure'), aspect: 'class' };
		const types: TypeDraft[] = [{ name: 'Failure', bases: ['lib#Error'] }, { name: 'Hard', bases: ['/p/a.ts#Failure'] }, { name: 'Other' }, { name: 'Odd', bases: ['/p/gone.ts#Base'] }];
		const given = (type: string, holds: Requirement): string[] => effects(graph([
			{ name: 'main', steps: givenNew('/p/a.ts#open', `/p/a.ts#${type}.constructor`) },
			{ name: 'open', parameters: ['mode'], steps: [when([[read]], { requires: [[holds]] })] },
		], types), 'main');
		expect(given('Failure', isFailure)).toEqual(always);
		expect(given('Hard', isFailure)).toEqual(always);
		expect(given('Other', isFailure)).toEqual([]);
		expect(given('Other', { ...isFailure, test: 'differs' })).toEqual(always);
		expect(given('Hard', { ...isFailure, test: 'differs' })).toEqual([]);
		// What it extends is not known.
		expect(given('Odd', isFailure)).toEqual(always);
		expect(opened(['text'], isFailure)).toEqual([]);
		expect(opened([object({ a: 1 })], isFailure)).toEqual([]);
		expect(opened([{ kind: 'other' }], isFailure)).toEqual(always);
	});

	it('of its type is decided by what is written in place', () => {
		const isText: Requirement = { ...requires(mode, 'equals', 'string'), aspect: 'type' };
		expect(opened(['text'], isText)).toEqual(always);
		expect(opened([1], isText)).toEqual([]);
		expect(opened([object({ a: 1 })], isText)).toEqual([]);
		expect(opened(['/p/a.ts#main'], isText)).toEqual([]);
		expect(opened([{ kind: 'list', items: [] }], { ...isText, constants: ['object'] })).toEqual(always);
		expect(opened([1], { ...isText, test: 'differs' })).toEqual(always);
		expect(opened([{ kind: 'other' }], isText)).toEqual(always);
	});

	it('gives way to a path that depends on nothing', () => {
		const functions = (steps: Draft[]): FunctionDraft[] => [{ name: 'open', parameters: ['mode'], steps }, { name: 'far', steps: [call('/p/a.ts#near')] }, { name: 'near', steps: [read] }];
		expect(effects(graph(functions([when([[read]], { requires: [[requires(mode, 'equals', 'a')]] }), call('/p/a.ts#far')])), 'open')[0]).toBe('far() > near() > readFileSync()');
		// Also where nothing is known of the condition, as long as it is no great detour.
		expect(effects(graph(functions([when([[read]]), call('/p/a.ts#near')])), 'open')).toEqual(['near() > readFileSync()']);
		expect(effects(graph(functions([when([[returns('x')]]), read])), 'open')).toEqual(['readFileSync()']);
		expect(effects(graph([...functions([when([[returns('x')]]), read]), { name: 'main', steps: [call('/p/a.ts#open'), call('/p/a.ts#far')] }]), 'main')).toEqual(['far() > near() > readFileSync()']);
		expect(effects(graph([...functions([when([[read]]), call('/p/a.ts#farther')]), { name: 'farther', steps: [call('/p/a.ts#far')] }]), 'open')).toEqual(['readFileSync()']);
	});
});

describe('a switch', () => {
	const debugging = requires({ kind: 'external', symbol: 'switch#DEBUG' }, 'truthy');
	const severities = (of: CallGraph, name: string): string[] => of.effectsOf(`/p/a.ts#${name}`).map(({ severity, proviso }) => `${severity}${proviso ? ` ${provisoInWords(of, proviso)}` : ''}`);

	it('makes what only comes about by it a matter of note', () => {
		const trace: FunctionDraft = { name: 'trace', steps: [when([[returns('x')]], { requires: [[requires({ kind: 'external', symbol: 'switch#DEBUG' }, 'falsy')]], otherwise: [debugging] }), read] };
		expect(severities(graph([trace]), 'trace')).toEqual(['info only where `DEBUG` is set']);
		expect(severities(graph([trace, { name: 'main', steps: [call('/p/a.ts#trace')] }]), 'main')).toEqual(['info only where `DEBUG` is set']);
		expect(severities(graph([{ name: 'load', steps: [read] }, { name: 'main', steps: [when([[call('/p/a.ts#load')]], { requires: [[debugging]] })] }]), 'main')).toEqual(['info only where `DEBUG` is set']);
	});

	it('matters for nothing that also happens without it', () => {
		const functions: FunctionDraft[] = [{ name: 'main', steps: [when([[read], [read]], { requires: [[debugging], [requires({ kind: 'external', symbol: 'switch#DEBUG' }, 'falsy')]] })] }];
		expect(severities(graph(functions), 'main')).toEqual(['error', 'info only where `DEBUG` is set']);
	});
});

describe('a proviso on the platform', () => {
	const onWindows = requires(platform, 'equals', 'win32');
	const blocks: FunctionDraft = { name: 'blocks', steps: [when([[read]], { requires: [[onWindows]] })] };
	/** A class whose method blocks on Windows, made under this condition. */
	const made = (holds: Requirement): CallGraph => graph([
		blocks, { name: 'Box.constructor', kind: 'constructor', owner: 'Box', steps: [] }, { name: 'Box.run', kind: 'method', owner: 'Box', isAsync: true, steps: [call('/p/a.ts#blocks')] },
		{ name: 'make', steps: [when([[call('/p/a.ts#Box.constructor', { isNew: true })]], { requires: [[holds]] })] },
	], [{ name: 'Box', members: ['constructor', 'run'] }]);
	const ofRun = (of: CallGraph) => of.effectsOfCall('/p/a.ts#Box.run', of.sitesOf('/p/a.ts#Box.run')[0] ?? expect.fail()).length;

	it('goes all the way up', () => {
		expect(effects(graph([blocks, { name: 'main', steps: [call('/p/a.ts#blocks')] }]), 'main')).toEqual(['blocks() > readFileSync() on Windows only']);
	});

	it('does not meet one of another platform on its way', () => {
		const main = (holds: Requirement): FunctionDraft => ({ name: 'main', steps: [when([[call('/p/a.ts#blocks')]], { requires: [[holds]] })] });
		expect(effects(graph([blocks, main(requires(platform, 'equals', 'linux'))]), 'main')).toEqual([]);
		expect(effects(graph([blocks, main(requires(platform, 'differs', 'win32'))]), 'main')).toEqual([]);
		expect(effects(graph([blocks, main(requires(platform, 'differs', 'linux'))]), 'main')).toHaveLength(1);
	});

	it('is seen through a function that asks for it', () => {
		const asks: FunctionDraft = { name: 'isWindows', steps: [returns({ kind: 'other' }, { holds: [onWindows], fails: [requires(platform, 'differs', 'win32')] })] };
		const asked = (test: 'truthy' | 'falsy'): Draft => (write) => {
			const { span, built } = write.around(() => ({ condition: write.block([call('/p/a.ts#isWindows')]), block: write.block([call('/p/a.ts#blocks')]) }));
			return { kind: 'branch', span, branch: 'if', condition: built.condition, arms: [{ block: built.block, requires: [requires({ kind: 'call', call: built.condition.steps[0]?.span ?? span }, test)] }] };
		};
		expect(effects(graph([blocks, asks, { name: 'main', steps: [asked('truthy')] }]), 'main')).toHaveLength(1);
		expect(effects(graph([blocks, asks, { name: 'main', steps: [asked('falsy')] }]), 'main')).toEqual([]);
	});

	it('does not reach the methods of what is only made on others', () => {
		expect(ofRun(made(requires(platform, 'equals', 'linux')))).toBe(0);
		expect(ofRun(made(onWindows))).toBe(1);
		expect(ofRun(made(requires({ kind: 'other' }, 'truthy')))).toBe(1);
	});
});
