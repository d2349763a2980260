/** How much a loss weighs: what only refuses a second call, what begins its work in a callback, what is got for show. */
import { readFile, stat } from 'node:fs';
import { EventEmitter } from 'node:events';
import { loadCSS, loadMap } from 'maps-view';
import { commands } from 'vscode';
import { find, saveAs, type Order } from './store.ts';

async function put(order: Order): Promise<void> { await saveAs(order.id, order); }

export class Question {
	#answer: ((text: string) => void) | undefined;
	#size = 0;
	constructor(answer: (text: string) => void) { this.#answer = answer; }

	async respond(text: string): Promise<void> {
		if (this.#answer === undefined) { throw new Error('answered before'); }
		this.#answer(text);
		this.#answer = undefined;
	}

	async grow(by: number): Promise<void> {
		if (by < 0) { throw new RangeError('less than nothing'); }
		this.#size += by;
	}

	get size(): number { return this.#size; }
}

export function answer(question: Question): void {
	question.respond('yes'); // expect: unawaited-async-call as hint
	question.grow(-1); // expect: unawaited-async-call as warning
}

async function paste(path: string): Promise<void> {
	await put({ id: path, items: [] });
	stat(path, async (failure) => { // expect: async-in-void-callback
		if (failure !== null) { return; }
		await put(await find(path));
	});
}

async function pasteAll(path: string): Promise<void> {
	const found = await find(path);
	await put(found);
	readFile(path, async () => { await put(await find(path)); }); // expect: async-in-void-callback
}

export async function pasteHere(order: Order): Promise<Order> {
	paste(order.id); // expect: unawaited-async-call as hint
	pasteAll(order.id); // expect: unawaited-async-call as warning
	return find(order.id);
}

export async function show(order: Order): Promise<void> {
	try {
		loadCSS(order.id); // expect: unawaited-async-call as info
		loadMap(order.id); // expect: unawaited-async-call as warning
		console.log(order);
	} catch (error) { console.error(error); }
	await loadMap('last').catch(() => undefined);
	await loadCSS('last').catch(() => undefined);
}

async function note(key: string, value: string): Promise<void> { await run('setContext', key, value); }
async function reload(): Promise<void> { await run('reload'); }
function run(command: string, ...rest: readonly string[]): Thenable<unknown> { return commands.executeCommand(command, ...rest); }
interface Thenable<T> extends PromiseLike<T> {}

export async function remember(order: Order): Promise<Order> {
	note('order', order.id);
	reload(); // expect: unawaited-async-call
	return find(order.id);
}

const bus = new EventEmitter();
const progress = { isOn: false, start(): void { this.isOn = true; }, end(): void { this.isOn = false; } };
export const seen: { last?: Order } = {};

export function listen(): void {
	bus.on('order', async (order: Order) => {
		progress.start();
		put(order); // expect: unawaited-async-call
		progress.end();
	});
}
