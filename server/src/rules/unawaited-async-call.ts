import type { Rule, RuleMeta } from './rule.ts';
import { reportLostCoroutines } from './tasks/lostCoroutines.ts';
import { reportLostPromises } from './tasks/report.ts';

const meta: RuleMeta = {
	id: 'unawaited-async-call',
	category: 'tasks',
	severity: 'error',
	languages: ['typescript', 'python', 'rust'],
	guide: 'unawaited-async-call',
	status: 'preview',
	description: 'A promise that a statement makes or names and that nobody awaits, returns, keeps or handles, without a sign that this is meant; what is let go on purpose is `untracked-task`.',
};

/** A promise that is dropped where it is made. */
export const unawaitedAsyncCall: Rule = { meta, check: (context) => (context.outline.language !== 'typescript' ? reportLostCoroutines(context, meta, 'coroutine') : reportLostPromises(context, meta, false)) };
