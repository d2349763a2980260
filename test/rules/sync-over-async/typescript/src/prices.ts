import { readFile } from 'node:fs/promises';
import deasync from 'deasync';
import { createSyncFn } from 'synckit';

const load = (callback: (error: Error | null, value: string) => void): void => { readFile('prices', 'utf8').then((text) => { callback(null, text); }, (error: Error) => { callback(error, ''); }); };
const loadNow = deasync(load);
const formatNow = createSyncFn<(text: string) => Promise<string>>('./worker.js');

export async function prices(): Promise<string> {
	const text = loadNow(); // expect: sync-over-async
	return formatNow(text); // expect: sync-over-async
}

function wait(promise: Promise<unknown>): void {
	let isDone = false;
	promise.finally(() => { isDone = true; }).catch(() => undefined);
	deasync.loopWhile(() => !isDone);
}

export async function order(id: string): Promise<string> {
	wait(readFile(id)); // expect: sync-over-async via wait() > loopWhile()
	return id;
}

export function hangs(): string {
	let text: string | undefined;
	load((_, value) => { text = value; });
	while (text === undefined) { } // expect: sync-over-async
	return text;
}

export async function hangsToo(promise: Promise<void>): Promise<void> {
	let done = false;
	promise.then(() => { done = true; }, () => undefined);
	while (!done); // expect: sync-over-async
}

/** What ends by itself, and what waits as it should. */
export async function counts(items: string[]): Promise<number> {
	let count = 0, done = false;
	while (!done) { done = count++ > 10; }
	const each = (): void => { count = 0; };
	while (count > 0) { count--; each(); }
	const view = new Int32Array(new SharedArrayBuffer(4));
	while (view[0] !== 0) { }
	let at = 0;
	while (at < items.length) { at++; }
	return count;
}

export const text = loadNow();
