/** What becomes of a rejection that nobody handles, where the program runs: Node ends it, a page goes on, and some programs see to it themselves. */
import type { CallGraph } from '../../callgraph/graph.ts';
import type { CallStep, FunctionId, FunctionOutline } from '../../outline/model.ts';
import { perFile } from '../../outline/perFile.ts';
import { stepsOf } from '../../outline/walk.ts';
import { hostOf } from './hosts.ts';

/** A listener for all rejections of a process: `process.on('unhandledRejection', …)`; without one they are exceptions that nobody caught: https://nodejs.org/api/cli.html#--unhandled-rejectionsmode */
interface RejectionHandler {
	readonly file: string;
	readonly event: 'unhandledRejection' | 'uncaughtException';
	/** What listens, where that is a function of the workspace. */
	readonly listener?: FunctionId;
}

const ofProcess = /^(?:global#process|node:process#(?:default|Process|process))\.(?:on|once|addListener|prependListener)$|^node:process#(?:on|once|addListener)$/;

const handlersIn = perFile(({ file, functions }): readonly RejectionHandler[] => functions.flatMap(({ body }) => stepsOf(body).flatMap(({ step }): readonly RejectionHandler[] => {
	if (step.kind !== 'call' || step.callee.kind !== 'external' || !ofProcess.test(step.callee.symbol)) { return []; }
	const [event, given] = step.arguments;
	if (event?.value.kind !== 'constant' || event.value.value !== 'unhandledRejection' && event.value.value !== 'uncaughtException') { return []; }
	return [{ file, event: event.value.value, ...(given?.value.kind === 'function' && { listener: given.value.id }) }];
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
		const handler = ofTests.test(graph.displayPath(outline.file)) || outline.language !== 'typescript' ? undefined : handlersIn(outline).toSorted(compare)[0];
		const before = byPackage.get(home ?? '');
		if (handler !== undefined && (before === undefined || compare(handler, before) < 0)) { byPackage.set(home ?? '', handler); }
	}
	found.set(graph, { version: graph.version, byPackage });
	return byPackage;
}

/** The one that Node asks first. */
function compare(a: RejectionHandler, b: RejectionHandler): number {
	return Number(a.event === 'uncaughtException') - Number(b.event === 'uncaughtException') || (a.file < b.file ? -1 : Number(a.file > b.file));
}

function handlerFor(file: string, graph: CallGraph): { readonly handler: RejectionHandler; readonly ends: boolean } | undefined {
	if (isOfElectron(file, graph)) { return undefined; }
	const handler = handlersOf(graph).get(graph.factsOf(file).package ?? '');
	return handler && { handler, ends: handler.listener !== undefined && endsProcess(handler.listener, graph) };
}

/** Whether the program hears of every failure that nobody handles, and goes on. */
export function outlivesFailures(file: string, graph: CallGraph): boolean {
	return isOfElectron(file, graph) || handlerFor(file, graph)?.ends === false;
}

/** Electron's main process goes on behind a rejection that nobody handles, and makes no exception of it, unless a listener for rejections says otherwise: https://github.com/electron/electron/issues/37464 */
function isOfElectron(file: string, graph: CallGraph): boolean {
	const outline = graph.fileOf(`${file}#<module>`);
	return outline !== undefined && callsElectron(outline) && handlersOf(graph).get(graph.factsOf(file).package ?? '')?.event !== 'unhandledRejection';
}

const callsElectron = perFile(({ functions }): boolean => functions.some(({ body }) => stepsOf(body).some(({ step }) => (step.kind === 'call' || step.kind === 'access') && step.callee.kind === 'external' && /^electron(?:\/(?:main|common))?#(?!contextBridge|ipcRenderer)/.test(step.callee.symbol))));

/** One clause on who learns of a failure that nobody handles. `who`: who is hurt besides. */
export function impactOfFailure(file: string, graph: CallGraph, who = 'no caller sees it fail'): string {
	const host = hostOf(file, graph);
	if (host === 'page' || host === 'editor') { return who; }
	if (isOfElectron(file, graph)) { return `${who}, and Electron only writes it to its console`; }
	const known = handlerFor(file, graph);
	if (known === undefined) { return `${who}, and Node ends a process with an unhandled rejection`; }
	const { handler, ends } = known;
	return `${who}, and the failure goes to the process's \`${handler.event}\` handler (${graph.displayPath(handler.file)})${ends ? ', which ends the process' : ''}`;
}

/** So many calls lead from a listener to where it ends the process. */
const deepest = 2;

function endsProcess(id: FunctionId, graph: CallGraph, depth = 0): boolean {
	const outline: FunctionOutline | undefined = graph.functionOf(id);
	return outline !== undefined && stepsOf(outline.body).some(({ step }) => step.kind === 'call'
		&& (step.callee.kind === 'external' ? ending.test(step.callee.symbol) : depth < deepest && graph.resolveCallee(step.callee).some((target) => endsProcess(target, graph, depth + 1))));
}

/** `async function shutdown() { await server.close(); process.exit(0); }`: the last that it calls ends the process. */
export function endsInExit(id: FunctionId, graph: CallGraph): boolean {
	const outline: FunctionOutline | undefined = graph.functionOf(id);
	const last = outline === undefined ? undefined : stepsOf(outline.body).findLast(({ step }) => step.kind === 'call')?.step;
	return last?.kind === 'call' && last.callee.kind === 'external' && ending.test(last.callee.symbol);
}

/** `process.exit()`: nothing of the same turn is heard of any more. */
export function endsAtOnce({ callee }: CallStep): boolean { return callee.kind === 'external' && /^(?:global#process|node:process#(?:default|Process|process))\.(?:exit|abort)$|^node:process#(?:exit|abort)$/.test(callee.symbol); }

const ending = /^(?:global#process|node:process#(?:default|Process|process))\.(?:exit|abort|kill)$|^node:process#(?:exit|abort)$|^electron#app\.(?:exit|quit)$/;
