/** Web frameworks, bots and consumers: their handlers. Where a framework runs sync handlers in a thread pool, they are no async code. */
import type { CatalogueData, Entry } from '../../schema.ts';
import { aliased, callback, decorators, members, offloads, results, submodules } from '../entries.ts';

const verbs = 'get post put delete patch head options';
/** Runs before the first request is served, and after the last. */
const lifespan = (symbols: readonly string[]): Entry[] => symbols.map((symbol) => ({
	symbol, callbacks: ['lifespan', 'on_startup', 'on_shutdown'].map((keyword) => ({ argument: 'named' as const, keyword, runs: 'startup' as const, what: 'start-up handler' })),
}));
const listening = (symbols: readonly string[]): Entry[] => symbols.map((symbol) => ({ symbol, listens: true }));

/** FastAPI and Starlette: async handlers on the loop, others in a thread pool. */
const starlette: Entry[] = [
	...['fastapi#FastAPI.', 'fastapi#APIRouter.'].flatMap((owner) => [
		...decorators(owner, `${verbs} trace api_route`, 'loop-or-thread', 'request handler'),
		...decorators(owner, 'websocket websocket_route', 'loop', 'websocket handler'),
		...callback(members(owner, 'add_api_route'), 'loop-or-thread', 'request handler', 1, 'endpoint'),
	]),
	...['fastapi#FastAPI.', 'fastapi#APIRouter.', 'starlette.applications#Starlette.', 'starlette.routing#Router.'].flatMap((owner) => [
		...decorators(owner, 'middleware', 'loop', 'middleware'),
		...decorators(owner, 'exception_handler', 'loop-or-thread', 'exception handler'),
		...decorators(owner, 'route', 'loop-or-thread', 'request handler'),
		// Its argument says which of the two; both run before requests are served, or after.
		...decorators(owner, 'on_event', 'startup', 'start-up handler'),
		...callback(members(owner, 'add_event_handler'), 'startup', 'start-up handler', 1, 'func'),
		...callback(members(owner, 'add_route add_websocket_route'), 'loop-or-thread', 'request handler', 1),
		...callback(members(owner, 'add_exception_handler'), 'loop-or-thread', 'exception handler', 1),
	]),
	// What outlines call a context manager that is made for an application.
	...decorators('fastapi#FastAPI.', 'lifespan', 'startup', 'start-up handler'),
	...lifespan(['fastapi#FastAPI', 'fastapi#APIRouter', 'starlette.applications#Starlette', 'starlette.routing#Router']),
	...callback(['starlette.routing#Route'], 'loop-or-thread', 'request handler', 1, 'endpoint'),
	...callback(['starlette.routing#WebSocketRoute'], 'loop', 'websocket handler', 1, 'endpoint'),
	...callback(['fastapi#Depends', 'fastapi#Security'], 'loop-or-thread', 'dependency of request handlers', 0, 'dependency'),
	...callback(['starlette.background#BackgroundTasks.add_task', 'starlette.background#BackgroundTask'], 'loop-or-thread', 'background task', 0, 'func'),
	...decorators('starlette.endpoints#HTTPEndpoint.', verbs, 'loop-or-thread', 'request handler'),
	...decorators('starlette.endpoints#WebSocketEndpoint.', 'on_connect on_receive on_disconnect', 'loop', 'websocket handler'),
	...decorators('starlette.middleware.base#BaseHTTPMiddleware.', 'dispatch', 'loop', 'middleware'),
];

const aiohttp: Entry[] = [
	...decorators('aiohttp.web#RouteTableDef.', `${verbs} view route`, 'loop', 'request handler'),
	...decorators('aiohttp.web#', 'middleware', 'loop', 'middleware'),
	...decorators('aiohttp.web#View.', verbs, 'loop', 'request handler'),
	...callback(members('aiohttp.web#', verbs), 'loop', 'request handler', 1, 'handler'),
	...callback(members('aiohttp.web#UrlDispatcher.', 'add_get add_post add_put add_delete add_patch add_head add_options add_view'), 'loop', 'request handler', 1, 'handler'),
	...callback(['aiohttp.web#UrlDispatcher.add_route', 'aiohttp.web#route'], 'loop', 'request handler', 2, 'handler'),
	...callback(members('aiohttp.web#Application.', 'on_startup.append on_shutdown.append on_cleanup.append cleanup_ctx.append'), 'startup', 'start-up handler', 0),
	...results({ 'aiohttp.web#Application.router': 'aiohttp.web#UrlDispatcher' }),
	...listening(['aiohttp.web#run_app', 'aiohttp.web#TCPSite.start', 'aiohttp.web#UnixSite.start', 'aiohttp.web#SockSite.start']),
	...members('aiohttp.web#', 'TCPSite.start UnixSite.start SockSite.start AppRunner.setup AppRunner.cleanup').map((symbol) => ({ symbol, returns: 'typing#Coroutine' })),
];

