/** Panics of tasks that a program of Rust learns of, whoever keeps their handles: its hook ends the process, or sends what it is told. */
import type { CallGraph } from '../../callgraph/graph.ts';
import { lastName } from '../../callgraph/paths.ts';
import type { CallStep, FileOutline, FunctionId, FunctionOutline, Step } from '../../outline/model.ts';
import { perFile } from '../../outline/perFile.ts';
import { contains } from '../../outline/span.ts';
import { stepsOf } from '../../outline/walk.ts';

/** True where something of the workspace, other than tests, sets such a hook. */
export function learnsOfPanics(graph: CallGraph): boolean {
	let known = answers.get(graph);
	if (known?.version !== graph.version) { answers.set(graph, known = { version: graph.version, answer: isTold(graph) }); }
	return known.answer;
}

const answers = new WeakMap<CallGraph, { readonly version: number; readonly answer: boolean }>();

function isTold(graph: CallGraph): boolean {
	for (const outline of graph.files()) {
		if (outline.language !== 'rust' || graph.factsOf(outline.file).isTest) { continue; }
		if (hooksIn(outline).some((id) => tells(graph.functionOf(id), graph, 0))) { return true; }
	}
	return false;
}

/** The functions that are given to `set_hook()`, in a box or a block. */
const hooksIn = perFile(({ functions }: FileOutline): readonly FunctionId[] => functions.flatMap(({ body }) => {
	const steps = stepsOf(body).map(({ step }) => step);
	const sets = steps.filter((step): step is CallStep => step.kind === 'call' && step.callee.kind === 'external' && step.callee.symbol === 'std::panic#set_hook');
	return sets.flatMap(({ span }) => steps.flatMap((step) => (step.kind === 'closure' && contains(span, step.span) ? [step.function] : [])));
}));

/** So many calls down the end of the process is looked for. */
const deepest = 2;

function tells(outline: FunctionOutline | undefined, graph: CallGraph, depth: number): boolean {
	return outline !== undefined && stepsOf(outline.body).some(({ step }) => isTelling(step) || step.kind === 'call' && depth < deepest && graph.resolveCallee(step.callee).some((target) => tells(graph.functionOf(target), graph, depth + 1)));
}

function isTelling(step: Step): boolean {
	if (step.kind !== 'call') { return false; }
	const { callee } = step;
	const name = callee.kind === 'external' ? lastName(callee.symbol) : callee.kind === 'unresolved' ? callee.name : '';
	return callee.kind === 'external' && /^std::process::?#?(?:exit|abort)$/.test(callee.symbol) || /^(?:send|try_send|blocking_send|cancel|exit|abort)$/.test(name);
}
