/** Executors of `new Promise(…)`: whether one calls what settles the promise on every path, as far as that is certain. */
import type { CallGraph } from '../../callgraph/graph.ts';
import type { Block, CallStep, FunctionOutline, Step, Value } from '../../outline/model.ts';
import { blocksOf, stepsOf } from '../../outline/walk.ts';
import { calledName } from './chains.ts';

/** The function written in place as the executor of a promise, of the language's own or of a library that calls its class so too (`new Bluebird.Promise(…)`). */
export function executorOf(step: CallStep, graph: CallGraph): FunctionOutline | undefined {
	const { isNew, arguments: [first] } = step;
	if (!isNew || !/^Promise(?:Constructor)?$/.test(calledName(step)) || first?.value.kind !== 'function') { return undefined; }
	return graph.functionOf(first.value.id);
}

/**
 * True if some path through a sync executor surely ends without `resolve` or `reject` having been called. Where one of the two is handed to anything else, or used in a
 * callback, nobody can tell. An executor that takes neither means to wait for ever.
 */
export function missesPath(executor: FunctionOutline, graph: CallGraph): boolean {
	if (executor.isAsync || executor.isGenerator || executor.parameters.length === 0 || executor.parameters.some(({ isRest, binding }) => isRest || binding === undefined)) { return false; }
	const own = stepsOf(executor.body).map(({ step }) => step);
	const settling = own.filter((step) => isSettling(step, executor));
	if (settling.length === 0 || own.some((step) => handsOn(step, executor)) || isUsedWithin(executor, graph)) { return false; }
	return pathOf(executor.body, executor) !== 'settled';
}

function isSettling(step: Step, { id }: FunctionOutline): boolean {
	return step.kind === 'call' && step.callee.kind === 'parameter' && step.callee.function === id && step.callee.path === undefined;
}

/** `settled`: all of its paths have settled it, or threw. `left`: one has left the function before. `open`: one goes on behind the block without. */
type PathEnd = 'settled' | 'left' | 'open';

function pathOf(block: Block, executor: FunctionOutline): PathEnd {
	for (const step of block.steps) {
		const end = endOf(step, executor);
		if (end !== 'open') { return end; }
	}
	return 'open';
}

function endOf(step: Step, executor: FunctionOutline): PathEnd {
	if (isSettling(step, executor)) { return 'settled'; }
	switch (step.kind) {
		case 'exit': return step.exit === 'return' ? 'left' : 'settled';
		case 'branch': {
			if (pathOf(step.condition, executor) === 'settled') { return 'settled'; }
			const ends = step.arms.map((arm) => pathOf(arm.block, executor));
			if (ends.includes('left')) { return 'left'; }
			const isExhaustive = step.arms.some(({ label }) => label === 'else') || step.memo !== undefined;
			return ends.every((end) => end === 'settled') && isExhaustive ? 'settled' : 'open';
		}
		// What happens in these how often is not for the text to say.
		case 'loop': case 'try': case 'guarded': case 'select': return blocksOf(step).some((each) => stepsOf(each).some(({ step: inner }) => isSettling(inner, executor))) ? 'settled' : 'open';
		default: return 'open';
	}
}

/** `resolve` is given to something, kept, or given back. */
function handsOn(step: Step, executor: FunctionOutline): boolean {
	const isIt = (value: Value | undefined): boolean => value !== undefined && mentions(value, executor);
	switch (step.kind) {
		case 'call': return step.arguments.some(({ value }) => isIt(value)) || isIt(step.receiver);
		case 'bind': case 'place': case 'exit': case 'await': return isIt(step.value);
		default: return false;
	}
}

function mentions(value: Value, executor: FunctionOutline): boolean {
	switch (value.kind) {
		case 'parameter': return value.function === executor.id;
		case 'binding': return executor.parameters.some(({ binding }) => binding === value.binding);
		case 'either': case 'combined': return value.values.some((each) => mentions(each, executor));
		case 'list': return value.items.some((each) => mentions(each, executor));
		case 'object': return value.properties.some((each) => mentions(each.value, executor));
		default: return false;
	}
}

/** A function that is written in it calls or hands on one of the two. */
function isUsedWithin(executor: FunctionOutline, graph: CallGraph): boolean {
	const inner = (graph.fileOf(executor.id)?.functions ?? []).filter((each) => each.id !== executor.id && each.id.startsWith(`${executor.id}.`));
	return inner.some((each) => stepsOf(each.body).some(({ step }) => isSettling(step, executor) || handsOn(step, executor)));
}
