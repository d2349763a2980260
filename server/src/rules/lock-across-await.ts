import { quotedName } from '../callgraph/describe.ts';
import { lastName } from '../callgraph/paths.ts';
import type { Block, CallStep, FunctionOutline, GuardedStep, Step, Value } from '../outline/model.ts';
import { contains, type Span } from '../outline/span.ts';
import { stepsOf } from '../outline/walk.ts';
import { calledName } from './cancellation/surroundings.ts';
import type { Finding } from './finding.ts';
import { fingerprintOf } from './fingerprint.ts';
import { heldGuards } from './locks/guards.ts';
import { lockCalled, locksHeld, type Lock } from './locks/lock.ts';
import { isTestCode, placed } from './report/placed.ts';
import { takerOf } from './blocking/linkPlaces.ts';
import { asyncMutex } from './blocking/runtime.ts';
import type { Rule, RuleContext, RuleMeta } from './rule.ts';
import { callsOf } from './tasks/chains.ts';

const meta: RuleMeta = {
	id: 'lock-across-await',
	category: 'shared-state',
	severity: 'error',
	languages: ['python', 'rust'],
	guide: 'lock-across-await',
	status: 'preview',
	description: 'A lock of threads held across an await, or an async lock held while waiting for something that may never come.',
};

interface Held {
	readonly span: Span;
	/** For people: `self._lock`. */
	readonly lock: string;
	/** `threads`: whoever else wants it holds the event loop. `tasks`: whoever else wants it waits as long. */
	readonly of: 'threads' | 'tasks';
	/** What is waited for meanwhile: `fetch()`; absent where that has no name. */
	readonly awaited?: string;
	/** True if who ends the wait is known to take the same lock. */
	readonly isEnderHeldUp?: boolean;
}

export const lockAcrossAwait: Rule = {
	meta,
	check(context) {
		return context.outline.functions.flatMap((outline) => {
			if (!outline.isAsync || isDrivenBySync(outline, context)) { return []; }
			const held = context.outline.language === 'rust' ? heldGuards(outline, context) : [...heldInScopes(outline, context), ...heldByHand(outline, context)].toSorted((a, b) => a.span.start - b.span.start);
			const ordinals = new Map<string, number>();
			return held.map((each): Finding => {
				const ordinal = ordinals.get(each.lock) ?? 0;
				ordinals.set(each.lock, ordinal + 1);
				return findingFor(each, outline, ordinal, context);
			});
		});
	},
};

/** In Rust, an async block that sync code runs to its end where it stands (`runtime.block_on(async { … })`): whoever else wants the guard waits on a thread of its own. */
function isDrivenBySync({ id, enclosing }: FunctionOutline, { outline: { language }, graph, catalogue }: RuleContext): boolean {
	const callee = language === 'rust' && enclosing !== undefined && graph.functionOf(enclosing)?.isAsync === false ? takerOf(id, graph)?.callee : undefined;
	return callee?.kind === 'external' && catalogue.lookup(callee.symbol)?.drives !== undefined;
}

function heldInScopes(outline: FunctionOutline, context: RuleContext): Held[] {
	return stepsOf(outline.body).flatMap(({ step }): Held[] => {
		if (step.kind !== 'guarded') { return []; }
		return step.isAsync ? heldOverEndless(step, outline, context) : heldOverAwait(step, outline, context);
	});
}

const threadLock = /^(?:threading|multiprocessing(?:\.synchronize)?|_thread)#/;

/** `with self._lock: await …`, where the lock is one of threads. */
function heldOverAwait(step: GuardedStep, outline: FunctionOutline, { graph, catalogue }: RuleContext): Held[] {
	const guard = step.guards.find(({ type }) => type !== undefined && threadLock.test(catalogue.canonical(type)) && catalogue.lookup(type)?.lock !== undefined);
	const waits = guard === undefined ? undefined : firstAwait(step.body, outline);
	if (guard === undefined || waits === undefined) { return []; }
	const [lock] = locksHeld(step, outline, { graph, catalogue });
	return [{ span: guard.span, lock: lock?.name ?? lastName(guard.type ?? ''), of: 'threads', ...waits }];
}

/** The first thing that a block waits for. */
function firstAwait(body: Block, outline: FunctionOutline): { readonly awaited?: string } | undefined {
	for (const { step } of stepsOf(body)) {
		if (step.kind === 'await') {
			const call = step.value.kind === 'call' ? callsOf(outline)(step.value.call) : undefined;
			return call === undefined ? {} : { awaited: `${calledName(call)}()` };
		}
		if (step.kind === 'loop' && step.loop === 'await' || step.kind === 'guarded' && step.isAsync) { return {}; }
	}
	return undefined;
}

