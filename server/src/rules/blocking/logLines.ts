/** Lines that a project's own logger appends to a file: short, and said at each of its calls. */
import type { CallGraph, Effect } from '../../callgraph/graph.ts';
import { lastName } from '../../callgraph/paths.ts';
import type { FunctionId } from '../../outline/model.ts';

const loggers = /(?:log|logger|logging)$/i;
const logMethods = /^(?:debug|info|warn|warning|error|critical|exception|success|notice|fatal|trace|log|write|\w+_status|__call__)$/;

/** `logger.info("started")`, or what says such a line on its way. */
export function isLogLine(effect: Effect, graph: CallGraph): boolean {
	return (effect.severity === 'error' || effect.severity === 'warning') && isLogged(effect, graph);
}

/** A line of a log that is only written where somebody asks for one. */
export function isAskedLog(effect: Effect, graph: CallGraph): boolean {
	return effect.proviso?.switch !== undefined && isLogged(effect, graph);
}

function isLogged({ category, link, path: [, ...below] }: Effect, graph: CallGraph): boolean {
	return category === 'file' && ((link?.targets ?? []).some((target) => isOfLogger(target, graph)) || below.some(({ function: id }) => isOfLogger(id, graph)));
}

function isOfLogger(id: FunctionId, graph: CallGraph): boolean {
	const owner = graph.functionOf(id)?.owner;
	return owner !== undefined && loggers.test(lastName(owner)) && logMethods.test(lastName(id));
}

/** The call itself is best left as it is: what it does is for the logger to change. */
export function asLogLine({ entry: { replacement: _, ...entry }, ...effect }: Effect): Effect {
	return { ...effect, severity: 'info', entry: { ...entry, advice: 'let a thread of its own write the log, fed by a queue' } };
}
