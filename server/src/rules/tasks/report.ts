/** The findings of the two rules on lost promises: each place is reported by one of them. */
import { fileOf, type CallGraph } from '../../callgraph/graph.ts';
import type { Severity } from '../../catalogue/schema.ts';
import type { CallStep, FileOutline, Step } from '../../outline/model.ts';
import { stepsOf } from '../../outline/walk.ts';
import { endsThings } from '../cancellation/surroundings.ts';
import type { Finding } from '../finding.ts';
import { fingerprintOf } from '../fingerprint.ts';
import { hostOf } from '../report/hosts.ts';
import { placed } from '../report/placed.ts';
import { endsInExit, outlivesFailures } from '../report/rejections.ts';
import { isSample } from '../report/samples.ts';
import type { RuleContext, RuleMeta } from '../rule.ts';
import { callsOf } from './chains.ts';
import { doesNothing } from './evidence.ts';
import { fixesOf, isOfPage, isTaken } from './fixes.ts';
import { isInMainArm, isOfCommandLine, isProgramByItself, isRunByCommand, looksLikeProgram, readsArguments } from './programs.ts';
import { stateWaitedFor } from './handingOn.ts';
import { lostPromises, type Lost } from './lostPromises.ts';
import { endsForGood, impactOf, isCopy, isOfItsTryAtOnce, messageFor, suggestsWaiting } from './message.ts';
import { ownReport } from './ownReports.ts';
import { stuckState } from './stuckStates.ts';
import { isInHandledTry, isNeededAfterwards, isReadAfterwards, listensTo, usersAfter } from './surroundings.ts';
import { onlyRefuses, onlyTells } from './refusals.ts';
import { trackerFor } from './trackers.ts';
import { beginsInCallback, isFedFrom, isLoader, isWorthWaiting, onlyShowsAfterwards } from './whetherToWait.ts';

/** `isDeliberate`: report what the text lets go on purpose, else what it merely drops. */
export function reportLostPromises(context: RuleContext, meta: RuleMeta, isDeliberate: boolean): Finding[] {
	const { outline, graph, catalogue } = context;
	const findings: Finding[] = [];
	const ordinals = new Map<string, number>();
	let hasCopied = false;
	for (const found of lostPromises(outline, graph, catalogue)) {
		if (found.isDeliberate !== isDeliberate) { continue; }
		const telling = trackerFor(found.owner, graph, catalogue) === undefined ? ownReport(found.owner, graph) : undefined;
		const lost: Lost = telling === undefined ? found : { ...found, telling };
		const counted = `${lost.owner.id} ${lost.source}`;
		const ordinal = ordinals.get(counted) ?? 0;
		ordinals.set(counted, ordinal + 1);
		const reason = whyAcceptable(lost, outline, graph);
		// A component that copies in several places does it for one reason, and is mended at once.
		if (reason === undefined && isCopy(lost.source)) {
			if (hasCopied) { continue; }
			hasCopied = true;
		}
		findings.push({
			...placed(meta, lost.owner, context, { reason, priority: lost.isDeliberate ? 'P2' : 'P1', ...(reason === undefined && { severity: severityOf(lost, meta, graph, outline) }) }),
			fingerprint: fingerprintOf(meta.id, lost.owner.id, lost.source, ordinal, graph), span: lost.nameSpan,
			message: messageFor(lost, graph), impact: impactOf(lost, graph),
			// A list has to be gathered first, and a tracker would leave those alone who wait for what is not to come.
			fixes: reason === undefined && lost.type !== 'array' && !endsForGood(lost) && stateWaitedFor(lost, graph) === undefined ? fixesOf(lost, !isWorthWaiting(lost, graph) ? 'never' : suggestsWaiting(lost, graph) ? 'first' : 'last', graph, catalogue) : [],
		});
	}
	return findings;
}

/**
 * At the top of a program nothing follows, and Node tells of a failure by ending it. A test lets work go where it looks at its effect; a missing
 * `await` in a test is as bad as elsewhere.
 */
