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
	...blocking('git2#Repository.', 'file', 'error', viaThread, [['open open_bare open_ext open_from_env discover clone clone_recurse init init_bare init_opts statuses', 'reads a repository'], ['checkout_head checkout_index checkout_tree', 'writes the files of a repository']]),
	...blockingEach(['hf_hub::api::sync#ApiRepo.', 'hf_hub::api::sync#Api.'], 'network', 'error', 'use `hf_hub::api::tokio`', [['get download', 'downloads a file of a model if it is not there yet'], ['info', 'asks the hub of models']]),
	...blocking('sled#', 'database', 'error', viaThread, [['open', 'opens a database']]), ...blocking('sled#Config.', 'database', 'error', viaThread, [['open', 'opens a database']]),
	...blockingEach(['sled#Db.', 'sled#Tree.'], 'database', 'warning', 'use `flush_async()`', [['flush', 'waits until a database is written']]),
	...blockingEach(['diesel#SqliteConnection.', 'diesel#PgConnection.', 'diesel#MysqlConnection.', 'diesel::sqlite#SqliteConnection.', 'diesel::pg#PgConnection.', 'diesel::mysql#MysqlConnection.'], 'database', 'error', `use \`diesel-async\`, or ${viaThread}`, [['establish', 'connects to the database'], ['batch_execute', 'queries the database']]),
	...blockingEach(['r2d2#Pool.', 'diesel::r2d2#Pool.'], 'database', 'error', viaThread, [['get get_timeout', 'waits for a connection']]),
	...blocking('rocksdb#DB.', 'database', 'error', viaThread, [['open open_default open_cf open_cf_descriptors open_for_read_only', 'opens a database']]), ...blocking('rocksdb#DB.', 'database', 'warning', viaThread, [['flush flush_wal', 'waits until a database is written']]),
	...blocking('ldap3#LdapConn.', 'network', 'error', 'use `LdapConnAsync`', [['new with_settings', 'connects to the server'], ['simple_bind search add delete modify', 'asks the server']]),
	...blockingEach(['git2#Remote.', 'git2::build#RepoBuilder.'], 'network', 'error', viaThread, [['fetch push download clone', 'asks a repository elsewhere']]),
	...blocking('lettre#SmtpTransport.', 'network', 'error', 'use `AsyncSmtpTransport`', [['send send_raw', 'sends mail']]),
];

const archives: Entry[] = [
	...blocking('tar#Archive.', 'file', 'error', viaThread, [['unpack', 'writes the files of an archive']]), ...blocking('tar#Entry.', 'file', 'error', viaThread, [['unpack unpack_in', 'writes a file of an archive']]),
	...blocking('tar#Builder.', 'file', 'error', viaThread, [['append_dir_all append_path append_path_with_name', 'reads files into an archive']]),
	...blocking('zip#ZipArchive.', 'file', 'error', viaThread, [['extract', 'writes the files of an archive']]),
	...blocking('fs_extra::dir#', 'file', 'error', viaThread, [['copy', 'copies files'], ['move_dir', 'moves files'], ['remove', 'deletes files'], ['get_size get_dir_content get_details_entry ls', 'goes through a directory']]), ...blocking('fs_extra#', 'file', 'error', viaThread, [['copy_items', 'copies files'], ['move_items', 'moves files'], ['remove_items', 'deletes files']]),
	...blockingEach(['fs2#FileExt.', 'fs4#FileExt.'], 'file', 'error', viaThread, [['lock_exclusive lock_shared', 'waits for a file\'s lock']]),
	...blockingEach(['tempfile#NamedTempFile.', 'tempfile#TempPath.'], 'file', 'info', viaThread, [['persist persist_noclobber', 'renames a file']]),
];

const computing: Entry[] = [
	...blocking('bcrypt#', 'cpu', 'warning', viaThread, [['hash verify', 'hashes a password', onThread]]),
	...blocking('argon2#Argon2.', 'cpu', 'warning', viaThread, [['hash_password verify_password hash_password_into', 'hashes a password']]),
	...blocking('argon2#', 'cpu', 'warning', viaThread, [['hash_encoded hash_raw verify_encoded verify_raw', 'hashes a password']]),
	...blockingEach(['pwhash::bcrypt#', 'pwhash::sha512_crypt#', 'pwhash::sha256_crypt#'], 'cpu', 'warning', viaThread, [['hash hash_with verify', 'hashes a password']]),
	...blockingEach(['ring::pbkdf2#', 'aws_lc_rs::pbkdf2#'], 'cpu', 'warning', viaThread, [['derive verify', 'hashes a password']]),
	...blocking('pbkdf2#', 'cpu', 'warning', viaThread, [['pbkdf2 pbkdf2_array pbkdf2_hmac pbkdf2_hmac_array', 'hashes a password']]), ...blockingEach(['pbkdf2#Pbkdf2.', 'scrypt#Scrypt.'], 'cpu', 'warning', viaThread, [['hash_password verify_password', 'hashes a password']]), ...blocking('scrypt#', 'cpu', 'warning', viaThread, [['scrypt', 'hashes a password']]),
	...blocking('openssl::pkcs5#', 'cpu', 'warning', viaThread, [['pbkdf2_hmac scrypt', 'hashes a password']]),
	...blocking('openssl::rsa#Rsa.', 'cpu', 'warning', viaThread, [['generate generate_with_e', 'makes an RSA key']]), ...blocking('rsa#RsaPrivateKey.', 'cpu', 'warning', viaThread, [['new', 'makes an RSA key']]),
	...blocking('dialoguer#Confirm.', 'terminal', 'error', viaThread, [['interact', 'waits for input']]), ...blocking('dialoguer#Input.', 'terminal', 'error', viaThread, [['interact interact_text', 'waits for input']]),
	...blocking('crossterm::event#', 'terminal', 'error', 'use `crossterm::event::EventStream`', [['read', 'waits for input']]),
];

/** Clients and pools of async code that keep connections open: made once, they are shared. */
const pools: Entry[] = ['reqwest#Client.new', 'reqwest#Client.default', 'reqwest#ClientBuilder.build', 'sqlx#PgPool.connect', 'sqlx#SqlitePool.connect', 'sqlx#MySqlPool.connect', 'mongodb#Client.with_uri_str', 'mongodb#Client.with_options'].map((symbol): Entry => ({ symbol, pooled: true }));

export const packages: CatalogueData = { entries: [...http, ...databases, ...archives, ...computing, ...pools], aliases: {} };
