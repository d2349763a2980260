import { Notice } from './lib/notice.ts';

/** Work that is counted while it runs: the wait is for its end. */
const pause = (ms: number): Promise<void> => new Promise((resolve) => { setTimeout(resolve, ms); });

export class Runner {
	private running = 0;
	private readonly runningChanged = new Notice();

	begin(work: () => Promise<void>): Promise<void> {
		this.running++;
		this.runningChanged.notify();
		return work().finally(() => { this.end(); });
	}

	end(): void { this.running--; this.runningChanged.notify(); }

	async idle(): Promise<void> {
		while (this.running > 0) { // expect: busy-poll-loop
			await this.runningChanged.next();
		}
	}
}

/** What makes a list longer does not end the wait for its end, nor the other way round. */
export class Jobs {
	private readonly jobs: string[] = [];
	private readonly jobsChanged = new Notice();
	private readonly done: string[] = [];

	add(job: string): void { this.jobs.push(job); this.jobsChanged.notify(); }
	finish(job: string): void { this.done.push(job); }

	async added(): Promise<void> {
		while (this.jobs.length === 0) { // expect: busy-poll-loop
			await this.jobsChanged.next();
		}
	}

	async allGone(): Promise<void> {
		while (this.jobs.length > 0) {
			await pause(10);
		}
	}
}
