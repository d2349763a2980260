/** Functions that give a promise, given where nobody looks at what a callback gives: what of that hurts, and why. */
import type { CallGraph } from '../../callgraph/graph.ts';
import { lastName } from '../../callgraph/paths.ts';
import { eachStep } from '../../callgraph/sites.ts';
import type { Catalogue } from '../../catalogue/catalogue.ts';
import type { BindingId, CallStep, FileOutline, FunctionId, FunctionOutline, PlaceOperation, Value, VoidSlot } from '../../outline/model.ts';
import { isSameSpan, type Span } from '../../outline/span.ts';
import { stepsOf } from '../../outline/walk.ts';
import { endOfArgument, endOfSlot } from './callbackEnds.ts';
import { calledName, callsItsObject } from './chains.ts';
import type { End } from './ends.ts';
import { isDoneAtOnce } from './evidence.ts';
import { choosing } from './promisesAsValues.ts';
import { createSettling, type Settling } from './settling.ts';
import { isNeededAfterwards, isReadAfterwards } from './surroundings.ts';

export interface VoidCallback {
	/** The function in whose text it is given. */
	readonly owner: FunctionOutline;
	/** Where a squiggle goes: the beginning of a function written in place, or the name that is given. */
	readonly span: Span;
	/** All of what is given. */
	readonly given: Span;
	readonly kind: 'argument' | VoidSlot['kind'];
	/** What takes it: `forEach`, `onClick`; empty for what has no name. */
	readonly taker: string;
	readonly callbacks: readonly FunctionOutline[];
	/** The call that it is given to. */
	readonly call?: CallStep;
	/**
	 * `failure`: it can fail, and nobody sees that. `order`: what follows needs what it does, and does not wait for it. `needless`: it waits for nothing, so that its
	 * promise only makes an unhandled rejection of a throw. `declared`: only the declaration says so, and whoever writes what it declares will do it.
	 */
	readonly harm: 'failure' | 'order' | 'needless' | 'declared';
	/** What follows the call does not wait for it. */
	readonly isOvertaken: boolean;
	/** Only the type tells that nobody looks at its promise: who calls it is not to be found. */
	readonly isOutOfSight: boolean;
}

