/** Where a lost promise stands: under a handler that never sees its failure, before something that needs what it does. */
import type { CallGraph } from '../../callgraph/graph.ts';
import { eachStep } from '../../callgraph/sites.ts';
import type { Block, CallStep, FunctionId, FunctionOutline, Place, PlaceOperation, Step, Value } from '../../outline/model.ts';
import { contains, type Span } from '../../outline/span.ts';
import { blocksOf, stepsOf } from '../../outline/walk.ts';
import { calledName } from './chains.ts';
import { areDoneAtOnce } from './evidence.ts';
import type { Lost } from './lostPromises.ts';

/**
 * It stands in the body of a short `try` with a handler: without `await`, that handler is never asked. One around all that a function does is there
 * for other things. `doesSomething`: only where the handler is not empty.
 */
export function isInHandledTry(owner: FunctionOutline, span: Span, doesSomething = false, longest = shortTry): boolean {
	return stepsOf(owner.body).some(({ step }) => step.kind === 'try' && step.handlers.length > 0 && (!doesSomething || step.handlers.some(({ block }) => block.steps.length > 0)) && step.body.span.end - step.body.span.start <= longest && contains(step.body.span, span));
}

/** About fifteen lines. UTF-16 code units. */
const shortTry = 600;

/** What the called function writes is read later in the same function, by itself or by what it calls there. */
export function isReadAfterwards({ owner, span, targets }: Pick<Lost, 'owner' | 'span' | 'targets'>, graph: CallGraph): boolean {
	const written = new Set<string>();
	const callee = (outline: FunctionOutline | undefined): void => {
		if (outline !== undefined) { eachStep(outline.body, (step) => { if (step.kind === 'place' && writes.has(step.operation)) { addName(step.place, outline, written); } }); }
	};
	for (const target of targets) { callee(graph.functionOf(target)); }
	if (written.size === 0) { return false; }
	let isRead = false;
	const look = (step: Step, within: FunctionOutline): void => { isRead ||= step.kind === 'place' && reads.has(step.operation) && isNamed(step.place, within, written); };
	eachStep(owner.body, (step) => {
		if (isRead || step.span.start < span.end) { return; }
		look(step, owner);
		if (step.kind !== 'call') { return; }
		for (const target of graph.resolveCallee(step.callee)) {
			const outline = graph.functionOf(target);
			if (outline !== undefined && !targets.includes(target)) { eachStep(outline.body, (inner) => { look(inner, outline); }); }
		}
	});
	return isRead;
}

/** Something follows the call in its function, or in the next turn of a loop, and what is called goes on after it has returned. */
export function isNeededAfterwards(owner: FunctionOutline, span: Span, targets: readonly FunctionId[], graph: CallGraph): boolean {
	return !areDoneAtOnce(targets, graph) && whatFollows(owner.body, span, owner.kind === 'module') === 'something';
}

/** Nothing comes after it, in the arms of conditions too. */
export function isAtEnd({ steps }: Block, span: Span): boolean {
	const last = steps.at(-1);
	if (last === undefined || !contains(last.span, span)) { return false; }
	if (last.kind !== 'branch') { return blocksOf(last).every((each) => !contains(each.span, span)); }
	return last.arms.some(({ block }) => contains(block.span, span) && isAtEnd(block, span));
}

/** Something that follows is done with the same object, or with something that the call was given, and is waited for or looked at: it may need what was begun. */
export function isDependedOn(owner: FunctionOutline, call: CallStep, graph: CallGraph, isClose = false): boolean {
	return isNeededAfterwards(owner, call.span, [], graph) && usersAfter(owner, call, isClose).length > 0;
}

/**
 * Calls behind a call, by the same object or with what it was given, of which somebody wants the result. `isClose`: what was given of an object (`order.id`) is not the
 * object itself.
 */
export function usersAfter({ body }: FunctionOutline, call: CallStep, isClose = false): readonly CallStep[] {
	const own = subjectsOf(call, isClose);
	return stepsOf(body).flatMap(({ step }) => (step.kind === 'call' && step.span.start >= call.span.end && isWanted(step) && [...subjectsOf(step, isClose)].some((each) => own.has(each)) ? [step] : []));
}

/** A function listens to an event of what a call is about. */
export function listensTo(call: CallStep, { body }: FunctionOutline): boolean {
	const own = subjectsOf(call);
	return stepsOf(body).some(({ step }) => step.kind === 'call' && /^(?:on|once|addListener|addEventListener|subscribe|waitFor\w*)$/.test(calledName(step)) && step.receiver !== undefined && subjectOf(step.receiver).some((each) => own.has(each)));
}

function isWanted({ result, resultType }: CallStep): boolean {
	return result.kind === 'awaited' || result.kind === 'returned' || result.kind !== 'discarded' && result.kind !== 'void' && resultType === 'plain';
}

