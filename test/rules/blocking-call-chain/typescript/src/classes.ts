import { readFileSync, writeFileSync } from 'node:fs';
import { Database } from './database.ts';

export class Template {
	private readonly text: string;
	readonly loadedAt = Date.now();
	constructor(path: string) { this.text = readFileSync(path, 'utf8'); }
	get source(): string { return readFileSync('template.source', 'utf8'); }
	set source(text: string) { writeFileSync('template.source', text); }
	get title(): string { return this.text.slice(0, 10); }
	render(): string { return this.text; }
}

/** The constructor it inherits reads a file. */
export class MailTemplate extends Template {}

export class Preloaded {
	readonly text = readFileSync('preloaded', 'utf8');
}

export interface Storage { load(key: string): string; name(): string }

/** The only implementor. */
export class FileStorage implements Storage {
	load(key: string): string { return readFileSync(key, 'utf8'); }
	name(): string { return 'files'; }
}

export interface Codec { encode(value: string): string }
export class PlainCodec implements Codec { encode(value: string): string { return value; } }
export class DictionaryCodec implements Codec { encode(value: string): string { return readFileSync('dictionary', 'utf8') + value; } }

export abstract class Job {
	abstract input(): string;
	protected log(line: string): void { writeFileSync('job.log', line); }
	async run(): Promise<number> {
		await Promise.resolve();
		this.log('start'); // expect: blocking-call-chain via log() > writeFileSync()
		return this.input().length; // expect: blocking-call-chain via input() > readFileSync()
	}
}
export class ReadJob extends Job {
	override input(): string { return readFileSync('input', 'utf8'); }
}

export async function use(storage: Storage, codec: Codec): Promise<unknown[]> {
	await Promise.resolve();
	const template = new Template('a.html'); // expect: blocking-call-chain
	const mail = new MailTemplate('b.html'); // expect: blocking-call-chain
	const preloaded = new Preloaded(); // expect: blocking-call-chain
	template.source = 'new'; // expect: blocking-call-chain
	return [
		template.source, // expect: blocking-call-chain
		template.title, mail.render(), preloaded.text,
		storage.load('k'), // expect: blocking-call-chain
		storage.name(),
		codec.encode('v'),
		new Database().rows('select 1'), // expect: blocking-call-chain
	];
}
