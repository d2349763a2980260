/** What is said not to be waited for, and what cannot fail. */
import { find, save, type Order } from './store.ts';

export async function placeSoon(order: Order): Promise<Order> {
	// Kick off the write, but don't await it:
	// an event is fired when it is done.
	save(order); // expect: unawaited-async-call as info
	save(order); /* not awaited */ // expect: unawaited-async-call as info
	if (order.items.length > 0) {
		save(order); // expect: unawaited-async-call as warning
	}
	// Fire and forget.
	if (order.id !== '') {
		save(order); // expect: unawaited-async-call as info
		save(order); // expect: unawaited-async-call as warning
	}
	// Without await of anything else this still is one.

	save(order); // expect: unawaited-async-call as warning
	return find(order.id);
}

/** The handler says that its failure is wanted. */
export async function placeHandled(order: Order): Promise<void> {
	try {
		// do not await
		save(order); // expect: unawaited-async-call as error
	} catch (error) {
		console.error(error);
	}
}

/** Nobody rejects what it waits for. */
export class Panel {
	private readonly ready: Promise<void>;
	private open: () => void = () => {};

	constructor() {
		this.ready = new Promise((resolve) => { this.open = resolve; });
	}

	show(): void { this.open(); }

	protected async reply(text: string): Promise<void> {
		await this.ready;
		console.log(text);
	}

	async edit(order: Order): Promise<void> {
		try {
			await save(order);
			this.reply(order.id);
		} catch (error) {
			this.reply(String(error));
		}
	}
}

/** What somebody rejects can fail. */
export class Failing {
	private readonly ready: Promise<void>;
	private fail: (error: unknown) => void = () => {};

	constructor() {
		this.ready = new Promise((_resolve, reject) => { this.fail = reject; });
	}

	close(): void { this.fail(new Error('closed')); }

	protected async reply(text: string): Promise<void> {
		await this.ready;
		console.log(text);
	}

	async edit(order: Order): Promise<void> {
		try {
			await save(order);
			this.reply(order.id); // expect: unawaited-async-call as warning
		} catch (error) {
			console.error(error);
		}
	}
}

/** A function of the project is known by any call. */
async function saveAlone(order: Order): Promise<void> { await save(order); }

export function editByHand(order: Order): void {
	saveAlone.call(undefined, order); // expect: unawaited-async-call
}

export async function begin(order: Order): Promise<{ begun: boolean }> {
	await save(order);
	save(order); // background; ask again later // expect: unawaited-async-call as info
	return { begun: true };
}
