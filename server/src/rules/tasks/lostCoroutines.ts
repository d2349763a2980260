/**
 * Coroutines and tasks that nobody looks at, in languages where a call of an async function does nothing by itself: whoever calls it must await it
 * or begin a task, and whoever begins one must keep it.
 */
import { fileOf, type CallGraph } from '../../callgraph/graph.ts';
import { lastName } from '../../callgraph/paths.ts';
import { eachStep } from '../../callgraph/sites.ts';
import type { Catalogue } from '../../catalogue/catalogue.ts';
import type { BindingId, CallStep, Callee, FileOutline, FunctionId, FunctionOutline, Value } from '../../outline/model.ts';
import { stepsOf } from '../../outline/walk.ts';
import { subjectOf } from '../blocking/message.ts';
import { otherRuntimeOf } from '../blocking/runtime.ts';
import type { Finding, FixIntent, KeepTask } from '../finding.ts';
import { callsOf } from './chains.ts';
import { fingerprintOf } from '../fingerprint.ts';
import { perFile } from '../../outline/perFile.ts';
import { isTestCode, placed } from '../report/placed.ts';
import type { RuleContext, RuleMeta } from '../rule.ts';
import { isSeenToEnd, shapeOfTask, type TaskShape } from './rustTasks.ts';
import { dropsFuture } from './unpolledFutures.ts';
import { doesNothing } from './evidence.ts';
import { handlesOwnFailures } from './ownFailures.ts';
import { onlyTellsWaiters } from './notices.ts';
import { mayBeReplaced } from './replacedMethods.ts';
import { learnsOfPanics } from './panicHooks.ts';
import { beginsTask, isInTaskGroup, keeperFor } from './keepers.ts';

interface Lost {
	readonly owner: FunctionOutline;
	readonly step: CallStep;
	/** `task`: it runs, and nobody keeps it. `coroutine`: nothing of it runs. */
	readonly kind: 'task' | 'coroutine';
	/** The local that holds it and is never read. */
	readonly keptIn?: string;
	/** It stands in a condition, where it is always true. */
	readonly isCondition: boolean;
	/** What becomes of a failure of a task: nobody learns of it, or the task itself looks at it. */
	readonly failure?: 'lost' | 'handled';
	/** What a task of Rust does. */
	readonly shape?: TaskShape;
	/** A hook of the program tells of a panic in it. */
	readonly isPanicSeen?: true;
	/** A thread makes the future, and gives it to nobody. */
	readonly isOfThread?: true;
}

/** The findings of one of the two rules on tasks. */
export function reportLostCoroutines(context: RuleContext, meta: RuleMeta, kind: Lost['kind']): Finding[] {
	const { outline, graph, catalogue } = context;
	const ordinals = new Map<string, number>();
	return lostIn(outline, graph, catalogue).filter((lost) => lost.kind === kind).map((lost): Finding => {
		const { owner, step } = lost;
		const source = step.callee.kind === 'external' ? step.callee.symbol : nameOf(step.callee);
		const counted = `${owner.id} ${source}`;
		const ordinal = ordinals.get(counted) ?? 0;
		ordinals.set(counted, ordinal + 1);
		const isTest = kind === 'task' && isTestCode(owner, context);
		// In Rust the runtime keeps a task until it is done, and a panic in it is printed: what ends by itself is missed by few.
		const isSlight = lost.shape === 'watches' || lost.shape === 'plain' || lost.shape === 'feeds' || lost.shape === 'takes' || lost.isPanicSeen === true;
		const isHandled = lost.failure === 'handled' || kind === 'task' && outline.language === 'rust';
		return {
			...placed(meta, owner, context, { isTest, priority: kind !== 'task' ? 'P1' : isSlight ? 'P3' : 'P2', ...(isHandled && { severity: isSlight ? 'hint' as const : 'info' as const }) }), fingerprint: fingerprintOf(meta.id, owner.id, source, ordinal, graph),
			span: step.nameSpan, message: messageFor(lost, graph), fixes: isTest ? [] : outline.language === 'rust' ? rustFixesOf(lost, outline) : fixesOf(lost, outline, graph),
			impact: impactOf(lost, outline, graph),
		};
	});
}

