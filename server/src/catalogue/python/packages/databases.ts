/** Clients of databases. Those with an asynchronous form of their own name it; others can be called on a thread, which each call must then have to itself. */
import type { CatalogueData, Entry } from '../../schema.ts';
import { advice, aliased, blocking, blockingEach, chained, coroutines, harmless, here, member, results, submodules } from '../entries.ts';

const connects = 'connects to the database', queries = 'queries the database', writes = 'waits until the database has the data', reads = 'reads the database';

/** Drivers after PEP 249: a connection with cursors. */
function driver(module: string, connection: string, cursor: string, instead: string, more: { readonly connection?: string; readonly cursor?: string } = {}): Entry[] {
	const further = advice(instead);
	const owner = `${module}#${connection}.`, cursors = cursor.includes('#') ? `${cursor}.` : `${module}#${cursor}.`;
	return [
		...blocking(`${module}#`, 'database', 'error', [['connect', connects, { ...further, returns: `${module}#${connection}` }]]),
		...blocking(owner, 'database', 'error', [['commit', writes, further], ['rollback', 'takes changes of the database back', further], ...(more.connection === undefined ? [] : [[more.connection, queries, further] as const])]),
		...blocking(cursors, 'database', 'error', [[`execute executemany${more.cursor === undefined ? '' : ` ${more.cursor}`}`, queries, further]]),
		...blocking(cursors, 'database', 'warning', [['fetchone fetchall fetchmany', reads, further]]),
		{ symbol: `${owner}cursor`, returns: cursors.slice(0, -1) },
	];
}

const drivers: Entry[] = [
	...driver('psycopg2', 'connection', 'cursor', 'use psycopg.AsyncConnection or asyncpg', { cursor: 'callproc copy_expert copy_from copy_to' }),
	...blocking('psycopg2.extras#', 'database', 'error', [['execute_values execute_batch', queries, advice('use psycopg.AsyncConnection or asyncpg')]]),
	...blocking('psycopg2.pool#SimpleConnectionPool.', 'database', 'error', [['getconn', connects, { ...advice('use psycopg_pool.AsyncConnectionPool or asyncpg'), returns: 'psycopg2#connection' }]]),
	...driver('psycopg', 'Connection', 'Cursor', 'use psycopg.AsyncConnection', { connection: 'execute' }),
	...blocking('psycopg#Connection.', 'database', 'error', [['connect', connects, { ...advice('use psycopg.AsyncConnection.connect()'), returns: 'psycopg#Connection' }]]),
	...blocking('psycopg#Cursor.', 'database', 'error', [['stream', queries, { ...here('use psycopg.AsyncConnection'), isLazy: true }]]),
	{ symbol: 'psycopg#Connection.execute', returns: 'psycopg#Cursor' }, ...chained('psycopg#Cursor', 'execute'),
	...coroutines('psycopg#AsyncConnection.', 'connect', 'psycopg#AsyncConnection'), ...coroutines('psycopg#AsyncConnection.', 'execute', 'psycopg#AsyncCursor'), ...coroutines('psycopg#AsyncConnection.', 'commit rollback close'),
	{ symbol: 'psycopg#AsyncConnection.cursor', returns: 'psycopg#AsyncCursor' }, ...coroutines('psycopg#AsyncCursor.', 'execute', 'psycopg#AsyncCursor'), ...coroutines('psycopg#AsyncCursor.', 'executemany fetchone fetchall fetchmany close'),
	...blocking('psycopg_pool#ConnectionPool.', 'database', 'error', [['getconn open close wait', connects, advice('use psycopg_pool.AsyncConnectionPool')]]),
	...driver('pymysql', 'Connection', 'pymysql.cursors#Cursor', 'use aiomysql or asyncmy', { connection: 'query ping' }),
	...driver('MySQLdb', 'Connection', 'MySQLdb.cursors#Cursor', 'use aiomysql or asyncmy', { connection: 'query ping' }),
	...driver('mysql.connector', 'MySQLConnection', 'mysql.connector.cursor#MySQLCursor', 'use mysql.connector.aio', { connection: 'cmd_query ping reconnect' }),
	...driver('pyodbc', 'Connection', 'Cursor', 'use aioodbc', { connection: 'execute' }),
	...driver('oracledb', 'Connection', 'Cursor', 'use oracledb.connect_async()'),
	...driver('cx_Oracle', 'Connection', 'Cursor', 'use oracledb.connect_async()'),
	...driver('snowflake.connector', 'SnowflakeConnection', 'snowflake.connector.cursor#SnowflakeCursor', 'run it on a thread'),
	...driver('duckdb', 'DuckDBPyConnection', 'DuckDBPyConnection', 'run it on a thread with a cursor of its own', { cursor: 'sql query fetchdf df fetch_df' }).filter((entry) => !entry.symbol.endsWith('.cursor')),
	...blocking('duckdb#', 'database', 'error', [['sql query execute', queries], ['read_csv read_parquet read_json', 'reads a file']]),
	...chained('duckdb#DuckDBPyConnection', 'cursor execute'),
	...coroutines('asyncpg#', 'connect', 'asyncpg#Connection'), { symbol: 'asyncpg#create_pool', returns: 'asyncpg#Pool' }, { symbol: 'asyncpg#Pool', awaitable: 'lazy' },
	...['asyncpg#Connection.', 'asyncpg#Pool.'].flatMap((owner) => coroutines(owner, 'execute executemany fetch fetchrow fetchval copy_records_to_table close')),
	{ symbol: 'aiosqlite#connect', returns: 'aiosqlite#Connection' }, { symbol: 'aiosqlite#Connection', awaitable: 'lazy' },
	...coroutines('aiosqlite#Connection.', 'commit rollback close'), ...coroutines('aiosqlite#Cursor.', 'fetchone fetchall fetchmany close'),
];

