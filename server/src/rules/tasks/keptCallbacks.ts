/** Callbacks that are kept in a member, a variable or a list until something calls them. */
import type { CallGraph } from '../../callgraph/graph.ts';
import type { FileReading } from '../../callgraph/reading.ts';
import type { FileOutline, FunctionId, FunctionOutline, Place, Value } from '../../outline/model.ts';
import { perFile } from '../../outline/perFile.ts';
import { noSteps, stepsOf } from '../../outline/walk.ts';
import { calledName } from './chains.ts';
import { endOfResult, worstEnd, type End } from './ends.ts';

/** Where a callback is kept: the name by which it is called, or that of the list it is one of. */
export interface Kept {
	readonly name: string;
	readonly isList: boolean;
	/** The class whose member the list is. */
	readonly owner?: string;
}

/** Where a function keeps a parameter of its own or of a function around it, or what stands under names in it. */
export function keepsOfParameter(within: FunctionId, id: FunctionId, index: number, path: readonly string[], { outline: file, functions, bindings }: FileReading): readonly Kept[] {
	const type = ownerOf(within, file);
	const outline = functions.get(within)?.outline;
	const found = stepsOf(outline?.body ?? noSteps).flatMap(({ step }): readonly Kept[] => {
		if (step.kind !== 'place' || step.value === undefined) { return []; }
		const isIt = bindings.leavesOf(step.value).some(({ leaf }) => leaf.kind === 'parameter' && leaf.function === id && leaf.index === index && leaf.path.every((each, at) => each === path[at]));
		const place = nameOf(step.place);
		if (!isIt || place === undefined) { return []; }
		if (step.operation === 'push' || step.operation === 'unshift') { return [{ name: place, isList: true, ...(step.place.root === 'this' && type !== undefined && { owner: type }) }]; }
		const name = [...(step.value.kind === 'parameter' ? path.slice((step.value.path ?? []).length) : path)].at(-1) ?? place;
		return [{ name, isList: false }];
	});
	// Returned, or kept in a way that is not to be seen.
	return found.length > 0 ? found : [{ name: path.at(-1) ?? '', isList: false }];
}

/** The class in whose text a function stands. */
function ownerOf(id: FunctionId, { types }: FileOutline): string | undefined {
	return types.find((type) => id.startsWith(`${type.id}.`))?.id;
}

function nameOf({ name, path }: Place): string | undefined {
	const last = path.findLast((each) => each !== '[]') ?? name;
	return last === undefined ? undefined : last.slice(Math.max(last.lastIndexOf('.'), last.indexOf('#')) + 1);
}

/**
 * What those look at who call it by its name. In its own file one of them may look away; elsewhere the same name may mean something else, so that
 * all of them together have to. `endOfParameter`: of the callback that goes through a list.
 */
export function endOfKept({ name, isList, owner }: Kept, { outline }: FileReading, graph: CallGraph, endOfParameter: (id: FunctionId, index: number) => End): End {
	if (name === '') { return 'unknown'; }
	if (isList) { return endOfListed(name, owner, outline, endOfParameter); }
	const own = (callsIn(outline).get(name) ?? []).filter((call) => isOfMember(call, graph));
	if (own.length > 0) { return worstEnd(own.map(({ end }) => end)); }
	const others = callsByName(name, graph);
	const ends = others.map(({ end }) => end), [first] = others;
	// One declaration that all of them mean is surely what they call.
	const isOne = first?.id !== undefined && others.every(({ id }) => id === first.id);
	return isOne ? worstEnd(ends) : ends.length > 0 && ends.every((end) => end === 'seen') ? 'seen' : 'unknown';
}

function endOfListed(name: string, owner: string | undefined, { functions }: FileOutline, endOfParameter: (id: FunctionId, index: number) => End): End {
	const isIt = (value: Value | undefined): boolean => value?.kind === 'place' && nameOf(value.place) === name;
	return worstEnd(functions.filter(({ id }) => owner === undefined || id.startsWith(`${owner}.`)).flatMap((each) => endsOfItems(each, isIt, endOfParameter)));
}

/** What becomes of the items of a list in a function: `for (const listener of this.listeners) { listener(order); }`, `this.listeners.map((listener) => listener(order))`. */
export function endsOfItems(owner: FunctionOutline, isList: (value: Value | undefined) => boolean, endOfParameter: (id: FunctionId, index: number) => End): readonly End[] {
	return stepsOf(owner.body).flatMap(({ step }): readonly End[] => {
		if (step.kind === 'loop' && isList(step.iterated)) {
			const names = stepsOf(step.body).flatMap(({ step: bind }) => (bind.kind === 'bind' && bind.value.kind === 'other' ? [bind.name] : []));
			return stepsOf(step.body).flatMap(({ step: inner }) => (inner.kind === 'call' && names.includes(calledName(inner)) ? [endOfResult(inner.result)] : []));
		}
		const [first] = step.kind === 'call' && isList(step.receiver) ? step.arguments : [];
		return step.kind === 'call' && /^(?:forEach|map|flatMap)$/.test(calledName(step)) && first?.value.kind === 'function' ? [endOfParameter(first.value.id, 0)] : [];
	});
}

/**
 * A member that is called by what declares it (`item.copyUrl()` of a parameter), where each call of that name waits for it or hands it on. A name of one word may be that of
 * something else.
 */
export function endOfMember(name: string, graph: CallGraph): End | undefined {
	const calls = /[a-z\d][A-Z]/.test(name) ? callsByName(name, graph) : [];
	return calls.length > 0 && calls.every(({ end }) => end === 'seen') ? 'seen' : undefined;
}

interface NamedCall {
	readonly end: End;
	/** What it calls, where that is declared in the workspace. */
	readonly id?: FunctionId;
}

/** By name, calls of what stands in a member or a variable (`this.onDone()`, `options.onDone?.()`), or may. */
const callsIn = perFile(({ functions }): ReadonlyMap<string, readonly NamedCall[]> => {
	const calls = new Map<string, NamedCall[]>();
	for (const { body } of functions) {
		for (const { step } of stepsOf(body)) {
			if (step.kind !== 'call' || step.callee.kind === 'external' || step.callee.kind === 'parameter' && step.callee.path === undefined || step.callee.kind === 'function' && step.receiver === undefined) { continue; }
			const name = calledName(step), call: NamedCall = { end: endOfResult(step.result), ...(step.callee.kind === 'function' && { id: step.callee.id }) };
			const present = calls.get(name);
			if (present === undefined) { calls.set(name, [call]); } else { present.push(call); }
		}
	}
	return calls;
});

/** No method with a body. */
function isOfMember({ id }: NamedCall, graph: CallGraph): boolean { return id === undefined || graph.functionOf(id) === undefined; }

const found = new WeakMap<CallGraph, { readonly version: number; readonly calls: Map<string, readonly NamedCall[]> }>();

/** The calls by a name in all files but those of tests. */
function callsByName(name: string, graph: CallGraph): readonly NamedCall[] {
	let known = found.get(graph);
	if (known?.version !== graph.version) { found.set(graph, known = { version: graph.version, calls: new Map() }); }
	let calls = known.calls.get(name);
	if (calls === undefined) {
		calls = [...graph.files()].flatMap((outline) => (outline.language !== 'typescript' || graph.factsOf(outline.file).isTest ? [] : (callsIn(outline).get(name) ?? []).filter((call) => isOfMember(call, graph))));
		known.calls.set(name, calls);
	}
	return calls;
}
