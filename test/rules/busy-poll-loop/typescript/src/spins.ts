/** Loops that give the thread away only to take it back, and one that never sleeps long enough. */
import { setImmediate as turn, setTimeout as nodeSleep } from 'node:timers/promises';
import { sleep } from './pauses.ts';

export async function whenTrue(state: { value: boolean }): Promise<void> {
	while (!state.value) { // expect: busy-poll-loop
		await sleep(0);
	}
}

export async function whenSet(values: Map<string, string>, key: string): Promise<string | undefined> {
	while (!values.has(key)) { // expect: busy-poll-loop
		await turn();
	}
	return values.get(key);
}

export async function starved(state: { value: boolean }): Promise<void> {
	while (!state.value) { // expect: busy-poll-loop
		await Promise.resolve();
	}
}

export async function starvedToo(state: { value: boolean }): Promise<void> {
	while (!state.value) { // expect: busy-poll-loop
		await null;
	}
}

export async function until(time: number): Promise<void> {
	while (Date.now() < time) { // expect: busy-poll-loop
		await new Promise((resolve) => setImmediate(resolve));
	}
}

export async function forEver(): Promise<never> {
	for (;;) { // expect: busy-poll-loop
		await nodeSleep(60_000);
	}
}

/** So many turns, and no more. */
export async function ticks(count: number): Promise<void> {
	for (let index = 0; index < count; index++) { await Promise.resolve(); }
	for (let index = 0; index < 3; index++) { await turn(); }
}

/** Lets others run between parts of its own work. */
export async function inParts(items: string[], each: (item: string) => void): Promise<void> {
	while (items.length > 0) {
		for (const item of items.splice(0, 100)) { each(item); }
		await turn();
	}
}

/** Nobody in this workspace changes it. */
export async function whenMarked(state: { isMarked: boolean }): Promise<void> {
	while (!state.isMarked) { await sleep(100); }
}
