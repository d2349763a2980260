/** When a call that leads to something blocking can be made on another thread as a whole. */
import type { CallGraph } from '../../callgraph/graph.ts';
import { lastName } from '../../callgraph/paths.ts';
import type { Catalogue } from '../../catalogue/catalogue.ts';
import type { CallStep, FunctionOutline, GuardedStep, Step, Value } from '../../outline/model.ts';
import { stepsOf } from '../../outline/walk.ts';
import type { AwaitReplacement, Collect } from '../finding.ts';
import type { BlockedStep } from './blockedStep.ts';
import { whyNotOnThread } from './threads.ts';

/**
 * The fix of a call in the async function itself, in languages that can hand any function to a thread. It always needs a review: what the function
 * shares with other code is then used from two threads.
 */
export function offloadChain({ sufferer, step, effect }: BlockedStep, graph: CallGraph, catalogue: Catalogue): AwaitReplacement | undefined {
	const { path: [first] } = effect;
	const { step: call } = step.site;
	if (call.kind !== 'call' || first === undefined || !sufferer.isAsync || step.function !== sufferer.id || heldAt(sufferer, call) || whyNotOffloaded({ effect }, graph, catalogue) !== undefined) { return undefined; }
	const isRust = graph.fileOf(sufferer.id)?.language === 'rust';
	// What a thread runs outlives a borrow.
	if (isRust && isOfSelf(call, sufferer)) { return undefined; }
	return {
		kind: 'await-replacement',
		title: `Run ${first.label} on another thread`,
		safety: 'review',
		caution: isRust ? 'once it has begun it cannot be cancelled: it goes on when the future is dropped' : 'it then runs beside the event loop: what it shares with other code must bear that',
		file: graph.fileOf(sufferer.id)?.file ?? '',
		call: call.span,
		function: sufferer.id,
		symbol: effect.symbol,
		replacement: { kind: 'offload', through: isRust ? 'tokio::task#spawn_blocking' : 'asyncio#to_thread', safety: 'review' },
	};
}

/** What the call works on in Rust borrows from something else, and no thread can be given it. */
export function isBorrowing({ step: { site: { step } } }: Pick<BlockedStep, 'step'>): boolean {
	return step.kind === 'call' && step.isBorrowing === true;
}

/** What it is given is borrowed to be changed: it would have to come back from the thread. */
export function isChanging({ step: { site: { step } } }: Pick<BlockedStep, 'step'>): boolean {
	return step.kind === 'call' && step.isChanging === true;
}

/** What is against a call of another function on another thread, in one clause; undefined if nothing is known to be. */
export function whyNotOffloaded({ effect: { link, entry } }: Pick<BlockedStep, 'effect'>, graph: CallGraph, catalogue: Catalogue): string | undefined {
	if (link?.kind !== 'call') { return 'it is not what the call itself does'; }
	const isRust = graph.fileOf(link.targets[0] ?? '')?.language === 'rust';
	if (isRust ? entry.blocks?.category === 'lock' || entry.blocks?.category === 'coroutine' : !isThreadable(entry)) { return 'what blocks in it is no better off on another thread'; }
	if (link.targets.some((target) => graph.functionOf(target)?.isGenerator === true)) { return 'it makes a generator, which does its work where it is gone through'; }
	return whyNotOnThread(link.targets, graph, catalogue);
}

/** The fix of what reads files or directories while it is gone through. */
export function collect({ sufferer, step, effect: { sink } }: BlockedStep, graph: CallGraph): Collect | undefined {
	if (sink?.site.step.kind !== 'call' || sink.isGiven || sink.entry.blocks?.isLazy !== true || sink.category !== 'file' || !sufferer.isAsync || step.function !== sufferer.id || heldAt(sufferer, sink.site.step)) { return undefined; }
	return {
		kind: 'collect',
		title: `Collect what ${lastName(sink.symbol)}() gives on another thread`,
		safety: 'review',
		caution: 'all of it is gone through before the first is looked at',
		file: graph.fileOf(sufferer.id)?.file ?? '',
		call: sink.site.step.span,
	};
}

/** What waits for the event loop itself, or for a lock of this thread, is no better off on another one. */
function isThreadable({ replacement, blocks, threadBound }: BlockedStep['effect']['entry']): boolean {
	return threadBound !== undefined || replacement !== undefined || blocks?.isLazy === true;
}

/** True if the step stands under a lock of threads: whoever waits for that lock meanwhile would hold up the loop, and the lock with it. */
export function heldAt(sufferer: FunctionOutline, step: Step): boolean {
	const path = stepsOf(sufferer.body).find((each) => each.step === step)?.path ?? [];
	return path.some((each) => each.kind === 'guarded' && !each.isAsync && holdsLock(each));
}

/** A `with` of a lock of threads or processes. */
export function holdsLock({ guards }: GuardedStep): boolean {
	return guards.some(({ type, value }) => /^(?:threading|multiprocessing(?:\.\w+)?|_thread|filelock|fasteners|portalocker)#/.test(type ?? '') || type === undefined && value.kind === 'place' && /lock|mutex/i.test(value.place.path.at(-1) ?? value.place.name ?? ''));
}

/** `self.load()`, or `self` among what it is given. */
function isOfSelf({ receiver, arguments: given }: CallStep, { parameters }: FunctionOutline): boolean {
	const isSelf = (value: Value | undefined): boolean => value?.kind === 'place' && value.place.root === 'this' && value.place.path.length === 0 || value?.kind === 'parameter' && parameters[value.index]?.name === 'self' && (value.path ?? []).length === 0;
	return isSelf(receiver) || given.some(({ value }) => isSelf(value));
}
