import { isKnown, save } from './store.ts';

export async function saveUntyped(orders) {
	orders.forEach(async (order) => { // expect: async-in-void-callback
		await save(order);
	});
	orders.forEach((order) => { console.log(order); });
}

export function countUntyped(orders) {
	if (isKnown('a')) { console.log('known'); } // expect: async-in-void-callback
	if (orders.a ?? isKnown) { console.log('there is a function'); }
	return isKnown('b') ? orders.length : 0; // expect: async-in-void-callback
}

/** Nobody has declared what these give: in JavaScript that is only what the body happens to. */
class OrderList {
	constructor() { this.orders = []; }
	clear() { this.orders = []; }
	place(order) { this.orders.push(order); }
}

export class StoredOrders extends OrderList {
	async clear() { await save({ id: 'all' }); }
	async place(order) { await save(order); }
}

export class Appender {
	stop() { /* for those who keep nothing open */ }
}

export class FileAppender extends Appender {
	async stop() { await save('log'); }
}

export class Appenders {
	constructor(all) { this.all = all; }
	stop() { return Promise.all(this.all.map((each) => each.stop())); }
}
