import { all, loadSettings, readFallback, readers } from './barrel.ts';
import readDefault, { isFresh, readSettings } from './config.ts';
import * as config from './config.ts';

async function pause(): Promise<void> { await Promise.resolve(); }

export async function start(path: string): Promise<number> {
	await pause();
	const settings = readSettings(path); // expect: blocking-call-chain via readSettings() > readText() > readFileSync()
	return Object.keys(settings).length;
}

export async function throughReExports(path: string): Promise<unknown[]> {
	await pause();
	return [
		loadSettings(path), // expect: blocking-call-chain via readSettings() > readText() > readFileSync()
		readFallback(), // expect: blocking-call-chain via readDefault() > readText() > readFileSync()
		all.readSettings(path), // expect: blocking-call-chain
		config.readSettings(path), // expect: blocking-call-chain
		readDefault(), // expect: blocking-call-chain via readDefault() > readText() > readFileSync()
		readers.text(path), // expect: blocking-call-chain
		readers.nested.json(path), // expect: blocking-call-chain
		isFresh(path), // expect: blocking-call-chain acceptable
	];
}

/** Awaiting an async function that blocks is that function's matter: it is reported there. */
export async function above(path: string): Promise<number> {
	return await start(path);
}

/** A callback that runs during the call counts; one that runs later is a root of its own; one that is only kept is nobody's yet. */
export async function inline(paths: readonly string[]): Promise<unknown> {
	await pause();
	const all = paths.map(readSettings); // expect: blocking-call-chain
	const one = paths.find((path) => isFresh(path)); // expect: blocking-call-chain
	return [all, one];
}

export async function later(path: string): Promise<void> {
	await pause();
	setTimeout(() => readSettings(path), 10); // expect: blocking-call-chain
	void Promise.resolve(path).then((each) => readSettings(each)); // expect: blocking-call-chain
}

export async function kept(path: string): Promise<() => unknown> {
	await pause();
	const read = () => readSettings(path);
	return read;
}

/** What a function does with a parameter is its callers' matter, each for itself. */
function retry<T>(times: number, attempt: () => T): T {
	for (let i = 1; i < times; i++) { try { return attempt(); } catch { /* again */ } }
	return attempt();
}
function withOptions(options: { readonly onDone: () => void }): void { options.onDone(); }

export async function retries(path: string): Promise<unknown> {
	await pause();
	const cheap = retry(3, () => path.length);
	const costly = retry(3, () => readSettings(path)); // expect: blocking-call-chain
	withOptions({ onDone: () => undefined });
	withOptions({ onDone: () => { readSettings(path); } }); // expect: blocking-call-chain
	return [cheap, costly];
}

/** Sync callers alone: nothing to say. */
export function syncCaller(path: string): unknown {
	return retry(2, () => readSettings(path));
}
