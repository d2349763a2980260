import { readFileSync } from 'node:fs';

export async function version(): Promise<string> {
	await Promise.resolve();
	// unblock-ignore blocking-call -- called once a day by a cron job
	return readFileSync('VERSION', 'utf8'); // expect: blocking-call suppressed
}