/** Waits of which nobody knows when they end, or whether. */
const endless = /^(?:asyncio#(?:Queue\.get|Event\.wait|AbstractEventLoop\.sock_accept|Server\.serve_forever)|(?:anyio|trio)#(?:Event\.wait|sleep_forever))$/;

/**
 * `async with self._lock: await self._queue.get()`. A lock that nobody else takes is there to let in one reader at a time, which is fine; and a deadline around it, or in what is
 * awaited, ends it.
 */
function heldOverEndless(step: GuardedStep, outline: FunctionOutline, context: RuleContext): Held[] {
	const [lock] = locksHeld(step, outline, context).filter(({ kind }) => kind === 'plain');
	if (lock === undefined || lock.type.endsWith('#Condition') || !isTakenElsewhere(lock, outline, context)) { return []; }
	const calls = callsOf(outline);
	for (const { step: inner, path } of stepsOf(step.body)) {
		const call = inner.kind === 'await' && inner.value.kind === 'call' ? calls(inner.value.call) : undefined;
		const isEndless = call?.callee.kind === 'external' && endless.test(context.catalogue.canonical(call.callee.symbol));
		if (call !== undefined && isEndless && (isSetBefore(call, outline, context) || isSetAtAnEnd(call, lock, outline, context))) { continue; }
		const enders = call !== undefined && isEndless ? endersOf(call, outline, context) : [];
		// Who ends the wait is not held up, and the lock lets in one who waits at a time.
		if (enders.some(({ of, around }) => !around.some((each) => each.kind === 'guarded' && locksHeld(each, of, context).some(({ key }) => key === lock.key)))) { continue; }
		if (call !== undefined && isEndless && ![step, ...path].some((around) => hasDeadline(around, outline, context))) {
			return [{ span: call.nameSpan, lock: lock.name, of: 'tasks', awaited: `${calledName(call)}()`, isEnderHeldUp: enders.length > 0 }];
		}
	}
	return [];
}

/** Where other functions of the same object set the event or put something into the queue that a call waits for, each with what stands around it. */
function endersOf({ receiver, ...wait }: CallStep, outline: FunctionOutline, context: RuleContext): { readonly of: FunctionOutline; readonly around: readonly Step[] }[] {
	if (receiver?.kind !== 'place' || receiver.place.root !== 'this') { return []; }
	const path = receiver.place.path.join('.');
	const ending = calledName({ receiver, ...wait }) === 'get' ? /^put(?:_nowait)?$/ : /^set$/;
	return context.outline.functions.filter((other) => other.id !== outline.id && other.owner === outline.owner).flatMap((other) => stepsOf(other.body).flatMap(({ step, path: around }) =>
		(step.kind === 'call' && ending.test(calledName(step)) && step.receiver?.kind === 'place' && step.receiver.place.root === 'this' && step.receiver.place.path.join('.') === path ? [{ of: other, around }] : [])));
}

/** An event of the function itself that it gave to a call it awaited before, which surely sets it: nothing is left to wait for. */
function isSetBefore(wait: CallStep, outline: FunctionOutline, context: RuleContext): boolean {
	const { receiver } = wait;
	if (receiver?.kind !== 'binding' || calledName(wait) !== 'wait') { return false; }
	return stepsOf(outline.body).some(({ step }) => {
		if (step.kind !== 'call' || step.span.end > wait.span.start || step.result.kind !== 'awaited') { return false; }
		const given = step.arguments.findIndex(({ value }) => value.kind === 'binding' && value.binding === receiver.binding);
		return given >= 0 && setsArgument(step, given, context, 0);
	});
}

/** How many calls deep an event is followed. */
const deepest = 3;

/** An event of the object that another of its functions sets in a `finally`, without the lock: whatever becomes of that function, the wait ends. */
function isSetAtAnEnd({ receiver, ...wait }: CallStep, lock: Lock, outline: FunctionOutline, context: RuleContext): boolean {
	if (receiver?.kind !== 'place' || receiver.place.root !== 'this' || calledName({ receiver, ...wait }) !== 'wait') { return false; }
	const path = receiver.place.path.join('.');
	return context.outline.functions.some((other) => other.id !== outline.id && other.owner === outline.owner && stepsOf(other.body).some(({ step, path: around }) => step.kind === 'call' && calledName(step) === 'set'
		&& step.receiver?.kind === 'place' && step.receiver.place.root === 'this' && step.receiver.place.path.join('.') === path
		&& around.some((each) => each.kind === 'try' && each.finally !== undefined && contains(each.finally.span, step.span))
		&& !around.some((each) => each.kind === 'guarded' && locksHeld(each, other, context).some(({ key }) => key === lock.key))));
}

/** Every function that is called sets the event at its end, or hands it on to one that does; an exception leaves the caller, too. */
function setsArgument(call: CallStep, index: number, context: RuleContext, depth: number): boolean {
	const targets = context.graph.resolveCallee(call.callee);
	const argument = call.arguments[index];
	return targets.length > 0 && depth < deepest && targets.every((target) => {
		const callee = context.graph.functionOf(target);
		const at = argument?.name === undefined ? index : callee?.parameters.findIndex(({ name }) => name === argument.name) ?? -1;
		return callee !== undefined && at >= 0 && setsIn(callee.body, callee, at, context, depth);
	});
}

function setsIn({ steps }: Block, callee: FunctionOutline, index: number, context: RuleContext, depth: number): boolean {
	const isEvent = (value: Value | undefined): boolean => value?.kind === 'parameter' && value.function === callee.id && value.index === index;
	for (const step of steps) {
		if (step.kind === 'exit' && step.exit === 'return') { return false; }
		if (step.kind === 'call') {
			if (calledName(step) === 'set' && isEvent(step.receiver)) { return true; }
			const given = step.arguments.findIndex(({ value }) => isEvent(value));
			if (given >= 0 && step.result.kind === 'awaited' && setsArgument(step, given, context, depth + 1)) { return true; }
		}
		if (step.kind === 'guarded' && setsIn(step.body, callee, index, context, depth)) { return true; }
		if (step.kind === 'try' && (setsIn(step.body, callee, index, context, depth) || step.finally !== undefined && setsIn(step.finally, callee, index, context, depth))) { return true; }
		// `if event is not None: event.set()`
		if (step.kind === 'branch' && step.arms.some(({ block, requires }) => requires?.some(({ value, test }) => isEvent(value) && (test === 'truthy' || test === 'something')) === true && setsIn(block, callee, index, context, depth))) { return true; }
		if (stepsOf({ span: step.span, steps: [step] }).some(({ step: inner }) => inner.kind === 'exit' && inner.exit === 'return')) { return false; }
	}
	return false;
}

function hasDeadline(around: Step, outline: FunctionOutline, { catalogue }: RuleContext): boolean {
	return around.kind === 'guarded' && around.guards.some(({ value }) => {
		const call = value.kind === 'call' ? callsOf(outline)(value.call) : undefined;
		return call?.callee.kind === 'external' && catalogue.lookup(call.callee.symbol)?.deadline !== undefined;
	});
}

function isTakenElsewhere(lock: Lock, outline: FunctionOutline, context: RuleContext): boolean {
	return context.outline.functions.some((other) => other.id !== outline.id && other.owner === outline.owner
		&& stepsOf(other.body).some(({ step }) => step.kind === 'guarded' && locksHeld(step, other, context).some(({ key }) => key === lock.key)));
}

/** `lock.acquire()` of a lock of threads, an await, and only then `lock.release()`. */
function heldByHand(outline: FunctionOutline, context: RuleContext): Held[] {
	const steps = stepsOf(outline.body).map(({ step }) => step);
	return steps.flatMap((step, index): Held[] => {
		const taken = step.kind === 'call' ? lockCalled(step, outline, context) : undefined;
		if (taken === undefined || taken.does !== 'acquire' || !taken.isPatient || !threadLock.test(context.catalogue.canonical(taken.lock.type)) || (step as CallStep).result.kind === 'awaited') { return []; }
		const rest = steps.slice(index + 1);
		const released = rest.findIndex((each) => each.kind === 'call' && releases(each, taken.lock, outline, context));
		const waits = released < 0 ? undefined : firstAwait({ span: outline.body.span, steps: rest.slice(0, released).filter((each) => each.kind === 'await') }, outline);
		return waits === undefined ? [] : [{ span: (step as CallStep).nameSpan, lock: taken.lock.name, of: 'threads', ...waits }];
	});
}

function releases(step: CallStep, { key }: Lock, outline: FunctionOutline, context: RuleContext): boolean {
	const called = lockCalled(step, outline, context);
	return called?.does === 'release' && called.lock.key === key;
}

function findingFor({ span, lock, of, awaited, isEnderHeldUp }: Held, outline: FunctionOutline, ordinal: number, context: RuleContext): Finding {
	const { graph } = context;
	const isAcceptable = isTestCode(outline, context);
	const severity = of === 'threads' ? meta.severity : 'warning';
	const waits = awaited === undefined ? 'waits' : `waits for \`${awaited}\``;
	return {
		...placed(meta, outline, context, { isTest: isAcceptable, priority: 'P1', severity }),
		span,
		message: graph.fileOf(outline.id)?.language === 'rust' && of === 'threads' ? `${quotedName(outline)} ${waits} while it holds the guard of \`${lock}\`: another task that wants it holds this executor thread, and then nobody lets it go; drop the guard before the await, or use ${asyncMutex(outline.id, graph)}.` : of === 'threads'
			? `${quotedName(outline)} ${waits} while it holds \`${lock}\`, a lock of threads: another task that wants the lock holds the whole event loop, and then nobody lets it go; use \`asyncio.Lock\`, or let go before the await.`
			: `${quotedName(outline)} ${waits}, which may take for ever, while it holds \`${lock}\`: everybody else who wants the lock waits as long${isEnderHeldUp === true ? ', also who would have to end the wait' : ''}; wait first and then take the lock, or set a deadline.`,
		fixes: graph.fileOf(outline.id)?.language === 'rust' && of === 'threads' && !isAcceptable ? [{ kind: 'drop-guard', title: 'Let go of the guard before the await', safety: 'review', caution: `others may change what \`${lock}\` guards while this waits`, file: context.outline.file, guard: span }] : [],
		impact: of === 'threads' ? 'two tasks are enough for a deadlock that stops the whole program' : 'everybody who wants the lock hangs until something arrives',
		fingerprint: fingerprintOf(meta.id, outline.id, lock, ordinal, graph),
	};
}
