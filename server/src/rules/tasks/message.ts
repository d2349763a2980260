/** What a finding on a lost promise says to people. */
import { fileOf, type CallGraph } from '../../callgraph/graph.ts';
import type { FunctionOutline, LanguageId, Step } from '../../outline/model.ts';
import { subjectOf } from '../blocking/message.ts';
import { impactOfFailure } from '../report/rejections.ts';
import { callsOf } from './chains.ts';
import { areDoneAtOnce } from './evidence.ts';
import { givesEmptyPromise, stateWaitedFor } from './handingOn.ts';
import { settlesPromise, type HandlerAtHand } from './handlerAtHand.ts';
import { isListener } from './listeners.ts';
import { editorCommand, handlerFor, isMissedByTry, isOfLostChain, isOfPage, isTaken } from './fixes.ts';
import type { Lost } from './lostPromises.ts';
import { stepBehind } from './path.ts';
import { stuckState } from './stuckStates.ts';
import { isAtEnd, isDependedOn, isInHandledTry, isNeededAfterwards, isReadAfterwards } from './surroundings.ts';
import { impactOfHandler } from './voidMessage.ts';
import { isWorthWaiting, onlyShowsAfterwards } from './whetherToWait.ts';

/** One sentence: what is lost, what becomes of a failure, what to do. */
export function messageFor(lost: Lost, graph: CallGraph): string {
	return `${whatIsLost(lost, graph)}; ${adviceFor(lost, graph)}.`;
}

function whatIsLost(lost: Lost, graph: CallGraph): string {
	const { loss, type, handling, label, canFail } = lost;
	const name = label.startsWith('this ') ? label : `\`${label}\``;
	const and = canFail ? `, and ${fateOfFailure(lost, graph)}` : '';
	const promise = type === 'maybe' ? 'what may be a promise' : 'the promise';
	if (type === 'lazy') { return `${capitalized(name)} does nothing, because nobody awaits it`; }
	if (type === 'array') { return `${capitalized(name)} is a list of promises that nobody awaits${and}`; }
	if (handling === 'ignored') { return `The handler given to ${name} is no function${and}`; }
	switch (loss) {
		case 'dropped': return `${capitalized(name)} ${type === 'maybe' ? 'may give' : isValue(label) ? 'is' : 'gives'} a promise that nobody awaits${goesOn(lost, graph)}${and}`;
		case 'void': return `\`void\` ${type === 'maybe' ? 'may let' : 'lets'} go of ${type === 'maybe' ? 'a promise' : promise} of ${name}${tellsOfCopy(lost, graph) ? goesOn(lost, graph) : ''}${and}`;
		case 'chain': return handling === 'handled' ? `What handles the failure of ${name} may fail itself${and}` : `${capitalized(name)} ends without a handler${canFail ? and : ' for a failure'}`;
		case 'called-in-place': return canFail ? `${capitalized(name)} runs on by itself${and}` : `${capitalized(name)} awaits nothing, so that its \`async\` only makes an unhandled rejection of a throw`;
		case 'kept': return `${capitalized(promise)} of ${name} is put in \`${lost.keptIn ?? ''}\`, which nobody reads${and}`;
	}
}

function isValue(label: string): boolean { return !label.endsWith(')') && label !== 'this call'; }

/** Empty where nothing follows. Whoever is known to await an async function goes on after it. */
function goesOn(lost: Lost, graph: CallGraph): string {
	const { owner, span, targets } = lost;
	if (tellsOfCopy(lost, graph)) { return ': what follows goes on as if it were copied'; }
	if (!isWorthWaiting(lost, graph)) { return ''; }
	const isAwaited = owner.isAsync && !isListener(owner, graph) && isTaken(owner, graph);
	if (!isAwaited && !isNeededAfterwards(owner, span, targets, graph)) { return ''; }
	// What a callback does next has often nothing to do with what it begins.
	if (!owner.isAsync && owner.kind === 'closure' && !mayComeTooEarly(lost, graph)) { return ''; }
	return ': ' + (owner.kind === 'module' ? 'what follows runs before it is done' : `${subjectOf(owner, graph)} goes on before it is done`);
}

/** `clipboard.writeText(link); toast('Copied');` */
function tellsOfCopy({ source, loss, owner, span, targets }: Lost, graph: CallGraph): boolean {
	return (loss === 'dropped' || loss === 'void') && isCopy(source) && !onlyShowsAfterwards({ owner, span }, isOff) && (isNeededAfterwards(owner, span, targets, graph) || saysYes(stepBehind(owner, span)));
}

/** `setOpen(false)` tells nobody of a copy. */
const isOff = (value: unknown): boolean => value === false || value === null;

/** `return true;` */
function saysYes(step: Step | undefined): boolean { return step?.kind === 'exit' && step.exit === 'return' && step.value?.kind === 'constant' && step.value.value === true; }

