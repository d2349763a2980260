/** Requests whose failure comes to whoever waits for their transaction, and what is only told in vain. */
import Queue from 'bull';
import type { SSEStreamingApi } from 'hono';

function promisify<T>(request: IDBRequest<T>): Promise<T> {
	return new Promise((resolve, reject) => { request.onsuccess = () => { resolve(request.result); }; request.onerror = () => { reject(request.error ?? new Error('failed')); }; });
}

class Store {
	readonly #store: IDBObjectStore;
	constructor(store: IDBObjectStore) { this.#store = store; }
	put(value: unknown, key: string): Promise<unknown> { return promisify(this.#store.put(value, key)); }
	delete(key: string): Promise<unknown> { return promisify(this.#store.delete(key)); }
}

async function transact<T>(database: IDBDatabase, work: (store: Store) => T | Promise<T>): Promise<T> {
	const transaction = database.transaction(['all'], 'readwrite');
	const ended = new Promise<void>((resolve, reject) => { transaction.oncomplete = () => { resolve(); }; transaction.onabort = () => { reject(transaction.error ?? new Error('aborted')); }; });
	const found = await work(new Store(transaction.objectStore('all')));
	await ended;
	return found;
}

export async function set(database: IDBDatabase, key: string, value: unknown): Promise<void> {
	await transact(database, (store) => { store.put(value, key); });
}

export async function removeAll(database: IDBDatabase, keys: readonly string[]): Promise<void> {
	await transact(database, async (store) => { for (const key of keys) { store.delete(key); } });
}

/** Nobody waits for this one. */
export function keep(store: Store, value: unknown): void {
	store.put(value, 'last'); // expect: unawaited-async-call as info
}

interface Transaction { readonly store: { put(value: unknown): Promise<void> }; readonly done: Promise<void> }

export async function putAll(open: () => Promise<Transaction>, values: readonly unknown[]): Promise<void> {
	const transaction = await open();
	for (const value of values) { transaction.store.put(value); }
	await transaction.done;
}

export function tell(stream: SSEStreamingApi, data: string): void { stream.writeSSE({ data }); }

export function leave(): void { if (document.fullscreenElement) { document.exitFullscreen(); } }

export const visits = new Queue('visits');
visits.clean(5000);
visits.on('completed', () => { console.log('done'); });

/** What it gives next depends on that. */
export async function count(queue: Queue): Promise<number> {
	queue.clean(5000); // expect: unawaited-async-call as info
	return queue.length();
}
