/** Who holds a lock of threads while it waits for something else: only then does it matter that async code waits for the lock. */
import { fileOf, type CallGraph, type Effect } from '../../callgraph/graph.ts';
import { lastName } from '../../callgraph/paths.ts';
import type { Catalogue } from '../../catalogue/catalogue.ts';
import type { FileOutline, FunctionOutline } from '../../outline/model.ts';
import { contains, type Span } from '../../outline/span.ts';
import { stepsOf } from '../../outline/walk.ts';
import { placedCall } from '../placedLink.ts';
import { slowWork } from '../slowWork.ts';
import { holdsIn, mayHold } from './hold.ts';
import { lockCalled, locksHeld, ownerOf, type Lock, type Surroundings } from './lock.ts';

export interface Holder {
	readonly function: FunctionOutline;
	/** What it does meanwhile: `sleeps`. */
	readonly does: string;
}

/**
 * What makes an effect one that async code may have to wait for. `undefined`: it needs no holder, because it waits by itself. `nobody`: it takes a lock
 * that nobody is known to hold for long.
 */
export function holderFor(effect: Effect, cx: Surroundings): Holder | 'nobody' | undefined {
	if (effect.category === 'lock' && isOfOwnLock(effect, cx.graph)) { return 'nobody'; }
	if (effect.category !== 'lock' || !/\.(?:acquire|__enter__)$/.test(effect.symbol)) { return undefined; }
	const kind = cx.catalogue.lookup(effect.symbol.slice(0, effect.symbol.lastIndexOf('.')))?.lock;
	if (kind !== 'plain' && kind !== 'reentrant') { return undefined; }
	const last = effect.path.at(-1);
	const fn = last === undefined ? undefined : cx.graph.functionOf(last.function);
	if (last === undefined || fn === undefined) { return 'nobody'; }
	const taken = lockTakenAt(last.span.start, fn, cx);
	const holder = taken && holdersIn(cx).get(wholeKey(taken, fn, cx.graph));
	// Who holds it across an `await` has that to mend first.
	if (holder !== undefined && !(fn.isAsync && holder.function === fn)) { return holder; }
	return 'nobody';
}

/** What a lock of the project's own is written with: `acquire_read()` that waits for a `Condition` while somebody writes, until `release_write()`. */
function isOfOwnLock({ symbol, path }: Effect, graph: CallGraph): boolean {
	const last = path.at(-1), fn = /^threading#Condition\.wait(?:_for)?$/.test(symbol) && last !== undefined ? graph.functionOf(last.function) : undefined;
	return fn?.owner !== undefined && /(?:^|_)(?:acquire|lock)(?:_|$)/.test(lastName(fn.id)) && graph.fileOf(fn.id)?.functions.some((other) => other.owner === fn.owner && /(?:^|_)(?:release|unlock)(?:_|$)/.test(lastName(other.id))) === true;
}

/** `while not queue.empty(): queue.get()`: there is something in it. */
export function isKnownFilled({ symbol, path }: Effect, graph: CallGraph): boolean {
	const last = path.at(-1);
	const placed = /[Qq]ueue\.get$/.test(symbol) ? placedCall(last, graph) : undefined;
	return placed?.path.some((around) => (around.kind === 'loop' || around.kind === 'branch') && around.condition !== undefined && stepsOf(around.condition).some(({ step }) => step.kind === 'call'
		&& step.callee.kind === 'external' && /\.(?:empty|qsize)$/.test(step.callee.symbol) && JSON.stringify(step.receiver) === JSON.stringify(placed.step.receiver))) === true;
}

