import * as fs from 'node:fs';

export function readStore(name: string): string {
	return fs.readFileSync(name, 'utf8');
}