function impactOf({ kind, step, owner, failure, shape }: Lost, { language }: FileOutline, graph: CallGraph): string {
	if (kind === 'coroutine') { return 'what was asked for is never done'; }
	if (language === 'rust') { return impactsInRust[shape ?? 'plain']; }
	if (neverSuspends(step, owner, graph) || isFromThread(step)) { return 'no caller sees it fail'; }
	const lost = 'the task may be collected before it is done';
	return failure === 'handled' ? lost : `${lost}, no caller sees it fail, and a shutdown does not wait for it`;
}

const inExample = /(?:^|\/)examples\//;

const impactsInRust: Readonly<Record<TaskShape, string>> = {
	'goes on': 'after a panic nothing does any more what the task did, and the program goes on without it',
	takes: 'after a panic nothing does any more what the task did, and whoever asks for it is refused',
	feeds: 'after a panic whoever reads what it sends may take that for its end',
	plain: 'the program ends without waiting for it, in the middle of what it does',
	serves: 'if it cannot begin, or panics, the program goes on and nobody is served',
	answers: 'nobody waits for it', delays: 'nobody waits for it', waits: 'nobody waits for it', drives: 'nobody waits for it', gathered: 'the set waits for it', supervises: 'nobody waits for it', watches: 'it goes on for as long as the runtime does, once for each time that it was begun',
};

/** A task is kept where the language keeps none by itself; what is awaited now did not run before, so that somebody must look at it. */
function fixesOf({ owner, step, kind }: Lost, { file }: FileOutline, graph: CallGraph): readonly FixIntent[] {
	const { span: call, callee } = step;
	if (kind === 'task') {
		// What another thread begins is looked at by what it gives back alone.
		return callee.kind === 'external' && beginsTask.test(callee.symbol) ? keepingFixes({ kind: 'keep-task', title: 'Keep the task until it is done', safety: 'safe', file, call, function: owner.id }, owner, step, graph) : [];
	}
	const caution = 'it runs now, which it did not before, and what follows waits for it';
	return owner.isAsync ? [{ kind: 'await-call', title: `Await ${nameOf(callee)}()`, safety: 'review', caution, file, promise: call, function: owner.id }] : [];
}

