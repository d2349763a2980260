/** Where async code is held up: one step each, at the async code nearest to what blocks. The rules of this family report these. */
import { fileOf, type CallGraph, type Effect } from '../../callgraph/graph.ts';
import type { OwnStep, Site } from '../../callgraph/graph.ts';
import { effectKind, unusual } from '../../callgraph/effectKey.ts';
import type { Catalogue } from '../../catalogue/catalogue.ts';
import type { Severity } from '../../catalogue/schema.ts';
import type { FileOutline, FunctionId, FunctionOutline } from '../../outline/model.ts';
import { stepsOf } from '../../outline/walk.ts';
import type { Finding, FixIntent, RuleId } from '../finding.ts';
import { awaitReplacement } from './awaitReplacement.ts';
import { isOfEndedThread } from '../locks/endedThreads.ts';
import { holderFor, isKnownDone, isKnownFilled, type Holder } from '../locks/contention.ts';
import { fingerprintOf } from '../fingerprint.ts';
import { isUncalled } from './commands.ts';
import { dearestFirst } from './dearest.ts';
import { asLogLine, isLogLine } from './logLines.ts';
import { looksBeforeMaking, makesDirectories } from './makeWhereMissing.ts';
import { impactOf, messageFor, type ToldWith } from './message.ts';
import { collect, isBorrowing, offloadChain } from './offload.ts';
import { isTwisted } from './reactor.ts';
import { isKnownThere } from './readyReads.ts';
import { otherRuntimeOf } from './runtime.ts';
import type { Rule, RuleContext } from '../rule.ts';
import { isInSession } from './sessions.ts';
import { isNeverRun } from '../tasks/unpolledFutures.ts';
import { slowWork } from '../slowWork.ts';
import { gatheredInLoops, isOpenedForSync } from './syncFiles.ts';
import { verdictOn, type Verdict } from './verdict.ts';
import { weightOfRust, weightOfWait } from './rustWeight.ts';
import { weightOf } from './pythonWeight.ts';

export interface BlockedStep {
	/** The async function, loop root or module that is held up. */
	readonly sufferer: FunctionOutline;
	readonly step: OwnStep;
	/** The worst of what the step does. */
	readonly effect: Effect;
	readonly verdict: Verdict;
	/** Who holds the lock that it waits for. */
	readonly holder?: Holder;
}

/**
 * The steps of a file that hold up async code. What sync functions do is reported where async code calls them; what a module's top level does is
 * only told of where it blocks itself, because all of it is over before anything waits, unless it has begun to serve. `coroutine`: those where what holds
 * it up is async code that sync code waits for.
 */
export function blockedSteps(outline: FileOutline, graph: CallGraph, catalogue: Catalogue, of: 'work' | 'coroutine' = 'work'): readonly BlockedStep[] {
	let kept = found.get(graph);
	if (kept?.version !== graph.version) { found.set(graph, kept = { version: graph.version, work: new Map(), coroutine: new Map() }); }
	const steps = kept[of].get(outline) ?? [...findBlockedSteps(outline, graph, catalogue, of)];
	kept[of].set(outline, steps);
	return steps;
}

/** Several rules ask for the same. What is found is good until the graph changes. */
const found = new WeakMap<CallGraph, { readonly version: number } & Record<'work' | 'coroutine', Map<FileOutline, readonly BlockedStep[]>>>();

function* findBlockedSteps(outline: FileOutline, graph: CallGraph, catalogue: Catalogue, of: 'work' | 'coroutine'): Generator<BlockedStep> {
	// In Python most programs wait for nobody else: what one without async code does while it loads is its own business.
	const isSync = outline.language === 'python' && !outline.functions.some((each) => graph.isAsyncLike(each.id));
	for (const sufferer of outline.functions) {
		const isModule = sufferer.kind === 'module';
		if (!isModule && !graph.isAsyncLike(sufferer.id) || outline.language === 'rust' && isNeverRun(sufferer, graph, catalogue)) { continue; }
		for (const step of graph.stepsOf(sufferer.id)) {
			const worst = worstAt(step.function, step.site, graph, catalogue, of);
			if (!worst || step.position.surroundings === 'no-loop' || isReady(sufferer, worst.effect, graph) || isKnownThere(step, worst.effect, graph) || isForWhoDebugs(worst.effect) || isAwaitedInstead(step, worst.effect, outline)) { continue; }
			const { holder } = worst;
			const usual = step.position.isUnusual ? asUnusual(worst.effect) : worst.effect;
			const found = isLogLine(usual, graph) ? asLogLine(usual) : usual;
			const verdict = verdictOn(graph, catalogue, sufferer, step, found);
			// Who runs a program at a terminal is asked by it: little else goes on meanwhile.
			const effect = found.category === 'terminal' && found.severity === 'error' && isOfProgram(verdict) ? { ...found, severity: 'warning' as const } : found;
			if (isModule && verdict.kind === 'acceptable' && (isSync || !effect.sink)) { continue; }
			yield { sufferer, step, effect, verdict, ...(holder && { holder }) };
		}
	}
}