/** At the start and at the end of a server's processes, before or after requests are served. */
const sanicHooks = 'main_process_start main_process_ready main_process_stop before_server_start after_server_start before_server_stop after_server_stop';

const otherAsync: Entry[] = [
	...['quart#Quart.', 'quart#Blueprint.'].flatMap((owner) => [
		...decorators(owner, `route ${verbs} before_request after_request websocket errorhandler`, 'loop-or-thread', 'request handler'),
		...decorators(owner, 'before_serving after_serving', 'startup', 'start-up handler'),
	]),
	...['sanic#Sanic.', 'sanic#Blueprint.', 'sanic.app#Sanic.', 'sanic.blueprints#Blueprint.', 'sanic.mixins.listeners#ListenerMixin.'].flatMap((owner) => [
		...decorators(owner, `route ${verbs} websocket middleware on_request on_response exception`, 'loop', 'request handler'),
		...decorators(owner, `${sanicHooks} listener`, 'startup', 'start-up handler'),
		...callback(members(owner, sanicHooks), 'startup', 'start-up handler', 0),
		...callback([`${owner}register_listener`], 'startup', 'start-up handler', 0, 'listener'),
	]),
	...decorators('tornado.web#RequestHandler.', `${verbs} prepare`, 'loop', 'request handler', true), ...decorators('tornado.web#RequestHandler.', 'on_finish initialize', 'loop', 'request handler'),
	...decorators('tornado.websocket#WebSocketHandler.', `${verbs} open on_message`, 'loop', 'websocket handler', true), ...decorators('tornado.websocket#WebSocketHandler.', 'on_close', 'loop', 'websocket handler'),
	...callback(members('tornado.ioloop#IOLoop.', 'add_callback add_callback_from_signal spawn_callback'), 'loop', 'callback', 0),
	...callback(['tornado.ioloop#IOLoop.run_sync'], 'startup', 'start-up hook', 0),
	...callback(members('tornado.ioloop#IOLoop.', 'call_later call_at add_timeout'), 'loop', 'timer', 1),
	...callback(['tornado.ioloop#PeriodicCallback'], 'loop', 'timer', 0),
	...callback(['websockets#serve', 'websockets#unix_serve'], 'loop', 'connection handler', 0, 'handler'),
	...['socketio#AsyncServer.', 'socketio#AsyncClient.'].flatMap((owner) => [...decorators(owner, 'on event', 'loop', 'event listener'), ...callback(members(owner, 'on'), 'loop', 'event listener', 1, 'handler')]),
	...lifespan(['mcp.server.fastmcp#FastMCP', 'fastmcp#FastMCP', 'mcp.server#Server', 'litestar#Litestar']),
	...['tool', 'resource', 'prompt'].flatMap((what) => decorators('mcp.server.fastmcp#FastMCP.', what, 'loop', what, true)),
	...['tool', 'resource', 'prompt'].flatMap((what) => decorators('fastmcp#FastMCP.', what, 'loop', what, true)),
	...decorators('mcp.server#Server.', 'call_tool list_tools list_resources read_resource list_prompts get_prompt', 'loop', 'tool'),
];

/** A thread (or process) for each request: waiting there holds up one request alone. */
const threaded: Entry[] = [
	...['flask#Flask.', 'flask#Blueprint.'].flatMap((owner) => [
		...decorators(owner, `route ${verbs} before_request after_request teardown_request teardown_appcontext errorhandler context_processor before_app_request`, 'thread', 'request handler'),
		...callback(members(owner, 'add_url_rule'), 'thread', 'request handler', 2, 'view_func'),
	]),
	...decorators('flask.views#MethodView.', verbs, 'thread', 'request handler'),
	...decorators('bottle#', `route ${verbs}`, 'thread', 'request handler'),
	...callback(['django.urls#path', 'django.urls#re_path'], 'loop-or-thread', 'request handler', 1, 'view'),
	...['django.views#View.', 'django.views.generic#View.', 'rest_framework.views#APIView.'].flatMap((owner) => decorators(owner, verbs, 'loop-or-thread', 'request handler')),
	...decorators('django.core.management.base#BaseCommand.', 'handle', 'startup', 'command'),
	...decorators('rest_framework.decorators#', 'api_view action', 'thread', 'request handler'),
	...decorators('celery#', 'shared_task', 'thread', 'worker\'s task'),
	...decorators('celery#Celery.', 'task', 'thread', 'worker\'s task'),
	...decorators('celery#Task.', 'run', 'thread', 'worker\'s task'),
	...decorators('dramatiq#', 'actor', 'thread', 'worker\'s task'),
	...decorators('prefect#', 'task flow', 'loop-or-thread', 'worker\'s task'),
	...decorators('huey#Huey.', 'task periodic_task', 'thread', 'worker\'s task'),
	...decorators('rq.decorators#', 'job', 'thread', 'worker\'s task'),
	...decorators('locust#', 'task', 'thread', 'load test'),
	...decorators('streamlit#', 'cache_data cache_resource fragment', 'thread', 'page'),
];

