/** JavaScript: its types are those that can be told. */
import { readFile } from 'node:fs/promises';

export async function load(name) {
	const text = await readFile(name, 'utf8');
	check(text); // expect: unawaited-async-call
	return text;
}

async function check(text) {
	if (text === '') { throw new Error('empty'); }
}
