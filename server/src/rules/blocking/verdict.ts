/** Whether a blocking step does harm where it stands, and why not. */
import type { CallGraph, ContextReason, Effect, OwnStep } from '../../callgraph/graph.ts';
import { fileOf } from '../../callgraph/graph.ts';
import type { Catalogue } from '../../catalogue/catalogue.ts';
import { lastName } from '../../callgraph/paths.ts';
import type { FunctionId, FunctionOutline, MemoGuard, Step, Value } from '../../outline/model.ts';
import { stepsOf } from '../../outline/walk.ts';
import { placedLink } from '../placedLink.ts';
import { slowOrWaiting } from '../slowWork.ts';
import { isLookAtKernel } from './kernelFiles.ts';
import { isAskedLog } from './logLines.ts';
import { isOfMainFuture } from './mainFuture.ts';
import { isBeforeExit } from './beforeExit.ts';
import { isBeforeServing } from './beforeServing.ts';
import { isAfterListening, isOnlyOfCommands } from './commands.ts';
import { neverSet } from './neverSet.ts';
import { isSlight, ofCommandLine } from './pythonWeight.ts';

export type Verdict =
	/** `context`: the occasion on which it does harm; absent where none is known. */
	| { readonly kind: 'bad'; readonly context?: ContextReason }
	| { readonly kind: 'acceptable'; readonly reason: string };

export function verdictOn(graph: CallGraph, catalogue: Catalogue, sufferer: FunctionOutline, step: OwnStep, effect: Effect): Verdict {
	const memo = step.position.memo ?? effect.path.find((link) => link.memo)?.memo;
	if (memo && (effect.isCached || step.position.memo)) { return { kind: 'acceptable', reason: memoReason(graph, sufferer, step, memo) }; }
	if (effect.category === 'metadata' && !effect.sink && step.function === sufferer.id && (isFarOff(effect) || !isRepeated(graph, effect))) { return { kind: 'acceptable', reason: isFarOff(effect) ? 'one short look at a file\'s entry, in the midst of other work' : 'one short look at a file\'s entry, not in a loop' }; }
	if (isLookAtKernel(step, effect, graph)) { return { kind: 'acceptable', reason: 'the kernel makes that up as it is read: no disk is asked' }; }
	if (isAskedLog(effect, graph)) { return { kind: 'acceptable', reason: 'a line of a log that is only written where somebody asks for one' }; }
	if (isMadeWhereMissing(effect, graph) && !isRepeated(graph, effect)) { return { kind: 'acceptable', reason: 'makes a directory that is there as a rule, not in a loop' }; }
	if (effect.category === 'metadata' && step.position.isUnusual && graph.fileOf(sufferer.id)?.language === 'rust') { return { kind: 'acceptable', reason: 'only looked at where something failed before, to say more of it' }; }
	if (isUndoing(step, effect, sufferer, graph)) { return { kind: 'acceptable', reason: 'only done where something failed before, to put it right' }; }
	if (!effect.sink && /^(?:file|metadata)$/.test(effect.category) && effect.path.some(({ isUnusual }) => isUnusual)) { return { kind: 'acceptable', reason: 'only done where something failed before, to put it right' }; }
	if (isHandedToThread(sufferer, step, effect, catalogue)) { return { kind: 'acceptable', reason: 'only done here where it is short: the same function hands it to a thread otherwise' }; }
	const unset = slowOrWaiting.has(effect.category) ? undefined : neverSet(step, graph);
	if (unset !== undefined) { return { kind: 'acceptable', reason: `only where \`${unset}\` is set, which nothing here does` }; }
	const option = effect.proviso?.switch;
	if ((option !== undefined || effect.category === 'cpu') && graph.fileOf(sufferer.id)?.language === 'python' && isSlight({ step, effect }, graph)) { return { kind: 'acceptable', reason: option === undefined ? 'work of the processor further down, which little comes to' : `short work, only where \`${option}\` is set` }; }
	if (runsInDestructor(graph, effect)) { return { kind: 'acceptable', reason: 'runs in a destructor, which cannot await' }; }
	if (hasNoThreads(effect.proviso) || hasNoThreads(graph.platformsOf(sufferer.id))) { return { kind: 'acceptable', reason: 'only runs in WebAssembly, where there is no thread to give it to' }; }
	if (isAfterServing(graph, sufferer, step)) { return { kind: 'acceptable', reason: 'runs when the program has served, before it ends' }; }
	if (graph.fileOf(sufferer.id)?.language === 'rust' && isBeforeExit(sufferer, step)) { return { kind: 'acceptable', reason: 'the process ends right behind it' }; }
	// A mock of a test is called by what is tested, and is of the test all the same.
	if (graph.factsOf(fileOf(sufferer.id)).isTest || isForTests(graph, sufferer)) { return { kind: 'acceptable', reason: 'test code' }; }
	const { entry } = graph.factsOf(fileOf(sufferer.id));
	if (entry !== undefined && graph.fileOf(sufferer.id)?.language === 'rust') { return { kind: 'acceptable', reason: `command-line entry (${entry}): it serves nobody` }; }
	if (isOfMainFuture(sufferer.id, graph, catalogue)) { return { kind: 'acceptable', reason: 'only awaited by `main`, one thing after another: it holds the thread that the program began on, and tasks run on others' }; }
	const contexts = graph.contextsAt(sufferer.id, step);
	const first = contexts[0];
	if (effect.category === 'terminal' && isDefaultOf(sufferer, graph)) { return { kind: 'acceptable', reason: 'what is asked where nobody gives another function: it is for programs of a terminal' }; }
	if (effect.category === 'terminal' && isOfCommand(graph, sufferer, step)) { return { kind: 'acceptable', reason: 'command-line code: it is there to ask whoever runs it, and nothing else waits' }; }
	if (first?.context === 'unknown' && isOfOwnLoop(graph, catalogue, sufferer, step)) { return { kind: 'acceptable', reason: 'runs on an event loop of its own that sync code waits for: nothing else waits on it' }; }
	if (first !== undefined && (first.fact.origin.kind !== 'slot' || first.fact.origin.what === 'command') && isOfCommandsOrStart(graph, catalogue, sufferer, step, first.fact.origin.kind === 'slot')) {
		return { kind: 'acceptable', reason: 'runs for commands of the command line, or before the program serves, as far as the workspace calls it: nothing else waits' };
	}
	if (!first || first.context === 'loop' || first.context === 'unknown') {
		const early = startOf(graph, catalogue, sufferer, step, first);
		return early === undefined ? { kind: 'bad', ...(first && { context: first }) } : { kind: 'acceptable', reason: early };
	}
	return { kind: 'acceptable', reason: contextReason(graph, sufferer, first) };
}

