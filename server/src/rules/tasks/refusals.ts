/** Async functions that do all they do at once, and fail in one way alone: they refuse a call that comes too late or too early. */
import type { CallGraph } from '../../callgraph/graph.ts';
import { lastName } from '../../callgraph/paths.ts';
import type { BranchStep, FunctionId, Place, Step } from '../../outline/model.ts';
import { stepsOf } from '../../outline/walk.ts';
import { isSamePlace } from '../histories/lists.ts';
import { callsThrower, isDoneAtOnce } from './evidence.ts';

/** What is called so says what happens, for those who look into it. */
const tellsOfWork = /(?:[dD]ebug|[tT]race|[tT]elemetry|[mM]etrics?|[lL]og|[bB]readcrumb|[aA]nalytics)(?:[A-Z]\w*)?$/;

/** True for what only tells of the work, as its name says. */
export function onlyTells(name: string): boolean { return tellsOfWork.test(name); }

/**
 * `if (this.settle === undefined) { throw new Error('settled before'); } this.settle = undefined;`: each `throw` stands behind a look at what the function itself changes; of what only tells
 * of the work, at whatever it needs for that.
 */
export function onlyRefuses(id: FunctionId, graph: CallGraph): boolean {
	const outline = graph.functionOf(id);
	if (outline === undefined || !isDoneAtOnce(outline, graph)) { return false; }
	const steps = stepsOf(outline.body);
	const written = steps.flatMap(({ step }) => (step.kind === 'place' && (step.operation === 'assign' || step.operation === 'delete') ? [step.place] : []));
	const isOwn = (place: Place): boolean => (place.root === 'this' || place.root === 'module') && (onlyTells(lastName(id)) || written.some((each) => isSamePlace(each, place)));
	const throwing = steps.filter(({ step }) => step.kind === 'exit' && step.exit === 'throw' || step.kind === 'call' && callsThrower(step, graph));
	return throwing.length > 0 && throwing.every(({ step, path }) => step.kind === 'exit' && path.length === 1 && isLookAt(path[0], isOwn));
}

function isLookAt(around: Step | undefined, isOwn: (place: Place) => boolean): boolean {
	return around?.kind === 'branch' && around.branch === 'if' && placesIn(around).some(isOwn);
}

/** Members and variables of the module that a condition asks for. */
export function placesIn({ condition, arms }: BranchStep): readonly Place[] {
	const required = arms.flatMap(({ requires = [] }) => requires.flatMap(({ value }) => (value.kind === 'place' ? [value.place] : [])));
	return [...required, ...stepsOf(condition).flatMap(({ step }) => (step.kind === 'place' ? [step.place] : []))];
}
