/** What shows that a call may fail, and what does not. */
import { find, save, type Order } from './store.ts';

class Log {
	error(error: unknown): void { console.error(error); }
}

interface Cache {
	clear(key: string): Promise<number>;
}

class MapCache implements Cache {
	readonly #entries = new Map<string, string>();
	async clear(key: string): Promise<number> { return this.#entries.delete(key) ? 1 : 0; }
}

class FileCache implements Cache {
	readonly #log = new Log();
	async clear(key: string): Promise<number> {
		try {
			await save({ id: key, items: [] });
			return await find(key).then(({ items }) => items.length);
		} catch (error) {
			this.#log.error(error);
			return 0;
		}
	}
}

export const caches: readonly Cache[] = [new MapCache(), new FileCache()];

export class Events {
	readonly #log = new Log();
	readonly #cache: Cache;

	constructor(cache: Cache) { this.#cache = cache; }

	/** All of it is in one `try`, whose handler only writes a log. What is returned is awaited there. */
	async publish(order: Order): Promise<string | null> {
		try {
			if (order.items.length === 0) { return null; }
			const found = await find(order.id);
			for (const item of order.items) { if (item === '') { return (await find(item)).id; } }
			return order.items.length > 3 ? await find(order.id).then(({ id }) => id) : found.id;
		} catch (error) {
			this.#log.error(error);
			return null;
		}
	}

	/** What is returned without `await` leaves the `try`. */
	async publishQuickly(order: Order): Promise<void> {
		try {
			if (order.items.length > 0) { return save(order); } // expect: return-await-in-try
		} catch (error) {
			this.#log.error(error);
		}
	}

	onPlaced(order: Order): void {
		this.publish(order);
		this.publishQuickly(order); // expect: unawaited-async-call
		this.#cache.clear(order.id);
	}
}

/** What is given to it is anybody's: nothing here says that it fails. */
export function button(options: { readonly onPress: () => Promise<void> }, onHover: () => Promise<void>): { press(): void } {
	return {
		press: () => {
			options.onPress();
			onHover();
		},
	};
}

export async function pressTwice(options: { readonly onPress: () => Promise<void> }): Promise<void> {
	options.onPress(); // expect: unawaited-async-call
	await options.onPress();
}

/** A member that may give a promise or nothing, of which no implementor is known. */
export interface Provider { forget?(id: string): void | Promise<void>; load(id: string): Promise<string> }

export async function forget(provider: Provider): Promise<string> {
	provider.forget?.('1');
	provider.load('1'); // expect: unawaited-async-call
	return provider.load('2');
}

/** Nothing ever comes of it. */
export function idle(): void {
	new Promise(() => {});
}

/** What follows, and what does not. */
export async function warm(kind: string, order: Order): Promise<void> {
	switch (kind) {
		case 'all':
			pause(order);
			break;
		case 'none':
			pause(order); // expect: unawaited-async-call acceptable
			console.log('none');
			break;
		default:
			if (order.items.length > 0) {
				pause(order);
				return;
			}
			console.log('default');
	}
}

async function pause({ items }: Order): Promise<void> {
	await new Promise((resolve) => { setTimeout(resolve, items.length); });
}

/** Declared, and made by somebody else: whether it fails is for its maker to say. All that is left is the order of things. */
export interface Target {
	enable(): Promise<void>;
	attach(id: string): Promise<void>;
	close(reason: string): Promise<void>;
}

export async function attach(target: Target, other: Target): Promise<void> {
	target.enable(); // expect: unawaited-async-call as info
	other.close('taken over');
	await target.attach('1');
}

export const made = new Proxy({}, { get: () => async () => undefined }) as Target;

export async function closeMade(): Promise<void> {
	made.close('done');
}

/** A deferred that nobody rejects. */
export class Gate {
	#open: () => void = () => {};
	readonly opened = new Promise<void>((resolve, _reject) => { this.#open = resolve; });
	open(): void { this.#open(); }
}

export function passOn(gate: Gate, next: { resolve(): void }): void {
	gate.opened.then(() => next.resolve());
}

/** A callback that somebody put into what it was made with. */
export class Client {
	readonly params: { onOutput(text: string): Promise<void> };
	constructor(params: { onOutput(text: string): Promise<void> }) { this.params = params; }
	listen(emitter: { on(event: 'data', listener: (text: string) => void): void }): void {
		emitter.on('data', (text) => { void this.params.onOutput(text); });
		emitter.on('data', (text) => { this.params.onOutput(text); });
	}
}

/** Its first `try` is there for the call alone, the other for all that is done. */
export async function placeAll(orders: readonly Order[]): Promise<void> {
	try {
		save(orders[0] ?? { id: '', items: [] }); // expect: unawaited-async-call as error
	} catch (error) {
		console.error(error);
	}
}

/** What is on its way is handed to all who ask, and fails for all of them. */
export class Refresher {
	#refreshing: Promise<void> | undefined;
	#seen: string | undefined;
	private timer: NodeJS.Timeout | undefined;
	async refresh(): Promise<void> {
		if (this.#refreshing !== undefined) { return this.#refreshing; }
		this.#refreshing = (async () => {
			try { await save({ id: this.#seen ?? '', items: [] }); } finally { this.#refreshing = undefined; }
		})();
		return this.#refreshing;
	}

	async poll(): Promise<void> {
		await this.refresh();
		this.timer = setTimeout(() => { this.poll(); }, 1000); // expect: unawaited-async-call
	}
	stop(): void { clearTimeout(this.timer); }
}
