/** What becomes of a client that a function makes: whether it lives for one call of it only. */
import type { CallGraph } from '../../callgraph/graph.ts';
import type { BindingId, CallStep, FunctionOutline, Step, Value } from '../../outline/model.ts';
import { contains, isSameSpan, type Span } from '../../outline/span.ts';
import { stepsOf, type PlacedStep } from '../../outline/walk.ts';

/** True if a client is made, used for what one call of the function does, and thrown away. */
export function livesForOneCall(made: CallStep, fn: FunctionOutline, graph: CallGraph): boolean {
	const steps = stepsOf(fn.body);
	const creation = steps.find(({ step }) => step === made);
	if (creation === undefined || isHandedOn(made, steps)) { return false; }
	// What begins it may give it back, and what unwraps it (`Client::builder().build().unwrap()`) does.
	if (made.result.kind === 'receiver') { return !beginning.test(made.result.member ?? '') && !unwrapping.test(made.result.member ?? ''); }
	const bindings = new Set<BindingId>();
	for (const { step } of steps) {
		if (step.kind === 'bind' && isThatCall(step.value, made.span)) { bindings.add(step.binding); }
		if (step.kind === 'guarded') { for (const guard of step.guards) { if (guard.binding !== undefined && isThatCall(guard.value, made.span)) { bindings.add(guard.binding); } } }
	}
	// A scope that nobody gave a name keeps something for what is done in it.
	if (bindings.size === 0) { return false; }
	const isIt = (value: Value | undefined): boolean => value !== undefined && mentions(value, bindings);
	// There a value moves into what it is given to: constructors are functions like any other.
	const isMoved = graph.fileOf(fn.id)?.language === 'rust';
	const loops = new Set(creation.path.filter(({ kind }) => kind === 'loop'));
	return usesIn(fn, graph).every(({ step, path, isCaptured }) => {
		switch (step.kind) {
			case 'use': return !bindings.has(step.binding) || !isCaptured && path.every((each) => each.kind !== 'loop' || loops.has(each));
			case 'bind': return bindings.has(step.binding) || !isIt(step.value);
			case 'place': return !isIt(step.value);
			case 'exit': return !isIt(step.value) && (step.exit !== 'yield' || !isScopeOf(step, made, steps));
			case 'call': return !isLongLived(step, isIt) && step.arguments.every(({ value }) => !isIt(value) || !isMoved && step.callee.kind === 'function' && !step.isNew);
			default: return true;
		}
	});
}

const beginning = /^(?:initiali[sz]e|init|connect|open|extend|on|child|with\w*|\$\w+)$/;
const unwrapping = /^(?:unwrap\w*|expect|map_err|ok|or_else|map|and_then|context|with_context|wrap_err|clone|into)$/;

/** Stored, returned, given to something: whoever has it then may keep it. */
function isHandedOn(made: CallStep, steps: readonly PlacedStep[]): boolean {
	const { kind } = made.result;
	if (kind === 'stored' || kind === 'returned' || kind === 'yielded' || kind === 'argument' || kind === 'spread' || kind === 'iterated') { return true; }
	return steps.some(({ step }) => {
		// `?` gives the error away, and the client to what follows.
		const value = step.kind === 'place' || step.kind === 'exit' && step.exit !== 'propagate' ? step.value : undefined;
		return value !== undefined && isThatCall(value, made.span);
	});
}

/** `yield` without a value (or of none) within the client's scope: what is behind it goes on elsewhere, with the client. */
function isScopeOf(exit: Extract<Step, { kind: 'exit' }>, made: CallStep, steps: readonly PlacedStep[]): boolean {
	const isNothing = exit.value === undefined || exit.value.kind === 'constant' && exit.value.value === null;
	return isNothing && steps.some(({ step }) => step.kind === 'guarded' && contains(step.body.span, exit.span) && step.guards.some(({ value }) => isThatCall(value, made.span)));
}

/** A connection that stays open for a conversation. */
function isLongLived({ callee, receiver }: CallStep, isIt: (value: Value | undefined) => boolean): boolean {
	const name = callee.kind === 'external' ? callee.symbol : callee.kind === 'unresolved' ? callee.name : '';
	return isIt(receiver) && /(?:ws_connect|pubsub|subscribe|listen|watch)$/.test(name);
}

interface Use extends PlacedStep {
	/** It stands in a function that is written in this one. */
	readonly isCaptured: boolean;
}

function usesIn(fn: FunctionOutline, graph: CallGraph): Use[] {
	const inner = (graph.fileOf(fn.id)?.functions ?? []).filter((each) => each !== fn && each.id.startsWith(`${fn.id}.`));
	return [fn, ...inner].flatMap((each) => stepsOf(each.body).map((placed) => ({ ...placed, isCaptured: each !== fn })));
}

function isThatCall(value: Value, span: Span): boolean {
	switch (value.kind) {
		case 'call': return isSameSpan(value.call, span);
		case 'either': return value.values.some((each) => isThatCall(each, span));
		case 'list': return value.items.some((each) => isThatCall(each, span));
		case 'object': return value.properties.some((each) => isThatCall(each.value, span));
		default: return false;
	}
}

function mentions(value: Value, bindings: ReadonlySet<BindingId>): boolean {
	switch (value.kind) {
		case 'binding': return bindings.has(value.binding);
		// `client[name]` is a part of it.
		case 'place': return value.place.root === 'binding' && value.place.binding !== undefined && bindings.has(value.place.binding) && value.place.path.length === 1 && value.place.path[0] === '[]';
		case 'either': case 'combined': return value.values.some((each) => mentions(each, bindings));
		case 'list': return value.items.some((each) => mentions(each, bindings));
		case 'object': return value.properties.some((each) => mentions(each.value, bindings));
		default: return false;
	}
}
