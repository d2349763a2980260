/** Any sequence of edits must end where a solve from scratch does, byte for byte. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createCallGraph } from '../../../server/src/callgraph/graph.ts';
import type { FileOutline, Requirement, Value } from '../../../server/src/outline/model.ts';
import { awaited, awaits, bind, call, closure, file, givenNew, loop, object, parameter, place, platform, requires, returns, when, type Draft, type FileDraft, type FunctionDraft, type TypeDraft } from '../outlines.ts';
import { catalogue, factsOf } from './project.ts';

/** Few names, so that what is called is mostly there. */
const files = ['/p/a.ts', '/p/b.ts', '/p/api.ts', '/p/a.test.ts', '/p/worker.ts'];
const names = ['f', 'g', 'h'];
const typeNames = ['S', 'T'];

const path = fc.oneof({ weight: 4, arbitrary: fc.constantFrom('/p/a.ts', '/p/b.ts') }, { weight: 1, arbitrary: fc.constantFrom(...files) });
const someFunction = fc.tuple(path, fc.constantFrom(...names)).map(([where, name]) => `${where}#${name}`);
const someMember = fc.tuple(path, fc.constantFrom(...typeNames), fc.constantFrom('run', 'constructor')).map(([where, type, member]) => `${where}#${type}.${member}`);
const target = fc.oneof({ weight: 5, arbitrary: someFunction }, { weight: 2, arbitrary: someMember });
const sink = fc.constantFrom('node:fs#readFileSync', 'node:fs#existsSync', 'node:child_process#execSync');
const taker = fc.constantFrom('lib#Array.map', 'lib#Promise.then', 'node:timers#setTimeout', 'pool#run', 'unknown#thing', 'node:test#it');

const platforms = ['win32', 'linux'];
const debugging: Value = { kind: 'external', symbol: 'switch#DEBUG' };
/** What holds in an arm, and what does where it is not taken; some about the function's first parameter. */
const conditions: readonly ((own: Value) => readonly [Requirement, Requirement])[] = [
	(own) => [requires(own, 'equals', 'a'), requires(own, 'differs', 'a')], (own) => [requires(own, 'differs', 'b'), requires(own, 'equals', 'b')],
	(own) => [requires(own, 'truthy'), requires(own, 'falsy')], () => [requires(platform, 'equals', 'win32'), requires(platform, 'differs', 'win32')],
	(own) => [{ ...requires(own, 'equals', 'T'), aspect: 'class' }, { ...requires(own, 'differs', 'T'), aspect: 'class' }], (own) => [{ ...requires(own, 'equals', 'string'), aspect: 'type' }, { ...requires(own, 'differs', 'string'), aspect: 'type' }],
	() => [requires(debugging, 'truthy'), requires(debugging, 'falsy')],
];

