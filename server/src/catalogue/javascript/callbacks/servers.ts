/** Servers: who listens, and which callbacks are run for each request. */
import type { CallbackSlot, CatalogueData, Entry } from '../../schema.ts';
import { callbacks, members } from '../entries.ts';

const handler = (symbols: string[], what = 'request handler') => callbacks(symbols, 'loop', what);
const listening = (...symbols: string[]): Entry[] => symbols.map((symbol) => ({ symbol, listens: true, callbacks: [{ argument: 'any', runs: 'loop', what: 'listening callback' }] }));

const verbs = 'get head post put patch delete options all';

/** The application, a router and a route have the same methods; their types come from `express-serve-static-core`, which is an alias. */
const express: Entry[] = [
	...handler(members('express#*.', `${verbs} use param connect copy lock m-search mkcol move notify propfind proppatch purge report search subscribe trace unlock unsubscribe`)),
	...listening('express#Application.listen'),
	{ symbol: 'express#default', returns: 'express#Application' },
	{ symbol: 'express#Router', returns: 'express#Router' },
	...['Application', 'IRouter', 'Router'].map((type) => ({ symbol: `express#${type}.route`, returns: 'express#IRoute' })),
];

const routeHandlers = ['handler', 'onRequest', 'preParsing', 'preValidation', 'preHandler', 'preSerialization', 'onSend', 'onResponse', 'onTimeout', 'onError', 'errorHandler'];
const routeOptions = (argument: number): CallbackSlot[] => routeHandlers.map((property) => ({ argument, property, runs: 'loop', what: 'request handler' }));

/** A plugin runs while the application starts; a hook when its name says. */
const fastify: Entry[] = [
	...members('fastify#FastifyInstance.', `${verbs} propfind proppatch mkcol copy move lock unlock trace search`).map((symbol): Entry => ({
		symbol, callbacks: [{ argument: 'any', runs: 'loop', what: 'request handler' }, ...routeOptions(1)],
	})),
	{ symbol: 'fastify#FastifyInstance.route', callbacks: routeOptions(0) },
	{
		symbol: 'fastify#FastifyInstance.addHook',
		callbacks: [
			{ argument: 1, runs: 'later', what: 'start-up hook', when: [{ argument: 0, equals: ['onReady', 'onRegister', 'onRoute', 'onListen'] }] },
			{ argument: 1, runs: 'shutdown', what: 'closing hook', when: [{ argument: 0, equals: ['onClose', 'preClose'] }] },
			{ argument: 1, runs: 'loop', what: 'request hook' },
		],
	},
	...callbacks(members('fastify#FastifyInstance.', 'register after ready'), 'later', 'plugin'),
	...handler(members('fastify#FastifyInstance.', 'setErrorHandler setNotFoundHandler addContentTypeParser')),
	...listening('fastify#FastifyInstance.listen'),
	{ symbol: 'fastify#default', returns: 'fastify#FastifyInstance' },
	// What it is given is a plugin, whoever registers it.
	...callbacks(['fastify-plugin#default', 'fastify-plugin#fastifyPlugin', 'fastify-plugin#fp'], 'startup', 'plugin', 0),
];

const koa: Entry[] = [
	...handler(['koa#Application.use'], 'middleware'),
	...listening('koa#Application.listen'),
	{ symbol: 'koa#default', returns: 'koa#Application' },
	...handler(members('@koa/router#*.', `${verbs} use param del link unlink register`)),
];

const hono: Entry[] = [
	...handler(members('hono#Hono.', `${verbs} use on onError notFound`)),
	{
		symbol: '@hono/node-server#serve',
		listens: true,
		callbacks: [{ argument: 0, property: 'fetch', runs: 'loop', what: 'request handler' }, { argument: 1, runs: 'loop', what: 'listening callback' }],
	},
	...handler(members('hono#', 'createMiddleware'), 'middleware'),
];

const nestDecorators: Readonly<Record<string, readonly [names: string, what: string]>> = {
	'@nestjs/common#': ['Get Post Put Patch Delete All Head Options Search Sse', 'request handler'],
	'@nestjs/microservices#': ['MessagePattern EventPattern GrpcMethod GrpcStreamMethod GrpcStreamCall', 'message handler'],
	'@nestjs/schedule#': ['Cron Interval Timeout', 'scheduled job'],
	'@nestjs/event-emitter#': ['OnEvent', 'event listener'],
	'@nestjs/websockets#': ['SubscribeMessage', 'message handler'],
	'@nestjs/bull#': ['Process OnQueueActive OnQueueCompleted OnQueueFailed OnQueueProgress OnQueueError', 'job'],
	'@nestjs/bullmq#': ['OnWorkerEvent OnQueueEvent', 'event listener'],
	'@nestjs/graphql#': ['Query Mutation Subscription ResolveField ResolveReference', 'resolver'],
	'@nestjs/cqrs#': ['Saga', 'event listener'],
	'routing-controllers#': ['Get Post Put Patch Delete All Head Method', 'request handler'],
	'type-graphql#': ['Query Mutation Subscription FieldResolver', 'resolver'],
	'typeorm#': ['AfterLoad BeforeInsert AfterInsert BeforeUpdate AfterUpdate BeforeRemove AfterRemove', 'entity listener'],
};

