import type { EventEmitter } from 'node:events';
import { logger, Logger } from './logger.ts';
import { save, type Order } from './store.ts';

/** A fix tells of a failure as the handlers of the file do it. */
export async function saveAndTell(order: Order): Promise<void> {
	try { await save(order); } catch (failure) { logger.error(`order ${order.id} was not saved`, failure); }
}
export function listen(orders: EventEmitter): void {
	orders.on('order', (order: Order) => { (async () => { await save(order); })().catch((error) => { logger.error('Background work of listen failed', error); }); }); // expect: async-in-void-callback
	orders.once('order', (order) => { save(order).catch((error) => { logger.error('Save failed', error); }); }); // expect: async-in-void-callback
}
export function saveBoth(first: Order, second: Order): void {
	save(first).catch((error) => { logger.error('Save failed', error); }); // expect: untracked-task
	save(second).then(() => { console.log('saved'); }).catch((error) => { logger.error('Save failed', error); }); // expect: untracked-task
}

/** What others of the class use is called on `this`, as far as that is the same one. */
export class Orders {
	private readonly log: Logger;
	constructor(log: Logger) { this.log = log; }
	async put(order: Order): Promise<void> {
		try { await save(order); } catch (failure) { this.log.error(failure, 'not put'); this.log.error(failure, 'retried'); }
	}
	putSoon(order: Order): void {
		setTimeout(() => { (async () => { await save(order); })().catch((error) => { this.log.error(error, 'Background work of put soon failed'); }); }, 10); // expect: async-in-void-callback
		setTimeout(async function () { await save(order); }, 10); // expect: async-in-void-callback
	}
}
