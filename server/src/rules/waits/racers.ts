/** Calls of which the first to finish counts, and that nobody ends when another has won. */
import type { CallGraph } from '../../callgraph/graph.ts';
import type { BindingId, CallStep, FunctionOutline, Value } from '../../outline/model.ts';
import { contains } from '../../outline/span.ts';
import { stepsOf, type PlacedStep } from '../../outline/walk.ts';
import { calledName, endsThings } from '../cancellation/surroundings.ts';
import type { RuleContext } from '../rule.ts';
import { callsOf, rootOf, type CallsOf } from '../tasks/chains.ts';
import { stepsWithin } from './values.ts';

export interface Racer {
	readonly call: CallStep;
	/** `race` or `any`. */
	readonly race: string;
	/** The request that it waits for further down, which nobody can end; absent where the call itself takes a signal. */
	readonly request?: string;
}

const races = /^lib#Promise(?:Constructor)?\.(race|any)$/;
const requests = /^(?:(?:lib|global|undici|node-fetch|cross-fetch)#(?:\w+\.)?(?:fetch|request|default)$|(?:axios|got|ky|ofetch)#)/;

/** The arms of a function's races that go on, and hold what they have. What ends things is given its time, and no more. */
export function racersIn(fn: FunctionOutline, { graph }: RuleContext): Racer[] {
	const steps = stepsOf(fn.body);
	const found = steps.flatMap(({ step }) => (step.kind === 'call' && step.callee.kind === 'external' && races.test(step.callee.symbol) ? [step] : []));
	if (found.length === 0 || endsThings(fn.name.slice(fn.name.lastIndexOf('.') + 1))) { return []; }
	const calls = callsOf(fn);
	return found.flatMap((race) => {
		const method = calledName(race);
		const arms = armsOf(race, steps, calls, fn, graph);
		const endable = arms.filter(({ endable: slot }) => slot !== undefined);
		if (endable.length > 0) { return endable.map((call): Racer => ({ call, race: method })); }
		return arms.flatMap((call): Racer[] => {
			const request = requestIn(call, graph, 2);
			return request === undefined ? [] : [{ call, race: method, request }];
		});
	});
}

/** The calls that begin what runs: written in the list, in the function that makes the list, or put into a variable that only the race looks at. */
function armsOf(race: CallStep, steps: readonly PlacedStep[], calls: CallsOf, fn: FunctionOutline, graph: CallGraph): CallStep[] {
	const given = race.arguments[0]?.value;
	if (given?.kind === 'list') {
		return given.items.flatMap((item): CallStep[] => {
			const call = beginningOf(item, steps, calls, fn, graph);
			return call === undefined || endsThings(calledName(call)) ? [] : [call, ...endableIn(call, graph)];
		});
	}
	const mapped = given?.kind === 'call' ? calls(given.call)?.arguments[0]?.value : undefined;
	const outline = mapped?.kind === 'function' ? graph.functionOf(mapped.id) : undefined;
	return outline === undefined ? [] : stepsOf(outline.body).flatMap(({ step }) => (step.kind === 'call' && step.endable !== undefined && contains(race.span, step.span) ? [step] : []));
}

/** What an async function waits for that is called where it is written. */
function endableIn({ callee, span }: CallStep, graph: CallGraph): CallStep[] {
	const body = callee.kind === 'function' ? graph.functionOf(callee.id) : undefined;
	return body === undefined || !contains(span, body.span) ? [] : stepsOf(body.body).flatMap(({ step }) => (step.kind === 'call' && step.endable !== undefined && !endsThings(calledName(step)) ? [step] : []));
}

function beginningOf(value: Value, steps: readonly PlacedStep[], calls: CallsOf, fn: FunctionOutline, graph: CallGraph): CallStep | undefined {
	if (value.kind === 'binding') {
		const [bind, another] = steps.flatMap(({ step }) => (step.kind === 'bind' && step.binding === value.binding ? [step] : []));
		return bind === undefined || another !== undefined || bind.value.kind !== 'call' || usesOf(value.binding, fn, graph) > 1 ? undefined : rootOfCall(bind.value, calls);
	}
	const call = value.kind === 'call' ? calls(value.call) : undefined;
	const root = call === undefined ? undefined : rootOf(call, calls);
	// `work.then(show)`
	if (root?.receiver?.kind === 'binding' && root === call && /^(?:then|catch|finally)$/.test(calledName(root))) { return beginningOf(root.receiver, steps, calls, fn, graph); }
	return root;
}

function rootOfCall(value: Value & { readonly kind: 'call' }, calls: CallsOf): CallStep | undefined {
	const call = calls(value.call);
	return call === undefined || call.result.kind === 'awaited' ? undefined : rootOf(call, calls);
}

function usesOf(binding: BindingId, fn: FunctionOutline, graph: CallGraph): number {
	return stepsWithin(fn, graph).filter(({ step }) => step.kind === 'use' && step.binding === binding).length;
}

/** What a function of the workspace waits for and has no way to end: a request, in it or a function below. */
function requestIn({ callee }: CallStep, graph: CallGraph, depth: number): string | undefined {
	const [target, another] = graph.resolveCallee(callee);
	const outline = target === undefined || another !== undefined ? undefined : graph.functionOf(target);
	if (outline?.isAsync !== true) { return undefined; }
	for (const { step } of stepsOf(outline.body)) {
		if (step.kind !== 'call' || step.result.kind !== 'awaited' && step.result.kind !== 'returned') { continue; }
		if (step.callee.kind === 'external' && requests.test(step.callee.symbol)) { return hasNoSignal(step) ? calledName(step) : undefined; }
		const below = depth > 1 && step.arguments.every(({ value }) => value.kind !== 'parameter' || !/signal|abort|cancel/i.test(value.path?.at(-1) ?? graph.functionOf(value.function)?.parameters[value.index]?.name ?? '')) ? requestIn(step, graph, depth - 1) : undefined;
		if (below !== undefined) { return below; }
	}
	return undefined;
}

/** As far as its options are written in place. */
function hasNoSignal({ arguments: [, options, ...more] }: CallStep): boolean {
	if (options === undefined) { return true; }
	return more.length === 0 && options.value.kind === 'object' && options.value.properties.every(({ name }) => name !== undefined && name !== 'signal' && name !== 'timeout');
}