const asyncRedis = advice('use redis.asyncio');

/** Every command is a method; what is not a command is named. */
const redis: Entry[] = [
	...blocking('redis#Redis.', 'network', 'error', [['*', 'talks to the server', asyncRedis]]),
	...harmless('redis#Redis.', 'pipeline pubsub lock register_script from_url from_pool client monitor close get_encoder get_connection_kwargs set_response_callback load_external_module scan_iter hscan_iter sscan_iter zscan_iter json ft ts bf cf cms topk tdigest __enter__ __exit__ __init__'),
	...blocking('redis.client#Pipeline.', 'network', 'error', [['execute watch immediate_execute_command', 'talks to the server', { ...asyncRedis, returns: 'builtins#list' }]]),
	{ symbol: 'redis.client#Pipeline.*', returns: 'redis.client#Pipeline' },
	...blocking('redis.client#PubSub.', 'network', 'error', [['get_message', 'talks to the server', { ...asyncRedis }], ['listen', 'waits for messages', { ...here('use redis.asyncio'), isLazy: true }], ['subscribe psubscribe unsubscribe punsubscribe', 'talks to the server', asyncRedis]]),
	...blocking('redis.lock#Lock.', 'network', 'error', [['acquire', 'waits for a lock', { ...asyncRedis, unless: [{ argument: 'blocking', equals: [false] }] }], ['release extend reacquire', 'talks to the server', asyncRedis]]),
	...results({ 'redis#Redis.pipeline': 'redis.client#Pipeline', 'redis#Redis.pubsub': 'redis.client#PubSub', 'redis#Redis.lock': 'redis.lock#Lock', 'redis#from_url': 'redis#Redis', 'redis#Redis.from_url': 'redis#Redis' }),
	{ symbol: 'redis.asyncio#Redis.from_url', returns: 'redis.asyncio#Redis' }, { symbol: 'redis.asyncio#from_url', returns: 'redis.asyncio#Redis' }, { symbol: 'redis.asyncio#Redis.pipeline', returns: 'redis.asyncio.client#Pipeline' },
	...coroutines('redis.asyncio#Redis.', 'aclose get set setex setnx getset mget mset delete exists expire ttl incr decr incrby hget hset hgetall hdel hmget lpush rpush lpop rpop lrange llen ltrim blpop brpop sadd srem smembers sismember zadd zrem zrange zrangebyscore zscore publish ping keys scan xadd xread xreadgroup xack eval evalsha flushdb'),
	// They only add to what `execute` will send.
	{ symbol: 'redis.asyncio.client#Pipeline.*', isSafeToDrop: true, returns: 'redis.asyncio.client#Pipeline' }, ...coroutines('redis.asyncio.client#Pipeline.', 'execute'),
];

