/** What only tells of work, and callbacks whose caller is itself waited for by nobody. */
import { EventEmitter } from 'node:events';
import { save, type Order } from './store.ts';

class Reports {
	async sendDebugLog(text: string): Promise<boolean> {
		try { await save({ id: text, items: [] }); return true; } catch { return false; }
	}
	async sendState(text: string): Promise<boolean> {
		try { await save({ id: text, items: [] }); return true; } catch { return false; }
	}
}

export class Runs {
	readonly #reports = new Reports();
	#state = '';

	async change(state: string): Promise<string> {
		this.#reports.sendDebugLog(state);
		this.#state = state;
		await save({ id: state, items: [] });
		return this.#state;
	}
	async end(): Promise<void> {
		this.#reports.sendDebugLog('end');
		await save({ id: 'end', items: [] });
	}
}

const emitter = new EventEmitter();

function each(handle: (order: Order) => Promise<void>): void {
	emitter.on('order', async (order: Order) => { await handle(order); });
}

export function take(): void {
	each(async (order) => {
		save(order); // expect: unawaited-async-call
		console.log(order.id);
	});
}

interface Client { readonly dev: { sendDebugLog(text: string): Promise<boolean>; sendState(text: string): Promise<boolean> } }

export async function run(client: Client, id: string): Promise<void> {
	client.dev.sendDebugLog(id);
	client.dev.sendState(id); // expect: unawaited-async-call
	await save({ id, items: [] });
}

async function put(id: string): Promise<void> { await save({ id, items: [] }); }

const session = { isStrict: process.argv.includes('--strict') };

/** Only with an option does a failure leave it. */
async function record(id: string): Promise<void> {
	try {
		await put(id);
	} catch (error) {
		if (session.isStrict) { throw error; }
	}
}

async function recordMost(id: string): Promise<void> {
	try {
		await put(id);
	} catch (error) {
		if ((error as { isFatal?: boolean }).isFatal) { throw error; }
	}
}

const logger = { error: async (text: string): Promise<void> => { await record(text); } };

export class Jobs {
	readonly #jobs: (Order | undefined)[] = [];

	async #run(at: number): Promise<void> {
		const job = this.#jobs[at];
		if (this.#jobs[at] === undefined) { throw new Error('no such job'); }
		try { await put((job as Order).id); } catch (error) { console.error(error); }
	}

	async begin(): Promise<Order> {
		const first = this.#jobs[0] as Order;
		void record('begin');
		recordMost('begin'); // expect: unawaited-async-call as warning
		logger.error('begun');
		this.#run(0); // expect: unawaited-async-call as hint
		await put(first.id);
		return first;
	}
}
