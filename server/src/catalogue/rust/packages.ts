/** Crates that wait on the thread: HTTP clients, databases, and the like. */
import type { CatalogueData, Entry } from '../schema.ts';
import { blocking, blockingEach, onThread } from './entries.ts';

const viaThread = 'run it in `tokio::task::spawn_blocking`';

const http: Entry[] = [
	...blocking('reqwest::blocking#', 'network', 'error', 'use the async `reqwest::Client`', [['get', 'waits for an HTTP response']]),
	...blocking('reqwest::blocking#RequestBuilder.', 'network', 'error', 'use the async `reqwest::Client`', [['send', 'waits for an HTTP response']]),
	...blocking('reqwest::blocking#Client.', 'network', 'error', 'use the async `reqwest::Client`', [['execute', 'waits for an HTTP response']]),
	...blocking('reqwest::blocking#Response.', 'network', 'error', 'use the async `reqwest::Client`', [['text json bytes copy_to read_to_string read_to_end', 'waits for an HTTP response']]),
	...blocking('ureq#Request.', 'network', 'error', `use an async client, or ${viaThread}`, [['call send send_json send_string send_form send_bytes send_empty', 'waits for an HTTP response']]),
	...blocking('ureq#Response.', 'network', 'error', `use an async client, or ${viaThread}`, [['into_string into_json read_to_string read_json', 'waits for an HTTP response']]),
	...blocking('ureq#Agent.', 'network', 'error', `use an async client, or ${viaThread}`, [['run', 'waits for an HTTP response']]),
	...blocking('minreq#Request.', 'network', 'error', `use an async client, or ${viaThread}`, [['send', 'waits for an HTTP response']]),
	...blocking('attohttpc#RequestBuilder.', 'network', 'error', `use an async client, or ${viaThread}`, [['send', 'waits for an HTTP response']]),
];

const databases: Entry[] = [
	...blocking('rusqlite#Connection.', 'database', 'error', viaThread, [
		['open open_with_flags', 'opens a database'],
		['execute execute_batch query_row query_row_and_then query_one', 'queries the database'],
	]),
	...blocking('rusqlite#Connection.', 'database', 'warning', viaThread, [['prepare prepare_cached transaction unchecked_transaction', 'asks the database']]),
	...blocking('rusqlite#Transaction.', 'database', 'error', viaThread, [['commit rollback execute execute_batch query_row', 'queries the database']]),
	...blocking('rusqlite#Transaction.', 'database', 'warning', viaThread, [['prepare prepare_cached', 'asks the database']]),
	...blockingEach(['rusqlite#Statement.', 'rusqlite#CachedStatement.'], 'database', 'error', viaThread, [['execute query query_map query_and_then query_row insert exists', 'queries the database']]),
	...blocking('postgres#Client.', 'database', 'error', 'use `tokio-postgres`', [['connect', 'connects to the database'], ['query query_one query_opt execute batch_execute simple_query', 'queries the database']]),
	...blocking('redis#Connection.', 'network', 'error', 'use its async connection', [['get set del expire incr exists hget hset lpush rpush publish', 'asks the server']]),
	...blocking('redis#Client.', 'network', 'error', 'use its async connection', [['get_connection', 'connects to the server']]),
	...blocking('mysql#Pool.', 'database', 'error', 'use `mysql_async`', [['get_conn', 'connects to the database']]),
	...blocking('git2#Repository.', 'file', 'error', viaThread, [['open discover clone init', 'reads a repository']]),
	...blocking('sled#Db.', 'database', 'warning', viaThread, [['open flush', 'writes a database']]),
];

const computing: Entry[] = [
	...blocking('bcrypt#', 'cpu', 'warning', viaThread, [['hash verify', 'hashes a password', onThread]]),
	...blocking('argon2#Argon2.', 'cpu', 'warning', viaThread, [['hash_password verify_password hash_password_into', 'hashes a password']]),
	...blocking('dialoguer#Confirm.', 'terminal', 'error', viaThread, [['interact', 'waits for input']]), ...blocking('dialoguer#Input.', 'terminal', 'error', viaThread, [['interact interact_text', 'waits for input']]),
	...blocking('crossterm::event#', 'terminal', 'error', 'use `crossterm::event::EventStream`', [['read', 'waits for input']]),
];

/** Clients and pools of async code that keep connections open: made once, they are shared. */
const pools: Entry[] = ['reqwest#Client.new', 'reqwest#Client.default', 'reqwest#ClientBuilder.build', 'sqlx#PgPool.connect', 'sqlx#SqlitePool.connect', 'sqlx#MySqlPool.connect', 'mongodb#Client.with_uri_str', 'mongodb#Client.with_options'].map((symbol): Entry => ({ symbol, pooled: true }));

export const packages: CatalogueData = { entries: [...http, ...databases, ...computing, ...pools], aliases: {} };
