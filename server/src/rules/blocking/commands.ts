/** What a library of a workspace of Rust or Python does for commands of the command line, or for a program's start, only: as far as the workspace calls it. */
import { beginsProgram } from '../../callgraph/contexts.ts';
import type { Caller, CallGraph } from '../../callgraph/graph.ts';
import { twinsOf } from '../../callgraph/twins.ts';
import type { Catalogue } from '../../catalogue/catalogue.ts';
import type { CallStep, FunctionId, Step } from '../../outline/model.ts';
import type { Span } from '../../outline/span.ts';
import { stepsOf } from '../../outline/walk.ts';
import { callsOf } from '../tasks/chains.ts';
import { opens } from './beforeServing.ts';

/** So many functions are looked at on the way up. */
const most = 200;

/**
 * True if every way to a function begins at a command, at what a program does first, or at a future that sync code runs to its end, and none has begun to
 * serve when it comes there.
 * Whoever writes an example shows what others do with a library: that says that it has other callers. What a trait asks for is called by whoever has
 * one, when they like: a program's start is not all there is.
 * What is called by name as a method of the command line's values is a command, also where a library offers to call it and nobody here does.
 * `isAlone`: nothing on the way may have begun a task, whether it listens or not.
 */
export function isOnlyOfCommands(id: FunctionId, graph: CallGraph, catalogue: Catalogue, isAlone = false): boolean {
	const isOfTrait = graph.functionOf(id)?.isOfTrait === true;
	const seen = new Set([id]);
	// Whoever shows how a command is run runs it as others do.
	let isRun = !isAlone && isCommand(id, graph), isBegun = isRun;
	for (const at of seen) {
		const callers = callersOf(at, graph);
		if (seen.size > most) { return false; }
		// What nobody calls says nothing of what else calls this.
		if (callers.length === 0 && (at === id || !isUncalled(at, graph))) { return at === id && isAlone && !graph.listens(id) && graph.rootOf(id)?.what === 'command'; }
		for (const caller of callers) {
			if (!isOfTrait && (isDrivenBy(caller, graph, catalogue) || isDrainedBy(at, caller, graph, catalogue))) { isBegun = true; continue; }
			if (isAlone && graph.listens(caller.id) || caller.roots.some(({ what }) => !beginsProgram.test(what)) || !isRun && inExample.test(caller.id) || !(isWrittenIn(at, caller, graph) || isPasted(at, caller, graph) || isBeforeServing(caller, graph, catalogue, !isAlone && isCommand(at, graph)))) { return false; }
			// What nobody else can call, and only a command or `main` does, is where it begins.
			if (graph.contextOf(caller.id) !== 'startup') { seen.add(caller.id); isRun ||= !isAlone && isCommand(caller.id, graph); isBegun ||= isRun; continue; }
			if (isOfTrait && !isOfCommands(caller.id, graph)) { return false; }
			isBegun = true;
		}
	}
	return isBegun;
}

/** True if a function of Rust is offered to others by its name alone, and nobody in the workspace calls it. */
export function isUncalled(id: FunctionId, graph: CallGraph): boolean {
	const outline = graph.functionOf(id);
	return outline !== undefined && outline.isExported && outline.isOfTrait !== true && outline.kind !== 'closure' && outline.decorators.length === 0 && graph.fileOf(id)?.language === 'rust' && callersOf(id, graph).length === 0;
}

/** Of several functions of one name (`#[cfg(unix)]`, `#[cfg(windows)]`) calls are known of one. */
function callersOf(id: FunctionId, graph: CallGraph): readonly Caller[] {
	const known = (each: FunctionId): readonly Caller[] => graph.callersOf(each).filter((caller) => !caller.isTest && caller.id !== id);
	const own = known(id);
	return own.length > 0 ? own : twinsOf(id, graph).flatMap((twin) => (twin.id === id ? [] : known(twin.id)));
}

