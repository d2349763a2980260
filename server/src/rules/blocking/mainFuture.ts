/** What a program of Rust awaits in `main` itself, one thing after another: it runs on the thread that the program began on, and tasks have threads of their own. */
import { fileOf, type CallGraph, type Caller } from '../../callgraph/graph.ts';
import type { Catalogue } from '../../catalogue/catalogue.ts';
import type { FunctionId, Step } from '../../outline/model.ts';
import { stepsOf } from '../../outline/walk.ts';
import { callsOf } from '../tasks/chains.ts';

/** So many functions are looked at on the way up. */
const most = 100;

/**
 * True if every way to a function begins in such a `main` of the workspace, or in a future that the sync code of a program runs to its end, is awaited in line, and nothing on it takes
 * connections.
 * "The async function marked with this macro does not run as a worker": https://docs.rs/tokio/1/tokio/attr.main.html
 */
export function isOfMainFuture(id: FunctionId, graph: CallGraph, catalogue: Catalogue): boolean {
	if (graph.fileOf(id)?.language !== 'rust') { return false; }
	const seen = new Set([id]), offering = new Set<string>(), begun = new Set<string>();
	for (const at of seen) {
		if (seen.size > most || takesConnections(at, graph, catalogue)) { return false; }
		// Whoever has a value of an offered type calls its methods, from whatever task.
		if (isForOthers(at, graph)) { if (graph.functionOf(at)?.kind !== 'function') { return false; } offering.add(packageOf(at)); }
		if (isMainOfWorkers(at, graph, catalogue)) { begun.add(packageOf(at)); continue; }
		const callers = graph.callersOf(at).filter((caller) => !caller.isTest && caller.id !== at);
		if (callers.length === 0) { return false; }
		for (const caller of callers) {
			if (isDrivenByProgram(at, caller, graph, catalogue)) { begun.add(packageOf(caller.id)); continue; }
			if (!isInLine(caller, graph)) { return false; }
			seen.add(caller.id);
		}
	}
	// What a package offers and its own program comes to is there for that program.
	return begun.size > 0 && [...offering].every((each) => begun.has(each));
}

/** The folder of the package: Cargo keeps the sources of all its targets, but for tests and the like, in one below it. */
function packageOf(id: FunctionId): string {
	return fileOf(id).replace(/\/src\/(?:(?!\/src\/).)*$/, '');
}

/** `RUNTIME.block_on(async { … })` in the sync code of a program, of a runtime that has threads for tasks. Of which type a static is that a macro makes, the text may not tell. */
function isDrivenByProgram(id: FunctionId, { id: caller, roots, links }: Caller, graph: CallGraph, catalogue: Catalogue): boolean {
	const outline = graph.functionOf(caller);
	if (outline === undefined || outline.isAsync || roots.length > 0 || graph.factsOf(fileOf(caller)).starts?.includes('main') !== true || graph.isAsyncLike(caller)) { return false; }
	const drives = (step: Step | undefined): boolean => step?.kind === 'call' && (step.callee.kind === 'external' ? /^tokio::runtime#(?:Runtime|Handle)\.block_on$/.test(step.callee.symbol) && catalogue.lookup(step.callee.symbol)?.drives === 0 : step.callee.kind === 'unresolved' && step.callee.name.endsWith('block_on') && step.receiver !== undefined);
	const calls = callsOf(outline), steps = stepsOf(outline.body).map(({ step }) => step);
	if (steps.some((step) => step.kind === 'call' && step.callee.kind === 'external' && step.callee.symbol === 'tokio::runtime#Builder.new_current_thread')) { return false; }
	const isGiven = steps.some((step) => drives(step) && step.kind === 'call' && step.arguments[0]?.value.kind === 'function' && step.arguments[0].value.id === id);
	return isGiven || links.length > 0 && links.every(({ kind, site: { step } }) => step.kind === 'call' && (kind === 'inline' ? drives(step) : step.result.kind === 'argument' && drives(calls(step.result.call))));
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
