import { readFile } from 'node:fs/promises';

export function load(path: string): Promise<string> { // expect: promise-function-async as warning
	if (path === '') { throw new Error('which?'); }
	return readFile(path, 'utf8');
}

export function inferred(path: string) { // expect: promise-function-async
	return readFile(path, 'utf8');
}

export const arrow = (path: string) => readFile(path, 'utf8'); // expect: promise-function-async
export const single = (path: string): Promise<string> => path === '' ? Promise.resolve('') : arrow(path); // expect: promise-function-async

export const table = {
	load(path: string) { return readFile(path, 'utf8'); }, // expect: promise-function-async
	arrow: (path: string) => readFile(path, 'utf8'), // expect: promise-function-async
};

export class Store {
	private pending: Promise<string> | undefined;
	public static open(path: string) { return readFile(path, 'utf8'); } // expect: promise-function-async
	protected'read'(path: string) { return readFile(path, 'utf8'); } // expect: promise-function-async
	text(): Promise<string> | undefined { return this.pending; }
	get waiting(): Promise<string> { return readFile('a', 'utf8'); }
	async save(): Promise<void> { await this.pending; }
	*each(): Generator<Promise<string>> { yield readFile('a', 'utf8'); }
}

export default function (path: string) { return readFile(path, 'utf8'); } // expect: promise-function-async

export function sometimes(path: string) { // expect: promise-function-async
	return path === '' ? '' : readFile(path, 'utf8');
}

export function declared(path: string): string | Promise<string> {
	return path === '' ? '' : readFile(path, 'utf8');
}

export function over(path: string): Promise<string>;
export function over(path: number): number;
export function over(path: string | number): Promise<string> | number { return typeof path === 'number' ? path : readFile(path, 'utf8'); }

export function twice(path: string): Promise<string>;
export function twice(path: number): Promise<number>;
export function twice(path: string | number): Promise<string | number> { return Promise.resolve(path); } // expect: promise-function-async

export function any(value: any): any { return value.load(); }
export function unknown(): unknown { return readFile('a', 'utf8'); }
export function generic<T>(value: T): T { return value; }
export function same<P extends PromiseLike<string>>(promise: P): P { return promise; }
export function nothing(): void { console.log('a'); }
export abstract class Base { abstract load(): Promise<string> }
