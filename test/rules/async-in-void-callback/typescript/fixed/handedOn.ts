import type { EventEmitter } from 'node:events';
import { save, type Order } from './store.ts';
import { tasks } from './lib/taskTracker.ts';

type Handler = (order: Order) => void;
interface Options { onSave: Handler; onEnd?: () => void }

declare function keep(handler: unknown): void;
declare function unseen(handler: Handler): void;

/** Kept in options until it is awaited. */
class Awaiting {
	private readonly options: Options;
	private readonly onLast: Handler;
	constructor(options: Options, onLast: Handler) {
		this.options = options;
		this.onLast = onLast;
	}

	async run(order: Order): Promise<void> {
		try {
			await this.options.onSave(order);
			await this.onLast(order);
		} catch (error) { console.error(error); }
	}
}

class Dropping {
	private readonly handlers: Handler[] = [];
	private readonly onFirst: Handler;
	constructor(onFirst: Handler) { this.onFirst = onFirst; }
	watch(handler: Handler): void { this.handlers.push(handler); }
	run(order: Order): void {
		for (const handler of this.handlers) { handler(order); }
		this.onFirst(order);
	}
}

class Gathering {
	private readonly handlers: Handler[] = [];
	watch(handler: Handler): void { this.handlers.push(handler); }
	async run(order: Order): Promise<void> { await Promise.all(this.handlers.map((handler) => handler(order))); }
	async each(order: Order): Promise<void> {
		for (const handler of this.handlers) { await handler(order); }
	}
}

function wrapped(handler: Handler): () => Promise<void> {
	return async () => { try { await handler({ id: 'a', paid: true }); } catch (error) { console.error(error); } };
}
function through(emitter: EventEmitter, handler: Handler): void { emitter.on('order', handler); }
function later(handler: Handler): void { wrapped(handler)().catch(console.error); }
function lost(handler: Handler): void { keep(handler); }

export function begin(emitter: EventEmitter): unknown[] {
	const saving = async (order: Order): Promise<void> => { await save(order); };
	const telling = async (order: Order): Promise<void> => { try { await save(order); } catch (error) { console.error(error); throw error; } };
	const gathering = new Gathering(), dropping = new Dropping((order) => { tasks.track('saving', saving(order)); }); // expect: async-in-void-callback as warning
	gathering.watch(saving);
	dropping.watch((order) => { tasks.run('background work of begin', async () => { await save(order); }); }); // expect: async-in-void-callback as warning
	later(async (order) => { await save(order); });
	through(emitter, (order) => { tasks.run('background work of begin', async () => { await save(order); }); }); // expect: async-in-void-callback as warning
	lost(async (order) => { await save(order); }); // expect: async-in-void-callback as info
	unseen(async (order) => { await save(order); }); // expect: async-in-void-callback as info
	unseen(telling);
	return [new Awaiting({ onSave: saving }, async (order) => { await save(order); }), gathering, dropping];
}

type Task<T> = () => T;

/** What it is given it hands on as it is, so that whoever asked for it waits. */
class Delayed<T> {
	private task: Task<T | Promise<T>> | undefined;
	trigger(task: Task<T>): Promise<T> {
		this.task = task;
		return Promise.resolve().then(() => this.task!() as T);
	}
}
declare class Throttled<T> {
	trigger(task: Task<T>): Promise<T>;
	tell(task: () => void): Promise<T>;
}

export async function delayedSaves(delayed: Delayed<void>, throttled: Throttled<void>, order: Order): Promise<void> {
	await delayed.trigger(async () => { await save(order); });
	await throttled.trigger(async () => { await save(order); });
	await throttled.tell(async () => { await save(order); }); // expect: async-in-void-callback as info
}

interface Telling<T> { tell(task: () => T): void }
export function told(telling: Telling<void>, order: Order): void {
	telling.tell(async () => { await save(order); }); // expect: async-in-void-callback as info
}

/** A member that is only called by what declares it: each call hands its promise on, or one drops it. */
interface Copied { copyUrl(): void; dropUrl(): void }
export class Link implements Copied {
	async copyUrl(): Promise<void> { await save({ id: 'url', paid: true }); }
	async dropUrl(): Promise<void> { await save({ id: 'url', paid: true }); } // expect: async-in-void-callback
}
export function commands(register: (run: (item: object & Copied) => unknown) => void): void {
	register((item) => item.copyUrl());
	register((item) => { item.dropUrl(); });
}

/** A list that is made of lists: whoever goes through it calls the members of the items of each. */
interface Chore { readonly id: string; sweep(order: Order): void; drop(order: Order): void }
export class Chores {
	#chores: Record<string, Chore> = {};
	register(chores: readonly Chore[]): void { for (const chore of chores) { this.#chores[chore.id] = chore; } }
	async run(id: string, order: Order): Promise<void> {
		try { await this.#chores[id]?.sweep(order); } catch (error) { console.error(error); }
		this.#chores[id]?.drop(order);
	}
}
export function chores(isBig: boolean): Chores {
	const all = new Chores();
	let list: Chore[] = [{ id: 'a', sweep: (order: Order) => save(order), drop: () => undefined }];
	if (isBig) {
		list = list.concat([
			{
				id: 'b',
				sweep: (order: Order) => save(order),
				drop: (order: Order) => { tasks.track('save', save(order)); }, // expect: async-in-void-callback
			},
		]);
	}
	all.register(list);
	return all;
}