const bots: Entry[] = [
	...['discord#Client.', 'discord.ext.commands#Bot.', 'discord.ext.commands#Cog.', 'discord.ext.commands#'].flatMap((owner) => decorators(owner, 'event command hybrid_command listen listener group check before_invoke', 'loop', 'bot\'s handler')),
	...decorators('discord.app_commands#', 'command', 'loop', 'bot\'s handler'),
	...decorators('discord.app_commands#CommandTree.', 'command context_menu error', 'loop', 'bot\'s handler'),
	...decorators('discord.ui#', 'button select', 'loop', 'bot\'s handler'),
	...decorators('discord.ext.tasks#', 'loop', 'loop', 'timer'),
	...decorators('aiogram#Router.', 'message callback_query edited_message inline_query channel_post my_chat_member chat_member errors', 'loop', 'bot\'s handler'),
	...['message', 'callback_query', 'inline_query'].flatMap((name) => [...decorators(`aiogram#Router.${name}.`, 'middleware outer_middleware', 'loop', 'middleware'), ...callback([`aiogram#Router.${name}.register`], 'loop', 'bot\'s handler', 0)]),
	...callback(members('telegram.ext#', 'MessageHandler CommandHandler'), 'loop', 'bot\'s handler', 1, 'callback'),
	...callback(members('telegram.ext#', 'CallbackQueryHandler InlineQueryHandler ChatMemberHandler'), 'loop', 'bot\'s handler', 0, 'callback'),
	...callback(members('telegram.ext#JobQueue.', 'run_repeating run_once run_daily run_monthly'), 'loop', 'timer', 0, 'callback'),
	...['telethon#TelegramClient.', 'pyrogram#Client.'].flatMap((owner) => decorators(owner, 'on on_message on_callback_query', 'loop', 'bot\'s handler')),
	...['slack_bolt.async_app#AsyncApp.'].flatMap((owner) => decorators(owner, 'event message command action shortcut view middleware', 'loop', 'bot\'s handler')),
	...decorators('slack_bolt#App.', 'event message command action shortcut view middleware', 'thread', 'bot\'s handler'),
	...callback(['apscheduler.schedulers.asyncio#AsyncIOScheduler.add_job'], 'loop-or-thread', 'scheduled job', 0, 'func'),
	...decorators('apscheduler.schedulers.asyncio#AsyncIOScheduler.', 'scheduled_job', 'loop-or-thread', 'scheduled job'),
	...callback(['apscheduler.schedulers.background#BackgroundScheduler.add_job'], 'thread', 'scheduled job', 0, 'func'),
	...decorators('apscheduler.schedulers.background#BackgroundScheduler.', 'scheduled_job', 'thread', 'scheduled job'),
	...decorators('faust#App.', 'agent timer task crontab', 'loop', 'stream handler'),
	...callback(['nats.aio.client#Client.subscribe'], 'loop', 'message handler', 2, 'cb'),
	...callback(['aio_pika.abc#AbstractQueue.consume'], 'loop', 'message handler', 0, 'callback'),
];

/** Desktop and terminal interfaces hold their window while a handler runs. */
const interfaces: Entry[] = [
	...decorators('textual.app#App.', 'compose on_mount on_load on_key on_click on_ready', 'loop', 'event handler'),
	...decorators('textual.widget#Widget.', 'compose on_mount on_key on_click', 'loop', 'event handler'),
	...decorators('textual#', 'on', 'loop', 'event handler'),
	{ symbol: 'textual#work', decorates: { runs: 'loop-or-thread', what: 'worker', isBegun: true } },
	...callback(members('tkinter#Misc.', 'after after_idle bind'), 'loop', 'event handler', 1, 'func'),
];

