/** Databases whose queries run on the calling thread. Those with a promise or callback API (`sqlite3`, `pg`, `mysql2`, `redis`) have nothing to say here, and `libsql` has both under one name. */
import type { CatalogueData, Entry } from '../../schema.ts';
import { advice, blocking, callbacks, inMemory } from '../entries.ts';

const elsewhere = 'give the work to a worker thread that owns the database, or use an asynchronous client';
const query = 'runs a database query';

const betterSqlite: Entry[] = [
	...blocking('better-sqlite3#', 'database', 'warning', [
		['Database', 'opens a database', { ...advice('open it before the process serves'), returns: 'better-sqlite3#Database', unless: inMemory }],
	]),
	...blocking('better-sqlite3#Statement.', 'database', 'error', ['run', 'get', 'all', 'iterate'].map((name) => [name, query, advice(elsewhere)] as const)),
	...blocking('better-sqlite3#Database.', 'database', 'error', [
		['exec', query, advice(elsewhere)],
		['serialize', 'copies a database', advice('use backup(), which is asynchronous')],
	]),
	// Most pragmas only set a variable of the connection.
	...blocking('better-sqlite3#Database.', 'database', 'warning', [['pragma', query, advice('set it once, when the database is opened')]]),
	...blocking('better-sqlite3#', 'database', 'error', ['Transaction', 'Transaction.default', 'Transaction.deferred', 'Transaction.immediate', 'Transaction.exclusive']
		.map((name) => [name, 'runs a database transaction', advice(elsewhere)] as const)),
	// The function it returns runs the callback on the spot; it is mostly called where it is made.
	...callbacks(['better-sqlite3#Database.transaction'], 'inline', 'transaction', 0),
	{ symbol: 'better-sqlite3#Database.prepare', returns: 'better-sqlite3#Statement' },
	{ symbol: 'better-sqlite3#Database.transaction', returns: 'better-sqlite3#Transaction' },
	...['bind', 'pluck', 'expand', 'raw', 'safeIntegers'].map((name) => ({ symbol: `better-sqlite3#Statement.${name}`, returns: 'better-sqlite3#Statement' })),
];

/** lowdb's promise form is another class with other adapters. */
const lowdb: Entry[] = [
	...blocking('lowdb#LowSync.', 'file', 'error', [
		['read', 'reads a file', advice('use Low with an asynchronous adapter')],
		['write', 'writes a file', advice('use Low with an asynchronous adapter')],
		['update', 'writes a file', advice('use Low with an asynchronous adapter')],
	]),
	...['JSONFileSync', 'DataFileSync', 'TextFileSync', 'YAMLFileSync'].flatMap((type) => blocking(`lowdb#${type}.`, 'file', 'error', [
		['read', 'reads a file', advice('use an asynchronous adapter')],
		['write', 'writes a file', advice('use an asynchronous adapter')],
	])),
	{ symbol: 'lowdb#JSONFileSyncPreset', returns: 'lowdb#LowSync' },
];

export const databases: CatalogueData = {
	entries: [...betterSqlite, ...lowdb],
	aliases: {
		'better-sqlite3#default': 'better-sqlite3#Database',
		'better-sqlite3#DatabaseConstructor': 'better-sqlite3#Database',
		'better-sqlite3-multiple-ciphers': 'better-sqlite3',
	},
};
