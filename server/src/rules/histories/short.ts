/** Queues that cannot get long: who fills them is held back, or only so much may be under way. */
import type { CallGraph } from '../../callgraph/graph.ts';
import { lastName } from '../../callgraph/paths.ts';
import type { BindingId, Block, FileOutline, FunctionOutline, LoopStep, Place, Step, Value } from '../../outline/model.ts';
import { perFile } from '../../outline/perFile.ts';
import { stepsOf } from '../../outline/walk.ts';
import { isSamePlace, type List, type Removal } from './lists.ts';

/** A stream calls these again only when the callback that it gives last was called. */
const ofStream = /^_(?:write|writev|transform)$/;

/**
 * `_write(chunk, encoding, done)` puts `done` into the entry, or keeps it until the list is empty: the stream gives nothing more until then, so that there is one entry, or what one
 * chunk is made of.
 */
export function isHeldBack({ pushes, removals }: List, outline: FileOutline): boolean {
	if (pushes.every(({ function: fn, step: { value } }) => ofStream.test(lastName(fn.id)) && value !== undefined && holdsLast(value, fn))) { return true; }
	const kept = keptBack(outline);
	return kept.length > 0 && removals.every(({ function: { body } }) => stepsOf(body).some(({ step }) => kept.some((each) => isReadOf(step, each))));
}

function holdsLast(value: Value, fn: FunctionOutline): boolean {
	if (value.kind === 'object') { return value.properties.some((property) => holdsLast(property.value, fn)); }
	return value.kind === 'parameter' && value.function === fn.id && value.path === undefined && value.index > 0 && value.index === fn.parameters.length - 1;
}

type Keeper = BindingId | Place;

/** Where the streams of a file keep the callback that they were given last. */
const keptBack = perFile(({ functions }: FileOutline): readonly Keeper[] => functions.flatMap((fn) => (!ofStream.test(lastName(fn.id)) ? [] : stepsOf(fn.body).flatMap(({ step }): Keeper[] => {
	if (step.kind === 'bind' && !step.isDeclaration && holdsLast(step.value, fn)) { return [step.binding]; }
	return step.kind === 'place' && step.operation === 'assign' && step.value !== undefined && holdsLast(step.value, fn) ? [step.place] : [];
}))));

function isReadOf(step: Step, keeper: Keeper): boolean {
	if (typeof keeper !== 'object') { return step.kind === 'use' && step.binding === keeper; }
	return step.kind === 'place' && step.operation === 'read' && isSamePlace(step.place, keeper) || step.kind === 'call' && step.receiver?.kind === 'place' && isSamePlace(step.receiver.place, keeper);
}

/** `while (queue.length > 0 && inFlight.size < limit)`, also where a function of the project says so: one is taken when another is done, beside which the move is nothing. */
export function isWithinLimit({ path }: Removal, outline: FileOutline, graph: CallGraph): boolean {
	const loop = path.findLast((step): step is LoopStep => step.kind === 'loop');
	if (loop?.condition === undefined) { return false; }
	const asked = stepsOf(loop.condition).flatMap(({ step }) => (step.kind === 'call' ? graph.resolveCallee(step.callee) : [])).flatMap((id) => graph.functionOf(id) ?? []);
	const names = namesIn(outline);
	return countsWhatRuns(loop.condition, names) || asked.some(({ body, id }) => { const file = graph.fileOf(id); return file !== undefined && countsWhatRuns(body, namesIn(file)); });
}

const underWay = /^[#_]*(?:num|current|total)?_?(?:in_?flight|under_?way|outstanding|active|running|busy|ongoing)/i;
const most = /max|limit|concurren|slots/i;

/** What is under way has a size, or is compared with the most that may be. */
function countsWhatRuns(block: Block, names: ReadonlyMap<BindingId, string>): boolean {
	const read = stepsOf(block).flatMap(({ step }): (readonly string[])[] => {
		if (step.kind === 'use') { return [[names.get(step.binding) ?? '']]; }
		return step.kind === 'place' && (step.operation === 'read' || step.operation === 'length') ? [[...(step.place.binding === undefined ? [] : [names.get(step.place.binding) ?? '']), ...step.place.path]] : [];
	});
	const running = read.filter((path) => path.some((name) => underWay.test(name)));
	return running.some((path) => /^(?:size|length)$/.test(path.at(-1) ?? '') || read.some((other) => other !== path && most.test(other.at(-1) ?? '')));
}

const namesIn = perFile(({ functions }: FileOutline): ReadonlyMap<BindingId, string> => new Map(functions.flatMap(({ parameters, body }) => [
	...parameters.flatMap(({ binding, name }) => (binding === undefined ? [] : [[binding, name] as const])),
	...stepsOf(body).flatMap(({ step }) => (step.kind === 'bind' ? [[step.binding, step.name] as const] : [])),
])));

/** `while (samples[0].at < since) { samples.shift(); }`: what stands in front is dropped for what it says itself, mostly that it is too old. */
export function dropsFront({ function: { body }, path, step: { place, span } }: Removal): boolean {
	const loop = path.findLast((step): step is LoopStep => step.kind === 'loop');
	if (loop?.condition === undefined) { return false; }
	const isDropped = stepsOf(body).some(({ step }) => step.kind === 'call' && step.span.end === span.end && step.result.kind === 'discarded');
	return isDropped && stepsOf(loop.condition).some(({ step }) => step.kind === 'place' && step.place.path[place.path.length] === '0' && isSamePlace({ ...step.place, path: step.place.path.slice(0, place.path.length) }, place));
}

/** Another function goes through all of it, beside which dropping some is nothing. */
export function isGoneThrough({ place, removals, users }: List, { functions }: FileOutline): boolean {
	const isOfList = (value: Value | undefined): boolean => value?.kind === 'place' && isSamePlace(value.place, place) || value?.kind === 'binding' && place.root === 'binding' && place.path.length === 0 && value.binding === place.binding;
	return functions.some((fn) => users.has(fn.id) && removals.every((removal) => removal.function !== fn) && stepsOf(fn.body).some(({ step }) => step.kind === 'loop' && isOfList(step.iterated)));
}
