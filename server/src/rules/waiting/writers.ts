/** Who changes what a loop waits for, while it waits. */
import { fileOf } from '../../callgraph/graph.ts';
import type { BindingId, FunctionId, FunctionOutline, Place, Step, Value } from '../../outline/model.ts';
import { contains, type Span } from '../../outline/span.ts';
import { stepsOf } from '../../outline/walk.ts';
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
}

/**
 * The places outside of the waiting code that change a flag, in the order of the text: one a function. What makes the object or loads the module is over by
 * then, and does not count; nor does what the waiting function does before it waits.
 */
export function writersOf(flag: Flag, waiter: Waiter, cx: Surroundings): Writer[] {
	if (flag.kind === 'member') { return []; }
	const file = flag.kind === 'local' ? flag.file : flag.kind === 'module' ? fileOf(flag.variable) : fileOf(flag.owner);
	const functions = cx.graph.fileOf(`${file}#<module>`)?.functions ?? [];
	return functions.flatMap((outline): Writer[] => {
		if (outline.kind === 'module' || outline.kind === 'initializer' || outline.kind === 'constructor') { return []; }
		const changes = changesIn(outline, flag, cx);
		if (outline.id !== waiter.outline.id) { return changes.slice(0, 1).map((span) => ({ outline, span })); }
		// Another call of the same function may be the one that changes it, behind its own wait.
		return flag.kind === 'local' ? [] : changes.filter((span) => span.start >= waiter.span.end).slice(0, 1).map((span) => ({ outline, span }));
	});
}

/** True if the waiting code itself changes the flag. */
export function isChangedWithin(flag: Flag, { outline, span }: Waiter, cx: Surroundings): boolean {
	return flag.kind !== 'member' && changesIn(outline, flag, cx).some((each) => contains(span, each));
}

function changesIn(outline: FunctionOutline, flag: Exclude<Flag, { kind: 'member' }>, cx: Surroundings): Span[] {
	if (flag.kind === 'field' && ownerOf(outline, cx) !== flag.owner) { return []; }
	const spans: Span[] = [];
	for (const { step } of stepsOf(outline.body)) { if (changes(step, flag)) { spans.push(step.span); } }
	return spans;
}

function changes(step: Step, flag: Exclude<Flag, { kind: 'member' }>): boolean {
	if (step.kind === 'bind') { return flag.kind === 'local' && step.binding === flag.binding && !step.isDeclaration; }
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
	if (place === undefined || !isSameRoot(place, flag)) { return false; }
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
