/**
 * `sqlite3`. A connection, and all that it makes, can only be used on the thread that made it, but where it was made with
 * `check_same_thread=False`; so no call of these is handed to another thread as it stands.
 */
import type { ArgumentTest, CatalogueData, Entry } from '../../schema.ts';
import { blocking, chained, here, results } from '../entries.ts';

const inMemory: ArgumentTest[] = [{ argument: 0, keyword: 'database', equals: [':memory:', ''] }];
const sharable: ArgumentTest[] = [{ argument: 'check_same_thread', equals: [false] }];
const instead = here('use aiosqlite, or give the work to a function that opens the connection on a thread of its own');

const connections: Entry[] = [
	...blocking('sqlite3#', 'database', 'error', [['connect Connection', 'opens a database', { ...instead, unless: inMemory }]]),
	...blocking('sqlite3#Connection.', 'database', 'error', [
		['execute executemany executescript', 'queries the database', instead],
		['commit', 'waits until the disk has the data', instead],
		['rollback', 'takes changes of the database back', instead],
		['backup', 'copies the database', instead],
		['iterdump', 'reads the database', { ...instead, isLazy: true }],
	]),
	...blocking('sqlite3#Connection.', 'database', 'warning', [['close', 'closes the database', instead], ['__exit__', 'waits until the disk has the data', instead]]),
	...blocking('sqlite3#Cursor.', 'database', 'error', [['execute executemany executescript', 'queries the database', instead]]),
	...blocking('sqlite3#Cursor.', 'database', 'warning', [['fetchone fetchall fetchmany __next__', 'reads the database', instead]]),
	...blocking('sqlite3#Blob.', 'database', 'warning', [['read', 'reads the database', instead], ['write', 'writes the database', instead]]),
].map((entry): Entry => ({ ...entry, threadBound: { unless: sharable } }));

export const databases: CatalogueData = {
	entries: [
		...connections,
		{ symbol: 'sqlite3#Connection.cursor', returns: 'sqlite3#Cursor', threadBound: { unless: sharable } },
		...results({
			'sqlite3#connect': 'sqlite3#Connection', 'sqlite3#Connection.execute': 'sqlite3#Cursor', 'sqlite3#Connection.executemany': 'sqlite3#Cursor', 'sqlite3#Connection.executescript': 'sqlite3#Cursor',
			'sqlite3#Connection.blobopen': 'sqlite3#Blob', 'sqlite3#Cursor.fetchall': 'builtins#list[sqlite3#Row]', 'sqlite3#Cursor.fetchone': 'sqlite3#Row', 'sqlite3#Cursor.__iter__': 'builtins#list[sqlite3#Row]',
		}),
		...chained('sqlite3#Cursor', 'execute executemany executescript'),
	],
	aliases: { _sqlite3: 'sqlite3', 'sqlite3.dbapi2': 'sqlite3', pysqlite3: 'sqlite3', pysqlcipher3: 'sqlite3', sqlcipher3: 'sqlite3' },
};