/** What a function of this id may be made of. Its first parameter and its closure are among the values. */
function stepsFor(id: string): fc.Arbitrary<Draft[]> {
	const own: Value = parameter(id, 0);
	const given: fc.Arbitrary<string | Value> = fc.oneof(
		{ weight: 3, arbitrary: target }, { weight: 2, arbitrary: fc.constant(own) }, { weight: 2, arbitrary: fc.constant(`${id}.<closure>`) },
		{ weight: 1, arbitrary: target.map((each) => object({ onDone: each })) }, { weight: 1, arbitrary: fc.constant(object({ onDone: own })) }, { weight: 1, arbitrary: fc.constant({ kind: 'binding', binding: 1 } as const) },
	);
	const simple: fc.Arbitrary<Draft> = fc.oneof(
		{ weight: 4, arbitrary: fc.tuple(target, fc.option(given, { nil: undefined }), fc.constantFrom(awaited, { kind: 'discarded' } as const, { kind: 'iterated' } as const))
			.map(([name, value, result]) => call(name, { ...(value !== undefined && { args: [value] }), result })) },
		{ weight: 2, arbitrary: target.map((name) => call(name, { args: [own] })) },
		{ weight: 2, arbitrary: fc.tuple(taker, given).map(([name, value]) => call(name, { args: [value] })) },
		{ weight: 2, arbitrary: sink.map((name) => call(name)) },
		{ weight: 2, arbitrary: fc.constantFrom([], ['onDone']).map((members) => call(parameter(id, 0, ...members))) },
		{ weight: 2, arbitrary: fc.constant(call('node:http#Server.listen')) },
		{ weight: 1, arbitrary: fc.constant(awaits) },
		{ weight: 1, arbitrary: fc.constant(call('node:process#exit')) },
		{ weight: 1, arbitrary: fc.constant(closure(`${id}.<closure>`, 'called')) },
		{ weight: 1, arbitrary: given.map((value) => returns(value)) },
		{ weight: 1, arbitrary: fc.constantFrom(...platforms).map((name) => returns({ kind: 'other' }, { holds: [requires(platform, 'equals', name)], fails: [requires(platform, 'differs', name)] })) },
		{ weight: 2, arbitrary: fc.tuple(target, fc.constantFrom('a', 'b')).map(([name, mode]) => call(name, { args: [mode] })) },
		{ weight: 1, arbitrary: given.map((value) => place('assign', { root: 'this', path: ['x'] }, value)) },
		{ weight: 1, arbitrary: target.map((value) => bind(1, value)) },
	);
	const { steps } = fc.letrec<{ step: Draft; steps: Draft[] }>((tie) => ({
		step: fc.oneof({ maxDepth: 2 }, { weight: 8, arbitrary: simple },
			{ weight: 1, arbitrary: tie('steps').map((inner) => when([inner], { memo: { target: { root: 'module', name: 'cache', path: [] }, kind: 'once' } })) },
			{ weight: 1, arbitrary: tie('steps').map((inner) => when([inner], { test: { fact: 'main-thread', arm: 1 } })) },
			{ weight: 2, arbitrary: fc.tuple(fc.constantFrom(...conditions.map((of) => of(own))), tie('steps'), fc.boolean()).map(([[holds, fails], inner, isLeft]) => when([isLeft ? [...inner, returns('x')] : inner], { requires: [[holds]], otherwise: [fails] })) },
			{ weight: 1, arbitrary: fc.tuple(target, tie('steps')).map(([name, inner]) => whenAnswered(name, inner)) },
			{ weight: 1, arbitrary: fc.tuple(target, path, fc.constantFrom(...typeNames)).map(([name, where, type]) => loop('do', givenNew(name, `${where}#${type}.constructor`))) },
			{ weight: 1, arbitrary: tie('steps').map((inner) => loop('infinite', inner)) }),
		steps: fc.array(tie('step'), { maxLength: 4 }),
	}));
	return steps;
}

/** `if (name()) { … }`. */
function whenAnswered(name: string, inner: readonly Draft[]): Draft {
	return (write) => {
		const { span, built } = write.around(() => ({ condition: write.block([call(name)]), block: write.block(inner) }));
		const asked = built.condition.steps[0]?.span ?? span;
		return { kind: 'branch', span, branch: 'if', condition: built.condition, arms: [{ block: built.block, requires: [requires({ kind: 'call', call: asked }, 'truthy')] }] };
	};
}

function functionFor(where: string, name: string, extra: Partial<FunctionDraft> = {}): fc.Arbitrary<FunctionDraft[]> {
	const id = `${where}#${name}`;
	return fc.record({
		steps: stepsFor(id), isAsync: fc.boolean(), isGenerator: fc.integer({ max: 4, min: 0 }).map((roll) => roll === 0), isExported: fc.boolean(),
		inner: fc.option(fc.record({ steps: stepsFor(id), isAsync: fc.integer({ max: 2, min: 0 }).map((roll) => roll === 0) }), { nil: undefined }),
		isDefaulted: fc.boolean(),
	}).map(({ inner, isDefaulted, ...draft }): FunctionDraft[] => [
		{ name, parameters: [{ name: 'fn', ...(isDefaulted && { default: { kind: 'constant', value: 'a' } }) }], ...draft, ...extra },
		...inner ? [{ name: `${name}.<closure>`, in: name, ...inner }] : [],
	]);
}

