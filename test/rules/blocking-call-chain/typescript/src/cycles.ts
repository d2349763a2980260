/** Files that import each other, and functions that call each other, end all the same. */
import { pong } from './cyclesOther.ts';
import { readFileSync } from 'node:fs';

export function ping(n: number): string {
	return n === 0 ? readFileSync('ping', 'utf8') : pong(n - 1);
}

export async function play(): Promise<string> {
	await Promise.resolve();
	return pong(3); // expect: blocking-call-chain via pong() > ping() > readFileSync()
}
