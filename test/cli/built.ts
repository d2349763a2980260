/** The built command line, run as people run it, in projects of its own. */
import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { onTestFinished } from 'vitest';
import { report as contract, type Report } from '../../server/src/audit/contract.ts';

export const repository = resolve(import.meta.dirname, '../..');
const script = join(repository, 'dist/cli.js');

if (!existsSync(script)) {
	throw new Error('dist/cli.js is not there: run `npm run build` first');
}

export interface Ended {
	readonly code: number | null;
	readonly stdout: string;
	readonly stderr: string;
}

/** Runs `unblock` in a directory, its output in pipes. Variables of this process that say something of colours are kept from it. */
export function unblock(cwd: string, words: readonly string[], environment: Readonly<Record<string, string>> = {}): Ended {
	const { status, stdout, stderr } = spawnSync(process.execPath, [script, ...words], { cwd, env: environmentOf(environment), encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 });
	return { code: status, stdout, stderr };
}

/** Starts `unblock` and leaves it running, in a process group of its own, as a shell does. */
export function start(cwd: string, words: readonly string[]): ChildProcess {
	const child = spawn(process.execPath, [script, ...words], { cwd, env: environmentOf({}), stdio: ['ignore', 'pipe', 'pipe'], detached: true });
	onTestFinished(() => void child.kill('SIGKILL'));
	return child;
}

function environmentOf(environment: Readonly<Record<string, string>>): NodeJS.ProcessEnv {
	const { NO_COLOR: _noColor, FORCE_COLOR: _forceColor, ...rest } = process.env;
	return { ...rest, ...environment };
}

/** The report of an audit, held against the contract. */
export function reportOf({ stdout }: Ended): Report {
	return contract.parse(JSON.parse(stdout));
}

export interface Directory {
	readonly root: string;
	readonly path: (file: string) => string;
	readonly read: (file: string) => string;
}

/** A copy of the example service, with the types it needs, gone when the test is. */
export function examples(): Directory {
	const directory = project({});
	cpSync(join(repository, 'examples'), directory.root, { recursive: true });
	return directory;
}

/** A directory with these files, and Node's types, gone when the test is. */
export function project(files: Readonly<Record<string, string | Uint8Array>>): Directory {
	const root = realpathSync(mkdtempSync(join(tmpdir(), 'unblock-built-')));
	onTestFinished(() => rmSync(root, { recursive: true, force: true }));
	symlinkSync(join(repository, 'node_modules'), join(root, 'node_modules'), 'junction');
	const path = (file: string) => join(root, file);
	for (const [file, content] of Object.entries(files)) {
		mkdirSync(dirname(path(file)), { recursive: true });
		writeFileSync(path(file), content);
	}
	return { root, path, read: (file) => readFileSync(path(file), 'utf8') };
}

/** What the project's own compiler says of a directory with a tsconfig; empty if nothing. */
export function typeErrors(root: string): string {
	const { status, stdout, stderr } = spawnSync(process.execPath, [join(repository, 'node_modules/typescript/bin/tsc'), '-p', root, '--noEmit'], { cwd: root, encoding: 'utf8' });
	return status === 0 ? '' : stdout + stderr;
}
