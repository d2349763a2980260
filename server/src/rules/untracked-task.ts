import type { Rule, RuleMeta } from './rule.ts';
import { reportLostCoroutines } from './tasks/lostCoroutines.ts';
import { reportLostPromises } from './tasks/report.ts';

const meta: RuleMeta = {
	id: 'untracked-task',
	category: 'tasks',
	severity: 'warning',
	languages: ['typescript', 'python', 'rust'],
	guide: 'untracked-task',
	status: 'preview',
	description: 'Work that is let go on purpose (`void`, a chain without a handler, an async function called in place, a promise that is kept and never read) and that nobody sees fail; a task of Python or Rust that nobody keeps; a promise that is merely dropped is `unawaited-async-call`.',
};

/** A promise that the text lets go of on purpose, and whose failure nobody handles. */
export const untrackedTask: Rule = { meta, check: (context) => (context.outline.language !== 'typescript' ? reportLostCoroutines(context, meta, 'task') : reportLostPromises(context, meta, true)) };
