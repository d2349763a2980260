/**
 * Whether a promise can fail. For functions whose body is known this takes evidence: a `throw`, or an await of something that can fail, that no
 * handler of theirs takes. What is outside of the workspace can fail unless it is known not to. Of a callback that somebody gave, nobody can tell.
 */
import type { CallGraph } from '../../callgraph/graph.ts';
import { fileOf } from '../../callgraph/graph.ts';
import type { Catalogue } from '../../catalogue/catalogue.ts';
import type { Arm, BindingId, Block, BranchStep, Callee, CallStep, FunctionId, FunctionOutline, Place, Step, TryStep, Value } from '../../outline/model.ts';
import { stepsOf } from '../../outline/walk.ts';
import { environmentOf, keyOf, nothingKnown, seenBy, Ways, type Environment } from './bindings.ts';
import { farEndOf } from './bridges.ts';
import { calledName, callsItsObject, callsOf, handlingOf, type CallsOf } from './chains.ts';
import { callsThrower, catchesAll, isPlain, mayThrowOnCall, throwsItself } from './evidence.ts';
import { createMemo } from './fixpoint.ts';
import { worstOf, type Fate } from './fate.ts';
import { gatheredIn } from './gathered.ts';
import { isGivenFromOutside, isUnused, valuesGivenTo } from './givenFunctions.ts';
import { onlyLooksUp } from './lookups.ts';
import { endsTurns, methodOfMade } from './madeObjects.ts';
import { handlesOwnFailures } from './ownFailures.ts';
import { onlyLogs } from './refusals.ts';
import { trackedArgument } from './trackedArgument.ts';
import { isNamedForFailing, isOfUnknownPackage } from './usage.ts';

export interface Settling {
	/** What becomes of a failure of the promise that a call gives. */
	fateOf(step: CallStep, owner: FunctionOutline): Fate;
	/** The same for what calling a function gives. */
	fateOfFunction(id: FunctionId): Fate;
	/** What is called handles what goes wrong by itself. */
	isSeenTo(step: CallStep, calls: CallsOf): boolean;
}

const known = new WeakMap<CallGraph, { readonly version: number; readonly catalogue: Catalogue; readonly settling: Settling }>();

/** Good until the graph changes. */
export function createSettling(graph: CallGraph, catalogue: Catalogue): Settling {
	const before = known.get(graph);
	if (before?.version === graph.version && before.catalogue === catalogue) { return before.settling; }
	const settling = newSettling(graph, catalogue);
	known.set(graph, { version: graph.version, catalogue, settling });
	return settling;
}

/** Where a value stands: the calls of its function by what they span, what its bindings are, and what is known of parameters. */
interface Scope {
	readonly id?: FunctionId;
	readonly body?: Block;
	readonly calls: CallsOf;
	readonly known: Environment;
	/** How many calls it is below the one that is asked about, where each is looked at for itself; absent where a function is looked at for all its calls. */
	readonly depth?: number;
	readonly ways?: Ways;
	follow(value: Value): Value;
}

/** So far down calls are told apart. */
const deepest = 5;

