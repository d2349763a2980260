import { rethrow } from './logger.ts';
import { save, type Order } from './store.ts';

/** What throws a failure again is no end of it, nor is what was made for one call. */
export function saveOrThrow(order: Order): Promise<void> { return save(order).catch((failure: unknown) => rethrow(failure)); }
export async function saveWith(order: Order, log: { error(failure: unknown): void }): Promise<void> {
	try { await save(order); } catch (failure) { log.error(failure); }
}
export function saveLater(order: Order): void {
	setTimeout(async () => { await save(order); }, 10); // expect: async-in-void-callback
}
