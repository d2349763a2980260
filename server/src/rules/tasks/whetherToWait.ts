/** Whether it mends anything to await a lost promise where it stands, or to return it. */
import type { CallGraph } from '../../callgraph/graph.ts';
import type { Link } from '../../callgraph/links.ts';
import { lastName } from '../../callgraph/paths.ts';
import type { BranchStep, FunctionId, FunctionOutline, Step } from '../../outline/model.ts';
import { contains } from '../../outline/span.ts';
import { stepsOf } from '../../outline/walk.ts';
import { isSamePlace } from '../histories/lists.ts';
import { calledName, callsOf } from './chains.ts';
import { areDoneAtOnce, runsOn } from './evidence.ts';
import { isListener } from './listeners.ts';
import type { Lost } from './lostPromises.ts';
import { stepBehind, stepsBesides } from './path.ts';
import { onlyTells, placesIn } from './refusals.ts';
import { isAnswer } from './requests.ts';
import { marksOf } from './stuckStates.ts';
import { isInHandledTry, isReadAfterwards } from './surroundings.ts';

/**
 * False where nobody looks at the promise of the function either, so that a failure only moves; where what follows is not to be held up, because it
 * throws, answers a request or lets others do what is called; and where a handler around it tells of another step's failure.
 */
export function isWorthWaiting(lost: Lost, graph: CallGraph): boolean {
	const { owner, span, targets, isSaidNotToWait, label, loss } = lost;
	const name = nameIn(label);
	// `void` says that nobody is to wait; a handler around it, or a reader of what it writes, says otherwise.
	if (loss === 'void' && !isInHandledTry(owner, span, true) && !isReadAfterwards({ owner, span, targets }, graph)) { return false; }
	if (isFedFrom(lost) || isSentBesides(lost)) { return false; }
	if (isSaidNotToWait === true || asksPeople.test(name) || looksForNews.test(name) || onlyTells(name) || isLoader(lost) || targets.some((target) => asks(target, graph) || runsOn(target, graph) || queuesItself(target, graph) || beginsInCallback(target, graph) || waitsForCaller(target, owner, graph))) { return false; }
	if (isHeldUp(lost, graph) || isOfAnothersTry(lost, graph)) { return false; }
	return !owner.isAsync || !isUnseen(owner, graph) || isReadAfterwards({ owner, span, targets }, graph) && !isTakenBackBehind(lost);
}

/** All that follows in a page is to close or choose something (`refetch(); setOpen(false);`), which needs nothing of what was begun. What tells that it is busy does. `isMeant`: of what is set. */
export function onlyShowsAfterwards({ owner, span }: Pick<Lost, 'owner' | 'span'>, isMeant: (value: unknown) => boolean = () => true): boolean {
	const following = stepsBesides(owner, span).filter((step) => step.span.start >= span.end && step.kind !== 'use');
	const before = stepsOf(owner.body).flatMap(({ step }) => (step.kind === 'call' && step.span.end <= span.start ? [calledName(step)] : []));
	return following.length > 0 && following.every((step) => step.kind === 'call' && step.result.kind === 'discarded' && setter.test(calledName(step)) && !before.includes(calledName(step))
		&& step.arguments.length === 1 && step.arguments[0]?.value.kind === 'constant' && isMeant(step.arguments[0].value.value));
}

const setter = /^set(?!\w*(?:Load|Busy|Pending|Sav|Submit|Process|Fetch|Wait|Ready|Done|Disabled|Timeout|Interval|Immediate|Item|Attribute))[A-Z]\w*$/;

/** Mail and notices to people and services elsewhere, which something else brings about: whoever asked for that is not to wait for them. */
function isSentBesides({ owner, span, label }: Pick<Lost, 'owner' | 'span' | 'label'>): boolean {
	return sends.test(nameIn(label)) && !isAboutSending.test(owner.name) && !isInHandledTry(owner, span, true);
}

