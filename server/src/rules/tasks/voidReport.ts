/** The findings on promises that are given where nobody looks at one. */
import { lastName } from '../../callgraph/paths.ts';
import type { CallGraph } from '../../callgraph/graph.ts';
import type { Severity } from '../../catalogue/schema.ts';
import type { FunctionOutline } from '../../outline/model.ts';
import type { Finding, FixIntent } from '../finding.ts';
import { fingerprintOf } from '../fingerprint.ts';
import { placed } from '../report/placed.ts';
import { impactOfFailure } from '../report/rejections.ts';
import type { RuleContext, RuleMeta } from '../rule.ts';
import { trackCallback } from './fixes.ts';
import { promisesAsValues, type PromiseAsValue } from './promisesAsValues.ts';
import { voidCallbacks, type VoidCallback } from './voidCallbacks.ts';

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
	const found = [...voidCallbacks(outline, graph, catalogue)].map((each) => finding(each.owner, each.taker === '' ? each.kind : each.taker, { span: each.span, severity: severityOf(each), message: messageFor(each), impact: impactOf(each, impactOfFailure(outline.file, graph)), fixes: fixesOf(each, context) }, whyAcceptable(each, graph)));
	const values = [...promisesAsValues(outline, graph)].map((each) => finding(each.owner, `${each.use} ${each.name}`, { span: each.span, severity: 'error', message: messageForValue(each), impact: each.use === 'spread' ? 'what was to be there is missing' : 'it decides as if the answer were always yes', fixes: fixesOfValue(each, outline.file) }, undefined));
	return [...found, ...values];
}

/** A list's own function becomes a loop, in an async function; elsewhere what is begun is handed to something that sees it fail. */
function fixesOf(callback: VoidCallback, context: RuleContext): readonly FixIntent[] {
	return [...loopFixes(callback, context.outline.file), ...trackFixes(callback, context)];
}

function loopFixes({ call, owner, taker }: VoidCallback, file: string): readonly FixIntent[] {
	const isOfList = call?.callee.kind === 'external' && /^lib#(?:\w*Array|(?:Readonly)?Set)\.forEach$/.test(call.callee.symbol);
	return !isOfList || call === undefined || call.result.kind !== 'discarded' || !owner.isAsync ? [] : [{
		kind: 'loop-over', title: `Go through the list with \`for … of\` instead of \`${taker}()\``, safety: 'review', caution: 'each turn then waits for the one before, and a failure ends the loop', file, call: call.span, function: owner.id,
	}];
}

/** What somebody waits for afterwards is no background work, nor what those may wait for who call it. */
function trackFixes({ harm, isOvertaken, isOutOfSight, kind, owner, given, callbacks }: VoidCallback, { graph, catalogue }: RuleContext): readonly FixIntent[] {
	if (harm !== 'failure' || isOutOfSight || isOvertaken && owner.isAsync || kind === 'member' || kind === 'result' || callbacks.length > 1) { return []; }
	return [trackCallback(owner, given, callbacks[0], graph, catalogue)];
}

function fixesOfValue({ call, owner, name }: PromiseAsValue, file: string): readonly FixIntent[] {
	return call === undefined || !owner.isAsync ? [] : [{ kind: 'await-call', title: `Await \`${name}\``, safety: 'review', caution: 'what is decided changes', file, promise: call, function: owner.id }];
}

/** A test sees the failure of what it lets go, and nothing waits for a process that ends or was only started for this. */
function whyAcceptable({ owner, callbacks }: VoidCallback, graph: CallGraph): string | undefined {
	const file = graph.fileOf(owner.id)?.file;
	if (file !== undefined && graph.factsOf(file).isTest || graph.contextOf(owner.id) === 'test') { return 'test code'; }
	const roots = callbacks.map((each) => graph.rootOf(each.id)?.context);
	if (roots.length > 0 && roots.every((context) => context === 'shutdown')) { return 'the process ends with it'; }
	return roots.length > 0 && roots.every((context) => context === 'startup') ? 'top of a program: a failure ends it and is printed' : undefined;
}