function typeFor(where: string, name: string): fc.Arbitrary<{ type: TypeDraft; functions: FunctionDraft[] }> {
	return fc.tuple(
		fc.constantFrom('class' as const, 'interface' as const, 'abstract' as const), fc.array(fc.tuple(path, fc.constantFrom(...typeNames)).map(([from, base]) => `${from}#${base}`), { maxLength: 2 }),
		fc.boolean(), fc.boolean(), functionFor(where, `${name}.run`, { kind: 'method', owner: name }), functionFor(where, `${name}.<fields>`, { kind: 'initializer', owner: name, isAsync: false, isGenerator: false }),
		fc.boolean(), functionFor(where, `${name}.constructor`, { kind: 'constructor', owner: name, isAsync: false, isGenerator: false }),
	).map(([kind, bases, hasMember, hasFields, member, fields, hasConstructor, constructor]) => ({
		type: { name, kind, bases, members: [...hasMember ? ['run'] : [], ...hasConstructor ? ['constructor'] : []] },
		functions: [...hasMember ? member : [], ...hasFields ? fields : [], ...hasConstructor ? constructor : []],
	}));
}

/** What stands together in a file: a function with those in it, or a type with its members. */
interface Group {
	readonly name: string;
	readonly functions: readonly FunctionDraft[];
	readonly type?: TypeDraft;
}

interface Grouped {
	readonly where: string;
	readonly module: readonly Draft[];
	readonly groups: readonly Group[];
}

function groupsFor(where: string): fc.Arbitrary<Grouped> {
	return fc.record({
		module: stepsFor(`${where}#<module>`),
		functions: fc.subarray(names, { minLength: 2 }).chain((chosen) => fc.tuple(...chosen.map((name) => functionFor(where, name).map((functions): Group => ({ name, functions }))))),
		types: fc.subarray(typeNames).chain((chosen) => fc.tuple(...chosen.map((name) => typeFor(where, name).map((each): Group => ({ name, ...each }))))),
		isTypeFirst: fc.boolean(),
	}).map(({ module, functions, types, isTypeFirst }) => ({ where, module, groups: isTypeFirst ? [...types, ...functions] : [...functions, ...types] }));
}

/** The module's own steps come first, and before them so much room that they move nothing. */
function written({ where, module, groups }: Grouped): FileOutline {
	const length = file(where, { module }).functions[0]?.span.end ?? 0;
	return file(where, { module, skip: 10_000 - length, functions: groups.flatMap((each) => each.functions), types: groups.flatMap((each) => each.type ?? []) });
}

/** The next text of a file keeps its first groups; the outlines of their functions are the same objects, as a language keeps them. */
function keeping(count: number, old: Grouped, before: FileOutline, next: Grouped): { readonly grouped: Grouped; readonly outline: FileOutline; readonly kept: number } {
	const first = old.groups.slice(0, count);
	const grouped = { ...next, groups: [...first, ...next.groups.filter(({ name }) => !first.some((each) => each.name === name))] };
	const made = written(grouped);
	const texts = new Map(before.functions.map((each) => [JSON.stringify(each), each] as const));
	const functions = made.functions.map((each) => texts.get(JSON.stringify(each)) ?? each);
	return { grouped, outline: { ...made, functions }, kept: functions.filter((each) => before.functions.includes(each)).length };
}

