/**
 * How much a blocking step of Python matters: how surely it comes to what blocks, how often, and how long that takes.
 * What is high in all three is an error, what is high in two a warning, all else is worth knowing.
 */
import { fileOf, type CallGraph, type Effect, type PathLink } from '../../callgraph/graph.ts';
import { lastName } from '../../callgraph/paths.ts';
import type { Severity } from '../../catalogue/schema.ts';
import type { FunctionId, FunctionOutline, LoopStep } from '../../outline/model.ts';
import { stepsOf } from '../../outline/walk.ts';
import { placedLink } from '../placedLink.ts';
import { slowOrWaiting } from '../slowWork.ts';
import type { BlockedStep } from './blockedStep.ts';
import { conditionsOf, type Conditions } from './conditions.ts';
import { isInMemory } from './inMemory.ts';
import { shortEndOf } from './shortEnds.ts';

type Grade = 'high' | 'medium' | 'low';

const severities: readonly Severity[] = ['error', 'warning', 'info', 'hint'];

/** What a step of Python weighs; no more than what the catalogue says of what blocks. */
export function weightOf(blocked: BlockedStep, graph: CallGraph): Severity {
	const { effect } = blocked;
	const end = shortEndOf(effect, graph), cost = end === undefined ? costOf(effect, graph) : end === 'told thread' ? 'medium' : 'low';
	if (cost === undefined) { return effect.severity; }
	const conditions = conditionsOf(blocked, graph), certainty = certaintyOf(blocked, conditions);
	const frequency = effect.category === 'file' && conditions.isForMissing ? 'low' : frequencyOf(blocked, graph);
	const weight = isSlight(blocked, graph) ? 'hint' : weigh(certainty, frequency, cost, kindOfWork(effect, graph), effect.category === 'lock');
	return severities[Math.max(severities.indexOf(weight), severities.indexOf(effect.severity))] ?? effect.severity;
}

/** So many calls and conditions down nobody can tell whether it ever comes to what blocks. */
const far = 5;

/** True for short work of Python further down that little comes to: behind several conditions, or of the processor behind one; for long work only far down. */
export function isSlight(blocked: Pick<BlockedStep, 'step' | 'effect'>, graph: CallGraph): boolean {
	const { effect } = blocked, cost = effect.sink === undefined ? costOf(effect, graph) : undefined;
	const isFar = effect.path.filter((link) => !link.isInPlace).length > far;
	if (cost === undefined || cost === 'high' && !isFar) { return false; }
	// Of which class something is, nobody may know.
	const { proviso } = effect, known = proviso?.parameter?.aspect === 'class' ? { effect: { ...effect, proviso: undefined } } : blocked;
	const certainty = certaintyOf(known, conditionsOf(blocked, graph));
	return certainty === 'low' || certainty !== 'high' && cost !== 'high' && effect.category === 'cpu';
}

/**
 * What waits for something outside of the program takes long wherever it is done: there it is enough that it is not known to be done seldom. `how`: `direct`, if async code
 * reads or writes a file itself, which may be of any size. What other threads are waited for under a condition is mostly done by then.
 */
function weigh(certainty: Grade, frequency: Grade, cost: Grade, how: 'slow' | 'direct' | 'other', isLock: boolean): Severity {
	if (certainty === 'low' || frequency === 'low' || cost === 'low') { return 'info'; }
	const isHigh = (grade: Grade): number => Number(grade === 'high');
	const high = isHigh(certainty) + isHigh(frequency) + isHigh(cost);
	if (high === 3 || how === 'slow' && certainty === 'high' && cost === 'high') { return 'error'; }
	return high === 2 || how === 'slow' && certainty === 'medium' && cost === 'high' && !isLock || how === 'direct' && certainty === 'high' ? 'warning' : 'info';
}

function kindOfWork({ category, severity, sink, path: [own] }: Effect, graph: CallGraph): 'slow' | 'direct' | 'other' {
	if (slowOrWaiting.has(category)) { return 'slow'; }
	// A file of one fixed name is as long as whoever wrote the program knows it to be.
	const given = sink?.site.step.kind === 'call' ? sink.site.step.arguments[0]?.value : undefined;
	const isFixed = own !== undefined && given !== undefined && graph.follow(own.file, given).kind === 'constant';
	return category === 'file' && severity === 'error' && sink !== undefined && !isFixed ? 'direct' : 'other';
}

/** So many conditions are more than an option that somebody sets. */
const many = 3;

function certaintyOf({ effect: { proviso } }: Pick<BlockedStep, 'effect'>, { count, isForFailure, isForDevelopers }: Conditions): Grade {
	return isForFailure || isForDevelopers || proviso !== undefined && isOption(proviso) || count >= many ? 'low' : count > 0 ? 'medium' : 'high';
}

/** Only on one platform, or for values of one class; that something is given is a condition like others. */
function isOption({ parameter, switch: name }: NonNullable<Effect['proviso']>): boolean {
	return parameter === undefined || name !== undefined || parameter.aspect === 'class';
}

