/**
 * Runs jobs on one thread, a step at a time, the most urgent first. A job is a generator that yields between steps (one file each),
 * so that a keystroke waits for at most one step of an audit, and a cancelled or superseded job ends at its next step.
 */
import type { Priority } from './service.ts';

export type Job<T> = Generator<undefined, T, undefined>;

interface Entry {
	readonly key: string | undefined;
	readonly order: number;
	readonly rank: number;
	readonly job: Job<unknown>;
	readonly settle: (outcome: Outcome<never>) => void;
}

/** `dropped`: cancelled, or superseded by a later job with the same key. */
export type Outcome<T> = { readonly kind: 'done'; readonly value: T } | { readonly kind: 'failed'; readonly error: unknown } | { readonly kind: 'dropped' };

const ranks: Readonly<Record<Priority | 'idle', number>> = { keystroke: 0, action: 1, audit: 2, idle: 3 };

export class Scheduler {
	private entries: Entry[] = [];
	private isRunning = false;
	private order = 0;
	/** Until then idle work waits; by `performance.now()`. */
	private calmFrom = 0;
	/** Set while there is nothing but idle work, and that waits. */
	private waiting: NodeJS.Timeout | undefined;
	/** Called around each step, for a watchdog. */
	private readonly onStep: (isBusy: boolean) => void;
	constructor(onStep: (isBusy: boolean) => void = () => undefined) { this.onStep = onStep; }

	/** Queues a job. A waiting or half-done job with the same key is dropped. */
	add<T>(job: Job<T>, priority: Priority | 'idle', key: string | undefined, settle: (outcome: Outcome<T>) => void): () => void {
		if (key !== undefined) { this.drop((entry) => entry.key === key); }
		const entry: Entry = { key, order: this.order++, rank: ranks[priority], job, settle: settle as Entry['settle'] };
		this.entries.push(entry);
		this.run();
		return () => this.drop((each) => each === entry);
	}

	/** Idle work begins, or goes on, once this was not called for so many milliseconds: who types does not wait for a step of it. */
	holdIdle(milliseconds: number): void {
		this.calmFrom = performance.now() + milliseconds;
	}

	/** Drops the jobs with this key. */
	cancel(key: string): void {
		this.drop((entry) => entry.key === key);
	}

	private drop(matches: (entry: Entry) => boolean): void {
		const dropped = this.entries.filter(matches);
		this.entries = this.entries.filter((entry) => !dropped.includes(entry));
		for (const entry of dropped) {
			// Runs the job's `finally` blocks, so that a half-done step leaves nothing behind.
			entry.job.return(undefined as never);
			entry.settle({ kind: 'dropped' });
		}
	}

	private run(): void {
		if (this.waiting !== undefined) {
			clearTimeout(this.waiting);
			this.waiting = undefined;
		} else if (this.isRunning) { return; }
		this.isRunning = true;
		// Between steps the thread looks at its messages: that is where newer text and cancellations arrive.
		setImmediate(() => this.turn());
	}

	private turn(): void {
		const next = this.entries.reduce<Entry | undefined>((best, entry) => (best === undefined || entry.rank < best.rank || (entry.rank === best.rank && entry.order < best.order) ? entry : best), undefined);
		if (next === undefined) { this.isRunning = false; return; }
		const early = next.rank === ranks.idle ? this.calmFrom - performance.now() : 0;
		if (early > 0) {
			this.waiting = setTimeout(() => {
				this.waiting = undefined;
				this.turn();
			}, early);
			return;
		}
		this.onStep(true);
		try {
			const step = next.job.next();
			if (step.done === true) { this.finish(next, { kind: 'done', value: step.value as never }); }
		} catch (error) {
			this.finish(next, { kind: 'failed', error });
		} finally {
			this.onStep(false);
		}
		setImmediate(() => this.turn());
	}

	private finish(entry: Entry, outcome: Outcome<never>): void {
		this.entries = this.entries.filter((each) => each !== entry);
		entry.settle(outcome);
	}
}