/** An element's event is told of by the page, which goes on; a process may end with an unhandled rejection. */
function severityOf({ harm, kind, callbacks, isOutOfSight }: VoidCallback): Severity {
	// What is only declared shows nothing of what it does.
	if (isOutOfSight || harm === 'failure' && callbacks.length === 0) { return 'info'; }
	return harm === 'order' || harm === 'failure' && kind !== 'attribute' ? 'warning' : 'info';
}

function messageFor(callback: VoidCallback): string {
	const { harm, isOvertaken } = callback;
	if (callback.isOutOfSight) { return messageOutOfSight(callback); }
	const subject = subjectOf(callback);
	const failure = 'its failure becomes an unhandled rejection';
	switch (harm) {
		case 'needless': return `${subject}, which awaits nothing: its promise only makes an unhandled rejection of a throw; write it without \`async\`, or without giving the promise back.`;
		case 'declared': return `${subject}; declare there that it gives a promise, or write this one without.`;
		case 'order': return `${subject}: ${whatFollows(callback)}; ${adviceForEach}.`;
		case 'failure': return isOvertaken ? `${subject}: ${whatFollows(callback)}, and ${failure}; ${adviceForEach}.` : `${subject}: ${failure}; ${adviceFor(callback)}.`;
	}
}

/** Whoever calls it may look at its promise, whatever the type says. */
function messageOutOfSight(callback: VoidCallback): string {
	const { kind, taker } = callback;
	const place = kind === 'argument' ? `\`${taker}()\` takes a function that gives nothing` : `\`${taker}\` is declared to give nothing`;
	return `${place}, and who calls it is not to be found here: unless they wait for ${whatIsGiven(callback)}, its failure becomes an unhandled rejection; ${adviceFor(callback)}.`;
}

const adviceForEach = 'go through the list with `for … of` and `await`, or await `Promise.all()` of what `map()` gives';

function whatIsGiven({ callbacks: [callback], span }: VoidCallback): string {
	const isWritten = callback !== undefined && callback.span.start === span.start;
	const name = callback === undefined || isWritten ? undefined : lastName(callback.id);
	return name !== undefined && /^[\w$#]+$/.test(name) ? `async \`${name}()\`` : 'this async callback';
}

function subjectOf(callback: VoidCallback): string {
	const { kind, taker } = callback, what = whatIsGiven(callback);
	switch (kind) {
		case 'argument': return `\`${taker}()\` does not wait for ${what}`;
		case 'attribute': return `\`${taker}\` does not wait for ${what}`;
		case 'result': return `Whoever is given ${what} expects a function that gives nothing, and does not wait for it`;
		case 'member': return `\`${taker}()\` is declared to give nothing, so that nobody waits for this async one`;
		default: return `\`${taker}\` is declared to give nothing, so that nobody waits for ${what}`;
	}
}

function whatFollows({ owner, taker }: VoidCallback): string {
	const then = owner.kind === 'module' ? 'what follows runs' : `what follows${owner.isAsync ? ', and whoever awaits this function,' : ''} goes on`;
	return taker === '' ? then : `${then} before it is done`;
}

function adviceFor({ taker, call }: VoidCallback): string {
	const period = taker === 'setInterval' ? call?.arguments[1]?.value : undefined;
	return period?.kind === 'constant' && Number(period.value) < 60_000 ? 'handle its failure in a `try`, and begin the next turn when this one is done' : 'handle its failure in a `try` of its own';
}

function impactOf({ harm, isOutOfSight }: VoidCallback, whatIsLost: string): string {
	switch (harm) {
		case 'failure': return isOutOfSight ? 'no caller sees it fail, if none waits for it' : whatIsLost;
		case 'order': return 'what follows sees only what was done until then';
		case 'needless': return 'a throw in it reaches nobody';
		case 'declared': return 'whoever knows it by what it extends drops its promise';
	}
}

function messageForValue({ use, name }: PromiseAsValue): string {
	switch (use) {
		case 'condition': return `\`${name}\` ${name.endsWith(')') ? 'gives' : 'is'} a promise, which is always true; await it.`;
		case 'spread': return `\`${name}\` gives a promise, and spreading one gives nothing of what it will hold; await it.`;
		case 'predicate': return `\`${name}\` takes the promise of this async callback for its answer, and a promise is always true; await all answers with \`Promise.all()\` first.`;
	}
}
