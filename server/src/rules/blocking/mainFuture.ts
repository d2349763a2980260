/** What a program of Rust awaits in `main` itself, one thing after another: it runs on the thread that the program began on, and tasks have threads of their own. */
import { fileOf, type CallGraph, type Caller } from '../../callgraph/graph.ts';
import type { Catalogue } from '../../catalogue/catalogue.ts';
import type { FunctionId } from '../../outline/model.ts';
import { stepsOf } from '../../outline/walk.ts';

/** So many functions are looked at on the way up. */
const most = 100;

/**
 * True if every way to a function begins in such a `main` of the workspace, is awaited in line, and nothing on it takes connections.
 * "The async function marked with this macro does not run as a worker": https://docs.rs/tokio/1/tokio/attr.main.html
 */
export function isOfMainFuture(id: FunctionId, graph: CallGraph, catalogue: Catalogue): boolean {
	if (graph.fileOf(id)?.language !== 'rust') { return false; }
	const seen = new Set([id]);
	let isOfMain = false;
	for (const at of seen) {
		if (seen.size > most || isForOthers(at, graph) || takesConnections(at, graph, catalogue)) { return false; }
		if (isMainOfWorkers(at, graph, catalogue)) { isOfMain = true; continue; }
		const callers = graph.callersOf(at).filter((caller) => !caller.isTest && caller.id !== at);
		if (callers.length === 0 || !callers.every((caller) => isInLine(caller, graph))) { return false; }
		for (const caller of callers) { seen.add(caller.id); }
	}
	return isOfMain;
}

function isForOthers(id: FunctionId, graph: CallGraph): boolean {
	return graph.functionOf(id)?.isExported !== false && graph.factsOf(fileOf(id)).isExternalEntry === true;
}

/** What comes in waits for whoever takes it, on whatever thread. */
function takesConnections(id: FunctionId, graph: CallGraph, catalogue: Catalogue): boolean {
	const outline = graph.functionOf(id);
	return outline !== undefined && stepsOf(outline.body).some(({ step }) => step.kind === 'call' && step.callee.kind === 'external' && catalogue.lookup(step.callee.symbol)?.listens === true);
}

function isMainOfWorkers(id: FunctionId, graph: CallGraph, catalogue: Catalogue): boolean {
	return graph.functionOf(id)?.name === 'main' && graph.functionOf(id)?.decorators.some((each) => each.kind === 'external' && catalogue.lookup(each.symbol)?.decorates?.hasWorkers === true) === true;
}

/** Called, and awaited where it is async: neither begun as a task nor kept for somebody else. What stands beside it in a `join!` or `select!` does wait, and is not told of. */
function isInLine({ links, roots, isKept }: Caller, graph: CallGraph): boolean {
	return !isKept && roots.length === 0 && links.length > 0 && links.every(({ kind, isSpawned, targets, site: { step } }) => kind === 'call' && isSpawned !== true
		&& (step.kind !== 'call' || step.result.kind === 'awaited' || !targets.some((target) => graph.functionOf(target)?.isAsync)));
}
