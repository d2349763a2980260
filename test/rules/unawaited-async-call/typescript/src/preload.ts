import { readFile } from 'node:fs/promises';

/** Nothing tells that it is a program. */
async function preload(path: string): Promise<void> {
	console.log(await readFile(path, 'utf8'));
}

preload('a'); // expect: unawaited-async-call
