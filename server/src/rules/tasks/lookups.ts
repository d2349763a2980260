/** Functions that only look something up: they call nothing that could fail, as far as their text tells. */
import { fileOf, type CallGraph } from '../../callgraph/graph.ts';
import type { CallStep, FunctionId, Step } from '../../outline/model.ts';
import { stepsOf } from '../../outline/walk.ts';
import { calledName } from './chains.ts';
import { isPlain, throwsItself } from './evidence.ts';

/** So many calls down. */
const deepest = 4;

const telling = /^(?:trace|verbose|silly|debug|info|log|warn|error)$/;
const getting = /^(?:get|is|has)(?:[A-Z]\w*)?$/;

/** True for `() => this.theme`, `(id) => this.views.get(id)?.title`; not where a method is called on what a call gave without a look at whether it gave anything. */
export function onlyLooksUp(id: FunctionId, graph: CallGraph, depth = 0): boolean {
	const outline = graph.functionOf(id);
	if (outline === undefined || outline.isGenerator || depth > deepest || throwsItself(outline)) { return false; }
	const isSafe = (step: CallStep, path: readonly Step[]): boolean => {
		if (isPlain(step)) { return step.arguments.every(({ value }) => value.kind !== 'function' || onlyLooksUp(value.id, graph, depth + 1)); }
		if (telling.test(calledName(step)) && step.result.kind === 'discarded') { return true; }
		if (step.isNew) { return false; }
		const targets = graph.resolveCallee(step.callee);
		if (targets.length === 0) { return step.callee.kind === 'external' && getting.test(calledName(step)) && (step.resultType === undefined || step.resultType === 'plain' || step.resultType === 'any'); }
		const receiver = step.receiver === undefined ? undefined : graph.follow(fileOf(id), step.receiver);
		const isLooked = receiver?.kind !== 'call' || step.isOptional || path.some((around) => around.kind === 'branch');
		return isLooked && targets.every((target) => target === id || onlyLooksUp(target, graph, depth + 1));
	};
	return stepsOf(outline.body).every(({ step, path }) => step.kind !== 'call' || isSafe(step, path));
}
