/** Functions that can be cancelled, and what they wait for. */
import { once, type EventEmitter } from 'node:events';
import { readFile, writeFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { findFiles, parse, request, save, stream, type CancellationToken, type RequestOptions } from './library.ts';
import { tasks } from './lib/taskTracker.ts';

export async function load(url: string, signal: AbortSignal): Promise<string> {
	await fetch(url, { signal }); // expect: cancellation-not-forwarded
	await fetch(url, { method: 'POST', signal }); // expect: cancellation-not-forwarded
	await sleep(100); // expect: cancellation-not-forwarded
	await save('url', url, signal); // expect: cancellation-not-forwarded
	await readFile(url, { signal }); // expect: cancellation-not-forwarded
	return request(url, { retries: 3, signal }); // expect: cancellation-not-forwarded
}

/** Every one of them is given it. */
export async function loadAll(url: string, signal: AbortSignal, init: RequestInit): Promise<string> {
	await fetch(url, { signal });
	await fetch(url, { ...init });
	await fetch(url, init);
	await fetch(url, { method: 'POST', signal: AbortSignal.any([signal, AbortSignal.timeout(1000)]) });
	await sleep(100, undefined, { signal });
	await save('url', url, signal);
	await parse(url);
	const signalled = new Request(url, { signal });
	await fetch(signalled);
	return request(url, { retries: 3, signal });
}

export async function withOptions(url: string, options: RequestOptions): Promise<string> {
	await fetch(url, { method: 'HEAD', signal: options.signal }); // expect: cancellation-not-forwarded
	await request(url, { signal: options.signal }); // expect: cancellation-not-forwarded
	await request(url, options);
	await request(url, { ...options, retries: 1 });
	await save('url', url, options.signal);
	return request(url, { retries: options.retries ?? 0, signal: options.signal }); // expect: cancellation-not-forwarded
}

export async function destructured(url: string, { signal, retries = 1 }: RequestOptions = {}): Promise<string> {
	await once(new EventTarget(), 'ready', { signal }); // expect: cancellation-not-forwarded
	return request(url, { retries, ...(signal && { signal }) });
}

export async function inEach(urls: readonly string[], signal: AbortSignal): Promise<string[]> {
	return Promise.all(urls.map(async (url) => {
		const text = await request(url, { signal }); // expect: cancellation-not-forwarded
		return text.trim();
	}));
}

export async function provide(pattern: string, token: CancellationToken): Promise<string[]> {
	const some = await findFiles(pattern, 5, token);
	return some.length > 0 ? some : await findFiles(pattern); // expect: cancellation-not-forwarded
}

/** What is to go on, although it was cancelled. */
export async function deliberate(url: string, signal: AbortSignal, bus: EventEmitter, client: { commit(): Promise<void>; close(options?: RequestOptions): Promise<void> }): Promise<void> {
	bus.on('late', () => { tasks.run('background work of deliberate', async () => { await request(url); }); }); // expect: async-in-void-callback
	setTimeout(() => { request(url).catch(() => undefined); }, 10);
	try {
		await request(url, { signal });
	} catch (error) {
		await save('failed', String(error));
		throw error;
	} finally {
		await save('done', url);
	}
	if (signal.aborted) {
		await save('cancelled', url);
		return;
	}
	save('in the background', url).catch(() => undefined);
	await writeFile('state.json', url);
	await client.close();
	await client.commit();
	await save('after the commit', url);
}

export async function closeAll(urls: readonly string[], signal: AbortSignal): Promise<void> {
	signal.throwIfAborted();
	for (const url of urls) { await request(url); }
}

/** It has none to pass on. */
export async function withoutSignal(url: string): Promise<string> {
	await sleep(10);
	return request(url);
}

/** Nobody waits for these. */
export async function streams(url: string, signal: AbortSignal): Promise<unknown> {
	signal.throwIfAborted();
	return stream(url);
}

/** A context carries it. */
export async function inContext(context: { readonly signal: AbortSignal; readonly url: string }): Promise<void> {
	await step(context);
	await step({ ...context, url: 'x' });
}

async function step(context: { readonly signal?: AbortSignal; readonly url: string }): Promise<void> {
	await fetch(context.url, { signal: context.signal ?? null });
}

/** Looking is what is wrong here. */
export async function untilAborted(signal: AbortSignal): Promise<void> {
	while (!signal.aborted) { // expect: busy-poll-loop
		await sleep(1000);
	}
}

/** Its work is to be waited for, and its pause to be ended. */
export async function beat(url: string, signal: AbortSignal): Promise<void> {
	while (!signal.aborted) {
		await request(url, { signal });
		await sleep(1000); // expect: cancellation-not-forwarded
	}
}

/** An object knows its own signal, and no other's. */
interface Reader { readonly signal: AbortSignal; readAll(options?: { readonly signal?: AbortSignal }): Promise<string> }
export async function readOwn(reader: Reader): Promise<string> { return await reader.readAll(); }
export async function readOther(reader: Reader, other: { readAll(options?: { readonly signal?: AbortSignal }): Promise<string> }): Promise<string> {
	console.log(reader.signal.aborted);
	return await other.readAll({ signal: reader.signal }); // expect: cancellation-not-forwarded
}
