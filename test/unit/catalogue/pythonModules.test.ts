/** Holds what the catalogue says of Python's standard library against a Python on this machine, if there is one. */
import { execFileSync, spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { pythonCatalogue } from '../../../server/src/catalogue/python/index.ts';

const found = spawnSync('python3', ['-c', 'import sys; print(*sys.version_info[:2]); print(*sys.stdlib_module_names)'], { encoding: 'utf8' });
const [version = '', modules = ''] = found.status === 0 ? found.stdout.split('\n') : [];
const [major = 0, minor = 0] = version.split(' ').map(Number);
const standard = new Set(modules.trim().split(' '));
const isPresent = found.status === 0 && major === 3 && minor >= 10;

/** Since (or until) which minor version of Python 3 there is a symbol, or all below it, that this one may lack. */
const newer: Readonly<Record<string, number>> = {
	'pathlib#Path.walk': 12, 'pathlib#Path.is_junction': 12, 'pathlib#Path.copy': 14, 'pathlib#Path.copy_into': 14, 'pathlib#Path.move': 14, 'pathlib#Path.move_into': 14,
	'hashlib#file_digest': 11, 'asyncio#TaskGroup': 11, 'asyncio#timeout': 11, 'asyncio#timeout_at': 11, 'asyncio#Timeout': 11, 'asyncio#Runner': 11, 'asyncio#Barrier': 11, 'sqlite3#Blob': 11, 'sqlite3#Connection.blobopen': 11, 'tomllib#load': 11, 'asyncio#StreamWriter.start_tls': 11,
	'asyncio#AbstractEventLoop.sock_recvfrom': 11, 'asyncio#AbstractEventLoop.sock_recvfrom_into': 11, 'asyncio#AbstractEventLoop.sock_sendto': 11,
};
const older: Readonly<Record<string, number>> = { 'pathlib#Path.link_to': 11, 'telnetlib#Telnet': 12, 'nntplib#NNTP': 12, 'nntplib#NNTP_SSL': 12, '_thread#LockType': 12, 'asyncio#coroutine': 10, 'asyncio#Task.all_tasks': 8, 'asyncio#Task.current_task': 8, 'asyncio#get_child_watcher': 13, 'asyncio#set_child_watcher': 13 };

/** Only there on other systems, or made up by the front end: members of what has no class. */
const elsewhere = ['msvcrt#', 'select#kqueue', 'select#devpoll', 'selectors#KqueueSelector', 'selectors#DevpollSelector', 'threading#_DummyThread', 'asyncio#ThreadsafeFuture'];

/**
 * "Even though `IOBase` does not declare `read()` or `write()` because their signatures will vary, implementations and clients should consider those methods part of the interface", and
 * `RawIOBase` those it declares: https://docs.python.org/3/library/io.html#io.IOBase
 */
const undeclared = ['io#IOBase.read', 'io#IOBase.readinto', 'io#IOBase.readall', 'io#IOBase.write'];

function isHere(symbol: string): boolean {
	const below = (known: string) => symbol === known || symbol.startsWith(`${known}.`);
	return !Object.entries(newer).some(([known, since]) => below(known) && minor < since) && !Object.entries(older).some(([known, until]) => below(known) && minor > until) && !elsewhere.some((each) => symbol.startsWith(each)) && !undeclared.includes(symbol);
}

/** What exists must be called or made; a member that a class overrides need not exist in the class. */
const symbols = [...new Set(pythonCatalogue.entries
	.filter((each) => Object.keys(each).some((key) => key !== 'symbol' && key !== 'decorates'))
	.flatMap(({ symbol, replacement }) => [symbol, ...(replacement?.kind === 'twin' ? [replacement.symbol] : replacement?.kind === 'template' ? replacement.imports : replacement?.kind === 'offload' ? [replacement.through] : [])]))]
	.filter((symbol) => standard.has(symbol.split(/[.#]/)[0] ?? '') && !symbol.includes('*'));

const script = fileURLToPath(new URL('pythonModules.py', import.meta.url));
const missing = (wanted: readonly string[]) => execFileSync('python3', [script], { input: wanted.join('\n'), encoding: 'utf8' }).split('\n').filter((line) => line !== '');

describe.skipIf(!isPresent)(`what the catalogue says of Python${isPresent ? ` (3.${minor} here)` : ': skipped, there is no python3 of version 3.10 or later'}`, () => {
	it('is about things that exist, here or in the named version', () => {
		expect(symbols.length).toBeGreaterThan(600);
		expect(missing(symbols.filter(isHere))).toEqual([]);
	});

	it('names no version for a thing that this Python has already', () => {
		const later = symbols.filter((symbol) => Object.entries(newer).some(([known, since]) => (symbol === known || symbol.startsWith(`${known}.`)) && minor < since));
		expect(later.filter((symbol) => !missing(later).some((line) => line.startsWith(`${symbol}\t`)))).toEqual([]);
	});

	it('tells what is not there', () => {
		expect(missing(['time#slumber', 'sleepy#nap', 'pathlib#Path.read_everything']).map((line) => line.split('\t')[0])).toEqual(['time#slumber', 'sleepy#nap', 'pathlib#Path.read_everything']);
	});
});
