/** Where orders are kept. What gives a promise, and how it is declared. */
import { mkdir, writeFile } from 'node:fs/promises';

export interface Order { readonly id: string; readonly items: readonly string[] }

export async function save(order: Order): Promise<void> {
	await writeFile(`${order.id}.json`, JSON.stringify(order));
}

/** Not async, and without an annotation: only its type tells. */
export function saveAs(name: string, order: Order) {
	return writeFile(name, JSON.stringify(order));
}

export function find(id: string): Promise<Order>;
export function find(id: string, otherwise: Order): Order;
export function find(id: string, otherwise?: Order): Order | Promise<Order> {
	return otherwise ?? Promise.resolve({ id, items: [] });
}

/** A promise only where something has to be made. */
export function prepare(directory: string): Promise<string | undefined> | undefined {
	return directory === '' ? undefined : mkdir(directory, { recursive: true });
}

export async function each<T>(items: readonly T[], visit: (item: T) => Promise<void>): Promise<void> {
	for (const item of items) { await visit(item); }
}

export class Upload extends Promise<string> {
	on(_event: string, _show: () => void): this { return this; }
}

/** Sees to its failures itself: nobody has to look. */
export async function saveSoon(order: Order): Promise<void> {
	try {
		await save(order);
	} catch (error) {
		console.error('order was not saved', order.id, error);
	}
}

/** Does nothing but what sees to its failures. */
export async function saveSoonTwice(order: Order): Promise<void> {
	await saveSoon(order);
	await saveAs('copy.json', order).catch((error: unknown) => { console.error(error); });
}

/** Gives a failure on after it has told of it. */
export async function saveLoudly(order: Order): Promise<void> {
	try {
		await save(order);
	} catch (error) {
		console.error(error);
		throw error;
	}
}

/** `return` without `await` leaves the `try`. */
export async function saveQuickly(order: Order): Promise<void> {
	try {
		return save(order); // expect: return-await-in-try
	} catch (error) {
		console.error(error);
	}
}

/** What is returned from the `try` is no promise. */
export async function saveFor(order: Order, answer: { status(code: number): { end(): unknown } }): Promise<unknown> {
	try {
		await save(order);
		return answer.status(200).end();
	} catch {
		return answer.status(500).end();
	}
}

export const sql = async (_parts: TemplateStringsArray, ..._values: readonly string[]): Promise<number> => 1;
