import { fileOf, type CallGraph } from '../callgraph/graph.ts';
import { lastName } from '../callgraph/paths.ts';
import { twinsOf } from '../callgraph/twins.ts';
import type { Catalogue } from '../catalogue/catalogue.ts';
import type { Callee, CallStep, ExitStep, FunctionId, FunctionOutline, LanguageId, Step, Value } from '../outline/model.ts';
import { noSteps, stepsOf } from '../outline/walk.ts';
import { isSameSpan } from '../outline/span.ts';
import type { Finding, FixIntent } from './finding.ts';
import { fingerprintOf } from './fingerprint.ts';
import { isFreeToChange } from './needless/surroundings.ts';
import { isTestCode, placed } from './report/placed.ts';
import type { Rule, RuleContext, RuleMeta } from './rule.ts';
import { isListener } from './tasks/listeners.ts';

const meta: RuleMeta = {
	id: 'needless-async',
	category: 'tasks',
	severity: 'hint',
	languages: ['typescript', 'python', 'rust'],
	guide: 'needless-async',
	status: 'preview',
	description: 'An async function that awaits nothing, and that nothing needs to be async.',
};

/** An async function that could be a plain one: all who call it are known, and await it on the spot. */
export const needlessAsync: Rule = {
	meta,
	check: (context) => context.outline.functions.flatMap((fn): Finding[] => {
		if (!fn.isAsync || fn.isGenerator || isOfInterface(fn, context) || !awaitsNothing(fn, context) || isOtherElsewhere(fn, context) || isTestCode(fn, context)) { return []; }
		const calls = awaitedCallsOf(fn, context.graph);
		if (calls === undefined || !isFreeToChange(fn, context)) { return []; }
		return [{
			...placed(meta, fn, context, { isTest: false, priority: 'P3' }), fingerprint: fingerprintOf(meta.id, fn.id, 'async', 0, context.graph), span: fn.nameSpan, fixes: fixesOf(fn, context),
			message: `${nameFor(fn, context.graph)} awaits nothing, and is awaited ${calls === 1 ? 'where it is called' : `at ${calls} calls`} as if it did; ${advice[context.outline.language]}.`,
			impact: 'whoever reads an `await` takes it that others may run meanwhile, and here none do',
		}];
	}),
};

/** In TypeScript all that names it can be looked up. */
function fixesOf({ name, nameSpan }: FunctionOutline, { outline: { file, language } }: RuleContext): readonly FixIntent[] {
	return language !== 'typescript' ? [] : [{ kind: 'drop-async', title: `Take \`async\` from \`${name}\`, and the \`await\` from its calls`, safety: 'review', caution: 'others no longer run between the call and what follows it', file, name: nameSpan }];
}

/** What has no name of its own is known by its file. */
function nameFor({ id, name }: FunctionOutline, graph: CallGraph): string {
	return name === 'default' ? `The default export of \`${graph.displayPath(fileOf(id)).replace(/^.*\//, '')}\`` : `\`${name}\``;
}

const advice: Readonly<Record<LanguageId, string>> = {
	typescript: 'take `async` from it, and the `await` from its calls',
	python: 'write it with `def`, and call it without `await`',
	rust: 'write it with `fn`, and call it without `.await`',
};

/** In Rust, others may use what is public, and write `.await`; an async block is made to be given to something. */
function isOfInterface({ isExported, kind }: FunctionOutline, { outline }: RuleContext): boolean {
	return outline.language === 'rust' && (isExported || kind === 'closure');
}

/** In another build another function of that name stands in its place, and waits: whoever calls it awaits that. */
function isOtherElsewhere({ id }: FunctionOutline, context: RuleContext): boolean {
	return context.outline.language === 'rust' && twinsOf(id, context.graph).some((twin) => twin.id !== id && !(twin.isAsync && awaitsNothing(twin, context)));
}

/** It does something, and nothing of it waits, holds the thread, or needs a running loop. */
function awaitsNothing({ id, body }: FunctionOutline, { outline: { language }, graph, catalogue }: RuleContext): boolean {
	const placedSteps = stepsOf(body);
	if (placedSteps.some(({ step }) => step.kind === 'await')) { return false; }
	const steps = placedSteps.map(({ step }) => step);
	if (language === 'typescript' && (isStub(steps) || steps.some((step) => step.kind === 'exit' && step.exit === 'return' && givesPromise(step, steps)))) { return false; }
	if (!steps.some((step) => step.kind === 'call' || step.kind === 'place' || step.kind === 'loop') || steps.some((step) => waits(step, catalogue, language))) { return false; }
	if (language === 'typescript' && steps.some((step) => step.kind === 'call' && mayMissAwait(step, graph))) { return false; }
	if (language === 'rust' && steps.some((step) => step.kind === 'call' && beginsTasks(step, graph, catalogue, 0))) { return false; }
	// What blocks in it wants to be awaited, and the rules on that say so.
	return graph.sitesOf(id).every((site) => graph.effectsOfCall(id, site).length === 0);
}

/** So many calls down it is looked for what begins a task. */
const deepest = 2;

