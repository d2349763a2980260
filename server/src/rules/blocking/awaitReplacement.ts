/** When a blocking call can be awaited instead, and how sure it is that the program then means the same. */
import type { CallGraph, OwnStep } from '../../callgraph/graph.ts';
import type { Sink } from '../../callgraph/links.ts';
import { lastName } from '../../callgraph/paths.ts';
import type { CallStep, FunctionOutline, Place } from '../../outline/model.ts';
import { stepsOf } from '../../outline/walk.ts';
import type { BlockedStep } from './blockedStep.ts';
import type { AwaitReplacement } from '../finding.ts';
import { heldAt } from './offload.ts';
import { replacementAt, replacementName } from './replacement.ts';

/** The fix of a direct call in an async function itself; a sync closure would have to become async first. */
export function awaitReplacement({ sufferer, step, effect }: BlockedStep, graph: CallGraph): AwaitReplacement | undefined {
	const { sink } = effect;
	if (!sink || sink.site.step.kind !== 'call' || !sufferer.isAsync || step.function !== sufferer.id) { return undefined; }
	const replacement = replacementAt(sink, step.function, graph);
	if (!replacement || heldAt(sufferer, sink.site.step)) { return undefined; }
	const caution = (replacement.safety === 'review' || replacement.kind === 'offload' && usesObject(sink) ? whyReview(sink) : isLook(sink) ? 'other code may change what is there between this look and what follows' : undefined) ?? cautionFor(sufferer, step, graph);
	return {
		kind: 'await-replacement',
		title: replacement.kind === 'offload' ? `Run ${lastName(sink.symbol)}() on another thread` : `Await ${replacementName(replacement).replaceAll('`', '')}`,
		safety: caution === undefined ? 'safe' : 'review',
		...(caution !== undefined && { caution }),
		file: graph.fileOf(sufferer.id)?.file ?? '',
		call: sink.site.step.span,
		function: sufferer.id,
		symbol: sink.symbol,
		replacement,
	};
}

/** Others may use the object meanwhile, on their own thread; a path never changes. */
function usesObject({ symbol }: Sink): boolean {
	return /#.*\./.test(symbol) && !symbol.startsWith('pathlib#Path.');
}

/** It asks whether something is there, which is mostly done to do something about it at once. */
function isLook({ category, symbol }: Sink): boolean {
	return category === 'metadata' && /^(?:l?exists|is_\w+|is(?:file|dir|link|mount)|access|samefile)$/.test(lastName(symbol));
}

/** What may mean something else once other code can run during the call. */
function cautionFor(sufferer: FunctionOutline, step: OwnStep, graph: CallGraph): string | undefined {
	const stale = staleState(sufferer, step);
	if (stale !== undefined) { return `other code may change \`${stale}\` during the await, between where it is read and where it is written`; }
	// What coroutines of Python and futures of Rust do before their first await is done when somebody awaits them, not when they are called.
	if (step.isInSynchronousPrefix && graph.fileOf(sufferer.id)?.language === 'typescript' && !isAlwaysAwaited(sufferer, graph)) { return 'callers that do not await this function go on before this is done'; }
	const before = doneSinceAwait(sufferer, step);
	if (before !== undefined) { return `other code may run between ${before} and what follows, which so far was one piece`; }
	return undefined;
}

