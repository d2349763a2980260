import { once, type EventEmitter } from 'node:events';
import { readFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';

export function loadSoon(path: string): Promise<string> {
	return new Promise((resolve, reject) => { (async () => { // expect: promise-constructor-async
		resolve(await readFile(path, 'utf8'));
	})().catch(reject); });
}

export async function loadLate(path: string): Promise<string> {
	const text = await new Promise<string>(function load(resolve, reject) { (async () => { // expect: promise-constructor-async
		if (path === '') { reject(new Error('no path')); }
		resolve(await readFile(path, 'utf8'));
	})().catch(reject); });
	return text;
}

/** What fails in it is handed on, or nothing in it fails. */
export function loadHandled(path: string): Promise<string> {
	return new Promise(async (resolve, reject) => {
		try { resolve(await readFile(path, 'utf8')); } catch (error) { reject(error as Error); }
	});
}
export const paused = new Promise<void>((resolve, reject) => { (async () => { // expect: promise-constructor-async as hint
	await sleep(10);
	resolve();
})().catch(reject); });

export function ready(isReady: boolean): Promise<boolean> {
	return new Promise((resolve) => { // expect: promise-constructor-async
		if (isReady) { resolve(true); }
	});
}

export function check(name: string): Promise<string> {
	return new Promise((resolve, reject) => { // expect: promise-constructor-async
		if (name === '') { return; }
		if (name === 'bad') { reject(new Error(name)); } else { resolve(name); }
	});
}

export function kind(name: string): Promise<string> {
	return new Promise((resolve, reject) => { // expect: promise-constructor-async
		switch (name) {
			case 'a': resolve('first'); break;
			case 'b': reject(new Error('second')); break;
		}
	});
}

/** All of these are settled in the end, or may be. */
export function settled(name: string, emitter: EventEmitter, names: readonly string[]): Promise<unknown>[] {
	return [
		new Promise<string>((resolve) => { resolve(name); }),
		new Promise<string>((resolve, reject) => { if (name === '') { reject(new Error('none')); } else { resolve(name); } }),
		new Promise<string>((resolve, reject) => { if (name === '') { throw new Error('none'); } resolve(name); }),
		new Promise<string>((resolve, reject) => { if (name === '') { reject(new Error('none')); return; } resolve(name); }),
		new Promise<string>((resolve) => { switch (name) { case 'a': resolve('first'); break; default: resolve(name); } }),
		new Promise<void>((resolve) => { setTimeout(resolve, 10); }),
		new Promise<void>((resolve) => { emitter.once('done', () => { resolve(); }); }),
		new Promise<void>((resolve) => { if (name === '') { resolve(); } else { emitter.once('done', resolve); } }),
		new Promise<void>((resolve) => { for (const each of names) { if (each === name) { resolve(); } } }),
		new Promise<void>((resolve) => { try { JSON.parse(name); resolve(); } catch { resolve(); } }),
		new Promise<never>(() => undefined),
		once(emitter, 'done'),
	];
}

/** The fix: a parameter of its own, one that is taken already, an expression, and nothing that waits. */
export const texts = {
	failing: (path: string) => new Promise<string>((resolve, fail) => { (async () => { // expect: promise-constructor-async
		const reject = path === '';
		if (!reject) { resolve(await readFile(path, 'utf8')); }
	})().catch(fail); }),
	short: (path: string) => new Promise<string>((resolve, reject) => { (async () => resolve(await readFile(path, 'utf8')))().catch(reject); }), // expect: promise-constructor-async
	typed: (path: string) => new Promise<string>((resolve: (text: string) => void, reject) => { (async (): Promise<void> => { // expect: promise-constructor-async
		resolve(await readFile(path, 'utf8'));
	})().catch(reject); }),
	calling: (emitter: EventEmitter) => new Promise<void>((resolve) => { // expect: promise-constructor-async as hint
		emitter.once('done', resolve);
	}),
	never: () => new Promise<void>(async () => { // expect: promise-constructor-async
		await readFile('a', 'utf8');
	}),
};