/** What writes to the clipboard, as the source of a lost promise. */
export function isCopy(source: string): boolean { return /[#.][cC]lipboard\.write/.test(source); }

function fateOfFailure({ owner, loss, span }: Lost, graph: CallGraph): string {
	const language: LanguageId = graph.fileOf(owner.id)?.language ?? 'typescript';
	// What becomes of that is for the program to say: a listener of its own, a test runner, an editor's host.
	if (language !== 'typescript') { return 'nobody learns of a failure'; }
	return loss === 'void' && isInHandledTry(owner, span, true) || loss === 'dropped' && (isInHandledTry(owner, span) || owner.isAsync && isInHandledTry(owner, span, true, longTry)) ? 'the `catch` around it never sees its failure' : 'a failure becomes an unhandled rejection';
}

/** About forty lines: beyond that, nobody reads `catch` and call together. UTF-16 code units. */
const longTry = 2_000;

/** Elsewhere somebody attaches a handler to what is called, in more than tests: that is how it is done here. For people, in which file; the one at hand first. */
function whereHandled({ owner, targets }: Lost, graph: CallGraph): string | undefined {
	const files = targets.flatMap((target) => graph.callersOf(target).flatMap(({ id, isTest, links }) => (!isTest && links.some(({ site: { step } }) => step.kind === 'call' && step.result.kind === 'receiver' && step.result.member === 'catch') ? [fileOf(id)] : [])));
	const [first] = files.toSorted();
	return first === undefined ? undefined : files.includes(fileOf(owner.id)) ? 'elsewhere in this file' : `in ${graph.displayPath(first)}`;
}

/** What is advised first is to wait for it, or to let the caller wait. */
export function suggestsWaiting(lost: Lost, graph: CallGraph): boolean {
	return /^(?:await|return) /.test(adviceFor(lost, graph));
}

function adviceFor(lost: Lost, graph: CallGraph): string {
	const { owner, loss, type, canFail, handling, quiet, telling } = lost;
	if (quiet !== undefined) { return `call \`${quiet.name}()\`, which gives no promise and keeps a failure as a state`; }
	if (type === 'lazy') { return owner.isAsync ? 'await it' : isAtEnd(owner.body, lost.span) && isReturnable(owner, graph) ? 'return it' : 'await it in an async function'; }
	if (type === 'array') { return owner.isAsync ? 'await `Promise.all()` of them' : 'handle `Promise.all()` of them'; }
	const isWorthIt = isWorthWaiting(lost, graph), canWait = owner.isAsync && isWorthIt;
	if (!canFail && loss === 'called-in-place') { return 'write it without `async`'; }
	if (canFail && endsForGood(lost)) { return 'let it fail in silence (`.catch(() => {})`)'; }
	if (canWait && loss === 'void' && isOfItsTryAtOnce(lost, graph)) { return 'await it, or handle its failure'; }
	const canReturn = isWorthIt && isReturnable(owner, graph) && !isNeededAfterwards(owner, lost.span, [], graph);
	const handle = handledHere(lost);
	// A page's components keep no tasks.
	const toTracker = isOfPage(owner, graph) || graph.fileOf(owner.id)?.role.isScript === true ? [] : ['hand it to a task tracker'];
	// What it goes on with may be what somebody else waits for.
	if (!canFail && loss === 'chain') { return handling === 'handled' ? handle : 'give it one'; }
	if (!canFail) { return canWait ? 'await it' : oneOf([...(canReturn ? ['return it'] : []), ...toTracker]) || handle; }
	const handler = handlerFor(lost, graph);
	if (handler !== undefined) { return adviceOf(handler); }
	if (isWorthIt && isMissedByTry(lost, graph)) { return 'await it there, in a callback that is `async`'; }
	const state = stateWaitedFor(lost, graph);
	if (state !== undefined) { return `hand its failure on to what waits for \`this.${state}\``; }
	if (loss === 'dropped' && givesEmptyPromise(lost)) { return 'give it back in place of the empty promise behind it, or handle its failure'; }
	if (tellsOfCopy(lost, graph)) { return `${canWait ? 'await it' : 'go on in its `.then()`'}, and handle its failure`; }
	if ((loss === 'dropped' || loss === 'chain') && isWorthIt && isOfLostChain(owner, graph) && isAtEnd(owner.body, lost.span)) { return 'return it, and handle the failure of the chain around it'; }
	// Nothing in it says that the chain around it was not to wait.
	if (loss === 'chain' && owner.kind === 'closure' && canReturn && isTaken(owner, graph)) { return oneOf(['return it', handle, ...toTracker]); }
	if (loss === 'dropped') {
		const elsewhere = whereHandled(lost, graph);
		if (elsewhere !== undefined) { return `handle its failure with \`.catch()\`, as is done ${elsewhere}`; }
		// Whether a module may await is for its format to say.
		if (owner.kind === 'module') { return handle; }
		return canWait ? `await it, or ${handle}` : oneOf([...(canReturn ? ['return it'] : []), handle, ...toTracker]);
	}
	return oneOf([...(telling === undefined ? [...toTracker, handle] : [handle, ...toTracker]), ...(canWait ? ['await it'] : [])]);
}

/** As the file does it with others, where it does so in a way of its own. */
function handledHere({ telling }: Lost): string {
	return telling !== undefined ? `handle its failure with \`${telling.name}()\`, as others in this file` : 'handle its failure';
}

/** `void body.cancel()` of a stream: nothing more is wanted of it, its failure included. */
export function endsForGood({ source, loss }: Pick<Lost, 'source' | 'loss'>): boolean {
	return loss === 'void' && /^(?:lib|global)#(?:Readable|Writable)Stream\w*\.(?:cancel|abort|close)$/.test(source);
}

/** What waits for nothing has failed, if it does, when the `try` around it goes on, which is there for failures. */
export function isOfItsTryAtOnce({ owner, span, targets }: Pick<Lost, 'owner' | 'span' | 'targets'>, graph: CallGraph): boolean {
	return isInHandledTry(owner, span, true) && areDoneAtOnce(targets, graph);
}

/** Whoever is at hand is told of the failure. */
function adviceOf({ name, kind, isMissing }: HandlerAtHand): string {
	const whence = kind === 'reject' ? ', which `Promise` gives as the second argument' : ', which Express gives as the third argument';
	return `hand its failure to \`${name}\`${isMissing ? whence : ''} (\`.catch(${name})\`)`;
}

/** `a`, `a, or b`, `a, b, or c`. */
function oneOf(ways: readonly string[]): string {
	return ways.length < 2 ? ways[0] ?? '' : `${ways.slice(0, -1).join(', ')}, or ${ways.at(-1)}`;
}

/** Somebody takes what the function returns, as far as one can tell: no emitter, timer or constructor does, nor do callers that look away. */
function isReturnable(owner: FunctionOutline, graph: CallGraph): boolean {
	return isTaken(owner, graph) || (owner.kind === 'function' || owner.kind === 'method' && isOwnMethod(owner, graph)) && graph.rootOf(owner.id) === undefined && graph.callersOf(owner.id).length === 0;
}

/** A method of an object literal, or of a class that fulfils something, gives what is wanted there, mostly nothing. */
function isOwnMethod({ id, owner }: FunctionOutline, graph: CallGraph): boolean {
	return owner !== undefined && graph.fileOf(id)?.types.find((type) => type.id === owner)?.bases.length === 0;
}

/** Who is hurt: one clause. */
export function impactOf(lost: Lost, graph: CallGraph): string {
	const { type, loss, canFail, owner, span, targets } = lost;
	if (type === 'lazy') { return 'what was asked for is never done'; }
	if (!canFail && loss === 'chain') { return 'so far nothing shows that it fails'; }
	if (!canFail) { return loss === 'dropped' ? 'what follows may run too early' : 'nobody knows when it is done'; }
	if (lost.quiet?.isTold === true) { return '`onError` is told of a failure, which is reported as an unhandled rejection besides'; }
	const stuck = stuckState(lost, graph);
	if (stuck !== undefined) { return `after a failure nothing takes back \`${stuck}\``; }
	if (tellsOfCopy(lost, graph)) { return 'people are told of a copy that may have been refused'; }
	const handler = handlerFor(lost, graph);
	if (handler !== undefined && settlesPromise(handler, { span, targets }, graph)) { return impactOfHandler(handler); }
	if (graph.rootOf(owner.id)?.what === editorCommand) { return 'whoever ran the command is told of no failure'; }
	if (handler?.kind === 'next') { return impactOfFailure(fileOf(owner.id), graph, 'nobody answers the request with its failure'); }
	const isEarly = loss === 'dropped' && isWorthWaiting(lost, graph) && isNeededAfterwards(owner, span, targets, graph) && mayComeTooEarly(lost, graph);
	if (graph.fileOf(owner.id)?.language !== 'typescript') { return isEarly ? 'what follows may run too early, and no caller sees it fail' : 'no caller sees it fail'; }
	const whatIsLost = impactOfFailure(fileOf(owner.id), graph);
	return isEarly ? `what follows may run too early, ${/ and /.test(whatIsLost) ? '' : 'and '}${whatIsLost}` : whatIsLost;
}

/** What follows reads what is written there, or is about the same things. */
function mayComeTooEarly({ owner, span, targets }: Pick<Lost, 'owner' | 'span' | 'targets'>, graph: CallGraph): boolean {
	const call = callsOf(owner)(span);
	return call !== undefined && isDependedOn(owner, call, graph, true) || isReadAfterwards({ owner, span, targets }, graph);
}

function capitalized(text: string): string { return text.charAt(0).toUpperCase() + text.slice(1); }
