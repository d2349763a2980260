import { appendFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';

export interface OrderEvent {
	readonly at: number;
	readonly customer: string;
}

/** The last orders, for whoever asks, and who is told of them. */
export class OrderFeed {
	private readonly recent: OrderEvent[] = [];
	private readonly listeners: URL[] = [];
	private isOpen = false;
	private readonly file: string;
	constructor(file: string) { this.file = file; }

	open(listeners: readonly URL[]): void {
		this.listeners.push(...listeners);
		this.isOpen = true;
	}

	/** Each new entry moves a thousand others once the list is full. */
	record(event: OrderEvent): void {
		this.recent.push(event);
		if (this.recent.length > 1000) { this.recent.shift(); }
		// Nobody learns that a listener could not be reached.
		void this.announce(event);
	}

	latest(count: number): readonly OrderEvent[] {
		return this.recent.slice(-count);
	}

	async close(): Promise<void> {
		// A write that fails here ends the process.
		this.persist();
		await this.announce({ at: Date.now(), customer: '' });
	}

	/** Wakes up twenty times a second to look at what `open` could simply tell. */
	async ready(): Promise<void> {
		while (!this.isOpen) { await sleep(50); }
	}

	private async announce(event: OrderEvent): Promise<void> {
		await Promise.all(this.listeners.map((listener) => fetch(listener, { method: 'POST', body: JSON.stringify(event) })));
	}

	private async persist(): Promise<void> {
		await appendFile(this.file, this.recent.map((event) => JSON.stringify(event)).join('\n'));
	}
}
