/**
 * Tasks that nobody awaits, kept in view: each has a name, its failure is seen, and what still runs can be cancelled and waited for before the
 * process ends.
 *
 *     tasks.track('send the receipt', sendReceipt(order));              // a promise that is there already
 *     tasks.run('refresh prices', async (signal) => { … });             // work that begins here and may be cancelled
 *     tasks.onFailure(({ name, error }) => log.error({ error }, name)); // without a listener, failures go to console.error
 *
 *     process.once('SIGTERM', async () => {
 *         tasks.cancel();
 *         const late = await tasks.drain(5000);
 *         process.exit(late.length > 0 ? 1 : 0);
 *     });
 */

export interface Task {
	readonly name: string;
	/** What tasks are told apart by: `mail`, `cache`; empty where none was given. */
	readonly category: string;
	/** In ms since 1970. */
	readonly startedAt: number;
	/** Resolves when the task is over and its failure, if it had one, has been reported. Never rejects. */
	readonly settled: Promise<void>;
	/** Aborts the signal that the work was given. What was handed over as a promise goes on. */
	cancel(reason?: unknown): void;
}

export interface TaskFailure {
	readonly name: string;
	readonly category: string;
	/** In ms since 1970. */
	readonly startedAt: number;
	readonly failedAt: number;
	/** What the task was rejected with. */
	readonly error: unknown;
}

export interface TaskOptions {
	readonly category?: string | undefined;
	/** Cancels the task when it aborts. */
	readonly signal?: AbortSignal | undefined;
}

export type FailureListener = (failure: TaskFailure) => unknown;

export class TaskTracker {
	private readonly current: Set<Task> = new Set();
	private readonly listeners: Set<FailureListener> = new Set();
	private readonly failuresKept: number;
	private failed: readonly TaskFailure[] = [];

	/** @param failuresKept How many of the last failures `failures()` still tells of. */
	constructor(failuresKept = 20) {
		this.failuresKept = failuresKept;
	}

	/** Keeps a promise in view until it settles. The name says what is done, for people who read of its failure. */
	track(name: string, promise: PromiseLike<unknown> | null | undefined | void, options?: TaskOptions): Task {
		return this.run(name, () => promise, options);
	}

	/** Begins work at once, as calling it would, and keeps it in view until it is over. The work may look at its signal, and pass it on. */
	run(name: string, work: (signal: AbortSignal) => unknown, options: TaskOptions = {}): Task {
		const controller = new AbortController();
		const cancel = (reason?: unknown): void => { controller.abort(reason); };
		const task = { name, category: options.category ?? '', startedAt: Date.now(), settled: Promise.resolve(), cancel };
		this.current.add(task);
		task.settled = this.watch(task, work, controller.signal, options.signal);
		return task;
	}

	/** Calls the listener for each failure from now on, instead of `console.error`. Returns what ends that. */
	onFailure(listener: FailureListener): () => void {
		this.listeners.add(listener);
		return () => { this.listeners.delete(listener); };
	}

	/** What runs now, the oldest first; of one category if it is given. */
	running(category?: string): readonly Task[] {
		return [...this.current].filter((task) => category === undefined || task.category === category);
	}

	/** The last failures, the oldest first. */
	failures(category?: string): readonly TaskFailure[] {
		return this.failed.filter((failure) => category === undefined || failure.category === category);
	}

	/** Aborts the signals of all that runs, or of one category. What then ends by its signal has not failed. */
	cancel(category?: string, reason?: unknown): void {
		for (const task of this.running(category)) { task.cancel(reason); }
	}

	/** Waits until nothing runs any more, what begins meanwhile included, but at most `timeout` ms. Returns what still runs then. */
	async drain(timeout: number): Promise<readonly Task[]> {
		let timer: ReturnType<typeof setTimeout> | undefined;
		const late = new Promise<boolean>((resolve) => { timer = setTimeout(() => { resolve(true); }, timeout); });
		let isLate = false;
		while (this.current.size > 0 && !isLate) {
			const settled = Promise.all([...this.current].map((task) => task.settled));
			isLate = await Promise.race([settled.then(() => false), late]);
		}
		clearTimeout(timer);
		return this.running();
	}

	/** Never rejects: this is where a task's failure ends up. */
	private async watch(task: Task, work: (signal: AbortSignal) => unknown, signal: AbortSignal, outer: AbortSignal | undefined): Promise<void> {
		const follow = (): void => { task.cancel(outer?.reason); };
		outer?.addEventListener('abort', follow);
		if (outer?.aborted === true) { follow(); }
		try {
			await work(signal);
		} catch (error) {
			if (!isCancellation(error, signal)) { await this.report(task, error); }
		} finally {
			outer?.removeEventListener('abort', follow);
			this.current.delete(task);
		}
	}

	private async report({ name, category, startedAt }: Task, error: unknown): Promise<void> {
		const failure = { name, category, startedAt, failedAt: Date.now(), error };
		const failed = [...this.failed, failure];
		this.failed = failed.slice(Math.max(0, failed.length - this.failuresKept));
		if (this.listeners.size === 0) { console.error(`The task “${name}” failed:`, error); }
		await Promise.all([...this.listeners].map(async (listener) => {
			try {
				await listener(failure);
			} catch (own) {
				console.error(`The task “${name}” failed, and so did a listener to that:`, error, own);
			}
		}));
	}
}

/** True for what work throws because its signal was aborted. */
function isCancellation(error: unknown, signal: AbortSignal): boolean {
	return signal.aborted && (error === signal.reason || (error instanceof Error && error.name === 'AbortError'));
}

/** The tracker of this program. */
export const tasks: TaskTracker = new TaskTracker();
