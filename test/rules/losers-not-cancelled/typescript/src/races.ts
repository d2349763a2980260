import { once, EventEmitter } from 'node:events';
import { readFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';

interface Options { readonly retries?: number; readonly signal?: AbortSignal }
declare function search(text: string, options?: Options): Promise<string[]>;
declare function compute(text: string): Promise<string[]>;
declare function query(text: string, signal?: AbortSignal): Promise<string[]>;

function deadline(ms: number): Promise<never> {
	return new Promise((_resolve, reject) => { setTimeout(() => reject(new Error('too late')), ms); });
}

export async function searchInTime(text: string): Promise<string[]> {
	return await Promise.race([search(text), deadline(1000)]); // expect: losers-not-cancelled
}

export async function searchTwice(text: string): Promise<string[]> {
	return await Promise.any([
		search(text, { retries: 3 }), // expect: losers-not-cancelled
		query(text).then((found) => found.toSorted()), // expect: losers-not-cancelled
	]);
}

export async function fetchInTime(url: string): Promise<Response> {
	const response = fetch(url); // expect: losers-not-cancelled
	return await Promise.race([response, deadline(1000)]);
}

export async function fetchFirst(mirrors: readonly string[]): Promise<Response> {
	return await Promise.any(mirrors.map((mirror) => fetch(mirror))); // expect: losers-not-cancelled
}

export async function firstEvent(emitter: EventEmitter): Promise<unknown> {
	return await Promise.race([
		once(emitter, 'done'), // expect: losers-not-cancelled
		once(emitter, 'failed'), // expect: losers-not-cancelled
	]);
}

export async function searchInPlace(text: string): Promise<number> {
	return await Promise.race([
		(async () => {
			const found = await search(text); // expect: losers-not-cancelled
			await query(text, AbortSignal.timeout(10));
			return found.length;
		})(),
		deadline(1000),
	]);
}

async function loadUser(id: string): Promise<string> {
	const response = await fetch(`https://example.org/users/${id}`);
	return response.text();
}
async function loadWithin(id: string): Promise<string> {
	const response = await fetch(`https://example.org/users/${id}`, { signal: AbortSignal.timeout(1000) });
	return response.text();
}

/** What can be ended stands further down. */
export async function userInTime(id: string): Promise<string> {
	return await Promise.race([loadUser(id), deadline(1000)]); // expect: losers-not-cancelled as info
}

/** The signal ends what has lost. */
export async function searchAndEnd(text: string): Promise<string[]> {
	const controller = new AbortController();
	const { signal } = controller;
	try {
		return await Promise.race([search(text, { signal }), query(text, signal), deadline(1000)]);
	} finally {
		controller.abort();
	}
}

export async function searchWithTimeouts(text: string, options: Options): Promise<unknown> {
	const found = await Promise.race([search(text, { signal: AbortSignal.timeout(1000) }), search(text, options), loadWithin(text), sleep(1000, undefined, { signal: AbortSignal.timeout(500) })]);
	return found;
}

/** It is needed all the same. */
export async function searchWithNotice(text: string): Promise<string[]> {
	const found = search(text);
	const isFast = await Promise.race([found.then(() => true), deadline(100).catch(() => false)]);
	if (!isFast) { console.log('still searching'); }
	return await found;
}

/** Nothing of it can be ended, or nobody knows what runs. */
export async function computeInTime(text: string, given: Promise<string[]>): Promise<unknown> {
	await Promise.race([compute(text), deadline(1000)]);
	return await Promise.race([given, deadline(1000)]);
}

/** All of them count. */
export async function searchAll(text: string): Promise<string[][]> {
	return await Promise.all([search(text), query(text)]);
}

/** What ends things is given its time, and no more. */
export async function shutdown(text: string): Promise<void> {
	await Promise.race([search(text), deadline(1000)]);
}

export async function readInTime(path: string): Promise<unknown> {
	return await Promise.race([readFile(path, { encoding: 'utf8', signal: AbortSignal.timeout(10) }), deadline(10)]);
}
