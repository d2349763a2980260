import { readFile, writeFile } from 'node:fs/promises';

export interface Order { readonly id: string; readonly paid: boolean }

export async function save(order: Order): Promise<void> {
	await writeFile(`orders/${order.id}`, JSON.stringify(order));
}

export async function isKnown(id: string): Promise<boolean> {
	return (await readFile('orders/index', 'utf8')).includes(id);
}

export const settings = (): Promise<{ currency: string }> => readFile('settings').then((text) => JSON.parse(String(text)) as { currency: string });

/** Fails quietly by itself. */
export async function note(text: string): Promise<void> {
	try { await writeFile('notes', text); } catch (error) { console.error(error); }
}
