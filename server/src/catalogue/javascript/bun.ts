/** Bun's own functions and its SQLite. `Bun.file()` and `Bun.write()` are asynchronous. */
import type { CatalogueData, Entry } from '../schema.ts';
import { advice, blocking, callbacks, inMemory, member, type Row } from './entries.ts';

const worker = 'run it in a worker thread, or use the form of node:zlib with a callback';

const functions: Entry[] = [
	...blocking('bun#', 'process', 'error', [['spawnSync', 'runs a program and waits for it', advice('use Bun.spawn() and await its exited')]]),
	...blocking('bun#', 'sleep', 'error', [['sleepSync', 'sleeps', member('sleep', 'safe')]]),
	...blocking('bun#', 'cpu', 'warning', [
		// Of `Bun.password`; they work in another thread and give the same.
		['hashSync', 'hashes a password', member('hash', 'safe')],
		['verifySync', 'hashes a password', member('verify', 'safe')],
		['zstdCompressSync', 'compresses data', member('zstdCompress', 'review')],
		['zstdDecompressSync', 'decompresses data', member('zstdDecompress', 'safe')],
	]),
	...blocking('bun#', 'cpu', 'hint', [
		['gzipSync', 'compresses data', advice(worker)],
		['deflateSync', 'compresses data', advice(worker)],
		['gunzipSync', 'decompresses data', advice(worker)],
		['inflateSync', 'decompresses data', advice(worker)],
		['Transpiler.transformSync', 'compiles code', member('transform', 'safe', [{ argument: 1, present: true }])],
	]),
	...blocking('bun#', 'metadata', 'info', [['resolveSync', 'looks for a module', member('resolve', 'safe')]]),
	...blocking('bun#', 'file', 'error', [['Glob.scanSync', 'walks directories', advice('use scan() with for await')]]),
];

const elsewhere = 'give the work to a worker thread that owns the database';
const query = (name: string): Row => [name, 'runs a database query', advice(elsewhere)];

const sqlite: Entry[] = [
	...blocking('bun:sqlite#', 'database', 'warning', [['Database', 'opens a database', { ...advice('open it before the process serves'), returns: 'bun:sqlite#Database', unless: inMemory }]]),
	...blocking('bun:sqlite#Database.', 'database', 'error', [query('run'), query('exec'), ['serialize', 'copies a database', advice(elsewhere)]]),
	...blocking('bun:sqlite#Statement.', 'database', 'error', ['run', 'get', 'all', 'values', 'raw', 'iterate'].map(query)),
	...callbacks(['bun:sqlite#Database.transaction'], 'inline', 'transaction', 0),
	...['query', 'prepare'].map((name) => ({ symbol: `bun:sqlite#Database.${name}`, returns: 'bun:sqlite#Statement' })),
];

const contexts: Entry[] = [
	{
		symbol: 'bun#serve',
		listens: true,
		callbacks: [
			{ argument: 0, property: 'fetch', runs: 'loop', what: 'request handler' },
			{ argument: 0, property: 'error', runs: 'loop', what: 'error handler' },
		],
	},
	{ symbol: 'bun#listen', listens: true },
	...callbacks(['test', 'it', 'describe', 'beforeAll', 'beforeEach', 'afterAll', 'afterEach', 'only', 'skip', 'todo'].map((name) => `bun:test#${name}`), 'test', 'test'),
];

/** Bun's types declare everything in global files: a module's name is lost. */
const globalSpellings: Record<string, string> = Object.fromEntries([
	...[...functions, ...contexts].map((entry) => entry.symbol.split('#')).map(([module, name]) => [`global#${name}`, `${module}#${name}`] as const),
	['global#Database', 'bun:sqlite#Database'],
	['global#Statement', 'bun:sqlite#Statement'],
]);

export const bun: CatalogueData = {
	entries: [...functions, ...sqlite, ...contexts],
	aliases: {
		...globalSpellings,
		...Object.fromEntries(['test', 'it', 'describe'].map((name) => [`bun:test#${name}`, 'bun:test'])),
		'global#Bun': 'bun',
		'bun#password': 'bun',
		'bun:sqlite#default': 'bun:sqlite#Database',
	},
};