const find = 'go through it in a function, and await asyncio.to_thread() of that, or use pymongo.AsyncMongoClient';
const asyncMongo = advice('use pymongo.AsyncMongoClient');

const mongo: Entry[] = [
	...blocking('pymongo.collection#Collection.', 'database', 'error', [
		['find_one find_one_and_update find_one_and_replace find_one_and_delete count_documents estimated_document_count distinct index_information', queries, asyncMongo],
		['find aggregate list_indexes', queries, { isLazy: true, advice: find }],
		['insert_one insert_many update_one update_many replace_one delete_one delete_many bulk_write create_index create_indexes drop drop_index drop_indexes rename', 'changes the database', asyncMongo],
	]),
	...blocking('pymongo.database#Database.', 'database', 'error', [['command list_collection_names list_collections create_collection drop_collection validate_collection', queries, asyncMongo]]),
	...blocking('pymongo#MongoClient.', 'database', 'error', [['list_database_names list_databases server_info drop_database', queries, asyncMongo]]),
	...blocking('pymongo.cursor#Cursor.', 'database', 'error', [['to_list next __next__ distinct explain', queries, asyncMongo], ['sort limit skip batch_size hint', queries, { isLazy: true, advice: find, returns: 'pymongo.cursor#Cursor' }]]),
	...results({
		'pymongo#MongoClient.get_database': 'pymongo.database#Database', 'pymongo#MongoClient.__getitem__': 'pymongo.database#Database', 'pymongo#MongoClient.get_default_database': 'pymongo.database#Database',
		'pymongo.database#Database.get_collection': 'pymongo.collection#Collection', 'pymongo.database#Database.__getitem__': 'pymongo.collection#Collection', 'pymongo.collection#Collection.find': 'pymongo.cursor#Cursor', 'pymongo.collection#Collection.aggregate': 'pymongo.cursor#Cursor',
	}),
	...coroutines('motor.motor_asyncio#AsyncIOMotorCollection.', 'find_one insert_one insert_many update_one update_many delete_one delete_many count_documents replace_one find_one_and_update bulk_write create_index'),
	{ symbol: 'pymongo#AsyncMongoClient.get_database', returns: 'pymongo.asynchronous.database#AsyncDatabase' }, { symbol: 'pymongo.asynchronous.database#AsyncDatabase.get_collection', returns: 'pymongo.asynchronous.collection#AsyncCollection' },
	...coroutines('pymongo.asynchronous.collection#AsyncCollection.', 'find_one insert_one insert_many update_one update_many delete_one delete_many count_documents replace_one find_one_and_update bulk_write create_index aggregate'),
];

const asyncSession = 'use sqlalchemy.ext.asyncio';
const session = 'sqlalchemy.orm#Session.', query = 'sqlalchemy.orm#Query';

