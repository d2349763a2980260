declare module 'mongodb' {
	export class MongoClient {
		constructor(url: string);
		db(name: string): { collection(name: string): { findOne(query: object): Promise<unknown> } };
		close(): Promise<void>;
	}
}
declare module 'pg' {
	export class Pool {
		constructor(options?: object);
		query(text: string): Promise<{ rows: unknown[] }>;
		connect(): Promise<Pool>;
		end(): Promise<void>;
	}
}
declare module '@aws-sdk/client-s3' {
	export class S3Client { constructor(options: object); send(command: object): Promise<unknown>; }
}
declare module 'redis' {
	export function createClient(): { connect(): Promise<void>; get(key: string): Promise<string | null>; quit(): Promise<void> };
}
