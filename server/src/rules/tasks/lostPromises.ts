/**
 * Promises that nobody awaits, returns, hands on or handles, one for each place.
 *
 * The border between the two rules: `dropped` ones give no sign that they were meant to be (`unawaited-async-call`). All others say so in their
 * text: work that is let go on purpose, and that nobody sees fail (`untracked-task`).
 */
import { fileOf, type CallGraph } from '../../callgraph/graph.ts';
import { lastName } from '../../callgraph/paths.ts';
import { eachStep } from '../../callgraph/sites.ts';
import type { Catalogue } from '../../catalogue/catalogue.ts';
import type { BindingId, CallStep, DiscardStep, FileOutline, FunctionId, FunctionOutline, Place, ResultType, Value } from '../../outline/model.ts';
import { contains, type Span } from '../../outline/span.ts';
import { stepsOf } from '../../outline/walk.ts';
import { endsAtOnce } from '../report/rejections.ts';
import { farEndOf } from './bridges.ts';
import { calledName, callsItsObject, callsOf, handlingOf, rootOf, type CallsOf, type Handling } from './chains.ts';
import { doesNothing, isDoneAtOnce } from './evidence.ts';
import { createSettling, type Settling } from './settling.ts';
import { isDependedOn, isInHandledTry, isNeededAfterwards, usersAfter } from './surroundings.ts';
import { handlerAtHand, settlesPromise } from './handlerAtHand.ts';
import { quietMemberOf, type QuietMember } from './quietMembers.ts';
import { stepBehind } from './path.ts';
import { isLogging, onlyTells } from './refusals.ts';
import { isPutIntoTransaction } from './transactions.ts';
import { isHandledElsewhere, isNeverWaitedFor, isOfUnknownPackage, isUsuallyLetGo } from './usage.ts';
import type { LostPromise } from './fixes.ts';

/**
 * - `dropped`: a value of a statement. - `void`: `void p`. - `chain`: `p.then(f)` without a handler. - `called-in-place`: `(async () => { … })()`.
 * - `kept`: put where nobody ever reads it.
 */
export type Loss = 'dropped' | 'void' | 'chain' | 'called-in-place' | 'kept';

export interface Lost extends LostPromise {
	readonly loss: Loss;
	/** Where a squiggle goes. */
	readonly nameSpan: Span;
	readonly type: Exclude<ResultType, 'any' | 'plain' | 'promise-like'>;
	/** A handler is given that is none. */
	readonly handling: Handling;
	/** Where it is kept. */
	readonly keptIn?: string;
	/** What it comes from, for the fingerprint. */
	readonly source: string;
	/** Something shows, or nothing excludes, that it fails. */
	readonly canFail: boolean;
	/** What is called shows itself that it fails. */
	readonly isShownToFail: boolean;
	/** Another member does the same and gives no promise. */
	readonly quiet?: QuietMember;
	/** A comment says that nobody is to wait for it. */
	readonly isSaidNotToWait?: boolean;
	/** The functions of the workspace that may be called; empty where it is something else. */
	readonly targets: readonly FunctionId[];
}

export function* lostPromises(outline: FileOutline, graph: CallGraph, catalogue: Catalogue): Generator<Lost> {
	const found = outline.functions.map((owner) => ({ owner, steps: awaitableSteps(owner) })).filter(({ steps }) => steps.length > 0);
	if (found.length === 0) { return; }
	const settling = createSettling(graph, catalogue);
	const names = bindingNames(outline);
	for (const { owner, steps } of found) {
		const calls = callsOf(owner);
		for (const step of steps) {
			const lost = step.kind === 'discard' ? lostValue(step, owner, names, graph) : lostCall({ step, owner, calls, graph, settling, names, catalogue });
			if (lost !== undefined) { yield lost; }
		}
	}
}

