/** Sync helpers that block: not reported themselves, they are the path. */
import { readFileSync, statSync } from 'node:fs';

export function readSettings(path: string): Record<string, string> {
	return parse(readText(path));
}

function readText(path: string): string {
	return readFileSync(path, 'utf8');
}

function parse(text: string): Record<string, string> {
	return JSON.parse(text) as Record<string, string>;
}

export function isFresh(path: string): boolean {
	return Date.now() - statSync(path).mtimeMs < 1000;
}

export default function readDefault(): string {
	return readText('default.json');
}

export const readers = {
	text: (path: string) => readText(path),
	nested: { json(path: string) { return parse(readText(path)); } },
};
