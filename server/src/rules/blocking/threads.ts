/** What can only be done on the thread that it is done on: work with the event loop, and with things that belong to their thread. */
import { anyHolds } from '../../callgraph/arguments.ts';
import type { CallGraph } from '../../callgraph/graph.ts';
import { lastName } from '../../callgraph/paths.ts';
import { eachStep } from '../../callgraph/sites.ts';
import type { Catalogue } from '../../catalogue/catalogue.ts';
import type { CallStep, Callee, FunctionId, Step, SymbolName } from '../../outline/model.ts';
import { contains, type Span } from '../../outline/span.ts';
import { perFile } from '../../outline/perFile.ts';

/** So many functions are looked into; nobody can tell what a larger part of a program does. */
const reach = 400;

const tooMuch = 'it does too much to be sure that none of it needs the event loop\'s thread';

/**
 * Why a call of these functions cannot be made on another thread, in one clause; undefined if nothing is known against it. `handler`: a framework runs the whole on
 * a thread of its own, where modules are imported as well as anywhere.
 */
export function whyNotOnThread(targets: readonly FunctionId[], graph: CallGraph, catalogue: Catalogue, what: 'call' | 'handler' = 'call'): string | undefined {
	const seen = new Set<FunctionId>(targets);
	for (const id of seen) {
		const outline = graph.functionOf(id);
		if (outline === undefined) { continue; }
		if (seen.size > reach) { return tooMuch; }
		let reason: string | undefined;
		eachStep(outline.body, (step) => { reason ??= whyNotStep(step, graph, catalogue, seen, what); });
		if (reason !== undefined) { return reason; }
	}
	return undefined;
}

/** Nothing is known to tie these functions to the event loop's thread, as far as can be looked. */
export function isFreeOfLoop(targets: readonly FunctionId[], graph: CallGraph, catalogue: Catalogue): boolean {
	const reason = whyNotOnThread(targets, graph, catalogue);
	return reason === undefined || reason === tooMuch || !reason.includes('event loop');
}

/** The same for a part of a function's text, all that it calls included. */
export function whyPartNotOnThread(id: FunctionId, part: Span, graph: CallGraph, catalogue: Catalogue): string | undefined {
	const outline = graph.functionOf(id);
	if (outline === undefined) { return 'the function is no longer there'; }
	const called = new Set<FunctionId>();
	let reason: string | undefined;
	eachStep(outline.body, (step) => { if (contains(part, step.span)) { reason ??= whyNotStep(step, graph, catalogue, called); } });
	return reason ?? whyNotOnThread([...called], graph, catalogue);
}

/** Notes what the step calls in `reached`. */
function whyNotStep(step: Step, graph: CallGraph, catalogue: Catalogue, reached: Set<FunctionId>, what: 'call' | 'handler' = 'call'): string | undefined {
	switch (step.kind) {
		case 'closure': reached.add(step.function); return undefined;
		case 'access': return follow(step.callee, graph, reached);
		case 'guarded':
			for (const { enter, exit } of step.guards) { for (const each of [enter, exit]) { if (each !== undefined) { follow(each, graph, reached); } } }
			return undefined;
		case 'call': {
			for (const { value } of step.arguments) { if (value.kind === 'function') { reached.add(value.id); } }
			return whyNotCall(step, graph, catalogue, what) ?? follow(step.callee, graph, reached);
		}
		default: return undefined;
	}
}

function follow(callee: Callee, graph: CallGraph, reached: Set<FunctionId>): string | undefined {
	for (const target of graph.resolveCallee(callee)) {
		if (graph.functionOf(target)?.isAsync === true) { return `it makes the coroutine \`${lastName(target)}()\`, which the event loop runs`; }
		reached.add(target);
	}
	return undefined;
}

