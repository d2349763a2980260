/** What blocks under a condition is no business of a call that does not meet it. */
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import os from 'node:os';

function open(path: string, mode: 'read' | 'write' = 'write'): string | undefined {
	if (mode === 'write') { writeFileSync(path, ''); }
	return mode === 'read' ? undefined : path;
}

function openAs(path: string, mode: 'read' | 'write'): string | undefined {
	return open(path, mode);
}

export async function opening(path: string, mode: 'read' | 'write'): Promise<void> {
	await readFile(path);
	open(path, 'read');
	openAs(path, 'read');
	open(path); // expect: blocking-call-chain via open() > writeFileSync()
	openAs(path, 'write'); // expect: blocking-call-chain via openAs() > open() > writeFileSync()
	open(path, mode); // expect: blocking-call-chain via open() > writeFileSync()
}

interface Options { readonly sync?: boolean; readonly kind?: string }

function load(path: string, { sync = false }: Options = {}): string | undefined {
	return sync ? readFileSync(path, 'utf8') : undefined;
}

function loadWith(path: string, options: Options): string | undefined {
	if (!options.sync) { return undefined; }
	return readFileSync(path, 'utf8');
}

function convert(path: string, options: Options): string {
	switch (options.kind) {
		case 'none': return path;
		case 'text':
		case 'raw': return readFileSync(path, 'utf8');
		default: return '';
	}
}

export async function loading(path: string, options: Options): Promise<void> {
	await readFile(path);
	loadWith(path, {});
	loadWith(path, { sync: false, kind: 'x' });
	convert(path, { kind: 'none' });
	convert(path, {});
	load(path, options); // expect: blocking-call-chain
	loadWith(path, { sync: true }); // expect: blocking-call-chain
	loadWith(path, { ...options }); // expect: blocking-call-chain
	convert(path, { kind: 'text' }); // expect: blocking-call-chain
}

function changing(path: string, mode?: string): void {
	mode ??= 'write';
	if (mode === 'write') { writeFileSync(path, ''); }
}

export async function changed(path: string): Promise<void> {
	await readFile(path);
	changing(path); // expect: blocking-call-chain
}

/** The path that is surely taken is shown, even where it is not the first in the text. */
function rare(path: string): string {
	if (path.includes('*')) { return readFileSync(path, 'utf8'); }
	return usual(path);
}

function usual(path: string): string {
	if (path === '') { writeFileSync(path, ''); }
	return readFileSync(path, 'utf8');
}

export async function usually(path: string): Promise<void> {
	await readFile(path);
	usual(path); // expect: blocking-call-chain via usual() > readFileSync()
	rare(path); // expect: blocking-call-chain via rare() > readFileSync()
}

const isWindows = (): boolean => os.platform() === 'win32';

function shellOf(): { readonly name: string; readonly program: string } {
	if (isWindows()) { return { name: 'powershell', program: 'pwsh.exe' }; }
	return { name: 'bash', program: 'sh' };
}

function parse(command: string): string {
	const shell = shellOf();
	return shell.name === 'powershell' ? execFileSync(shell.program, [command], { encoding: 'utf8' }) : command;
}

interface Sandbox { run(command: string): Promise<string> }

class LinuxSandbox implements Sandbox {
	readonly #prefix: string;
	constructor(prefix: string) { this.#prefix = prefix; }
	async run(command: string): Promise<string> {
		await readFile(this.#prefix);
		return parse(command);
	}
}

class WindowsSandbox implements Sandbox {
	readonly #prefix: string;
	constructor(prefix: string) { this.#prefix = prefix; }
	async run(command: string): Promise<string> {
		await readFile(this.#prefix);
		return parse(command); // expect: blocking-call-chain via parse() > execFileSync()
	}
}

export function createSandbox(prefix: string): Sandbox | undefined {
	if (process.platform === 'linux') { return new LinuxSandbox(prefix); }
	return process.platform === 'win32' ? new WindowsSandbox(prefix) : undefined;
}

export async function anywhere(command: string): Promise<void> {
	await readFile(command);
	parse(command); // expect: blocking-call-chain
	if (process.platform !== 'win32') { parse(command); }
}

function eager(path: string, mode: 'read' | 'write', isQuiet: boolean): void {
	void (mode === 'write' && writeFileSync(path, ''));
	void (isQuiet || readFileSync(path));
}

export async function shortcuts(path: string): Promise<void> {
	await readFile(path);
	eager(path, 'read', true);
	eager(path, 'write', true); // expect: blocking-call-chain via eager() > writeFileSync()
	eager(path, 'read', false); // expect: blocking-call-chain via eager() > readFileSync()
}