function costOf(effect: Effect, graph: CallGraph): Grade | undefined {
	switch (effect.category) {
		case 'database': return isInMemory(effect, graph) ? 'low' : 'high';
		case 'process': case 'network': case 'sleep': case 'lock': case 'other': return 'high';
		case 'file': return effect.entry.blocks?.makes !== undefined ? 'low' : effect.entry.blocks?.isLong === true || effect.severity !== 'info' && isInLoop(effect, graph) ? 'high' : 'medium';
		case 'metadata': return 'low';
		case 'cpu': return effect.entry.blocks?.isLong === true ? 'high' : 'medium';
		default: return undefined;
	}
}

/** One of the calls on the way is made again and again by its function, with nothing awaited between. */
function isInLoop({ path }: Effect, graph: CallGraph): boolean {
	return path.some((link) => loopsAround(link, graph).some((loop) => !waits(loop)));
}

/** It is made again and again, and others have their turn between. */
function isInWaitingLoop({ path: [first] }: Effect, graph: CallGraph): boolean {
	return first !== undefined && loopsAround(first, graph).some(waits);
}

function loopsAround(link: PathLink, graph: CallGraph): readonly LoopStep[] {
	return (placedLink(link, graph)?.path ?? []).filter((each) => each.kind === 'loop');
}

function waits({ loop, body }: LoopStep): boolean {
	return loop === 'await' || stepsOf(body).some(({ step }) => step.kind === 'await' || step.kind === 'guarded' && step.isAsync || step.kind === 'loop' && step.loop === 'await');
}

function frequencyOf({ sufferer, step, effect, verdict }: BlockedStep, graph: CallGraph): Grade {
	if (step.position.isInEndlessLoop || isInWaitingLoop(effect, graph)) { return 'high'; }
	// That another thread runs it too says nothing of how often this one does.
	const known = graph.rootOf(sufferer.id), root = known?.context === 'thread' ? undefined : known, origin = verdict.kind === 'bad' ? verdict.context?.fact.origin : undefined;
	const what = root?.what ?? (origin?.kind === 'slot' ? origin.what : undefined);
	if (what !== undefined && !ofPrograms.test(what)) { return isDelay(what, root?.site.callee) ? 'medium' : ending.test(lastName(sufferer.id)) ? 'low' : 'high'; }
	return what === 'command' || isOnce(sufferer, graph) || ofCommandLine.test(graph.displayPath(fileOf(sufferer.id))) && !graph.listens(sufferer.id) ? 'low' : 'medium';
}

/** What is asked for once by each call: `loop.call_later(1, stop)`. */
function isDelay(what: string, callee: { readonly kind: string; readonly symbol?: string } | undefined): boolean {
	return what === 'timer' && callee?.kind === 'external' && /\.call_(?:later|at)$/.test(callee.symbol ?? '');
}

/** Where the commands of a package are kept: one runs at a time, for whoever sits at the terminal. */
export const ofCommandLine = /(?:^|\/)_?(?:cli|commands?)(?:\/|\.(?:py|rs)$)/;
const ofPrograms = /^(?:command|start-up h(?:ook|andler)|signal handler)$/;
const ending = /^_*(?:on_?)?(?:start_?up|shut_?down|tear_?down|signal\w*)(?:_|$)/i;
/** Called when something begins or ends: what begins whole programs and parts of them by its first word, what may be asked for more often only by the whole name. */
const once = /^_*(?:create|build|ensure|drop|delete)_(?:\w+_)?(?:tables?|index(?:es)?|indices|schemas?|constraints)(?:_|$)|^_*(?:on_|async_|a)?(?:init|initiali[sz]e|set_?up|boot|bootstrap|start_?up|shut_?down|tear_?down|clean_?up|install|migrate|provision)(?:_|$)|^_*(?:on_|async_)?(?:start|stop|close|main|build|rebuild|ready|lifespan|__aenter__|__aexit__|terminate|dispose|unload)$/i;

/** So many calls up it is looked for what only begins or ends something. */
const deepest = 3;

/** True for what is called when something begins or ends, and for what only such functions call. */
function isOnce({ id, name, kind }: Pick<FunctionOutline, 'id' | 'name' | 'kind'>, graph: CallGraph, depth = 0): boolean {
	if (kind === 'module' || once.test(lastName(id)) || name === '') { return kind !== 'module'; }
	const callers = depth < deepest ? graph.callersOf(id).filter(({ isTest }) => !isTest) : [];
	return callers.length > 0 && callers.every(({ id: caller, links, roots, isKept }) => !isKept && roots.length === 0 && links.length > 0 && caller !== id
		&& links.every(({ site }) => !site.position.isInEndlessLoop) && isOnceById(caller, graph, depth + 1));
}

function isOnceById(id: FunctionId, graph: CallGraph, depth: number): boolean {
	const outline = graph.functionOf(id);
	return outline !== undefined && isOnce(outline, graph, depth);
}