/** A query is sent where its result is gone through or asked for. */
const sqlalchemy: Entry[] = [
	...blocking(session, 'database', 'error', [
		['execute exec scalar scalars get get_one merge refresh bulk_save_objects bulk_insert_mappings bulk_update_mappings', queries, advice(asyncSession)],
		['commit flush', writes, advice(asyncSession)],
		['rollback', 'takes changes of the database back', advice(asyncSession)],
	]),
	...blocking(session, 'database', 'error', [['query', queries, { isLazy: true, advice: asyncSession, returns: query }]]),
	...blocking(`${query}.`, 'database', 'error', [
		['all first one one_or_none scalar count get delete update', queries, advice(asyncSession)],
		['filter filter_by join outerjoin options order_by group_by having limit offset distinct with_entities select_from yield_per with_for_update', queries, { isLazy: true, advice: asyncSession, returns: query }],
	]),
	...blocking('sqlalchemy#Engine.', 'database', 'error', [['connect raw_connection', connects, advice(asyncSession)]]),
	...blocking('sqlalchemy#Engine.', 'database', 'error', [['begin', connects, here(asyncSession)]]),
	...blocking('sqlalchemy#Connection.', 'database', 'error', [['execute scalar scalars exec_driver_sql', queries, advice(asyncSession)], ['commit', writes, advice(asyncSession)], ['rollback', 'takes changes of the database back', advice(asyncSession)]]),
	...blocking('sqlalchemy#MetaData.', 'database', 'error', [['create_all drop_all reflect', 'changes the database', advice('await connection.run_sync() of it')]]),
	...results({
		'sqlalchemy#create_engine': 'sqlalchemy#Engine', 'sqlalchemy#Engine.connect': 'sqlalchemy#Connection', 'sqlalchemy#Engine.begin': 'contextlib#AbstractContextManager[sqlalchemy#Connection]', 'sqlalchemy.orm#sessionmaker.__call__': 'sqlalchemy.orm#Session', 'sqlalchemy.orm#scoped_session.__call__': 'sqlalchemy.orm#Session', 'sqlalchemy.orm#sessionmaker': 'sqlalchemy.orm#sessionmaker', 'sqlalchemy.orm#scoped_session': 'sqlalchemy.orm#scoped_session',
		'sqlalchemy.orm#sessionmaker.begin': 'contextlib#AbstractContextManager[sqlalchemy.orm#Session]',
		'sqlalchemy.ext.asyncio#create_async_engine': 'sqlalchemy.ext.asyncio#AsyncEngine', 'sqlalchemy.ext.asyncio#async_sessionmaker': 'sqlalchemy.ext.asyncio#async_sessionmaker', 'sqlalchemy.ext.asyncio#async_sessionmaker.__call__': 'sqlalchemy.ext.asyncio#AsyncSession',
		'sqlalchemy.ext.asyncio#AsyncEngine.begin': 'contextlib#AbstractAsyncContextManager[sqlalchemy.ext.asyncio#AsyncConnection]', 'sqlalchemy.ext.asyncio#AsyncEngine.connect': 'contextlib#AbstractAsyncContextManager[sqlalchemy.ext.asyncio#AsyncConnection]',
	}),
	...coroutines('sqlalchemy.ext.asyncio#AsyncSession.', 'execute scalar scalars get merge refresh commit flush rollback close delete run_sync stream'),
	...coroutines('sqlalchemy.ext.asyncio#AsyncConnection.', 'execute scalar scalars commit rollback close run_sync'), ...coroutines('sqlalchemy.ext.asyncio#AsyncEngine.', 'dispose'),
	// What is given runs inside a greenlet that yields to the loop whenever it waits for the database.
	...['AsyncSession', 'AsyncConnection'].map((type): Entry => ({ symbol: `sqlalchemy.ext.asyncio#${type}.run_sync`, callbacks: [{ argument: 0, runs: 'thread', what: 'function that may wait for the database' }] })),
];

const objects = 'django.db.models#Model.objects.';

/** Unless `DJANGO_ALLOW_ASYNC_UNSAFE` is set it raises where an event loop runs. */
const refused = (does: string): string => `${does} (Django raises SynchronousOnlyOperation for that in async code)`;

/** Those that ask the database at once; a query set does when it is gone through. */
const django: Entry[] = [
	...['get', 'create', 'get_or_create', 'update_or_create', 'bulk_create', 'bulk_update', 'count', 'aggregate', 'exists', 'first', 'last', 'earliest', 'latest', 'in_bulk', 'update'].flatMap((name) =>
		blocking(objects, 'database', 'error', [[name, refused(queries), member(`a${name}`)]])),
	...['save', 'delete', 'refresh_from_db'].flatMap((name) => blocking('django.db.models#Model.', 'database', 'error', [[name, refused(name === 'refresh_from_db' ? reads : 'changes the database'), member(name === 'refresh_from_db' ? 'arefresh_from_db' : `a${name}`)]])),
	...blocking('django.db#connection.', 'database', 'error', [['cursor', refused(connects), { ...advice('put it into a function under sync_to_async'), returns: 'django.db.backends.utils#CursorWrapper' }]]),
	...blocking('django.db.backends.utils#CursorWrapper.', 'database', 'error', [['execute executemany', queries, advice('put it into a function under sync_to_async')], ['fetchone fetchall fetchmany', reads, advice('put it into a function under sync_to_async')]]),
];

