import { endsThings } from './cancellation/surroundings.ts';
import { lastName } from '../callgraph/paths.ts';
import type { Finding } from './finding.ts';
import { fingerprintOf } from './fingerprint.ts';
import { isTestCode, placed } from './report/placed.ts';
import type { Rule, RuleMeta } from './rule.ts';
import { sharedTimeoutsIn, type SharedTimeout } from './waits/sharedTimeout.ts';

const meta: RuleMeta = {
	id: 'timeout-cancels-shared-task',
	category: 'cancellation',
	severity: 'warning',
	languages: ['python'],
	guide: 'timeout-cancels-shared-task',
	status: 'preview',
	description: 'A wait with a deadline for a task that is needed afterwards: when the time is over, the task is cancelled.',
};

/** `wait_for(task, …)` as a heartbeat. */
export const timeoutCancelsSharedTask: Rule = {
	meta,
	check: (context) => context.outline.functions.flatMap((fn) => (endsThings(lastName(fn.id)) ? [] : sharedTimeoutsIn(fn, context)).map((shared, ordinal): Finding => {
		return {
			...placed(meta, fn, context, { isTest: isTestCode(fn, context), priority: 'P1' }), fingerprint: fingerprintOf(meta.id, fn.id, 'asyncio#wait_for', ordinal, context.graph),
			span: shared.wait.nameSpan, message: messageFor(shared),
			impact: 'the work is lost at the first timeout, and whoever needs it gets a cancellation that nobody asked for',
		};
	})),
};

function messageFor({ wait, task, need }: SharedTimeout): string {
	const name = wait.callee.kind === 'external' ? lastName(wait.callee.symbol) : 'wait_for';
	const then = need === 'again' ? 'the next turn of the loop waits for it again' : 'what follows needs it';
	return `\`${name}()\` cancels \`${task}\` when the time is over, though ${then}; wait by \`asyncio.wait({${task}}, timeout=…)\`, or put \`asyncio.shield()\` around it.`;
}
