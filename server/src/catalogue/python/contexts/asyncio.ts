/**
 * asyncio: what runs on the loop, what hands work to threads, what begins tasks and waits for them. uvloop's loop has the same surface.
 *
 * `returns` tells what must be awaited, so that a call nobody awaits is known for one.
 */
import type { CatalogueData, Entry } from '../../schema.ts';
import { aliased, blocking, callback, coroutines, decorators, drivers, here, is, members, offloads, results } from '../entries.ts';

const loop = 'asyncio#AbstractEventLoop';
const task = 'asyncio#Task';
/** What `run_coroutine_threadsafe` gives: a thread's future, whose coroutine is a loop's. */
const threadsafe = 'asyncio#ThreadsafeFuture';

const threads: Entry[] = [
	...offloads(['asyncio#to_thread']),
	...offloads([`${loop}.run_in_executor`], 1),
];

const callbacks: Entry[] = [
	...callback(members(`${loop}.`, 'call_soon call_soon_threadsafe'), 'loop', 'callback', 0),
	...callback(members(`${loop}.`, 'call_later call_at'), 'loop', 'timer', 1),
	...callback(members(`${loop}.`, 'add_reader add_writer'), 'loop', 'event listener', 1),
	...callback([`${loop}.add_signal_handler`], 'loop', 'signal handler', 1),
	...callback([`${loop}.set_exception_handler`, `${loop}.set_task_factory`], 'loop', 'callback', 0),
	...callback(['asyncio#Future.add_done_callback', 'asyncio#Task.add_done_callback'], 'loop', 'done callback', 0, 'fn'),
	...callback(['asyncio#start_server', 'asyncio#start_unix_server'], 'loop', 'connection handler', 0, 'client_connected_cb'),
	...callback(members(`${loop}.`, 'create_server create_unix_server create_connection create_unix_connection create_datagram_endpoint subprocess_exec subprocess_shell connect_read_pipe connect_write_pipe'), 'loop', 'protocol factory', 0, 'protocol_factory'),
	...Object.entries({ BaseProtocol: '', Protocol: ' data_received eof_received', BufferedProtocol: ' get_buffer buffer_updated eof_received', DatagramProtocol: ' datagram_received error_received', SubprocessProtocol: ' pipe_data_received pipe_connection_lost process_exited' })
		.flatMap(([type, own]) => decorators(`asyncio#${type}.`, `connection_made connection_lost pause_writing resume_writing${own}`, 'loop', 'protocol callback')),
];

