/** Typings written by hand, as for a package that has none. */
declare module 'yargs' {
	export interface CommandModule {
		readonly command: string;
		handler(argv: Record<string, unknown>): void | Promise<void>;
	}
}
declare module 'fastify' {
	export interface FastifyInstance { get(path: string, handler: () => Promise<unknown>): void }
}
declare module 'fastify-plugin' {
	import type { FastifyInstance } from 'fastify';
	export default function fp(plugin: (app: FastifyInstance) => Promise<void>): unknown;
}
declare module 'dotenv' { export function config(): void }
