import type { CallGraph } from '../callgraph/graph.ts';
import { lastName } from '../callgraph/paths.ts';
import type { Catalogue } from '../catalogue/catalogue.ts';
import type { FunctionOutline, Step } from '../outline/model.ts';
import { stepsOf } from '../outline/walk.ts';
import { isTestCode } from './cancellation/surroundings.ts';
import type { Finding } from './finding.ts';
import { fingerprintOf } from './fingerprint.ts';
import { isFreeToChange } from './needless/surroundings.ts';
import type { Rule, RuleContext, RuleMeta } from './rule.ts';

const meta: RuleMeta = {
	id: 'needless-async',
	category: 'tasks',
	severity: 'hint',
	languages: ['python'],
	guide: 'needless-async',
	status: 'preview',
	description: 'An async function that awaits nothing, and that nothing needs to be async.',
};

/** An async function that could be a plain one: all who call it are known, and await it on the spot. */
export const needlessAsync: Rule = {
	meta,
	check: (context) => context.outline.functions.flatMap((fn): Finding[] => {
		if (!fn.isAsync || fn.isGenerator || !awaitsNothing(fn, context) || isTestCode(fn, context) || !isFreeToChange(fn, context)) { return []; }
		const calls = awaitedCallsOf(fn, context.graph);
		if (calls === undefined) { return []; }
		return [{
			rule: meta.id, category: meta.category, guide: meta.guide, fingerprint: fingerprintOf(meta.id, fn.id, 'async', 0, context.graph), file: context.outline.file,
			severity: meta.severity, priority: 'P3', verdict: 'bad', reason: null,
			span: fn.nameSpan, function: fn.name, functionId: fn.id, chain: [], fixes: [],
			message: `\`${fn.name}\` awaits nothing, and is awaited ${calls === 1 ? 'where it is called' : `at ${calls} calls`} as if it did; write it with \`def\`, and call it without \`await\`.`,
			impact: 'whoever reads an `await` takes it that others may run meanwhile, and here none do',
		}];
	}),
};

/** It does something, and nothing of it waits, holds the thread, or needs a running loop. */
function awaitsNothing({ id, body }: FunctionOutline, { graph, catalogue }: RuleContext): boolean {
	const steps = stepsOf(body).map(({ step }) => step);
	if (!steps.some((step) => step.kind === 'call' || step.kind === 'place' || step.kind === 'loop') || steps.some((step) => waits(step, catalogue))) { return false; }
	// What blocks in it wants to be awaited, and the rules on that say so.
	return graph.sitesOf(id).every((site) => graph.effectsOfCall(id, site).length === 0);
}

function waits(step: Step, catalogue: Catalogue): boolean {
	switch (step.kind) {
		case 'await': case 'select': return true;
		case 'loop': return step.loop === 'await';
		case 'guarded': return step.isAsync;
		case 'exit': return step.exit === 'yield';
		// Of what is not known, nobody can tell that it does not wait. What is begun here needs the loop that an async function surely has.
		case 'call': return step.callee.kind === 'unresolved' || step.callee.kind === 'parameter' || step.resultType === 'thenable'
			|| step.callee.kind === 'external' && (/^(?:asyncio|anyio|trio|curio)\b/.test(step.callee.symbol) || catalogue.lookup(step.callee.symbol)?.pooled === true);
		default: return false;
	}
}

/** At how many calls it is awaited; undefined where nobody is known to call it, or where somebody does something else with it. */
function awaitedCallsOf({ id }: FunctionOutline, graph: CallGraph): number | undefined {
	let calls = 0;
	for (const { links, roots, isKept } of graph.callersOf(id)) {
		if (isKept || roots.length > 0) { return undefined; }
		for (const { kind, targets, site } of links) {
			if (kind !== 'call' || targets.length !== 1 || site.step.kind !== 'call' || site.step.result.kind !== 'awaited') { return undefined; }
			calls += 1;
		}
	}
	// What the language calls by itself, it awaits.
	return calls === 0 || lastName(id).startsWith('__') ? undefined : calls;
}
