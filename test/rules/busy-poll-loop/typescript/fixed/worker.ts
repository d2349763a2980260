/** Queues between those who add and one who works. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { Session } from './helpers.ts';
import { sleep } from './pauses.ts';
import { Notice } from './lib/notice.ts';

interface Job { readonly id: string; attempts: number }

export class Worker {
	private readonly jobs: Job[] = [];
	private readonly jobsChanged = new Notice();
	private buffer: string[] = [];
	private isPaused = false;
	private failures = 0;
	private isStopped = false;
	private readonly stateChanged = new Notice();

	add(job: Job): void {
		this.jobs.push(job);
		this.jobsChanged.notify();
		this.buffer.push(job.id);
	}

	pause(): void { this.isPaused = true; }
	resume(): void { this.isPaused = false; this.stateChanged.notify(); }
	stop(): void { this.isStopped = true; this.stateChanged.notify(); }

	async end(session: Session): Promise<void> {
		this.stop();
		await session.close();
	}

	async run(): Promise<void> {
		while (!this.isStopped) { // expect: busy-poll-loop
			const job = this.jobs.pop();
			if (job === undefined) {
				await sleep(100);
				continue;
			}
			await this.work(job);
		}
	}

	async runElse(): Promise<void> {
		for (;;) { // expect: busy-poll-loop
			if (this.jobs.length > 0) {
				await this.work(this.jobs.pop() as Job);
			} else {
				await this.jobsChanged.next();
			}
		}
	}

	async runUnlessPaused(): Promise<void> {
		while (!this.isStopped) { // expect: busy-poll-loop
			if (this.isPaused) { await this.stateChanged.next(); continue; }
			await this.step();
		}
	}

	/** Only its own work changes what it waits for: a pause after failures. */
	async runWithBackOff(): Promise<void> {
		while (!this.isStopped) {
			if (this.failures > 3) { await sleep(30_000); continue; }
			await this.step();
		}
	}

	/** Gathers what comes in a while, and writes it at once. */
	async flushEachSecond(): Promise<void> {
		while (!this.isStopped) {
			await sleep(1000);
			if (this.buffer.length > 0) { await this.write(this.buffer.splice(0)); }
		}
	}

	private async step(): Promise<void> {
		const response = await fetch('https://example.org/next');
		this.failures = response.ok ? 0 : this.failures + 1;
	}

	private async work(job: Job): Promise<void> {
		await fetch(`https://example.org/jobs/${job.id}`);
	}

	private async write(lines: readonly string[]): Promise<void> {
		await fetch('https://example.org/log', { method: 'POST', body: lines.join('\n') });
	}
}

export async function runTool(): Promise<string> {
	const child = spawn('tool');
	let output = '';
	let isDone = false;
	child.stdout.on('data', (chunk: string) => { output += chunk; });
	child.on('close', () => { isDone = true; });
	if (!isDone) { // expect: busy-poll-loop
		await once(child, 'close');
	}
	while (child.exitCode === null) { // expect: busy-poll-loop
		await sleep(20);
	}
	return output;
}

/** Told by the event. */
export async function runToolToItsEnd(): Promise<string> {
	const child = spawn('tool');
	let output = '';
	child.stdout.on('data', (chunk: string) => { output += chunk; });
	await once(child, 'close');
	return output;
}

/** A loop that another function ends. */
export function heartbeat(beat: () => Promise<void>): () => void {
	let isOn = true;
	void (async () => {
		while (isOn) {
			await beat().catch(() => undefined);
			await sleep(1000);
		}
	})();
	return () => { isOn = false; };
}
