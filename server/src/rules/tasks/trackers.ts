/** Finds what a project has itself to hand a task to: a function that keeps or handles the promise that it is given. */
import type { CallGraph } from '../../callgraph/graph.ts';
import { fileOf } from '../../callgraph/graph.ts';
import type { Catalogue } from '../../catalogue/catalogue.ts';
import type { FunctionOutline, Value } from '../../outline/model.ts';
import { stepsOf } from '../../outline/walk.ts';
import type { Tracker } from '../finding.ts';

/**
 * The tracker that a promise in this function can be given to: one that the settings name, a method of the same class, an exported function of
 * the project. Only functions that surely handle a rejection count, because that is what the task is handed over for.
 */
export function trackerFor(owner: FunctionOutline, graph: CallGraph, catalogue: Catalogue): Tracker | undefined {
	const [named] = catalogue.trackers;
	if (named?.tracks !== undefined) { return { symbol: named.symbol, argument: named.tracks }; }
	const all = handlersOf(graph);
	const own = owner.owner === undefined ? undefined : all.find(({ outline }) => outline.owner === owner.owner && outline.kind === 'method' && outline.id !== owner.id);
	if (own !== undefined) { return { ...own.tracker, isOwnMethod: true }; }
	return all.find(({ outline }) => outline.kind === 'function' && outline.owner === undefined && outline.enclosing === undefined && outline.id !== owner.id
		&& (outline.isExported || fileOf(outline.id) === fileOf(owner.id)) && !graph.factsOf(fileOf(outline.id)).isTest)?.tracker;
}

interface Handler {
	readonly outline: FunctionOutline;
	readonly tracker: Tracker;
}

/** What was found in a graph, until it changes. */
const found = new WeakMap<CallGraph, { readonly functions: number; readonly handlers: readonly Handler[] }>();

function handlersOf(graph: CallGraph): readonly Handler[] {
	const functions = [...graph.functions()];
	const known = found.get(graph);
	if (known?.functions === functions.length) { return known.handlers; }
	const handlers = functions.flatMap((outline): Handler[] => {
		const tracker = trackerOf(outline);
		return tracker === undefined ? [] : [{ outline, tracker }];
	}).sort((a, b) => (a.outline.id < b.outline.id ? -1 : 1));
	found.set(graph, { functions: functions.length, handlers });
	return handlers;
}

/** A function that takes a promise, handles its rejection, and gives nothing back that could fail in its place. */
function trackerOf(outline: FunctionOutline): Tracker | undefined {
	if (outline.isAsync || outline.isGenerator) { return undefined; }
	const argument = outline.parameters.findIndex(({ type, isRest }) => !isRest && type?.some((name) => /^lib#Promise(?:Like)?$/.test(name)));
	const others = outline.parameters.filter((parameter, index) => index !== argument && parameter.default === undefined && !parameter.isRest);
	if (argument < 0 || others.length > 1 || !handles(outline, argument)) { return undefined; }
	const nameArgument = outline.parameters.findIndex((parameter) => parameter === others[0]);
	return { symbol: outline.id, argument, ...(nameArgument >= 0 && { nameArgument }) };
}

function handles(outline: FunctionOutline, argument: number): boolean {
	let isHandled = false;
	for (const { step, path } of stepsOf(outline.body)) {
		if (step.kind === 'exit' && step.exit === 'return' && step.value !== undefined) { return false; }
		if (step.kind !== 'call' || step.callee.kind !== 'external' || !isParameter(step.receiver, outline, argument) || path.length > 0) { continue; }
		const { symbol } = step.callee;
		if (/^lib#Promise\.catch$/.test(symbol) ? step.arguments.length > 0 : /^lib#Promise(?:Like)?\.then$/.test(symbol) && step.arguments.length > 1) { isHandled = true; }
	}
	return isHandled;
}

function isParameter(value: Value | undefined, outline: FunctionOutline, index: number): boolean {
	return (value?.kind === 'parameter' && value.function === outline.id && value.index === index && (value.path ?? []).length === 0)
		|| (value?.kind === 'binding' && value.binding === outline.parameters[index]?.binding);
}
