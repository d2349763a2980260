/** Async functions of Python that are given to something that calls its callbacks and drops what they give. */
import { quotedName } from '../../callgraph/describe.ts';
import type { CallGraph } from '../../callgraph/graph.ts';
import { lastName } from '../../callgraph/paths.ts';
import type { Catalogue } from '../../catalogue/catalogue.ts';
import type { Argument, CallStep, FunctionId, FunctionOutline, Value } from '../../outline/model.ts';
import { stepsOf } from '../../outline/walk.ts';
import type { Finding } from '../finding.ts';
import { fingerprintOf } from '../fingerprint.ts';
import { isTestCode, placed } from '../report/placed.ts';
import type { RuleContext, RuleMeta } from '../rule.ts';
import { callsOf } from './chains.ts';

/** An async function that is given to something that drops what its callbacks give. */
interface Misused {
	readonly step: CallStep;
	/** The function, or what a lambda calls. */
	readonly name: string;
	/** Where it stands among the arguments. */
	readonly argument: Argument;
	/** For people: `timer`. */
	readonly what: string;
}

/** The findings on Python's coroutine functions, of which nothing runs where a plain function is called. */
export function reportPlainCallbacks(context: RuleContext, meta: RuleMeta): Finding[] {
	return context.outline.functions.flatMap((outline) => {
		const ordinals = new Map<string, number>();
		return misusedIn(outline, context).map((misused): Finding => {
			const ordinal = ordinals.get(misused.name) ?? 0;
			ordinals.set(misused.name, ordinal + 1);
			return findingFor(misused, outline, ordinal, context, meta);
		});
	});
}

function misusedIn(outline: FunctionOutline, { graph, catalogue }: RuleContext): Misused[] {
	return stepsOf(outline.body).flatMap(({ step }): Misused[] => {
		if (step.kind !== 'call' || step.callee.kind !== 'external') { return []; }
		const slot = catalogue.lookup(step.callee.symbol)?.plainCallback ?? slotOfMap(step, step.callee.symbol, outline);
		const argument = slot === undefined ? undefined : argumentAt(step.arguments, slot);
		const name = argument === undefined ? undefined : coroutineOf(argument.value, graph, catalogue);
		return slot === undefined || argument === undefined || name === undefined ? [] : [{ step, name, argument, what: slot.what }];
	});
}

interface Slot { readonly argument?: number | undefined; readonly keyword?: string | undefined; readonly what: string }

/** `map(f, items)` may make coroutines for `gather`; where its items are tested, added up or dropped, it makes nothing. */
function slotOfMap(step: CallStep, symbol: string, outline: FunctionOutline): Slot | undefined {
	if (symbol !== 'builtins#map') { return undefined; }
	const { result } = step;
	const taker = result.kind === 'argument' ? callsOf(outline)(result.call) : undefined;
	const isPlain = result.kind === 'discarded' || taker?.callee.kind === 'external' && /^builtins#(?:any|all|sum|min|max|sorted|str\.join)$/.test(taker.callee.symbol);
	return isPlain ? { argument: 0, what: 'callback' } : undefined;
}

function argumentAt(given: readonly Argument[], { argument, keyword }: Slot): Argument | undefined {
	const isSpread = argument !== undefined && given.slice(0, argument + 1).some((each) => each.isSpread === true);
	const placed = argument === undefined || isSpread || given[argument]?.name !== undefined ? undefined : given[argument];
	return placed ?? (keyword === undefined ? undefined : given.find(({ name }) => name === keyword));
}

/** What makes a coroutine that nobody awaits, if the value is a function that does: itself, or by a call that a lambda gives back. */
function coroutineOf(value: Value, graph: CallGraph, catalogue: Catalogue): string | undefined {
	if (value.kind !== 'function') { return undefined; }
	const outline = graph.functionOf(value.id);
	if (outline?.kind !== 'closure') { return isAsync(value.id, graph, catalogue) ? lastName(value.id) : undefined; }
	const last = outline.body.steps.at(-1);
	const made = last?.kind === 'exit' && last.exit === 'return' && last.value?.kind === 'call' ? callsOf(outline)(last.value.call) : undefined;
	return made?.callee.kind === 'function' && isAsync(made.callee.id, graph, catalogue) ? lastName(made.callee.id) : undefined;
}

/** Whatever runs by that name is async, and no decorator makes something else of it. */
function isAsync(id: FunctionId, graph: CallGraph, catalogue: Catalogue): boolean {
	const targets = graph.resolveCallee({ kind: 'function', id }).map((target) => graph.functionOf(target));
	return targets.length > 0 && targets.every((target) => target !== undefined && target.isAsync && target.decorators.every((each) => each.kind === 'external'
		&& (/^(?:builtins#(?:staticmethod|classmethod)|typing(?:_extensions)?#(?:override|final)|abc#abstractmethod)$/.test(each.symbol) || target.kind === 'method' && lastName(each.symbol) === lastName(target.id) && catalogue.lookup(each.symbol)?.decorates === undefined)));
}

function findingFor({ step, name, argument, what }: Misused, outline: FunctionOutline, ordinal: number, context: RuleContext, meta: RuleMeta): Finding {
	const { graph } = context;
	const isAcceptable = isTestCode(outline, context);
	const caller = step.callee.kind === 'external' ? lastName(step.callee.symbol) : '';
	return {
		...placed(meta, outline, context, { isTest: isAcceptable, priority: 'P1' }),
		span: argument.span,
		message: `\`${name}()\` is async, and \`${caller}()\` in ${quotedName(outline)} takes a plain function as its ${what}: ${consequences(what, name)}.`,
		impact: 'what was asked for is never done, and Python tells of it only when the coroutine is collected',
		fingerprint: fingerprintOf(meta.id, outline.id, name, ordinal, graph),
	};
}

/** What comes of it, and what to do. */
function consequences(what: string, name: string): string {
	if (what === 'key' || what === 'test') { return `${what === 'key' ? 'it compares coroutines' : 'a coroutine is always true'}; await \`${name}()\` for each item first`; }
	const lost = 'the coroutine that it makes is never awaited, and nothing of it runs';
	if (what.endsWith('thread')) { return `${lost}; give it \`asyncio.run\` and the coroutine, or begin a task on the loop`; }
	if (what === 'exit handler') { return `${lost}; end it in the program's own async code, where the loop still runs`; }
	return `${lost}; give it a function that begins a task and keeps it`;
}
