import { createServer } from 'node:http';
import { S3Client } from '@aws-sdk/client-s3';
import { MongoClient } from 'mongodb';
import { Pool } from 'pg';
import { createClient } from 'redis';

const shared = new MongoClient('mongodb://shared');
let pool: Pool | undefined;
const pools = new Map<string, Pool>();

createServer(async (request, response) => { // expect: async-in-void-callback
	const client = new MongoClient('mongodb://prices'); // expect: client-per-call
	const price = await client.db('shop').collection('prices').findOne({ name: request.url });
	await client.close();
	const picture = await new S3Client({ region: 'eu' }).send({ key: request.url }); // expect: client-per-call
	const redis = createClient(); // expect: client-per-call
	await redis.connect();
	const kept = await redis.get('price');
	await redis.quit();
	response.end(String([price, picture, kept, await count(), await shared.db('a').collection('b').findOne({})]));
}).listen(8080);

async function count(): Promise<number> {
	const own = new Pool(); // expect: client-per-call
	try { return (await own.query('select 1')).rows.length; } finally { await own.end(); }
}

/** Made once, kept, or handed on. */
export async function theOne(): Promise<Pool> {
	pool ??= new Pool();
	return pool;
}
export async function poolOf(name: string): Promise<Pool> {
	const known = pools.get(name);
	if (known !== undefined) { return known; }
	const made = new Pool({ name });
	pools.set(name, made);
	return made;
}
export async function makePool(): Promise<Pool> { return new Pool(); }
export async function initDatabase(): Promise<void> {
	const first = new Pool();
	await first.query('create table prices');
	await first.end();
}
export async function countOf(url: string): Promise<number> {
	const own = new Pool({ url });
	return (await own.query('select 1')).rows.length;
}
export const opened = async (): Promise<unknown> => new Pool().connect();
export class Store {
	readonly #pool: Pool;
	constructor() { this.#pool = new Pool(); }
	async count(): Promise<number> { return (await this.#pool.query('select 1')).rows.length; }
}
