import { EventEmitter } from 'node:events';
import { setTimeout } from 'node:timers/promises';
import { answer, isReady, Store, total } from './library.ts';

interface Settings { readonly name: string; readonly limit: number | string }

export async function plain(settings: Settings, store: Store, emitter: EventEmitter, names: readonly string[]): Promise<number> {
	await setTimeout(1);
	const name = await settings.name; // expect: needless-await as hint
	const limit = await settings.limit; // expect: needless-await
	const sum = await total([1, 2]); // expect: needless-await
	const size = await store.size(); // expect: needless-await
	await emitter.emit('done', name, limit); // expect: needless-await
	await store.reset(); // expect: needless-await
	const made = await new Store(); // expect: needless-await
	const text = await JSON.stringify(made) ; // expect: needless-await
	const first = (await names.at(0))?.length; // expect: needless-await
	const all = [await sum, await isReady()]; // expect: needless-await, needless-await
	const either = await (sum > 1 ? 'some' : 0); // expect: needless-await
	console.log(text, first, all, either);
	return await answer + size; // expect: needless-await
}

export async function bounded<T extends number>(value: T): Promise<T> {
	await setTimeout(1);
	return await value; // expect: needless-await
}

export const pair = async (): Promise<{ a: number }> => await { a: 1 }; // expect: needless-await
export const inner = async (): Promise<number> => await { a: 1 }.a; // expect: needless-await
export const told = async (): Promise<number> => await /* one */ 1; // expect: needless-await

export async function without(store: Store): Promise<void> {
	await setTimeout(1)
	await (store).size() // expect: needless-await
	const kept = store
	await (kept).size() // expect: needless-await
	const negative = -await store.size() // expect: needless-await
	const power = (await store.size()) ** 2 // expect: needless-await
	const member = (await store.size()).toFixed() // expect: needless-await
	const spread = [...await store.names()] // expect: needless-await
	const twice = -await -store.size() // expect: needless-await
	const close = [await(store.size())] // expect: needless-await
	console.log(negative, power, member, spread, twice, close)
}

export async function lines(store: Store): Promise<number> {
	await setTimeout(1);
	return await ( // expect: needless-await
		// counted
		store.size()
	);
}
