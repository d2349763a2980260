/** Several callbacks of a file of which one function is to be mended: the same function given in several places, or others that fail only by what it fails with. */
import type { CallGraph } from '../../callgraph/graph.ts';
import { fileOf } from '../../callgraph/graph.ts';
import type { Catalogue } from '../../catalogue/catalogue.ts';
import type { FunctionId, FunctionOutline } from '../../outline/model.ts';
import { contains } from '../../outline/span.ts';
import { stepsOf } from '../../outline/walk.ts';
import { catchesAll, throwsItself } from './evidence.ts';
import { createSettling } from './settling.ts';
import type { VoidCallback } from './voidCallbacks.ts';

/** Callbacks with one cause; the first stands for all. */
export interface SameFailure {
	readonly first: VoidCallback;
	readonly others: readonly VoidCallback[];
	/** The function that they fail with. */
	readonly cause?: FunctionOutline;
}

/** By the function whose failure is lost. What is written in its place is one of its own. */
export function bySameFailure(callbacks: readonly VoidCallback[], graph: CallGraph, catalogue: Catalogue): readonly SameFailure[] {
	const groups = new Map<string, { readonly first: VoidCallback; readonly others: VoidCallback[]; readonly cause?: FunctionOutline }>();
	callbacks.forEach((each, at) => {
		const cause = isAlone(each) || each.callbacks[0] === undefined ? undefined : causeOf(each.callbacks[0], graph, catalogue);
		const key = cause === undefined ? `${at}` : [each.isOutOfSight, each.kind === 'attribute', cause.id].join(' ');
		const present = groups.get(key);
		if (present === undefined) { groups.set(key, { first: each, others: [], ...(cause !== undefined && { cause }) }); } else { present.others.push(each); }
	});
	return [...groups.values()];
}

/** What is written in its place is mended there; a member is declared, not given. */
function isAlone({ harm, isOvertaken, kind, taker, callbacks: [callback, ...more], given }: VoidCallback): boolean {
	return harm !== 'failure' || isOvertaken || taker === 'forEach' || kind === 'member' || kind === 'result' || callback === undefined || more.length > 0 || callback.span.start === given.start;
}

/** So many calls down. */
const deepest = 3;

/** The function of the same file by which alone it fails, and that only this file calls; itself where there is none. */
function causeOf(callback: FunctionOutline, graph: CallGraph, catalogue: Catalogue, depth = 0): FunctionOutline {
	if (!callback.isAsync || depth >= deepest || throwsItself(callback)) { return callback; }
	const settling = createSettling(graph, catalogue), causes = new Set<FunctionId | undefined>();
	for (const { step, path } of stepsOf(callback.body)) {
		if (step.kind === 'loop' && step.loop === 'await') { causes.add(undefined); }
		if (step.kind !== 'call' || step.result.kind !== 'awaited' && step.result.kind !== 'returned' || path.some((each) => each.kind === 'try' && catchesAll(each) && contains(each.body.span, step.span))) { continue; }
		if (settling.fateOf(step, callback) !== 'may-fail') { continue; }
		const targets = graph.resolveCallee(step.callee);
		causes.add(targets.length === 1 ? targets[0] : undefined);
	}
	const [only] = causes, cause = causes.size === 1 && only !== undefined ? graph.functionOf(only) : undefined;
	if (cause === undefined || cause.id === callback.id || !cause.isAsync || !isOfItsFileAlone(cause, callback, graph)) { return callback; }
	return causeOf(cause, graph, catalogue, depth + 1);
}

function isOfItsFileAlone({ id }: FunctionOutline, callback: FunctionOutline, graph: CallGraph): boolean {
	const file = fileOf(callback.id);
	return fileOf(id) === file && graph.callersOf(id).every((caller) => fileOf(caller.id) === file);
}