/** What a call is about: its object and its arguments, by the variable, parameter or field in which each is held. */
function subjectsOf({ receiver, arguments: given }: CallStep, isClose = false): ReadonlySet<string> {
	const parts = given.flatMap(({ value }) => (isClose && value.kind === 'place' && value.place.root === 'binding' && value.place.path.length > 0 ? [`binding ${value.place.binding}.${value.place.path.join('.')}`]
		: isClose && value.kind === 'parameter' && value.path !== undefined ? [`parameter ${value.function} ${value.index}.${value.path.join('.')}`] : subjectOf(value)));
	return new Set([...(receiver === undefined ? [] : subjectOf(receiver)), ...parts]);
}

function subjectOf(value: Value): readonly string[] {
	switch (value.kind) {
		case 'binding': return [`binding ${value.binding}`];
		case 'parameter': return [`parameter ${value.function} ${value.index}`];
		case 'place': {
			const { root, name, binding, path } = value.place;
			return root === 'binding' ? [`binding ${binding}`] : root === 'this' ? [`this ${path[0]}`] : [`${root} ${name}`];
		}
		default: return [];
	}
}

/** What comes after a place in a block: something that may need what was begun there, the function's end, or neither, so that it goes on behind the block. */
function whatFollows(block: Block, span: Span, isModule: boolean): 'something' | 'end' | 'neither' {
	for (const step of block.steps) {
		if (step.span.start >= span.end) {
			if (step.kind !== 'exit') { if (mayNeed(step, isModule)) { return 'something'; } continue; }
			if (step.exit === 'break') { return 'neither'; }
			return mayNeed(step, isModule) ? 'something' : 'end';
		}
		const inner = contains(step.span, span) ? blocksOf(step).find((each) => contains(each.span, span)) : undefined;
		if (inner === undefined) { continue; }
		const found = step.kind === 'loop' ? 'something' : whatFollows(inner, span, isModule);
		if (found !== 'neither') { return found; }
	}
	return 'neither';
}

/** It does or gives something. A timer that is set waits for nothing, nor does what a module declares and exports, or listens to on behalf of the process. */
function mayNeed(step: Step, isModule: boolean): boolean {
	let needs = false;
	eachStepOf(step, (each) => {
		if (each.kind === 'call' && isTimer(each)) { return; }
		if (isModule && (each.kind === 'place' && each.operation === 'assign' && isExport(each.place) || each.kind === 'call' && isListening(each))) { return; }
		// `return () => clearInterval(timer)`
		if (each.kind === 'exit' && each.value?.kind === 'function') { return; }
		needs ||= each.kind === 'call' || each.kind === 'access' || each.kind === 'await' || each.kind === 'place' || each.kind === 'exit' && each.value !== undefined && each.value.kind !== 'constant';
	});
	return needs;
}

function eachStepOf(step: Step, visit: (step: Step) => void): void {
	visit(step);
	for (const block of blocksOf(step)) { eachStep(block, visit); }
}

/** `module.exports = …`, `exports.load = …`. */
function isExport({ root, name, path }: Place): boolean {
	const base = name?.slice(name.indexOf('#') + 1);
	return root !== 'this' && root !== 'binding' && (base === 'exports' || base === 'module' && path[0] === 'exports' || base === 'module.exports');
}

/** `setInterval(refresh, 1000)` */
function isTimer({ callee }: CallStep): boolean {
	return callee.kind === 'external' && /^(?:lib|global|node:timers)#(?:setInterval|setTimeout|setImmediate)$/.test(callee.symbol);
}

/** `process.on('SIGTERM', stop)` */
function isListening({ callee }: CallStep): boolean {
	return callee.kind === 'external' && /^(?:global#process|node:process#(?:default|Process))\.(?:on|once|addListener)$/.test(callee.symbol);
}

const writes: ReadonlySet<PlaceOperation> = new Set(['assign', 'push', 'unshift', 'delete']);
const reads: ReadonlySet<PlaceOperation> = new Set(['read', 'shift', 'pop', 'index', 'slice', 'iterate', 'spread', 'length']);

function addName(place: Place, within: FunctionOutline, names: Set<string>): void {
	const name = nameOf(place, within);
	if (name !== undefined) { names.add(name); }
}

function isNamed(place: Place, within: FunctionOutline, names: ReadonlySet<string>): boolean {
	const name = nameOf(place, within);
	return name !== undefined && names.has(name);
}

/** A member of `this` by its class, a variable of a module by its name. Whose anything else is, is not known. */
function nameOf({ root, name, path: [member] }: Place, { owner }: FunctionOutline): string | undefined {
	if (root === 'module') { return name; }
	return root === 'this' && owner !== undefined && member !== undefined ? `${owner}.${member}` : undefined;
}
