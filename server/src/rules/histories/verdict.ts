/** Whether it matters that a list loses entries at the front. */
import type { CallGraph } from '../../callgraph/graph.ts';
import type { Severity } from '../../catalogue/schema.ts';
import { eachStep } from '../../callgraph/sites.ts';
import type { CallStep, FileOutline, FunctionOutline, LoopStep, Place, Step, Value } from '../../outline/model.ts';
import { blocksOf, noSteps, stepsOf } from '../../outline/walk.ts';
import { isSameSpan } from '../../outline/span.ts';
import { calledName } from '../tasks/chains.ts';
import { boundOf, cutsRarely, isLimitOptional, limitIn, type Bound } from './bound.ts';
import { isSamePlace, type List, type ListUse, type Removal } from './lists.ts';
import { dropsFront, isGoneThrough, isHeldBack, isWithinLimit } from './short.ts';
import { holdsAnswers, holdsWaiters } from './waiters.ts';

export type Kept =
	/** Entries come in, and the oldest go when there are too many. */
	| { readonly kind: 'history'; readonly removal: Removal; readonly bound: Bound; readonly severity: Severity; readonly isLimitOptional?: boolean }
	/** What comes in is taken out again in its turn. */
	| { readonly kind: 'queue'; readonly removal: Removal; readonly isDrained: boolean; readonly severity: Severity; readonly isEmptied?: boolean; /** What goes is dropped for what it says itself, so that the rest is no queue: a window of time. */ readonly isWindow?: boolean };

/** With fewer entries than this to move, nobody will ever notice. */
const tooFewToTell = 32;
/** Measured with Node 20: 0.2 µs for each `push` and `shift` up to here, 2 µs at ten times as many, 9 µs at fifty times. */
const cheap = 1_000;
const noticeable = 10_000;

/** What a list is, where its removals are worth telling of; undefined where they are not. */
export function keptAs(list: List, outline: FileOutline, graph: CallGraph): Kept | undefined {
	const insertion = list.insertions[0];
	if (insertion !== undefined && list.removals.length === 0) {
		// The newest stands in front, and what is too old goes from the end.
		if (list.isCutInside || list.pushes.length > 0 || list.endCuts.some((cut) => cutsRarely(cut, outline, graph))) { return undefined; }
		const bound = list.endCuts.map((cut) => boundOf(cut, outline, graph)).find((each) => each !== undefined);
		return bound && history(list, insertion, bound, graph);
	}
	// What never grows is gone through once.
	if (list.pushes.length === 0 || isFilledOnce(list, outline) || list.removals.some((removal) => cutsRarely(removal, outline, graph))) { return undefined; }
	if (isWindow(list) || isTurned(list) || list.removals.some(isOfAnotherEachTime)) { return undefined; }
	// That is for a list to do, and no queue and no ring can.
	if (list.isRearranged) { return undefined; }
	for (const removal of list.removals) {
		const bound = boundOf(removal, outline, graph);
		// Of a list whose entries also go from the middle, the front is not what costs.
		if (bound !== undefined) { return list.isCutInside ? undefined : withLimit(history(list, removal, bound, graph), graph); }
	}
	const capped = cappedElsewhere(list, outline, graph);
	if (capped === undefined) { return queue(list, outline, graph); }
	return capped.bound.kind === 'known' ? history(list, capped.removal, capped.bound, graph) : { kind: 'history', ...capped, severity: 'hint' };
}

