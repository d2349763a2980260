#!/usr/bin/env node
/** A program: the failure of `main` ends it. */
import { save } from './store.ts';

async function main(): Promise<void> {
	await save({ id: process.argv[2] ?? '1', items: [] });
}

main(); // expect: unawaited-async-call acceptable
