/** What a finding says to people. */
import type { List } from './lists.ts';
import type { Kept } from './verdict.ts';

/** One sentence: what moves, how often, what to do. */
export function messageFor(list: List, kept: Kept): string {
	const label = `\`${list.name}.${kept.removal.step.operation === 'shift' ? 'shift()' : 'splice(0, …)'}\``;
	if (kept.kind === 'history') {
		const count = kept.bound.kind === 'known' ? `up to ${kept.bound.entries} entries` : 'every entry that stays';
		return `${label} may move ${count} one place forward each time one comes in; keep this history in a ring buffer, which puts the newest in place of the oldest.`;
	}
	const often = kept.isDrained ? 'for each one that is taken' : 'when one is taken';
	return `${label} may move everything that still waits one place forward ${often}, which grows with the list; use a queue that only moves its front.`;
}

/** One clause. */
export function impactOf(kept: Kept): string {
	if (kept.kind === 'history') { return kept.bound.kind === 'known' ? `each new entry costs as much as ${kept.bound.entries} are long` : 'each new entry costs more the more are kept'; }
	return kept.isDrained ? 'working off a long list takes time that grows with the square of its length, on the event loop' : 'each step costs more the more waits, and most waits when there is least time';
}
