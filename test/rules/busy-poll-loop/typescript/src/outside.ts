/** Waiting for what happens outside of the process, which cannot tell: nothing here is reported. */
import { execFile } from 'node:child_process';
import { access, stat } from 'node:fs/promises';
import { promisify } from 'node:util';
import { sleep } from './pauses.ts';

const run = promisify(execFile);

export async function whenWritten(path: string): Promise<void> {
	while (!(await exists(path))) {
		await sleep(100);
	}
}

async function exists(path: string): Promise<boolean> {
	try { await access(path); return true; } catch { return false; }
}

export async function whenUp(url: string): Promise<void> {
	for (;;) {
		try {
			const response = await fetch(url);
			if (response.ok) { return; }
		} catch { /* not yet */ }
		await sleep(500);
	}
}

export async function jobDone(client: { status(id: string): Promise<string> }, id: string): Promise<void> {
	let status = await client.status(id);
	while (status !== 'done') {
		await sleep(1000);
		status = await client.status(id);
	}
}

export async function stable(path: string): Promise<void> {
	let size = -1;
	for (;;) {
		const { size: now } = await stat(path);
		if (now === size) { return; }
		size = now;
		await sleep(200);
	}
}

export function whenGone(pid: number, done: () => void): void {
	const timer = setInterval(() => {
		if (!isAlive(pid)) {
			clearInterval(timer);
			done();
		}
	}, 100);
}

function isAlive(pid: number): boolean {
	try { process.kill(pid, 0); return true; } catch { return false; }
}

/** A retry, with longer and longer pauses. */
export async function withRetries<T>(work: () => Promise<T>, attempts = 5): Promise<T> {
	let wait = 100;
	for (let attempt = 1; ; attempt++) {
		try { return await work(); } catch (error) {
			if (attempt >= attempts) { throw error; }
			await sleep(wait);
			wait *= 2;
		}
	}
}

/** Pages of an API, with a pause between them. */
export async function* pages(url: string): AsyncGenerator<unknown> {
	for (let page = 1; ; page++) {
		const items = await (await fetch(`${url}?page=${page}`)).json() as unknown[];
		if (items.length === 0) { return; }
		yield* items;
		await sleep(200);
	}
}

export async function spaced(names: readonly string[]): Promise<void> {
	for (const name of names) {
		await run('touch', [name]);
		await sleep(10);
	}
}

export async function isReadable(element: { readonly dataset: Record<string, string | undefined> }): Promise<void> {
	while (element.dataset['state'] !== 'ready') {
		await sleep(10);
	}
}
