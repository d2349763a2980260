/** The findings on promises that are given where nobody looks at one. */
import { fileOf, type CallGraph } from '../../callgraph/graph.ts';
import { lastName } from '../../callgraph/paths.ts';
import type { Severity } from '../../catalogue/schema.ts';
import type { FunctionOutline } from '../../outline/model.ts';
import { stepsOf } from '../../outline/walk.ts';
import { endsThings } from '../cancellation/surroundings.ts';
import type { Finding, FixIntent } from '../finding.ts';
import { fingerprintOf } from '../fingerprint.ts';
import { hostOf } from '../report/hosts.ts';
import { placed } from '../report/placed.ts';
import { impactOfFailure } from '../report/rejections.ts';
import type { RuleContext, RuleMeta } from '../rule.ts';
import { isSample } from '../report/samples.ts';
import { calledName } from './chains.ts';
import { throwsItself } from './evidence.ts';
import { fixesOfCallback } from './fixes.ts';
import { handlerAtHand, tellsOfEnd, type HandlerAtHand } from './handlerAtHand.ts';
import { promisesAsValues, type PromiseAsValue } from './promisesAsValues.ts';
import { createSettling, type Settling } from './settling.ts';
import { bySameFailure, type SameFailure } from './sameFailure.ts';
import { voidCallbacks, type VoidCallback } from './voidCallbacks.ts';
import { impactOf, impactOfHandler, messageFor, messageForValue } from './voidMessage.ts';

export function reportVoidCallbacks(context: RuleContext, meta: RuleMeta): Finding[] {
	const { outline, graph, catalogue } = context;
	const ordinals = new Map<string, number>();
	const finding = (owner: FunctionOutline, source: string, rest: Pick<Finding, 'span' | 'severity' | 'message' | 'impact' | 'fixes'>, reason: string | undefined): Finding => {
		const counted = `${owner.id} ${source}`;
		const ordinal = ordinals.get(counted) ?? 0;
		ordinals.set(counted, ordinal + 1);
		const { severity, fixes } = rest;
		return {
			...rest, fingerprint: fingerprintOf(meta.id, owner.id, source, ordinal, graph),
			...placed(meta, owner, context, { reason, severity, priority: severity === 'info' || severity === 'hint' ? 'P2' : 'P1' }), fixes: reason === undefined ? fixes : [],
		};
	};
	const settling = createSettling(graph, catalogue);
	const judged = [...voidCallbacks(outline, graph, catalogue)].filter((each) => !isDroppedBesides(each, graph, settling)).map((each) => ({ each, reason: whyAcceptable(each, context) }));
	const found = judged.flatMap(({ each, reason }) => (reason === undefined ? [] : [finding(each.owner, sourceOf(each), { span: each.span, severity: 'hint', message: messageFor({ first: each, others: [] }), impact: impactOf(each, impactOfFailure(outline.file, graph)), fixes: [] }, reason)]));
	const lost = bySameFailure(judged.flatMap(({ each, reason }) => (reason === undefined ? [each] : [])), graph, catalogue).map((same): Finding => {
		const { first, others } = same, handler = handlerOfCallback(same, graph);
		return {
			...finding(first.owner, sourceOf(first), { span: first.span, severity: severityOf(first, graph), message: messageFor(same, handler), impact: impactOf(first, impactOfFailure(outline.file, graph, handler && impactOfHandler(handler))), fixes: fixesOf(same, handler, context) }, undefined),
			chain: others.map(({ span, kind, taker }) => ({ file: outline.file, span, label: kind === 'argument' ? `${taker}()` : taker })),
		};
	});
	const values = [...promisesAsValues(outline, graph)].map((each) => finding(each.owner, `${each.use} ${each.name}`, { span: each.span, severity: 'error', message: messageForValue(each), impact: each.use === 'spread' ? 'what was to be there is missing' : 'it decides as if the answer were always yes', fixes: fixesOfValue(each, outline.file) }, undefined));
	return [...found, ...lost, ...values];
}

/** `if (delay === 0) { this.refresh(); } else { setTimeout(() => this.refresh(), delay); }`: the same promise is dropped beside it, which is told of there and mended once. */
function isDroppedBesides({ owner, kind, harm, callbacks: [callback, more] }: VoidCallback, graph: CallGraph, settling: Settling): boolean {
	if (kind !== 'argument' || harm !== 'failure' || callback === undefined || more !== undefined) { return false; }
	const [first, further] = callback.body.steps.flatMap((step) => (step.kind === 'call' ? [step] : []));
	const ids = callback.isAsync ? [callback.id] : first?.result.kind === 'returned' && further === undefined ? graph.resolveCallee(first.callee) : [];
	return ids.length > 0 && stepsOf(owner.body).some(({ step }) => step.kind === 'call' && step.result.kind === 'discarded' && step.resultType === 'thenable' && step.isSaidNotToWait !== true
		&& graph.resolveCallee(step.callee).some((target) => ids.includes(target)) && settling.fateOf(step, owner) === 'may-fail');
}

function sourceOf({ taker, kind }: VoidCallback): string { return taker === '' ? kind : taker; }

