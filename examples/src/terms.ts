import { readFileSync } from 'node:fs';
import { join } from 'node:path';

let text: string | undefined;

/** Read once and kept: the first request waits a moment, no other does. */
export function terms(directory: string): string {
	if (text === undefined) {
		text = readFileSync(join(directory, 'terms.txt'), 'utf8');
	}
	return text;
}
