import { readFile } from 'node:fs/promises';

/** A program by itself: it takes what a command line says, and a failure ends it. */
async function bundle(path: string | undefined): Promise<void> {
	console.log(await readFile(path ?? 'a', 'utf8'));
}

bundle(process.argv[2]); // expect: unawaited-async-call acceptable
