/** Who waits until nothing has happened for a while is told by nobody. */
const pending: Promise<unknown>[] = [];
const seen = { requests: 0, before: 0, quiet: 0 };
const pause = (ms: number): Promise<void> => new Promise((resolve) => { setTimeout(resolve, ms); });

export function begin(task: Promise<unknown>): void {
	pending.push(task);
	seen.requests++;
	void task.catch(() => undefined).finally(() => { pending.splice(pending.indexOf(task), 1); });
}

export async function untilQuiet(): Promise<void> {
	let empty = 0;
	while (empty < 5) {
		if (pending.length > 0) {
			empty = 0;
			await Promise.allSettled(pending);
			await pause(10);
		} else {
			empty++;
			await pause(10);
		}
	}
}

export function whenQuiet(): Promise<void> {
	return new Promise((resolve) => {
		const timer = setInterval(() => {
			if (seen.before === seen.requests) {
				seen.quiet++;
				if (seen.quiet >= 4) {
					clearInterval(timer);
					resolve();
				}
			} else {
				seen.quiet = 0;
				seen.before = seen.requests;
			}
		}, 1000);
	});
}

/** Only so many times: a limit, and no measure of quiet. */
export async function untilEmpty(): Promise<void> {
	let tries = 0;
	while (pending.length > 0 && tries < 100) { // expect: busy-poll-loop
		tries++;
		await pause(10);
	}
}
