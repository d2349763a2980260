/** Which modules are programs: what their top level begins is what the process is for, and a failure is to end it. */
import type { CallGraph } from '../../callgraph/graph.ts';
import { lastName } from '../../callgraph/paths.ts';
import { eachStep } from '../../callgraph/sites.ts';
import type { FileOutline, FunctionId, FunctionOutline } from '../../outline/model.ts';
import { contains, type Span } from '../../outline/span.ts';
import { stepsOf } from '../../outline/walk.ts';

/** A module that a command runs. */
export function isRunByCommand(id: FunctionId, graph: CallGraph): boolean {
	const outline = graph.fileOf(id);
	if (outline === undefined) { return false; }
	const { entry, isProgram } = graph.factsOf(outline.file);
	return outline.role.hasShebang || entry !== undefined || isProgram === true;
}

/** What programs are called, and what they call their beginning. */
const programFile = /(?:^|\/)(?:bin|cmd|entry|entrypoints?|scripts?)\/[^/]+\.[cm]?[jt]sx?$|(?:^|\/)(?:index|main|server|app|cli|start|bootstrap|worker|www|bin)\.[cm]?[jt]sx?$/;
const beginning = /^(?:main|init|initiali[sz]e|bootstrap|boot|run|start|launch|setup|serve)(?:$|[A-Z_])/;

/** One that looks like a program by its name, by what it calls its beginning, or because it ends the process, and that no other module imports, as far as is known. */
export function looksLikeProgram(id: FunctionId, targets: readonly FunctionId[], graph: CallGraph): boolean {
	const outline = graph.fileOf(id);
	if (outline === undefined || graph.factsOf(outline.file).isTest || importedFiles(graph).has(outline.file)) { return false; }
	return programFile.test(outline.file) || targets.some((target) => beginning.test(lastName(target))) || endsProcess(outline);
}

function endsProcess({ functions }: FileOutline): boolean {
	return functions.some(({ body }) => {
		let ends = false;
		eachStep(body, (step) => { ends ||= step.kind === 'call' && step.callee.kind === 'external' && /^(?:global#process|node:process#(?:default|Process))\.exit$|^node:process#exit$/.test(step.callee.symbol); });
		return ends;
	});
}

/** `if (require.main === module) { … }` */
export function isInMainArm(owner: FunctionOutline, span: Span): boolean {
	return stepsOf(owner.body).some(({ step }) => {
		const arm = step.kind === 'branch' && step.test?.fact === 'main-module' ? step.arms[step.test.arm] : undefined;
		return arm !== undefined && contains(arm.block.span, span);
	});
}

/** What was found in a graph, until it changes. */
const found = new WeakMap<CallGraph, { readonly version: number; readonly files: ReadonlySet<string> }>();

/** The files that others than tests import, as far as they are known. */
function importedFiles(graph: CallGraph): ReadonlySet<string> {
	const known = found.get(graph);
	if (known?.version === graph.version) { return known.files; }
	const files = new Set<string>();
	for (const { id, kind } of graph.functions()) {
		const outline = kind === 'module' ? graph.fileOf(id) : undefined;
		if (outline === undefined || graph.factsOf(outline.file).isTest) { continue; }
		for (const file of outline.dependencies) { if (file !== outline.file) { files.add(file); } }
	}
	found.set(graph, { version: graph.version, files });
	return files;
}
