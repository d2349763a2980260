/** What is done without a promise by another member of the same object: `mutate()`, which keeps a failure as a state, for `mutateAsync()`. */
import { fileOf, type CallGraph } from '../../callgraph/graph.ts';
import type { Catalogue } from '../../catalogue/catalogue.ts';
import type { CallStep, FunctionId, FunctionOutline, Value } from '../../outline/model.ts';
import { noSteps, stepsOf } from '../../outline/walk.ts';
import { callAt } from './madeObjects.ts';

/** The member to call instead, and whether what made the object was given something that is told of failures (`onError`). */
export interface QuietMember {
	readonly name: string;
	readonly isTold: boolean;
}

/** So many hooks of the project's own lie between the call and the one that takes `onError`. */
const deepest = 2;

/** Undefined where there is no such member, as far as the catalogue knows. */
export function quietMemberOf({ callee, receiver }: CallStep, owner: FunctionOutline, graph: CallGraph, catalogue: Catalogue): QuietMember | undefined {
	const name = callee.kind === 'external' ? catalogue.lookup(callee.symbol)?.withoutPromise : undefined;
	return name === undefined ? undefined : { name, isTold: receiver !== undefined && isMadeWithHandler(receiver, owner.id, graph) };
}

function isMadeWithHandler(value: Value, within: FunctionId, graph: CallGraph): boolean {
	const made = graph.follow(fileOf(within), value), outline = graph.fileOf(within);
	const call = made.kind === 'call' && outline !== undefined ? callAt(outline, made.call) : undefined;
	return call !== undefined && isGivenHandler(call, fileOf(within), graph, 0);
}

function isGivenHandler({ arguments: given, callee }: CallStep, file: string, graph: CallGraph, depth: number): boolean {
	if (given.some(({ value }) => hasHandler(graph.follow(file, value)))) { return true; }
	return depth < deepest && graph.resolveCallee(callee).some((target) => stepsOf(graph.functionOf(target)?.body ?? noSteps)
		.some(({ step }) => step.kind === 'call' && step.result.kind === 'returned' && isGivenHandler(step, fileOf(target), graph, depth + 1)));
}

function hasHandler(value: Value): boolean { return value.kind === 'object' && value.properties.some(({ name }) => name === 'onError'); }

