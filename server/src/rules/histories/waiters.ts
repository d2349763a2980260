/** Lists of those who wait: each entry settles a promise that somebody awaits. */
import type { CallGraph } from '../../callgraph/graph.ts';
import type { CallStep, FileOutline, FunctionId, Value } from '../../outline/model.ts';
import { perFile } from '../../outline/perFile.ts';
import { noSteps, stepsOf } from '../../outline/walk.ts';
import { calledName } from '../tasks/chains.ts';
import type { List } from './lists.ts';

/**
 * `new Promise((resolve) => waiting.push(resolve))`, also as a part of an entry: there are as many as there are callers that wait, and each is let go when something that took its time is
 * done, beside which the move is nothing.
 */
export function holdsWaiters({ pushes }: List, outline: FileOutline, graph: CallGraph): boolean {
	const { executors, parameters, calls } = promisesIn(outline);
	const settles = (value: Value, depth = 0): boolean => {
		const known = graph.follow(outline.file, value);
		switch (known.kind) {
			case 'parameter': return executors.has(known.function) && known.path === undefined;
			case 'binding': return parameters.has(known.binding);
			case 'object': return depth < 2 && known.properties.some((property) => settles(property.value, depth + 1));
			case 'function': return onlySettles(known.id);
			case 'call': { const made = calls.get(keyOf(known.call)); return made?.isNew === true && made.arguments.some((argument) => settles(argument.value, depth + 1)); }
			default: return false;
		}
	};
	/** `() => { clearTimeout(timer); resolve(); }` */
	const onlySettles = (id: FunctionId): boolean => {
		const called = stepsOf(graph.functionOf(id)?.body ?? noSteps).flatMap(({ step }) => (step.kind === 'call' ? [step] : []));
		return called.some((step) => isSettling(step, executors)) && called.every((step) => isSettling(step, executors) || /^(?:clear(?:Timeout|Interval)|removeEventListener|removeListener|off)$/.test(calledName(step)));
	};
	return pushes.length > 0 && (pushes.every(({ step }) => step.value !== undefined && settles(step.value)) || holdsCallbacks(pushes, graph));
}

/** `waiting.push(callback)`: a caller that wants to be told, and has nothing done for it until then. */
function holdsCallbacks(pushes: List['pushes'], graph: CallGraph): boolean {
	return pushes.every(({ step: { value } }) => value?.kind === 'parameter' && value.path === undefined && callbackName.test(graph.functionOf(value.function)?.parameters[value.index]?.name ?? ''));
}

const callbackName = /^_?(?:done|cb|callback|resolve)$/;

/** `answers.push((line) => …)`, one for each request on its way: each takes what came back. */
export function holdsAnswers({ pushes }: List, graph: CallGraph): boolean {
	const given = pushes.map(({ step: { value } }) => (value?.kind === 'function' ? graph.functionOf(value.id) : undefined));
	return given.length > 0 && given.every((fn) => fn !== undefined && (fn.kind !== 'closure' || fn.parameters.length > 0)) && given.some((fn) => fn?.kind === 'closure');
}

function isSettling({ callee }: CallStep, executors: ReadonlySet<FunctionId>): boolean {
	return callee.kind === 'parameter' && callee.path === undefined && executors.has(callee.function);
}

function keyOf({ start, end }: { readonly start: number; readonly end: number }): string { return `${start}-${end}`; }

/** The functions by which a file makes promises, their parameters, and all its calls by what they span. */
const promisesIn = perFile(({ functions }: FileOutline) => {
	const executors = new Set<FunctionId>();
	const calls = new Map<string, CallStep>();
	for (const { body } of functions) {
		for (const { step } of stepsOf(body)) {
			if (step.kind !== 'call') { continue; }
			calls.set(keyOf(step.span), step);
			const [first] = step.arguments;
			if (step.isNew && step.callee.kind === 'external' && /^lib#Promise(?:Constructor)?$/.test(step.callee.symbol) && first?.value.kind === 'function') { executors.add(first.value.id); }
		}
	}
	const parameters = new Set(functions.flatMap((each) => (executors.has(each.id) ? each.parameters.flatMap(({ binding }) => (binding === undefined ? [] : [binding])) : [])));
	return { executors, parameters, calls };
});
