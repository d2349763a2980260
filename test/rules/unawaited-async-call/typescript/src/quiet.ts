/** Promises that somebody has, and calls that give none. */
import { EventEmitter } from 'node:events';
import { readFile, unlink } from 'node:fs/promises';
import { find, save, saveAs, saveFor, saveSoon, saveSoonTwice, type Order } from './store.ts';

const running = new Set<Promise<unknown>>();

/** Keeps a task, sees to its failure, and gives it back. */
function track<T>(task: Promise<T>): Promise<T> {
	running.add(task);
	task.catch((error: unknown) => { console.error(error); });
	return task;
}

export async function place(order: Order): Promise<Order> {
	await save(order);
	saveSoon(order);
	saveSoonTwice(order);
	saveFor(order, { status: () => ({ end: () => undefined }) });
	track(save(order));
	running.add(save(order));
	save(order).catch((error: unknown) => { console.error(error); });
	save(order).then(() => undefined, (error: unknown) => { console.error(error); });
	save(order).catch(() => undefined).finally(() => { running.clear(); });
	const saving = save(order); // expect: late-await
	const [first, second] = await Promise.all([find(order.id), saveAs('copy.json', order)]);
	await saving;
	void second;
	return first;
}

export function listen(orders: EventEmitter, queue: { then(done: () => void): void }): void {
	orders.on('placed', (order: Order) => { saveSoon(order); });
	queue.then(() => undefined);
	queue;
}

export function* steps(order: Order): Generator<Promise<void>> {
	yield save(order);
}

export const saveLater = (order: Order): Promise<void> => save(order);

/** What is loaded when it is needed is there, or was missed when the program was built. */
async function loadGrammars(): Promise<void> {
	await import('node:path');
	await import('node:url');
}

export function prepareView(): string {
	loadGrammars();
	import('node:path').then((path) => { console.log(path.sep); });
	return 'view';
}

/** A method that a wrapper calls by hand queues, or gives back what the wrapper hands on. */
interface Batch { queued: number; exec(): Promise<string[]> }

export function wrap(batch: Batch): void {
	const { exec } = batch;
	batch.exec = function (this: Batch) {
		if (this.queued > 0) { exec.call(batch); }
		return exec.call(batch).then((answers) => answers.slice(1));
	};
}

/** Whoever is told of something gives no answer that anybody waits for. */
interface Panel { postMessage(message: string): Promise<boolean>; show(): Promise<void> }

export async function submit(panel: Panel): Promise<void> {
	panel.postMessage('submitting');
	await panel.show();
}

/** Left over, and nothing in it. */
export function leftOver(order: Order | undefined): void {
	if (order) { Promise.resolve(order); }
	if (order) { Promise.resolve(save(order)); } // expect: unawaited-async-call
}

/** What nobody handled is thrown again for whoever hears of such failures. */
export function onUnhandled(reason: unknown, isNew: boolean): void {
	if (isNew) { Promise.reject(reason); }
	Promise.reject(new Error('lost')); // expect: unawaited-async-call
}
export async function forgotten(path: string): Promise<void> {
	// A `return` is missing.
	try { await readFile(path); } catch (error) { Promise.reject(error); } // expect: unawaited-async-call
	await readFile(path).catch((error: unknown) => { Promise.reject(error); }); // expect: unawaited-async-call
}

/** The process ends in the same turn. */
export async function leave(path: string): Promise<void> {
	try {
		await readFile(path);
	} finally {
		unlink(path);
		process.exit();
	}
}
export async function leaveLater(path: string): Promise<void> {
	unlink(path); // expect: unawaited-async-call
	await readFile(path);
	process.exit();
}

/** What is piped waits for whoever reads the other end, which comes further down. */
export function textOf(body: ReadableStream<Uint8Array>): Response {
	const { readable, writable } = new TransformStream<Uint8Array, Uint8Array>();
	body.pipeTo(writable); // expect: unawaited-async-call
	return new Response(readable);
}
export async function pipedText(body: ReadableStream<Uint8Array>): Promise<string> {
	const { readable, writable } = new TransformStream<Uint8Array, Uint8Array>();
	body.pipeTo(writable); // expect: unawaited-async-call
	return await new Response(readable).text();
}
