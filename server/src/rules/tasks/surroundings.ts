/** Where a lost promise stands: under a handler that never sees its failure, before something that needs what it does. */
import type { CallGraph } from '../../callgraph/graph.ts';
import { eachStep } from '../../callgraph/sites.ts';
import type { FunctionId, FunctionOutline, Place, PlaceOperation, Step } from '../../outline/model.ts';
import type { Span } from '../../outline/span.ts';
import { stepsOf } from '../../outline/walk.ts';
import { isDoneAtOnce } from './evidence.ts';
import type { Lost } from './lostPromises.ts';

/** It stands in the body of a `try` with a handler: without `await`, that handler is never asked. */
export function isInHandledTry(owner: FunctionOutline, span: Span): boolean {
	for (const { step } of stepsOf(owner.body)) {
		if (step.kind === 'try' && step.handlers.length > 0 && contains(step.body.span, span)) { return true; }
	}
	return false;
}

/** What the called function writes is read later in the same function, by itself or by what it calls there. */
export function isReadAfterwards({ owner, span, targets }: Lost, graph: CallGraph): boolean {
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
	const isAtOnce = targets.every((target) => { const outline = graph.functionOf(target); return outline !== undefined && isDoneAtOnce(outline, graph); });
	if (isAtOnce) { return false; }
	let follows = false;
	eachStep(owner.body, (step) => {
		follows ||= step.kind === 'loop' && contains(step.body.span, span)
			|| step.span.start >= span.end && (step.kind === 'call' || step.kind === 'access' || step.kind === 'await' || step.kind === 'place' || step.kind === 'exit' && step.value !== undefined && step.value.kind !== 'constant');
	});
	return follows;
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

function contains(outer: Span, inner: Span): boolean {
	return outer.start <= inner.start && inner.end <= outer.end;
}