const tasks: Entry[] = [
	...['asyncio#create_task', 'asyncio#ensure_future', `${loop}.create_task`].map((symbol): Entry => ({ symbol, spawns: { argument: 0, keptBy: 'caller' }, returns: task })),
	{ symbol: 'asyncio#run_coroutine_threadsafe', spawns: { argument: 0, keptBy: 'caller' }, returns: threadsafe },
	{ symbol: 'asyncio#TaskGroup.create_task', spawns: { argument: 0, keptBy: 'scope' }, returns: task },
	...drivers('asyncio#run', 'asyncio#Runner.run', `${loop}.run_until_complete`),
	...blocking(`${threadsafe}.`, 'coroutine', 'error', [['result exception', 'waits for a coroutine of an event loop', { ...here('await asyncio.wrap_future() of it'), unless: [is(0, 'timeout', 0)] }]]),
	{ symbol: 'asyncio#gather', joins: [{ how: 'settled', when: [{ argument: 'return_exceptions', equals: [true] }] }, { how: 'all' }] },
	{ symbol: 'asyncio#wait', joins: [{ how: 'first', when: [{ argument: 'return_when', symbols: ['asyncio#FIRST_COMPLETED', 'asyncio#FIRST_EXCEPTION', 'concurrent.futures#FIRST_COMPLETED', 'concurrent.futures#FIRST_EXCEPTION'] }] }, { how: 'first', when: [{ argument: 'timeout', present: true }] }, { how: 'settled' }], deadline: { argument: 1, keyword: 'timeout' } },
	{ symbol: 'asyncio#as_completed', joins: [{ how: 'all' }], deadline: { argument: 1, keyword: 'timeout' } },
	{ symbol: 'asyncio#wait_for', joins: [{ how: 'deadline' }], deadline: { argument: 1, keyword: 'timeout' } },
	{ symbol: 'asyncio#shield', joins: [{ how: 'shield' }] },
	{ symbol: 'asyncio#timeout', deadline: { argument: 0, keyword: 'delay' }, returns: 'asyncio#Timeout' },
	{ symbol: 'asyncio#timeout_at', deadline: { argument: 0, keyword: 'when' }, returns: 'asyncio#Timeout' },
	{ symbol: 'async_timeout#timeout', deadline: { argument: 0, keyword: 'delay' } },
	{ symbol: 'async_timeout#timeout_at', deadline: { argument: 0, keyword: 'deadline' } },
	{ symbol: 'asyncio#sleep', sleeps: { argument: 0, unit: 's' }, returns: 'typing#Coroutine' },
	{ symbol: 'asyncio#CancelledError', cancellation: 'is' },
	{ symbol: 'builtins#BaseException', cancellation: 'includes' },
	{ symbol: 'asyncio#Future', awaitable: 'running' },
	{ symbol: task, awaitable: 'running' },
	{ symbol: 'typing#Coroutine', awaitable: 'lazy' },
	{ symbol: 'typing#Awaitable', awaitable: 'lazy' },
];

const waits: Entry[] = [
	...coroutines('asyncio#', 'open_connection open_unix_connection', 'builtins#tuple[asyncio#StreamReader,asyncio#StreamWriter]'),
	...coroutines('asyncio#', 'start_server start_unix_server', 'asyncio#Server'),
	...coroutines('asyncio#', 'create_subprocess_exec create_subprocess_shell', 'asyncio.subprocess#Process'),
	...coroutines('asyncio#Lock.', 'acquire'), ...coroutines('asyncio#Semaphore.', 'acquire'), ...coroutines('asyncio#Condition.', 'acquire wait wait_for'), ...coroutines('asyncio#Event.', 'wait'), ...coroutines('asyncio#Barrier.', 'wait reset abort'),
	...['Queue', 'PriorityQueue', 'LifoQueue'].flatMap((type) => [...coroutines(`asyncio#${type}.`, 'get', '$0'), ...coroutines(`asyncio#${type}.`, 'put join')]),
	...coroutines('asyncio#StreamReader.', 'read readline readexactly readuntil', 'builtins#bytes'),
	...coroutines('asyncio#StreamWriter.', 'drain wait_closed start_tls'),
	...coroutines('asyncio#Server.', 'wait_closed start_serving'),
	{ symbol: 'asyncio#Event.is_set', announced: 'its `wait()`' },
	...['asyncio#Task.done', 'asyncio#Future.done'].map((symbol): Entry => ({ symbol, announced: 'its end, by an `await` of it,' })),
	...['Queue', 'PriorityQueue', 'LifoQueue'].map((type): Entry => ({ symbol: `asyncio#${type}.empty`, announced: 'its `get()`' })),
	{ symbol: 'asyncio#Server.serve_forever', listens: true, returns: 'typing#Coroutine' },
	{ symbol: `${loop}.run_forever`, listens: true },
	...coroutines('asyncio.subprocess#Process.', 'wait', 'builtins#int'), ...coroutines('asyncio.subprocess#Process.', 'communicate', 'builtins#tuple[builtins#bytes,builtins#bytes]'),
	...coroutines(`${loop}.`, 'sock_recv', 'builtins#bytes'), ...coroutines(`${loop}.`, 'sock_recv_into sock_recvfrom sock_recvfrom_into sock_sendall sock_sendto sock_connect sock_accept sock_sendfile sendfile getaddrinfo getnameinfo create_connection create_unix_connection create_datagram_endpoint start_tls connect_read_pipe connect_write_pipe connect_accepted_socket subprocess_exec subprocess_shell shutdown_asyncgens shutdown_default_executor'),
	...coroutines(`${loop}.`, 'create_server create_unix_server', 'asyncio#Server'),
];