/** In Rust, what a closure does with files that is only called where something failed: `save().or_else(|_| remove_file(path))`. */
function isUndoing({ position, function: own }: OwnStep, { sink, category }: Effect, { id }: FunctionOutline, graph: CallGraph): boolean {
	return sink !== undefined && position.isUnusual === true && own !== id && /^(?:file|metadata)$/.test(category) && graph.fileOf(id)?.language === 'rust';
}

/** On no other platform than these. */
function hasNoThreads(proviso: Effect['proviso']): boolean {
	return proviso !== undefined && proviso.parameter === undefined && proviso.switch === undefined && proviso.test === 'equals' && proviso.constants.length > 0 && proviso.constants.every((each) => each === 'emscripten' || each === 'wasi');
}

/** `if self.is_in_memory: return self.file.read()`, and else `await run_in_threadpool(self.file.read)`. */
function isHandedToThread({ body }: FunctionOutline, { site: { step } }: OwnStep, { sink, symbol }: Effect, catalogue: Catalogue): boolean {
	const receiver = sink === undefined || step.kind !== 'call' ? undefined : step.receiver;
	if (receiver?.kind !== 'place' || step.kind !== 'call') { return false; }
	const method = lastName(symbol);
	const isIt = (value: Value): boolean => value.kind === 'place' && value.place.root === receiver.place.root && value.place.name === receiver.place.name && value.place.path.join('.') === [...receiver.place.path, method].join('.') || value.kind === 'external' && value.symbol === symbol;
	return stepsOf(body).some(({ step: other }) => other.kind === 'call' && (other.result.kind === 'awaited' || other.callee.kind === 'external' && catalogue.lookup(other.callee.symbol)?.offloads !== undefined) && other.arguments.some(({ value }) => isIt(value)));
}

/** In Rust, what only commands of the command line come to, or a program before it listens. */
function isOfCommandsOrStart(graph: CallGraph, catalogue: Catalogue, { id }: FunctionOutline, step: OwnStep, isAlone: boolean): boolean {
	if (step.position.isInEndlessLoop && graph.listens(id) || graph.fileOf(id)?.language !== 'rust' || !isOnlyOfCommands(id, graph, catalogue, isAlone)) { return false; }
	return step.serving === 'no' || step.function === id && !isAfterListening(id, step.site.step.span, graph, catalogue);
}