/** Modules whose functions only compute: nothing can be seen between two of them. */
const computing = /^(?:(?:lib|node:(?:path|url|util|querystring|buffer|crypto|os))#|builtins#(?:bool|bytes|dict|float|frozenset|int|isinstance|len|list|max|min|range|repr|round|set|sorted|str|sum|tuple)\b|os\.path#(?:basename|dirname|join|normpath|split|splitext)$|pathlib#Path(?:\.(?:joinpath|with_\w+))?$|(?:json|re|logging|base64|urllib\.parse)#|time#(?:time|monotonic|perf_counter)$|std::(?:path|string|str|vec|option|result|iter|time|slice|fmt|convert|borrow|ffi|clone|default|collections)#|std::process#Command\.(?:new|args?|env\w*|current_dir|std\w+)$)/;

/**
 * What the function does between its last await (or its beginning) and the call, as the text stands. An await at the call splits what
 * was one piece until now; where nothing was done in that piece yet, nobody can tell.
 */
function doneSinceAwait(sufferer: FunctionOutline, { site }: OwnStep): string | undefined {
	const own = site.step.span;
	let done: string | undefined;
	for (const { step } of stepsOf(sufferer.body)) {
		if (step === site.step) { return done; }
		if (step.kind === 'await') { done = undefined; }
		// What stands inside the call is done before it either way, and a step around it ends after it.
		if (step.span.start >= own.start || step.span.end > own.start) { continue; }
		if (step.kind === 'place' && writing.has(step.operation)) { done = 'an assignment before it'; }
		if (step.kind === 'call' && step.result.kind !== 'awaited' && !(step.callee.kind === 'external' && computing.test(step.callee.symbol))) { done = `\`${nameOf(step.callee)}()\``; }
	}
	return done;
}

function nameOf(callee: CallStep['callee']): string {
	switch (callee.kind) {
		case 'function': return lastName(callee.id);
		case 'external': return lastName(callee.symbol);
		case 'unresolved': return callee.name;
		case 'parameter': return 'a callback';
	}
}

/** Where the catalogue itself asks for a review: the call changes something, or its twin differs in a detail. */
function whyReview({ entry, category }: Sink): string {
	if (category === 'terminal') { return 'the thread waits on, even if the task is cancelled, and the program with it'; }
	const isReading = /^(reads|lists|checks|looks|tests|searches|walks|resolves|draws)\b/.test(entry.blocks?.does ?? '');
	return isReading ? entry.replacement?.kind === 'offload' ? 'what it is called on is then used on another thread' : 'the asynchronous form is not the same in every detail' : 'other code may run before this is done and see it half done';
}

/** True if all who may call the function are known and await it at once. */
function isAlwaysAwaited({ id, isExported }: FunctionOutline, graph: CallGraph): boolean {
	const callers = graph.callersOf(id);
	const isOpen = isExported && graph.factsOf(graph.fileOf(id)?.file ?? '').isExternalEntry === true;
	return !isOpen && callers.length > 0 && callers.every(({ links, roots, isKept }) => roots.length === 0 && !isKept
		&& links.every(({ kind, site: { step } }) => kind === 'call' && step.kind === 'call' && step.result.kind === 'awaited'));
}

const writing: ReadonlySet<string> = new Set(['assign', 'push', 'unshift', 'shift', 'pop', 'remove', 'delete']);

/** A shared place that is read before the call and written after it, by its name; turns of a loop around the call come before and after. */
function staleState(sufferer: FunctionOutline, { site }: OwnStep): string | undefined {
	const readBefore = new Set<string>(), writtenAfter = new Set<string>();
	const path = [...stepsOf(sufferer.body)].find(({ step }) => step === site.step)?.path ?? [];
	const loop = path.find((step) => step.kind === 'loop');
	for (const { step } of stepsOf(sufferer.body)) {
		if (step.kind !== 'place') { continue; }
		const name = sharedName(step.place);
		if (name === undefined) { continue; }
		const isInLoop = loop !== undefined && step.span.start >= loop.span.start && step.span.end <= loop.span.end;
		const isWrite = writing.has(step.operation);
		if (!isWrite && (step.span.start < site.step.span.start || isInLoop)) { readBefore.add(name); }
		// An assignment's span begins before the call on its right side and ends after it.
		if (isWrite && (step.span.end > site.step.span.end || isInLoop)) { writtenAfter.add(name); }
	}
	return [...readBefore].find((name) => writtenAfter.has(name));
}

function sharedName({ root, name, path }: Place): string | undefined {
	if (root === 'binding') { return undefined; }
	const base = root === 'this' ? 'this' : name?.slice(name.indexOf('#') + 1) ?? '';
	return [base, ...path.filter((part) => part !== '[]')].join('.');
}
