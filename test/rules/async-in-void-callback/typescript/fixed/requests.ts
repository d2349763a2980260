import type { EventEmitter } from 'node:events';
import { readFile } from 'node:fs';
import { save, type Order } from './store.ts';
import { tasks } from './lib/taskTracker.ts';

interface Response { json(body: unknown): void }

/** Who waits for what a callback tells is told of its failure. */
export function handler(req: EventEmitter, res: Response, next: (error?: unknown) => void): void {
	readFile('orders', (error, data) => { (async () => { // expect: async-in-void-callback
		if (error !== null) { next(error); return; }
		await save({ id: data.toString(), paid: true });
		res.json({ done: true });
	})().catch(next); });
	req.on('error', (error) => { next(error); });
}

export function first(emitter: EventEmitter): Promise<Order> {
	return new Promise((resolve, reject) => {
		emitter.once('order', (order: Order) => { (async () => { // expect: async-in-void-callback
			await save(order);
			resolve(order);
		})().catch(reject); });
		emitter.once('error', reject);
	});
}

export function second(emitter: EventEmitter): Promise<Order> {
	return new Promise((resolve, reject) => {
		emitter.once('order', (order: Order) => { (async () => { await save(order); resolve(order); })().catch(reject); }); // expect: async-in-void-callback
	});
}

export function each(names: readonly string[], emitter: EventEmitter, callback: (error: unknown, order?: Order) => void): void {
	if (names.length === 0) { callback(new Error('no names')); return; }
	emitter.once('order', (order: Order) => { (async () => { // expect: async-in-void-callback
		await save(order);
		callback(null, order);
	})().catch(callback); });
}

/** It answers nothing: what it fails with is nobody's answer. */
export function besides(req: EventEmitter, res: Response, next: (error?: unknown) => void): void {
	req.on('data', (order: Order) => { tasks.run('background work of besides', async () => { // expect: async-in-void-callback
		await save(order);
	}); });
	if (req.listenerCount('data') > 1) { next(); } else { res.json({ begun: true }); }
}

export async function stopping(server: { close(): Promise<void>; flush(): Promise<void> }): Promise<void> {
	const shutdown = async (): Promise<void> => { await server.close(); await save({ id: 'a', paid: true }); };
	const closing = async (): Promise<void> => { await close(); };
	process.on('disconnect', closing); // expect: async-in-void-callback acceptable
	process.on('message', () => { tasks.track('closing', closing()); }); // expect: async-in-void-callback
	process.on('disconnect', () => { tasks.track('shutdown', shutdown()); }); // expect: async-in-void-callback
	await server.flush();
}

async function close(): Promise<void> { await save({ id: 'last', paid: true }); }
