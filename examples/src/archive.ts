import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzip } from 'node:zlib';
import { promisify } from 'node:util';
import { readFile, rename, writeFile } from 'node:fs/promises';
import { execFileSync } from 'node:child_process';

export abstract class Archive {
	keep(name: string, text: string): void {
		this.write(`${name}.txt`, text);
	}

	protected abstract write(name: string, text: string): void;
}

export class FileArchive extends Archive {
	readonly #directory: string;

	constructor(directory: string) {
		super();
		this.#directory = directory;
	}

	protected override write(name: string, text: string): void {
		writeFileSync(join(this.#directory, name), text);
	}
}

/** As it should be: nothing here holds the event loop. */
export async function compress(file: string): Promise<void> {
	const packed = await promisify(gzip)(await readFile(file));
	await writeFile(`${file}.gz.part`, packed);
	await rename(`${file}.gz.part`, `${file}.gz`);
}

export async function correct(file: string, wrong: string, right: string): Promise<void> {
	const text = readFileSync(file, 'utf8');
	writeFileSync(file, text.replaceAll(wrong, right));
}

export async function checkout(repository: string, revision: string): Promise<string> {
	execFileSync('git', ['-C', repository, 'fetch', '--quiet']);
	return execFileSync('git', ['-C', repository, 'show', revision], { encoding: 'utf8' });
}