const inExample = /\/examples\/[^#]*#/;

/** Sync code runs it to its end on a thread of its own, beside which the runtime has others for tasks: `runtime.block_on(serve())`. */
function isDrivenBy({ id, links, roots, isKept }: Caller, graph: CallGraph, catalogue: Catalogue): boolean {
	const caller = graph.functionOf(id);
	if (caller === undefined || caller.isAsync || isKept || roots.length > 0 || links.length === 0) { return false; }
	const drives = ({ callee }: Pick<CallStep, 'callee'>): boolean => callee.kind === 'external' && catalogue.lookup(callee.symbol)?.drives !== undefined;
	const isDriver = ({ callee }: CallStep, index: number): boolean => callee.kind === 'function' && graph.fileOf(callee.id)?.language === 'python' && graph.resolveCallee(callee).every((target) => drivesParameter(target, index, graph, drives));
	const calls = callsOf(caller);
	return links.every(({ kind, site: { step } }) => {
		if (step.kind !== 'call') { return false; }
		if (kind === 'inline') { return drives(step); }
		const outer = step.result.kind === 'argument' ? calls(step.result.call) : undefined;
		return outer !== undefined && (drives(outer) || step.result.kind === 'argument' && isDriver(outer, step.result.index));
	});
}

/** `def run(coroutine): prepare(); return asyncio.run(coroutine)` */
function drivesParameter(id: FunctionId, index: number, graph: CallGraph, drives: (call: CallStep) => boolean): boolean {
	const outline = graph.functionOf(id);
	return outline?.isAsync === false && stepsOf(outline.body).some(({ step }) => step.kind === 'call' && drives(step) && step.arguments.some(({ value }) => value.kind === 'parameter' && value.function === id && value.index === index && (value.path ?? []).length === 0));
}

/** `loads.push(async move { … }); runtime.block_on(stream::iter(loads)…)`: sync code gathers async blocks in a list of its own, and runs them to their end. */
function isDrainedBy(id: FunctionId, { id: caller, links, roots, isKept }: Caller, graph: CallGraph, catalogue: Catalogue): boolean {
	const outline = graph.functionOf(caller), inner = graph.functionOf(id);
	if (outline === undefined || outline.isAsync || graph.fileOf(caller)?.language !== 'rust' || !isKept || roots.length > 0 || links.length > 0 || inner?.kind !== 'closure' || inner.enclosing !== caller || graph.callersOf(id).length > 1) { return false; }
	const steps = stepsOf(outline.body).map(({ step }) => step);
	const list = steps.find((step) => step.kind === 'place' && step.operation === 'push' && step.value?.kind === 'function' && step.value.id === id);
	return list?.kind === 'place' && list.place.root === 'binding' && list.place.path.length === 0
		&& steps.some((step) => step.kind === 'call' && step.span.start > list.span.end && step.callee.kind === 'external' && catalogue.lookup(step.callee.symbol)?.drives !== undefined);
}

/** A method of a value that was read from the command line, or that was given one for its own. */
function isCommand(id: FunctionId, graph: CallGraph): boolean { return graph.rootOf(id)?.what === 'command' && graph.fileOf(id)?.language === 'rust'; }

function isOfCommands(id: FunctionId, graph: CallGraph): boolean {
	return graph.contextsOf(id).every(({ context, fact }) => context !== 'startup' || fact.origin.what === 'command');
}

/** A closure or an async block that its function keeps for itself: no task is begun there. */
function isWrittenIn(id: FunctionId, { id: caller, isKept }: Caller, graph: CallGraph): boolean {
	const inner = graph.functionOf(id);
	return isKept && inner?.kind === 'closure' && inner.enclosing === caller && !graph.listens(caller);
}

/** `run_stage!(dump_hashing, tool)`: a macro is given the name of an async function, and nothing is begun there. */
function isPasted(id: FunctionId, { id: caller, links, roots }: Caller, graph: CallGraph): boolean {
	const outline = links.length > 0 || roots.length > 0 || graph.fileOf(id)?.language !== 'rust' ? undefined : graph.functionOf(caller);
	const isMacro = ({ callee }: CallStep): boolean => (callee.kind === 'unresolved' ? callee.name : callee.kind === 'external' ? callee.symbol : '').endsWith('!');
	return outline !== undefined && stepsOf(outline.body).some(({ step }) => step.kind === 'call' && isMacro(step) && step.arguments.some(({ value }) => value.kind === 'function' && value.id === id));
}

/**
 * That a task was begun before is not enough: a program begins some of them before it serves. A loop that asks again and again is no server where nothing beside it is begun.
 * `isRun`: what sync code begins there as a task is the command itself, and a runner waits for it.
 */
function isBeforeServing({ id, links, isKept }: Caller, graph: CallGraph, catalogue: Catalogue, isRun = false): boolean {
	const mayBegin = isRun && graph.functionOf(id)?.isAsync === false;
	return !isKept && links.length > 0 && links.every(({ site, isSpawned }) => (isSpawned !== true || mayBegin) && !(site.position.isInEndlessLoop && (graph.listens(id) || graph.fileOf(id)?.language !== 'rust')) && isOneAtATime(site.step, id, graph)
		&& (graph.servingAt(id, site) === 'no' || graph.fileOf(id)?.language === 'rust' && !isAfterListening(id, site.step.span, graph, catalogue)));
}

/** In Python a coroutine that is not awaited where it is made most likely runs beside others (`gather(*(fetch(name) for name in names))`). */
function isOneAtATime(step: Step, id: FunctionId, graph: CallGraph): boolean {
	const caller = graph.functionOf(id);
	if (caller === undefined || graph.fileOf(id)?.language !== 'python') { return true; }
	if (step.kind !== 'call' || step.result.kind !== 'argument') { return step.kind !== 'call' || step.result.kind === 'awaited' || step.result.kind === 'returned' || !caller.isAsync; }
	const outer = callsOf(caller)(step.result.call);
	return outer?.callee.kind === 'external' && outer.callee.symbol === 'asyncio#wait_for';
}

/** True if something in the function makes the process listen before a part of it: by a call, or by a task. */
export function isAfterListening(id: FunctionId, span: Span, graph: CallGraph, catalogue: Catalogue): boolean {
	const outline = graph.functionOf(id);
	return outline !== undefined && stepsOf(outline.body).some(({ step }) => step.kind === 'call' && step.span.end <= span.start && opens(step, graph, catalogue, 0));
}