/** In Python, what only coroutines come to that sync code runs to their end (`asyncio.run(fetch())` in a command), one step after another. */
function isOfOwnLoop(graph: CallGraph, catalogue: Catalogue, { id, isAsync }: FunctionOutline, step: OwnStep): boolean {
	return isAsync && step.serving === 'no' && !step.position.isInEndlessLoop && graph.fileOf(id)?.language === 'python' && isOnlyOfCommands(id, graph, catalogue);
}

/** Something of Rust that is called after tests, and that nothing else is known to call. */
function isForTests(graph: CallGraph, { id }: FunctionOutline): boolean {
	return graph.fileOf(id)?.language === 'rust' && /(?:^|_)(?:tests?|mock)(?:_|$)/.test(lastName(id)) && graph.callersOf(id).every(({ isTest }) => isTest);
}

/** Why a step belongs to the start (or the end) of a server though tasks of it may run by then; undefined where it does not. */
function startOf(graph: CallGraph, catalogue: Catalogue, sufferer: FunctionOutline, step: OwnStep, context: ContextReason | undefined): string | undefined {
	if (!sufferer.isAsync) { return undefined; }
	if (!step.position.isInEndlessLoop && isOfStartUp(sufferer.id, graph, 0)) { return betweenRequests; }
	// Who is called for each request is called while the process serves.
	const isOfRequests = context?.fact.origin.kind === 'slot' && rootsOfPrograms.test(context.fact.origin.what ?? '') === false;
	return !isOfRequests && isBeforeServing(sufferer, step, graph, catalogue) ? 'start-up: runs before the server listens' : undefined;
}

/** So many calls up a start-up handler is looked for. */
const deepestStart = 3;

const startsOrEnds = /^_*a?(?:init|start|set_?up|boot|connect|open|prepare|load|warm|stop|close|shut|tear|disconnect|clean)/i;

/** True for a start-up handler, and for what is only awaited by such ones: the two halves of a `lifespan` are often functions of their own. */
function isOfStartUp(id: FunctionId, graph: CallGraph, depth: number): boolean {
	if (graph.rootOf(id) !== undefined) { return graph.rootOf(id)?.what === 'start-up handler'; }
	// A method may also be called by a name that is only made while the program runs, unless its own says what it is for.
	if (graph.functionOf(id)?.kind === 'method' && !startsOrEnds.test(lastName(id))) { return false; }
	const callers = depth < deepestStart ? graph.callersOf(id).filter(({ isTest }) => !isTest) : [];
	return callers.length > 0 && callers.every(({ id: caller, links, isKept }) => !isKept && links.length > 0
		&& links.every(({ kind, isSpawned, site }) => kind === 'call' && isSpawned !== true && !site.position.isInEndlessLoop) && isOfStartUp(caller, graph, depth + 1));
}

/** True where a program of the command line runs, and has begun no task: a loop that asks again and again is no server. In Rust also for what stands among the commands, and serves no request. */
function isOfCommand(graph: CallGraph, { id }: FunctionOutline, step: OwnStep): boolean {
	const [first] = graph.contextsOf(id);
	const isAtTerminal = graph.fileOf(id)?.language === 'rust' && ofCommandLine.test(graph.displayPath(fileOf(id))) && !graph.listens(id) && (first === undefined || first.context === 'unknown' || first.fact.origin.kind !== 'slot');
	return first?.context === 'startup' && step.serving === 'no' || isAtTerminal;
}

/** `def start(phone=lambda: input('Your number: '))` */
function isDefaultOf({ id, kind }: FunctionOutline, graph: CallGraph): boolean {
	return kind === 'closure' && graph.fileOf(id)?.functions.some(({ parameters }) => parameters.some((each) => each.default?.kind === 'function' && each.default.id === id)) === true;
}

/** What a program begins with, whatever it does later. */
const rootsOfPrograms = /^(?:command|start-up h(?:ook|andler))$/;
const betweenRequests = 'start-up: runs before the server serves, or after';

/** In `main` of Rust, behind the last loop that waits for something, or the function that runs the server: what is put away there holds up nobody who would be served. */
function isAfterServing(graph: CallGraph, { id, name, body, isAsync }: FunctionOutline, { function: own, site: { step } }: OwnStep): boolean {
	if (name !== 'main' || !isAsync || own !== id || graph.fileOf(id)?.language !== 'rust') { return false; }
	const isRun = (each: Step): boolean => each.kind === 'call' && each.result.kind === 'awaited' && graph.resolveCallee(each.callee).some((target) => graph.listens(target) && /^(?:run|serve)/.test(lastName(target)));
	const isServing = (each: Step): boolean => isRun(each) || each.kind === 'loop' && stepsOf(each.body).some(({ step: inner }) => inner.kind === 'await' || inner.kind === 'select');
	const last = outermost(body.steps).findLast(isServing);
	return last !== undefined && step.span.start >= last.span.end;
}

