/** Waits and work of Python by which a function ends what it began itself, which are short as a rule. */
import type { CallGraph, Effect } from '../../callgraph/graph.ts';
import type { CallStep, FunctionOutline, Step, Value } from '../../outline/model.ts';
import { contains } from '../../outline/span.ts';
import { stepsOf } from '../../outline/walk.ts';
import { placedCall, type Placed } from '../placedLink.ts';
import { calledName, callsOf } from '../tasks/chains.ts';

/**
 * `own directory`: deletes what the same function made by `mkdtemp()`, in which there are the few files that it put there. `stopped thread`: waits for a thread that was told to stop
 * just before, on the way out of the function. `told thread`: the same in the midst of it.
 */
export function shortEndOf({ symbol, path }: Effect, graph: CallGraph): 'own directory' | 'stopped thread' | 'told thread' | undefined {
	const last = path.at(-1), placed = endings.test(symbol) ? placedCall(last, graph) : undefined;
	const fn = last === undefined || placed === undefined ? undefined : graph.functionOf(last.function);
	if (fn === undefined || placed === undefined) { return undefined; }
	if (symbol === 'shutil#rmtree') { return isOwnDirectory(placed.step.arguments[0]?.value, fn) ? 'own directory' : undefined; }
	if (!isTold(placed, fn)) { return undefined; }
	return placed.path.some((around) => around.kind === 'try' && around.finally !== undefined && contains(around.finally.span, placed.step.span)) ? 'stopped thread' : 'told thread';
}

const endings = /^shutil#rmtree$|^(?:threading|watchdog\.observers|multiprocessing)#\w+\.join$/;

/** What its variable holds is nothing, or what `mkdtemp()` gave. */
function isOwnDirectory(value: Value | undefined, fn: FunctionOutline): boolean {
	if (value?.kind !== 'binding') { return false; }
	const calls = callsOf(fn), bound = stepsOf(fn.body).flatMap(({ step }) => (step.kind === 'bind' && step.binding === value.binding ? [step.value] : []));
	const isMade = (each: Value): boolean => each.kind === 'call' && isMaking(calls(each.call));
	return bound.some(isMade) && bound.every((each) => isMade(each) || each.kind === 'constant' && each.value === null);
}

function isMaking(call: CallStep | undefined): boolean {
	return call?.callee.kind === 'external' && call.callee.symbol === 'tempfile#mkdtemp';
}

/** `observer.stop()` before `observer.join()`. */
function isTold({ step: join }: Placed<CallStep>, fn: FunctionOutline): boolean {
	const told = nameOf(join.receiver);
	const tells = (step: Step): boolean => step.kind === 'call' && step.span.end <= join.span.start && /^(?:stop|shutdown|quit|terminate|kill|cancel|close)$/.test(calledName(step)) && nameOf(step.receiver) === told;
	return told !== undefined && stepsOf(fn.body).some(({ step }) => tells(step));
}

function nameOf(value: Value | undefined): string | undefined {
	switch (value?.kind) {
		case 'binding': return `binding ${value.binding}`;
		case 'place': return [value.place.root, value.place.name ?? value.place.binding ?? '', ...value.place.path].join(' ');
		default: return undefined;
	}
}
