/** Why a call was or was not reported, for `unblock why`. */
import { nameInSentence, provisoInWords } from '../../callgraph/describe.ts';
import type { CallGraph, Effect, OwnStep, Site } from '../../callgraph/graph.ts';
import type { Catalogue } from '../../catalogue/catalogue.ts';
import type { FunctionId, FunctionOutline } from '../../outline/model.ts';
import { kindOf, worstAt } from './blockedStep.ts';
import { verdictOn } from './verdict.ts';

export interface CallOutcome {
	/** How the callee resolved. */
	readonly resolved: string;
	/** What the call does to the thread, by which path; empty if nothing is known. */
	readonly effects: readonly string[];
	/** Why it was or was not reported: one sentence. */
	readonly outcome: string;
}

/** Explains one call of a function (a `Site` that `graph.sitesOf` gave). */
export function explainCall(graph: CallGraph, catalogue: Catalogue, id: FunctionId, site: Site): CallOutcome {
	const effects = graph.effectsOfCall(id, site);
	const first = effects.length === 0 ? undefined : (worstAt(id, site, graph, catalogue) ?? worstAt(id, site, graph, catalogue, 'coroutine'))?.effect ?? 'short';
	return {
		resolved: graph.describeCallee(site.callee),
		effects: effects.map((effect) => describeEffect(graph, effect)),
		outcome: first === 'short' ? 'Not reported: nobody is known to hold the lock for long.' : first ? withEffect(graph, catalogue, id, site, first) : withoutEffect(graph, catalogue, site),
	};
}

/** `reads a file (file, error): load() → readFileSync()`. */
function describeEffect(graph: CallGraph, { entry, category, severity, isCached, proviso, path }: Effect): string {
	const way = path.filter((link) => !link.isInPlace).map((link) => link.label).join(' → ');
	return `${entry.blocks?.does ?? 'blocks'} (${category}, ${severity}${isCached ? ', once' : ''}${proviso ? `, ${provisoInWords(graph, proviso)}` : ''}): ${way}`;
}

function withEffect(graph: CallGraph, catalogue: Catalogue, id: FunctionId, site: Site, effect: Effect): string {
	const found = suffererOf(graph, id, site);
	if (!found) { return inSyncCode(graph, id); }
	const { sufferer, step } = found;
	const verdict = verdictOn(graph, catalogue, sufferer, step, effect);
	if (verdict.kind === 'bad') { return `Reported as ${rules[kindOf(effect, graph.fileOf(id)?.language)]}: ${verdict.context?.because ?? 'nothing is known of when it runs'}.`; }
	return `Acceptable: ${verdict.reason}.`;
}

const rules = { call: 'blocking-call', chain: 'blocking-call-chain', lock: 'blocking-lock', coroutine: 'sync-over-async' } as const;

/** The function in which a step is reported: the async code or module that holds it, itself or in a closure it runs in place. */
function suffererOf(graph: CallGraph, id: FunctionId, site: Site): { sufferer: FunctionOutline; step: OwnStep } | undefined {
	for (let at: FunctionId | undefined = id; at !== undefined;) {
		const outline = graph.functionOf(at);
		if (!outline) { return undefined; }
		if (outline.kind === 'module' || graph.isAsyncLike(at)) {
			const step = graph.stepsOf(at).find((each) => each.site.step === site.step);
			if (step) { return { sufferer: outline, step }; }
		}
		at = outline.enclosing;
	}
	return undefined;
}

function inSyncCode(graph: CallGraph, id: FunctionId): string {
	const name = nameInSentence(graph, id);
	const sufferers = asyncCallersOf(graph, id);
	if (sufferers.length > 0) { return `Not reported here: ${name} is a sync function; reported where async code calls it, in ${sufferers.slice(0, 3).map((each) => nameInSentence(graph, each)).join(', ')}${sufferers.length > 3 ? ` and ${sufferers.length - 3} more` : ''}.`; }
	return `Not reported: ${name} is a sync function that no async code is known to call.`;
}

/** The async code that comes to a sync function through sync functions, in the order of distance. */
function asyncCallersOf(graph: CallGraph, id: FunctionId): FunctionId[] {
	const seen = new Set<FunctionId>([id]);
	const found: FunctionId[] = [];
	for (const at of seen) {
		for (const { id: caller, links } of graph.callersOf(at)) {
			if (seen.has(caller) || !links.some((link) => link.kind === 'call' || link.kind === 'inline')) { continue; }
			if (graph.isAsyncLike(caller)) { if (!found.includes(caller)) { found.push(caller); } } else { seen.add(caller); }
		}
	}
	return found;
}

function withoutEffect(graph: CallGraph, catalogue: Catalogue, { callee }: Site): string {
	switch (callee.kind) {
		case 'unresolved': return 'Not reported: what it calls could not be resolved, so that nothing is known of it.';
		case 'parameter': return 'Not reported here: what it calls is given by the callers, and what that does is reported there.';
		case 'external': return catalogue.lookup(callee.symbol)?.blocks
			? 'Not reported: with these arguments it does not block, or the text does not tell that it does.'
			: `Not reported: nothing is known of ${callee.symbol} that would hold the thread.`;
		case 'function': {
			const targets = graph.resolveCallee(callee);
			if (targets.length === 0) { return 'Not reported: it has no body that is known.'; }
			const isAsync = targets.filter((target) => graph.isAsyncLike(target));
			if (isAsync.length === targets.length) { return `Not reported here: ${isAsync.map((each) => nameInSentence(graph, each)).join(', ')} reports what blocks in it itself.`; }
			const blocking = targets.filter((target) => graph.effectsOf(target).length > 0);
			if (blocking.length === 0) { return 'Not reported: nothing it comes to is known to hold the thread.'; }
			if (targets.some((target) => graph.functionOf(target)?.isGenerator)) { return 'Not reported: the generator is made here, and blocks where it is gone through.'; }
			return targets.length === 1
				? 'Not reported: what blocks in it only does under conditions that do not hold with what is given here, or where this runs.'
				: 'Not reported: it is not known which implementation is called, and not all of them block.';
		}
	}
}
