/** Which modules are programs: what their top level begins is what the process is for, and a failure is to end it. */
import { fileOf, type Caller, type CallGraph } from '../../callgraph/graph.ts';
import { lastName } from '../../callgraph/paths.ts';
import { eachStep } from '../../callgraph/sites.ts';
import type { FileOutline, FunctionId, FunctionOutline, Step, Value } from '../../outline/model.ts';
import { contains, type Span } from '../../outline/span.ts';
import { stepsOf } from '../../outline/walk.ts';

/** A module that a command runs. */
export function isRunByCommand(id: FunctionId, graph: CallGraph): boolean {
	const outline = graph.fileOf(id);
	if (outline === undefined) { return false; }
	const { entry, isProgram } = graph.factsOf(outline.file);
	return outline.role.hasShebang || entry !== undefined || isProgram === true;
}

/** So many calls lead from a program's top level to what still counts as its own. */
const deepest = 4;

/**
 * Run from a command line, for one thing, after which the process ends: a program's top level, the work of a command, and what only such code
 * calls. Not where something on the way makes the process serve.
 */
export function isOfCommandLine(id: FunctionId, graph: CallGraph, depth = 0): boolean {
	const outline = graph.functionOf(id);
	if (outline === undefined || depth > deepest || graph.listens(id)) { return false; }
	if (outline.kind === 'module') { return isRunByCommand(id, graph); }
	const callers = graph.callersOf(id).filter(({ isTest }) => !isTest);
	return callers.length > 0 && callers.every((caller) => !caller.isKept && caller.roots.every(({ what }) => what === 'command')
		&& (caller.roots.length > 0 || isMainOnly(caller, graph) || isOfCommandLine(caller.id, graph, depth + 1)));
}

/** `if (require.main === module) { run(); }` in a module that others import, too. */
function isMainOnly({ id, links }: Caller, graph: CallGraph): boolean {
	const outline = graph.functionOf(id);
	return outline?.kind === 'module' && links.every(({ site: { step } }) => isInMainArm(outline, step.span));
}

/** What programs are called, and what they call their beginning. */
const programFile = /(?:^|\/)(?:bin|cmd|entry|entrypoints?|scripts?)\/[^/]+\.[cm]?[jt]sx?$|(?:^|\/)(?:index|main|server|app|cli|start|\w*bootstrap|worker|www|bin)\.[cm]?[jt]sx?$/i;
const beginning = /^(?:main|init|initiali[sz]e|bootstrap|boot|run|start|launch|setup|serve)(?:$|[A-Z_])/;

/** One that looks like a program by its name, by what it calls its beginning, or because it ends the process, and that no other module imports, as far as is known. */
export function looksLikeProgram(id: FunctionId, targets: readonly FunctionId[], graph: CallGraph): boolean {
	const outline = graph.fileOf(id);
	if (outline === undefined || graph.factsOf(outline.file).isTest) { return false; }
	// One that offers no function is imported for what it does.
	const taken = importedFiles(graph).get(outline.file);
	if (taken === 'parts' || taken === 'whole' && outline.functions.some(({ isExported }) => isExported)) { return false; }
	return programFile.test(outline.file) || targets.some((target) => beginning.test(lastName(target))) || endsProcess(outline);
}

/** Nobody imports it, it offers nothing, and it uses something of others: its top level is there to be run. */
export function isProgramByItself(id: FunctionId, graph: CallGraph): boolean {
	const outline = graph.fileOf(id);
	if (outline === undefined || importedFiles(graph).has(outline.file) || outline.functions.some(({ isExported }) => isExported)) { return false; }
	const isUsed = (step: Step): boolean => step.kind === 'call' && (step.callee.kind === 'external' && !/^(?:lib|global)#/.test(step.callee.symbol) || step.callee.kind === 'function' && fileOf(step.callee.id) !== outline.file);
	return outline.functions.some(({ body }) => stepsOf(body).some(({ step }) => isUsed(step)));
}

/** A module's top level takes what stands behind its name on a command line: `build(process.argv[2])`. */
export function readsArguments({ body }: FunctionOutline): boolean {
	const isRead = (value: Value | undefined): boolean => value?.kind === 'external' && commandLine.test(value.symbol);
	return stepsOf(body).some(({ step }) => step.kind === 'bind' && isRead(step.value) || step.kind === 'call' && (isRead(step.receiver) || step.arguments.some(({ value }) => isRead(value))));
}

const commandLine = /^(?:global#process\.|node:process#(?:(?:default|Process)\.)?)argv(?:\.|$)/;

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

/** What others take of a file: parts by their names, or what it is as a whole, which may be nothing (`import('./worker.js')`). */
type Taken = 'parts' | 'whole';

/** What was found in a graph, until it changes. */
const found = new WeakMap<CallGraph, { readonly version: number; readonly files: ReadonlyMap<string, Taken> }>();

/** The files that others than tests import something from, as far as they are known. */
function importedFiles(graph: CallGraph): ReadonlyMap<string, Taken> {
	const known = found.get(graph);
	if (known?.version === graph.version) { return known.files; }
	const files = new Map<string, Taken>();
	for (const outline of graph.files()) {
		if (graph.factsOf(outline.file).isTest) { continue; }
		const imports: readonly (readonly [string, readonly string[] | undefined])[] = outline.imports === undefined ? outline.dependencies.map((file) => [file, undefined] as const) : Object.entries(outline.imports);
		for (const [file, names] of imports) {
			if (file === outline.file || files.get(file) === 'parts') { continue; }
			files.set(file, names?.every((name) => name === '*') === true ? 'whole' : 'parts');
		}
	}
	found.set(graph, { version: graph.version, files });
	return files;
}