/** A list's own function becomes a loop, in an async function; elsewhere whoever is at hand is told of the failure, or what is begun is handed to something that sees it. */
function fixesOf({ first, others }: SameFailure, handler: HandlerAtHand | undefined, { outline: { file }, graph, catalogue }: RuleContext): readonly FixIntent[] {
	const { owner, given, callbacks } = first, looping = loopFixes(first, file);
	if (!isHandledInPlace(first)) { return looping; }
	return [...looping, ...fixesOfCallback({ owner, given, outline: callbacks[0], others: others.map((each) => ({ given: each.given, outline: each.callbacks[0] })) }, handler, graph, catalogue)];
}

function loopFixes({ call, owner, taker }: VoidCallback, file: string): readonly FixIntent[] {
	const isOfList = call?.callee.kind === 'external' && /^lib#(?:\w*Array|(?:Readonly)?Set)\.forEach$/.test(call.callee.symbol);
	return !isOfList || call === undefined || call.result.kind !== 'discarded' || !owner.isAsync ? [] : [{
		kind: 'loop-over', title: `Go through the list with \`for … of\` instead of \`${taker}()\``, safety: 'review', caution: 'each turn then waits for the one before, and a failure ends the loop', file, call: call.span, function: owner.id,
	}];
}

/** What somebody waits for afterwards is no background work, nor what those may wait for who call it. */
function isHandledInPlace({ harm, isOvertaken, isOutOfSight, kind, owner, callbacks }: VoidCallback): boolean {
	return harm === 'failure' && !isOutOfSight && !(isOvertaken && owner.isAsync) && kind !== 'member' && kind !== 'result' && callbacks.length < 2;
}

/** Who is told of a failure where the callback itself tells it of the end: it answers the request, settles the promise around it, or calls the callback. */
function handlerOfCallback({ first, others }: SameFailure, graph: CallGraph): HandlerAtHand | undefined {
	const [callback] = first.callbacks;
	if (others.length > 0 || callback === undefined || !isHandledInPlace(first) || first.kind !== 'argument') { return undefined; }
	const handler = handlerAtHand(first.owner, first.given, graph);
	return handler !== undefined && tellsOfEnd(handler, callback, graph) ? handler : undefined;
}

function fixesOfValue({ call, owner, name }: PromiseAsValue, file: string): readonly FixIntent[] {
	return call === undefined || !owner.isAsync ? [] : [{ kind: 'await-call', title: `Await \`${name}\``, safety: 'review', caution: 'what is decided changes', file, promise: call, function: owner.id }];
}

/** A test sees the failure of what it lets go, and nothing waits for a process that ends or was only started for this. */
function whyAcceptable(callback: VoidCallback, { outline, graph }: RuleContext): string | undefined {
	const { owner, callbacks } = callback;
	if (graph.factsOf(outline.file).isTest || graph.contextOf(owner.id) === 'test') { return 'test code'; }
	const roots = callbacks.map((each) => graph.rootOf(each.id)?.context);
	if (roots.length > 0 && roots.every((context) => context === 'shutdown') || isCleanUp(callback)) { return 'the process ends with it'; }
	// A name that stands for doing nothing, in a place that wants nothing.
	if (callback.harm === 'needless' && callback.callbacks.every((each) => !throwsItself(each) && /^_?noop/i.test(lastName(each.id)))) { return 'nothing in it can fail'; }
	if (isSample(outline, graph)) { return 'an example'; }
	return roots.length > 0 && roots.every((context) => context === 'startup') ? 'top of a program: a failure ends it and is printed' : undefined;
}

/** `process.on('disconnect', async () => { await server.close(); })`: all that it waits for is that things end. */
function isCleanUp({ call, callbacks }: VoidCallback): boolean {
	const event = call?.arguments[0]?.value;
	if (event?.kind !== 'constant' || !/^SIG[A-Z0-9]+$|^(?:disconnect|beforeExit|exit|shutdown|before-quit|will-quit|quit)$/.test(String(event.value)) || callbacks.length === 0) { return false; }
	return callbacks.every(({ body }) => {
		const awaited = stepsOf(body).flatMap(({ step }) => (step.kind === 'call' && (step.result.kind === 'awaited' || step.result.kind === 'returned') ? [calledName(step)] : []));
		return awaited.length > 0 && awaited.every(endsThings);
	});
}

/** What calls it later, and has nothing to do with a promise. */
const timers = /^(?:setTimeout|setInterval|setImmediate|queueMicrotask)$/;

/** An element's event is told of by the page, which goes on; a process may end with an unhandled rejection. */
function severityOf({ harm, kind, taker, owner, callbacks, isOutOfSight, isOvertaken }: VoidCallback, graph: CallGraph): Severity {
	// Nothing is in it that could be thrown.
	if (harm === 'needless' && !callbacks.some(throwsItself)) { return 'hint'; }
	// An editor logs what `void` lets go of and goes on, and what a timer begins as well.
	if (harm === 'failure' && timers.test(taker) && hostOf(fileOf(owner.id), graph) === 'editor') { return 'info'; }
	// So a page does, but for what follows too early.
	if (harm === 'failure' && !isOvertaken && hostOf(fileOf(owner.id), graph) === 'page') { return 'info'; }
	// What is only declared shows nothing of what it does.
	if (isOutOfSight || harm === 'failure' && callbacks.length === 0) { return 'info'; }
	return harm === 'order' || harm === 'failure' && kind !== 'attribute' ? 'warning' : 'info';
}
