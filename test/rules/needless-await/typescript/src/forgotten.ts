import { Store } from './library.ts';

export class Page {
	private readonly store = new Store();
	private readonly handlers: Array<() => Promise<void>> = [];

	async load(): Promise<void> { await this.store.refresh(); }

	async show(): Promise<void> {
		await this.load; // expect: needless-await as warning
		await this.store.refresh; // expect: needless-await
		await this.handlers[0]; // expect: needless-await
		await this.load();
	}
}

async function load(id: number): Promise<number> {
	await Promise.resolve();
	return id;
}

export async function lists(ids: readonly number[]): Promise<unknown> {
	const loaded = await ids.map(load); // expect: needless-await as warning
	const other = await ids.map(async (id) => { await load(id); return id; }); // expect: needless-await
	const numbers = await ids.map((id) => id + 1); // expect: needless-await
	const all = await Promise.all(ids.map(load));
	await load; // expect: needless-await
	return [loaded, other, numbers, all];
}

type Action<T> = () => Promise<T>;
declare function dispatch<T>(action: T): T;

export async function dispatched(action: Action<void>): Promise<void> {
	// What gives back what it is given may be patched by others.
	await dispatch(action);
	await action();
}
