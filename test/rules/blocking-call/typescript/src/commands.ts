/** What a command line starts is what the process is there for. */
import { readFileSync, writeFileSync } from 'node:fs';
import type { CommandModule } from 'yargs';

export const show: CommandModule = {
	command: 'show',
	handler: async () => {
		await Promise.resolve();
		process.stdout.write(readFileSync('shown', 'utf8')); // expect: blocking-call acceptable
		await store();
	},
};

async function store(): Promise<void> {
	await Promise.resolve();
	writeFileSync('stored', 'yes'); // expect: blocking-call acceptable
}
