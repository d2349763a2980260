import { readFileSync } from 'node:fs';
import { join } from 'node:path';

export class Template {
	readonly #file: string;
	readonly #source: string;

	constructor(directory: string, name: string) {
		this.#file = join(directory, `${name}.txt`);
		this.#source = readFileSync(this.#file, 'utf8');
	}

	/** True if somebody saved the template after it was read. */
	get isOutdated(): boolean {
		return readFileSync(this.#file, 'utf8') !== this.#source;
	}

	fill(values: Readonly<Record<string, string>>): string {
		return this.#source.replaceAll(/\{(\w+)\}/g, (_match, name: string) => values[name] ?? '');
	}
}
