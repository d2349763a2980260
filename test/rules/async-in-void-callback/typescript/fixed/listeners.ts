import type { EventEmitter } from 'node:events';
import { save, type Order } from './store.ts';
import { tasks } from './lib/taskTracker.ts';

/** What a listener or a timer begins is handed to something that sees it fail. */
export function listen(emitter: EventEmitter, order: Order): () => void {
	emitter.on('order', (placed: Order) => { tasks.run('background work of listen', async (): Promise<void> => { // expect: async-in-void-callback
		// Kept as it is.
		await save(placed);
		console.log(placed.id);
	}); });
	emitter.on('orders', ({ first }: { first: Order }, ...more: Order[]) => { tasks.run('background work of listen', async () => { // expect: async-in-void-callback
		await save(first);
		for (const each of more) { await save(each); }
	}); });
	emitter.once('last', function last(placed: Order) { tasks.run('background work of listen', async () => { await save(placed); }); }); // expect: async-in-void-callback
	emitter.once('any', () => { tasks.run('background work of listen', async () => save(order)); }); // expect: async-in-void-callback
	setTimeout(() => { tasks.track('save', save(order)); }, 10); // expect: async-in-void-callback
	setTimeout((order) => { tasks.track('save', save(order)); }, 10, order); // expect: async-in-void-callback
	// Taken off again by its name: it has to stay what it is.
	const saveAgain = async (placed: Order): Promise<void> => { await save(placed); };
	emitter.on('again', saveAgain); // expect: async-in-void-callback
	return () => { emitter.off('again', saveAgain); };
}

class Shop {
	private readonly orders: Order[] = [];
	watch(emitter: EventEmitter): void {
		emitter.on('close', () => { tasks.run('background work of watch', async () => { // expect: async-in-void-callback
			for (const order of this.orders) { await save(order); }
		}); });
		emitter.on('order', (order) => { tasks.track('take', this.take(order)); }); // expect: async-in-void-callback
		const actions: { run: () => void; stop?: () => void } = { run: () => { tasks.run('background work of watch', async () => { await save(this.orders[0] as Order); }); } }; // expect: async-in-void-callback
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
	if (delay === 0) { tasks.track('save', save(order)); } else { setTimeout(() => { tasks.track('save', save(order)); }, delay); } // expect: unawaited-async-call
}
