/** Who is to be told of a failure where a promise is lost: `next` of a request handler, `reject` of the promise around it, a callback that takes errors first. */
import type { CallGraph } from '../../callgraph/graph.ts';
import type { Callee, FunctionId, FunctionOutline, Step, Value } from '../../outline/model.ts';
import { contains, isSameSpan, type Span } from '../../outline/span.ts';
import { stepsOf } from '../../outline/walk.ts';
import { callsOf } from './chains.ts';
import { executorOf } from './executors.ts';
import { isListener } from './listeners.ts';
import { stepsBesides } from './path.ts';
import { endBesides, type LostIn } from './promiseEnds.ts';
import { isAnswer, isAnsweredBesides, nextOf } from './requests.ts';

/** A function in scope that is to be told of a failure. */
export interface HandlerAtHand {
	/** `next`: it answers the request with an error. `reject`: it settles the promise that is made around it. `callback`: it takes the failure first. */
	readonly kind: 'next' | 'reject' | 'callback';
	/** What it is called in the text. */
	readonly name: string;
	/** The function whose parameter it is. */
	readonly function: FunctionId;
	/** The function is given it, and does not take it yet. */
	readonly isMissing: boolean;
	/** A timer rejects the promise when its time is up, whatever becomes of the rest. */
	readonly isTimed?: true;
}

/** What is to be told of a failure of the promise with this span; undefined where there is nothing such, or where it is told otherwise on the same way through the text. */
export function handlerAtHand(owner: FunctionOutline, span: Span, graph: CallGraph): HandlerAtHand | undefined {
	let isListened = false;
	for (const fn of functionsAround(owner, graph)) {
		const found = handlerOf(fn, graph);
		if (found !== undefined) {
			// A promise that is never meant to fail is left so, unless it is the lost one that settles it.
			const isOther = found.kind === 'reject' && found.isMissing && !settlesPromise(found, { span, targets: [] }, graph);
			if (isOther || isListened && found.kind !== 'reject' || isToldBesides(found, owner, span, graph)) { return undefined; }
			const end = found.kind === 'reject' ? endBesides(placesWithin(found.function, owner, span, graph), { executor: found.function, isRace: settlesPromise(found, { span, targets: [] }, graph) }, graph) : undefined;
			return end === 'resolved' ? undefined : end === 'rejected' ? { ...found, isTimed: true } : found;
		}
		// What listens may run more than once, and long after an answer.
		isListened ||= isListener(fn, graph);
	}
	return undefined;
}

/** What is called for the promise, or goes on after it, settles the one around it, which stays pending if it fails. */
export function settlesPromise({ kind, function: id }: HandlerAtHand, { span, targets }: { readonly span: Span; readonly targets: readonly FunctionId[] }, graph: CallGraph): boolean {
	const isSettling = (step: Step): boolean => step.kind === 'call' && isParameter(step.callee, id, 0);
	const isGiven = (step: Step): boolean => step.kind === 'call' && contains(span, step.span) && step.arguments.some(({ value }) => value.kind === 'parameter' && value.function === id && value.index === 0 && value.path === undefined);
	return kind === 'reject' && (targets.some((target) => target.startsWith(`${id}.`) && familyOf(target, graph).some(({ body }) => stepsOf(body).some(({ step }) => isSettling(step))))
		|| familyOf(id, graph).some((each) => contains(span, each.span) && stepsOf(each.body).some(({ step }) => isSettling(step)) || stepsOf(each.body).some(({ step }) => isGiven(step))));
}

/** A callback that is given where the handler is at hand does what the handler waits for: it answers the request, settles the promise, or calls the callback. */
export function tellsOfEnd({ kind, function: id }: HandlerAtHand, callback: FunctionOutline, graph: CallGraph): boolean {
	const last = (graph.functionOf(id)?.parameters.length ?? 1) - 1;
	return callback.id.startsWith(`${id}.`) && familyOf(callback.id, graph).some((each) => {
		const calls = callsOf(each);
		return stepsOf(each.body).some(({ step }) => kind === 'next' && isAnswer(step, each, calls, graph) || step.kind === 'call' && (isParameter(step.callee, id, last) || kind === 'reject' && isParameter(step.callee, id, 0)));
	});
}

/** Itself, and the functions in whose text it is written, from the inside out. */
function functionsAround(owner: FunctionOutline, graph: CallGraph): readonly FunctionOutline[] {
	const around: FunctionOutline[] = [];
	for (let each: FunctionOutline | undefined = owner; each !== undefined && each.kind !== 'module'; each = each.enclosing === undefined ? undefined : graph.functionOf(each.enclosing)) { around.push(each); }
	return around;
}