/** A condition has a lock of its own, which it lets go of only while it waits. */
const locks: Entry[] = [
	...['Lock', 'Condition'].map((name): Entry => ({ symbol: `asyncio#${name}`, lock: 'plain' })),
	{ symbol: 'asyncio#Semaphore', lock: 'counted' },
];

/** What took `loop=` before Python 3.10; a future, a task and `ensure_future` still do. */
const loopTakers = 'sleep gather wait wait_for shield as_completed open_connection start_server open_unix_connection start_unix_server create_subprocess_exec create_subprocess_shell Lock Event Condition Semaphore BoundedSemaphore Queue PriorityQueue LifoQueue';

const outdated: Entry[] = [
	{ symbol: 'asyncio#get_event_loop', outdated: { instead: '`asyncio.get_running_loop()`', symbol: 'asyncio#get_running_loop', inAsync: true } },
	...loopTakers.split(' ').map((name): Entry => ({ symbol: `asyncio#${name}`, outdated: { argument: 'loop', removed: '3.10', instead: 'it without `loop`: it takes the running one' } })),
	{ symbol: 'asyncio#coroutine', outdated: { removed: '3.11', instead: '`async def`' } },
	{ symbol: 'asyncio#Task.all_tasks', outdated: { removed: '3.9', instead: '`asyncio.all_tasks()`', symbol: 'asyncio#all_tasks' } },
	{ symbol: 'asyncio#Task.current_task', outdated: { removed: '3.9', instead: '`asyncio.current_task()`', symbol: 'asyncio#current_task' } },
	...['get_child_watcher', 'set_child_watcher'].map((name): Entry => ({ symbol: `asyncio#${name}`, outdated: { removed: '3.14', instead: 'no watcher: there is nothing to be set any more' } })),
];

const made: Entry[] = results({
	'asyncio#get_running_loop': loop, 'asyncio#get_event_loop': loop, 'asyncio#new_event_loop': loop, 'asyncio#current_task': task, 'asyncio#all_tasks': `builtins#set[${task}]`,
	[`${loop}.create_future`]: 'asyncio#Future', 'asyncio#wrap_future': 'asyncio#Future', 'asyncio#Runner.get_loop': loop, 'uvloop#new_event_loop': loop,
	'asyncio#Future.get_loop': loop, 'asyncio#Task.get_loop': loop,
});

export const asyncioFacts: CatalogueData = {
	entries: [...threads, ...callbacks, ...tasks, ...waits, ...locks, ...outdated, ...made],
	aliases: {
		...aliased('asyncio', 'asyncio.events asyncio.tasks asyncio.locks asyncio.queues asyncio.futures asyncio.streams asyncio.base_events asyncio.runners asyncio.taskgroups asyncio.timeouts asyncio.exceptions asyncio.threads asyncio.protocols asyncio.transports asyncio.coroutines asyncio.unix_events asyncio.selector_events asyncio.base_futures asyncio.windows_events asyncio.mixins'),
		...aliased(loop, 'asyncio#BaseEventLoop asyncio#SelectorEventLoop asyncio#ProactorEventLoop asyncio#EventLoop asyncio#_UnixSelectorEventLoop uvloop#Loop uvloop.loop#Loop asyncio#BaseSelectorEventLoop'),
		[threadsafe]: 'concurrent.futures#Future', 'asyncio#BoundedSemaphore': 'asyncio#Semaphore', _asyncio: 'asyncio', 'asyncio.subprocess#create_subprocess_exec': 'asyncio#create_subprocess_exec', 'asyncio.subprocess#create_subprocess_shell': 'asyncio#create_subprocess_shell',
		'asyncio#subprocess': 'asyncio.subprocess', 'uvloop#run': 'asyncio#run',
	},
};