const sends = /^_?(?:build\w*And)?(?:[sS]end|[dD]ispatch|[dD]eliver)\w*(?:E?[mM]ails?|Notifications?|Webhooks?|Pushes|SMS|Sms)(?:To\w+)?$/;
const isAboutSending = /mail|notif|webhook|send|sms|push|deliver|remind|invit|verif|reset/i;

/** `body.pipeTo(writable);`: it goes on as fast as somebody reads the other end, which may begin behind it. */
export function isFedFrom({ owner, span }: Pick<Lost, 'owner' | 'span'>): boolean {
	const call = callsOf(owner)(span), into = call?.arguments[0]?.value;
	if (call === undefined || calledName(call) !== 'pipeTo' || into === undefined) { return false; }
	return into.kind === 'place' ? into.place.path.at(-1) === 'writable' : into.kind === 'binding' && stepsOf(owner.body).some(({ step }) => step.kind === 'bind' && step.binding === into.binding && step.name === 'writable');
}

/** A package's own way to get what a page shows better, and shows without: who waits for it shows nothing until then, and nothing at all where it is not to be had. */
export function isLoader({ label, targets, loss }: Pick<Lost, 'label' | 'targets' | 'loss'>): boolean { return loss === 'dropped' && targets.length === 0 && loading.test(nameIn(label)); }

const loading = /^(?:pre)?(?:load|fetch|inject)(?:Asset|CSS|Css|Font|Icon|Image|JS|Js|Script|Style(?:[sS]heet)?)s?$/;

/** Its last step gives an async function to something that calls it later (`stat(path, async () => …)`), and it awaits no more than one thing before that: it is done when its work begins. */
export function beginsInCallback(id: FunctionId, graph: CallGraph): boolean {
	const outline = graph.functionOf(id), last = outline?.body.steps.at(-1);
	if (outline?.isAsync !== true || last?.kind !== 'call' || last.result.kind !== 'discarded' || stepsOf(outline.body).filter(({ step }) => step.kind === 'await').length > 1) { return false; }
	return last.arguments.some(({ value }) => value.kind === 'function' && graph.functionOf(value.id)?.isAsync === true);
}

/** What a step before it began (`progress.start(); …; progress.end();`) is taken back behind it, and not in a `finally`: a failure of what is waited for would leave that out. */
function isTakenBackBehind({ owner, span }: Pick<Lost, 'owner' | 'span'>): boolean {
	const steps = stepsOf(owner.body).filter(({ path }) => path.every((around) => around.kind !== 'try')).map(({ step }) => step);
	const before = steps.filter((step) => step.span.end <= span.start), behind = steps.filter((step) => step.span.start >= span.end);
	const set = new Set(before.flatMap(marksOf).filter(({ isOn }) => isOn).map(({ key }) => key));
	const begun = before.flatMap((step) => (step.kind === 'call' && /^(?:start|begin|show|open|enter|acquire|lock|pause)/.test(calledName(step)) && step.receiver?.kind === 'place' ? [step.receiver.place] : []));
	return behind.some((step) => marksOf(step).some(({ key, isOn }) => !isOn && set.has(key))
		|| step.kind === 'call' && ends.test(calledName(step)) && step.receiver?.kind === 'place' && begun.some((place) => step.receiver?.kind === 'place' && isSamePlace(place, step.receiver.place)));
}

const ends = /^(?:end|stop|finish|hide|close|leave|release|unlock|resume|complete|done)/;

/** It is done when somebody has answered. */
const asksPeople = /^(?:show|prompt|ask|confirm|open)\w*(?:Message|Prompt|Dialog|QuickPick|Picker|InputBox|Modal|Notification|Toast)$/;

/** Whether there is something newer is for people to know some time later. */
const looksForNews = /^(?:check|look|poll)(?:For)?\w*(?:Update|Upgrade|News|NewVersion|LatestVersion)s?(?:Available)?$/;

