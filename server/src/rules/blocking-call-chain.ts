import { reportBlockedSteps } from './blocking/blockedStep.ts';
import type { Rule, RuleMeta } from './rule.ts';

const meta: RuleMeta = {
	id: 'blocking-call-chain',
	category: 'blocking',
	severity: 'error',
	// The rule itself knows no language; these are the ones whose front ends exist.
	languages: ['typescript', 'python', 'rust'],
	guide: 'blocking-call-chain',
	status: 'stable',
	description: 'A call in async code to a function that holds the thread further down, in this or another file.',
};

/** A call in async code to a sync function that ends in one that blocks. */
export const blockingCallChain: Rule = { meta, check: (context) => reportBlockedSteps(context, meta, 'chain') };
