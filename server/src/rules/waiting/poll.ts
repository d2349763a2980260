/** What a piece of waiting code comes to: whether it only looks, again and again, at something that this process itself changes. */
import type { FunctionId, FunctionOutline } from '../../outline/model.ts';
import type { Span } from '../../outline/span.ts';
import type { Flag, Look } from './flags.ts';
import type { Sleep, Surroundings } from './sleep.ts';
import { isChangedWithin, reachedFrom, writersOf, type Waiter, type Writer } from './writers.ts';

/** Something that is waited for, and who changes it. */
export interface Awaited {
	readonly flag: Flag;
	/** Empty for a member of something outside, which the catalogue knows to be announced. */
	readonly writers: readonly Writer[];
	/** By what a member of something outside is announced: "its `abort` event". */
	readonly announcedBy?: string;
}

export type Poll =
	/** Looks at something again and again. */
	| PollBase & { readonly kind: 'flag'; readonly awaited: readonly [Awaited, ...Awaited[]]; readonly isQueue: boolean; readonly limits?: Limits }
	/** Gives the thread away only to take it back at once. */
	| PollBase & { readonly kind: 'spin' }
	/** Sleeps for ever, a while at a time. */
	| PollBase & { readonly kind: 'forever' };

/** What else ends a loop than what it waits for. */
export interface Limits {
	/** It looks only so many times, or for so long. */
	readonly isBounded: boolean;
	/** What else it looks at that outlives it, for people: nobody knows who changes that. */
	readonly others: readonly string[];
}

interface PollBase {
	readonly outline: FunctionOutline;
	/** Where a person would change it. */
	readonly span: Span;
	/** How it is written. `helper`: a predicate is given to a function that asks it again and again. */
	readonly form: 'loop' | 'interval' | 'timeout' | 'recursion' | 'helper';
	readonly sleep: Sleep;
	/** What it looks at, for people; for a spin whatever it is. */
	readonly names: readonly string[];
	/** What it awaits between two looks. */
	readonly pauses?: readonly Span[];
}

/**
 * What of this is changed by other code while the waiting code waits. A flag that the waiting code changes itself is a count or a limit of its own;
 * `worksMeanwhile`: so is one that only its own work changes.
 */
export function awaitedOf(looks: readonly Look[], waiter: Waiter, worksMeanwhile: boolean, cx: Surroundings): Awaited[] {
	if (looks.some((look) => look.depends === 'outside')) { return []; }
	// One thing may be seen as a variable and as what a method is called on.
	const flags = new Map(looks.filter((look) => look.depends === 'memory').flatMap((look) => look.flags).map((flag) => [flag.name, flag]));
	const own: ReadonlySet<FunctionId> | undefined = worksMeanwhile ? reachedFrom(waiter, cx) : undefined;
	return [...flags.values()].flatMap((flag): Awaited[] => {
		if (flag.kind === 'member') {
			const announcedBy = cx.catalogue.lookup(flag.symbol)?.announced;
			return announcedBy === undefined ? [] : [{ flag, writers: [], announcedBy }];
		}
		if (!worksMeanwhile && isChangedWithin(flag, waiter, cx) && !looks.some((look) => look.writes)) { return []; }
		const writers = writersOf(flag, waiter, cx).filter((writer) => own?.has(writer.outline.id) !== true);
		return writers.length === 0 ? [] : [{ flag, writers }];
	});
}