/** `fut.exception()` in what is called when `fut` is done: there is nothing to wait for. */
export function isKnownDone({ symbol, path }: Effect, graph: CallGraph): boolean {
	const last = path.at(-1);
	if (last === undefined || !/^(?:concurrent\.futures|asyncio)#\w*Future\.(?:result|exception)$/.test(symbol) || graph.rootOf(last.function)?.what !== 'done callback') { return false; }
	const call = placedCall(last, graph)?.step;
	return call?.receiver?.kind === 'parameter' && call.receiver.function === last.function;
}

function lockTakenAt(start: number, fn: FunctionOutline, cx: Surroundings): Lock | undefined {
	for (const { step } of stepsOf(fn.body)) {
		if (step.kind === 'call' && step.nameSpan.start === start) { return lockCalled(step, fn, cx)?.lock; }
		if (step.kind !== 'guarded') { continue; }
		const guards = step.guards.filter(({ span }) => span.start === start);
		if (guards.length > 0) { return locksHeld({ ...step, guards }, fn, cx)[0]; }
	}
	return undefined;
}

const known = new WeakMap<CallGraph, { readonly version: number; readonly holders: ReadonlyMap<string, Holder> }>();

/** By lock, one who holds it on a thread of its own, or across an `await`, while it waits. */
function holdersIn(cx: Surroundings): ReadonlyMap<string, Holder> {
	const { graph } = cx;
	const before = known.get(graph);
	if (before?.version === graph.version) { return before.holders; }
	const holders = new Map<string, Holder>();
	for (const file of graph.files()) {
		for (const { fn, key, inside } of heldIn(file, cx)) {
			// The first one counts, by file: those that were edited last come last in the graph.
			const other = holders.get(key);
			if (other !== undefined && fileOf(other.function.id) <= file.file) { continue; }
			const does = waitIn(fn, inside, cx);
			if (does !== undefined) { holders.set(key, { function: fn, does }); }
		}
	}
	known.set(graph, { version: graph.version, holders });
	return holders;
}

/** Where a function holds a lock of threads. */
interface Held {
	readonly fn: FunctionOutline;
	readonly key: string;
	readonly inside: Span;
}

/** What is a lock is the catalogue's to say. */
const heldBy = new WeakMap<Catalogue, WeakMap<FileOutline, readonly Held[]>>();

/** What holds locks of threads in a file; owners and bindings are found in the file itself. */
function heldIn(file: FileOutline, cx: Surroundings): readonly Held[] {
	let known = heldBy.get(cx.catalogue);
	if (known === undefined) { heldBy.set(cx.catalogue, known = new WeakMap()); }
	let held = known.get(file);
	if (held === undefined) {
		held = file.functions.filter(mayHold).flatMap((fn) => holdsIn(fn, cx)
			.filter(({ lock }) => /^(?:threading|multiprocessing\.synchronize|_thread)#/.test(lock.type))
			.map(({ lock, inside }) => ({ fn, key: wholeKey(lock, fn, cx.graph), inside })));
		known.set(file, held);
	}
	return held;
}

function waitIn(fn: FunctionOutline, inside: { readonly start: number; readonly end: number }, { graph }: Surroundings): string | undefined {
	if (fn.isAsync && stepsOf(fn.body).some(({ step }) => step.kind === 'await' && contains(inside, step.span))) { return 'awaits something'; }
	// What runs on the loop holds nobody up there who could come in between.
	if (!graph.contextsOf(fn.id).some(({ context }) => context === 'thread')) { return undefined; }
	for (const site of graph.sitesOf(fn.id)) {
		if (!contains(inside, site.step.span)) { continue; }
		// A `Condition` is let go of while somebody waits for it.
		const effect = graph.effectsOfCall(fn.id, site).find(({ category, severity, sink, symbol }) => slowWork.has(category) || category === 'lock' && severity === 'error' && !(sink !== undefined && /#Condition\.wait(?:_for)?$/.test(symbol)));
		if (effect !== undefined) { return effect.entry.blocks?.does ?? 'waits'; }
	}
	return undefined;
}

/** A member's lock belongs to the class in whose method it is used. */
function wholeKey({ key, isOwn }: Lock, fn: FunctionOutline, graph: CallGraph): string {
	return isOwn ? `${ownerOf(fn, graph) ?? ''} ${key}` : key;
}
