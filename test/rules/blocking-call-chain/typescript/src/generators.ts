/** A generator blocks when it is consumed, not when it is made. */
import { readFileSync } from 'node:fs';

function* lines(path: string): Generator<string> {
	yield* readFileSync(path, 'utf8').split('\n');
}

export async function consume(path: string): Promise<string[]> {
	await Promise.resolve();
	const made = lines(path);
	void made;
	const all = [...lines(path)]; // expect: blocking-call-chain via lines() > readFileSync()
	for (const line of lines(path)) { all.push(line); } // expect: blocking-call-chain
	return all;
}
