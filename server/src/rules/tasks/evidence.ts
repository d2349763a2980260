/** What can be told of a function from its own text: whether it throws, does anything, goes on after it has returned, or never ends. */
import type { CallGraph } from '../../callgraph/graph.ts';
import { eachStep } from '../../callgraph/sites.ts';
import { lastName } from '../../callgraph/paths.ts';
import type { Block, CallStep, FunctionId, FunctionOutline, Step, TryStep } from '../../outline/model.ts';
import { stepsOf } from '../../outline/walk.ts';
import { calledName } from './chains.ts';

/** A `throw` of its own that no handler of its own takes. */
export function throwsItself({ body }: FunctionOutline): boolean {
	return hasOutsideTry(body, (step) => step.kind === 'exit' && step.exit === 'throw');
}

/** A call runs, on the spot, a function of the workspace that has a `throw` of its own. */
export function callsThrower({ callee, isNew }: CallStep, graph: CallGraph): boolean {
	// An error that cannot be made is a mistake to be mended there.
	if (isNew && callee.kind === 'function' && /Error(?:\.constructor)?$/.test(callee.id)) { return false; }
	return graph.resolveCallee(callee).some((target) => {
		const outline = graph.functionOf(target);
		return outline !== undefined && !outline.isAsync && !outline.isGenerator && throwsItself(outline);
	});
}

/** What happens on the spot where it is called may throw: itself, or by a function of the workspace. */
export function mayThrowOnCall({ body }: FunctionOutline, graph: CallGraph): boolean {
	return hasOutsideTry(body, (step) => step.kind === 'exit' && step.exit === 'throw' || step.kind === 'call' && callsThrower(step, graph));
}

/** One of its handlers takes every failure. */
export function catchesAll({ handlers }: TryStep): boolean {
	return handlers.some(({ catches }) => catches.length === 0 || catches.some((each) => /^builtins#(?:Base)?Exception$/.test(each)));
}

function hasOutsideTry(block: Block, isSought: (step: Step) => boolean): boolean {
	const inner = (each: Block | undefined): boolean => each !== undefined && hasOutsideTry(each, isSought);
	return block.steps.some((step): boolean => {
		switch (step.kind) {
			case 'try': return !catchesAll(step) && inner(step.body) || step.handlers.some((handler) => inner(handler.block)) || inner(step.finally);
			case 'loop': return inner(step.condition) || inner(step.body) || inner(step.update);
			case 'branch': return inner(step.condition) || step.arms.some((arm) => inner(arm.block));
			case 'guarded': return inner(step.body);
			default: return isSought(step);
		}
	});
}

/** It calls nothing, awaits nothing and writes nothing: there is no reason to call it but its result. */
export function doesNothing({ body }: FunctionOutline): boolean {
	let does = false;
	eachStep(body, (step) => { does ||= step.kind === 'call' || step.kind === 'access' || step.kind === 'await' || step.kind === 'place' && step.operation !== 'read'; });
	return !does;
}

/** An async function that waits for nothing has done all when the call returns. */
export function isDoneAtOnce({ body, isAsync }: FunctionOutline, graph: CallGraph): boolean {
	let waits = !isAsync;
	eachStep(body, (step) => {
		waits ||= step.kind === 'await' || step.kind === 'select' || step.kind === 'loop' && step.loop === 'await' || step.kind === 'guarded' && step.isAsync
			|| step.kind === 'call' && step.result.kind === 'returned' && step.resultType !== 'plain' && !isPlain(step) && graph.resolveCallee(step.callee).every((target) => graph.functionOf(target)?.isAsync !== false);
	});
	return !waits;
}

/** All of them wait for nothing, and there is one. */
export function areDoneAtOnce(targets: readonly FunctionId[], graph: CallGraph): boolean {
	return targets.length > 0 && targets.every((target) => { const outline = graph.functionOf(target); return outline !== undefined && isDoneAtOnce(outline, graph); });
}

/** A loop without an end, and without a way out. */
function neverEnds({ steps }: Block): boolean {
	return steps.some((step): boolean => {
		if (step.kind === 'try' || step.kind === 'guarded') { return neverEnds(step.body); }
		if (step.kind !== 'loop' || step.loop !== 'infinite') { return false; }
		let hasWayOut = false;
		eachStep(step.body, (inner) => { hasWayOut ||= inner.kind === 'exit' && (inner.exit === 'return' || inner.exit === 'break' || inner.exit === 'throw'); });
		return !hasWayOut;
	});
}

/** What is called so goes on until it is told to end. */
const running = /^[_#]?(?:run|start|work|\w*[lL]oop|(?:listen|serve|consume|poll|watch|subscribe|monitor)(?:[A-Z]\w*)?|(?:run|work)(?:Forever|UntilStopped))$/;

/** So many calls down it is looked for. */
const furthest = 3;

/**
 * It is done only when somebody ends it: it has a loop without a way out; or it is called for running on, or ends with something that is, and goes through what comes
 * (`for await`), awaits in a `while` loop or waits for something to close, itself or by what it awaits.
 */
export function runsOn(id: FunctionId, graph: CallGraph, depth = 0, isOfRunning = false): boolean {
	const outline = graph.functionOf(id);
	if (outline === undefined || depth > furthest) { return false; }
	if (neverEnds(outline.body)) { return true; }
	const isNamed = isOfRunning || running.test(lastName(id));
	const steps = stepsOf(outline.body).map(({ step }) => step);
	const isLast = ({ span }: Step): boolean => !steps.some((step) => step.span.start >= span.end);
	return steps.some((step) => {
		if (isNamed && isEndless(step)) { return true; }
		const isTaken = step.kind === 'call' && (step.result.kind === 'awaited' || step.result.kind === 'returned' || isNamed && step.result.kind === 'bound');
		// What others wait for in passing has an end.
		if (!isTaken || !isNamed && !isLast(step)) { return false; }
		return isNamed && isLast(step) && isWaitingForEnd(step) || graph.resolveCallee(step.callee).some((target) => target !== id && runsOn(target, graph, depth + 1, isNamed));
	});
}

/** A loop of which each turn waits for what comes next. */
function isEndless(step: Step): boolean {
	return step.kind === 'loop' && (step.loop === 'await' || /^(?:while|do|infinite)$/.test(step.loop) && stepsOf(step.body).some((inner) => inner.step.kind === 'await'));
}

/** `await once(server, 'close')` */
function isWaitingForEnd(call: CallStep): boolean {
	return calledName(call) === 'once' && call.arguments.some(({ value }) => value.kind === 'constant' && /^(?:close|closed|disconnect|exit|SIGINT|SIGTERM|abort)$/.test(String(value.value)));
}

/** A call of the language's own library that gives no promise. */
export function isPlain({ callee }: CallStep): boolean {
	return callee.kind === 'external' && /^lib#(?:Array|ReadonlyArray|String|Object|Map|ReadonlyMap|Set|ReadonlySet|WeakMap|JSON|Number|Math|Date|RegExp|Error|Boolean|BigInt|Symbol|URL|Uint8Array|Intl|Reflect)(?:Constructor)?(?:\.|$)|^global#(?:console|performance|setTimeout|setInterval|clearTimeout)/.test(callee.symbol);
}