function whyAcceptable(lost: Lost, outline: FileOutline, graph: CallGraph): string | undefined {
	const { loss, owner, span, targets } = lost;
	// What only tests call, as far as is known, may have callers that are not seen.
	if (graph.factsOf(outline.file).isTest && typeTest.test(graph.displayPath(outline.file))) { return 'a test of types: nothing runs it'; }
	const isTest = graph.factsOf(outline.file).isTest || owner.kind === 'closure' && graph.contextOf(owner.id) === 'test';
	if (isTest) { return whyAcceptableInTest(lost, graph); }
	// What need not be waited for and shows no failure is lost to nobody.
	if (!lost.canFail && loss === 'dropped' && lost.type !== 'lazy' && owner.isAsync && !suggestsWaiting(lost, graph)) { return 'nothing shows that it can fail'; }
	if (!lost.canFail && loss === 'chain' && lost.handling !== 'handled' && isOfPackage(lost)) { return 'nothing shows that it can fail'; }
	if (!lost.canFail && loss === 'dropped' && lost.type !== 'lazy' && isOfPage(owner, graph) && !isTaken(owner, graph) && onlyShowsAfterwards(lost)) { return 'what follows needs nothing of it'; }
	if (isOnlyOutOfOrder(lost, graph)) { return 'nothing shows that it can fail'; }
	if (loss === 'kept') { return undefined; }
	if (isLetGoInEditor(lost, graph)) { return '`void` says that nobody waits, and the editor logs a failure and goes on'; }
	if (lost.type !== 'lazy' && !isInHandledTry(owner, span, true) && isSample(outline, graph)) { return 'an example'; }
	if (owner.kind !== 'module' && (loss === 'dropped' || loss === 'void') && graph.contextOf(owner.id) === 'shutdown' && endsThings(lost.label.replace(/^.*\.|\(\)$/g, ''))) { return 'the process ends: a failure ends it too, and is printed'; }
	if (loss !== 'chain' && targets.length > 0 && targets.every((target) => endsInExit(target, graph))) { return 'the process ends: a failure ends it too, and is printed'; }
	if (owner.kind !== 'module') {
		const isDone = loss !== 'dropped' || !isNeededAfterwards(owner, span, targets, graph);
		return isDone && isOfCommandLine(owner.id, graph) ? 'run from a command line: a failure ends it and is printed' : undefined;
	}
	const isLast = !isNeededAfterwards(owner, span, targets, graph) || beginsMore(lost);
	const isOfCommand = isRunByCommand(owner.id, graph) || isInMainArm(owner, span);
	return isOfCommand && (isLast || loss !== 'dropped') || (loss === 'called-in-place' || loss === 'dropped' && readsArguments(owner)) && isLast && isProgramByItself(owner.id, graph) || (isLast || loss === 'called-in-place') && looksLikeProgram(owner.id, targets, graph) ? 'top of a program: a failure ends it and is printed' : undefined;
}

/** What only the compiler reads. */
const typeTest = /(?:^|\/)(?:types?|typings|tsd|dtslint|type-?tests?)\/|[.-](?:test-d|tst|types?[.-](?:test|spec))\.[cm]?tsx?$/;

/** `void` in an extension: no process ends with a failure there. A handler around it says that somebody wants to know. */
function isLetGoInEditor({ loss, type, owner, span }: Lost, graph: CallGraph): boolean {
	return loss === 'void' && type !== 'lazy' && !isInHandledTry(owner, span, true) && hostOf(fileOf(owner.id), graph) === 'editor';
}

/** `writeTypes(); writeNames();`: all that follows begins something of its own, too. */
function beginsMore({ owner, span }: Lost): boolean {
	const after = owner.body.steps.filter((step) => step.span.start >= span.end);
	return after.every((step) => step.kind === 'call' && step.result.kind === 'discarded' && step.resultType === 'thenable' && step.receiver === undefined && step.arguments.every(({ value }) => value.kind === 'constant'));
}

/**
 * A test often begins something and looks at what comes of it, and its runner tells of what is left behind. What is sure to be a mistake: an
 * assertion that nobody waits for, and a last call that only this place does not await.
 */
