import { readdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';

/** As it should be: what takes long runs in a worker, and only its answer is awaited. */
export async function summarise(directory: string): Promise<string> {
	const files = await readdir(directory);
	const worker = new Worker(fileURLToPath(new URL('./worker.js', import.meta.url)), { workerData: { directory, files } });
	return await new Promise<string>((resolve, reject) => {
		worker.once('message', resolve);
		worker.once('error', reject);
	});
}
