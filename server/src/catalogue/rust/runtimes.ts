/** Async runtimes: what begins tasks, what runs where, what waits. tokio first; others by their likeness to it. */
import type { CatalogueData, Entry } from '../schema.ts';
import { blocking, blockingEach, callback, decorators, members, offloads, spawns } from './entries.ts';

const spawning: Entry[] = [
	...spawns(['tokio#spawn', 'tokio::task#spawn_local', 'tokio::runtime#Handle.spawn', 'tokio::runtime#Runtime.spawn', 'tokio::task#LocalSet.spawn_local', 'tokio::task#Builder.spawn', 'actix_web::rt#spawn', 'actix_rt#spawn', 'async_std::task#spawn', 'async_std::task#spawn_local'], 'caller'),
	...spawns(['tokio::task#JoinSet.spawn', 'tokio::task#JoinSet.spawn_on', 'tokio::task#JoinSet.spawn_local', 'tokio_util::task#TaskTracker.spawn', 'tokio_util::task#TaskTracker.spawn_on', 'tokio_util::task#JoinMap.spawn'], 'scope'),
	{ symbol: 'tokio_util::task#JoinMap.spawn', spawns: { argument: 1, keptBy: 'scope' }, callbacks: [{ argument: 1, runs: 'loop', what: 'task' }] },
	...['tokio_util::task#TaskTracker.track_future', 'hyper_util::server::graceful#GracefulShutdown.watch', 'hyper_util::server::graceful#Watcher.watch'].map((symbol): Entry => ({ symbol, tracks: 0 })),
];

/** Runtimes that end a task with its handle: what is dropped there is another matter, of which the compiler warns. */
const begun: Entry[] = [
	...callback(['compio::runtime#spawn', 'monoio#spawn', 'glommio#spawn_local', 'smol#spawn', 'async_global_executor#spawn'], 'loop', 'task'),
	// It gives no handle that anybody could keep: https://docs.rs/wasm-bindgen-futures/latest/wasm_bindgen_futures/fn.spawn_local.html
	...callback(['wasm_bindgen_futures#spawn_local'], 'loop', 'task'),
	...['compio::net#TcpListener.accept', 'monoio::net#TcpListener.accept', ...['smol::net', 'async_net', 'async_std::net', 'glommio::net'].flatMap((module) => [`${module}#TcpListener.accept`, `${module}#TcpListener.incoming`])].map((symbol): Entry => ({ symbol, listens: true })),
];

const offloading: Entry[] = offloads([
	'tokio::task#spawn_blocking', 'tokio::runtime#Handle.spawn_blocking', 'tokio::runtime#Runtime.spawn_blocking', 'tokio::task#JoinSet.spawn_blocking', 'tokio_util::task#TaskTracker.spawn_blocking', 'tokio::task#block_in_place', 'actix_web::web#block', 'actix_web#web.block',
	'compio::runtime#spawn_blocking', 'monoio#spawn_blocking', 'async_std::task#spawn_blocking', 'smol#unblock', 'blocking#unblock', 'tokio_rayon#spawn',
]);

/** What they are given runs on the caller's thread, for as long as it takes. */
const driving: Entry[] = [
	...['tokio::runtime#Runtime.block_on', 'tokio::runtime#Handle.block_on', 'tokio::task#LocalSet.block_on', 'futures::executor#block_on', 'futures_executor#block_on', 'futures_lite::future#block_on', 'pollster#block_on', 'smol#block_on', 'async_std::task#block_on', 'actix_web::rt#System.block_on', 'actix_rt#System.block_on', 'async_io#block_on', 'compio::runtime#Runtime.block_on', 'monoio#Runtime.block_on'].map((symbol): Entry => { const argument = symbol === 'tokio::task#LocalSet.block_on' ? 1 : 0; return { symbol, drives: argument, blocks: { category: 'coroutine', severity: 'error', does: 'runs a future to its end' }, advice: 'await the future instead', callbacks: [{ argument, runs: 'inline', what: 'future' }] }; }),
];