function whyAcceptableInTest(lost: Lost, graph: CallGraph): string | undefined {
	const { loss, type, owner, span, targets, canFail, label } = lost;
	const name = label.replace(/^.*\.|\(\)$/g, '');
	if (loss !== 'dropped') { return 'test code'; }
	if (type === 'lazy' || isAssertion(lost)) { return undefined; }
	if (endsThings(name)) { return 'test code that cleans up'; }
	if (isWaitedForOtherwise(lost, graph) || isFedFrom(lost) || stepsOf(owner.body).some(({ step }) => step.kind === 'await' && step.span.start >= span.end)) { return 'the test waits for its effect'; }
	return !owner.isAsync || !canFail && targets.length === 0 && type !== 'array' || isRepeated(lost, graph) || !isUsuallyAwaited(lost, graph) ? 'test code' : undefined;
}

/** `expect(load()).rejects.toThrow()`, `assert.rejects(load())`: what it says is never looked at. */
function isAssertion({ source, label }: Lost): boolean {
	return /^node:assert|^(?:chai|expect|vitest|@jest|@vitest|@playwright\/test|node:test|ava|tap)\b/.test(source) || /\b(?:rejects|doesNotReject|test|it)\(\)$/.test(label);
}

/** `page.reload(); await page.waitForEvent('load')`: the test starts something and then awaits what comes of it. */
function isWaitedForOtherwise({ owner, span }: Lost, graph: CallGraph): boolean {
	const steps = stepsOf(owner.body).map(({ step }) => step);
	const call = callsOf(owner)(span);
	if (call === undefined) { return false; }
	// `await new Promise((resolve) => { page.once('load', resolve); })`
	const executors = steps.flatMap((step) => (step.kind === 'call' && step.isNew && step.span.start >= span.end && step.result.kind === 'awaited' ? step.arguments.map(({ value }) => value) : []))
		.flatMap((value) => (value.kind === 'function' ? graph.functionOf(value.id) ?? [] : []));
	return usersAfter(owner, call).some(({ result }) => result.kind === 'awaited') || executors.some((executor) => listensTo(call, executor));
}

/** Work of the project's own that begins here and goes on by itself. What does nothing is only called for its end. */
function isOnlyOutOfOrder(lost: Lost, graph: CallGraph): boolean {
	const { loss, type, canFail, targets } = lost;
	if (canFail || loss !== 'dropped' || type === 'lazy' || targets.length === 0) { return false; }
	return targets.some((target) => { const outline = graph.functionOf(target); return outline !== undefined && !doesNothing(outline); });
}

/** The same function drops the same call more than once: it wants to see what becomes of several at a time. */
function isRepeated({ owner, targets }: Lost, graph: CallGraph): boolean {
	const isSame = (step: Step): boolean => step.kind === 'call' && step.result.kind === 'discarded' && graph.resolveCallee(step.callee).some((target) => targets.includes(target));
	return stepsOf(owner.body).filter(({ step }) => isSame(step)).length > 1;
}

/**
 * A severity that fits what the text shows. A handler around it that never sees its failure, or a reader of what it writes, shows that it was to be
 * waited for. Else it may be meant, and only a failure is lost. Without one, all that is left is the order of things.
 */
