/**
 * Tells those who wait for a state that it has changed, so that nobody has to look at it again and again.
 *
 *     private isOpen = false;
 *     private readonly isOpenChanged = new Notice();
 *
 *     open(): void {
 *         this.isOpen = true;
 *         this.isOpenChanged.notify();                                          // whoever changes the state says so
 *     }
 *
 *     async whenOpen(): Promise<void> {
 *         while (!this.isOpen) { await this.isOpenChanged.next(); }             // whoever waits looks, and looks again when he is told
 *     }
 *
 *     await this.isOpenChanged.until(() => this.isOpen, { timeout: 5000, signal });   // the same in one call, with limits
 *
 * Look first and wait then, with no `await` in between: a notice that nobody waits for is not kept.
 */

export interface NoticeOptions {
	/** In ms. */
	readonly timeout?: number | undefined;
	readonly signal?: AbortSignal | undefined;
}

/** No timer of Node.js or of a browser is longer. In ms. */
const longest = 2 ** 31 - 1;

export class Notice {
	private waiting: Set<() => void> = new Set();

	/** Wakes all who wait now. They go on when the code that calls this comes to an `await` or to its end. */
	notify(): void {
		const { waiting } = this;
		this.waiting = new Set();
		for (const wake of waiting) { wake(); }
	}

	/**
	 * Waits for the next notice, or until the time is over, whichever comes first: look at the state again then.
	 *
	 * @param timeout In ms; without one it waits for as long as it takes.
	 * @throws The signal's reason, when it aborts.
	 */
	async next(timeout?: number, signal?: AbortSignal): Promise<void> {
		signal?.throwIfAborted();
		let timer: ReturnType<typeof setTimeout> | undefined;
		let wake: () => void = () => undefined;
		try {
			await new Promise<void>((resolve) => {
				wake = () => { resolve(); };
				this.waiting.add(wake);
				signal?.addEventListener('abort', wake);
				if (timeout !== undefined && timeout !== Infinity) { timer = setTimeout(wake, Math.min(timeout, longest)); }
			});
		} finally {
			clearTimeout(timer);
			this.waiting.delete(wake);
			signal?.removeEventListener('abort', wake);
		}
		signal?.throwIfAborted();
	}

	/**
	 * Waits until the predicate gives something true. It is asked at once, and again at each notice.
	 *
	 * @throws An error named `TimeoutError` when the time is over, the signal's reason when it aborts, and what the predicate throws.
	 */
	async until(holds: () => unknown, options: NoticeOptions = {}): Promise<void> {
		const { timeout = Infinity, signal } = options;
		const start = Date.now();
		while (!holds()) {
			const left = timeout - (Date.now() - start);
			if (left <= 0) { throw Object.assign(new Error(`Not within ${timeout} ms`), { name: 'TimeoutError' }); }
			await this.next(left, signal);
		}
	}
}
