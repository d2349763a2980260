/** The promises whose failures a call collects as values: which of them nobody else sees to. */
import type { CallGraph } from '../../callgraph/graph.ts';
import type { BindingId, CallStep, FunctionId, FunctionOutline, Step, Value } from '../../outline/model.ts';
import { isSameSpan, type Span } from '../../outline/span.ts';
import { stepsOf } from '../../outline/walk.ts';
import { callsOf, rootOf } from '../tasks/chains.ts';
import { handlesOwnFailures } from '../tasks/ownFailures.ts';
import type { Settling } from '../tasks/settling.ts';
import { calledName } from './surroundings.ts';

/** The call that makes one of the promises, or the function that does for each of several. */
export interface Maker {
	/** What is called, for people: `save()`; absent for a callback that does more than one thing. */
	readonly name?: string;
	/** The callback puts what it got into a collection of the function around it. */
	readonly isCollecting?: true;
	/** The callback gives nothing in silence where it got none (`if (!response.ok) { return null; }`). */
	readonly isGivingUp?: true;
}

/**
 * The makers of promises that are given to a call and may fail unseen. Empty if there are none, or if somebody else may look at them: those that a field,
 * a parameter or another variable holds are not this function's alone.
 */
export function unseenMakers(call: CallStep, holder: FunctionOutline, settling: Settling, graph: CallGraph): Maker[] {
	return new Collector(call, holder, settling, graph).collect();
}

/** It takes each as an argument of its own, or a list of them spread. */
function isGather({ callee }: CallStep): boolean {
	return callee.kind === 'external' && /^asyncio(?:\.tasks)?#gather$/.test(callee.symbol);
}

