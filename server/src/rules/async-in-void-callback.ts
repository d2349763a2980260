import type { Rule, RuleMeta } from './rule.ts';
import { reportPlainCallbacks } from './tasks/plainCallbacks.ts';
import { reportVoidCallbacks } from './tasks/voidReport.ts';

const meta: RuleMeta = {
	id: 'async-in-void-callback',
	category: 'tasks',
	severity: 'error',
	languages: ['typescript', 'python'],
	guide: 'async-in-void-callback',
	status: 'preview',
	description: 'An async function where a plain one is expected (`forEach`, timers, listeners, members declared to give nothing): nobody awaits what it gives; also a promise in a condition or spread, where its value is meant.',
};

/** Async functions given to something that does not know that they are any. */
export const asyncInVoidCallback: Rule = { meta, check: (context) => (context.outline.language === 'python' ? reportPlainCallbacks(context, meta) : reportVoidCallbacks(context, meta)) };