/** What of a function may be lost; most have nothing, so that it is looked for with as little as can be. */
function awaitableSteps({ body }: FunctionOutline): readonly (CallStep | DiscardStep)[] {
	const found: (CallStep | DiscardStep)[] = [];
	eachStep(body, (step) => {
		if (step.kind === 'call' && isAwaitable(step.resultType) || step.kind === 'discard' && isAwaitable(step.valueType)) { found.push(step); }
	});
	return found;
}

function isAwaitable(type: ResultType | undefined): type is Lost['type'] {
	return type !== undefined && type !== 'any' && type !== 'plain' && type !== 'promise-like';
}

interface Candidate {
	readonly step: CallStep;
	readonly owner: FunctionOutline;
	readonly calls: CallsOf;
	readonly graph: CallGraph;
	readonly settling: Settling;
	readonly names: ReadonlyMap<BindingId, string>;
	readonly catalogue: Catalogue;
}

function lostCall(candidate: Candidate): Lost | undefined {
	const { step, owner, calls, graph, settling, names } = candidate;
	const handling = handlingOf(step, calls);
	const isInPlace = isCalledInPlace(rootOf(step, calls), owner, graph);
	const loss = lossOf(step, handling, isInPlace);
	const type = step.resultType;
	if (loss === undefined || !isAwaitable(type) || isTold(step, names, graph) || isLoadedForItsEffect(step, loss)) { return undefined; }
	if (loss === 'dropped' && (isOnlyDeclared(step, candidate) || isListening(step) || isThrownAgain(candidate)) || endsRightBehind(step, owner)) { return undefined; }
	const found = settling.fateOf(step, owner);
	// A handler that is there for this call says that it fails.
	const isMeant = found === 'unknown' && loss === 'dropped' && type === 'thenable' && isInHandledTry(owner, step.span) && graph.resolveCallee(step.callee).length > 0;
	const fate = isMeant ? 'may-fail' : found;
	if (fate === 'guarded' || fate === 'no-promise' || fate === 'unknown' && isAnybodys(candidate, loss) || fate === 'harmless' && isOfNoConsequence(candidate, loss)) { return undefined; }
	if (type === 'maybe' && givesNoneHere(step, loss, graph) || loss === 'dropped' && (isQueued(candidate) || isPutIntoTransaction(step, owner, calls, graph))) { return undefined; }
	if (loss === 'dropped' && fate !== 'may-fail' && (isLogging(labelOf(candidate)) || isLeftOver(step, owner) || onlyTells(calledName(step)) && isNeverWaitedFor(step, graph))) { return undefined; }
	const quiet = loss === 'dropped' || loss === 'void' ? quietMemberOf(step, owner, graph, candidate.catalogue) : undefined;
	const isOfOrder = loss === 'dropped' && quiet === undefined && (fate === 'may-fail' || fate === 'unknown') && isOfUnknownPackage(step, graph);
	if (isOfOrder && !isDependedOn(owner, step, graph)) { return undefined; }
	// Whoever awaits the promise around it has nothing but this, whether it is known to fail or not.
	const isAwaitedFor = fate === 'unknown' && loss === 'chain' && settlesAlone(step, owner, graph);
	const canFail = fate === 'may-fail' && !isOfOrder || fate === 'unknown' && loss === 'chain' && calledName(step) === 'finally' || isAwaitedFor;
	const isSaidNotToWait = step.isSaidNotToWait === true && type !== 'lazy';
	if (isSaidNotToWait && !canFail) { return undefined; }
	const keptIn = loss === 'kept' ? nameOfKeeper(step, names) : undefined;
	return {
		owner, span: step.span, nameSpan: isInPlace ? headOf(step, graph) : step.nameSpan, label: isInPlace ? 'this async function' : labelOf(candidate), isDeliberate: loss !== 'dropped', loss, type, handling,
		...(keptIn !== undefined && { keptIn }), source: sourceOf(rootOf(step, calls)), canFail, isShownToFail: canFail && !isMeant && !isAwaitedFor, ...(quiet !== undefined && { quiet }), ...(isSaidNotToWait && { isSaidNotToWait }), targets: graph.resolveCallee(rootOf(step, calls).callee),
	};
}

