import { open, readFile } from 'node:fs/promises';

declare function load(id: string): Promise<string>;
async function find(id: string): Promise<string> {
	if (id === '') { throw new Error('no id'); }
	return (await readFile(id, 'utf8')).trim();
}
async function known(id: string): Promise<string> { return id; }
async function minded(id: string): Promise<string> {
	try { return await find(id); } catch { return ''; }
}

export async function loadOrNothing(id: string): Promise<string | undefined> {
	try {
		return await find(id); // expect: return-await-in-try
	} catch (error) {
		console.error(error);
		return undefined;
	}
}

export const loadByArrow = async (id: string): Promise<string | undefined> => {
	try {
		if (id !== '') { return await readFile(id, 'utf8'); } // expect: return-await-in-try
		return await load(id); // expect: return-await-in-try
	} catch {
		return undefined;
	}
};

export async function readAndClose(path: string): Promise<string> {
	const file = await open(path);
	try {
		return await file.readFile('utf8'); // expect: return-await-in-try
	} finally {
		await file.close();
	}
}

export async function retry(id: string): Promise<string> {
	try {
		return await find(id);
	} catch {
		return find(id);
	}
}

/** Another attempt minds its failures itself; of a value nothing shows that it fails. */
export async function again(id: string, attempts: number): Promise<string | Error> {
	try {
		if (attempts < 3) { return again(id, attempts + 1); }
		return await Promise.resolve(await find(id)); // expect: return-await-in-try as hint
	} catch (error) {
		return error as Error;
	}
}

/** Awaited, not in a `try`, thrown on as it is, or with its failures minded. */
export async function fine(id: string): Promise<string> {
	try {
		if (id === 'a') { return await find(id); }
		if (id === 'b') { return minded(id); }
		if (id === 'c') { return await known(id); } // expect: return-await-in-try as hint
		if (id === 'd') { return id.trim(); }
	} catch (error) {
		console.error(error);
	}
	try { return find(id); } catch (error) { throw error; }
}

export function notAsync(id: string): Promise<string> {
	try { return find(id); } catch { return Promise.resolve(''); }
}

export async function outside(id: string): Promise<string> {
	try { console.log(id); } finally { console.log('done'); }
	return find(id);
}

interface Store { find(id: string): Promise<string> }
class Pages {
	private readonly store: Store;
	isLoading = false;
	constructor(store: Store) { this.store = store; }
	async first(id: string): Promise<string> {
		try { return await this.store.find(id) ?? await known(id); } catch { return ''; } // expect: return-await-in-try, return-await-in-try as hint
	}
	async second(id: string): Promise<string> {
		let isLoading = true;
		try {
			return await this.store.find(id); // expect: return-await-in-try as hint
		} finally {
			isLoading = false;
		}
	}
}
export { Pages };

/** What can be awaited, and says no more of itself. */
interface Thenable<T> extends PromiseLike<T> {}
interface FileSystem { readFile(path: string): Thenable<string>; size: number }
declare function show(message: string): Thenable<string | undefined>;
async function failing(path: string): Promise<string> { return (await readFile(path, 'utf8')).trim(); }
function later(path: string): PromiseLike<string> { return failing(path); }
export async function fromEditor(files: FileSystem, path: string): Promise<string | undefined> {
	try {
		if (path === '') { return await later(path); } // expect: return-await-in-try
		if (path === 'a') { return await files.readFile(path); }
		if (path === 'b') { return `${files.size}`; }
		return await files.readFile(path); // expect: return-await-in-try
	} catch {
		return undefined;
	}
}
export { show };

/** What the handler does itself is not what it is there for; of another promise it is. */
async function answer(text: string): Promise<void> { await readFile(text, 'utf8'); }
export async function handle(text: string): Promise<unknown> {
	try {
		if (text === '') { return answer('empty'); }
		if (text === 'a') { return await new Promise<string>((resolve, reject) => { readFile(text, 'utf8').then(resolve, reject); }); } // expect: return-await-in-try
		return await find(text); // expect: return-await-in-try
	} catch {
		return answer('failed');
	}
}

/** What goes on with the request is begun again behind the `try`: awaited, its failure would be taken for that of what stands before it, and it would run twice. */
export async function notices(path: string, next: () => Promise<unknown>): Promise<unknown> {
	try {
		if (path === '') { return next(); }
		await readFile(path, 'utf8');
	} catch (error) {
		console.error(error);
	}
	return next();
}
/** Here its failure is what the handler answers. */
export async function answers(path: string, next: () => Promise<unknown>): Promise<unknown> {
	try {
		if (path === '') { return await next(); } // expect: return-await-in-try
		await readFile(path, 'utf8');
	} catch (error) {
		return String(error);
	}
	return next();
}
/** What comes second is another way to the same thing. */
export async function found(path: string): Promise<string> {
	try {
		if (path !== '') { return await find(path); } // expect: return-await-in-try
	} catch (error) {
		console.error(error);
	}
	return find('default');
}
