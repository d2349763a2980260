/** What runs on a thread or process of its own, what runs at the process's end, and what runs a function at once. */
import type { CatalogueData, Entry } from '../../schema.ts';
import { callback, decorators, members, offloads, submodules } from '../entries.ts';

const threads: Entry[] = [
	...callback(['threading#Thread', 'multiprocessing.process#BaseProcess'], 'thread', 'thread', 1, 'target'),
	...callback(['threading#Timer'], 'thread', 'timer of a thread', 1, 'function'),
	...callback(['_thread#start_new_thread'], 'thread', 'thread', 0),
	...callback(['rq#Queue.enqueue', 'rq#Queue.enqueue_call'], 'thread', 'job of a worker', 0, 'func'), ...callback(['rq#Queue.enqueue_at', 'rq#Queue.enqueue_in'], 'thread', 'job of a worker', 1, 'func'),
	...decorators('threading#Thread.', 'run', 'thread', 'thread'),
	// Where a decorator is told so: `@work(thread=True)`.
	{ symbol: 'threading#Thread.decorated', decorates: { runs: 'thread', what: 'worker', isBegun: true } },
	...decorators('threading#Timer.', 'run', 'thread', 'thread'),
	...decorators('multiprocessing.process#BaseProcess.', 'run', 'thread', 'process'),
	...callback(['concurrent.futures#Future.add_done_callback'], 'thread', 'done callback', 0, 'fn'),
	...offloads(members('concurrent.futures#Executor.', 'submit map')),
	...offloads(members('multiprocessing.pool#Pool.', 'apply apply_async map map_async starmap starmap_async imap imap_unordered')),
	...callback(['concurrent.futures#ThreadPoolExecutor'], 'thread', 'thread', 2, 'initializer'),
	...callback(['logging.handlers#QueueListener'], 'thread', 'log listener', 'any'),
	...decorators('watchdog.events#FileSystemEventHandler.', 'on_any_event on_created on_deleted on_modified on_moved on_closed on_opened dispatch', 'thread', 'file watcher'),
	...['socketserver#BaseRequestHandler.', 'socketserver#StreamRequestHandler.'].flatMap((owner) => decorators(owner, 'handle setup finish', 'thread', 'request handler')),
	...['http.server#BaseHTTPRequestHandler.', 'http.server#SimpleHTTPRequestHandler.'].flatMap((owner) => decorators(owner, 'do_GET do_POST do_PUT do_DELETE do_HEAD do_PATCH do_OPTIONS handle', 'thread', 'request handler')),
];

/** The wrapped function, called, runs on a thread. */
const wrappers: Entry[] = [
	...offloads(['asgiref.sync#sync_to_async', 'asgiref.sync#SyncToAsync', 'channels.db#database_sync_to_async', 'starlette.concurrency#run_in_threadpool', 'asyncer#asyncify']),
	...decorators('asgiref.sync#', 'sync_to_async', 'thread', 'offloaded function'),
	...decorators('channels.db#', 'database_sync_to_async', 'thread', 'offloaded function'),
	...['asgiref.sync#async_to_sync', 'asgiref.sync#AsyncToSync'].map((symbol): Entry => ({ symbol, drives: 0 })),
	...offloads(['tornado.ioloop#IOLoop.run_in_executor'], 1),
	...offloads(['twisted.internet.threads#deferToThread']),
];

const endings: Entry[] = [
	...callback(['atexit#register'], 'shutdown', 'handler of the process\'s end', 0),
	...decorators('atexit#', 'register', 'shutdown', 'handler of the process\'s end'),
	...callback(['weakref#finalize'], 'inline', 'callback', 1),
	// Between two instructions of the main thread, whatever that does.
	...callback(['signal#signal'], 'shutdown', 'signal handler', 1, 'handler'),
];

/** They call what they are given before they return; `map` and `filter` while their result is gone through. */
const inline: Entry[] = [
	...callback(members('builtins#', 'map filter'), 'inline', 'callback', 0),
	...['sorted', 'min', 'max'].map((name): Entry => ({ symbol: `builtins#${name}`, callbacks: [{ argument: 'named', keyword: 'key', runs: 'inline', what: 'callback' }] })),
	{ symbol: 'builtins#list.sort', callbacks: [{ argument: 'named', keyword: 'key', runs: 'inline', what: 'callback' }] },
	...callback(['functools#reduce', 'itertools#starmap', 'itertools#takewhile', 'itertools#dropwhile', 'itertools#filterfalse'], 'inline', 'callback', 0),
	...callback(['itertools#groupby', 'itertools#accumulate'], 'inline', 'callback', 1),
	...callback(members('re#', 'sub subn'), 'inline', 'callback', 1, 'repl'),
	...callback(members('re#Pattern.', 'sub subn'), 'inline', 'callback', 0, 'repl'),
	...callback(['contextvars#Context.run'], 'inline', 'callback', 0),
	...callback(['timeit#timeit', 'cProfile#Profile.runcall'], 'inline', 'callback', 0),
];

export const threadFacts: CatalogueData = {
	entries: [...threads, ...wrappers, ...endings, ...inline],
	aliases: { ...submodules('asgiref.sync', 'starlette.concurrency', 'fastapi.concurrency', 'watchdog.events', 'watchdog.observers'), 'fastapi.concurrency': 'starlette.concurrency' },
};
