/** Finds what a project has itself to hand a task to: a function that keeps or handles the promise that it is given. */
import type { CallGraph } from '../../callgraph/graph.ts';
import { fileOf } from '../../callgraph/graph.ts';
import type { Catalogue } from '../../catalogue/catalogue.ts';
import type { FunctionOutline, Value } from '../../outline/model.ts';
import { stepsOf } from '../../outline/walk.ts';
import type { Tracker } from '../finding.ts';
import { perFile } from '../../outline/perFile.ts';
import { mayRunTogether } from './importers.ts';

/**
 * The tracker that a promise in this function can be given to: one that the settings name, a method of the same class, a function of the same
 * package. Of those that nobody named, only functions count that surely handle a rejection, because that is what the task is handed over for.
 */
export function trackerFor(owner: FunctionOutline, graph: CallGraph, catalogue: Catalogue): Tracker | undefined {
	// A method would need an object to be called on.
	const named = catalogue.trackers.find(({ symbol, tracks = 2 }) => !symbol.slice(symbol.indexOf('#')).includes('.') && tracks < 2);
	if (named?.tracks !== undefined) { return { symbol: named.symbol, argument: named.tracks }; }
	const all = handlersOf(graph).filter(({ outline }) => !isWithin(owner, outline, graph));
	const type = typeAround(owner, graph);
	const own = type === undefined ? undefined : all.find(({ outline }) => outline.owner === type && outline.kind === 'method');
	if (own !== undefined) { return { ...own.tracker, isOwnMethod: true }; }
	return all.find(({ outline }) => outline.kind === 'function' && outline.owner === undefined && isKnownTo(outline, owner, graph))?.tracker;
}

/** A tracker does not track what it does itself. */
export function isWithin(owner: FunctionOutline, tracker: FunctionOutline, graph: CallGraph): boolean {
	for (let each: FunctionOutline | undefined = owner; each !== undefined; each = each.enclosing === undefined ? undefined : graph.functionOf(each.enclosing)) {
		if (each.id === tracker.id) { return true; }
	}
	return false;
}

/** The class whose `this` a function has: its own, or for a closure that of the method it is written in. */
export function typeAround(owner: FunctionOutline, graph: CallGraph): string | undefined {
	let each: FunctionOutline | undefined = owner;
	while (each?.kind === 'closure' && each.enclosing !== undefined) { each = graph.functionOf(each.enclosing); }
	return each?.owner;
}

/** It stands in the same file, or is exported by one of the same package and program that is no test. */
function isKnownTo(tracker: FunctionOutline, owner: FunctionOutline, graph: CallGraph): boolean {
	const [there, here] = [fileOf(tracker.id), fileOf(owner.id)];
	if (there === here) { return tracker.id.slice(there.length + 1) === tracker.name; }
	const facts = graph.factsOf(there);
	return tracker.isExported && !facts.isTest && facts.package === graph.factsOf(here).package && mayRunTogether(here, there, graph);
}

interface Handler {
	readonly outline: FunctionOutline;
	readonly tracker: Tracker;
}

/** What was found in a graph, until it changes. */
const found = new WeakMap<CallGraph, { readonly version: number; readonly handlers: readonly Handler[] }>();

function handlersOf(graph: CallGraph): readonly Handler[] {
	const known = found.get(graph);
	if (known?.version === graph.version) { return known.handlers; }
	const handlers = [...graph.files()].flatMap(handlersIn).sort((a, b) => (a.outline.id < b.outline.id ? -1 : 1));
	found.set(graph, { version: graph.version, handlers });
	return handlers;
}

const handlersIn = perFile(({ functions }) => functions.flatMap((outline): Handler[] => {
	const tracker = trackerOf(outline);
	return tracker === undefined ? [] : [{ outline, tracker }];
}));

/** A function that takes a promise, handles its rejection, and gives nothing back that could fail in its place. */
function trackerOf(outline: FunctionOutline): Tracker | undefined {
	if (outline.isAsync || outline.isGenerator || outline.parameters.length === 0) { return undefined; }
	const argument = handledParameter(outline);
	if (argument === undefined || outline.parameters[argument]?.isRest !== false) { return undefined; }
	const others = outline.parameters.filter((parameter, index) => index !== argument && parameter.default === undefined && !parameter.isRest);
	if (others.length > 1) { return undefined; }
	const nameArgument = outline.parameters.findIndex((parameter) => parameter === others[0]);
	return { symbol: outline.id, argument, ...(nameArgument >= 0 && { nameArgument }) };
}

/** The parameter whose rejection is handled whatever happens; undefined for a function that returns something. */
function handledParameter(outline: FunctionOutline): number | undefined {
	let handled: number | undefined;
	for (const { step, path } of stepsOf(outline.body)) {
		if (step.kind === 'exit' && step.exit === 'return' && step.value !== undefined) { return undefined; }
		if (step.kind !== 'call' || step.callee.kind !== 'external' || path.length > 0) { continue; }
		const { symbol } = step.callee;
		const handlers = symbol === 'lib#Promise.catch' ? step.arguments.length : /^lib#Promise(?:Like)?\.then$/.test(symbol) ? step.arguments.length - 1 : 0;
		if (handlers > 0) { handled ??= parameterOf(step.receiver, outline); }
	}
	return handled;
}

/** The index of the parameter that a value is, unchanged; undefined for anything else. */
export function parameterOf(value: Value | undefined, outline: FunctionOutline): number | undefined {
	if (value?.kind === 'parameter') { return value.function === outline.id && (value.path ?? []).length === 0 ? value.index : undefined; }
	const index = value?.kind === 'binding' ? outline.parameters.findIndex(({ binding }) => binding === value.binding) : -1;
	return index < 0 ? undefined : index;
}