/** It waits for somebody to answer. */
function asks(id: FunctionId, graph: CallGraph): boolean {
	const outline = graph.functionOf(id);
	return outline !== undefined && stepsOf(outline.body).some(({ step }) => step.kind === 'call' && step.result.kind === 'awaited' && asksPeople.test(calledName(step)));
}

/** `save` of `this.store.save()` and of `save().then()`. */
function nameIn(label: string): string { return /([\w$#]+)\(\)(?:\.(?:then|catch|finally)\(\))*$/.exec(label)?.[1] ?? ''; }

/** Nobody looks at what an async function gives: it listens, stands where a function that gives nothing is wanted, or all who call it let its promise go. */
export function isUnseen(owner: FunctionOutline, graph: CallGraph): boolean {
	return isListener(owner, graph) || isInVoidSlot(owner, graph) || isLetGoByAll(owner, graph) || isRunByListeners(owner, graph);
}

/** `process(handler) { emitter.on('batch', async (batch) => { await handler(batch); }); }`: who waits for the callback is itself waited for by nobody. */
function isRunByListeners({ id, kind }: FunctionOutline, graph: CallGraph): boolean {
	const callers = kind === 'closure' ? graph.callersOf(id).filter(({ isTest }) => !isTest) : [];
	return callers.length > 0 && callers.every((caller) => {
		const outline = caller.roots.length > 0 || caller.isKept ? undefined : graph.functionOf(caller.id);
		return outline !== undefined && caller.links.length > 0 && isListener(outline, graph);
	});
}

function isInVoidSlot({ id, enclosing, kind }: FunctionOutline, graph: CallGraph): boolean {
	const outer = kind === 'closure' && enclosing !== undefined ? graph.functionOf(enclosing) : undefined;
	return outer !== undefined && (outer.voidSlots?.some(({ value }) => value.kind === 'function' && value.id === id) === true
		|| stepsOf(outer.body).some(({ step }) => step.kind === 'call' && step.voidCallbacks?.some((index) => { const value = step.arguments[index]?.value; return value?.kind === 'function' && value.id === id; }) === true));
}

function isLetGoByAll({ id, isExported }: FunctionOutline, graph: CallGraph): boolean {
	const file = graph.fileOf(id)?.file;
	if (isExported && file !== undefined && graph.factsOf(file).isExternalEntry === true) { return false; }
	const callers = graph.callersOf(id).filter(({ isTest }) => !isTest);
	return callers.length > 0 && callers.every(({ links, roots, isKept }) => roots.length === 0 && !isKept && links.length > 0 && links.every(letsGo));
}

function letsGo({ kind, site: { step } }: Link): boolean {
	return (kind === 'call' || kind === 'later') && step.kind === 'call' && (step.result.kind === 'discarded' || step.result.kind === 'void');
}

/** Right behind it something is thrown or answered, or behind it a request is answered while it works on. */
function isHeldUp({ owner, span, targets }: Lost, graph: CallGraph): boolean {
	const behind = stepBehind(owner, span);
	if (behind?.kind === 'exit' && behind.exit === 'throw' || isThrown(owner, behind) || saysItBegan(behind)) { return true; }
	const calls = callsOf(owner);
	const answers = stepsBesides(owner, span).filter((step) => step.span.start >= span.end && isAnswer(step, owner, calls, graph));
	if (answers.length === 0) { return false; }
	return answers[0]?.kind === 'call' && answers[0].result.kind === 'returned' && isErrorAnswer(behind) || targets.some((target) => worksByItself(target, graph));
}

/** `return { started: true };` */
function saysItBegan(behind: Step | undefined): boolean {
	return behind?.kind === 'exit' && behind.exit === 'return' && behind.value?.kind === 'object' && behind.value.properties.some(({ name, value }) => name !== undefined && /^(?:started|begun|queued|enqueued|scheduled|accepted|running)$/i.test(name) && value.kind === 'constant' && value.value === true);
}

/** `throw new Error('…')`: what makes the error comes first. */
function isThrown({ body }: FunctionOutline, behind: Step | undefined): boolean {
	return behind?.kind === 'call' && (behind.result.kind === 'thrown' || stepsOf(body).some(({ step }) => step.kind === 'exit' && step.exit === 'throw' && contains(step.span, behind.span)));
}

/** `return res.status(404).send()`: whoever gets it waits for nothing else. */
function isErrorAnswer(behind: Step | undefined): boolean {
	const [status] = behind?.kind === 'call' ? behind.arguments : [];
	return behind?.kind === 'call' && /^(?:status|sendStatus|code)$/.test(calledName(behind)) && status?.value.kind === 'constant' && typeof status.value.value === 'number' && status.value.value >= 400;
}

const tellsHowFar = /(?:^|[a-z])(?:Task|Job|Progress)(?:$|[A-Z_])|^(?:task|job|progress)(?:$|[A-Z_])/;
const begins = /^(?:start|begin|launch|kick|schedule|trigger)(?=[A-Z_]|$)/;

/** It is called for beginning something, or tells others how far it is, so that nobody has to wait for it. */
function worksByItself(id: FunctionId, graph: CallGraph): boolean {
	const outline = graph.functionOf(id);
	if (outline === undefined) { return false; }
	return begins.test(lastName(id)) || stepsOf(outline.body).some(({ step }) => step.kind === 'call' && step.result.kind !== 'awaited' && tellsHowFar.test(calledName(step)));
}

/** `if (this.current) { this.queue.push(item); return; } this.current = item;`: a second call is done at once while the first works, which whoever waits for the first never lets happen. */
export function queuesItself(id: FunctionId, graph: CallGraph): boolean {
	const outline = graph.functionOf(id);
	if (outline === undefined) { return false; }
	const steps = stepsOf(outline.body).map(({ step }) => step);
	const written = steps.flatMap((step) => (step.kind === 'place' && step.operation === 'assign' ? [step.place] : []));
	return outline.body.steps.some((step) => step.kind === 'branch' && putsOff(step) && placesIn(step).some((place) => written.some((each) => isSamePlace(each, place))));
}

/** `if (this.updating) { await this.updating; } this.updating = this.update();`, called by `update()` itself: each would wait for the other. */
function waitsForCaller(id: FunctionId, { id: caller }: FunctionOutline, graph: CallGraph): boolean {
	const outline = graph.functionOf(id);
	if (outline === undefined) { return false; }
	const calls = callsOf(outline);
	const steps = stepsOf(outline.body).map(({ step }) => step);
	const kept = steps.flatMap((step) => (step.kind === 'place' && step.operation === 'assign' && step.value?.kind === 'call' ? [{ place: step.place, call: calls(step.value.call) }] : []))
		.filter(({ call }) => call !== undefined && graph.resolveCallee(call.callee).includes(caller)).map(({ place }) => place);
	return steps.some((step) => step.kind === 'await' && step.value.kind === 'place' && kept.some((place) => step.value.kind === 'place' && isSamePlace(place, step.value.place)));
}

/** Its first arm puts something in a list and ends the function. */
function putsOff({ branch, arms: [arm] }: BranchStep): boolean {
	const last = arm?.block.steps.at(-1);
	return branch === 'if' && arm !== undefined && last?.kind === 'exit' && last.exit === 'return' && arm.block.steps.some((step) => step.kind === 'place' && (step.operation === 'push' || step.operation === 'unshift'));
}

/** The text lets it go on purpose, in a `try` of which other steps are awaited: what that tells of a failure is about those. What waits for nothing holds nothing up. */
function isOfAnothersTry({ owner, span, isDeliberate, targets }: Lost, graph: CallGraph): boolean {
	return isDeliberate && !areDoneAtOnce(targets, graph) && stepsOf(owner.body).some(({ step }) => step.kind === 'try' && step.handlers.some(({ block }) => block.steps.length > 0) && contains(step.body.span, span)
		&& stepsOf(step.body).some((inner) => inner.step.kind === 'await' && !contains(span, inner.step.span)));
}
