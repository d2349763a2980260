/** Async functions that do all they do at once, and fail in one way alone: they refuse a call that comes too late or too early. */
import type { CallGraph } from '../../callgraph/graph.ts';
import { lastName } from '../../callgraph/paths.ts';
import type { BranchStep, FunctionId, FunctionOutline, Place, Step } from '../../outline/model.ts';
import { contains } from '../../outline/span.ts';
import { stepsOf } from '../../outline/walk.ts';
import { isSamePlace } from '../histories/lists.ts';
import { callsThrower, catchesAll, isDoneAtOnce } from './evidence.ts';

/** What is called so says what happens, for those who look into it. */
const tellsOfWork = /(?:[dD]ebug|[tT]race|[tT]elemetry|[mM]etrics?|[lL]og|[bB]readcrumb|[aA]nalytics)(?:[A-Z]\w*)?$/;

/** True for what only tells of the work, as its name says. */
export function onlyTells(name: string): boolean { return tellsOfWork.test(name) || /^_?(?:track(?:Action|Click|Event|Page|Usage|View)|report(?:Error|Failure|Exception|Problem|Warning)s?$)/.test(name); }

/** `this.logger.error()`: what is written to a log, by the object that it is asked of. */
export function isLogging(label: string): boolean { return /(?:^|\.)[_#]?(?:log|logger|console)\.\w+\(\)$/i.test(label); }

/** `(error) => this.log.error(error)`: all that it does is to write to a log. */
export function onlyLogs({ isAsync, body }: FunctionOutline): boolean {
	const [only, further] = stepsOf(body).flatMap(({ step }) => (step.kind === 'call' ? [step] : []));
	return !isAsync && further === undefined && only?.written !== undefined && isLogging(`${only.written}()`) && !stepsOf(body).some(({ step }) => step.kind === 'exit' && step.exit === 'throw');
}

/**
 * `if (this.settle === undefined) { throw new Error('settled before'); } this.settle = undefined;`: each `throw` stands behind a look at what the function itself changes; of what only tells
 * of the work, at whatever it needs for that. Of what it awaits, a handler takes each failure.
 */
export function onlyRefuses(id: FunctionId, graph: CallGraph): boolean {
	const outline = graph.functionOf(id);
	if (outline === undefined) { return false; }
	const steps = stepsOf(outline.body);
	if (!isDoneAtOnce(outline, graph) && steps.some(({ step, path }) => isWaiting(step) && !path.some((around) => around.kind === 'try' && catchesAll(around) && contains(around.body.span, step.span)))) { return false; }
	const written = steps.flatMap(({ step }) => (step.kind === 'place' && (step.operation === 'assign' || step.operation === 'delete') ? [step.place] : []));
	const isOwn = (place: Place): boolean => (place.root === 'this' || place.root === 'module') && (onlyTells(lastName(id)) || written.some((each) => isSamePlace(each, place)));
	const throwing = steps.filter(({ step, path }) => !path.some((around) => around.kind === 'try' && catchesAll(around) && contains(around.body.span, step.span)) && ( step.kind === 'exit' && step.exit === 'throw' || step.kind === 'call' && callsThrower(step, graph)));
	return throwing.length > 0 && throwing.every(({ step, path }) => step.kind === 'exit' && path.length === 1 && isLookAt(path[0], isOwn));
}

function isWaiting(step: Step): boolean {
	return step.kind === 'await' || step.kind === 'select' || step.kind === 'loop' && step.loop === 'await' || step.kind === 'guarded' && step.isAsync || step.kind === 'call' && step.result.kind === 'returned' && step.resultType !== 'plain';
}

function isLookAt(around: Step | undefined, isOwn: (place: Place) => boolean): boolean {
	if (around?.kind !== 'branch' || around.branch !== 'if') { return false; }
	// `if (this.jobs[at] === undefined)`: whoever calls it goes through the list.
	return placesIn(around).some(isOwn) || stepsOf(around.condition).some(({ step }) => step.kind === 'place' && step.operation === 'index' && step.place.root === 'this');
}

/** Members and variables of the module that a condition asks for. */
export function placesIn({ condition, arms }: BranchStep): readonly Place[] {
	const required = arms.flatMap(({ requires = [] }) => requires.flatMap(({ value }) => (value.kind === 'place' ? [value.place] : [])));
	return [...required, ...stepsOf(condition).flatMap(({ step }) => (step.kind === 'place' ? [step.place] : []))];
}
