/** Reads and writes of a report store, as people write them. */
import { readFileSync, statSync } from 'node:fs';
import { readFile, access, mkdir, writeFile, stat } from 'node:fs/promises';

export interface Report { readonly id: string; readonly lines: readonly string[] }

export async function loadReport(id: string): Promise<Report> {
	await checkId(id);
	const text = await readFile(`reports/${id}.txt`, 'utf8'); // expect: blocking-call
	return { id, lines: text.split('\n') };
}

export async function loadTwice(id: string): Promise<number> {
	await checkId(id);
	const first = (await readFile(`a/${id}`)).length; // expect: blocking-call
	const second = (await readFile(`b/${id}`)).length; // expect: blocking-call
	return first + second + (await readFile(`c/${id}`)).length; // expect: blocking-call
}

export const saveReport = async (report: Report): Promise<void> => {
	await checkId(report.id);
	if (!await access('reports').then(() => true, () => false)) { await mkdir('reports', { recursive: true }); } // expect: blocking-call, blocking-call
	await writeFile(`reports/${report.id}.txt`, report.lines.join('\n')); // expect: blocking-call
};

export class ReportStore {
	private readonly directory: string;
	constructor(directory: string) { this.directory = directory; }

	async size(id: string): Promise<number> {
		await checkId(id);
		return (await stat(this.path(id))).size; // expect: blocking-call
	}

	/** Sync callers exist for this one; nothing async calls it. */
	sizeSync(id: string): number {
		return statSync(this.path(id)).size;
	}

	async *lines(ids: readonly string[]): AsyncGenerator<string> {
		for (const id of ids) {
			yield* (await readFile(this.path(id), 'utf8')).split('\n'); // expect: blocking-call
		}
	}

	async good(id: string): Promise<string> {
		return readFile(this.path(id), 'utf8');
	}

	private path(id: string): string { return `${this.directory}/${id}.txt`; }
}

async function checkId(id: string): Promise<void> {
	if (!/^\w+$/.test(id)) { throw new Error(`bad id ${await Promise.resolve(id)}`); }
}

/** A name that only looks like one of ours. */
const cache = { readFileSync: (id: string) => `cached ${id}` };
export async function fromCache(id: string): Promise<string> {
	return cache.readFileSync(id);
}

/** Mapping runs on the caller's stack, so the call in the callback blocks the async function around it. */
export async function loadAll(ids: readonly string[]): Promise<string[]> {
	await checkId(ids[0] ?? '');
	return ids.map((id) => readFileSync(id, 'utf8')); // expect: blocking-call
}

/** Only returned: nobody is known to call it on the loop. */
export async function lazyReader(id: string): Promise<() => string> {
	await checkId(id);
	return () => readFileSync(id, 'utf8');
}