const sleeping: Entry[] = [
	{ symbol: 'tokio::time#sleep', sleeps: { argument: 0 } }, { symbol: 'tokio::time#sleep_until', sleeps: { argument: 0 } }, { symbol: 'async_std::task#sleep', sleeps: { argument: 0 } }, { symbol: 'smol#Timer.after', sleeps: { argument: 0 } }, { symbol: 'actix_web::rt::time#sleep', sleeps: { argument: 0 } }, { symbol: 'actix_rt::time#sleep', sleeps: { argument: 0 } }, { symbol: 'futures_timer#Delay.new', sleeps: { argument: 0 } },
	{ symbol: 'tokio::task#yield_now', sleeps: {} },
];

/** Calls that wait on the thread though the runtime offers to wait without it. */
const holding: Entry[] = [
	...blockingEach(['tokio::sync::mpsc#Sender.'], 'coroutine', 'error', 'await `send()` instead', [['blocking_send', 'waits for room in a channel']]),
	...blockingEach(['tokio::sync::mpsc#Receiver.', 'tokio::sync::mpsc#UnboundedReceiver.', 'tokio::sync::oneshot#Receiver.', 'tokio::sync::broadcast#Receiver.'], 'coroutine', 'error', 'await it instead', [['blocking_recv blocking_recv_many', 'waits for a message']]),
	...blocking('tokio::sync#Mutex.', 'coroutine', 'error', 'await `lock()` instead', [['blocking_lock blocking_lock_owned', 'waits for a lock']]),
	...blocking('tokio::sync#RwLock.', 'coroutine', 'error', 'await `read()` or `write()` instead', [['blocking_read blocking_write', 'waits for a lock']]),
];

const waiting: Entry[] = [
	{ symbol: 'tokio#join!', joins: [{ how: 'all' }] }, { symbol: 'tokio#try_join!', joins: [{ how: 'all' }] }, { symbol: 'futures::future#join_all', joins: [{ how: 'settled' }] }, { symbol: 'futures::future#try_join_all', joins: [{ how: 'all' }] },
	{ symbol: 'tokio::time#timeout', joins: [{ how: 'deadline' }], deadline: { argument: 0 } }, { symbol: 'tokio::time#timeout_at', joins: [{ how: 'deadline' }], deadline: { argument: 0 } },
	...['tokio::sync::mpsc#Receiver.try_recv', 'tokio::sync::mpsc#UnboundedReceiver.try_recv'].map((symbol): Entry => ({ symbol, announced: 'its `recv()`' })),
	{ symbol: 'tokio::task#JoinHandle.is_finished', announced: 'its end, by an `await` of it,' }, { symbol: 'tokio_util::sync#CancellationToken.is_cancelled', announced: 'its `cancelled()`' }, { symbol: 'tokio::sync::watch#Receiver.has_changed', announced: 'its `changed()`' },
];

