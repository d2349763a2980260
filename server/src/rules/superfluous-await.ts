import type { CallStep, FunctionOutline, Step } from '../outline/model.ts';
import type { Span } from '../outline/span.ts';
import { stepsOf } from '../outline/walk.ts';
import type { Finding } from './finding.ts';
import { fingerprintOf } from './fingerprint.ts';
import { awaitedCall, isForATurn, isMinded, subjectOf, surelyGivesNothing } from './needless/awaited.ts';
import { isTestCode, placed } from './report/placed.ts';
import type { Rule, RuleContext, RuleMeta } from './rule.ts';
import { callsOf, type CallsOf } from './tasks/chains.ts';

const meta: RuleMeta = {
	id: 'superfluous-await',
	category: 'tasks',
	severity: 'warning',
	languages: ['typescript'],
	guide: 'superfluous-await',
	status: 'preview',
	isOffByDefault: true,
	asksFor: 'awaited-results',
	description: 'An `await` without which all would come out the same: `return await` outside of a `try`, and waiting for what by its types gives nothing.',
};

/** `return await load()` outside of a `try`, `await onDone?.()` of a callback that is declared to give nothing, `Promise.all` of a list that holds more than promises. */
export const superfluousAwait: Rule = {
	meta,
	check: (context) => context.outline.functions.flatMap((owner): Finding[] => {
		const calls = callsOf(owner);
		return stepsOf(owner.body).flatMap(({ step, path }) => flawsIn(step, path, owner, calls, context))
			.map((flaw, ordinal) => findingFor(flaw, ordinal, owner, context));
	}),
};

interface Flaw {
	readonly span: Span;
	readonly message: string;
	/** The `await` that can go. */
	readonly await?: Span;
}

function flawsIn(step: Step, path: readonly Step[], owner: FunctionOutline, calls: CallsOf, { graph }: RuleContext): readonly Flaw[] {
	if (step.kind === 'call') { return itemFlaws(step); }
	if (step.kind === 'loop' && step.needlessAwait?.items === 'promises') { return [{ span: step.needlessAwait.span, message: 'What this loop goes through is no async iterable: its promises are not made as they are waited for, and one that fails early is nobody\'s; wait for each in a plain `for`, or give them to `Promise.all`.' }]; }
	if (step.kind !== 'await' || step.awaited === undefined) { return []; }
	const span = { start: step.span.start, end: step.span.start + 'await'.length };
	const call = awaitedCall(step, calls);
	switch (step.awaited) {
		case 'promise': return owner.isAsync && step.isResult === true && !isMinded(step.span, path)
			? [{ span, message: 'The function gives a promise all the same: whoever calls it waits for what it returns; return it without `await`.', await: step.span }] : [];
		case 'value': return isForATurn(step) ? [{ span, message: 'There is nothing to wait for here but that others have their turn; take the `await` away, or say by a function\'s name what it is for.' }] : [];
		case 'nothing': return call !== undefined && surelyGivesNothing(call, graph) ? []
			: [{ span, message: `By its type ${subjectOf(call)} gives nothing to wait for; take the \`await\` away, or declare that it may give a promise.`, await: step.span }];
		default: return [];
	}
}

function itemFlaws({ plainItems = [] }: CallStep): readonly Flaw[] {
	return plainItems.flatMap(({ span, how }): Flaw[] => (how === 'surely' ? [] : [{
		span, message: how === 'partly' ? 'Not all that is in this list is a promise; wait for those alone that are.' : 'There is nothing to wait for in what is given here, by its type; keep it out of the call.',
	}]));
}

function findingFor({ span, message, await: awaited }: Flaw, ordinal: number, owner: FunctionOutline, context: RuleContext): Finding {
	return {
		...placed(meta, owner, context, { isTest: isTestCode(owner, context), priority: 'P3' }), span, message, impact: 'it takes some turns more, and tells readers that something depends on it',
		fixes: awaited === undefined ? [] : [{ kind: 'mend-await', title: 'Take the `await` away', safety: 'review', caution: 'the function is then no longer in the stack of what fails', file: context.outline.file, await: awaited, how: 'drop' }],
		fingerprint: fingerprintOf(meta.id, owner.id, 'await', ordinal, context.graph),
	};
}