const decorated: Entry[] = Object.entries(nestDecorators).flatMap(([owner, [names, what]]) => members(owner, names).map((symbol) => ({ symbol, decorates: { runs: 'loop', what } as const })));

const nest: Entry[] = [
	...decorated,
	...handler(['@nestjs/common#INestApplication.use'], 'middleware'),
	...listening('@nestjs/common#INestApplication.listen', '@nestjs/common#INestMicroservice.listen', '@nestjs/common#INestApplication.startAllMicroservices'),
];

const sockets: Entry[] = [
	...handler(members('socket.io#', 'Server.use Namespace.use Socket.use ParentNamespace.use'), 'middleware'),
	...listening(...members('socket.io#Server.', 'listen attach attachApp')),
	{ symbol: 'socket.io#Server.of', returns: 'socket.io#Namespace' },
	...callbacks(['ws#Server', 'ws#WebSocketServer'], 'loop', 'listening callback', 1).map((entry) => ({ ...entry, listens: true })),
	...callbacks(members('ws#WebSocket.', 'send ping pong'), 'loop', 'callback', 'last'),
	...callbacks(['ws#Server.handleUpgrade'], 'loop', 'connection handler', 3),
];

/** Servers of the Model Context Protocol, whose tools and requests are called over a transport. */
const protocol: Entry[] = [
	...callbacks(members('@modelcontextprotocol/sdk#McpServer.', 'tool registerTool prompt registerPrompt resource registerResource'), 'loop', 'request handler', 'last'),
	...['Server', 'Client', 'Protocol'].flatMap((type) =>
		callbacks(members(`@modelcontextprotocol/sdk#${type}.`, 'setRequestHandler setNotificationHandler'), 'loop', 'request handler', 1)),
	...['McpServer', 'Server', 'Protocol'].map((type) => ({ symbol: `@modelcontextprotocol/sdk#${type}.connect`, listens: true })),
];

/** Language servers: when the session ends, so does the process. */
const languageServers: Entry[] = callbacks(members('vscode-languageserver#_Connection.', 'onShutdown onExit'), 'shutdown', 'handler of the session\'s end', 0);

const others: Entry[] = [
	{ symbol: '@grpc/grpc-js#Server.addService', callbacks: [{ argument: 1, property: '*', runs: 'loop', what: 'request handler' }] },
	...listening('@grpc/grpc-js#Server.bindAsync'),
	...handler(members('restify#Server.', 'get head post put patch del opts use pre')),
	...listening('restify#Server.listen'),
	{ symbol: '@hapi/hapi#Server.route', callbacks: [{ argument: 0, property: 'handler', runs: 'loop', what: 'request handler' }] },
	...listening('@hapi/hapi#Server.start'),
	...callbacks(members('telegraf#Composer.', 'use command hears action start help settings catch inlineQuery gameQuery'), 'loop', 'message handler'),
	...callbacks(members('grammy#Composer.', 'use command hears callbackQuery filter on'), 'loop', 'message handler'),
	...['telegraf#Telegraf.launch', 'grammy#Bot.start', 'discord.js#Client.login'].map((symbol) => ({ symbol, listens: true })),
	...callbacks(['electron#IpcMain.handle', 'electron#IpcMain.handleOnce'], 'loop', 'message handler', 1),
	...callbacks(['vscode#Event', 'vscode#EventEmitter.event'], 'loop', 'event listener', 0),
	...callbacks(['vscode#commands.registerCommand'], 'loop', 'command of the editor', 1),
	...callbacks(['vscode#commands.registerTextEditorCommand'], 'loop', 'command of a text editor', 1),
];

export const servers: CatalogueData = {
	entries: [...express, ...fastify, ...koa, ...hono, ...nest, ...sockets, ...protocol, ...languageServers, ...others],
	aliases: {
		'express-serve-static-core': 'express',
		'express#e': 'express#default',
		'express#core': 'express',
		'router': 'express',
		'fastify#fastify': 'fastify#default',
		'fastify#Fastify': 'fastify#default',
		'koa#default': 'koa#Application',
		'koa-router': '@koa/router',
		'@koa/router#default': '@koa/router#Router',
		'@nestjs/platform-express#NestExpressApplication': '@nestjs/common#INestApplication',
		'@nestjs/platform-fastify#NestFastifyApplication': '@nestjs/common#INestApplication',
		'ws#default': 'ws#WebSocket',
		'ws#WebSocket.Server': 'ws#Server',
		'ws#WebSocketServer.handleUpgrade': 'ws#Server.handleUpgrade',
	},
};