export function* voidCallbacks(outline: FileOutline, graph: CallGraph, catalogue: Catalogue): Generator<VoidCallback> {
	const settling = createSettling(graph, catalogue);
	for (const owner of outline.functions) {
		const found: VoidCallback[] = [];
		eachStep(owner.body, (step) => {
			if (step.kind !== 'call' || step.callee.kind === 'external' && (/^lib#Promise(?:Constructor)?$/.test(step.callee.symbol) || choosing.test(step.callee.symbol)) || takingOff.test(nameBehind(step))) { return; }
			for (const index of step.voidCallbacks ?? []) {
				const given = step.arguments[index];
				if (given === undefined) { continue; }
				const callback = judged({ owner, kind: 'argument', taker: takerOf(step), span: given.span, call: step, value: given.isSpread === true ? graph.follow(outline.file, given.value) : given.value }, graph, settling);
				const seen = callback && asSeen(callback, () => endOfArgument(step, index, [], graph), step.callee.kind === 'external');
				if (seen !== undefined) { found.push(seen); }
			}
		});
		for (const slot of owner.voidSlots ?? []) {
			const { span, kind, name, value } = slot;
			const callback = judged({ owner, kind, taker: name ?? '', span, value }, graph, settling);
			const seen = callback && asSeen(callback, () => endOfSlot(slot, owner, graph), kind === 'member');
			if (seen !== undefined) { found.push(seen); }
		}
		yield* found;
	}
}

/**
 * Undefined where all who call it look at its promise. `isToldByType`: that of a package, or of a class that others call by what it extends, says as much as there is to know.
 * What tells somebody of a failure and throws it again does so for somebody who takes it.
 */
function asSeen(callback: VoidCallback, endOf: () => End | undefined, isToldByType: boolean): VoidCallback | undefined {
	const end = endOf();
	if (end === 'seen') { return undefined; }
	if (end !== 'unknown' || isToldByType || callback.harm !== 'failure') { return callback; }
	return callback.callbacks.some(throwsAgain) ? undefined : { ...callback, isOutOfSight: true };
}

/** `catch (error) { tell(error); throw error; }` */
function throwsAgain({ body }: FunctionOutline): boolean {
	return stepsOf(body).some(({ step }) => step.kind === 'try' && step.handlers.some(({ binding, block }) => {
		const last = block.steps.at(-1);
		return binding !== undefined && last?.kind === 'exit' && last.exit === 'throw' && last.value?.kind === 'binding' && last.value.binding === binding;
	}));
}

/** `forEach`, `new Queue`. */
function takerOf(step: CallStep): string {
	const name = nameBehind(step);
	return !step.isNew || step.callee.kind !== 'function' || name !== 'constructor' ? name : `new ${lastName(step.callee.id.slice(0, -'.constructor'.length))}`;
}

/** By `EventTarget.prototype.addEventListener.call(…)` something else is called than `call`. */
function nameBehind(step: CallStep): string {
	const { callee, receiver } = step;
	if (callee.kind !== 'external') { return calledName(step); }
	const [, written] = /\.(\w+)\.(?:call|apply)$/.exec(callee.symbol) ?? [];
	if (written !== undefined || !callsItsObject(callee.symbol)) { return written ?? calledName(step); }
	const name = receiver?.kind === 'external' ? lastName(receiver.symbol) : receiver?.kind === 'function' ? lastName(receiver.id) : receiver?.kind === 'place' ? receiver.place.path.at(-1) : undefined;
	return name ?? calledName(step);
}

/** What takes a listener off calls nothing. */
const takingOff = /^(?:off|remove(?:All)?(?:Event)?Listeners?|removeHandler|unsubscribe|clear(?:Timeout|Interval|Immediate))$/;

interface Given extends Pick<VoidCallback, 'owner' | 'kind' | 'taker' | 'span' | 'call'> {
	readonly value: Value;
}

function judged({ value, ...where }: Given, graph: CallGraph, settling: Settling): VoidCallback | undefined {
	const given = { ...where, given: where.span };
	const ids = functionsOf(value, graph);
	const callbacks = ids.map((id) => graph.functionOf(id)).filter((each) => each !== undefined);
	if (callbacks.length === 0 && given.kind === 'argument' && value.kind === 'function' && isDeclaredAlone(value.id)) { return { ...given, callbacks, harm: 'failure', isOvertaken: false, isOutOfSight: false }; }
	if (callbacks.length === 0) { return given.kind === 'member' && value.kind === 'other' ? { ...given, callbacks, harm: 'declared', isOvertaken: false, isOutOfSight: false } : undefined; }
	const isList = isGoneThrough(given.call) && !callbacks.every((each) => isDoneAtOnce(each, graph));
	const isOvertaken = isList && isAwaitedOrFollowed(given.owner, given.call?.span ?? given.span, ids, graph);
	const isMissed = isList && given.call !== undefined && needsWhatIsWritten(given.owner, given.call.span, callbacks, graph);
	const canFail = ids.some((id) => settling.fateOfFunction(id) === 'may-fail');
	const harm = canFail ? 'failure' : isMissed ? 'order' : callbacks.every(isIdle) ? 'needless' : undefined;
	return harm && { ...given, span: headOf(given.span, callbacks), callbacks, harm, isOvertaken, isOutOfSight: false };
}

/** `declare const save: () => Promise<void>`; what a type declares may be anybody's. */
function isDeclaredAlone(id: FunctionId): boolean {
	return !id.slice(id.indexOf('#')).includes('.');
}

function functionsOf(value: Value, graph: CallGraph): readonly FunctionId[] {
	if (value.kind === 'either') { return value.values.flatMap((each) => functionsOf(each, graph)); }
	if (value.kind === 'list') { return value.items.flatMap((each) => functionsOf(each, graph)); }
	return value.kind === 'function' ? graph.resolveCallee({ kind: 'function', id: value.id }) : [];
}

/** `items.forEach(async …)`: what is behind it reads like what comes next. */
function isGoneThrough(call: CallStep | undefined): boolean {
	return call !== undefined && calledName(call) === 'forEach';
}

/** What the callbacks put into locals or members of the function is looked at behind the call. */
function needsWhatIsWritten(owner: FunctionOutline, span: Span, callbacks: readonly FunctionOutline[], graph: CallGraph): boolean {
	const written = new Set<BindingId>();
	for (const { body } of callbacks) {
		eachStep(body, (step) => {
			if (step.kind === 'bind' && !step.isDeclaration) { written.add(step.binding); }
			if (step.kind === 'place' && step.place.binding !== undefined && writing.has(step.operation)) { written.add(step.place.binding); }
		});
	}
	let isRead = false;
	eachStep(owner.body, (step) => { isRead ||= step.span.start >= span.end && step.kind === 'use' && written.has(step.binding); });
	return isRead || isReadAfterwards({ owner, span, targets: callbacks.map(({ id }) => id) }, graph);
}

const writing: ReadonlySet<PlaceOperation> = new Set(['assign', 'push', 'unshift', 'delete']);

/** An async function is done for its callers before its callbacks are. */
function isAwaitedOrFollowed(owner: FunctionOutline, span: Span, ids: readonly FunctionId[], graph: CallGraph): boolean {
	return owner.isAsync || isNeededAfterwards(owner, span, ids, graph);
}

/** It calls nothing but what makes promises of values, and awaits nothing else. */
function isIdle({ body }: FunctionOutline): boolean {
	let isBusy = false;
	eachStep(body, (step) => { isBusy ||= step.kind === 'call' && !(step.callee.kind === 'external' && /^lib#(?:Promise|\w*Error)/.test(step.callee.symbol)) || step.kind === 'access' || step.kind === 'place' && step.operation !== 'read'; });
	return !isBusy;
}

/** Of a function that is written in place, only what stands before its body. */
function headOf(span: Span, callbacks: readonly FunctionOutline[]): Span {
	const written = callbacks.find((each) => isSameSpan(each.span, span));
	return written === undefined ? span : { start: span.start, end: Math.max(span.start + 1, Math.min(written.body.span.start, span.end)) };
}
