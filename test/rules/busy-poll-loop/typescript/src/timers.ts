/** Timers that look, and timers that do something. */
export class Gate {
	private isOpen = false;
	private isDirty = false;
	private waiting: (() => void)[] = [];

	open(): void {
		this.isOpen = true;
		this.isDirty = true;
		for (const resume of this.waiting.splice(0)) { resume(); }
	}

	byInterval(): Promise<void> {
		return new Promise((resolve) => {
			const timer = setInterval(() => { // expect: busy-poll-loop
				if (this.isOpen) {
					clearInterval(timer);
					resolve();
				}
			}, 50);
		});
	}

	byIntervalInTime(ms: number): Promise<void> {
		const started = Date.now();
		return new Promise((resolve, reject) => {
			const timer = setInterval(() => { // expect: busy-poll-loop
				if (this.isOpen) {
					clearInterval(timer);
					resolve();
				} else if (Date.now() - started > ms) {
					clearInterval(timer);
					reject(new Error('late'));
				}
			}, 50);
		});
	}

	byTimeout(): Promise<void> {
		return new Promise((resolve) => {
			const check = (): void => {
				if (this.isOpen) { resolve(); return; }
				setTimeout(check, 10); // expect: busy-poll-loop
			};
			check();
		});
	}

	byMethod(done: () => void): void {
		if (this.isOpen) { done(); } else { setTimeout(() => this.byMethod(done), 10); } // expect: busy-poll-loop
	}

	/** Told when it opens. */
	whenOpen(): Promise<void> {
		return this.isOpen ? Promise.resolve() : new Promise((resolve) => { this.waiting.push(resolve); });
	}

	/** Writes what changed, once a second. */
	autosave(save: () => void): NodeJS.Timeout {
		return setInterval(() => {
			if (this.isDirty) {
				this.isDirty = false;
				save();
			}
		}, 1000);
	}

	/** Ends by itself; works until then. */
	progress(print: (line: string) => void): void {
		const timer = setInterval(() => {
			if (this.isOpen) { clearInterval(timer); return; }
			print('.');
		}, 200);
	}

	countDown(seconds: number, done: () => void): void {
		let left = seconds;
		const timer = setInterval(() => {
			left--;
			if (left <= 0) {
				clearInterval(timer);
				done();
			}
		}, 1000);
	}
}

/** Tells each of those who wait, one a turn: nobody else takes them out. */
export class Closing {
	private readonly waiting: { done?: (error: Error) => void }[] = [];
	add(done: (error: Error) => void): void { this.waiting.push({ done }); }
	close(): void {
		const tellNext = (): void => {
			if (!this.waiting.length) {
				console.log('all are told');
				return;
			}
			const entry = this.waiting.pop();
			if (typeof entry?.done === 'function') { entry.done(new Error('closed')); }
			setImmediate(tellNext);
		};
		setImmediate(tellNext);
	}
}