/** Whose handle tells of a panic when it is awaited, and whose future may go to other threads. */
const awaitable = /^tokio(?:#spawn|::runtime#(?:Handle|Runtime)\.spawn|::task#spawn)$/;

const keepsOthers = /^tokio(?:_util)?::task#(?:JoinSet|TaskTracker)\.(?:spawn|join_next|join_all|wait|close)$/;

/** A task is begun in what begins others in this file, where that keeps them; else its end is logged, where something in it may fail. */
function rustFixesOf({ owner, step, kind, shape, isPanicSeen, isOfThread }: Lost, { file, functions }: FileOutline): readonly FixIntent[] {
	if (isOfThread === true) { return []; }
	if (kind === 'coroutine') { return owner.isAsync ? [{ kind: 'await-call', title: `Await ${nameOf(step.callee)}()`, safety: 'review', caution: 'it runs now, which it did not before, and what follows waits for it', file, promise: step.span, function: owner.id }] : []; }
	const isKeeping = functions.some(({ body }) => { let isFound = false; eachStep(body, (each) => { isFound ||= each.kind === 'call' && each.callee.kind === 'external' && keepsOthers.test(each.callee.symbol); }); return isFound; });
	const { span: call } = step;
	const isWatchable = shape !== 'watches' && isPanicSeen !== true && step.callee.kind === 'external' && awaitable.test(step.callee.symbol);
	const name = owner.kind === 'closure' ? owner.name.replace(/^a callback(?: in )?/, '') : owner.name;
	return [
		...(isKeeping ? [{ kind: 'keep-task' as const, title: 'Begin the task in what keeps others', safety: 'review' as const, caution: 'it ends with what keeps it, and a shutdown waits for it', file, call, function: owner.id }] : []),
		...(isWatchable ? [{ kind: 'watch-task' as const, title: 'Keep the handle, and log how the task ends', safety: 'review' as const, caution: 'a shutdown still does not wait for it', file, call, task: name === '' ? 'a task' : `the task of ${name}` }] : []),
	];
}

/** In what keeps others already; where that does more than to keep them, only after somebody has looked. */
function keepingFixes(base: KeepTask, owner: FunctionOutline, step: CallStep, graph: CallGraph): readonly KeepTask[] {
	const keeper = keeperFor(owner, graph);
	const own = keeper && { ...base, keeper };
	const name = `${keeper?.isOwnMethod === true ? 'self.' : ''}${keeper?.name ?? ''}`;
	return [
		own?.keeper.isExact === true ? own : base,
		...(isInTaskGroup(owner, step) ? [{ ...base, keeper: { kind: 'group' as const }, title: 'Begin the task in the task group around it', safety: 'review' as const, caution: 'the group waits for it, and is cancelled if it fails' }] : []),
		...(own?.keeper.isExact === false ? [{ ...own, title: `Keep the task with \`${name}()\``, safety: 'review' as const, caution: `\`${name}()\` does more than to keep it` }] : []),
	];
}

function lookAfterThemselves(started: readonly string[], graph: CallGraph): boolean {
	return started.length > 0 && started.every((target) => handlesOwnFailures(target, graph) || onlyTellsWaiters(target, graph));
}

function lostIn(outline: FileOutline, graph: CallGraph, catalogue: Catalogue): Lost[] {
	const found: Lost[] = [];
	let reading: Reading | undefined;
	const isRust = outline.language === 'rust';
	for (const owner of outline.functions) {
		eachStep(owner.body, (step) => {
			if (step.kind !== 'call') { return; }
			if (isRust && dropsFuture(step, owner, graph, catalogue)) { found.push({ owner, step, kind: 'coroutine', isCondition: false, isOfThread: true }); return; }
			const kind = isRust ? rustKindOf(step, owner, graph, catalogue) : kindOf(step, owner, graph, catalogue);
			if (kind === undefined) { return; }
			// A destructor can neither wait for a task nor keep it.
			if (kind === 'task' && (owner.name.endsWith('.__del__') || isDestructor(owner))) { return; }
			const shape = isRust && kind === 'task' && step.callee.kind === 'external' ? shapeOfTask(step.arguments[catalogue.lookup(step.callee.symbol)?.spawns?.argument ?? 0]?.value, step, owner, graph, catalogue) : undefined;
			// An example shows other things than how to end.
			if (shape !== undefined && inExample.test(graph.displayPath(outline.file))) { return; }
			if (shape !== undefined && isSeenToEnd.has(shape)) { return; }
			const isPanicSeen = shape !== undefined && shape !== 'watches' && learnsOfPanics(graph);
			// Somebody learns of all that could happen to it.
			if (isPanicSeen && shape !== 'plain') { return; }
			const { result } = step;
			if (kind === 'task' && isFromThread(step) && isGivenToGroup(step, owner, graph)) { return; }
			const failure = kind === 'task' && !isRust ? lookAfterThemselves(startedBy(step, owner, graph), graph) ? 'handled' : 'lost' : undefined;
			// What has run before anybody could collect it, and looks at its failures itself, is fine.
			if (failure === 'handled' && (isFromThread(step) || neverSuspends(step, owner, graph))) { return; }
			if (result.kind === 'bound') {
				reading ??= readBindings(outline);
				const name = kind === 'task' && !reading.read.has(result.binding) ? reading.names.get(result.binding) : undefined;
				if (name !== undefined) { found.push({ owner, step, kind, keptIn: name, isCondition: false, ...(failure && { failure }), ...(shape && { shape }), ...(isPanicSeen && { isPanicSeen }) }); }
				return;
			}
			const isCondition = result.kind === 'condition' && kind === 'coroutine';
			if (result.kind === 'discarded' || isRust && result.kind === 'void' || isCondition) { found.push({ owner, step, kind, isCondition, ...(failure && { failure }), ...(shape && { shape }), ...(isPanicSeen && { isPanicSeen }) }); }
		});
	}
	return found;
}

/** `impl Drop for Pool { fn drop(&mut self) { tokio::spawn(…) } }` */
function isDestructor({ decorators }: FunctionOutline): boolean {
	return decorators.some((each) => each.kind === 'external' && each.symbol === 'std::ops#Drop.drop');
}

function kindOf({ callee, resultType, result, isOfPlainOnly }: CallStep, owner: FunctionOutline, graph: CallGraph, catalogue: Catalogue): Lost['kind'] | undefined {
	if (callee.kind === 'external') {
		const entry = catalogue.lookup(callee.symbol);
		if (entry?.spawns?.keptBy === 'caller' && !callee.symbol.startsWith('twisted.')) { return 'task'; }
		return entry?.spawns === undefined && entry?.returns?.startsWith('typing#Coroutine') === true ? 'coroutine' : undefined;
	}
	if (callee.kind !== 'function' || resultType !== 'thenable' || isOfPlainOnly === true || resultIsLookedAt(result)) { return undefined; }
	const targets = graph.resolveCallee(callee).map((id) => graph.functionOf(id));
	const areCoroutines = targets.length > 0 && targets.every((target) => target !== undefined && target.isAsync && !target.isGenerator && target.decorators.every((each) => keepsFunction(each, target, catalogue)));
	const mayBeOther = (target: FunctionOutline | undefined): boolean => target !== undefined && (hasSyncNamesake(target, graph) || !owner.isAsync && mayBeReplaced(target, graph));
	return areCoroutines && !targets.some(mayBeOther) ? 'coroutine' : undefined;
}

/** Rust tells by its types what is a future: it does nothing before it is awaited. A task runs, and is let go with its handle. */
function rustKindOf({ callee, resultType, result, arguments: given }: CallStep, owner: FunctionOutline, graph: CallGraph, catalogue: Catalogue): Lost['kind'] | undefined {
	if (callee.kind === 'external') {
		const entry = catalogue.lookup(callee.symbol);
		if (entry?.spawns !== undefined || entry?.offloads !== undefined) { return entry.spawns?.keptBy === 'caller' && !isTracked(given[entry.spawns.argument]?.value, owner, catalogue) ? 'task' : undefined; }
		// There is nothing to run in it; what is taken out of a result (`send(job).await.unwrap()`, which gives the other end of a channel) was begun elsewhere.
		if (/^(?:(?:futures(?:_util)?|std)::future#ready$|std::(?:result#Result|option#Option)\.)/.test(callee.symbol)) { return undefined; }
	}
	if (resultType !== 'thenable' || result.kind !== 'discarded' && result.kind !== 'void') { return undefined; }
	if (callee.kind === 'external') { return 'coroutine'; }
	const targets = callee.kind === 'function' ? graph.resolveCallee(callee).map((id) => graph.functionOf(id)) : [];
	return targets.length > 0 && targets.every((target) => target?.isAsync === true) ? 'coroutine' : undefined;
}

/** What the task runs is counted by something that waits for it: `spawn(tracker.track_future(work()))`. */
function isTracked(value: Value | undefined, owner: FunctionOutline, catalogue: Catalogue): boolean {
	const bound = value?.kind === 'binding' ? stepsOf(owner.body).find(({ step }) => step.kind === 'bind' && step.binding === value.binding)?.step : undefined;
	const made = bound?.kind === 'bind' ? bound.value : value;
	const call = made?.kind === 'call' ? callsOf(owner)(made.call) : undefined;
	return call?.callee.kind === 'external' && catalogue.lookup(call.callee.symbol)?.tracks !== undefined;
}

/** A method of that name elsewhere is no coroutine: the object may be of a class that overrides it so. */
function hasSyncNamesake({ id, kind }: FunctionOutline, graph: CallGraph): boolean {
	if (kind !== 'method') { return false; }
	const name = lastName(id);
	for (const file of graph.files()) { if (syncMethodsIn(file).get(name)?.some((other) => other !== id) === true) { return true; } }
	return false;
}

/** By name. */
const syncMethodsIn = perFile(({ functions }): ReadonlyMap<string, readonly FunctionId[]> => {
	const methods = new Map<string, FunctionId[]>();
	for (const { id, kind, isAsync } of functions) {
		if (kind !== 'method' || isAsync) { continue; }
		const known = methods.get(lastName(id));
		if (known === undefined) { methods.set(lastName(id), [id]); } else { known.push(id); }
	}
	return methods;
});

/** What is bound or handed on is looked into for tasks alone. */
function resultIsLookedAt({ kind }: CallStep['result']): boolean {
	return kind !== 'discarded' && kind !== 'condition';
}

/** What other decorators make of a function is theirs to say: a command, a task of a queue, something that runs it. */
const keeping = /^(?:builtins#(?:staticmethod|classmethod)|abc#abstractmethod|typing(?:_extensions)?#(?:override|final|no_type_check)|functools#wraps)$/;

function keepsFunction(decorator: Callee, { id, kind }: FunctionOutline, catalogue: Catalogue): boolean {
	if (decorator.kind !== 'external') { return false; }
	// A member that overrides one of an outside class stands among its decorators.
	const isOverride = kind === 'method' && lastName(decorator.symbol) === lastName(id);
	const decorates = catalogue.lookup(decorator.symbol)?.decorates;
	return keeping.test(decorator.symbol) || isOverride || decorates?.runs.startsWith('loop') === true && decorates.isBegun !== true;
}

interface Reading {
	readonly read: ReadonlySet<BindingId>;
	readonly names: ReadonlyMap<BindingId, string>;
}

/** Which locals are looked at anywhere, and what all of them are called. */
function readBindings(outline: FileOutline): Reading {
	const read = new Set<BindingId>(), names = new Map<BindingId, string>();
	const look = (value: Value | undefined): void => {
		if (value?.kind === 'binding') { read.add(value.binding); }
		if (value?.kind === 'place' && value.place.binding !== undefined) { read.add(value.place.binding); }
	};
	for (const { body } of outline.functions) {
		eachStep(body, (step) => {
			switch (step.kind) {
				// `drop(handle)` says that nobody is to wait.
				case 'use': case 'drop': read.add(step.binding); break;
				case 'bind': names.set(step.binding, step.name); look(step.value); break;
				case 'call': look(step.receiver); break;
				case 'await': case 'exit': look(step.value); break;
				case 'place': look({ kind: 'place', place: step.place }); look(step.value); break;
				default:
			}
		});
	}
	return { read, names };
}

/** `run_coroutine_threadsafe(self.task_group.spawn(work()), loop)`: all that it does is to begin the work in what looks after it. */
function isGivenToGroup({ arguments: given }: CallStep, owner: FunctionOutline, graph: CallGraph): boolean {
	const made = given[0] && graph.follow(fileOf(owner.id), given[0].value);
	const call = made?.kind === 'call' ? callsOf(owner)(made.call) : undefined;
	const place = call?.receiver?.kind === 'place' ? call.receiver.place : undefined;
	return call !== undefined && /^(?:spawn|start_soon|create_task)$/.test(nameOf(call.callee)) && /(?:task_?group|nursery)$/i.test(place?.path.at(-1) ?? place?.name ?? '');
}

/** What another thread begins: the future that stands for it is all that anybody could look at. */
function isFromThread({ callee }: CallStep): boolean {
	return callee.kind === 'external' && callee.symbol === 'asyncio#run_coroutine_threadsafe';
}

function messageFor(lost: Lost, graph: CallGraph): string {
	const { owner, step, kind, keptIn, isCondition, failure } = lost;
	const name = `\`${nameOf(step.callee)}()\``;
	if (graph.fileOf(owner.id)?.language === 'rust') { return rustMessageFor(name, lost, graph); }
	if (kind === 'task') {
		if (isFromThread(step)) { return `${name} begins a task, and nobody looks at the future that it gives: nobody learns of a failure; look at its result, or log what the coroutine raises.`; }
		const where = keptIn === undefined ? 'that nobody keeps' : `that is put in \`${keptIn}\`, which nobody reads`;
		if (failure === 'handled') {
			const held = keptIn === undefined ? where : owner.kind === 'module' ? where : `that is only kept in \`${keptIn}\`, until ${subjectOf(owner, graph)} is done`;
			return `${name} begins a task ${held}: it may be collected before it is done; keep it in a set until then, or begin it in a task group.`;
		}
		if (neverSuspends(step, owner, graph)) { return `${name} begins a task ${where}: nobody learns of a failure; look at what becomes of it, or do without a task.`; }
		return `${name} begins a task ${where}: it may be collected before it is done, and nobody learns of a failure; keep it in a set until it is done, await it, or begin it in a task group.`;
	}
	if (isCondition) { return `${name} makes a coroutine, which is always true, and nothing of it runs; await it.`; }
	const advice = owner.isAsync ? 'await it, or begin a task and keep that' : `begin a task and keep that, or make ${subjectOf(owner, graph)} async and await it`;
	return `${name} makes a coroutine that nobody awaits, so that nothing of it runs; ${owner.kind === 'module' ? 'give it to `asyncio.run()`' : advice}.`;
}

/** The coroutine that it is given waits for nothing: the event loop holds it until it has run, which is in one go. */
function neverSuspends(step: CallStep, owner: FunctionOutline, graph: CallGraph): boolean {
	const targets = startedBy(step, owner, graph);
	return targets.length > 0 && targets.every((target) => { const outline = graph.functionOf(target); return outline !== undefined && runsInOneGo(outline, graph, 0); });
}

/** The async functions whose coroutine a task is begun with. */
function startedBy({ arguments: given }: CallStep, owner: FunctionOutline, graph: CallGraph): readonly string[] {
	const made = given[0] && graph.follow(fileOf(owner.id), given[0].value);
	const call = made?.kind === 'call' ? callsOf(owner)(made.call) : undefined;
	return call === undefined ? [] : graph.resolveCallee(call.callee);
}

/** A method without a deed (`return []`) stands for what a subclass does in its place. */
function mayBeDefault(outline: FunctionOutline): boolean {
	return outline.kind === 'method' && doesNothing(outline);
}

function runsInOneGo(outline: FunctionOutline, graph: CallGraph, depth: number): boolean {
	if (!outline.isAsync || outline.isGenerator || depth > 3) { return false; }
	const calls = callsOf(outline);
	let isOne = true;
	eachStep(outline.body, (step) => {
		if (step.kind === 'loop' && step.loop === 'await' || step.kind === 'guarded' && step.isAsync || step.kind === 'select') { isOne = false; }
		if (step.kind !== 'await' || !isOne) { return; }
		const call = step.value.kind === 'call' ? calls(step.value.call) : undefined;
		const targets = call === undefined ? [] : graph.resolveCallee(call.callee);
		isOne = targets.length > 0 && targets.every((target) => { const next = graph.functionOf(target); return next !== undefined && !mayBeDefault(next) && runsInOneGo(next, graph, depth + 1); });
	});
	return isOne;
}

function rustMessageFor(name: string, { owner, kind, keptIn, shape, isPanicSeen, isOfThread }: Lost, graph: CallGraph): string {
	if (isOfThread === true) { return `${name} runs a closure that only makes a future, and nobody awaits that, so that nothing of it runs; write the closure without \`async\`, as it has a thread to itself.`; }
	if (kind === 'task') {
		const where = keptIn === undefined ? 'whose handle is dropped' : `whose handle is put in \`${keptIn}\`, which nobody reads`;
		const isTokio = otherRuntimeOf(owner.id, graph) === undefined, keep = isTokio ? 'keep the handle, or begin it in a `JoinSet` or `TaskTracker`' : 'keep the handle, and await it';
		if (shape === 'goes on') { return `${name} begins a task that works in a loop, and ${where}: if it panics, it is gone, and no code learns of it; keep the handle and look at how it ends${isTokio ? ', or begin it in a `JoinSet`' : ''}.`; }
		if (shape === 'takes') { return `${name} begins a task that works off what is sent to it, and ${where}: if it panics, it is gone for good, and only those who send to it learn of that, by an error; keep the handle and look at how it ends.`; }
		if (shape === 'serves') { return `${name} begins a task that serves, and ${where}: if it cannot begin, or panics, no code learns of it; keep the handle and look at how it ends.`; }
		if (shape === 'watches') { return `${name} begins a task that only waits, counts and logs in an endless loop, and ${where}: nothing in it can fail, but nobody can end it; keep the handle and abort it with what it watches, if that ends before the program.`; }
		if (shape === 'feeds') { return `${name} begins a task ${where}, and which sends to a channel: if it panics, whoever reads may take that for its end; look at how the task ends, or send a failure before it does.`; }
		if (isPanicSeen) { return `${name} begins a task ${where}: nothing waits for it when the program ends; ${keep}.`; }
		return `${name} begins a task ${where}: nothing waits for it, and no code learns of a panic in it; ${keep}.`;
	}
	return `${name} makes a future that nobody awaits, so that nothing of it runs; ${owner.isAsync ? 'await it' : `begin it as a task, or make ${subjectOf(owner, graph)} async and await it`}.`;
}

function nameOf(callee: Callee): string {
	switch (callee.kind) {
		case 'function': return lastName(callee.id);
		case 'external': return lastName(callee.symbol);
		case 'unresolved': return callee.name;
		case 'parameter': return 'callback';
	}
}
