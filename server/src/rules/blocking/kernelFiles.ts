/** Looks at what the kernel tells in the form of files (`/proc`, `/sys`): that is memory, and a trip to another thread costs more. */
import type { CallGraph, Effect, OwnStep } from '../../callgraph/graph.ts';
import type { Value } from '../../outline/model.ts';
import { stepsOf } from '../../outline/walk.ts';
import { callsOf } from '../tasks/chains.ts';

const ofKernel = /^\/(?:proc|sys)\//;
const reads = /#read(?:_to_string)?$/;
/** So many calls a path may be made by: `Path::new(&format!("/proc/{pid}"))`. */
const deepest = 4;

/** True for one look or read of Rust, as its text tells; a list of what is there, or one for each of several, may be long. */
export function isLookAtKernel({ function: id, site: { step } }: OwnStep, { sink, category, symbol }: Effect, graph: CallGraph): boolean {
	const fn = sink === undefined || step.kind !== 'call' || category !== 'metadata' && !reads.test(symbol) ? undefined : graph.functionOf(id);
	if (fn === undefined || step.kind !== 'call' || graph.fileOf(id)?.language !== 'rust') { return false; }
	const calls = callsOf(fn);
	const steps = stepsOf(fn.body);
	const isKernels = (value: Value | undefined, depth: number): boolean => {
		if (value === undefined || depth > deepest) { return false; }
		switch (value.kind) {
			case 'constant': return typeof value.value === 'string' && ofKernel.test(value.value);
			case 'call': { const made = calls(value.call); return made !== undefined && isKernels(made.receiver ?? made.arguments[0]?.value, depth + 1); }
			case 'binding': {
				const bound = steps.flatMap(({ step: each }) => (each.kind === 'bind' && each.binding === value.binding ? [each.value] : []));
				return bound.length === 1 && isKernels(bound[0], depth + 1);
			}
			default: return false;
		}
	};
	return isKernels(step.receiver ?? step.arguments[0]?.value, 0) && steps.find((each) => each.step === step)?.path.some((around) => around.kind === 'loop' && around.loop === 'each') !== true;
}