const peeweeAdvice = advice('use an asynchronous mapper, or run it on a thread');
const peewee: Entry[] = [
	...blocking('peewee#Model.', 'database', 'error', [['get get_or_none get_or_create get_by_id create insert_many bulk_create save delete_instance create_table', queries, peeweeAdvice], ['select', queries, { isLazy: true, ...peeweeAdvice, returns: 'peewee#ModelSelect' }]]),
	...blocking('peewee#ModelSelect.', 'database', 'error', [['get first count exists scalar execute', queries, peeweeAdvice], ['where join order_by limit offset group_by dicts tuples', queries, { isLazy: true, ...peeweeAdvice, returns: 'peewee#ModelSelect' }]]),
	...blockingEach(['peewee#Database.', 'peewee#SqliteDatabase.', 'peewee#PostgresqlDatabase.', 'peewee#MySQLDatabase.'], 'database', 'error', [['connect', connects, peeweeAdvice], ['execute_sql', queries, peeweeAdvice], ['create_tables drop_tables', 'changes the database', peeweeAdvice]]),
];

const search: Entry[] = [
	...['elasticsearch#Elasticsearch.', 'opensearchpy#OpenSearch.'].flatMap((owner) => blocking(owner, 'network', 'error', [
		['search index get delete update bulk count exists create mget msearch scroll ping info reindex update_by_query delete_by_query', 'makes a request', advice('use the asynchronous client (AsyncElasticsearch, AsyncOpenSearch)')],
		['indices.create indices.delete indices.exists indices.refresh indices.get indices.put_mapping cluster.health', 'makes a request', advice('use the asynchronous client (AsyncElasticsearch, AsyncOpenSearch)')],
	])),
	...blocking('elasticsearch.helpers#', 'network', 'error', [['bulk', 'makes requests', advice('use async_bulk()')], ['scan streaming_bulk parallel_bulk', 'makes requests', { isLazy: true, advice: 'use async_scan() or async_streaming_bulk()' }]]),
	...blocking('qdrant_client#QdrantClient.', 'network', 'error', [['search query_points upsert delete retrieve scroll count create_collection delete_collection get_collection get_collections recommend upload_points collection_exists', 'makes a request', advice('use AsyncQdrantClient')]]),
	...blocking('neo4j#Session.', 'database', 'error', [['run execute_read execute_write begin_transaction', queries, advice('use neo4j.AsyncGraphDatabase')]]),
	...blocking('neo4j#Driver.', 'database', 'error', [['execute_query verify_connectivity', queries, advice('use neo4j.AsyncGraphDatabase')]]),
	...results({ 'neo4j#GraphDatabase.driver': 'neo4j#Driver', 'neo4j#Driver.session': 'neo4j#Session' }),
	...blocking('influxdb_client#WriteApi.', 'network', 'error', [['write', 'makes a request', advice('use InfluxDBClientAsync')]]),
	...blocking('influxdb_client#QueryApi.', 'network', 'error', [['query query_data_frame', 'makes a request', advice('use InfluxDBClientAsync')]]),
	...results({ 'influxdb_client#InfluxDBClient.write_api': 'influxdb_client#WriteApi', 'influxdb_client#InfluxDBClient.query_api': 'influxdb_client#QueryApi' }),
	...blocking('pymemcache#Client.', 'network', 'error', [['get set delete add incr decr get_many set_many', 'talks to the server']]),
];