/** `new Promise((resolve) => { … load().then(resolve); … })` */
function settlesAlone({ span }: CallStep, owner: FunctionOutline, graph: CallGraph): boolean {
	const handler = handlerAtHand(owner, span, graph);
	return handler !== undefined && settlesPromise(handler, { span, targets: [] }, graph);
}

/** Node's way from before promises: its last argument is a callback that takes the failure first, or is called one. */
function isTold({ arguments: given, callee }: CallStep, names: ReadonlyMap<BindingId, string>, graph: CallGraph): boolean {
	const value = given.at(-1)?.value;
	if (value === undefined || callee.kind === 'external' && callee.symbol.startsWith('lib#')) { return false; }
	if (value.kind === 'function') { return /^_?(?:err|error|e|er|ex|exception)$/i.test(graph.functionOf(value.id)?.parameters[0]?.name ?? ''); }
	const name = value.kind === 'binding' ? names.get(value.binding) : value.kind === 'parameter' ? value.path?.at(-1) ?? graph.functionOf(value.function)?.parameters[value.index]?.name : undefined;
	return name !== undefined && /^(?:cb|done)$|^callback$|(?:Callback|Cb)$/.test(name);
}

const listening = /^(?:on|once|off|(?:add|remove|prepend)Listener|(?:add|remove)EventListener)$/;

/** `client.on('moved', …)` of an object whose class is not known: what its type says of any of its members is not said of listening. */
function isListening(step: CallStep): boolean {
	const [event, listener] = step.arguments;
	return step.callee.kind === 'unresolved' && listening.test(calledName(step)) && event?.value.kind === 'constant' && (listener === undefined || listener.value.kind !== 'constant');
}

