/** Clients that keep connections open for the next call: meant to be made once. A connection alone (`asyncpg.connect`) is none. */
import type { CatalogueData, Entry } from '../../schema.ts';
import { members } from '../entries.ts';

const clients: readonly string[] = [
	...members('httpx#', 'AsyncClient Client'), 'aiohttp#ClientSession', 'requests#Session', 'requests#session', 'niquests#AsyncSession', 'urllib3#PoolManager', 'aiohttp_retry#RetryClient', 'curl_cffi.requests#AsyncSession',
	...members('openai#', 'OpenAI AsyncOpenAI'), ...members('anthropic#', 'Anthropic AsyncAnthropic'), ...members('groq#', 'Groq AsyncGroq'), ...members('cohere#', 'AsyncClient AsyncClientV2 ClientV2'), 'mistralai#Mistral', 'together#AsyncTogether', 'ollama#AsyncClient',
	'redis.asyncio#Redis', 'redis.asyncio#from_url', 'redis.asyncio#Redis.from_url', 'redis#Redis', 'redis#from_url', 'redis#Redis.from_url', 'aioredis#from_url',
	'motor.motor_asyncio#AsyncIOMotorClient', ...members('pymongo#', 'MongoClient AsyncMongoClient'),
	'sqlalchemy#create_engine', 'sqlalchemy.ext.asyncio#create_async_engine', 'asyncpg#create_pool', 'aiomysql#create_pool', 'aiopg#create_pool', ...members('psycopg_pool#', 'ConnectionPool AsyncConnectionPool'),
	...members('boto3#', 'client resource'), ...members('aioboto3#Session.', 'client resource'), 'aiobotocore.session#AioSession.create_client',
	...members('elasticsearch#', 'Elasticsearch AsyncElasticsearch'), 'opensearchpy#AsyncOpenSearch', 'neo4j#AsyncGraphDatabase.driver', 'neo4j#GraphDatabase.driver', ...members('qdrant_client#', 'QdrantClient AsyncQdrantClient'),
	...members('grpc.aio#', 'insecure_channel secure_channel'), ...members('supabase#', 'create_client acreate_client create_async_client'),
];

export const pools: CatalogueData = { entries: clients.map((symbol): Entry => ({ symbol, pooled: true })), aliases: {} };
