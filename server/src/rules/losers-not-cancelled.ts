import { isTestCode } from './cancellation/surroundings.ts';
import type { Finding } from './finding.ts';
import { fingerprintOf } from './fingerprint.ts';
import type { Rule, RuleMeta } from './rule.ts';
import { losersIn } from './waits/losers.ts';

const meta: RuleMeta = {
	id: 'losers-not-cancelled',
	category: 'cancellation',
	severity: 'warning',
	languages: ['python'],
	guide: 'losers-not-cancelled',
	status: 'preview',
	description: 'Tasks of which the first to finish counts, while the others go on and nobody ends them.',
};

/** `asyncio.wait(…, FIRST_COMPLETED)` whose pending tasks are forgotten. */
export const losersNotCancelled: Rule = {
	meta,
	check: (context) => context.outline.functions.flatMap((fn) => losersIn(fn, context).map(({ wait, name }, ordinal): Finding => {
		const isTest = isTestCode(fn, context);
		const who = name === undefined ? 'the tasks that are left' : `\`${name}\``;
		return {
			rule: meta.id, category: meta.category, guide: meta.guide, fingerprint: fingerprintOf(meta.id, fn.id, 'asyncio#wait', ordinal, context.graph), file: context.outline.file,
			severity: isTest ? 'hint' : meta.severity, priority: isTest ? 'P3' : 'P2', verdict: isTest ? 'acceptable' : 'bad', reason: isTest ? 'test code' : null,
			span: wait.nameSpan, function: fn.name, functionId: fn.id, chain: [], fixes: [],
			message: `\`wait()\` goes on with the first task that is done, and nobody ends ${who}, waits for it or keeps it; cancel what is pending, and await it.`,
			impact: 'what lost goes on in the background, holds what it has, and nobody sees it fail',
		};
	})),
};
