import { execFileSync } from 'node:child_process';

/** Two calls deep, through a private method. */
export class Database {
	rows(query: string): string[] {
		return this.run(query).split('\n');
	}
	private run(query: string): string {
		return execFileSync('sqlite3', ['data.db', query]).toString();
	}
	/** Async methods that block are reported where they block. */
	async rowsLater(query: string): Promise<string[]> {
		await Promise.resolve();
		return this.run(query).split('\n'); // expect: blocking-call-chain via run() > execFileSync()
	}
}
