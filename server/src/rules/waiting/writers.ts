/** Who changes what a loop waits for, while it waits. */
import { fileOf } from '../../callgraph/graph.ts';
import type { BindingId, FunctionId, FunctionOutline, LengthTest, Place, Step, Value } from '../../outline/model.ts';
import { contains, type Span } from '../../outline/span.ts';
import { stepsOf } from '../../outline/walk.ts';
import { callsOf } from '../tasks/chains.ts';
import { mutators, ownerOf, writing, type Flag } from './flags.ts';
import type { Surroundings } from './sleep.ts';

export interface Writer {
	readonly outline: FunctionOutline;
	readonly span: Span;
}

/** What waits: a part of a function. */
export interface Waiter {
	readonly outline: FunctionOutline;
	readonly span: Span;
	/** What it compares of the lengths of lists while it waits. */
	readonly lengthTests?: readonly LengthTest[];
}

/**
 * The places outside of the waiting code that change a flag, in the order of the text: one a function. What makes the object or loads the module is over by
 * then, and does not count; nor does what the waiting function does before it waits.
 */
export function writersOf(flag: Flag, waiter: Waiter, cx: Surroundings): Writer[] {
	if (flag.kind === 'member') { return []; }
	const file = flag.kind === 'local' ? flag.file : flag.kind === 'module' ? fileOf(flag.variable) : fileOf(flag.owner);
	const functions = cx.graph.fileOf(`${file}#<module>`)?.functions ?? [];
	const first = firstValue(functions, flag, waiter, cx);
	const all = functions.filter((outline) => !isMaker(outline)).map((outline) => ({ outline, changes: changesIn(outline, flag, cx) }));
	// Of what is counted up and down again, the wait is for the end of something.
	const isCountedDown = all.some(({ changes }) => changes.some(({ counts }) => counts === 'down'));
	const wanted = wantedLength(flag, waiter);
	return all.flatMap(({ outline, changes: every }): Writer[] => {
		// What it was when the wait began does not end it.
		const changes = every.filter(({ value, counts, makes, isOfHolder, span }) => (first === undefined || value === undefined || value !== first) && !(isCountedDown && counts === 'up') && !(isOfHolder && (beginsAfter(outline, span, waiter, cx) || !isOwnHolder(outline, span, cx)))
			&& !(wanted !== undefined && makes !== undefined && makes !== wanted));
		if (outline.id !== waiter.outline.id) { return changes.slice(0, 1).map(({ span }) => ({ outline, span })); }
		// Another call of the same function may be the one that changes it, behind its own wait.
		return flag.kind === 'local' ? [] : changes.filter(({ span }) => span.start >= waiter.span.end).slice(0, 1).map(({ span }) => ({ outline, span }));
	});
}

/** In Python: what is put in the holder's place comes from code of the workspace. What a package gives changes by itself, and `None` has nothing that could be looked at. */
function isOwnHolder(outline: FunctionOutline, span: Span, { graph }: Surroundings): boolean {
	if (graph.fileOf(outline.id)?.language !== 'python') { return true; }
	const value = stepsOf(outline.body).find(({ step }) => step.kind === 'place' && step.span === span)?.step;
	const call = value?.kind === 'place' && value.value?.kind === 'call' ? callsOf(outline)(value.value.call) : undefined;
	return call !== undefined && graph.resolveCallee(call.callee).length > 0;
}

/** Behind this place a function calls the one that waits: what it waits with has been put there before. */
function beginsAfter({ id }: FunctionOutline, { end }: Span, waiter: Waiter, { graph }: Surroundings): boolean {
	return graph.callersOf(waiter.outline.id).some((caller) => caller.id === id && caller.links.some(({ site: { step } }) => step.span.start >= end));
}

/** `while (list.length === 0)` waits until the list is longer, `while (list.length > 0)` until it is shorter. */
function wantedLength(flag: Exclude<Flag, { kind: 'member' }>, { lengthTests = [] }: Waiter): 'longer' | 'shorter' | undefined {
	const test = lengthTests.find(({ place }) => isSameRoot(place, flag) && place.path.join('.') === flag.path.join('.'));
	return test === undefined ? undefined : test.comparison === 'over' || test.comparison === 'at-least' ? 'shorter' : 'longer';
}

/** Runs before anybody can wait. */
function isMaker({ kind }: FunctionOutline): boolean {
	return kind === 'module' || kind === 'initializer' || kind === 'constructor';
}

type Plain = string | number | boolean | null;

/** The constant that a flag has when the wait begins: what the waiting function sets it to before, else what it is made with; undefined where that is not one. */
function firstValue(functions: readonly FunctionOutline[], flag: Exclude<Flag, { kind: 'member' }>, waiter: Waiter, cx: Surroundings): Plain | undefined {
	const own = changesIn(waiter.outline, flag, cx, true).filter(({ span }) => span.end <= waiter.span.start);
	const made = own.length > 0 ? own : functions.filter(isMaker).flatMap((outline) => changesIn(outline, flag, cx, true));
	return made.at(-1)?.value;
}

/** True if the waiting code itself changes the flag. */
export function isChangedWithin(flag: Flag, { outline, span }: Waiter, cx: Surroundings): boolean {
	return flag.kind !== 'member' && changesIn(outline, flag, cx).some((each) => contains(span, each.span));
}

/**
 * The waiting code counts how often in a row it found something, and begins again at a constant (`empty++`, `empty = 0`): it waits for some time in which nothing
 * changes, of which nobody else could tell it.
 */
