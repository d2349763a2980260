import { EventEmitter } from 'node:events';
import { setTimeout } from 'node:timers/promises';
import { answer, isReady, Store, total } from './library.ts';

interface Settings { readonly name: string; readonly limit: number | string }

export async function plain(settings: Settings, store: Store, emitter: EventEmitter, names: readonly string[]): Promise<number> {
	await setTimeout(1);
	const name = settings.name; // expect: needless-await as hint
	const limit = settings.limit; // expect: needless-await
	const sum = total([1, 2]); // expect: needless-await
	const size = store.size(); // expect: needless-await
	emitter.emit('done', name, limit); // expect: needless-await
	store.reset(); // expect: needless-await
	const made = new Store(); // expect: needless-await
	const text = JSON.stringify(made) ; // expect: needless-await
	const first = (names.at(0))?.length; // expect: needless-await
	const all = [sum, isReady()]; // expect: needless-await, needless-await
	const either = (sum > 1 ? 'some' : 0); // expect: needless-await
	console.log(text, first, all, either);
	return answer + size; // expect: needless-await
}

export async function bounded<T extends number>(value: T): Promise<T> {
	await setTimeout(1);
	return value; // expect: needless-await
}

export const pair = async (): Promise<{ a: number }> => ({ a: 1 }); // expect: needless-await
export const inner = async (): Promise<number> => ({ a: 1 }.a); // expect: needless-await
export const told = async (): Promise<number> => /* one */ 1; // expect: needless-await

export async function without(store: Store): Promise<void> {
	await setTimeout(1)
	await (store).size() // expect: needless-await
	const kept = store
	await (kept).size() // expect: needless-await
	const negative = -store.size() // expect: needless-await
	const power = (store.size()) ** 2 // expect: needless-await
	const member = (store.size()).toFixed() // expect: needless-await
	const spread = [...store.names()] // expect: needless-await
	const twice = - -store.size() // expect: needless-await
	const close = [(store.size())] // expect: needless-await
	console.log(negative, power, member, spread, twice, close)
}

export async function lines(store: Store): Promise<number> {
	await setTimeout(1);
	return ( // expect: needless-await
		// counted
		store.size()
	);
}
