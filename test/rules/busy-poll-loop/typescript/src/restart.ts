/** A process that is started, waited for, and told to have gone: only its start ends the wait. */
import { EventEmitter } from 'node:events';
import { sleep } from './pauses.ts';

export class Database extends EventEmitter {
	private started = false;
	private failed = false;

	gone(): void {
		this.started = false;
		this.emit('gone');
	}

	ready(): void {
		this.started = true;
	}

	async start(): Promise<void> {
		while (!this.started) { // expect: busy-poll-loop via this.started changes in Database.ready
			await sleep(1000);
		}
	}

	reset(): void {
		this.failed = false;
	}

	/** Nothing here ever says that it failed: what it waits for is not of this process. */
	async untilFailed(): Promise<void> {
		while (!this.failed) {
			await sleep(1000);
		}
	}
}