/** What stands in no loop or branch, also while something is held that is put away at the end. */
function outermost(steps: readonly Step[]): readonly Step[] {
	return steps.flatMap((each) => (each.kind === 'guarded' ? outermost(each.body.steps) : [each]));
}

/** `Drop::drop` is sync, and nobody calls it by name: what it does happens wherever a value ends. */
function runsInDestructor(graph: CallGraph, { path }: Effect): boolean {
	return path.some(({ function: id }) => graph.functionOf(id)?.decorators.some((each) => each.kind === 'external' && each.symbol === 'std::ops#Drop.drop') === true);
}

/** How severe making a directory is where nothing says that it may be there already. */
const wherever: Readonly<Record<string, string>> = { rust: 'info', python: 'warning' };

/** In Rust and Python, a helper that makes a directory if it is missing (`create_dir_all()`), and does nothing worse. */
function isMadeWhereMissing({ sink, category, severity, entry, path: [first] }: Effect, graph: CallGraph): boolean {
	return sink === undefined && category === 'file' && severity === 'info' && entry.blocks?.makes !== undefined && first !== undefined && wherever[graph.fileOf(first.function)?.language ?? 'typescript'] === entry.blocks.severity;
}

/** So many calls down a look at a file is a small part of what each turn of a loop does. */
function isFarOff({ path }: Effect): boolean {
	return path.filter((link) => !link.isInPlace).length > 3;
}

/** True if the call that leads to it stands in a loop of the function that is held up, or gives it by name to something that runs it for each of several. */
function isRepeated(graph: CallGraph, { path: [first, ...rest] }: Effect): boolean {
	const found = placedLink(first, graph);
	const isGiven = rest.length > 0 && found?.step.kind === 'call' && found.step.callee.kind === 'external';
	return isGiven || found?.path.some(({ kind }) => kind === 'loop') === true;
}

function contextReason(graph: CallGraph, sufferer: FunctionOutline, { context, fact }: ContextReason): string {
	switch (context) {
		case 'test': return 'test code';
		case 'thread': return fact.origin.kind === 'slot' ? `runs on a thread of its own (${fact.origin.what ?? 'worker'})` : 'worker file: has a thread of its own';
		case 'shutdown': return 'runs while the process exits, where nothing else may run';
		default: return fact.origin.kind === 'slot' && fact.origin.what === 'start-up handler' ? betweenRequests : fact.origin.kind === 'slot' && fact.origin.what === 'start-up hook' ? 'runs first when the event loop begins: nothing else waits on it yet' : fact.origin.kind === 'slot' && fact.origin.what === 'plugin' ? 'start-up: plugins are set up before the server listens' : fact.origin.kind === 'slot' ? `runs for a ${fact.origin.what ?? 'command'} of the command line: nothing else waits on the loop` : startupReason(graph, sufferer, fact.origin.root);
	}
}

function startupReason(graph: CallGraph, sufferer: FunctionOutline, root: string): string {
	const file = graph.displayPath(fileOf(root));
	const { entry } = graph.factsOf(fileOf(root));
	if (graph.listens(root)) { return sufferer.kind === 'module' ? 'start-up: runs before the server listens' : `start-up: runs before the server listens (called from ${file})`; }
	if (entry !== undefined) { return `command-line entry (${entry}): nothing else waits on the loop`; }
	return sufferer.kind === 'module' ? 'runs once while the module loads' : `start-up: called while ${file} loads`;
}

function memoReason(graph: CallGraph, sufferer: FunctionOutline, step: OwnStep, { target, kind }: MemoGuard): string {
	const often = kind === 'once' ? 'runs once' : 'runs once per key';
	const name = target.root === 'local' ? undefined : [target.root === 'this' ? 'this' : target.name?.slice(target.name.indexOf('#') + 1), ...target.path].filter((part) => part !== undefined && part !== '[]').join('.');
	const local = target.root === 'local' || target.root === 'binding' ? bindingName(graph, [step.function, sufferer.id], target.binding) : undefined;
	const place = [local, name].filter((part) => part !== undefined && part !== '').join('.');
	return `${often}; the result is kept${place === '' ? '' : ` in \`${place}\``}`;
}

function bindingName(graph: CallGraph, functions: readonly string[], binding: number | undefined): string | undefined {
	for (const id of functions) {
		const file = graph.fileOf(id);
		for (const each of file?.functions ?? []) {
			const parameter = each.parameters.find((one) => one.binding === binding);
			if (parameter) { return parameter.name; }
			for (const step of each.body.steps) { if (step.kind === 'bind' && step.binding === binding) { return step.name; } }
		}
	}
	return undefined;
}