/** `Promise.reject(reason);` of a failure that was given has no other effect than to be heard of by whoever hears of all that nobody handles. In a handler, a `return` is missing. */
function isThrownAgain({ step: { callee, arguments: [first], span }, owner, graph }: Candidate): boolean {
	if (callee.kind !== 'external' || !/^lib#Promise(?:Constructor)?\.reject$/.test(callee.symbol) || first?.value.kind !== 'parameter' && first?.value.kind !== 'binding') { return false; }
	const isInHandler = stepsOf(owner.body).some(({ step }) => step.kind === 'try' && step.handlers.some(({ block }) => contains(block.span, span)));
	return !owner.isAsync && !isInHandler && !graph.callersOf(owner.id).some(({ links }) => links.some(({ kind }) => kind === 'later'));
}

/** `save(order); process.exit();` in the same turn: nothing becomes of its failure. */
function endsRightBehind({ span }: CallStep, owner: FunctionOutline): boolean {
	const behind = stepBehind(owner, span);
	return behind?.kind === 'call' && endsAtOnce(behind);
}

/** A member of a page's global that somebody else puts there: a type says that it gives a promise, and nothing here shows that it does. */
function isOnlyDeclared(step: CallStep, { owner, graph, catalogue }: Candidate): boolean {
	if (step.callee.kind !== 'external' || !/^global#(?:window|globalThis|self)\.\w+\./.test(step.callee.symbol)) { return false; }
	const end = farEndOf(step, fileOf(owner.id), graph, catalogue);
	return end === undefined || end.kind === 'unknown';
}

/** `import('./styles.js')` as a statement: that there is such a module shows as soon as the program is tried. */
function isLoadedForItsEffect({ callee }: CallStep, loss: Loss): boolean {
	return callee.kind === 'external' && callee.symbol === 'global#import' && (loss === 'dropped' || loss === 'void' || loss === 'kept');
}

/** Whether it fails is for somebody else to say, and the text says that it was let go on purpose, or nothing waits for it. */
function isAnybodys({ step, owner, calls, graph }: Candidate, loss: Loss): boolean {
	if (loss === 'void' || loss === 'kept' || loss === 'called-in-place') { return true; }
	// What goes on when something is there waits for that by itself.
	if (loss === 'chain' && calledName(step) === 'then' && goesOnWithValue(rootOf(step, calls), owner, calls, graph)) { return true; }
	if (step.resultType === 'array' && !isNeededAfterwards(owner, step.span, [], graph)) { return true; }
	const { callee } = rootOf(step, calls);
	const targets = graph.resolveCallee(callee);
	if (callee.kind === 'function' && targets.length === 0) { return loss === 'chain' || step.resultType === 'maybe' || tellsOthers.test(calledName(step)) || isUsuallyLetGo(step, graph) || !isDependedOn(owner, step, graph); }
	// `this.ready.then(…)`: a member's promise is looked at by whoever put it there.
	if (loss === 'chain' && calledName(step) !== 'finally' && (passesOn(step, graph) && !settlesAlone(step, owner, graph) || isMember(rootOf(step, calls).receiver))) { return true; }
	if (callee.kind === 'external' && callee.symbol === 'global#import') { return true; }
	const isGiven = callee.kind === 'parameter' || callee.kind === 'unresolved' || targets.length > 0 || callee.kind === 'external' && callsItsObject(callee.symbol);
	return isGiven && (loss === 'chain' || !owner.isAsync || !isNeededAfterwards(owner, step.span, targets, graph));
}

/** What is called so tells somebody of something, and needs no answer. */
const tellsOthers = /^_?(?:(?:post|send|push)Message|notify|emit|fire|track|report|log|broadcast)(?=[A-Z_]|$)/;

/** `Promise.resolve(cleanup).then(…)`, or a chain on what the caller gave, or on a variable that holds what is begun elsewhere in the function. */
function goesOnWithValue({ callee, receiver }: CallStep, owner: FunctionOutline, calls: CallsOf, graph: CallGraph): boolean {
	if (callee.kind === 'external' && /^lib#Promise(?:Constructor)?\.resolve$/.test(callee.symbol)) { return true; }
	if (receiver?.kind === 'parameter') { return true; }
	const held = receiver?.kind === 'binding' ? graph.follow(fileOf(owner.id), receiver) : undefined;
	return held?.kind === 'parameter' || held?.kind === 'call' && calls(held.call)?.isNew === false;
}

/** Of what gives a promise only now and then, `void` says that it gives none here; what is given a callback gives its result to that. */
function givesNoneHere(step: CallStep, loss: Loss, graph: CallGraph): boolean {
	// What a package gives it may be anything; that it fails shows where somebody takes its failure.
	const targets = graph.resolveCallee(step.callee);
	const isPackages = loss === 'dropped' && targets.length > 0 && targets.every((target) => graph.functionOf(target)?.isAsync === false && returnsWhatPackagesGive(target, graph));
	// A handler that somebody put there, which may give a promise or not, is no promise's function.
	const isHandler = loss === 'dropped' && targets.length === 0 && (step.callee.kind === 'function' || step.callee.kind === 'unresolved');
	if ((isPackages || isHandler) && !isHandledElsewhere(step, graph)) { return true; }
	const isGivenCallback = step.arguments.at(-1)?.value.kind === 'function';
	return loss === 'void' && targets.length > 0 || loss === 'dropped' && isGivenCallback;
}

/** `pipeline.set(key, value); … await pipeline.exec()`: what was queued is done, and fails, with all the rest. */
function isQueued({ step, owner, calls }: Candidate): boolean {
	return usersAfter(owner, rootOf(step, calls)).some((user) => user.result.kind === 'awaited' && user.receiver !== undefined && /^(?:exec|execute|commit|flush|executeBatch|execPromise)$/.test(calledName(user)));
}

function isMember(value: Value | undefined): boolean { return value?.kind === 'place' || value?.kind === 'external' && value.symbol.slice(value.symbol.indexOf('#')).includes('.'); }

/** `loaded.then((value) => deferred.resolve(value))`: whoever holds the other promise is told. */
function passesOn(step: CallStep, graph: CallGraph): boolean {
	const [given] = step.arguments;
	const outline = given?.value.kind === 'function' ? graph.functionOf(given.value.id) : undefined;
	const calls = outline?.body.steps.filter((each) => each.kind === 'call') ?? [];
	return calls.length > 0 && calls.every((call) => /^_?(?:resolve|fulfil|fulfill|settle|complete)$/.test(calledName(call)));
}

/** All that a sync function returns, if it is a call, comes from outside of the workspace. */
function returnsWhatPackagesGive(id: FunctionId, graph: CallGraph): boolean {
	const outline = graph.functionOf(id);
	return outline !== undefined && stepsOf(outline.body).every(({ step }) => step.kind !== 'call' || step.result.kind !== 'returned' || step.callee.kind === 'external' && !/^(?:lib|global|node:[\w/]+)#/.test(step.callee.symbol) || step.callee.kind === 'unresolved');
}

/**
 * What cannot fail may be let go, or dropped where nothing needs it. But what does nothing is only called for what it gives: there the promise was
 * meant to be looked at.
 */
function isOfNoConsequence({ step, owner, calls, graph, catalogue }: Candidate, loss: Loss): boolean {
	if (farEndOf(rootOf(step, calls), fileOf(owner.id), graph, catalogue) !== undefined || loss === 'void' || loss === 'kept') { return true; }
	if (isIdle(step, calls, graph)) { return false; }
	const targets = graph.resolveCallee(rootOf(step, calls).callee);
	// There is no reason for its `async`.
	if (loss === 'called-in-place' && targets.every((target) => { const outline = graph.functionOf(target); return outline !== undefined && isDoneAtOnce(outline, graph); })) { return false; }
	return loss !== 'dropped' || (targets.length > 0 || step.resultType === 'array') && !isNeededAfterwards(owner, step.span, targets, graph);
}

/** `Promise.resolve(user);` hides nothing, and nobody could await it there. */
function isLeftOver({ callee, arguments: [given] }: CallStep, owner: FunctionOutline): boolean {
	return !owner.isAsync && owner.kind !== 'module' && callee.kind === 'external' && /^lib#Promise(?:Constructor)?\.resolve$/.test(callee.symbol) && given?.value.kind !== 'call';
}

/** A chain of which no link does anything: `Promise.resolve().then(() => undefined)`. */
function isIdle(step: CallStep, calls: CallsOf, graph: CallGraph): boolean {
	const isIdleFunction = (id: FunctionId): boolean => { const outline = graph.functionOf(id); return outline === undefined || doesNothing(outline); };
	const root = rootOf(step, calls);
	if (root.callee.kind === 'function' ? !graph.resolveCallee(root.callee).every(isIdleFunction) : root.callee.kind !== 'external' || !root.callee.symbol.startsWith('lib#Promise')) { return false; }
	for (let each: CallStep | undefined = step; each !== undefined; each = each === root || each.receiver?.kind !== 'call' ? undefined : calls(each.receiver.call)) {
		if (each.arguments.some(({ value }) => value.kind === 'function' && !isIdleFunction(value.id))) { return false; }
	}
	return true;
}

function lossOf({ result }: CallStep, handling: Handling, isInPlace: boolean): Loss | undefined {
	if (result.kind === 'void') { return 'void'; }
	if (result.kind === 'bound' || result.kind === 'stored') { return result.isNeverRead === true ? 'kept' : undefined; }
	if (result.kind !== 'discarded') { return undefined; }
	if (isInPlace) { return 'called-in-place'; }
	return handling === 'none' ? 'dropped' : 'chain';
}

/** `(async () => { … })()`: what is called is written in the call. */
function isCalledInPlace({ callee, nameSpan }: CallStep, owner: FunctionOutline, graph: CallGraph): boolean {
	const called = callee.kind === 'function' ? graph.functionOf(callee.id) : undefined;
	return called?.enclosing === owner.id && called.span.start >= nameSpan.start && called.span.end <= nameSpan.end;
}

/** The beginning of a function that is called where it is written, not all of its text. */
function headOf({ callee, nameSpan }: CallStep, graph: CallGraph): Span {
	const called = callee.kind === 'function' ? graph.functionOf(callee.id) : undefined;
	return called === undefined ? nameSpan : { start: nameSpan.start, end: Math.max(nameSpan.start + 1, Math.min(called.body.span.start, nameSpan.end)) };
}

function lostValue({ span, value, valueType, how }: DiscardStep, owner: FunctionOutline, names: ReadonlyMap<BindingId, string>, graph: CallGraph): Lost | undefined {
	// `void p` of something that is kept elsewhere only says that the linter shall be quiet.
	if (!isAwaitable(valueType) || how === 'void') { return undefined; }
	const label = nameOfValue(value, names, graph) ?? 'this value';
	return { owner, span, nameSpan: span, label, isDeliberate: false, loss: 'dropped', type: valueType, handling: 'none', source: label, canFail: true, isShownToFail: false, targets: [] };
}

/** `load()`; `load().then()` for a chain. */
function labelOf(candidate: Candidate): string {
	const { step, calls } = candidate, root = rootOf(step, calls);
	// A method of its own is called by its name alone.
	const begun = step.written === undefined ? nameOfCall(root, candidate) : `${step.written.replace(/^this\.(?=[\w$#]+$)/, '')}()`;
	return root === step ? begun : `${begun}.${nameOfCall(step, candidate)}`;
}

/** With what it is called on, where that has a name: `Promise.all()`. */
function nameOfCall(step: CallStep, { graph, names }: Candidate): string {
	const { callee, receiver } = step;
	const name = calledName(step) || (callee.kind === 'parameter' ? graph.functionOf(callee.function)?.parameters[callee.index]?.name ?? '' : '');
	if (!/^[\w$#]/.test(name)) { return 'this call'; }
	const object = receiver === undefined ? undefined : nameOfValue(receiver, names, graph);
	return `${step.isNew ? 'new ' : ''}${object === undefined ? '' : `${object}.`}${name}()`;
}

function nameOfKeeper({ result }: CallStep, names: ReadonlyMap<BindingId, string>): string | undefined {
	return result.kind === 'bound' ? names.get(result.binding) : result.kind === 'stored' ? nameOfPlace(result.place, names) : undefined;
}

function nameOfValue(value: Value, names: ReadonlyMap<BindingId, string>, graph: CallGraph): string | undefined {
	switch (value.kind) {
		case 'binding': return names.get(value.binding);
		case 'place': return nameOfPlace(value.place, names);
		case 'external': { const name = lastName(value.symbol); return name === 'undefined' || name === '*' ? undefined : name; }
		case 'parameter': return value.path?.at(-1) ?? graph.functionOf(value.function)?.parameters[value.index]?.name;
		default: return undefined;
	}
}

function nameOfPlace({ root, name, binding, path }: Place, names: ReadonlyMap<BindingId, string>): string {
	const base = root === 'this' ? 'this' : root === 'binding' ? names.get(binding ?? -1) ?? '' : name?.slice(name.indexOf('#') + 1) ?? '';
	return [base, ...path].filter((part) => part !== '').join('.').replaceAll('.[]', '[…]').replaceAll(/\.(\d+)(?=\.|$)/g, '[$1]');
}

function sourceOf({ callee }: CallStep): string {
	switch (callee.kind) {
		case 'function': return callee.id.slice(callee.id.indexOf('#'));
		case 'external': return callee.symbol;
		case 'parameter': return `parameter ${callee.index} ${callee.path?.join('.') ?? ''}`;
		case 'unresolved': return callee.name;
	}
}

function bindingNames(outline: FileOutline): ReadonlyMap<BindingId, string> {
	const names = new Map<BindingId, string>();
	for (const { parameters, body } of outline.functions) {
		for (const { binding, name } of parameters) { if (binding !== undefined) { names.set(binding, name); } }
		for (const { step } of stepsOf(body)) { if (step.kind === 'bind') { names.set(step.binding, step.name); } }
	}
	return names;
}
