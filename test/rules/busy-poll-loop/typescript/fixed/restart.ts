/** A process that is started, waited for, and told to have gone: only its start ends the wait. */
import { EventEmitter } from 'node:events';
import { sleep } from './pauses.ts';
import { Notice } from './lib/notice.ts';

export class Database extends EventEmitter {
	private started = false;
	private readonly startedChanged = new Notice();
	private failed = false;

	gone(): void {
		this.started = false;
		this.emit('gone');
	}

	ready(): void {
		this.started = true;
		this.startedChanged.notify();
	}

	async start(): Promise<void> {
		while (!this.started) { // expect: busy-poll-loop via this.started changes in Database.ready
			await this.startedChanged.next();
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
