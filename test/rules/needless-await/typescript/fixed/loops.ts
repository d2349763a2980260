import { Readable } from 'node:stream';

function* counted(): Generator<number> { yield 1; yield 2; }
async function* arriving(): AsyncGenerator<number> { await Promise.resolve(); yield 1; }

export async function gone(names: readonly string[], pending: Array<Promise<string>>, mixed: Array<string | Promise<string>>, any: any[], input: Readable, either: AsyncIterable<string> | string[], known: Set<number>): Promise<void> {
	for (const name of names) { console.log(name); } // expect: needless-await
	for (const value of counted()) { console.log(value); } // expect: needless-await
	for (const value of known) { console.log(value); } // expect: needless-await
	for await (const value of pending) { console.log(value); }
	for await (const value of mixed) { console.log(value); }
	for await (const value of any) { console.log(value); }
	for await (const value of arriving()) { console.log(value); }
	for await (const value of input) { console.log(value); }
	for await (const value of either) { console.log(value); }
	for (const name of names) { console.log(await Promise.resolve(name)); }
}

export async function disposed(open: () => Disposable, connect: () => AsyncDisposable, both: Disposable & AsyncDisposable, some: Disposable | AsyncDisposable, none: AsyncDisposable | undefined, unknown: any): Promise<void> {
	using file = open(); // expect: needless-await
	await using link = connect();
	await using two = both;
	await using one = some;
	await using maybe = none;
	await using what = unknown;
	using plain = open();
	await Promise.resolve();
	console.log(file, link, two, one, maybe, what, plain);
}

async function load(id: number): Promise<number> { await Promise.resolve(); return id; }

export async function joined(ids: readonly number[], tasks: Array<Promise<number>>, cached: number | undefined, maybe: number | Promise<number>, mixed: Array<number | Promise<number>>, unknown: unknown[]): Promise<unknown[]> {
	return [
		await Promise.all(ids), // expect: needless-await
		await Promise.all([load(1), 2]), // expect: needless-await
		await Promise.race(['late', load(1)]), // expect: needless-await
		await Promise.allSettled([...[1, 2], load(1)]), // expect: needless-await
		await Promise.all([load(1), load(2)]), // expect: needless-await
		await Promise.all(ids.map((id) => id + 1)), // expect: needless-await
		await Promise.all(ids.map(load)), await Promise.all(tasks), await Promise.all([load(1), maybe, ...tasks]),
		await Promise.all([load(1), cached === undefined ? load(2) : cached]), await Promise.all([load(1), undefined, null]),
		await Promise.all(mixed), await Promise.all(unknown), await Promise.any(new Set(tasks)), await Promise.all([]),
	];
}
