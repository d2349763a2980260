import { readFile } from 'node:fs/promises';

export async function load(path: string): Promise<string> {
	return readFile(path, 'utf8'); // expect: superfluous-await as warning
}

export const read = async (path: string): Promise<string> => readFile(path, 'utf8'); // expect: superfluous-await

export async function either(path: string, isFast: boolean): Promise<string> {
	return isFast ? load(path) : (read(path)); // expect: superfluous-await, superfluous-await
}

export async function handled(path: string): Promise<string> {
	try {
		return await load(path);
	} catch (error) {
		console.error(error);
		return read(path); // expect: superfluous-await
	}
}

export async function closed(path: string): Promise<string> {
	try { return await load(path); } catch { return await read(path); } finally { console.log('closed'); }
}

export async function held(open: () => Disposable, path: string): Promise<string> {
	using file = open();
	console.log(file);
	return await load(path);
}

export async function used(path: string, maybe: string | Promise<string>, any: any): Promise<unknown> {
	const text = await load(path);
	if (text === '') { return await maybe; }
	if (text === 'a') { return await any; }
	return (await load(text)).length;
}

export async function generic<T>(value: T): Promise<T> { return await value; }
export const plain = (path: string): Promise<string> => load(path);
