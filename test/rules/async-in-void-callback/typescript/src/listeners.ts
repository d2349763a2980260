import type { EventEmitter } from 'node:events';
import { save, type Order } from './store.ts';

/** What a listener or a timer begins is handed to something that sees it fail. */
export function listen(emitter: EventEmitter, order: Order): () => void {
	emitter.on('order', async (placed: Order): Promise<void> => { // expect: async-in-void-callback
		// Kept as it is.
		await save(placed);
		console.log(placed.id);
	});
	emitter.on('orders', async ({ first }: { first: Order }, ...more: Order[]) => { // expect: async-in-void-callback
		await save(first);
		for (const each of more) { await save(each); }
	});
	emitter.once('last', async function last(placed: Order) { await save(placed); }); // expect: async-in-void-callback
	emitter.once('any', async () => save(order)); // expect: async-in-void-callback
	setTimeout(() => save(order), 10); // expect: async-in-void-callback
	setTimeout(save, 10, order); // expect: async-in-void-callback
	// Taken off again by its name: it has to stay what it is.
	const saveAgain = async (placed: Order): Promise<void> => { await save(placed); };
	emitter.on('again', saveAgain); // expect: async-in-void-callback
	return () => { emitter.off('again', saveAgain); };
}

class Shop {
	private readonly orders: Order[] = [];
	watch(emitter: EventEmitter): void {
		emitter.on('close', async () => { // expect: async-in-void-callback
			for (const order of this.orders) { await save(order); }
		});
		emitter.on('order', this.take.bind(this)); // expect: async-in-void-callback
		const actions: { run: () => void; stop?: () => void } = { run: async () => { await save(this.orders[0] as Order); } }; // expect: async-in-void-callback
		actions.run();
	}

	private async take(order: Order): Promise<void> {
		this.orders.push(order);
		await save(order);
	}
}
export { Shop };

/** One fault is told once: where it is dropped at once, and where a timer drops it. */
export function saveIn(order: Order, delay: number): void {
	if (delay === 0) { save(order); } else { setTimeout(() => save(order), delay); } // expect: unawaited-async-call
}