/** `job.finished()`, `once(child, 'exit')`: it tells of the end of what was begun elsewhere, whose failure is for its owner to see. */
function isObserver(call: CallStep): boolean {
	const { callee, receiver, arguments: given } = call;
	if (callee.kind === 'external' && /^node:events#(?:\w+\.)?once$/.test(callee.symbol)) { return true; }
	const name = calledName(call);
	return receiver !== undefined && (given.length === 0 && /^(?:finished|whenFinished|whenDone|whenIdle|settled)$/.test(name) || /^(?:once|waitUntilFinished|waitForExit|waitForClose)$/.test(name));
}

/** What is computed has no name for people. */
function makerNamed(name: string): Maker { return /^[\w$#]+$/.test(name) ? { name } : {}; }

class Collector {
	private readonly call: CallStep;
	private readonly steps: readonly Step[];
	private readonly settling: Settling;
	private readonly graph: CallGraph;
	/** Where each call stands in the function. */
	private readonly calls: (span: Span) => CallStep | undefined;
	constructor(call: CallStep, holder: FunctionOutline, settling: Settling, graph: CallGraph) {
		this.call = call;
		this.steps = [...stepsOf(holder.body)].map(({ step }) => step);
		this.settling = settling;
		this.graph = graph;
		this.calls = (span) => this.steps.find((step): step is CallStep => step.kind === 'call' && isSameSpan(step.span, span));
	}

	collect(): Maker[] {
		if (isGather(this.call)) { return this.call.arguments.filter(({ name }) => name === undefined).flatMap(({ value, isSpread }) => (isSpread === true ? this.makersOfList(value) : this.makersOfItem(value))); }
		const given = this.call.arguments[0];
		return given === undefined || given.isSpread === true ? [] : this.makersOfList(given.value);
	}

	private makersOfList(value: Value): Maker[] {
		switch (value.kind) {
			case 'list': return value.items.flatMap((item) => this.makersOfItem(item));
			case 'call': return this.makersOfMapping(value.call);
			case 'binding': return this.makersInVariable(value.binding);
			case 'either': return value.values.flatMap((each) => this.makersOfList(each));
			default: return [];
		}
	}

	/** `items.map((item) => save(item))` makes a promise for each item. */
	private makersOfMapping(span: Span): Maker[] {
		const mapping = this.calls(span);
		if (mapping?.callee.kind !== 'external' || !/^lib#(?:Readonly)?Array\.(?:map|flatMap|from)$/.test(mapping.callee.symbol)) { return []; }
		const callback = mapping.arguments.map(({ value }) => value).find((value) => value.kind === 'function');
		return callback === undefined ? [] : this.makersOfCall({ ...mapping, callee: callback, arguments: [], result: { kind: 'other' } }, true);
	}

	private makersOfItem(value: Value): Maker[] {
		if (value.kind === 'binding') { return this.isUsedOnce(value.binding) ? this.boundValues(value.binding).flatMap((each) => this.makersOfItem(each)) : []; }
		const call = value.kind === 'call' ? this.calls(value.call) : undefined;
		const begun = call !== undefined && call.callee.kind === 'external' && /#(?:\w+\.)?(?:create_task|ensure_future)$/.test(call.callee.symbol) ? call.arguments[0]?.value : undefined;
		// What only lets time go by cannot fail.
		if (call?.callee.kind === 'external' && call.callee.symbol === 'asyncio#sleep') { return []; }
		return begun !== undefined ? this.makersOfItem(begun) : call === undefined ? [] : this.makersOfCall(call, false);
	}

	/** `const tasks = []; … tasks.push(save(item))`. */
	private makersInVariable(binding: BindingId): Maker[] {
		if (this.isGivenAway(binding)) { return []; }
		const pushed = this.steps.flatMap((step) => (step.kind === 'place' && step.operation === 'push' && step.place.binding === binding && step.place.path.length === 0 ? [step.value ?? { kind: 'other' as const }] : []));
		return [...this.boundValues(binding).flatMap((value) => (value.kind === 'binding' ? [] : this.makersOfList(value))), ...pushed.flatMap((value) => this.makersOfItem(value))];
	}

	private boundValues(binding: BindingId): Value[] {
		return this.steps.flatMap((step) => (step.kind === 'bind' && step.binding === binding ? [step.value] : []));
	}

	/** A promise that is awaited, returned or handled besides is seen there. */
	private isUsedOnce(binding: BindingId): boolean {
		return this.steps.filter((step) => step.kind === 'use' && step.binding === binding).length <= 1;
	}

	/** The list itself is looked at elsewhere: raced, returned, stored. */
	private isGivenAway(binding: BindingId): boolean {
		return this.steps.some((step) => {
			if (step.kind === 'exit' || step.kind === 'place') { return step.value?.kind === 'binding' && step.value.binding === binding; }
			return step.kind === 'call' && step !== this.call && step.arguments.some(({ value }) => value.kind === 'binding' && value.binding === binding);
		});
	}

	private makersOfCall(call: CallStep, isCallback: boolean): Maker[] {
		if (this.isSeen(call)) { return []; }
		if (!isCallback) { return [makerNamed(calledName(rootOf(call, this.calls)))]; }
		return call.callee.kind === 'function' ? this.makersIn(call.callee.id) : [{ name: calledName(call) }];
	}

	/** What is called sees to its failures, or what it is given to run does (`limit(async () => { try { … } catch { … } })`). */
	private isSeen(call: CallStep): boolean {
		if (isObserver(call)) { return true; }
		const runs = call.arguments.flatMap(({ value }) => (value.kind === 'function' ? [value] : []));
		return this.seesItself(call.callee) || this.isToldOf(call) || this.settling.isSeenTo(call, this.calls) || runs.some((callee) => this.settling.isSeenTo({ ...call, callee, arguments: [], result: { kind: 'other' } }, this.calls));
	}

	/** A handler in the chain does something about a failure, such as to log it, whatever it throws then. */
	private isToldOf(call: CallStep): boolean {
		const handler = calledName(call) === 'catch' ? call.arguments[0]?.value : calledName(call) === 'then' ? call.arguments[1]?.value : undefined;
		const outline = handler?.kind === 'function' ? this.graph.functionOf(handler.id) : undefined;
		if (outline !== undefined && call.receiver !== undefined) { return stepsOf(outline.body).some(({ step }) => step.kind === 'call' && !step.isNew || step.kind === 'place' && step.operation !== 'read'); }
		const before = call.receiver?.kind === 'call' && /^(?:then|finally)$/.test(calledName(call)) ? this.calls(call.receiver.call) : undefined;
		return before !== undefined && this.isToldOf(before);
	}

	/** Coroutines of Python that look at their own failures, or that a decorator of the workspace has in its hand (`@log_exceptions`). */
	private seesItself(callee: CallStep['callee']): boolean {
		const targets = this.graph.resolveCallee(callee).map((id) => this.graph.functionOf(id));
		return targets.length > 0 && targets.every((target) => target?.isAsync === true && this.graph.fileOf(target.id)?.language === 'python' && (handlesOwnFailures(target.id, this.graph) || target.decorators.some(({ kind }) => kind === 'function')));
	}

	/** What a callback calls in the end, named if that is one thing. One that gives promises which others made makes none. */
	private makersIn(id: FunctionId): Maker[] {
		const outline = this.graph.functionOf(id);
		if (outline?.kind !== 'closure') { return [{ name: id.slice(Math.max(id.lastIndexOf('.'), id.indexOf('#')) + 1) }]; }
		const awaited = [...stepsOf(outline.body)].map(({ step }) => step).filter((step): step is CallStep => step.kind === 'call' && (step.result.kind === 'awaited' || step.result.kind === 'returned'));
		const [only, ...others] = awaited;
		if (only !== undefined && others.length === 0 && this.isSeen(only)) { return []; }
		if (only === undefined) { return outline.isAsync && outline.body.steps.length > 0 ? [{}] : []; }
		const givingUp = givesUpIn(outline) ? { isGivingUp: true as const } : {};
		const root = rootOf(only, callsOf(outline));
		const named = others.length > 0 || root.callee.kind === 'parameter' ? {} : makerNamed(calledName(root));
		return [collectsIn(outline) ? { ...named, ...givingUp, isCollecting: true } : { ...named, ...givingUp }];
	}
}

/** `if (!response.ok) { return null; }`, and in the end something else. */
function givesUpIn(outline: FunctionOutline): boolean {
	const exits = stepsOf(outline.body).flatMap(({ step, path }) => (step.kind === 'exit' && step.exit === 'return' ? [{ value: step.value, isChosen: path.some((around) => around.kind === 'branch' && around.branch === 'if') }] : []));
	const isNothing = (value: Value | undefined): boolean => value === undefined || value.kind === 'constant' && !value.value;
	return exits.some(({ value, isChosen }) => isChosen && isNothing(value)) && exits.some(({ value }) => !isNothing(value));
}

/** `found.set(id, await load(id))`, `found.push(…)`, `found[id] = …`: the collection is not its own. */
function collectsIn(outline: FunctionOutline): boolean {
	const steps = stepsOf(outline.body).map(({ step }) => step);
	const own = new Set([...outline.parameters.flatMap(({ binding }) => (binding === undefined ? [] : [binding])), ...steps.flatMap((step) => (step.kind === 'bind' ? [step.binding] : []))]);
	const isOuter = (binding: BindingId | undefined): boolean => binding !== undefined && !own.has(binding);
	return steps.some((step) => step.kind === 'place' && step.place.root === 'binding' && (step.operation === 'push' || step.operation === 'assign' && step.place.path.length > 0) && isOuter(step.place.binding)
		|| step.kind === 'call' && /^(?:set|add)$/.test(calledName(step)) && step.receiver?.kind === 'binding' && isOuter(step.receiver.binding));
}