export function waitsForQuiet({ outline, span }: Waiter): boolean {
	const counted = new Set<string>(), reset = new Set<string>();
	for (const { step } of stepsOf(outline.body)) {
		if (!contains(span, step.span)) { continue; }
		if (step.kind === 'bind' && !step.isDeclaration) { (isNumber(step.value) ? reset : counted).add(String(step.binding)); }
		if (step.kind === 'place' && step.operation === 'assign') { (isNumber(step.value) ? reset : counted).add([step.place.root, step.place.name, step.place.binding, ...step.place.path].join(' ')); }
	}
	return [...counted].some((each) => reset.has(each));
}

/** The same of one thing that it looks at. */
export function isCountOfQuiet(flag: Flag, { outline, span }: Waiter, cx: Surroundings): boolean {
	const values = flag.kind === 'member' ? [] : changesIn(outline, flag, cx).filter((each) => contains(span, each.span)).map(({ value }) => value);
	return values.some((value) => typeof value === 'number') && values.includes(undefined);
}

function isNumber(value: Value | undefined): boolean { return value?.kind === 'constant' && typeof value.value === 'number'; }

export interface Change {
	readonly span: Span;
	/** What it is set to, if that is a constant. */
	readonly value: Plain | undefined;
	readonly counts: 'up' | 'down' | undefined;
	/** What holds the flag is replaced. */
	readonly isOfHolder: boolean;
	/** What becomes of a list. */
	readonly makes: 'longer' | 'shorter' | undefined;
}

/** The changes of a flag in a function. `withDeclaration`: what a local variable is declared with counts too. */
export function changesIn(outline: FunctionOutline, flag: Exclude<Flag, { kind: 'member' }>, cx: Surroundings, withDeclaration = false): Change[] {
	if (flag.kind === 'field' && ownerOf(outline, cx) !== flag.owner) { return []; }
	return stepsOf(outline.body).flatMap(({ step }) => (changes(step, flag, withDeclaration) ? [{ span: step.span, value: setTo(step, flag), counts: step.kind === 'bind' || step.kind === 'place' ? step.counts : undefined, isOfHolder: step.kind === 'place' && step.place.path.length < flag.path.length, makes: lengthMadeBy(step) }] : []));
}

function lengthMadeBy(step: Step): 'longer' | 'shorter' | undefined {
	const how = step.kind === 'place' ? step.operation : step.kind === 'call' && step.callee.kind === 'external' ? step.callee.symbol.slice(step.callee.symbol.lastIndexOf('.') + 1) : '';
	if (/^(?:push|unshift|add|set)$/.test(how)) { return 'longer'; }
	return /^(?:shift|pop|remove|delete|clear|splice)$/.test(how) ? 'shorter' : undefined;
}

function setTo(step: Step, flag: Exclude<Flag, { kind: 'member' }>): Plain | undefined {
	// The whole that holds a flag is no value of the flag's.
	const isWhole = step.kind === 'bind' || (step.kind === 'place' && step.operation === 'assign' && step.place.path.length === flag.path.length);
	return isWhole && step.value?.kind === 'constant' && (step.kind !== 'bind' || flag.path.length === 0) ? step.value.value : undefined;
}

function changes(step: Step, flag: Exclude<Flag, { kind: 'member' }>, withDeclaration: boolean): boolean {
	if (step.kind === 'bind') { return flag.kind === 'local' && step.binding === flag.binding && (withDeclaration || !step.isDeclaration); }
	if (step.kind === 'place') { return writing.has(step.operation) && reaches(step.place, flag); }
	if (step.kind !== 'call' || step.callee.kind !== 'external' || step.receiver === undefined) { return false; }
	const { symbol } = step.callee;
	return symbol.startsWith('lib#') && mutators.has(symbol.slice(symbol.lastIndexOf('.') + 1)) && reaches(placeOf(step.receiver), flag);
}

function placeOf(value: Value): Place | undefined {
	if (value.kind === 'place') { return value.place; }
	return value.kind === 'binding' ? { root: 'binding', binding: value.binding, path: [] } : undefined;
}

/** True if a change of the place changes the flag: it is the flag, or holds it. */
function reaches(place: Place | undefined, flag: Exclude<Flag, { kind: 'member' }>): boolean {
	// What is further up holds much more: that it is replaced says nothing of this.
	if (place === undefined || !isSameRoot(place, flag) || flag.path.length - place.path.length > 1 && place.path.length > 0) { return false; }
	// An entry that is set or deleted changes the list or map.
	return place.path.every((part, index) => part === flag.path[index] || index >= flag.path.length && part === '[]');
}

function isSameRoot(place: Place, flag: Exclude<Flag, { kind: 'member' }>): boolean {
	switch (flag.kind) {
		case 'field': return place.root === 'this';
		case 'module': return place.root === 'module' && place.name === flag.variable;
		case 'local': return place.root === 'binding' && place.binding === (flag.binding satisfies BindingId);
	}
}

/** More than a project's functions between a loop and what it calls are not gone through. */
const mostFunctions = 500;

/** The functions that calls within a span come to, at whatever depth. */
export function reachedFrom({ outline, span }: Waiter, { graph }: Surroundings): ReadonlySet<FunctionId> {
	const reached = new Set<FunctionId>();
	const add = (id: FunctionId, within?: Span): void => {
		for (const { step, callee } of graph.sitesOf(id)) {
			if (within !== undefined && !contains(within, step.span)) { continue; }
			for (const target of graph.resolveCallee(callee)) { reached.add(target); }
		}
	};
	add(outline.id, span);
	for (const id of reached) { if (reached.size < mostFunctions) { add(id); } }
	return reached;
}
