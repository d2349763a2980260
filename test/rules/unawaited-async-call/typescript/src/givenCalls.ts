/** Whether a callee can fail in this call: what it is given decides. */
import { find, save, type Order } from './store.ts';

interface Options { readonly throws?: boolean }

async function tell(order: Order, options: Options = {}): Promise<void> {
	try {
		await save(order);
	} catch (error) {
		if (options.throws) { throw error; }
		console.error(error);
	}
}

/** `signal` is told of and returned from before anything is done. */
async function send(kind: 'signal' | 'order', order: Order): Promise<void> {
	if (kind === 'signal') {
		console.log('signal');
		return;
	}
	await save(order);
}

async function tellAll(orders: readonly Order[], options?: Options): Promise<void> {
	await Promise.all(orders.map(async (order) => {
		try { await save(order); } catch (error) { if (options?.throws) { throw error; } }
	}));
}

/** A promise only where there is no callback. */
function store(order: Order, callback?: (error: unknown) => void): Promise<void> | undefined {
	if (callback === undefined) { return save(order); }
	save(order).then(() => { callback(null); }, callback);
	return undefined;
}

/** Its failure goes to the callback that it is given. */
async function loadWith(id: string, callback: (error: unknown, order?: Order) => void): Promise<void> {
	await save({ id, items: [] });
	callback(null, await find(id));
}

/** What is done about a failure may fail, too. That is for few to think of. */
async function keepTrying(order: Order): Promise<void> {
	try { await save(order); } catch { await save(order); } finally { await save(order); }
}

export function placed(order: Order, done: () => void): void {
	tell(order);
	tell(order, {});
	tell(order, { throws: false });
	tell(order, { throws: true }); // expect: unawaited-async-call
	tellAll([order]);
	tellAll([order], { throws: true }); // expect: unawaited-async-call
	send('signal', order); // expect: unawaited-async-call acceptable
	send('order', order); // expect: unawaited-async-call
	store(order); // expect: unawaited-async-call
	store(order, (error) => { console.log(error); });
	store(order, done);
	loadWith('1', (error, found) => { console.log(error, found); });
	loadWith('1', (_none, found) => { console.log(found); }); // expect: unawaited-async-call
	keepTrying(order);
	done();
}

/** Handed on from where they are given. */
export function placedBy(order: Order, isLoud: boolean): void { shout(order, isLoud); }
function shout(order: Order, throws: boolean): void { tell(order, { throws }); } // expect: unawaited-async-call

/** Loaded for what it does. */
export function loadStyles(): void { import('./plain.mjs'); }

interface Batch { set(key: string, value: string): Promise<void>; exec(): Promise<void> }

async function add(batch: Batch, order: Order): Promise<void> {
	await batch.set(order.id, await find(order.id).then(({ id }) => id));
}

/** What was put into a batch is done, and fails, with the rest of it. */
export async function addAll(batch: Batch, orders: readonly Order[]): Promise<void> {
	for (const order of orders) { add(batch, order); }
	await batch.exec();
}

/** Somebody else attaches a handler: that is how it is done here. */
export function begin(order: Order): void { submit(order).catch(console.error); }
export async function again(order: Order): Promise<void> { submit(order); } // expect: unawaited-async-call
async function submit(order: Order): Promise<void> { await save(order); }
