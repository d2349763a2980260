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
