/** Being told of each change of what is waited for, in place of looking at it: by a notice that all who change it give. */
import { fileOf } from '../../callgraph/graph.ts';
import type { AwaitNotice } from '../finding.ts';
import type { Poll } from './poll.ts';

/** For loops that sleep in one place, and for predicates that are asked again and again. Whether all who change it are known is seen when the fix is built. */
export function noticeFixes(poll: Poll): readonly AwaitNotice[] {
	if (poll.kind !== 'flag' || poll.awaited.some(({ flag }) => flag.kind === 'member')) { return []; }
	const [pause, ...others] = poll.pauses ?? [];
	// A function of the project's own that asks has limits of its own.
	if (pause === undefined || others.length > 0 || poll.form !== 'loop' && poll.form !== 'helper') { return []; }
	const { sleep, awaited } = poll;
	return [{
		kind: 'await-notice', form: poll.form === 'loop' ? 'loop' : 'predicate', title: `Be told when ${listed(awaited.map(({ flag }) => flag.name))} changes`, safety: 'review', caution: 'whoever else comes to change it has to give a notice as well', file: fileOf(poll.outline.id),
		at: poll.span.start, pause, ...(sleep.kind === 'time' && sleep.milliseconds !== undefined && { milliseconds: sleep.milliseconds }),
	}];
}

function listed(names: readonly string[]): string {
	const [first = 'it', ...others] = names;
	return others.length === 0 ? `\`${first}\`` : `\`${first}\` or what else it looks at`;
}
