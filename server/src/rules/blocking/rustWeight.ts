/** How much what holds a thread of Rust weighs: how surely it comes about, how often, and what it costs. */
import type { CallGraph, Effect, OwnStep, PathLink } from '../../callgraph/graph.ts';
import type { Severity } from '../../catalogue/schema.ts';
import { noSteps, stepsOf } from '../../outline/walk.ts';
import { frequencyOf } from './rustFrequency.ts';
import { slowWork } from '../slowWork.ts';
import { aroundLink, isRepeatedBelow, takerOf } from './linkPlaces.ts';

/** Points from which on it is as severe. */
const forError = 6, forWarning = 4;

/**
 * `error` only where it comes about with each call, often, and is dear (something slow, many files); `warning` where most of that holds; else `info`. What
 * happens each time something is made or configured anew is information, whatever it costs. Never more than the catalogue says.
 */
export function weightOfRust(id: string, step: OwnStep, effect: Effect, graph: CallGraph): Severity {
	const { severity } = effect;
	if (severity === 'info' && isOfOwnListener(step, effect, graph)) { return 'hint'; }
	if (severity !== 'error' && severity !== 'warning') { return severity; }
	const frequency = frequencyOf(id, step, graph);
	if (frequency === 'when made') { return 'info'; }
	const points = certaintyOf(step, effect, graph) + (frequency === 'often' ? 2 : 1) + costOf(effect, graph);
	const weight = points >= forError ? severity : points >= forWarning ? 'warning' : 'info';
	return frequency === 'when ended' ? lower(weight) : weight;
}

/** What waits for another thread, or for a future: as severe as the catalogue says where it surely comes about; once, when something begins or ends, it weighs less. */
export function weightOfWait(id: string, step: OwnStep, { severity, path }: Effect, isOffered: boolean, graph: CallGraph): Severity {
	const isSure = step.position.conditions === 0 && !path.some(({ isConditional }) => isConditional);
	const weight = severity === 'error' && (isOffered || !isSure) ? 'warning' : severity;
	const frequency = frequencyOf(id, step, graph);
	return frequency === 'when made' || frequency === 'when ended' ? lower(weight) : weight;
}

/** One step lower, but still worth knowing. */
function lower(severity: Severity): Severity {
	return severity === 'error' ? 'warning' : severity === 'warning' ? 'info' : severity;
}

/** 2: with each call. 1: under one condition. 0: under more, or only where a switch is set or on one platform. */
function certaintyOf({ position, function: own }: OwnStep, { path, proviso }: Effect, graph: CallGraph): number {
	// Another function may call the closure that it is given, or not.
	const isGiven = takerOf(own, graph)?.callee.kind === 'function';
	const conditions = position.conditions + Number(isGiven) + path.slice(1).filter(({ isConditional }) => isConditional).length;
	return proviso !== undefined && proviso.parameter === undefined ? 0 : Math.max(0, 2 - conditions);
}

/** 2: something slow, or many files, or one file after the other. 1: what is in one file. 0: an entry of a directory. */
function costOf({ category, severity, entry, path }: Effect, graph: CallGraph): number {
	if (category === 'sleep' && isBrief(path, graph)) { return 0; }
	if (category !== 'file') { return severity === 'error' || slowWork.has(category) || category === 'cpu' || category === 'terminal' ? 2 : 0; }
	if (severity === 'error' && entry.blocks?.isOneFile !== true || isRepeatedBelow(path, graph)) { return 2; }
	return severity === 'error' ? 1 : 0;
}

/** So many milliseconds are soon over. */
const brief = 20;

function isBrief(path: readonly PathLink[], graph: CallGraph): boolean {
	const last = path.at(-1);
	const time = last && aroundLink(last, graph)?.call?.arguments[0]?.value;
	const known = time && graph.follow(last.file, time);
	return known?.kind === 'constant' && typeof known.value === 'number' && known.value <= brief;
}

/** The field or parameter by which it comes about further down, where the text names one: the last on the way. What stands around the call itself is plain to see. */
export function settingOf({ path }: Effect, graph: CallGraph): string | undefined {
	for (const link of path.slice(1).toReversed()) {
		const setting = aroundLink(link, graph)?.settings.at(-1);
		if (setting !== undefined) { return setting; }
	}
	return undefined;
}

/** A stale socket that is put away or a mode that is set beside `UnixListener::bind()`, once for each listener: an entry of a directory. */
function isOfOwnListener({ position }: OwnStep, { category, severity, path }: Effect, graph: CallGraph): boolean {
	const last = path.at(-1);
	if (last === undefined || position.isInEndlessLoop || category !== 'metadata' && (category !== 'file' || severity !== 'info')) { return false; }
	return stepsOf(graph.functionOf(last.function)?.body ?? noSteps).some(({ step }) => step.kind === 'call' && step.callee.kind === 'external' && /::net#Unix(?:Listener|Datagram|Socket)\.bind(?:_addr)?$/.test(step.callee.symbol));
}