/** Twisted's reactor is a loop as well. */
const twisted: Entry[] = [
	...['twisted.internet#reactor.', 'twisted.internet.interfaces#IReactorTime.', 'twisted.internet.interfaces#IReactorCore.', 'twisted.internet.interfaces#IReactorTCP.'].flatMap((owner) => [
		...callback(members(owner, 'callFromThread'), 'loop', 'callback', 0),
		...callback(members(owner, 'callWhenRunning'), 'startup', 'start-up hook', 0),
		...callback(members(owner, 'callLater'), 'loop', 'timer', 1),
		...offloads(members(owner, 'callInThread')),
		...listening(members(owner, 'run')),
	]),
	...callback(['twisted.internet.task#LoopingCall'], 'loop', 'timer', 0),
	...callback(members('twisted.internet.defer#Deferred.', 'addCallback addErrback addBoth'), 'later', 'continuation', 0),
	...offloads(['twisted.internet.threads#deferToThreadPool'], 2),
	...results({ 'twisted.internet.defer#ensureDeferred': 'twisted.internet.defer#Deferred', 'twisted.internet.threads#deferToThread': 'twisted.internet.defer#Deferred', 'twisted.internet.threads#deferToThreadPool': 'twisted.internet.defer#Deferred' }),
	{ symbol: 'twisted.internet.defer#ensureDeferred', spawns: { argument: 0, keptBy: 'caller' } },
	{ symbol: 'twisted.internet.defer#Deferred', awaitable: 'running' },
	{ symbol: 'twisted.internet.defer#CancelledError', cancellation: 'is' },
];

const serving: Entry[] = [
	...listening([
		'uvicorn#run', 'uvicorn#Server.run', 'hypercorn.run#run', 'gunicorn.app.base#BaseApplication.run', 'granian#Granian.serve', 'waitress#serve', 'flask#Flask.run', 'quart#Quart.run', 'sanic#Sanic.run', 'tornado.ioloop#IOLoop.start', 'tornado.web#Application.listen', 'tornado.httpserver#HTTPServer.listen', 'tornado.httpserver#HTTPServer.add_socket', 'tornado.httpserver#HTTPServer.add_sockets', 'tornado.httpserver#HTTPServer.start', 'tornado.tcpserver#TCPServer.listen',
		'discord#Client.run', 'discord#Client.start', 'aiogram#Dispatcher.start_polling', 'aiogram#Dispatcher.run_polling', 'telegram.ext#Application.run_polling', 'telegram.ext#Application.run_webhook', 'pyrogram#Client.run', 'mcp.server.fastmcp#FastMCP.run', 'fastmcp#FastMCP.run',
	]),
	...listening(['uvicorn#Server.serve', 'hypercorn.asyncio#serve', 'websockets#serve', 'websockets#unix_serve', 'asyncio#start_server', 'asyncio#start_unix_server', 'asyncio#AbstractEventLoop.create_server', 'asyncio#AbstractEventLoop.create_unix_server', 'grpc.aio#Server.start']),
	...['uvicorn#Server.serve', 'hypercorn.asyncio#serve', 'grpc.aio#Server.start'].map((symbol) => ({ symbol, returns: 'typing#Coroutine' })),
];

export const servers: CatalogueData = {
	entries: [...starlette, ...aiohttp, ...otherAsync, ...threaded, ...bots, ...interfaces, ...twisted, ...serving],
	aliases: {
		...submodules('aiohttp.web', 'discord.ext.commands', 'discord.ext.tasks', 'discord.app_commands', 'discord.ui', 'tornado.web', 'tornado.httpserver', 'tornado.tcpserver', 'tornado.ioloop', 'tornado.websocket', 'grpc.aio', 'hypercorn.asyncio', 'django.urls', 'telegram.ext', 'twisted.internet.defer', 'twisted.internet.threads', 'twisted.internet.task', 'starlette.routing'),
		...aliased('fastapi', 'fastapi.applications fastapi.routing fastapi.params fastapi.param_functions'),
		...aliased('aiohttp.web', 'aiohttp.web_app aiohttp.web_urldispatcher aiohttp.web_routedef aiohttp.web_runner aiohttp.web_middlewares'),
		...aliased('websockets', 'websockets.asyncio.server websockets.server websockets.legacy.server'),
		...aliased('discord#Client', 'discord#AutoShardedClient discord#Bot'),
		'discord.ext.commands#AutoShardedBot': 'discord.ext.commands#Bot', 'aiogram#Dispatcher': 'aiogram#Router', 'aiogram.dispatcher': 'aiogram', 'aiogram.dispatcher.router': 'aiogram', 'aiogram.dispatcher.dispatcher': 'aiogram',
		'fastapi#BackgroundTasks': 'starlette.background#BackgroundTasks', 'fastapi.background#BackgroundTasks': 'starlette.background#BackgroundTasks', 'starlette#background': 'starlette.background',
		'telegram.ext#ApplicationBuilder': 'telegram.ext#Application', 'django.urls.conf': 'django.urls', 'django.views.generic.base': 'django.views.generic', 'django.core.management#BaseCommand': 'django.core.management.base#BaseCommand',
		'mcp.server.lowlevel#Server': 'mcp.server#Server', 'tkinter#Tk': 'tkinter#Misc', 'tkinter#Widget': 'tkinter#Misc', 'slack_bolt.app#App': 'slack_bolt#App', 'slack_bolt.app.async_app': 'slack_bolt.async_app', 'sanic.app': 'sanic', 'quart.app': 'quart',
	},
};
