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



export class TaskTracker {
	current = new Set();
	listeners = new Set();
	failuresKept;
	failed = [];

	/** @param failuresKept How many of the last failures `failures()` still tells of. */
	constructor(failuresKept = 20) {
		this.failuresKept = failuresKept;
	}

	/** Keeps a promise in view until it settles. The name says what is done, for people who read of its failure. */
	track(name, promise, options) {
		return this.run(name, () => promise, options);
	}

	/** Begins work at once, as calling it would, and keeps it in view until it is over. The work may look at its signal, and pass it on. */
	run(name, work, options = {}) {
		const controller = new AbortController();
		const cancel = (reason) => { controller.abort(reason); };
		const task = { name, category: options.category ?? '', startedAt: Date.now(), settled: Promise.resolve(), cancel };
		this.current.add(task);
		task.settled = this.watch(task, work, controller.signal, options.signal);
		return task;
	}

	/** Calls the listener for each failure from now on, instead of `console.error`. Returns what ends that. */
	onFailure(listener) {
		this.listeners.add(listener);
		return () => { this.listeners.delete(listener); };
	}

	/** What runs now, the oldest first; of one category if it is given. */
	running(category) {
		return [...this.current].filter((task) => category === undefined || task.category === category);
	}

	/** The last failures, the oldest first. */
	failures(category) {
		return this.failed.filter((failure) => category === undefined || failure.category === category);
	}

	/** Aborts the signals of all that runs, or of one category. What then ends by its signal has not failed. */
	cancel(category, reason) {
		for (const task of this.running(category)) { task.cancel(reason); }
	}

	/** Waits until nothing runs any more, what begins meanwhile included, but at most `timeout` ms. Returns what still runs then. */
	async drain(timeout) {
		let timer;
		const late = new Promise((resolve) => { timer = setTimeout(() => { resolve(true); }, timeout); });
		let isLate = false;
		while (this.current.size > 0 && !isLate) {
			const settled = Promise.all([...this.current].map((task) => task.settled));
			isLate = await Promise.race([settled.then(() => false), late]);
		}
		clearTimeout(timer);
		return this.running();
	}

	/** Never rejects: this is where a task's failure ends up. */
	async watch(task, work, signal, outer) {
		const follow = () => { task.cancel(outer?.reason); };
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

	async report({ name, category, startedAt }, error) {
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
function isCancellation(error, signal) {
	return signal.aborted && (error === signal.reason || (error instanceof Error && error.name === 'AbortError'));
}

/** The tracker of this program. */
export const tasks = new TaskTracker();