/** `if PDB_ON_ERROR: pdb.set_trace()`: whoever sets such a switch wants to be asked. */
function isForWhoDebugs({ category, proviso }: Effect): boolean {
	return category === 'terminal' && proviso?.switch !== undefined;
}

/** In Python, `await client.close()` of a plain function that waits for another thread only where it gives nothing to await. */
function isAwaitedInstead({ site: { step } }: OwnStep, { category, sink }: Effect, { language }: FileOutline): boolean {
	return language === 'python' && sink === undefined && category === 'lock' && step.kind === 'call' && step.result.kind === 'awaited';
}

/** What `add_reader()` calls is called when there is something to read: to take it does not wait. */
function isReady({ id }: FunctionOutline, { symbol, sink }: Effect, graph: CallGraph): boolean {
	const root = sink === undefined || !takes.test(symbol) ? undefined : graph.rootOf(id);
	return root?.site.callee.kind === 'external' && /\.add_(?:reader|writer)$/.test(root.site.callee.symbol);
}

const takes = /^(?:os#(?:read|write|readv|writev)|socket#socket\.(?:recv\w*|send|sendto|accept)|(?:serial|_io|io)#.*\.(?:read\w*|write))$/;

/** It stands in a closure that is only called where something failed. */
function asUnusual(effect: Effect): Effect {
	return { ...effect, ...effectKind(unusual(`${effect.category}|${effect.severity}|${effect.isCached ? 'once' : 'always'}|`)), ...(effect.proviso && { proviso: effect.proviso }) };
}

function isOfProgram(verdict: Verdict): boolean {
	const origin = verdict.kind === 'bad' ? verdict.context?.fact.origin : undefined;
	return origin?.kind === 'module' || origin?.what === 'command';
}

/** The worst of what a step does to the thread. A lock that nobody is known to hold for long is none of it, and what is as bad as a wait for another thread counts before that. */
export function worstAt(id: FunctionId, site: Site, graph: CallGraph, catalogue: Catalogue, of: 'work' | 'coroutine' = 'work'): { readonly effect: Effect; readonly holder?: Holder } | undefined {
	let lock: { readonly effect: Effect; readonly holder?: Holder } | undefined;
	const language = graph.fileOf(id)?.language, effects = graph.effectsOfCall(id, site);
	for (const effect of language === 'python' || language === 'rust' ? dearestFirst(effects, graph) : effects) {
		if ((effect.category === 'coroutine') !== (of === 'coroutine') || isKnownDone(effect, graph) || isOfEndedThread(effect, graph)) { continue; }
		if (lock !== undefined && effect.severity !== lock.effect.severity) { break; }
		if (kindOf(effect, language) !== 'lock') { return { effect }; }
		const holder = holderFor(effect, { graph, catalogue });
		if (holder !== 'nobody' && lock === undefined && !isKnownFilled(effect, graph)) { lock = { effect, ...(holder && { holder }) }; }
	}
	return lock;
}

type Kind = 'call' | 'chain' | 'lock' | 'coroutine';

/** Which of the rules reports it. Waiting for other threads has one of its own in Python and Rust. */
export function kindOf({ category, sink }: Effect, language: FileOutline['language'] | undefined): Kind {
	if (category === 'coroutine') { return 'coroutine'; }
	if (category === 'lock' && (language === 'python' || language === 'rust')) { return 'lock'; }
	return sink === undefined ? 'chain' : 'call';
}

/** The findings of one of the rules: those whose step blocks itself, those whose step calls something that does, or those that wait for another thread. */
export function reportBlockedSteps({ outline, graph, catalogue }: RuleContext, meta: Rule['meta'], kind: Kind): Finding[] {
	const findings: Finding[] = [];
	const ordinals = new Map<string, number>();
	const steps = blockedSteps(outline, graph, catalogue).filter(({ effect }) => kindOf(effect, outline.language) === kind);
	const gathered = kind === 'call' && outline.language === 'rust' ? gatheredInLoops(steps.filter(({ verdict }) => verdict.kind === 'bad'), graph) : undefined;
	const looks = kind === 'call' && outline.language === 'rust' ? looksBeforeMaking(steps.filter(({ verdict }) => verdict.kind === 'bad')) : undefined;
	const taken = new Set([...[...gathered?.values() ?? []].flat(), ...looks?.values() ?? []]);
	for (const blocked of steps) {
		const counted = `${blocked.sufferer.id} ${blocked.effect.symbol}`;
		const ordinal = ordinals.get(counted) ?? 0;
		ordinals.set(counted, ordinal + 1);
		if (taken.has(blocked) || kind === 'chain' && isToldInLoop(blocked, steps, graph)) { continue; }
		const fix = blocked.verdict.kind === 'bad' ? withLook(fixOf(blocked, graph, catalogue), looks?.get(blocked)) : undefined;
		findings.push(findingFor(blocked, meta, graph, catalogue, outline, fix, fingerprintOf(meta.id, blocked.sufferer.id, blocked.effect.symbol, ordinal, graph), { gathered: gathered?.get(blocked), look: looks?.get(blocked) }));
	}
	return findings;
}

/** In Rust, a closure of the function itself that it also calls in a loop: that call is told of, and one mend helps both. */
function isToldInLoop(blocked: BlockedStep, steps: readonly BlockedStep[], graph: CallGraph): boolean {
	const { effect: { link }, sufferer } = blocked, target = link?.targets[0];
	if (target === undefined || graph.functionOf(target)?.kind !== 'closure' || graph.fileOf(target)?.language !== 'rust') { return false; }
	const turns = ({ step: { site: { step } } }: BlockedStep): number => stepsOf(sufferer.body).find((each) => each.step === step)?.path.filter(({ kind }) => kind === 'loop').length ?? 0;
	const order = (each: BlockedStep): number => turns(each) * 10 - each.step.position.conditions;
	return steps.some((other) => other !== blocked && other.sufferer === sufferer && other.effect.link?.targets[0] === target && turns(other) > 0 && order(other) > order(blocked));
}

/** What makes a directory needs no look before it. */
function withLook(fix: FixIntent | undefined, look: BlockedStep | undefined): FixIntent | undefined {
	return fix?.kind === 'await-replacement' && fix.replacement.kind === 'twin' && look !== undefined && makesDirectories(fix.symbol) ? { ...fix, look: look.step.site.step.span } : fix;
}

function fixOf(blocked: BlockedStep, graph: CallGraph, catalogue: Catalogue): FixIntent | undefined {
	if (isTwisted(fileOf(blocked.sufferer.id), graph) || otherRuntimeOf(blocked.sufferer.id, graph) !== undefined) { return undefined; }
	if (isInSession(blocked, graph) || isBorrowing(blocked) || blocked.effect.sink !== undefined && isOpenedForSync(blocked, graph)) { return undefined; }
	const fix = awaitReplacement(blocked, graph);
	if (fix !== undefined) { return fix; }
	switch (graph.fileOf(blocked.sufferer.id)?.language) {
		case 'python': return offloadChain(blocked, graph, catalogue) ?? collect(blocked, graph);
		case 'rust': return offloadChain(blocked, graph, catalogue);
		default: return undefined;
	}
}

function findingFor(blocked: BlockedStep, { id: rule, category, guide }: Rule['meta'], graph: CallGraph, catalogue: Catalogue, { file }: FileOutline, fix: FixIntent | undefined, fingerprint: string, others: ToldWith): Finding {
	const { sufferer, step: { site }, effect, verdict } = blocked;
	const isBad = verdict.kind === 'bad', severity = isBad ? severityOf(blocked, graph) : 'hint';
	return {
		rule: rule satisfies RuleId, category, guide, fingerprint, file,
		severity,
		priority: priorityOf(severity, effect, verdict),
		verdict: verdict.kind,
		reason: isBad ? null : verdict.reason,
		span: site.step.kind === 'closure' ? site.step.span : site.step.nameSpan,
		function: sufferer.name,
		functionId: sufferer.id,
		message: messageFor(blocked, graph, catalogue, { ...others, fix }),
		impact: impactOf(blocked, graph),
		chain: effect.sink ? [] : effect.path.filter((link) => !link.isInPlace).map(({ file: at, span, label }) => ({ file: at, span, label })),
		fixes: fix ? [fix] : [],
	};
}

/** In Rust and Python a finding is weighed by how surely, how often and how dearly it holds the thread; elsewhere it is what the catalogue says. */
function severityOf(blocked: BlockedStep, graph: CallGraph): Severity {
	const { effect, step, sufferer: { id } } = blocked;
	const { severity, category } = effect, language = graph.fileOf(id)?.language;
	if (language === 'python') { return weightOf(blocked, graph); }
	if (language !== 'rust') { return severity; }
	if (category !== 'lock' && category !== 'coroutine') { return weightOfRust(id, step, effect, graph); }
	return weightOfWait(id, step, effect, isUncalled(id, graph), graph);
}

/**
 * P0: an error that something surely waits for, because it runs in a request handler, timer or the like, or because its kind is slow wherever
 * it runs. P1: other errors and warnings. P2: info. P3: hints, and what is acceptable.
 */
function priorityOf(severity: Severity, { category }: Effect, verdict: Verdict): Finding['priority'] {
	if (verdict.kind === 'acceptable' || severity === 'hint') { return 'P3'; }
	if (severity === 'info') { return 'P2'; }
	return severity === 'error' && (slowWork.has(category) || verdict.context?.fact.origin.kind === 'slot') ? 'P0' : 'P1';
}
