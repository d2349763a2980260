/** Where a callback ends up that is given as an argument, an option or an attribute: whether those who call it look at what it gives. */
import type { CallGraph } from '../../callgraph/graph.ts';
import { parameterKey, readingOf, type FileReading, type Use } from '../../callgraph/reading.ts';
import { isMoved } from '../../callgraph/summaries.ts';
import type { CallStep, FunctionId, FunctionOutline, GivenAttribute, VoidSlot } from '../../outline/model.ts';
import { isSameSpan } from '../../outline/span.ts';
import { endOfResult, worstEnd, type End } from './ends.ts';
import { endOfKept, endOfMember, endsOfItems, keepsOfParameter } from './keptCallbacks.ts';
import { isEmitting } from './listeners.ts';

/** So many hands a callback goes through. */
const deepest = 6;

/** What is gone through on the way, so that nothing is asked twice. */
type Way = readonly string[];

/** A callback given to a call as its argument (0-based), or under names in it. */
export function endOfArgument(step: CallStep, index: number, path: readonly string[], graph: CallGraph, way: Way = []): End {
	const { callee } = step;
	if (callee.kind === 'external') {
		if (/^lib#Promise(?:Like)?\.(?:then|catch|finally)$/.test(callee.symbol)) { return 'seen'; }
		if (/^lib#(?:\*|\w*Array)\.(?:map|flatMap)$/.test(callee.symbol)) { return endOfResult(step.result); }
		return runsByItself.test(callee.symbol) || isEmitting(step) ? 'dropped' : 'unknown';
	}
	const targets = isMoved(step, index) ? [] : graph.resolveCallee(callee);
	const end = targets.length === 0 ? 'unknown' : worstEnd(targets.map((target) => {
		const outline = graph.functionOf(target);
		if (outline === undefined) { return 'unknown'; }
		const rest = outline.parameters.findIndex(({ isRest }) => isRest);
		return rest >= 0 && index >= rest ? endOfParameter(target, rest, ['[]', ...path], graph, way) : endOfParameter(target, index, path, graph, way);
	}));
	// What is called `on` keeps listeners, and drops what they give.
	return end === 'unknown' && isEmitting(step) ? 'dropped' : end;
}

const runsByItself = /^lib#(?:\*|\w*Array|Map|Set|ReadonlyMap|ReadonlySet)\.forEach$|^(?:(?:lib|global)#(?:Window\.|WindowOrWorkerGlobalScope\.)?|node:timers#)(?:setTimeout|setInterval|setImmediate|queueMicrotask|requestAnimationFrame|requestIdleCallback)$/;

/** A callback given to a component. What a package's own, or one that never names it, does with an event of elements is to give it to one, which waits for nothing. */
export function endOfAttribute({ component, name }: GivenAttribute, graph: CallGraph, way: Way = []): End {
	const targets = graph.resolveCallee(component);
	const end = worstEnd(targets.map((target) => endOfParameter(target, 0, [name], graph, way)));
	return end === 'unknown' && ofElements.test(name) && (component.kind === 'external' || targets.length > 0 && targets.every((target) => !names(target, name, graph))) ? 'dropped' : end;
}

/** A component does something with this one of its properties itself: it calls it, gives it on or keeps it. */
function names(id: FunctionId, name: string, graph: CallGraph): boolean {
	const outline = graph.fileOf(id), file = outline === undefined ? undefined : readingOf(outline);
	return file === undefined || (file.parameterUses.get(parameterKey(id, 0)) ?? []).some((use) => use.path[0] === name)
		|| [...file.functions.values()].some(({ outline: { attributes = [] } }) => attributes.some(({ value }) => value.kind === 'parameter' && value.function === id && value.path?.[0] === name));
}

/** Events that a page's elements have; `onPress` is that of a phone's. A form's `onSubmit` is waited for by many a package. */
const ofElements = /^on(?:Click|DoubleClick|AuxClick|ContextMenu|Press|LongPress|Change|Input|Focus|Blur|Wheel|(?:Key|Mouse|Pointer|Touch)[A-Z]\w*)$/;

/** What a function does with its parameter, or with what stands under names in it. */
function endOfParameter(id: FunctionId, index: number, path: readonly string[], graph: CallGraph, way: Way): End {
	const key = `${parameterKey(id, index)} ${path.join('.')}`;
	const outline = graph.fileOf(id);
	// What comes back to itself is decided elsewhere.
	if (way.includes(key)) { return 'seen'; }
	if (outline === undefined || way.length >= deepest) { return 'unknown'; }
	const file = readingOf(outline), further = [...way, key];
	const uses = (file.parameterUses.get(parameterKey(id, index)) ?? []).flatMap((use): readonly (End | undefined)[] => {
		const rest = remainder(use.path, path);
		return rest === undefined ? [] : endsOfUse(use, rest, path, { id, index }, file, graph, further);
	});
	const attributes = [...file.functions.values()].flatMap(({ outline: { attributes: given = [] } }) => given.filter(({ value }) => value.kind === 'parameter' && value.function === id && value.index === index && (value.path ?? []).join('.') === path.join('.')));
	// `(...handlers)`
	const isItem = path.length === 1 && path[0] === '[]';
	const items = !isItem ? [] : [...file.functions.values()].flatMap(({ outline: each }) => (each.id !== id && !each.id.startsWith(`${id}.`) ? [] : endsOfItems(each, (value) => value?.kind === 'parameter' && value.function === id && value.index === index && value.path === undefined, (inner, at) => endOfParameter(inner, at, [], graph, further))));
	return worstEnd([...uses, ...items, ...attributes.map((each) => endOfAttribute(each, graph, further))]);
}

function endsOfUse(use: Use, rest: readonly string[], path: readonly string[], parameter: { readonly id: FunctionId; readonly index: number }, file: FileReading, graph: CallGraph, way: Way): readonly End[] {
	switch (use.kind) {
		// What is put into a list is kept there.
		case 'given': return isPut(use.gift.site.step) ? [] : [endOfArgument(use.gift.site.step, use.gift.index, [...use.gift.path, ...rest], graph, way)];
		case 'kept': return keepsOfParameter(use.in, parameter.id, parameter.index, path, file).map((kept) => endOfKept(kept, file, graph, (id, index) => endOfParameter(id, index, [], graph, way)));
		case 'called': return rest.length > 0 ? [] : (file.functions.get(use.in)?.sites ?? []).flatMap(({ step }) => {
			if (step.kind !== 'call' || step.callee.kind !== 'parameter' || step.callee.function !== parameter.id || step.callee.index !== parameter.index || (step.callee.path ?? []).join('.') !== path.join('.')) { return []; }
			return [step.result.kind === 'returned' ? endOfReturned(use.in, file, graph, way) : endOfResult(step.result)];
		});
	}
}

/** `this.handlers.push(handler)` */
function isPut({ callee }: CallStep): boolean { return callee.kind === 'external' && /^lib#(?:\*|\w*Array)\.(?:push|unshift)$/.test(callee.symbol); }

/** `() => onSave(order)`: who calls that gets the promise. */
function endOfReturned(id: FunctionId, file: FileReading, graph: CallGraph, way: Way): End {
	const key = `returned ${id}`;
	if (way.includes(key)) { return 'seen'; }
	const outline = file.functions.get(id)?.outline;
	if (outline === undefined || way.length >= deepest) { return 'unknown'; }
	const further = [...way, key];
	const called = graph.callersOf(id).flatMap(({ links }) => links.flatMap(({ kind, site: { step } }) => (kind === 'call' && step.kind === 'call' ? [step] : [])));
	return worstEnd([...called.map(({ result }) => (result.kind === 'returned' ? 'seen' : endOfResult(result))), ...endsOfFunction(outline, file, graph, further)]);
}

/** Where a function goes that its file gives to something. */
function endsOfFunction({ id }: FunctionOutline, file: FileReading, graph: CallGraph, way: Way): readonly End[] {
	const given = (file.functionUses.get(id) ?? []).flatMap((use): readonly End[] => (use.kind === 'given' ? [endOfArgument(use.gift.site.step, use.gift.index, use.gift.path, graph, way)] : use.kind === 'kept' ? ['unknown'] : []));
	const attributes = [...file.functions.values()].flatMap(({ outline }) => (outline.attributes ?? []).filter(({ value }) => value.kind === 'function' && value.id === id));
	return [...given, ...attributes.map((each) => endOfAttribute(each, graph, way))];
}

/** A function that stands where a type wants one that gives nothing, other than as an argument; undefined where nothing tells of more than the type. */
export function endOfSlot({ kind, name, span, value }: VoidSlot, owner: FunctionOutline, graph: CallGraph): End | undefined {
	const outline = graph.fileOf(owner.id);
	if (outline === undefined || value.kind !== 'function') { return undefined; }
	const file = readingOf(outline);
	if (kind === 'attribute') {
		const given = owner.attributes?.find((each) => isSameSpan(each.span, span));
		return given === undefined ? undefined : endOfAttribute(given, graph);
	}
	if (kind === 'member') {
		const called = graph.callersOf(value.id).flatMap(({ links, roots, isKept, isTest }) => (isTest ? [] : [...links.map(({ kind: how, site: { step } }): End => (how === 'call' && step.kind === 'call' ? endOfResult(step.result) : 'unknown')), ...(roots.length > 0 || isKept ? ['unknown' as const] : [])]));
		return called.length > 0 ? worstEnd(called) : endOfMember(name ?? '', graph);
	}
	if (kind !== 'property' || name === undefined) { return undefined; }
	// `socket.onmessage = …`
	if (/^on[a-z]+$/.test(name)) { return 'dropped'; }
	const gifts = (file.functions.get(owner.id)?.gifts ?? []).filter(({ leaf, path }) => leaf.kind === 'function' && leaf.id === value.id && path.at(-1) === name);
	const outside = gifts.filter(({ site: { callee } }) => callee.kind === 'external' && !makesList.test(callee.symbol));
	// What a package's type says is all that is known of it.
	if (outside.length > 0) { return undefined; }
	const given = worstEnd(gifts.filter(({ site: { callee } }) => callee.kind !== 'external').map(({ site: { step }, index, path }) => endOfArgument(step, index, path, graph)));
	return given === 'unknown' ? endOfKept({ name, isList: false }, file, graph, () => 'unknown') : given;
}

/** `tasks = tasks.concat([{ run }])`: what becomes of it is for whoever takes it out of the list. */
const makesList = /^lib#(?:\*|\w*Array\w*)\.(?:push|unshift|concat|splice|toSpliced|with|fill|of|from)$/;

/** What is left of a path behind the part that is used; undefined if something else is. */
function remainder(used: readonly string[], wanted: readonly string[]): readonly string[] | undefined {
	return used.length <= wanted.length && used.every((each, at) => each === wanted[at]) ? wanted.slice(used.length) : undefined;
}
