/** Looks at what the kernel tells in the form of files (`/proc`, `/sys`): that is memory, and a trip to another thread costs more. */
import type { CallGraph, Effect, OwnStep } from '../../callgraph/graph.ts';
import type { CallStep, FunctionOutline, Value } from '../../outline/model.ts';
import { stepsOf } from '../../outline/walk.ts';
import { placedCall } from '../placedLink.ts';
import { callsOf } from '../tasks/chains.ts';

const ofKernel = /^\/(?:proc|sys)\//;
const reads = /#read(?:_to_string)?$/;
/** In Python the same file is opened and read. */
const opensOrReads = /#(?:open|(?:\w+\.)?(?:open|read|readline|readlines|read_text|read_bytes|__next__))$/;
/** So many calls a path may be made by: `Path::new(&format!("/proc/{pid}"))`. */
const deepest = 4;

/** True for one look or read, as its text tells; a list of what is there, or one for each of several, may be long. In Python also further down. */
export function isLookAtKernel({ function: id, site: { step } }: OwnStep, { sink, category, symbol, path }: Effect, graph: CallGraph): boolean {
	const language = graph.fileOf(id)?.language, last = path.at(-1);
	if (language === 'python') {
		const call = category === 'metadata' || opensOrReads.test(symbol) ? placedCall(last, graph)?.step : undefined, fn = last && graph.functionOf(last.function);
		return call !== undefined && fn !== undefined && isOfKernel(call, fn);
	}
	const fn = sink === undefined || step.kind !== 'call' || category !== 'metadata' && !reads.test(symbol) ? undefined : graph.functionOf(id);
	return fn !== undefined && step.kind === 'call' && language === 'rust' && isOfKernel(step, fn);
}

function isOfKernel(step: CallStep, fn: FunctionOutline): boolean {
	const calls = callsOf(fn);
	const steps = stepsOf(fn.body);
	const isKernels = (value: Value | undefined, depth: number): boolean => {
		if (value === undefined || depth > deepest) { return false; }
		switch (value.kind) {
			case 'constant': return typeof value.value === 'string' && ofKernel.test(value.value);
			case 'call': { const made = calls(value.call); return made !== undefined && isKernels(made.receiver ?? made.arguments[0]?.value, depth + 1); }
			case 'binding': {
				const bound = steps.flatMap(({ step: each }) => (each.kind === 'bind' && each.binding === value.binding ? [each.value] : each.kind === 'guarded' ? each.guards.flatMap((guard) => (guard.binding === value.binding ? [guard.value] : [])) : []));
				return bound.length === 1 && isKernels(bound[0], depth + 1);
			}
			default: return false;
		}
	};
	return isKernels(step.receiver ?? step.arguments[0]?.value, 0) && steps.find((each) => each.step === step)?.path.some((around) => around.kind === 'loop' && around.loop === 'each') !== true;
}