function handlerOf(fn: FunctionOutline, graph: CallGraph): HandlerAtHand | undefined {
	const next = nextOf(fn, graph);
	if (next !== undefined) { return { kind: 'next', function: fn.id, ...next }; }
	const [resolve, reject] = fn.parameters;
	if (resolve?.binding !== undefined && !resolve.isRest && (reject === undefined || reject.binding !== undefined) && isExecutor(fn, graph)) { return { kind: 'reject', name: reject?.name ?? 'reject', function: fn.id, isMissing: reject === undefined }; }
	const last = fn.parameters.at(-1);
	return last?.binding !== undefined && !last.isRest && !fn.isAsync && isToldOfErrors(fn, graph) ? { kind: 'callback', name: last.name, function: fn.id, isMissing: false } : undefined;
}

/** `new Promise((resolve, reject) => { … })` */
function isExecutor(fn: FunctionOutline, graph: CallGraph): boolean {
	const outer = fn.kind === 'closure' && fn.enclosing !== undefined ? graph.functionOf(fn.enclosing) : undefined;
	return outer !== undefined && stepsOf(outer.body).some(({ step }) => step.kind === 'call' && executorOf(step, graph)?.id === fn.id);
}

/** Node's way from before promises: somewhere in the function its last parameter is called with an error, or with none before what it gives (`done(null, user)`). */
function isToldOfErrors(fn: FunctionOutline, graph: CallGraph): boolean {
	const last = fn.parameters.length - 1;
	const isNamed = callbackName.test(fn.parameters[last]?.name ?? '');
	return familyOf(fn.id, graph).some((each) => stepsOf(each.body).some(({ step }) => step.kind === 'call' && isParameter(step.callee, fn.id, last) && step.arguments[0] !== undefined
		&& (isError(step.arguments[0].value, each, graph) || isNamed && step.arguments.length > 1 && step.arguments[0].value.kind === 'constant' && step.arguments[0].value.value === null)));
}

const callbackName = /^_?(?:done|cb|callback)$|(?:Callback|Cb)$/;

function isError(value: Value, within: FunctionOutline, graph: CallGraph): boolean {
	if (value.kind === 'parameter') { return value.path === undefined && errorName.test(graph.functionOf(value.function)?.parameters[value.index]?.name ?? ''); }
	const steps = stepsOf(within.body).map(({ step }) => step);
	if (value.kind === 'binding') { return steps.some((step) => step.kind === 'try' && step.handlers.some(({ binding }) => binding === value.binding)); }
	return value.kind === 'call' && steps.some((step) => step.kind === 'call' && step.isNew && isSameSpan(step.span, value.call) && /Error(?:Constructor)?$/.test(nameOf(step.callee)));
}

const errorName = /^_?(?:e|er|err|error|ex|exception)$|(?:Err|Error)$/;

function nameOf(callee: Callee): string {
	switch (callee.kind) {
		case 'function': return callee.id.replace(/\.constructor$/, '');
		case 'external': return callee.symbol;
		case 'unresolved': return callee.name;
		case 'parameter': return '';
	}
}

/** The function, and those written in it. */
function familyOf(id: FunctionId, graph: CallGraph): readonly FunctionOutline[] {
	return (graph.fileOf(id)?.functions ?? []).filter((each) => each.id === id || each.id.startsWith(`${id}.`));
}

function isParameter(callee: Callee, id: FunctionId, index: number): boolean {
	return callee.kind === 'parameter' && callee.function === id && callee.index === index && callee.path === undefined;
}

/** From the lost promise out to the function that takes the handler: each function around, and what it stands at within that. */
function placesWithin(taker: FunctionId, owner: FunctionOutline, span: Span, graph: CallGraph): readonly LostIn[] {
	const found: LostIn[] = [];
	let at = span;
	for (const fn of functionsAround(owner, graph)) {
		found.push({ fn, at });
		if (fn.id === taker) { break; }
		at = fn.span;
	}
	return found;
}

/** On the way on which the promise is lost, the request is answered, the promise around it settled or the callback called: a failure that comes later would be told to nobody, or twice. */
function isToldBesides(found: HandlerAtHand, owner: FunctionOutline, span: Span, graph: CallGraph): boolean {
	const last = (graph.functionOf(found.function)?.parameters.length ?? 1) - 1;
	const isTelling = (step: Step): boolean => step.kind === 'call' && (found.kind === 'reject' ? isParameter(step.callee, found.function, 0) || isParameter(step.callee, found.function, 1) : isParameter(step.callee, found.function, last));
	return placesWithin(found.function, owner, span, graph).some(({ fn, at }) => (found.kind === 'next' ? isAnsweredBesides(fn, at, graph) : stepsBesides(fn, at).some(isTelling)));
}