function newSettling(graph: CallGraph, catalogue: Catalogue): Settling {
	const scopes = new Map<FunctionId, Scope>();
	const scopeOf = (outline: FunctionOutline): Scope => {
		let scope = scopes.get(outline.id);
		if (scope === undefined) { scopes.set(outline.id, scope = { id: outline.id, body: outline.body, calls: callsOf(outline), known: nothingKnown, follow: (value) => graph.follow(fileOf(outline.id), value) }); }
		return scope;
	};

	const fateIn = (outline: FunctionOutline | undefined, scope: (outline: FunctionOutline) => Scope): Fate => {
		if (outline === undefined || outline.isGenerator) { return 'may-fail'; }
		return outline.isAsync ? fateOfAsync(scope(outline)) : fateOfReturned(scope(outline));
	};
	const fateOfAny = createMemo<FunctionId, Fate>((id) => fateIn(graph.functionOf(id), scopeOf), { optimistic: 'harmless', final: 'may-fail' });

	const closer = new Map<string, Fate>();
	/** A closer look at what may fail: with what is known of its parameters, what fails otherwise may be out of reach. `depth`: of how many calls it is the last. */
	function fateOfFunction(id: FunctionId, known: Environment, depth: number | undefined): Fate {
		const usual = fateOfAny(id);
		if (usual !== 'may-fail' || depth === undefined || depth > deepest) { return usual; }
		const key = `${id}\n${depth}\n${keyOf(known)}`;
		let fate = closer.get(key);
		if (fate === undefined) { closer.set(key, fate = fateIn(graph.functionOf(id), (outline) => ({ ...scopeOf(outline), known, depth, ways: new Ways(id, known, graph) }))); }
		return fate;
	}

	/** Of a function that is written in the one at hand, or given to it. */
	const fateWithin = (id: FunctionId, { known, depth }: Scope): Fate => fateOfFunction(id, seenBy(id, known, graph), depth === undefined ? undefined : depth + 1);

	function fateOfAsync(scope: Scope): Fate {
		let hasGuard = false, isUnknown = false, isHandling = false, isSwitched = false;
		let caught: BindingId | undefined;
		const settles = (fate: Fate, isInTry = false): boolean => {
			hasGuard ||= fate === 'guarded';
			// That what is done about a failure fails, too, is for few to think of.
			isUnknown ||= (fate === 'unknown' || fate === 'may-fail' && isHandling) && !isInTry;
			return fate !== 'may-fail' || isInTry || isHandling;
		};
		const isFine = (block: Block | undefined, isInTry: boolean): boolean => {
			for (const step of block?.steps ?? []) {
				if (!stepIsFine(step, isInTry)) { return false; }
				if (step.kind === 'branch' && scope.ways?.isEnd(step) === true) { return true; }
			}
			return true;
		};
		/** What handles failures, and what cleans up behind one that takes them all. */
		const isFineAfterwards = (step: TryStep, isInTry: boolean): boolean => {
			if (!catchesAll(step) && !isFine(step.finally, isInTry)) { return false; }
			const outer = isHandling;
			isHandling = true;
			const isAll = step.handlers.every(({ block, binding }) => { caught = binding; return isFine(block, isInTry); }) && isFine(step.finally, isInTry);
			isHandling = outer;
			return isAll;
		};
		const stepIsFine = (step: Step, isInTry: boolean): boolean => {
			switch (step.kind) {
				case 'call': return settles(!isInTry && callsThrower(step, graph) ? 'unknown' : 'harmless', isInTry);
				case 'await': return settles(fateOfValue(step.value, scope), isInTry);
				case 'exit': return step.exit === 'throw' ? isInTry || isSwitched && settles('unknown') : step.exit !== 'return' || step.value === undefined || settles(fateOfResult(step.value, scope));
				case 'loop': return (isInTry || step.loop !== 'await') && [step.condition, step.body, step.update].every((block) => isFine(block, isInTry));
				case 'branch': return isFine(step.condition, isInTry) && step.arms.every((arm) => {
					const outer = isSwitched;
					isSwitched ||= isHandling && isSwitch(step, arm, caught);
					const isArmFine = scope.ways?.isClosed(arm) === true || isFine(arm.block, isInTry);
					isSwitched = outer;
					return isArmFine;
				});
				case 'guarded': return (isInTry || !step.isAsync) && isFine(step.body, isInTry);
				case 'try': {
					const catches = catchesAll(step);
					hasGuard ||= catches;
					return isFine(step.body, isInTry || catches) && isFineAfterwards(step, isInTry);
				}
				case 'select': return isInTry;
				default: return true;
			}
		};
		return !isFine(scope.body, false) ? 'may-fail' : isUnknown ? 'unknown' : hasGuard ? 'guarded' : 'harmless';
	}

	/** A function that is not async gives what it returns: `return load().catch(log)`. */
	function fateOfReturned(scope: Scope): Fate {
		const fates: Fate[] = [];
		const visit = (block: Block): void => {
			for (const step of block.steps) {
				switch (step.kind) {
					case 'exit': if (step.exit === 'return' && step.value !== undefined) { fates.push(isNoPromise(step.value) ? 'no-promise' : fateOfValue(step.value, scope)); } break;
					case 'branch':
						for (const arm of step.arms) { if (scope.ways?.isClosed(arm) !== true) { visit(arm.block); } }
						if (scope.ways?.isEnd(step) === true) { return; }
						break;
					case 'loop': case 'guarded': visit(step.body); break;
					case 'try': for (const each of [step.body, ...step.handlers.map((handler) => handler.block), ...(step.finally === undefined ? [] : [step.finally])]) { visit(each); } break;
					default:
				}
			}
		};
		if (scope.body !== undefined) { visit(scope.body); }
		return worstOf(fates);
	}

	/** In an async function, what is returned without `await` leaves the `try` around it, if it is a promise. */
	function fateOfResult(value: Value, scope: Scope): Fate {
		if (value.kind === 'either') { return worstOf(value.values.map((each) => fateOfResult(each, scope))); }
		if (value.kind === 'place') { return isBegunHere(value.place, scope) ? 'may-fail' : 'harmless'; }
		if (value.kind !== 'call') { return 'harmless'; }
		const step = scope.calls(value.call);
		// `return await load()` was waited for within the `try`.
		if (step?.result.kind === 'awaited') { return 'harmless'; }
		return step === undefined || step.resultType === 'plain' || step.resultType === 'promise-like' || step.resultType === 'any' || isPlain(step) ? 'harmless' : fateOf(step, scope);
	}

	/** Of what is awaited. */
	function fateOfValue(value: Value, scope: Scope): Fate {
		switch (value.kind) {
			case 'constant': case 'object': case 'function': case 'list': return 'harmless';
			case 'either': return worstOf(value.values.map((each) => fateOfValue(each, scope)));
			case 'call': {
				const step = scope.calls(value.call);
				return step === undefined ? 'unknown' : step.result.kind === 'awaited' && step.resultType === 'plain' ? 'harmless' : fateOf(step, scope);
			}
			case 'binding': {
				const followed = scope.follow(value);
				if (followed.kind === 'binding' || followed.kind === 'other') { return 'unknown'; }
				const step = followed.kind === 'call' ? scope.calls(followed.call) : undefined;
				return step?.result.kind === 'awaited' ? 'harmless' : fateOfValue(followed, scope);
			}
			case 'place': return isHarmlessMember(value.place, scope) ? 'harmless' : 'unknown';
			default: return 'unknown';
		}
	}

	/** `await this.ready`, where all that its class ever puts there is a promise that cannot fail. */
	function isHarmlessMember({ root, path }: Place, { id }: Scope): boolean {
		const { owner } = (id === undefined ? undefined : graph.functionOf(id)) ?? {};
		if (root !== 'this' || path.length !== 1 || owner === undefined || id === undefined) { return false; }
		const values = (graph.fileOf(id)?.functions ?? []).filter((each) => each.owner === owner).flatMap((each) => stepsOf(each.body).flatMap(({ step }) =>
			(step.kind === 'place' && step.operation === 'assign' && step.place.root === 'this' && step.place.path.length === 1 && step.place.path[0] === path[0] ? [{ value: step.value, each }] : [])));
		return values.length > 0 && values.every(({ value, each }) => {
			const made = value?.kind === 'call' ? scopeOf(each).calls(value.call) : undefined;
			return made?.isNew === true && made.callee.kind === 'external' && fateOfOutside(made, made.callee.symbol, scopeOf(each)) === 'harmless';
		});
	}

	/** `this.loading = (async () => { … })(); return this.loading;`: what the function itself begins and puts there may fail. */
	function isBegunHere({ root, path: [name, further] }: Place, scope: Scope): boolean {
		const outline = scope.id === undefined ? undefined : graph.functionOf(scope.id);
		if (root !== 'this' || name === undefined || further !== undefined || outline === undefined) { return false; }
		return stepsOf(outline.body).some(({ step }) => {
			if (step.kind !== 'place' || step.operation !== 'assign' || step.value?.kind !== 'call' || step.place.root !== 'this' || step.place.path.length !== 1 || step.place.path[0] !== name) { return false; }
			const begun = scope.calls(step.value.call);
			return begun !== undefined && begun.result.kind !== 'awaited' && graph.resolveCallee(begun.callee).some((target) => graph.functionOf(target)?.isAsync === true) && fateOf(begun, scope) === 'may-fail';
		});
	}

	function fateOf(step: CallStep, scope: Scope): Fate {
		const handling = handlingOf(step, scope.calls);
		if (handling === 'none') { return fateOfCallee(step, scope); }
		const given = step.arguments.map(({ value }) => value);
		const handler = calledName(step) === 'catch' ? given[0] : given[1];
		if (handling === 'handled' && calledName(step) !== 'finally') { return handler !== undefined && canHandlerBreak(handler, calledName(step) === 'then', scope) ? 'may-fail' : 'guarded'; }
		const before = step.receiver === undefined ? 'may-fail' : fateOfValue(step.receiver, scope);
		return before === 'may-fail' || calledName(step) !== 'catch' && given[0] !== undefined && canBreak(given[0], scope) ? 'may-fail' : before === 'guarded' || before === 'unknown' ? before : 'harmless';
	}

	/** A handler that fails itself: a log that throws is meant to, and what the second callback of `.then()` calls goes wrong for few. */
	function canHandlerBreak(handler: Value, isOfBoth: boolean, scope: Scope): boolean {
		const followed = scope.follow(handler);
		const outline = followed.kind === 'function' ? graph.functionOf(followed.id) : undefined;
		return outline !== undefined && (outline.isAsync || !onlyLogs(outline) && (!isOfBoth || throwsItself(outline))) && canBreak(handler, scope);
	}

	/** A callback whose own failure becomes that of the chain. Of what it gives back, only what is known to be a promise counts. */
	function canBreak(value: Value, scope: Scope): boolean {
		const followed = scope.follow(value);
		const outline = followed.kind === 'function' ? graph.functionOf(followed.id) : undefined;
		if (outline === undefined) { return false; }
		if (outline.isAsync) { return fateWithin(outline.id, scope) === 'may-fail'; }
		if (mayThrowOnCall(outline, graph)) { return true; }
		const { calls } = scopeOf(outline);
		return outline.body.steps.some((step) => {
			const returned = step.kind === 'exit' && step.exit === 'return' && step.value?.kind === 'call' ? calls(step.value.call) : undefined;
			return returned !== undefined && graph.resolveCallee(returned.callee).some((target) => graph.functionOf(target)?.isAsync === true && fateOfCall(returned, target, scope) === 'may-fail');
		});
	}

	function isSafeToDrop({ arguments: [first] }: CallStep, symbol: string, { known }: Scope): boolean {
		const entry = catalogue.lookup(symbol);
		if (entry?.isSafeToDropWith === undefined) { return entry?.isSafeToDrop === true; }
		// `setContext(key, value)` of the project's own hands the text on.
		const given = first?.value.kind === 'parameter' && first.value.path === undefined ? known.get(first.value.function)?.get(first.value.index) : first?.value;
		const text = given?.kind === 'constant' ? given.value : undefined;
		return entry?.isSafeToDrop === true || typeof text === 'string' && entry?.isSafeToDropWith?.includes(text) === true;
	}

	function fateOfCallee(step: CallStep, scope: Scope): Fate {
		const { callee } = step;
		switch (callee.kind) {
			case 'external': return isSafeToDrop(step, callee.symbol, scope) ? 'guarded' : fateOfFarEnd(step, scope) ?? fateOfTurn(step, callee.symbol, scope) ?? fateOfOutside(step, callee.symbol, scope);
			case 'function': return fateOfTargets(step, callee, scope);
			case 'parameter': {
				const values = valuesGivenTo(callee, graph);
				if (values === undefined) { return isGivenFromOutside(callee, graph) ? 'may-fail' : 'unknown'; }
				return worstOf(values.map((id) => fateWithin(id, scope)));
			}
			// Of what nothing is known but its name, only the name can tell that it fails; what a type alone tells of is anybody's.
			case 'unresolved': {
				const method = step.receiver === undefined || scope.id === undefined ? undefined : methodOfMade(scope.follow(step.receiver), callee.name, scope.id, graph, catalogue);
				if (method === undefined && catalogue.lookup(`?#?.${callee.name}`)?.isSafeToDrop === true) { return 'guarded'; }
				return method !== undefined ? fateOfAny(method) : callee.reason !== 'dynamic' && isNamedForFailing(callee.name) ? 'may-fail' : 'unknown';
			}
		}
	}

	function fateOfCall(step: CallStep, target: FunctionId, { id, known, depth }: Scope): Fate {
		if (depth === undefined || id === undefined || fateOfAny(target) !== 'may-fail') { return fateOfAny(target); }
		return fateOfFunction(target, environmentOf(target, step, id, known, graph), depth + 1);
	}

	function fateOfTargets(step: CallStep, callee: Callee & { readonly kind: 'function' }, scope: Scope): Fate {
		if (catalogue.lookup(callee.id)?.isSafeToDrop === true) { return 'guarded'; }
		const farEnd = step.receiver?.kind === 'external' ? fateOfFarEnd(step, scope) : undefined;
		if (farEnd !== undefined) { return farEnd; }
		const fates = graph.resolveCallee(callee).map((target) => (isTracked(target, step) ? 'guarded' : fateOfCall(step, target, scope)));
		// Of a member that a type declares and nothing here implements, whoever made the object may have seen to its failures.
		return fates.length > 0 ? worstOf(fates) : step.resultType === 'maybe' || step.receiver !== undefined && !step.isNew ? 'unknown' : 'may-fail';
	}

	/** What becomes of a call that another half of the program answers. What only sends gives no promise. */
	function fateOfFarEnd(step: CallStep, scope: Scope): Fate | undefined {
		const end = farEndOf(step, scope.id === undefined ? '' : fileOf(scope.id), graph, catalogue);
		switch (end?.kind) {
			case 'nothing': return 'no-promise';
			case 'function': return fateOfAny(end.id);
			// Whatever it does, its failure is that of the promise that is given here.
			case 'handlers': return end.ids.every((id) => onlyLooksUp(id, graph) || handlesOwnFailures(id, graph)) ? 'guarded' : 'may-fail';
			default: return undefined;
		}
	}

	/** `mutex.runExclusive(load)` fails as `load` does, unless somebody ends what waits for its turn. */
	function fateOfTurn(step: CallStep, symbol: string, scope: Scope): Fate | undefined {
		const at = catalogue.lookup(symbol)?.callbacks?.find(({ givesResult }) => givesResult === true)?.argument;
		const given = typeof at === 'number' ? step.arguments[at]?.value : undefined, run = given === undefined ? undefined : scope.follow(given);
		const outline = run?.kind === 'function' ? graph.functionOf(run.id) : undefined;
		if (outline === undefined || scope.id === undefined || endsTurns(symbol, graph.fileOf(scope.id))) { return undefined; }
		const fate = fateWithin(outline.id, scope);
		return outline.isAsync ? fate : mayThrowOnCall(outline, graph) ? 'may-fail' : fate === 'no-promise' ? 'harmless' : fate;
	}

	function fateOfOutside(step: CallStep, symbol: string, scope: Scope): Fate {
		const { isNew, arguments: [first] } = step;
		if (step.resultType === 'array') { return fateOfMade(step, scope); }
		if (callsItsObject(symbol)) { return fateOfCalledObject(step, scope); }
		if (symbol === 'global#import') { return first?.value.kind === 'constant' && /^\.{1,2}\//.test(String(first.value.value)) ? 'harmless' : 'unknown'; }
		if (/^node:timers\/promises#(?:setTimeout|setImmediate|scheduler\.(?:wait|yield))$/.test(symbol)) { return step.arguments.length < (/setTimeout/.test(symbol) ? 3 : 2) ? 'harmless' : 'may-fail'; }
		// A refusal is an answer.
		if (/^(?:global|lib)#(?:window\.|globalThis\.)?Notification(?:Constructor)?\.requestPermission$/.test(symbol)) { return 'guarded'; }
		const [, method] = /^lib#Promise(?:Constructor)?(?:\.(\w+))?$/.exec(symbol) ?? [];
		if (isNew && /^lib#Promise(?:Constructor)?$/.test(symbol)) { return neverSettles(first?.value) ? 'no-promise' : isHarmlessExecutor(first?.value) ? 'harmless' : 'may-fail'; }
		switch (method) {
			case 'allSettled': return 'harmless';
			case 'resolve': return first === undefined ? 'harmless' : first.value.kind === 'list' ? 'harmless' : fateOfValue(first.value, scope);
			case 'all': case 'race': case 'any': return first === undefined ? 'harmless' : fateOfAll(first.value, scope);
			default: return isPlain(step) ? 'harmless' : isOfUnknownPackage(step, graph) && catalogue.lookup(symbol)?.withoutPromise === undefined ? 'unknown' : 'may-fail';
		}
	}

	/** `save.call(store)`, where the text does not tell which function that is. */
	function fateOfCalledObject({ receiver }: CallStep, scope: Scope): Fate {
		const called = receiver === undefined ? undefined : scope.follow(receiver);
		return called?.kind === 'function' ? fateWithin(called.id, scope) : 'unknown';
	}

	/** Promises in a list, or made of each item of one. */
	function fateOfAll(value: Value, scope: Scope): Fate {
		const followed = scope.follow(value);
		const gathered = followed.kind !== 'list' || scope.id === undefined ? [] : gatheredIn(value, scope.id, graph);
		if (followed.kind === 'list') { return worstOf([...followed.items.map((item) => fateOfValue(item, scope)), ...gathered.map((each) => fateOfValue(each.value, each.owner.id === scope.id ? scope : scopeOf(each.owner)))]); }
		const step = followed.kind === 'call' ? scope.calls(followed.call) : undefined;
		return step === undefined ? 'unknown' : fateOfMade(step, scope);
	}

	/** `orders.map(save)` */
	function fateOfMade({ callee, arguments: [first] }: CallStep, scope: Scope): Fate {
		const isMap = callee.kind === 'external' && /^lib#(?:Readonly)?Array\.map$/.test(callee.symbol), isNamedSo = callee.kind === 'unresolved' && callee.name === 'map';
		const made = isMap || isNamedSo ? first?.value : undefined;
		const making = made === undefined ? undefined : scope.follow(made);
		if (making?.kind !== 'function') { return 'may-fail'; }
		const fate = fateWithin(making.id, scope);
		// What is called so may give anything, unless all that it can give sees to its failures.
		return isMap || fate === 'guarded' ? fate : 'may-fail';
	}

	/** `new Promise((resolve) => setTimeout(resolve, 10))`: an executor that takes no `reject`, or leaves it alone, and does not throw. What an async one throws never comes to the promise. */
	function isHarmlessExecutor(value: Value | undefined): boolean {
		const outline = value?.kind === 'function' ? graph.functionOf(value.id) : undefined;
		return outline !== undefined && outline.parameters.slice(1).every((_, at) => isUnused(outline, at + 1, graph, (step) => handsOnNoFailure(step, outline))) && (outline.isAsync || !mayThrowOnCall(outline, graph));
	}

	/** `(async () => { …; resolve(); })().catch(reject)`, where what is called shows no failure. */
	function handsOnNoFailure(step: CallStep, executor: FunctionOutline): boolean {
		return calledName(step) === 'catch' && step.result.kind === 'discarded' && step.receiver?.kind === 'call' && /^(?:harmless|guarded)$/.test(fateOfValue(step.receiver, scopeOf(executor)));
	}

	/** `new Promise(() => {})`: there is nothing to wait for. */
	function neverSettles(value: Value | undefined): boolean {
		const outline = value?.kind === 'function' ? graph.functionOf(value.id) : undefined;
		return outline !== undefined && outline.parameters.length === 0 && outline.body.steps.length === 0;
	}

	/** `track(save())` gives back what it has attached a handler to. */
	function isTracked(id: FunctionId, step: CallStep): boolean {
		const outline = graph.functionOf(id);
		const tracked = outline === undefined ? undefined : trackedArgument(outline);
		return tracked !== undefined && step.arguments[tracked] !== undefined;
	}

	return {
		fateOf: (step, owner) => fateOf(step, { ...scopeOf(owner), depth: 0 }),
		fateOfFunction: (id) => fateOfFunction(id, nothingKnown, 1),
		isSeenTo: (step, calls) => fateOf(step, { calls, known: nothingKnown, follow: (value) => value }) === 'guarded',
	};
}

/** `catch (error) { if (this.config.isStrict) { throw error; } }`: only with an option does it fail. What callers give is told from call to call. */
function isSwitch({ member, condition, arms }: BranchStep, arm: Arm, caught: BindingId | undefined): boolean {
	if (member === undefined || arm !== arms[0] || arm.requires !== undefined || /last|final|attempt|retr|fatal|abort|cancel/i.test(member)) { return false; }
	return !stepsOf(condition).some(({ step }) => step.kind === 'use' && step.binding === caught || step.kind === 'place' && step.place.binding !== undefined && step.place.binding === caught);
}

function isNoPromise(value: Value): boolean {
	return value.kind === 'constant' || value.kind === 'object' || value.kind === 'list' || value.kind === 'function';
}
