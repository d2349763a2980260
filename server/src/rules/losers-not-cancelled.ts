import type { Finding } from './finding.ts';
import { fingerprintOf } from './fingerprint.ts';
import { isTestCode, placed } from './report/placed.ts';
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
		const who = name === undefined ? 'the tasks that are left' : `\`${name}\``;
		return {
			...placed(meta, fn, context, { isTest: isTestCode(fn, context), priority: 'P2' }), fingerprint: fingerprintOf(meta.id, fn.id, 'asyncio#wait', ordinal, context.graph),
			span: wait.nameSpan,
			message: `\`wait()\` goes on with the first task that is done, and nobody ends ${who}, waits for it or keeps it; cancel what is pending, and await it.`,
			impact: 'what lost goes on in the background, holds what it has, and nobody sees it fail',
		};
	})),
};