function fileFor(where: string): fc.Arbitrary<FileOutline> {
	return fc.record({
		module: stepsFor(`${where}#<module>`), skip: fc.constantFrom(0, 0, 0, 7),
		functions: fc.subarray(names, { minLength: 2 }).chain((chosen) => fc.tuple(...chosen.map((name) => functionFor(where, name)))),
		types: fc.subarray(typeNames).chain((chosen) => fc.tuple(...chosen.map((name) => typeFor(where, name)))),
	}).map(({ module, skip, functions, types }) => {
		const draft: FileDraft = { module, skip, functions: [...functions.flat(), ...types.flatMap((each) => each.functions)], types: types.map((each) => each.type) };
		return file(where, draft);
	});
}

const outline = path.chain(fileFor);
const edit = fc.record({ set: fc.array(outline, { minLength: 1, maxLength: 2 }), remove: fc.array(path, { maxLength: 1 }) });
const begin = fc.tuple(...files.map(fileFor));

describe('an edited graph', () => {
	it('equals one solved from scratch, after every edit', () => {
		fc.assert(fc.property(begin, fc.array(edit, { minLength: 1, maxLength: 6 }), (project, edits) => {
			const present = new Map(project.map((each) => [each.file, each] as const));
			const graph = createCallGraph({ catalogue, factsOf });
			graph.update({ set: project, remove: [] });
			for (const each of edits) {
				for (const gone of each.remove) { present.delete(gone); }
				for (const next of each.set) { present.set(next.file, next); }
				graph.update(each);
				// The order in which files came must not show either.
				const scratch = createCallGraph({ catalogue, factsOf });
				scratch.update({ set: [...present.values()].reverse(), remove: [] });
				expect(graph.dump()).toBe(scratch.dump());
			}
		}), { numRuns: 500 });
	}, 120_000);

	it('equals one solved from scratch where outlines of functions are kept', () => {
		let kept = 0;
		const change = fc.record({ next: path.chain(groupsFor), count: fc.nat(4), others: fc.array(outline, { maxLength: 1 }) });
		fc.assert(fc.property(fc.tuple(...files.map(groupsFor)), fc.array(change, { minLength: 1, maxLength: 6 }), (project, changes) => {
			const drafts = new Map(project.map((each) => [each.where, each] as const));
			const present = new Map(project.map((each) => [each.where, written(each)] as const));
			const graph = createCallGraph({ catalogue, factsOf });
			graph.update({ set: [...present.values()], remove: [] });
			for (const { next, count, others } of changes) {
				const old = drafts.get(next.where), before = present.get(next.where);
				if (old === undefined || before === undefined) { continue; }
				const made = keeping(count, old, before, next);
				kept += made.kept;
				drafts.set(next.where, made.grouped);
				present.set(next.where, made.outline);
				const beside = others.filter((each) => each.file !== next.where);
				for (const each of beside) { present.set(each.file, each); drafts.delete(each.file); }
				graph.update({ set: [made.outline, ...beside], remove: [] });
				const scratch = createCallGraph({ catalogue, factsOf });
				scratch.update({ set: [...present.values()].reverse().map((each) => ({ ...each })), remove: [] });
				expect(graph.dump()).toBe(scratch.dump());
			}
		}), { numRuns: Number(process.env['EDITS'] ?? 300) });
		expect(kept).toBeGreaterThan(300);
	}, 240_000);

	it('tells which functions changed', () => {
		const shown = (graph: ReturnType<typeof createCallGraph>, id: string) => JSON.stringify([graph.effectsOf(id), graph.contextsOf(id), graph.isAsyncLike(id), graph.callersOf(id).map((each) => each.id)]);
		fc.assert(fc.property(begin, edit, (project, change) => {
			const graph = createCallGraph({ catalogue, factsOf });
			graph.update({ set: project, remove: [] });
			const ids = project.flatMap((each) => each.functions.map((one) => one.id));
			const before = new Map(ids.map((id) => [id, shown(graph, id)] as const));
			const { changed } = graph.update(change);
			for (const id of ids) { if (graph.functionOf(id) && !changed.has(id)) { expect(shown(graph, id)).toBe(before.get(id)); } }
		}), { numRuns: 100 });
	}, 120_000);
});
