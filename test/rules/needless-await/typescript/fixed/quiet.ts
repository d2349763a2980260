import { Cached, type Plugin, Store } from './library.ts';

class Query { then(done: (rows: string[]) => void): void { done([]); } }
interface Thenish extends PromiseLike<string> { readonly id: string }

export async function unsure(any: any, unknown: unknown, maybe: string | Promise<string>, nothing: Promise<void> | undefined, query: Query, thenish: Thenish, object: object, empty: {}): Promise<void> {
	await any; await any.load(); await unknown; await maybe; await nothing; await query; await thenish; await object; await empty;
	await (any as Store).load('a');
	await (unknown as Promise<void>);
	const said: string = await (run('a') as string), also = await <string>run('b');
	console.log(said, also, await Promise.all([run('c') as string, Promise.resolve()]));
}

export async function generic<T, U extends object, P extends Promise<number>, R extends number | Promise<number>, K extends keyof Store>(value: T, object: U, promise: P, either: R, store: Store, key: K, make: () => T): Promise<T> {
	await object; await promise; await either; await store[key]; await make();
	const awaited: Awaited<T> = await value;
	return awaited;
}

export async function members(store: Store, cached: Cached, plugin: Plugin, onDone: (() => void) | undefined, done: { notify?: () => void }, abort: () => void): Promise<void> {
	await store.load('a'); await store.later('b'); await store.refresh(); await new Cached().load('c');
	// Whoever writes one may make it async, where it is declared to give nothing.
	await onDone?.(); await done.notify?.(); await plugin.start(); await plugin.stop?.(); await abort();
	await store.onReset();
	cached.onReset(); // expect: needless-await
}

class Button {
	onPress = (): void => { console.log('pressed'); };
	async press(): Promise<void> { await this.onPress(); }
}
let onClose = (): void => { console.log('closed'); };
export function whenClosed(done: () => Promise<void>): void { onClose = done; }
export async function close(): Promise<void> {
	await new Button().press();
	await onClose();
}

const remote = new Proxy({} as Store, { get: (store, name) => async () => { await Promise.resolve(); return Reflect.get(store, name) as unknown; } });
export async function far(): Promise<number> {
	await remote.reset();
	return await remote.size() + (await remote.names()).length;
}

declare function run(command: string): unknown;

/** Lets others have their turn. */
export async function turn(): Promise<void> {
	await null;
	await undefined;
	await 0;
}

export async function assigned(run: (task: () => void) => void): Promise<void> {
	let pending: Promise<void> | undefined;
	run(() => { pending = Promise.resolve(); });
	await pending;
}

export async function imported(): Promise<unknown> {
	const loaded = await import('./library.ts');
	const overloaded = await over(1);
	const rejected = await Promise.reject(new Error('no')).catch(() => 'none');
	return [loaded, overloaded, rejected];
}

function over(id: number): Promise<number>;
function over(id: string): Promise<string>;
function over(id: number | string): Promise<number | string> { return Promise.resolve(id); }

declare function original<T = unknown>(): Promise<T>;
// @ts-ignore Its module is not found.
class Rows { then(done: (rows: import('./missing.ts').Row[]) => void): void { done([]); } }
export async function unresolved(rows: Rows, message: (this: Rows) => void): Promise<void> {
	// @ts-ignore Its module is not found.
	await original<typeof import('./missing.ts')>();
	await rows;
	await message.call(rows);
	await message.apply(rows);
}

async function never(): Promise<void> {
	await fail();
}
function fail(): never { throw new Error('no'); }
void never().catch(console.error);