const contexts: Entry[] = [
	...decorators('tokio#', 'test', 'test', 'test'), ...decorators('async_std#', 'test', 'test', 'test'), ...decorators('compio#', 'test', 'test', 'test'), ...decorators('monoio#', 'test', 'test', 'test'), ...decorators('actix_web#', 'test', 'test', 'test'), ...decorators('actix_rt#', 'test', 'test', 'test'), ...decorators('smol_potat#', 'test', 'test', 'test'), ...decorators('test_log#', 'test', 'test', 'test'), ...decorators('sqlx#', 'test', 'test', 'test'), ...decorators('std#', 'rstest test_case', 'test', 'test'),
	...decorators('actix_web#', 'get post put delete patch head options route', 'loop', 'request handler'), ...decorators('rocket#', 'get post put delete patch head options catch', 'loop', 'request handler'),
	// By `#[macro_use] extern crate rocket;` or `use actix_web::*;`: nothing else is called so on a function.
	...decorators('std#', 'get post put delete patch head', 'loop', 'request handler'),
	...decorators('std::future#Future.', 'poll', 'loop', 'poll function'), ...decorators('futures::stream#Stream.', 'poll_next', 'loop', 'poll function'), ...decorators('futures#Stream.', 'poll_next', 'loop', 'poll function'), ...decorators('tokio_stream#Stream.', 'poll_next', 'loop', 'poll function'), ...decorators('tokio::io#AsyncRead.', 'poll_read', 'loop', 'poll function'), ...decorators('tokio::io#AsyncWrite.', 'poll_write poll_flush poll_shutdown', 'loop', 'poll function'), ...decorators('tower#Service.', 'poll_ready call', 'loop', 'service'), ...decorators('tower_service#Service.', 'poll_ready call', 'loop', 'service'),
	...callback(members('axum::routing#', 'get post put delete patch head options any on_service'), 'loop', 'request handler', 'any'), ...callback(['axum#Router.fallback', 'axum::routing#MethodRouter.get', 'axum::routing#MethodRouter.post', 'axum::routing#MethodRouter.put', 'axum::routing#MethodRouter.delete', 'axum::routing#MethodRouter.patch', 'axum::middleware#from_fn', 'actix_web::web#Route.to', 'actix_web#Route.to'], 'loop', 'request handler', 'any'), ...callback(['axum::middleware#from_fn_with_state'], 'loop', 'middleware', 1), ...callback(['actix_web::web#Resource.to'], 'loop', 'request handler'),
	...callback(['actix_web#HttpServer.new'], 'startup', 'application factory'),
	// What a program of the command line was called for.
	...['clap#Parser', 'clap#Subcommand', 'clap#Args', 'clap#ArgMatches', 'structopt#StructOpt', 'argh#FromArgs'].map((symbol): Entry => ({ symbol, decorates: { runs: 'startup', what: 'command' } })),
	// Whoever calls a function with one of these begins a runtime, and it is all that runs there.
	...members('', 'tokio#main.current_thread actix_web#main actix_rt#main ntex#main rocket#main compio#main monoio#main').map((symbol): Entry => ({ symbol, decorates: { runs: 'startup', what: 'start-up hook' } })),
	...members('', 'tokio#main async_std#main').map((symbol): Entry => ({ symbol, decorates: { runs: 'startup', what: 'start-up hook', hasWorkers: true } })),
	{ symbol: 'axum#serve', listens: true }, { symbol: 'tokio::net#TcpListener.accept', listens: true }, { symbol: 'tokio::net#UnixListener.accept', listens: true }, { symbol: 'actix_web#HttpServer.run', listens: true },
	...['tonic::transport#Server.serve', ...members('tonic::transport#Router.', 'serve serve_with_shutdown serve_with_incoming serve_with_incoming_shutdown'), 'rocket#Rocket.launch', ...members('axum_server#', 'bind bind_rustls bind_openssl from_tcp'), 'tonic::transport::server#Router.serve', 'warp#serve', 'hyper#Server.bind', 'axum_server#Server.serve'].map((symbol): Entry => ({ symbol, listens: true })),
];

/** Of what drives a future, what may do so on a thread that runs async code: it holds it, and panics no more than any other call. tokio's refuse to. */
export const patientDrivers: ReadonlySet<string> = new Set(['futures::executor#block_on', 'futures_executor#block_on', 'futures_lite::future#block_on', 'pollster#block_on', 'smol#block_on', 'async_std::task#block_on', 'async_io#block_on']);

export const runtimes: CatalogueData = {
	entries: [...spawning, ...begun, ...offloading, ...driving, ...sleeping, ...holding, ...waiting, ...contexts],
	aliases: { 'tokio::task#spawn': 'tokio#spawn', 'async_std#task': 'async_std::task', 'tokio::task#LocalSet.spawn': 'tokio::task#LocalSet.spawn_local', 'futures_util::future': 'futures::future', 'axum::handler': 'axum' },
};