/** What has the list is another in each turn (`*self = self.children.remove(0)`): it goes down a tree, and works off no list. */
function isOfAnotherEachTime({ path, step: { place } }: Removal): boolean {
	const loop = path.findLast((each): each is LoopStep => each.kind === 'loop');
	const isOwner = (value: Value): boolean => value.kind === 'place' && isAround(value.place, place);
	return loop !== undefined && stepsOf(loop.body).some(({ step }) => step.kind === 'place' && step.operation === 'assign' && isAround(step.place, place)
		|| step.kind === 'call' && step.callee.kind === 'external' && /^std::mem#(?:replace|swap)$/.test(step.callee.symbol) && step.arguments.some(({ value }) => isOwner(value)));
}

/** `node.next` is around `node.next.children`. */
function isAround(outer: Place, inner: Place): boolean {
	return outer.path.length < inner.path.length && isSamePlace(outer, { ...inner, path: inner.path.slice(0, outer.path.length) });
}

/** One goes whenever one comes (`samples.shift(); samples.push(volume)`): it stays as long as it was made. */
function isWindow({ lifetime, pushes: [push, furtherPush], removals: [removal, furtherRemoval], growsInFront }: List): boolean {
	if (lifetime !== 'object' && lifetime !== 'module' || push === undefined || removal === undefined || furtherPush !== undefined || furtherRemoval !== undefined || growsInFront) { return false; }
	if (removal.step.leaves !== undefined || isInLoop(removal.path)) { return false; }
	return push.function === removal.function && push.path.length === removal.path.length && push.path.every((step, index) => step === removal.path[index]) && isInOneBlock(push, removal);
}

/** What goes from the front comes back at the end (`days.push(days.shift())`): it turns, and stays as long as it was made. */
function isTurned({ pushes, removals }: List): boolean {
	return pushes.every(({ function: fn, step }) => {
		const given = stepsOf(fn.body).flatMap(({ step: each }) => (each.kind === 'call' && each.span.end === step.span.end ? [each.arguments] : []))[0];
		const taken = removals.filter((removal) => removal.function === fn);
		return given?.length === 1 && given.every(({ value }) => taken.some((removal) => isTakenBy(value, removal)));
	});
}

/** The value is what a removal gave. */
function isTakenBy(value: Value, { function: { body }, step: { span } }: Removal): boolean {
	if (value.kind === 'call') { return value.call.end === span.end; }
	return value.kind === 'binding' && stepsOf(body).some(({ step }) => step.kind === 'call' && step.span.end === span.end && step.result.kind === 'bound' && step.result.binding === value.binding);
}

/** They stand in the same block of the step around them. */
function isInOneBlock(push: ListUse, removal: Removal): boolean {
	const around = push.path.at(-1);
	const blocks = around === undefined ? [] : blocksOf(around).filter(({ span }) => [push, removal].some(({ step }) => span.start <= step.span.start && step.span.end <= span.end));
	return blocks.length < 2;
}

/** Where there may be no limit at all, a buffer of a fixed length is no place for it. */
function withLimit(kept: Kept | undefined, graph: CallGraph): Kept | undefined {
	return kept?.kind === 'history' && isLimitOptional(kept.removal, graph) ? { ...kept, isLimitOptional: true } : kept;
}

/**
 * The removal is a method by itself, and all who call it do so under a condition and in a function that has just added an entry, or is about to: the cap of a
 * history stands with them, mostly in a class that extends this one.
 */
function cappedElsewhere({ lifetime, removals: [removal, more], pushes }: List, outline: FileOutline, graph: CallGraph): { readonly removal: Removal; readonly bound: Bound } | undefined {
	if (lifetime !== 'object' || removal === undefined || more !== undefined || isInLoop(removal.path)) { return undefined; }
	const links = graph.callersOf(removal.function.id).filter(({ isTest }) => !isTest).flatMap((caller) => caller.links.map((link) => ({ id: caller.id, link })));
	const caps = links.map(({ id, link: { kind, site: { step } } }): readonly Step[] | undefined => {
		const caller = graph.functionOf(id);
		const steps = kind !== 'call' || caller === undefined ? [] : stepsOf(caller.body);
		const path = steps.find((placed) => placed.step === step)?.path;
		if (caller === undefined || path === undefined || isInLoop(path) || step.kind !== 'call' || step.result.kind !== 'discarded') { return undefined; }
		const isAdding = (other: Step): boolean => other.kind === 'call' && other.span.end <= step.span.start && graph.resolveCallee(other.callee).some((target) => pushes.some((push) => push.function.id === target));
		const adds = pushes.some((push) => push.function.id === caller.id && push.path.every((around) => around.kind !== 'branch')) || steps.some((other) => isAdding(other.step));
		return adds && path.some((around) => around.kind === 'branch') ? path : undefined;
	});
	if (caps.length === 0 || caps.some((path) => path === undefined)) { return undefined; }
	const entries = caps.map((path) => limitIn(path ?? [], outline, graph));
	return { removal, bound: entries.every((each) => each !== undefined) ? { kind: 'known', entries: Math.max(...entries) } : { kind: 'unknown' } };
}

/** It is filled while what has it is made, by no loop over what others give, and never again. */
function isFilledOnce({ lifetime, pushes }: List, outline: FileOutline): boolean {
	if (lifetime !== 'object' && lifetime !== 'module') { return false; }
	const byId = new Map(outline.functions.map((fn) => [fn.id, fn]));
	const makes = (id: string | undefined): boolean => {
		const fn = id === undefined ? undefined : byId.get(id);
		if (fn === undefined) { return false; }
		return lifetime === 'module' ? fn.kind === 'module' : fn.kind === 'constructor' || fn.kind === 'initializer' || fn.kind === 'closure' && isGivenToList(fn.id, fn.enclosing, byId) && makes(fn.enclosing);
	};
	return pushes.every((push) => makes(push.function.id));
}

/** `names.forEach((name) => …)` runs on the spot. */
function isGivenToList(id: string, enclosing: string | undefined, byId: ReadonlyMap<string, FunctionOutline>): boolean {
	const around = enclosing === undefined ? undefined : byId.get(enclosing);
	return around !== undefined && stepsOf(around.body).some(({ step }) => step.kind === 'call' && step.callee.kind === 'external' && /#(?:\w*Array\w*|\*)\.(?:forEach|map)$/.test(step.callee.symbol) && step.arguments.some(({ value }) => value.kind === 'function' && value.id === id));
}

function history(list: List, removal: Removal, bound: Bound, graph: CallGraph): Kept | undefined {
	// The middle of a `deque` is far away.
	if (list.isReadInside || bound.kind === 'measured' || bound.kind === 'known' && bound.entries < tooFewToTell) { return undefined; }
	const isShort = bound.kind === 'known' && bound.entries <= cheap;
	// Beside looking for one of its entries, or giving out a copy of all whenever one comes, the move is nothing.
	if (isShort && list.lifetime !== 'local' && (list.isSearched || /^(?:shift|splice)/.test(removal.how) && isCopiedAtEach(list, graph))) { return undefined; }
	if (isOfOneCall(list, removal, graph)) {
		// A window that slides along something in one call.
		return isShort || !(isInLoop(removal.path) || removal.function.id !== list.declaredIn) ? undefined : { kind: 'history', removal, bound, severity: 'info' };
	}
	if (list.lifetime === 'borrowed' && !list.pushes.some((push) => push.function.id === removal.function.id)) { return undefined; }
	return { kind: 'history', removal, bound, severity: bound.kind === 'known' ? weightOf(bound.entries, removal) : 'info' };
}

/** Each function that adds to it copies it or goes through it, itself or by a function that it calls. */
function isCopiedAtEach({ place, pushes }: List, graph: CallGraph): boolean {
	const isWhole = (step: Step): boolean => step.kind === 'place' && /^(?:spread|slice|iterate)$/.test(step.operation) && isSamePlace(step.place, place);
	const copies = (fn: FunctionOutline | undefined): boolean => fn !== undefined && stepsOf(fn.body).some(({ step }) => isWhole(step));
	return place.root !== 'binding' && pushes.every(({ function: fn }) => copies(fn) || stepsOf(fn.body).some(({ step }) => step.kind === 'call' && graph.resolveCallee(step.callee).some((target) => { const called = graph.functionOf(target); return called?.owner === fn.owner && copies(called); })));
}

/** What moves in 2 µs (10,000 entries of JavaScript's, as measured above) nobody feels beside what makes an entry. */
function weightOf(entries: number, { how }: Removal): Severity {
	const factor = /^(?:shift|splice)/.test(how) ? 10 : 1;
	return entries <= cheap * factor ? 'hint' : entries <= noticeable * factor ? 'info' : 'warning';
}

/** Functions at whose end nothing more comes in. */
const teardown = /(?:^|\.)(?:dispose|disposeAsync|close|stop|destroy|shutdown|shutDown|teardown|tearDown|deactivate|\[Symbol\.(?:asyncD|d)ispose\])$/;

const pool = /(?:^|[._])(?:idle|free|available|spare|unused)(?:$|[A-Z_])/;

function queue(list: List, outline: FileOutline, graph: CallGraph): Kept | undefined {
	const drain = list.removals.find((removal) => isInLoop(removal.path));
	const removal = drain ?? list.removals[0];
	if (removal === undefined) { return undefined; }
	if (isOfOneCall(list, removal, graph) || list.lifetime === 'borrowed') {
		// What grows at both ends is put together, not worked off.
		const isWorklist = drain !== undefined && !list.growsInFront && list.pushes.some((push) => growsIn(push.path, push.function.id, drain, list));
		return isWorklist && !waitsForEach(drain) ? { kind: 'queue', removal: drain, isDrained: true, severity: outline.language === 'python' && list.lifetime === 'local' ? 'hint' : 'info' } : undefined;
	}
	// What is looked for in it, taken from its middle or put back in front costs as much as what is taken from the front now and then.
	if (drain === undefined && outline.language === 'typescript' && (list.isSearched || list.isCutInside || list.growsInFront || holdsAnswers(list, graph)) || holdsWaiters(list, outline, graph)) { return undefined; }
	if (drain === undefined && isOfBatches(list)) { return undefined; }
	// A pool of those that have nothing to do is as long as there are workers.
	if (pool.test(list.name)) { return undefined; }
	// Nobody says that it gets long, and each turn waits for much longer than the move takes.
	if (drain !== undefined && waitsForEach(drain)) { return undefined; }
	if (drain === undefined && outline.language === 'typescript' && list.removals.every((each) => waitsForTaken(each, graph))) { return undefined; }
	if (isHeldBack(list, outline) || drain !== undefined && isWithinLimit(drain, outline, graph)) { return undefined; }
	if (drain !== undefined && dropsFront(drain)) { return list.isSearched || isGoneThrough(list, outline) ? undefined : { kind: 'queue', removal, isDrained: true, isWindow: true, severity: 'hint' }; }
	if (drain !== undefined && outline.language === 'typescript' && isWrittenOut(drain)) { return undefined; }
	// Emptied once, when its owner goes.
	if (list.removals.every((each) => teardown.test(each.function.name))) { return undefined; }
	// One move at a time is lost in what is done between two of them.
	return { kind: 'queue', removal, isDrained: drain !== undefined, severity: drain === undefined ? 'hint' : 'info', ...(drain !== undefined && isEmptied(drain, list) && { isEmptied: true }) };
}

/** `this.batches.push([])`: each entry is itself filled by what comes in, and taken whole, so that there are few. */
function isOfBatches({ pushes }: List): boolean {
	return pushes.every(({ step: { value } }) => value?.kind === 'list' && value.items.length === 0);
}

/** The list is made and used up in one call: what else holds it are callbacks that run during the call, or that only add. */
function isOfOneCall(list: List, removal: Removal, graph: CallGraph): boolean {
	if (list.lifetime === 'local') { return true; }
	if (list.lifetime !== 'captured' || list.declaredIn === undefined) { return false; }
	if (removal.function.id === list.declaredIn) { return true; }
	const inPlace = new Set(graph.stepsOf(list.declaredIn).map((step) => step.function));
	return [...list.users].every((user) => user === list.declaredIn || inPlace.has(user));
}

function isInLoop(path: readonly Step[]): boolean {
	return path.some((step) => step.kind === 'loop');
}

/** Each turn of the loop that takes out, or of one around it, awaits something, which takes longer than the moves. */
function waitsForEach({ path }: Removal): boolean {
	return path.some((loop) => {
		let waits = loop.kind === 'loop' && loop.loop === 'await';
		if (loop.kind === 'loop') { eachStep(loop.body, (step) => { waits ||= step.kind === 'await'; }); }
		return waits;
	});
}

/** `while (!this.isBlocked && frames.length > 0) { this.isBlocked = !stream.write(frames.shift()); }`: each goes to a stream at once, which takes longer than the move. */
function isWrittenOut({ function: { body }, step: { span } }: Removal): boolean {
	const calls = stepsOf(body).flatMap(({ step }) => (step.kind === 'call' ? [step] : []));
	const taking = calls.find((call) => call.span.end === span.end);
	const isTaken = (value: Value): boolean => value.kind === 'call' && value.call.end === span.end || value.kind === 'binding' && taking?.result.kind === 'bound' && taking.result.binding === value.binding;
	return calls.some((call) => call.receiver !== undefined && calledName(call) === 'write' && call.arguments.some(({ value }) => isTaken(value)));
}

/** `const job = jobs.shift(); job.run().then(next)`: what is begun with each is waited for, and takes longer than the move. */
function waitsForTaken({ function: { body, id }, step: { span } }: Removal, graph: CallGraph): boolean {
	const calls = stepsOf(body).flatMap(({ step }) => (step.kind === 'call' ? [step] : []));
	const taken = calls.flatMap(({ span: { end }, result }) => (end === span.end && result.kind === 'bound' ? [result.binding] : []))[0];
	const isTaken = (value: Value | undefined): boolean => value?.kind === 'binding' ? value.binding === taken : value?.kind === 'place' && value.place.root === 'binding' && value.place.binding === taken;
	const isFollowed = (call: CallStep): boolean => calls.some((next) => next.receiver?.kind === 'call' && isSameSpan(next.receiver.call, call.span) && /^(?:then|finally)$/.test(calledName(next)));
	// `await next()`
	const name = stepsOf(body).flatMap(({ step }) => (step.kind === 'bind' && step.binding === taken ? [step.name] : []))[0];
	if (taken !== undefined && calls.some(({ callee, result }) => callee.kind === 'unresolved' && callee.name === name && result.kind === 'awaited')) { return true; }
	// `worker.send(next, () => { this.flush(); })`
	const goesOn = (call: CallStep): boolean => call.arguments.some(({ value }) => value.kind === 'function' && stepsOf(graph.functionOf(value.id)?.body ?? noSteps).some(({ step }) => step.kind === 'call' && graph.resolveCallee(step.callee).includes(id)));
	return taken !== undefined && calls.some((call) => call.span.start >= span.end && (isTaken(call.receiver) || call.arguments.some(({ value }) => isTaken(value))) && (call.result.kind === 'awaited' || isFollowed(call) || goesOn(call)));
}

/** The loop takes all that is there, and adds nothing itself: `while (jobs.length > 0)`, `while ((job = jobs.shift()))`. */
function isEmptied(drain: Removal, { pushes }: List): boolean {
	const loop = drain.path.findLast((step) => step.kind === 'loop');
	if (loop === undefined || loop.condition === undefined || pushes.some(({ path }) => path.includes(loop))) { return false; }
	const { place, span } = drain.step;
	const asked = stepsOf(loop.condition).map(({ step }) => step);
	const isOfList = (step: Step): boolean => step.kind === 'place' && (isSamePlace(step.place, place) || step.operation === 'read' && step.place.path.at(-1) === 'length' && isSamePlace({ ...step.place, path: step.place.path.slice(0, -1) }, place));
	if (asked.includes(drain.step)) { return asked.every((step) => isOfList(step) || step.kind === 'call' && step.span.end === span.end || step.kind === 'bind' || step.kind === 'use'); }
	const isToTheEnd = loop.lengthTests?.every(({ comparison, limit }) => limit.kind === 'constant' && (comparison === 'over' && limit.value === 0 || comparison === 'at-least' && limit.value === 1)) !== false;
	return isToTheEnd && asked.some(isOfList) && asked.every((step) => isOfList(step) || step.kind === 'use');
}

/** The push happens in the loop that takes out, or in a callback written in it. */
function growsIn(path: readonly Step[], id: string, drain: Removal, list: List): boolean {
	const loops = drain.path.filter((step): step is LoopStep => step.kind === 'loop' && !isMadeAnewIn(step, list));
	if (id === drain.function.id) { return path.some((step) => loops.includes(step as LoopStep)); }
	return list.lifetime === 'captured';
}

/** Each turn of the loop begins a list of its own. */
function isMadeAnewIn({ body }: LoopStep, { place }: List): boolean {
	let isMade = false;
	eachStep(body, (step) => { isMade ||= step.kind === 'bind' && place.path.length === 0 && step.binding === place.binding && step.value.kind === 'list'; });
	return isMade;
}
