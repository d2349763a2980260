import { reportBlockedSteps } from './blockedStep.ts';
import type { Rule, RuleMeta } from './rule.ts';

const meta: RuleMeta = {
	id: 'blocking-call',
	category: 'blocking',
	severity: 'error',
	languages: ['typescript', 'python', 'rust'],
	guide: 'blocking-call',
	status: 'stable',
	description: 'A call that holds the thread, in code that runs on the event loop.',
};

/** A call in async code that blocks by itself. */
export const blockingCall: Rule = { meta, check: (context) => reportBlockedSteps(context, meta, true) };
