import type { Severity } from '../catalogue/schema.ts';
import type { FunctionOutline } from '../outline/model.ts';
import type { Finding } from './finding.ts';
import { fingerprintOf } from './fingerprint.ts';
import { isTestCode, placed } from './report/placed.ts';
import type { Rule, RuleContext, RuleMeta } from './rule.ts';
import { eventFixes } from './waiting/eventFix.ts';
import { noticeFixes } from './waiting/noticeFix.ts';
import { polledPredicates } from './waiting/helpers.ts';
import { pollingLoops } from './waiting/loops.ts';
import { impactOf, messageFor, writerLinks } from './waiting/message.ts';
import type { Poll } from './waiting/poll.ts';
import { polledChannels, recheckingLoops } from './waiting/rechecks.ts';
import { pollingTimers } from './waiting/timers.ts';

const meta: RuleMeta = {
	id: 'busy-poll-loop',
	category: 'waiting',
	severity: 'warning',
	languages: ['typescript', 'python', 'rust'],
	guide: 'busy-poll-loop',
	status: 'preview',
	description: 'A loop or timer that looks again and again at something that this process itself changes.',
};

/** Waiting by looking, for what could be awaited. */
export const busyPollLoop: Rule = {
	meta,
	check(context) {
		return context.outline.functions.flatMap((outline) => {
			// There a signal is only seen when the loop wakes up: that is what it wakes up for.
			if (forWindows.test(outline.id.slice(outline.id.indexOf('#')))) { return []; }
			const loops = [...pollingLoops(outline, context.outline.file, context)];
			const polls = [...polledChannels(outline, loops, context), ...recheckingLoops(outline, context), ...loops, ...pollingTimers(outline, context.outline.file, context), ...[...polledPredicates(outline, context)].filter(() => !isTestCode(outline, context))];
			return polls.map((poll, index) => findingFor(poll, outline, ordinalOf(polls, index), context));
		});
	},
};

const forWindows = /(?:sigint|signal|ctrl_?c|interrupt)\w*windows|windows\w*(?:sigint|signal|ctrl_?c|interrupt)/i;

/** Which of several polls for the same thing in a function. */
function ordinalOf(polls: readonly Poll[], index: number): number {
	const sink = sinkOf(polls[index] as Poll);
	return polls.slice(0, index).filter((poll) => sinkOf(poll) === sink).length;
}

function sinkOf({ kind, names }: Poll): string {
	return `${kind} ${names.join(' ')}`;
}

function findingFor(poll: Poll, outline: FunctionOutline, ordinal: number, context: RuleContext): Finding {
	const { graph } = context;
	const severity = severityOf(poll);
	const { entry } = graph.factsOf(context.outline.file);
	const priority = severity === 'hint' ? 'P3' : poll.sleep.kind === 'microtask' ? 'P0' : poll.sleep.kind === 'turn' ? 'P1' : 'P2';
	const reason = entry !== undefined && poll.sleep.kind === 'time' ? `a program that ends (${entry}): nothing else waits` : isTestCode(outline, context) ? 'test code' : null;
	return {
		...placed(meta, outline, context, { reason, priority, severity }),
		span: poll.span,
		message: messageFor(poll, graph),
		impact: impactOf(poll),
		chain: writerLinks(poll),
		fixes: reason === null && context.outline.language === 'typescript' ? [...eventFixes(poll, context), ...noticeFixes(poll)] : [],
		fingerprint: fingerprintOf(meta.id, outline.id, sinkOf(poll), ordinal, graph),
	};
}

/** Whoever wakes up so seldom costs next to nothing. In milliseconds. */
const rare = 60_000;

/** What people hold up and let go on again by hand. */
const held = /pause|suspend/i;

function severityOf({ sleep, names }: Poll): Severity {
	if (sleep.kind === 'microtask') { return 'error'; }
	if (sleep.kind === 'time' && (sleep.milliseconds ?? 0) >= 50 && names.some((name) => held.test(name))) { return 'info'; }
	return sleep.kind === 'time' && (sleep.milliseconds ?? 0) >= rare ? 'hint' : 'warning';
}
