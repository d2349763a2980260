import { reportBlockedSteps } from './blocking/blockedStep.ts';
import type { Rule, RuleMeta } from './rule.ts';

const meta: RuleMeta = {
	id: 'blocking-call',
	category: 'blocking',
	severity: 'error',
	// The rule itself knows no language; these are the ones whose front ends exist.
	languages: ['typescript', 'python', 'rust'],
	guide: 'blocking-call',
	status: 'stable',
	description: 'A call that holds the thread, in code that runs on the event loop.',
};

/** A call in async code that blocks by itself. */
export const blockingCall: Rule = { meta, check: (context) => reportBlockedSteps(context, meta, 'call') };