function whyNotCall(step: CallStep, graph: CallGraph, catalogue: Catalogue, what: 'call' | 'handler'): string | undefined {
	const { callee } = step;
	if (callee.kind === 'unresolved') { return loopMethods.test(callee.name) ? `it calls \`${callee.name}()\`, which may be the event loop's` : undefined; }
	if (callee.kind !== 'external') { return undefined; }
	const { symbol } = callee;
	if (ofLoop.test(symbol) && !fromAnywhere.test(symbol)) { return `it calls \`${nameOf(symbol)}()\`, which belongs to the event loop's thread`; }
	if (what === 'call' && byName.test(symbol)) { return `it imports modules by name with \`${nameOf(symbol)}()\`, which may need the event loop's thread`; }
	if (ofThread.test(symbol)) { return `it calls \`${nameOf(symbol)}()\`, which another thread would not see`; }
	if (catalogue.lookup(symbol)?.threadBound !== undefined && !isSharable(graph, catalogue, symbol)) { return `it uses \`${symbol.slice(0, symbol.indexOf('#'))}\`, whose connections can only be used on the thread that made them`; }
	return undefined;
}

function nameOf(symbol: SymbolName): string {
	return symbol.replace('#', '.');
}

const ofLoop = /^(?:asyncio|anyio|trio|curio|uvloop|tornado|twisted|aiohttp|tkinter|PyQt\d|PySide\d|gi)(?:\.[\w.]+)?#/;
/** These may be called from any thread: what is only made binds itself to the loop that first waits for it (since Python 3.10). */
const fromAnywhere = /^(?:asyncio#(?:Lock|Event|Condition|(?:Bounded)?Semaphore|(?:Priority|Lifo)?Queue|run|iscoroutine\w*|iscoroutinefunction|run_coroutine_threadsafe|\w+Error|Runner(?:\.\w+)?|AbstractEventLoop\.call_soon_threadsafe)|anyio\.from_thread#.*|trio\.from_thread#.*)$/;
/** What comes of an import is anybody's guess. */
const byName = /^(?:importlib#(?:import_module|reload|util\.module_from_spec)|importlib\.util#module_from_spec|runpy#run_(?:path|module)|builtins#__import__)$/;
const ofThread = /^(?:contextvars#ContextVar\.(?:set|reset)|signal#(?:signal|alarm|setitimer)|decimal#(?:setcontext|localcontext)|threading#local|sys#_getframe|inspect#(?:currentframe|stack)|greenlet#.*)$/;
const loopMethods = /^(?:create_task|ensure_future|call_soon|call_later|call_at|put_nowait|get_nowait|set_result|set_exception|add_done_callback|start_soon|run_until_complete)$/;

/** What was found of each module in a graph, until it changes. */
const sharable = new WeakMap<CallGraph, { readonly version: number; readonly modules: Map<string, boolean> }>();

function isSharable(graph: CallGraph, catalogue: Catalogue, symbol: SymbolName): boolean {
	let known = sharable.get(graph);
	if (known?.version !== graph.version) { sharable.set(graph, known = { version: graph.version, modules: new Map() }); }
	const module = symbol.slice(0, symbol.indexOf('#') + 1);
	const answer = known.modules.get(module) ?? areAllSharable(graph, catalogue, module);
	known.modules.set(module, answer);
	return answer;
}

/** Every connection of the program is made so that other threads may use it. */
function areAllSharable(graph: CallGraph, catalogue: Catalogue, module: string): boolean {
	let isMade = false, areAll = true;
	for (const outline of graph.files()) {
		if (graph.factsOf(outline.file).isTest) { continue; }
		for (const { callee: { symbol }, arguments: given } of connectsIn(outline)) {
			if (symbol !== `${module}connect`) { continue; }
			isMade = true;
			const { threadBound } = catalogue.lookup(symbol) ?? {};
			areAll &&= threadBound === undefined || anyHolds(threadBound.unless, given, (value) => graph.follow(outline.file, value)) === true;
		}
	}
	return isMade && areAll;
}

type ExternalCall = CallStep & { readonly callee: { readonly kind: 'external' } };

const connectsIn = perFile(({ functions }): readonly ExternalCall[] => {
	const connects: ExternalCall[] = [];
	const isConnect = (step: Step): step is ExternalCall => step.kind === 'call' && step.callee.kind === 'external' && step.callee.symbol.endsWith('#connect');
	for (const { body } of functions) { eachStep(body, (step) => { if (isConnect(step)) { connects.push(step); } }); }
	return connects;
});
