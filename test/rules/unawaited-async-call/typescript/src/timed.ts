/** What is not async cannot wait, and what a timer runs as well is begun at once. */
import { save, type Order } from './store.ts';

export class Poller {
	private orders: Order[] = [];
	private seconds = 60;

	start(): void {
		this.poll(); // expect: unawaited-async-call as warning
		setInterval(() => { this.poll(); }, this.seconds * 1000); // expect: unawaited-async-call
	}

	private async poll(): Promise<void> {
		for (const order of this.orders) { await save(order); }
		this.seconds = 30;
	}
}
