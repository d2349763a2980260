import { reportBlockedSteps } from './blocking/blockedStep.ts';
import type { Rule, RuleMeta } from './rule.ts';

const meta: RuleMeta = {
	id: 'blocking-lock',
	category: 'blocking',
	severity: 'error',
	languages: ['python', 'rust'],
	guide: 'blocking-lock',
	status: 'preview',
	description: 'A wait for another thread (a lock, a queue, an event, a thread\'s end) that holds the event loop.',
};

/** A call in async code that waits for another thread, by itself or further down. */
export const blockingLock: Rule = { meta, check: (context) => reportBlockedSteps(context, meta, 'lock') };
