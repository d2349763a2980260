/** What becomes of a rejection that nobody handles, where the program runs: Node ends it, a page goes on, and some programs see to it themselves. */
import type { CallGraph } from '../../callgraph/graph.ts';
import type { FunctionId, FunctionOutline } from '../../outline/model.ts';
import { perFile } from '../../outline/perFile.ts';
import { stepsOf } from '../../outline/walk.ts';
import { hostOf } from './hosts.ts';

/** A listener for all rejections of a process: `process.on('unhandledRejection', …)`. */
interface RejectionHandler {
	readonly file: string;
	/** What listens, where that is a function of the workspace. */
	readonly listener?: FunctionId;
}

const ofProcess = /^(?:global#process|node:process#(?:default|Process|process))\.(?:on|once|addListener|prependListener)$|^node:process#(?:on|once|addListener)$/;

const handlersIn = perFile(({ file, functions }): readonly RejectionHandler[] => functions.flatMap(({ body }) => stepsOf(body).flatMap(({ step }): readonly RejectionHandler[] => {
	if (step.kind !== 'call' || step.callee.kind !== 'external' || !ofProcess.test(step.callee.symbol)) { return []; }
	const [event, given] = step.arguments;
	if (event?.value.kind !== 'constant' || event.value.value !== 'unhandledRejection') { return []; }
	return [{ file, ...(given?.value.kind === 'function' && { listener: given.value.id }) }];
})));

const ofTests = /(?:^|\/)(?:__tests?__|tests?|e2e|spec)\/|[._-](?:test|spec|e2e)\.[cm]?[jt]sx?$/;

const found = new WeakMap<CallGraph, { readonly version: number; readonly byPackage: ReadonlyMap<string, RejectionHandler> }>();

/** By package: its files run in one program, as a rule. */
function handlersOf(graph: CallGraph): ReadonlyMap<string, RejectionHandler> {
	const known = found.get(graph);
	if (known?.version === graph.version) { return known.byPackage; }
	const byPackage = new Map<string, RejectionHandler>();
	for (const outline of graph.files()) {
		const { package: home } = graph.factsOf(outline.file);
		// What only tests are known to import may be a program's, too.
		const handler = ofTests.test(graph.displayPath(outline.file)) || outline.language !== 'typescript' ? undefined : handlersIn(outline).toSorted(({ file: a }, { file: b }) => (a < b ? -1 : 1))[0];
		const before = byPackage.get(home ?? '');
		if (handler !== undefined && (before === undefined || handler.file < before.file)) { byPackage.set(home ?? '', handler); }
	}
	found.set(graph, { version: graph.version, byPackage });
	return byPackage;
}

/** One clause on who learns of a failure that nobody handles. `who`: who is hurt besides. */
export function impactOfFailure(file: string, graph: CallGraph, who = 'no caller sees it fail'): string {
	const host = hostOf(file, graph);
	if (host === 'page' || host === 'editor') { return who; }
	const handler = handlersOf(graph).get(graph.factsOf(file).package ?? '');
	if (handler === undefined) { return `${who}, and Node ends a process with an unhandled rejection`; }
	const ends = handler.listener !== undefined && endsProcess(handler.listener, graph);
	return `${who}, and the failure goes to the process's \`unhandledRejection\` handler (${graph.displayPath(handler.file)})${ends ? ', which ends the process' : ''}`;
}

/** So many calls lead from a listener to where it ends the process. */
const deepest = 2;

function endsProcess(id: FunctionId, graph: CallGraph, depth = 0): boolean {
	const outline: FunctionOutline | undefined = graph.functionOf(id);
	return outline !== undefined && stepsOf(outline.body).some(({ step }) => step.kind === 'call'
		&& (step.callee.kind === 'external' ? ending.test(step.callee.symbol) : depth < deepest && graph.resolveCallee(step.callee).some((target) => endsProcess(target, graph, depth + 1))));
}

const ending = /^(?:global#process|node:process#(?:default|Process|process))\.(?:exit|abort|kill)$|^node:process#(?:exit|abort)$|^electron#app\.(?:exit|quit)$/;
