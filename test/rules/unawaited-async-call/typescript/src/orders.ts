import { find, prepare, save, saveAs, saveLoudly, saveQuickly, each, sql, Upload, type Order } from './store.ts';

export class Orders {
	readonly #open = new Map<string, Order>();
	#ready: Promise<void> = Promise.resolve();

	async place(order: Order, isUrgent: boolean): Promise<void> {
		save(order); // expect: unawaited-async-call
		saveAs('latest.json', order); // expect: unawaited-async-call
		saveLoudly(order); // expect: unawaited-async-call
		saveQuickly(order); // expect: unawaited-async-call
		isUrgent && save(order); // expect: unawaited-async-call
		isUrgent ? save(order) : saveAs('later.json', order); // expect: unawaited-async-call, unawaited-async-call
		this.#open.set(order.id, order), save(order); // expect: unawaited-async-call
		await sql`select ${order.id}`;
		sql`delete from orders where id = ${order.id}`; // expect: unawaited-async-call
		prepare('orders'); // expect: unawaited-async-call
		this.#ready; // expect: unawaited-async-call
		new Promise<void>((resolve, reject) => { if (isUrgent) { resolve(); } else { reject(new Error('later')); } }); // expect: unawaited-async-call
	}

	async placeAll(orders: readonly Order[]): Promise<void> {
		orders.map(async (order) => { await save(order); }); // expect: unawaited-async-call
		orders.map((order) => save(order)); // expect: unawaited-async-call
		each(orders, save); // expect: unawaited-async-call
		await orders.map((order) => save(order)); // expect: unawaited-async-call
		[save(orders[0] as Order), find('2')]; // expect: unawaited-async-call
	}

	async look(id: string): Promise<void> {
		find(id); // expect: unawaited-async-call acceptable
		find(id, { id, items: [] });
		this.onLook?.(id);
		this.#open.clear();
		this.onLook?.(id);
	}

	onLook?: (id: string) => Promise<void>;

	/** A function that cannot wait. */
	close(): void {
		for (const order of this.#open.values()) {
			save(order); // expect: unawaited-async-call
		}
	}

	/** The author has said so to another linter. */
	async hurry(order: Order): Promise<void> {
		// eslint-disable-next-line @typescript-eslint/no-floating-promises -- the list shows what became of it
		save(order); // expect: unawaited-async-call suppressed
		// eslint-disable-next-line no-console
		save(order); // expect: unawaited-async-call
	}

	async upload(): Promise<void> {
		const upload = new Upload(() => undefined);
		upload.on('progress', () => undefined);
		await upload;
		new Upload(() => undefined).on('progress', () => undefined);
	}
}

interface Job<T> { run(): T }

export async function runAll<T extends Promise<unknown>>(job: Job<T>, task: () => T | number, anything: () => any): Promise<void> {
	job.run();
	task(); // expect: unawaited-async-call
	anything();
}