function severityOf(lost: Lost, meta: RuleMeta, graph: CallGraph, { file }: FileOutline): Severity {
	const { owner, loss, type, span, canFail } = lost;
	const name = lost.label.replace(/^.*\.|\(\)$/g, '');
	if (!canFail && type !== 'lazy') { return loss === 'chain' ? 'hint' : 'info'; }
	if (lost.quiet?.isTold === true || type !== 'lazy' && isOfLittleWeight(lost, graph)) { return 'hint'; }
	if (loss === 'chain' && !lost.isShownToFail || isLoader(lost)) { return 'info'; }
	// It was not to be waited for, and its failure may be meant to be let go, too; a handler around it says that it is not.
	if (lost.isSaidNotToWait === true && !isInHandledTry(owner, span, true)) { return 'info'; }
	if (type !== 'lazy' && isOfPage(owner, graph) && stuckState(lost, graph) !== undefined) { return 'warning'; }
	// A page writes a failure to its console and goes on; worse is what was to be waited for.
	if (type !== 'lazy' && isOfPage(owner, graph) && !isInHandledTry(owner, span, true) && !(isNeededAfterwards(owner, span, lost.targets, graph) && isReadAfterwards(lost, graph))) { return 'info'; }
	// How well a package ends things is for it to see to, unless a handler waits for that.
	if (loss === 'dropped' && type !== 'lazy' && endsThings(name) && isOfPackage(lost) && !isInHandledTry(owner, span, true)) { return /^(?:page|editor)$/.test(hostOf(fileOf(owner.id), graph)) ? 'hint' : 'info'; }
	// Let go on purpose, and the program hears of a failure.
	if (loss === 'void' && outlivesFailures(file, graph)) { return 'info'; }
	if (loss === 'void' && (endsForGood(lost) || endsThings(name) || tellsSomebody.test(name) || isOfItsTryAtOnce(lost, graph))) { return 'info'; }
	if (loss !== 'dropped' || type === 'lazy') { return meta.severity; }
	if (owner.kind === 'module' && graph.factsOf(file).entry !== undefined) { return 'info'; }
	// That somebody once thought of a failure does not show one, and what is not async cannot wait.
	if (!lost.isShownToFail || !owner.isAsync && owner.kind !== 'module') { return 'warning'; }
	const worst = isOfPage(owner, graph) || outlivesFailures(file, graph) ? 'warning' : meta.severity;
	if (isNeededAfterwards(owner, span, lost.targets, graph) && isReadAfterwards(lost, graph)) { return worst; }
	return isInHandledTry(owner, span, true) && !isOfPackage(lost) && !isUsuallyDropped(lost, graph) ? worst : 'warning';
}

/**
 * All that fails there is a call that comes too late or too early, or what it begins in a callback, which is told of there; or it only tells of the work, where no process ends with its
 * failure.
 */
function isOfLittleWeight({ targets, label, owner }: Lost, graph: CallGraph): boolean {
	return onlyTells(label.replace(/^.*\.|\(\)$/g, '')) && /^(?:page|editor)$/.test(hostOf(fileOf(owner.id), graph)) || targets.length > 0 && (targets.every((target) => onlyRefuses(target, graph)) || targets.every((target) => beginsInCallback(target, graph)));
}

/** `server.sendToolListChanged()`: it tells others that something has happened, who are not there if it fails. */
const tellsSomebody = /^_?(?:notify|broadcast)(?=[A-Z_]|$)|^send(?:\w*(?:Changed|Notification|LoggingMessage|Heartbeat|Progress)|Log\w*)$/;

/** How a package fails is for it to say; what the language and its platform give does fail. */
function isOfPackage({ source, targets }: Lost): boolean {
	return targets.length === 0 && !/^(?:lib|global|node:[\w/]+)#/.test(source);
}

/** Most of the other calls of it are not awaited either: nobody wants to wait for it. */
function isUsuallyDropped({ owner, span, targets }: Lost, graph: CallGraph): boolean {
	const others = callsElsewhere({ owner, span, targets }, graph, false);
	const dropped = others.filter(({ result }) => result.kind === 'discarded' || result.kind === 'void');
	return dropped.length > 0 && dropped.length * 2 > others.length;
}

/** Most of the other calls of it, those of tests too, are awaited; of what is not of the workspace that is taken for granted. */
function isUsuallyAwaited(lost: Lost, graph: CallGraph): boolean {
	const others = callsElsewhere(lost, graph, true);
	return lost.targets.length === 0 || others.filter(({ result }) => result.kind === 'awaited').length * 2 > others.length;
}

function callsElsewhere({ owner, span, targets }: Pick<Lost, 'owner' | 'span' | 'targets'>, graph: CallGraph, withTests: boolean): readonly CallStep[] {
	return targets.flatMap((target) => graph.callersOf(target)).filter(({ isTest }) => withTests || !isTest)
		.flatMap(({ id, links }) => links.flatMap(({ kind, site: { step } }) => (kind === 'call' && step.kind === 'call' && !(id === owner.id && step.span.start === span.start) ? [step] : [])));
}
