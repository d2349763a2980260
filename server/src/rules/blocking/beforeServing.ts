/** What an async function does before its server listens: nothing waits for it yet. */
import type { CallGraph, OwnStep } from '../../callgraph/graph.ts';
import type { Catalogue } from '../../catalogue/catalogue.ts';
import { contains, type Span } from '../../outline/span.ts';
import type { CallStep, FunctionId, FunctionOutline, Step } from '../../outline/model.ts';
import { stepsOf } from '../../outline/walk.ts';

/** So many calls up and down servers are looked for. */
const deepest = 3;

/** True if a step surely runs before the server listens that its function, or each of those that call it, begins further down. */
export function isBeforeServing({ id }: FunctionOutline, step: OwnStep, graph: CallGraph, catalogue: Catalogue): boolean {
	const language = graph.fileOf(id)?.language;
	if (step.position.isInEndlessLoop || language === 'typescript') { return false; }
	return step.function === id && stands(step.site.step.span, id, graph, catalogue) || language === 'python' && isCalledBefore(id, graph, catalogue, 0);
}

/** True if a part of a function stands before the first call in it that makes something listen. */
function stands(span: Span, id: FunctionId, graph: CallGraph, catalogue: Catalogue): boolean {
	const outline = graph.functionOf(id);
	// The graph knows quickly where nothing does.
	if (outline === undefined || !outline.isAsync || !graph.listens(id)) { return false; }
	const first = stepsOf(outline.body).find(({ step, path }) => step.kind === 'call' && opens(step, graph, catalogue, 0) && !path.some((each) => isInOtherArm(each, step.span, span)));
	return first !== undefined && precedes(span, first.step.span) && !first.path.some((each) => each.kind === 'loop' && contains(each.span, span));
}

/** Of two ways only one is taken: what the other one begins does not come before. */
function isInOtherArm(around: Step, one: Span, other: Span): boolean {
	return around.kind === 'branch' && around.arms.some(({ block }) => contains(block.span, other)) && !around.arms.some(({ block }) => contains(block.span, one) && contains(block.span, other));
}

/** True also for what is an argument of a call, or what that is called on. */
function precedes({ start, end }: Span, call: Span): boolean {
	return end < call.end || end === call.end && start > call.start;
}

function isCalledBefore(id: FunctionId, graph: CallGraph, catalogue: Catalogue, depth: number): boolean {
	if (depth >= deepest) { return false; }
	const callers = graph.callersOf(id).filter(({ isTest }) => !isTest);
	return callers.length > 0 && callers.every(({ id: caller, links, roots, isKept }) => roots.length === 0 && !isKept && links.length > 0
		&& links.every(({ kind, site, isSpawned }) => kind === 'call' && isSpawned !== true && !site.position.isInEndlessLoop
			&& (stands(site.step.span, caller, graph, catalogue) || isCalledBefore(caller, graph, catalogue, depth + 1))));
}

/** True if a call makes the process serve; that it begins a task is not enough, but where Rust begins one by which it serves. */
export function opens({ callee, arguments: given }: CallStep, graph: CallGraph, catalogue: Catalogue, depth: number): boolean {
	const isOpening = (target: FunctionId): boolean => {
		const outline = graph.functionOf(target);
		return outline !== undefined && graph.listens(target) && stepsOf(outline.body).some(({ step }) => step.kind === 'call' && opens(step, graph, catalogue, depth + 1));
	};
	if (callee.kind === 'external') {
		const entry = catalogue.lookup(callee.symbol);
		const task = entry?.spawns === undefined ? undefined : given[entry.spawns.argument]?.value;
		return entry?.listens === true || depth < deepest && task?.kind === 'function' && graph.fileOf(task.id)?.language === 'rust' && isOpening(task.id);
	}
	return depth < deepest && graph.resolveCallee(callee).some(isOpening);
}
