import { readFileSync } from 'node:fs';

let settings: string | undefined;
function cachedSettings(): string {
	if (settings === undefined) { settings = readFileSync('settings', 'utf8'); }
	return settings;
}

export async function handle(): Promise<string> {
	await Promise.resolve();
	return cachedSettings(); // expect: blocking-call-chain acceptable
}
