/** Whether a function sees to its own failures, so that nobody has to look at the promise it gives. */
import type { CallGraph } from '../../callgraph/graph.ts';
import type { Catalogue } from '../../catalogue/catalogue.ts';
import type { Block, CallStep, FunctionId, FunctionOutline, Step, Value } from '../../outline/model.ts';
import { calledName, callsOf, handlingOf, type CallsOf } from './chains.ts';

export interface Settling {
	/** What becomes of a failure of the promise that a call gives. */
	fateOf(step: CallStep, calls: CallsOf): Fate;
	/** What is called handles what goes wrong by itself. */
	isSeenTo(step: CallStep, calls: CallsOf): boolean;
}

/** `guarded`: what is called handles it. `harmless`: there is none to handle (a delay). */
export type Fate = 'guarded' | 'harmless' | 'may-fail';

/** Asked for one file; what it learns is good until the graph changes. */
export function createSettling(graph: CallGraph, catalogue: Catalogue): Settling {
	const known = new Map<FunctionId, Fate>();

	function fateOfFunction(id: FunctionId): Fate {
		const before = known.get(id);
		if (before !== undefined) { return before; }
		// A function that calls itself is as good as the rest of it.
		known.set(id, 'harmless');
		const outline = graph.functionOf(id);
		const fate = outline === undefined || outline.isGenerator ? 'may-fail' : outline.isAsync ? fateOfAsync(outline) : fateOfReturned(outline);
		known.set(id, fate);
		return fate;
	}

	/** Every await stands in a `try` whose handler does not fail, or waits for something that never does. */
	function fateOfAsync(outline: FunctionOutline): Fate {
		const calls = callsOf(outline);
		let hasGuard = false, mayThrow = false, hasAwait = false;
		const isHarmless = (block: Block, isInTry: boolean): boolean => block.steps.every((step) => stepIsHarmless(step, isInTry));
		const isSettled = (value: Value): boolean => {
			const call = value.kind === 'call' ? calls(value.call) : undefined;
			const fate = call === undefined ? 'may-fail' : fateOf(call, calls);
			hasGuard ||= fate === 'guarded';
			return fate !== 'may-fail';
		};
		const stepIsHarmless = (step: Step, isInTry: boolean): boolean => {
			switch (step.kind) {
				case 'call': mayThrow ||= !isInTry && step.result.kind !== 'awaited' && !isPlain(step); return true;
				case 'await': hasAwait = true; return isSettled(step.value) || isInTry;
				case 'exit': return step.exit === 'throw' ? isInTry : step.exit !== 'return' || step.value === undefined || mayReturn(step.value, calls, isSettled);
				case 'loop': return (isInTry || step.loop !== 'await') && [step.condition, step.body, step.update].every((block) => block === undefined || isHarmless(block, isInTry));
				case 'branch': return isHarmless(step.condition, isInTry) && step.arms.every(({ block }) => isHarmless(block, isInTry));
				case 'guarded': return (isInTry || !step.isAsync) && isHarmless(step.body, isInTry);
				case 'try': {
					const catches = step.handlers.some((handler) => handler.catches.length === 0);
					hasGuard ||= catches;
					return isHarmless(step.body, isInTry || catches) && step.handlers.every(({ block }) => isHarmless(block, isInTry)) && (step.finally === undefined || isHarmless(step.finally, isInTry));
				}
				case 'select': return isInTry;
				default: return true;
			}
		};
		if (!isHarmless(outline.body, false)) { return 'may-fail'; }
		// Who handles failures with care is trusted with the calls around, and so is what only runs on the spot. Else each of them may throw.
		return hasGuard ? 'guarded' : mayThrow && hasAwait ? 'may-fail' : 'harmless';
	}

	/** A promise returned without `await` leaves the `try` around it. */
	function mayReturn(value: Value, calls: CallsOf, isSettled: (value: Value) => boolean): boolean {
		if (value.kind === 'either') { return value.values.every((each) => mayReturn(each, calls, isSettled)); }
		if (value.kind === 'call') {
			const type = calls(value.call)?.resultType;
			return type === 'plain' || type === 'any' || isSettled(value);
		}
		return value.kind !== 'binding' && value.kind !== 'place' && value.kind !== 'parameter';
	}

	/** A function that is not async gives what it returns: `return load().catch(log)`. */
	function fateOfReturned(outline: FunctionOutline): Fate {
		const calls = callsOf(outline);
		const fates: Fate[] = [];
		const isFine = (block: Block): boolean => block.steps.every((step): boolean => {
			switch (step.kind) {
				case 'exit': {
					if (step.exit !== 'return' || step.value === undefined) { return true; }
					const call = step.value.kind === 'call' ? calls(step.value.call) : undefined;
					const fate = call === undefined ? 'may-fail' : fateOf(call, calls);
					fates.push(fate);
					return fate !== 'may-fail';
				}
				case 'branch': return step.arms.every((arm) => isFine(arm.block));
				case 'loop': return isFine(step.body);
				case 'try': return [step.body, ...step.handlers.map((handler) => handler.block)].every(isFine);
				case 'guarded': return isFine(step.body);
				default: return true;
			}
		});
		return !isFine(outline.body) || fates.length === 0 ? 'may-fail' : fates.includes('guarded') ? 'guarded' : 'harmless';
	}

	function fateOf(step: CallStep, calls: CallsOf): Fate {
		const handling = handlingOf(step, calls);
		if (handling === 'handled') { return 'guarded'; }
		if (handling === 'open' && calledName(step) === 'finally') {
			const before = step.receiver?.kind === 'call' ? calls(step.receiver.call) : undefined;
			return before === undefined ? 'may-fail' : fateOf(before, calls);
		}
		return handling === 'none' ? fateOfCallee(step) : 'may-fail';
	}

	function fateOfCallee(step: CallStep): Fate {
		const { callee } = step;
		if (callee.kind === 'external') { return catalogue.lookup(callee.symbol)?.isSafeToDrop === true ? 'guarded' : isDelay(step) ? 'harmless' : 'may-fail'; }
		if (callee.kind !== 'function') { return 'may-fail'; }
		if (catalogue.lookup(callee.id)?.isSafeToDrop === true) { return 'guarded'; }
		const fates = graph.resolveCallee(callee).map((target) => (isTracked(target, step) ? 'guarded' : fateOfFunction(target)));
		if (fates.length === 0 || fates.includes('may-fail')) { return 'may-fail'; }
		return fates.includes('guarded') ? 'guarded' : 'harmless';
	}

	/** `track(save())` gives back what it has attached a handler to. */
	function isTracked(id: FunctionId, step: CallStep): boolean {
		const outline = graph.functionOf(id);
		const tracked = outline === undefined ? undefined : trackedArgument(outline);
		return tracked !== undefined && step.arguments[tracked] !== undefined;
	}

	/** `new Promise((resolve) => setTimeout(resolve, 10))`: an executor that takes no `reject` cannot fail by itself. */
	function isDelay({ callee, isNew, arguments: [executor] }: CallStep): boolean {
		if (callee.kind !== 'external') { return false; }
		if (callee.symbol === 'lib#Promise.allSettled') { return true; }
		const outline = isNew && /^lib#Promise(?:Constructor)?$/.test(callee.symbol) && executor?.value.kind === 'function' ? graph.functionOf(executor.value.id) : undefined;
		return outline !== undefined && !outline.isAsync && outline.parameters.length === 1;
	}

	return { fateOf, isSeenTo: (step, calls) => fateOf(step, calls) === 'guarded' };
}

/** A call of the language's own library or a timer. */
function isPlain({ callee }: CallStep): boolean {
	return callee.kind === 'external' && /^lib#|^node:timers#|^global#(?:console|performance)\./.test(callee.symbol);
}

/** The argument, 0-based, to whose promise a function attaches a handler for its failure, whatever it gives back. */
function trackedArgument({ id, parameters, body }: FunctionOutline): number | undefined {
	const isOwn = (value: Value | undefined, index: number): boolean => value?.kind === 'parameter' && value.function === id && value.index === index && value.path === undefined
		|| value?.kind === 'binding' && value.binding === parameters[index]?.binding;
	const calls = body.steps.filter((step) => step.kind === 'call');
	const index = parameters.findIndex((parameter, at) => !parameter.isRest
		&& calls.some((step) => isOwn(step.receiver, at) && step.callee.kind === 'external' && step.callee.symbol.startsWith('lib#Promise') && handlingOf(step, () => undefined) === 'handled'));
	return index < 0 ? undefined : index;
}
