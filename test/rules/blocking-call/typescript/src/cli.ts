#!/usr/bin/env node
/** A command-line program: nothing else waits on its loop. */
import { readFileSync } from 'node:fs';

async function run(path: string): Promise<void> {
	const text = readFileSync(path, 'utf8'); // expect: blocking-call acceptable
	await new Promise((resolve) => process.stdout.write(text, resolve));
}

void run(process.argv[2] ?? 'report.txt');
