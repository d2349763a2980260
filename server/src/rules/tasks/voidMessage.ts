/** What a finding on a promise says to people that is given where nobody looks at one. */
import { lastName } from '../../callgraph/paths.ts';
import type { FunctionOutline } from '../../outline/model.ts';
import type { HandlerAtHand } from './handlerAtHand.ts';
import type { PromiseAsValue } from './promisesAsValues.ts';
import type { SameFailure } from './sameFailure.ts';
import type { VoidCallback } from './voidCallbacks.ts';

/** One sentence: who looks away, what becomes of a failure, what to do. `handler`: who is at hand to be told of it. */
export function messageFor(same: SameFailure, handler?: HandlerAtHand): string {
	const { first: callback } = same, { harm, isOvertaken } = callback;
	if (callback.isOutOfSight) { return messageOutOfSight(same); }
	const subject = subjectOf(same);
	const failure = 'its failure becomes an unhandled rejection';
	switch (harm) {
		case 'needless': return `${subject}, which awaits nothing: its promise only makes an unhandled rejection of a throw; write it without \`async\`, or without giving the promise back.`;
		case 'declared': return `${subject}; declare there that it gives a promise, or write this one without.`;
		case 'order': return `${subject}: ${whatFollows(callback)}; ${adviceForEach}.`;
		case 'failure': return isOvertaken ? `${subject}: ${whatFollows(callback)}, and ${failure}; ${adviceForEach}.` : `${subject}: ${failure}; ${handler === undefined ? adviceFor(callback) : adviceOfHandler(handler)}.`;
	}
}

/** Whoever calls it may look at its promise, whatever the type says. */
function messageOutOfSight(same: SameFailure): string {
	const { first: callback, others } = same, { kind, taker } = callback;
	const place = kind === 'argument' ? `\`${taker}()\`${andOthers(others)} ${others.length > 0 ? 'take' : 'takes'} a function that gives nothing` : `\`${taker}\`${andOthers(others)} ${others.length > 0 ? 'are' : 'is'} declared to give nothing`;
	return `${place}, and who calls it is not to be found here: unless they wait for ${whatIsGiven(same)}, its failure becomes an unhandled rejection; ${adviceFor(callback)}.`;
}

const adviceForEach = 'go through the list with `for … of` and `await`, or await `Promise.all()` of what `map()` gives';

function whatIsGiven({ first: { callbacks: [callback], span }, others, cause }: SameFailure): string {
	const isWritten = callback !== undefined && callback.span.start === span.start;
	const name = callback === undefined || isWritten ? undefined : nameOf(callback);
	if (callback === undefined || name === undefined) { return callback?.isAsync === false ? 'this callback that gives a promise' : 'this async callback'; }
	const ids = [callback, ...others.flatMap((each) => each.callbacks)].map(({ id }) => id).filter((id, at, all) => all.indexOf(id) === at);
	if (ids.length === 1 || cause === undefined) { return `async \`${name}()\``; }
	const isGiven = ids.includes(cause.id), named = ids.filter((id) => id !== cause.id).map((id) => `\`${lastName(id)}()\``);
	const all = named.length > 2 ? `${named.slice(0, 2).join(', ')} and others` : named.join(isGiven ? ' and ' : ' or ');
	return isGiven ? `async \`${lastName(cause.id)}()\`, or for ${all}, which await${named.length > 1 ? '' : 's'} it` : `async ${all}, which await \`${lastName(cause.id)}()\``;
}

function nameOf({ id }: FunctionOutline): string | undefined {
	const name = lastName(id);
	return /^[\w$#]+$/.test(name) ? name : undefined;
}

function andOthers(others: readonly VoidCallback[]): string {
	return others.length === 0 ? '' : ` and ${others.length} other ${others.length === 1 ? 'place' : 'places'} of this file`;
}

function subjectOf(same: SameFailure): string {
	const { first: { kind, taker }, others } = same, what = whatIsGiven(same), isOne = others.length === 0;
	switch (kind) {
		case 'argument': return `\`${taker}()\`${andOthers(others)} ${isOne ? 'does' : 'do'} not wait for ${what}`;
		case 'attribute': return `\`${taker}\`${andOthers(others)} ${isOne ? 'does' : 'do'} not wait for ${what}`;
		case 'result': return `Whoever is given ${what} expects a function that gives nothing, and does not wait for it`;
		case 'member': return `\`${taker}()\` is declared to give nothing, so that nobody waits for this async one`;
		default: return `\`${taker}\`${andOthers(others)} ${isOne ? 'is' : 'are'} declared to give nothing, so that nobody waits for ${what}`;
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

function adviceOfHandler({ name, kind, isMissing }: HandlerAtHand): string {
	return `handle its failure in a \`try\` of its own, or hand it to \`${name}\`${!isMissing ? '' : kind === 'next' ? ', which Express gives as the third argument' : ', which the promise around it is to take'}`;
}

/** Who waits for what the callback was to tell. */
export function impactOfHandler({ kind, name, isTimed }: HandlerAtHand): string {
	switch (kind) {
		case 'next': return 'the request never gets its answer';
		case 'reject': return isTimed === true ? 'whoever awaits the promise around it learns nothing until its time is up' : 'whoever awaits the promise around it never goes on';
		case 'callback': return `\`${name}\` is never called`;
	}
}

/** Who is hurt: one clause. `whatIsLost`: where a failure is. */
export function impactOf({ harm, isOutOfSight }: VoidCallback, whatIsLost: string): string {
	switch (harm) {
		case 'failure': return isOutOfSight ? 'no caller sees it fail, if none waits for it' : whatIsLost;
		case 'order': return 'what follows sees only what was done until then';
		case 'needless': return 'a throw in it reaches nobody';
		case 'declared': return 'whoever knows it by what it extends drops its promise';
	}
}

/** One sentence on a promise in the place of its value. */
export function messageForValue({ use, name }: PromiseAsValue): string {
	switch (use) {
		case 'condition': return `\`${name}\` ${name.endsWith(')') ? 'gives' : 'is'} a promise, which is always true; await it.`;
		case 'spread': return `\`${name}\` gives a promise, and spreading one gives nothing of what it will hold; await it.`;
		case 'predicate': return `\`${name}\` takes the promise of this async callback for its answer, and a promise is always true; await all answers with \`Promise.all()\` first.`;
	}
}