export const databaseClients: CatalogueData = {
	entries: [...drivers, ...redis, ...mongo, ...sqlalchemy, ...django, ...peewee, ...search],
	aliases: {
		'psycopg2.extensions#connection': 'psycopg2#connection', 'psycopg2.extensions#cursor': 'psycopg2#cursor', 'psycopg2._psycopg': 'psycopg2',
		...aliased('psycopg2#cursor', 'psycopg2.extras#DictCursor psycopg2.extras#RealDictCursor psycopg2.extras#NamedTupleCursor'), ...aliased('psycopg2#connection', 'psycopg2.extras#RealDictConnection psycopg2.extras#DictConnection'),
		...aliased('psycopg2.pool#SimpleConnectionPool', 'psycopg2.pool#AbstractConnectionPool psycopg2.pool#ThreadedConnectionPool'),
		...aliased('pymysql', 'pymysql.connections'), 'pymysql#Connect': 'pymysql#connect', ...aliased('pymysql.cursors#Cursor', 'pymysql.cursors#DictCursor pymysql.cursors#SSCursor'), 'MySQLdb.connections': 'MySQLdb', 'MySQLdb#Connect': 'MySQLdb#connect', 'MySQLdb.cursors#DictCursor': 'MySQLdb.cursors#Cursor',
		'mysql.connector.connection': 'mysql.connector', 'mysql.connector#Connect': 'mysql.connector#connect', 'mysql.connector#CMySQLConnection': 'mysql.connector#MySQLConnection', 'mysql.connector.abstracts#MySQLConnectionAbstract': 'mysql.connector#MySQLConnection', 'mysql.connector.connection_cext#CMySQLConnection': 'mysql.connector#MySQLConnection', 'mysql.connector.pooling#PooledMySQLConnection': 'mysql.connector#MySQLConnection',
		'oracledb.connection': 'oracledb', 'psycopg.connection': 'psycopg', 'psycopg.cursor': 'psycopg', 'psycopg.connection_async': 'psycopg', 'psycopg.cursor_async': 'psycopg',
		...aliased('redis#Redis', 'redis#StrictRedis redis.client#Redis redis.client#StrictRedis redis#RedisCluster redis.cluster#RedisCluster redis.sentinel#Redis'), 'redis.asyncio.client#Redis': 'redis.asyncio#Redis', 'redis.asyncio#StrictRedis': 'redis.asyncio#Redis', 'redis.asyncio.client#StrictRedis': 'redis.asyncio#Redis', 'redis.utils#from_url': 'redis#from_url',
		'pymongo.mongo_client#MongoClient': 'pymongo#MongoClient', 'pymongo.synchronous.collection#Collection': 'pymongo.collection#Collection', 'pymongo.synchronous.database#Database': 'pymongo.database#Database', 'pymongo.synchronous.mongo_client#MongoClient': 'pymongo#MongoClient', 'pymongo.asynchronous.mongo_client#AsyncMongoClient': 'pymongo#AsyncMongoClient', 'pymongo.command_cursor#CommandCursor': 'pymongo.cursor#Cursor', 'pymongo.synchronous.cursor#Cursor': 'pymongo.cursor#Cursor',
		...aliased('sqlalchemy.orm', 'sqlalchemy.orm.session sqlalchemy.orm.query sqlalchemy.orm.scoping'), ...aliased('sqlalchemy', 'sqlalchemy.engine sqlalchemy.engine.base sqlalchemy.engine.create sqlalchemy.schema sqlalchemy.sql.schema'),
		...aliased('sqlalchemy.orm#Session', 'sqlmodel#Session sqlmodel.orm.session#Session flask_sqlalchemy.session#Session'), 'sqlmodel#create_engine': 'sqlalchemy#create_engine', 'sqlalchemy.ext.asyncio.session': 'sqlalchemy.ext.asyncio', 'sqlalchemy.ext.asyncio.engine': 'sqlalchemy.ext.asyncio', 'sqlmodel.ext.asyncio.session#AsyncSession': 'sqlalchemy.ext.asyncio#AsyncSession',
		'sqlmodel#SQLModel.metadata': 'sqlalchemy#MetaData', 'peewee#SelectQuery': 'peewee#ModelSelect', 'django.db.models.base#Model': 'django.db.models#Model', 'elasticsearch.client#Elasticsearch': 'elasticsearch#Elasticsearch', 'pymemcache.client.base#Client': 'pymemcache#Client',
		...submodules('redis.asyncio', 'redis.client', 'redis.lock', 'sqlalchemy.orm', 'psycopg2.extras', 'psycopg2.pool', 'psycopg2.extensions', 'mysql.connector', 'snowflake.connector', 'pymysql.cursors', 'elasticsearch.helpers', 'django.db.models', 'sqlalchemy.engine', 'motor.motor_asyncio'),
	},
};
