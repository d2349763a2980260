/** Coroutines that look at their own failures: all that may fail in them stands in a `try` that catches it and goes on. */
import type { CallGraph } from '../../callgraph/graph.ts';
import { lastName } from '../../callgraph/paths.ts';
import type { Block, CallStep, FunctionId, Handler, Step } from '../../outline/model.ts';
import { blocksOf, stepsOf } from '../../outline/walk.ts';
import { callsOf } from './chains.ts';

/** So many calls down a wrapper is looked into. */
const deepest = 2;

/** True if an async function ends without a failure whatever goes wrong in it, as far as its text tells: it writes failures down, keeps or drops them itself. */
export function handlesOwnFailures(id: FunctionId, graph: CallGraph, depth = 0): boolean {
	const outline = graph.functionOf(id);
	if (outline === undefined || !outline.isAsync || outline.isGenerator) { return false; }
	const calls = callsOf(outline);
	const isSafeCall = (step: CallStep): boolean => isHarmless(step) || step.result.kind === 'awaited' && depth < deepest && step.callee.kind === 'function'
		&& graph.resolveCallee(step.callee).length > 0 && graph.resolveCallee(step.callee).every((target) => handlesOwnFailures(target, graph, depth + 1));
	const isSafeBlock = ({ steps }: Block): boolean => steps.every(isSafe);
	const isSafe = (step: Step): boolean => {
		switch (step.kind) {
			case 'call': return isSafeCall(step);
			case 'await': { const call = step.value.kind === 'call' ? calls(step.value.call) : undefined; return call !== undefined && isSafeCall(call); }
			case 'exit': return step.exit !== 'throw';
			case 'try': {
				const catchers = step.handlers.filter(catchesAll);
				// What a handler does about the failure is its own affair, but for failing in turn.
				return catchers.length > 0 && !step.handlers.some(({ block, catches }) => !isCancellation(catches) && throws(block)) && (step.orElse === undefined || isSafeBlock(step.orElse)) && (step.finally === undefined || !throws(step.finally)) || isSafeBlock(step.body) && step.handlers.every(({ block }) => isSafeBlock(block)) && [step.orElse, step.finally].every((each) => each === undefined || isSafeBlock(each));
			}
			case 'loop': return step.loop !== 'await' && blocksOf(step).every(isSafeBlock);
			case 'guarded': return !step.isAsync && step.guards.every(({ type }) => (type ?? '').startsWith('contextlib#')) && isSafeBlock(step.body);
			case 'select': return false;
			default: return blocksOf(step).every(isSafeBlock);
		}
	};
	return outline.decorators.some((each) => each.kind === 'function' && looksAtFailures(each.id, graph)) || hasTry(outline.body) && isSafeBlock(outline.body);
}

/** A decorator of the project whose wrapper awaits what it is given in a `try` that catches all: it writes failures down, whether it lets them go on or not. */
function looksAtFailures(decorator: FunctionId, graph: CallGraph): boolean {
	const inner = graph.fileOf(decorator)?.functions.filter(({ id, isAsync }) => isAsync && id.startsWith(`${decorator}.`)) ?? [];
	return inner.some(({ body }) => stepsOf(body).some(({ step }) => step.kind === 'try' && stepsOf(step.body).some((each) => each.step.kind === 'await')
		&& step.handlers.some((each) => catchesAll(each) && each.block.steps.some(({ kind }) => kind === 'call' || kind === 'try' || kind === 'branch'))));
}

function catchesAll({ catches }: Handler): boolean {
	return catches.length === 0 || catches.some((each) => /^builtins#(?:Base)?Exception$/.test(each));
}

function isCancellation(catches: Handler['catches']): boolean {
	return catches.length > 0 && catches.every((each) => each.endsWith('CancelledError'));
}

function throws({ steps }: Block): boolean {
	return steps.some((step) => step.kind === 'exit' ? step.exit === 'throw' : step.kind !== 'closure' && blocksOf(step).some(throws));
}

function hasTry({ steps }: Block): boolean {
	return steps.some((step) => step.kind === 'try' || blocksOf(step).some(hasTry));
}

const plainFunctions = /^(?:logging#|time#(?:time|monotonic|perf_counter)$|asyncio#(?:sleep|get_running_loop|get_event_loop|current_task|Event|Lock|Queue|Event\.(?:set|clear|is_set|wait)|Queue\.(?:get|task_done))$|builtins#(?:len|str|repr|print|isinstance|getattr|hasattr|bool|list|dict|set|tuple|id|type|range|enumerate|(?:dict|list|set|str)\.\w+)$|datetime#|collections#|structlog#|loguru#)/;
const plainMethods = /^(?:debug|info|warning|warn|error|exception|critical|log|trace|is_set|set|add|discard|append|get|items|values|keys|format|time|bind)$/;

/** Does not fail, or not in a way that anybody counts on to be told. */
function isHarmless({ callee, result }: CallStep): boolean {
	// What is waited for may fail whatever it is called.
	if (result.kind === 'awaited') { return callee.kind === 'external' && plainFunctions.test(callee.symbol); }
	switch (callee.kind) {
		case 'external': return plainFunctions.test(callee.symbol) || plainMethods.test(lastName(callee.symbol));
		case 'unresolved': return plainMethods.test(callee.name);
		case 'function': return plainMethods.test(lastName(callee.id));
		case 'parameter': return false;
	}
}
