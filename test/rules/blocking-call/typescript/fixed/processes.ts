import { execSync, spawnSync } from 'node:child_process';
import { pbkdf2, randomBytes, createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { setTimeout as sleep } from 'node:timers/promises';

const pbkdf2Async = promisify(pbkdf2);
const gzipAsync = promisify(gzip);

export async function commit(): Promise<string> {
	await sleep(1);
	return execSync('git rev-parse HEAD').toString().trim(); // expect: blocking-call
}

export async function hashPassword(password: string): Promise<string> {
	const salt = randomBytes(16);
	await sleep(1);
	return (await pbkdf2Async(password, salt, 600_000, 32, 'sha512')).toString('hex'); // expect: blocking-call
}

export async function pack(body: string): Promise<Buffer> {
	await sleep(1);
	return await gzipAsync(body); // expect: blocking-call
}

export async function waitBadly(milliseconds: number): Promise<void> {
	await sleep(1);
	Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, milliseconds); // expect: blocking-call
}

/** Hashing a few bytes is not worth a word. */
export async function digest(text: string): Promise<string> {
	await sleep(1);
	return createHash('sha256').update(text).digest('hex');
}

export function runSync(command: string): number | null {
	return spawnSync(command).status;
}
