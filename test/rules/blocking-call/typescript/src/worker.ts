/** The far side of a worker thread has a loop of its own that nobody else waits for. */
import { parentPort } from 'node:worker_threads';
import { readFileSync } from 'node:fs';

parentPort?.on('message', async (path: string) => {
	await Promise.resolve();
	parentPort?.postMessage(readFileSync(path, 'utf8').length); // expect: blocking-call acceptable
});
