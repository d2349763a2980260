/**
 * What blocks in Node's other modules.
 *
 * Not here, and why:
 * - `dns` has no sync lookup. `process` and `module` (`require`) run at start-up, and their lazy calls are found once per module.
 * - `crypto.randomBytes`, `randomInt` and `randomUUID` without a callback, `crypto.hash`, `createHash`, `sign` and `verify` take
 *   microseconds for what people give them; reporting each would bury the key derivations, which take tens of milliseconds by design.
 * - `worker_threads.receiveMessageOnPort` returns at once. `inspector.waitForDebugger` and `inspector.open` wait for a person on purpose.
 */
import type { ArgumentTest, Entry } from '../schema.ts';
import { advice, blocking, inMemory, promisified } from './entries.ts';

/**
 * The promise forms differ in what they give (`{ stdout, stderr }`, strings in the place of buffers, `error.code` in the place of
 * `status`) and in where stderr goes, so that none can be put in the sync form's place.
 */
const childProcess: Entry[] = blocking('node:child_process#', 'process', 'error', [
	['execSync', 'runs a shell command and waits for it', { ...advice('use exec() through util.promisify, which gives { stdout, stderr }'), unless: handsOver(1) }],
	['execFileSync', 'runs a program and waits for it', { ...advice('use execFile() through util.promisify, which gives { stdout, stderr }'), unless: [...handsOver(1), ...handsOver(2)] }],
	['spawnSync', 'runs a program and waits for it', { ...advice('use spawn() and await its close event'), unless: [...handsOver(1), ...handsOver(2)] }],
]);

/** A program that is given the terminal (an editor, a shell) is waited for on purpose: what runs meanwhile would write over it. */
function handsOver(argument: number): ArgumentTest[] {
	return [{ argument, property: 'stdio', equals: ['inherit'] }];
}

/**
 * Each has a form with a callback that works in the thread pool and gives the same. None of them reads or writes anything shared, so
 * they are safe; a buffer to be filled may be looked at before it is, so that one is not.
 */
const crypto: Entry[] = [
	...blocking('node:crypto#', 'cpu', 'warning', [
		['pbkdf2Sync', 'derives a key', promisified('pbkdf2', 'safe')],
		['scryptSync', 'derives a key', promisified('scrypt', 'safe')],
		['argon2Sync', 'derives a key', promisified('argon2', 'safe')],
		['generateKeyPairSync', 'generates a key pair', promisified('generateKeyPair', 'safe')],
		['generatePrimeSync', 'searches a prime', promisified('generatePrime', 'safe')],
		['checkPrimeSync', 'tests a prime', promisified('checkPrime', 'safe')],
	]),
	// Microseconds for the sizes in use.
	...blocking('node:crypto#', 'cpu', 'hint', [
		['hkdfSync', 'derives a key', promisified('hkdf', 'safe')],
		['generateKeySync', 'generates a key', promisified('generateKey', 'safe')],
		['randomFillSync', 'draws random bytes', promisified('randomFill', 'review')],
	]),
];

/** Each has a form with a callback that works in the thread pool and gives the same bytes, but for one. */
const zlib: Entry[] = blocking('node:zlib#', 'cpu', 'warning', [
	...['deflate', 'deflateRaw', 'gzip', 'brotliCompress'].map((name) => [`${name}Sync`, 'compresses data', promisified(name, 'safe')] as const),
	// Zstandard's sync form knows the size beforehand and notes it: other bytes, though they decompress to the same.
	['zstdCompressSync', 'compresses data', promisified('zstdCompress', 'review')],
	...['inflate', 'inflateRaw', 'gunzip', 'unzip', 'brotliDecompress', 'zstdDecompress'].map((name) => [`${name}Sync`, 'decompresses data', promisified(name, 'safe')] as const),
]);

const worker = 'give the work to a worker thread that owns the database, or use an asynchronous client';

const sqlite: Entry[] = [
	...blocking('node:sqlite#', 'database', 'warning', [
		['DatabaseSync', 'opens a database', { ...advice('open it before the process serves'), returns: 'node:sqlite#DatabaseSync', unless: inMemory }],
	]),
	...blocking('node:sqlite#DatabaseSync.', 'database', 'error', [
		['exec', 'runs a database query', advice(worker)],
		['applyChangeset', 'writes to a database', advice(worker)],
		['serialize', 'copies a database', advice('use backup(), which is asynchronous')],
		['deserialize', 'copies a database', advice(worker)],
		['loadExtension', 'loads a library', advice('load it before the process serves')],
	]),
	...blocking('node:sqlite#DatabaseSync.', 'database', 'warning', [
		['open', 'opens a database', advice('open it before the process serves')],
	]),
	...['StatementSync', 'SQLTagStore'].flatMap((type) =>
		blocking(`node:sqlite#${type}.`, 'database', 'error', ['run', 'get', 'all', 'iterate'].map((name) => [name, 'runs a database query', advice(worker)] as const))),
	{ symbol: 'node:sqlite#DatabaseSync.prepare', returns: 'node:sqlite#StatementSync' },
	{ symbol: 'node:sqlite#DatabaseSync.createTagStore', returns: 'node:sqlite#SQLTagStore' },
];

// `v8.writeHeapSnapshot` and its kin stop everything too, but nobody takes one by accident, and there is no other way.
const threads: Entry[] = blocking('lib#Atomics.', 'lock', 'error', [
	// `waitAsync` gives `{ async, value }`, not the result.
	['wait', 'holds the thread until another one wakes it', advice('use Atomics.waitAsync() and await its value')],
]);

export const node: Entry[] = [...childProcess, ...crypto, ...zlib, ...sqlite, ...threads];
