/** A helper that asks a predicate again and again, and those who use it. */
import { access } from 'node:fs/promises';
import { sleep } from './pauses.ts';

export async function waitUntil(predicate: () => boolean | Promise<boolean>, ms = 50): Promise<void> {
	const deadline = Date.now() + 10_000;
	while (!(await predicate())) {
		if (Date.now() > deadline) { throw new Error('late'); }
		await sleep(ms);
	}
}

export function waitByTimer(isDone: () => boolean): Promise<void> {
	return new Promise((resolve) => {
		const timer = setInterval(() => {
			if (isDone()) {
				clearInterval(timer);
				resolve();
			}
		}, 5);
	});
}

/** Runs something until it works: what it is given is no question. */
export async function persist<T>(work: () => T): Promise<T> {
	for (;;) {
		try { return work(); } catch { await sleep(100); }
	}
}

export class Session {
	isSaved = false;
	private readonly open = new Set<string>();

	saved(): void { this.isSaved = true; }
	enter(name: string): void { this.open.add(name); }
	leave(name: string): void { this.open.delete(name); }

	async close(): Promise<void> {
		await waitUntil(() => this.isSaved); // expect: busy-poll-loop
		await waitByTimer(() => this.open.size === 0); // expect: busy-poll-loop
	}

	async flushed(path: string): Promise<void> {
		await waitUntil(async () => (await fetch('https://example.org/flushed')).ok);
		await waitUntil(() => access(path).then(() => true, () => false));
		await persist(() => this.isSaved);
	}
}
