import { EventEmitter } from 'node:events';
import { readFile } from 'node:fs/promises';
import { isKnown, note, save, settings, type Order } from './store.ts';
import { tasks } from './lib/taskTracker.ts';

export async function saveAll(orders: readonly Order[], emitter: EventEmitter): Promise<number> {
	for (const order of orders) { // expect: async-in-void-callback
		await save(order);
	}
	orders.forEach(save); // expect: async-in-void-callback
	for (const order of orders) { await save(order); } // expect: async-in-void-callback
	const sizes: number[] = [];
	for (const order of orders) { await note(order.id); sizes.push(order.id.length); } // expect: async-in-void-callback
	console.log(sizes);
	orders.forEach(async (order) => { await note(order.id); });
	new Map(orders.map((order) => [order.id, order])).forEach(async (order) => { await save(order); }); // expect: async-in-void-callback
	emitter.on('order', (order: Order) => { tasks.run('background work of save all', async () => { // expect: async-in-void-callback
		await save(order);
	}); });
	emitter.once('order', (order) => { tasks.track('save', save(order)); }); // expect: async-in-void-callback
	return orders.length;
}

export function start(orders: readonly Order[]): void {
	setInterval(() => { tasks.run('background work of start', async () => { // expect: async-in-void-callback
		for (const order of orders) { await save(order); }
	}); }, 1000);
	setTimeout(() => { tasks.track('save', save(orders[0] as Order)); }, 10); // expect: async-in-void-callback
	queueMicrotask(() => { tasks.run('background work of start', async () => { throw new Error('late'); }); }); // expect: async-in-void-callback
	setTimeout(async () => 1, 10); // expect: async-in-void-callback
}

function once(callback: () => void): void { callback(); }
function twice(name: string, ...callbacks: readonly (() => void)[]): void { for (const each of callbacks) { each(); } console.log(name); }
function attempt(callback: () => void): void { Promise.resolve(callback()).catch(console.error); }
function overloaded(callback: () => void): void;
function overloaded(callback: () => Promise<void>): void;
function overloaded(callback: () => void | Promise<void>): void { void Promise.resolve(callback()).catch(console.error); }
declare function maybe(callback: (() => void) | undefined): void;
declare function any(callback: (...given: unknown[]) => unknown): void;
declare const sending: undefined | (() => Promise<void>);
declare function either(callback: () => void | Promise<void>): void;
declare function like(callback: () => void | PromiseLike<void>): void;
declare function useCallback<T extends (...given: never[]) => unknown>(callback: T): T;

export function give(order: Order): void {
	once(() => { tasks.run('background work of give', async () => { await save(order); }); }); // expect: async-in-void-callback
	twice('a', () => undefined, () => { tasks.run('background work of give', async () => { await save(order); }); }); // expect: async-in-void-callback
	maybe(async () => { await save(order); }); // expect: async-in-void-callback
	once(order.paid ? async () => { await save(order); } : () => undefined); // expect: async-in-void-callback
	const saving = async (): Promise<void> => { await save(order); };
	once(() => { tasks.track('saving', saving()); }); // expect: async-in-void-callback
	const all = [saving, async (): Promise<void> => { await save(order); }];
	twice('all', ...all); // expect: async-in-void-callback
	using lock = { async [Symbol.dispose]() { await save(order); } }; // expect: async-in-void-callback
	void lock;

	// It is looked at, whatever the type says.
	attempt(async () => { await save(order); });
	overloaded(async () => { await save(order); });
	any(async () => { await save(order); });
	either(async () => { await save(order); });
	like(async () => { await save(order); });
	const remembered = useCallback(async () => { await save(order); });
	either(remembered);
	once(() => { save(order).catch(console.error); });
	once(() => { void note(order.id); });
}

/** Nothing shows that these fail, or they mind their failures themselves. */
export function quiet(orders: readonly Order[], emitter: EventEmitter, given: () => Promise<void>): void {
	emitter.on('order', async (order: Order) => {
		try { await save(order); } catch (error) { console.error(error); }
	});
	emitter.on('note', note);
	emitter.on('given', async () => { await given(); });
	setTimeout(async () => { await note('late'); }, 10);
	setInterval(() => save(orders[0] as Order).catch(console.error), 1000);
	orders.forEach((order) => { console.log(order.id); });
	process.on('unhandledRejection', (error) => { console.error(error); });
	for (const order of orders) { once(() => { console.log(order); }); }
}

/** All of these wait for what they are given. */
export async function waiting(orders: readonly Order[]): Promise<void> {
	await Promise.all(orders.map(async (order) => { await save(order); }));
	await orders.reduce(async (before, order) => { await before; await save(order); }, Promise.resolve());
	await Promise.resolve().then(async () => { await save(orders[0] as Order); });
	for (const order of orders) { await save(order); }
}

export function answers(ids: readonly string[], late: Promise<void>, now: boolean, sometimes?: Promise<void>): object {
	const known = ids.filter(async (id) => isKnown(id)); // expect: async-in-void-callback
	const all = ids.every(isKnown); // expect: async-in-void-callback
	while (!isKnown('b')) { break; } // expect: async-in-void-callback
	if (!late) { console.log(known, all, now); } // expect: async-in-void-callback
	if (sometimes) { console.log('sometimes'); }
	if (ids.some((id) => id === 'c')) { console.log('some'); }
	return { all, ...settings() }; // expect: async-in-void-callback
}

export async function rightAnswers(ids: readonly string[]): Promise<object> {
	const known = await Promise.all(ids.map((id) => isKnown(id)));
	if (await isKnown('a')) { console.log(known); }
	return { ...(await settings()), text: await readFile('a') };
}

/** Only declared: nobody knows what it does. */
export function onlyDeclared(): void {
	maybe(sending); // expect: async-in-void-callback as info
}
