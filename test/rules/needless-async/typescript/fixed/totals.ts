import { readFile } from 'node:fs/promises';

const totals = new Map<string, number>();

function add(name: string, amount: number): number { // expect: needless-async
	const total = (totals.get(name) ?? 0) + amount;
	totals.set(name, total);
	return total;
}

const describeTotal = (name: string) => { // expect: needless-async
	if (!totals.has(name)) { throw new Error(`no ${name}`); }
	return `${name}: ${totals.get(name)}`;
};

/** Imported and awaited elsewhere, and nowhere handed on. */
export function reset(): void { // expect: needless-async
	totals.clear();
}

export async function book(name: string): Promise<string> {
	const amount = Number(await readFile(name, 'utf8'));
	add(name, amount);
	try {
		return describeTotal(name);
	} catch (error) {
		return String(error);
	}
}

/** It waits, in one way or another. */
async function waits(path: string): Promise<string> {
	return await readFile(path, 'utf8');
}
async function givesPromise(path: string): Promise<string> {
	return readFile(path, 'utf8');
}
async function givesHeldPromise(path: string): Promise<string> {
	const text = readFile(path, 'utf8');
	return text;
}
async function givesEither(path: string): Promise<string> {
	totals.clear();
	return path === '' ? '' : readFile(path, 'utf8');
}
async function givesAnything(read: (path: string) => any): Promise<string> {
	totals.clear();
	return read('a');
}
async function goesThrough(lines: AsyncIterable<string>): Promise<void> {
	for await (const line of lines) { totals.set(line, 0); }
}
async function* generates(): AsyncGenerator<string> {
	totals.clear();
	yield 'a';
}

let pending: Promise<number> | undefined;
async function givesKept(path: string): Promise<number> {
	if (pending) { return pending; }
	pending = (async () => { await waits(path); return totals.size; })();
	return pending;
}
const reader = {
	async read(name: string): Promise<number> { totals.set(name, 1); return 1; },
};

export async function useAll(lines: AsyncIterable<string>): Promise<void> {
	await waits('a');
	await givesKept('a');
	await reader.read('a');
	await givesPromise('a');
	await givesHeldPromise('a');
	await givesEither('a');
	await givesAnything(String);
	await goesThrough(lines);
	for await (const each of generates()) { console.log(each); }
}

/** Nobody awaits it on the spot, or not everybody. */
async function chained(): Promise<void> { totals.clear(); }
async function collected(): Promise<void> { totals.clear(); }
async function given(): Promise<void> { totals.clear(); }
async function held(): Promise<void> { totals.clear(); }
async function neverCalled(): Promise<void> { totals.clear(); }
const typed: (name: string) => Promise<void> = async (name) => { totals.delete(name); };

export const handlers = { held, neverCalled };

export async function useSome(register: (handler: () => Promise<void>) => void): Promise<void> {
	await chained().then(() => console.log('done'));
	await Promise.all([collected(), collected()]);
	await given();
	register(given);
	await held();
	await typed('a');
}

/** Still to be written, or nothing at all. */
async function stub(): Promise<void> { throw new Error('not implemented'); }
async function nothing(): Promise<void> {}

export async function useStubs(): Promise<void> {
	await stub();
	await nothing();
}
