/** Ways to sleep, as projects write their own. None of them polls anything. */
import { setTimeout as nodeSleep, scheduler } from 'node:timers/promises';
import { promisify } from 'node:util';
import { Notice } from './lib/notice.ts';

export const pause = promisify(setTimeout);

export function sleep(ms: number): Promise<void> {
	return new Promise((resolve) => setTimeout(resolve, ms));
}

export const delay = (seconds = 1): Promise<void> => new Promise<void>((done) => { setTimeout(() => { done(); }, seconds * 1000); });

/** Ends early when it is aborted. */
export function abortableSleep(ms: number, signal?: AbortSignal): Promise<void> {
	return new Promise((resolve, reject) => {
		if (signal?.aborted === true) { reject(new Error('aborted')); return; }
		const timer = setTimeout(() => { resolve(); }, ms);
		signal?.addEventListener('abort', () => { clearTimeout(timer); reject(new Error('aborted')); }, { once: true });
	});
}

export async function rest(): Promise<void> {
	console.debug('resting');
	await nodeSleep(250);
}

export async function breathe(): Promise<void> {
	await scheduler.wait(5);
}

/** No sleep: something else may end it. */
export function signalled(emitter: { once(name: string, listener: () => void): void }, ms: number): Promise<void> {
	return new Promise((resolve) => {
		const timer = setTimeout(resolve, ms);
		emitter.once('ready', () => { clearTimeout(timer); resolve(); });
	});
}

/** People hold this up, and let it go on. */
export class Migration {
	private isPaused = false;
	private readonly isPausedChanged = new Notice();
	pause(): void { this.isPaused = true; }
	goOn(): void { this.isPaused = false; this.isPausedChanged.notify(); }
	async run(names: readonly string[]): Promise<void> {
		for (const name of names) {
			while (this.isPaused) { await this.isPausedChanged.next(); } // expect: busy-poll-loop as info
			console.log(name);
		}
	}
}