/** In Rust, a function that it calls begins a task: that needs a runtime, and an async function surely has one. */
function beginsTasks({ callee }: CallStep, graph: CallGraph, catalogue: Catalogue, depth: number): boolean {
	return graph.resolveCallee(callee).some((target) => stepsOf(graph.functionOf(target)?.body ?? noSteps).some(({ step }) => step.kind === 'call'
		&& (step.callee.kind === 'external' ? catalogue.lookup(step.callee.symbol)?.spawns !== undefined || ofReactor.test(step.callee.symbol) : depth < deepest && beginsTasks(step, graph, catalogue, depth + 1))));
}

/** They panic where no runtime runs. */
const ofReactor = /^(?:tokio::(?:time#(?:interval|interval_at|sleep|sleep_until)|runtime#Handle\.current|net#\w+\.from_std)|tower::buffer#Buffer\.new)$/;

/** What is not known is given an async function, and nobody looks at what comes of it: an `await` may be missing there. */
function mayMissAwait({ callee, result, arguments: given }: CallStep, graph: CallGraph): boolean {
	return result.kind === 'discarded' && (callee.kind === 'unresolved' || callee.kind === 'parameter')
		&& given.some(({ value }) => { const fn = value.kind === 'function' ? graph.functionOf(value.id) : undefined; return fn?.isAsync === true && !isListener(fn, graph); });
}

/** All it does is to fail: what it is for is still to come. */
function isStub(steps: readonly Step[]): boolean {
	return steps.every((step) => step.kind === 'exit' ? step.exit === 'throw' : step.kind === 'call' && step.isNew || step.kind === 'use');
}

/** What it returns is a promise as far as anybody can tell: then its caller needs the `await`. */
function givesPromise({ value, valueType }: ExitStep, steps: readonly Step[]): boolean {
	if (valueType !== undefined) { return valueType !== 'plain'; }
	const isPlain = (each: Value): boolean => {
		switch (each.kind) {
			case 'call': return steps.some((step) => step.kind === 'call' && step.resultType === 'plain' && isSameSpan(step.span, each.call));
			case 'either': return each.values.every(isPlain);
			case 'constant': case 'object': case 'list': case 'function': return true;
			default: return false;
		}
	};
	return value !== undefined && !isPlain(value);
}

/** What needs the loop or runtime that an async function surely has, and Rust's stubs, whose work is still to come. */
const ofRuntime = /^(?:asyncio|anyio|trio|curio|tokio\w*|async_std|smol|actix\w*|futures\w*)\b|^std#(?:todo|unimplemented|unreachable)!$/;

/** What may wait as far as anybody can tell. In Rust nothing waits that stands before no `.await`, but for what a macro hides. */
function isUnknown(callee: Callee, language: LanguageId): boolean {
	// What it does not wait for, and does not return, makes no difference.
	if (language === 'typescript') { return false; }
	if (language !== 'rust') { return callee.kind === 'unresolved' || callee.kind === 'parameter'; }
	return callee.kind === 'unresolved' ? callee.name.endsWith('!') : callee.kind === 'external' && callee.symbol.endsWith('!') && !plainMacros.test(callee.symbol);
}

const plainMacros = /^(?:std|log|tracing|anyhow|serde_json)#/;

function waits(step: Step, catalogue: Catalogue, language: LanguageId): boolean {
	switch (step.kind) {
		case 'await': case 'select': return true;
		case 'loop': return step.loop === 'await';
		case 'guarded': return step.isAsync;
		case 'exit': return step.exit === 'yield';
		// Of what is not known, nobody can tell that it does not wait. What is begun here needs the loop that an async function surely has.
		case 'call': return isUnknown(step.callee, language) || step.resultType === 'thenable'
			|| step.callee.kind === 'external' && (ofRuntime.test(step.callee.symbol) || catalogue.lookup(step.callee.symbol)?.pooled === true);
		default: return false;
	}
}

/** At how many calls it is awaited; undefined where nobody is known to call it, or where somebody does something else with it. */
function awaitedCallsOf({ id }: FunctionOutline, graph: CallGraph): number | undefined {
	let calls = 0;
	for (const { links, roots, isKept, id: caller } of graph.callersOf(id)) {
		if (isKept || roots.length > 0) { return undefined; }
		for (const { kind, targets, site } of links) {
			if (kind !== 'call' || targets.length !== 1 || site.step.kind !== 'call' || site.step.result.kind !== 'awaited' || site.step.isNew || isRaced(site.step, caller, graph)) { return undefined; }
			calls += 1;
		}
	}
	// What the language calls by itself, it awaits.
	return calls === 0 || lastName(id).startsWith('__') ? undefined : calls;
}

/** A macro waits for it, along with others (`join!`, `select!`): that takes a future. */
function isRaced({ span }: CallStep, caller: FunctionId, graph: CallGraph): boolean {
	const outline = graph.fileOf(caller)?.language === 'rust' ? graph.functionOf(caller) : undefined;
	return outline !== undefined && stepsOf(outline.body).some(({ step }) => step.kind === 'await' && isSameSpan(step.span, span));
}
