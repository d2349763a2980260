/**
 * Threads, processes, and the locks and queues between them. A call that does not wait says so by its arguments: `block=False`, `timeout=0`,
 * `LOCK_NB`. What waits for a lock is no better off on another thread, because the lock then belongs to that one.
 */
import type { ArgumentTest, CatalogueData, Entry } from '../../schema.ts';
import { advice, blocking, given, here, is, results } from '../entries.ts';

const noTime = (argument: number): ArgumentTest[] => [is(argument, 'timeout', 0)];
const asyncLock = here('use asyncio.Lock, or hold the lock only on threads');

function locks(module: string, names: string): Entry[] {
	return names.split(' ').flatMap((name) => blocking(`${module}#${name}.`, 'lock', 'warning', [
		// `multiprocessing` calls the first argument `block`.
		['acquire', 'waits for a lock', { ...asyncLock, unless: [is(0, 'blocking', false, 0), { argument: 'block', equals: [false, 0] }, is(1, 'timeout', 0)] }],
		// Who enters a lock of one holder mostly leaves it at once: the rule asks whether anyone stays long.
		['__enter__', name.endsWith('Semaphore') ? 'waits for its turn' : 'waits for a lock', asyncLock],
	]));
}

const waiting: Entry[] = ['threading', 'multiprocessing.synchronize'].flatMap((module) => [
	...locks(module, 'Lock RLock Condition Semaphore BoundedSemaphore'),
	...blocking(`${module}#Condition.`, 'lock', 'error', [
		['wait', 'waits for another thread', { ...here('use asyncio.Condition'), unless: noTime(0) }],
		['wait_for', 'waits for another thread', { ...here('use asyncio.Condition'), unless: noTime(1) }],
	]),
	...blocking(`${module}#Event.`, 'lock', 'error', [['wait', 'waits for another thread', { ...advice('use asyncio.Event, and set it with loop.call_soon_threadsafe()'), unless: noTime(0) }]]),
	...blocking(`${module}#Barrier.`, 'lock', 'error', [['wait', 'waits for other threads', { ...here('use asyncio.Barrier'), unless: noTime(0) }]]),
]);

const kinds: Entry[] = [
	...['threading#Lock', 'multiprocessing.synchronize#Lock', '_thread#LockType'].map((symbol): Entry => ({ symbol, lock: 'plain' })),
	// A condition makes a lock that can be taken again, unless it is given another.
	...['threading', 'multiprocessing.synchronize'].flatMap((module) => ['RLock', 'Condition'].map((name): Entry => ({ symbol: `${module}#${name}`, lock: 'reentrant' }))),
	...['threading', 'multiprocessing.synchronize'].flatMap((module) => ['Semaphore', 'BoundedSemaphore'].map((name): Entry => ({ symbol: `${module}#${name}`, lock: 'counted' }))),
];

const threads: Entry[] = [
	...['Thread', 'Timer', '_DummyThread'].flatMap((type) => blocking(`threading#${type}.`, 'lock', 'error', [['join', 'waits for a thread to end', { unless: noTime(0) }]])),
	...blocking('_thread#LockType.', 'lock', 'warning', [['acquire', 'waits for a lock', { ...asyncLock, unless: [is(0, 'blocking', false, 0), is(1, 'timeout', 0)] }]]),
];

const queues: Entry[] = [
	...['Queue', 'LifoQueue', 'PriorityQueue', 'SimpleQueue'].flatMap((type) => blocking(`queue#${type}.`, 'lock', 'error', [
		['get', 'waits for an item', { ...advice('use asyncio.Queue'), unless: [is(0, 'block', false, 0), ...noTime(1)] }],
		// A queue without a size never lets one wait to put something in: only who gives a time expects it.
		['put', 'waits for room in a queue', { ...advice('use asyncio.Queue'), when: [given(2, 'timeout')], unless: [is(1, 'block', false, 0), is(2, 'timeout', 0, null)] }],
		...(type === 'SimpleQueue' ? [] : [['join', 'waits until all items are done', advice('use asyncio.Queue')] as const]),
	])),
	...['Queue', 'JoinableQueue', 'SimpleQueue'].flatMap((type) => blocking(`multiprocessing.queues#${type}.`, 'lock', 'error', [
		['get', 'waits for an item of another process', { unless: [is(0, 'block', false, 0), ...noTime(1)] }],
		...(type === 'SimpleQueue' ? [] : [['join_thread', 'waits for a thread to end'] as const]),
		...(type === 'JoinableQueue' ? [['join', 'waits until all items are done'] as const] : []),
	])),
];

const processes: Entry[] = [
	...blocking('multiprocessing.process#BaseProcess.', 'process', 'error', [['join', 'waits for a process to end', { unless: noTime(0) }]]),
	...blocking('multiprocessing.process#BaseProcess.', 'process', 'warning', [['start', 'starts a process']]),
	...blocking('multiprocessing.pool#Pool.', 'process', 'error', [
		['map starmap apply', 'waits for the workers of a pool', here('use loop.run_in_executor() with a ProcessPoolExecutor')],
		['imap imap_unordered', 'waits for the workers of a pool', { isLazy: true, advice: 'use loop.run_in_executor() with a ProcessPoolExecutor' }],
		['join', 'waits for processes to end'],
	]),
	...blocking('multiprocessing.pool#ApplyResult.', 'process', 'error', [['get wait', 'waits for the workers of a pool', { unless: noTime(0) }]]),
	...blocking('multiprocessing#', 'process', 'warning', [['Pool Manager', 'starts processes']]),
	...blocking('multiprocessing.connection#', 'process', 'error', [['Client', 'connects to a process'], ['wait', 'waits for other processes', { unless: noTime(1) }]]),
	...blocking('multiprocessing.connection#Connection.', 'process', 'error', [
		['recv recv_bytes recv_bytes_into', 'waits for another process'],
		['poll', 'waits for another process', { when: [given(0, 'timeout')], unless: [is(0, 'timeout', 0)] }],
	]),
	...blocking('multiprocessing.connection#Listener.', 'process', 'error', [['accept', 'waits for a process to connect']]),
];

const wrap = here('await asyncio.wrap_future() of it');

const futures: Entry[] = [
	...blocking('concurrent.futures#Future.', 'lock', 'error', [['result exception', 'waits for work on another thread', { ...wrap, unless: noTime(0) }]]),
	...blocking('concurrent.futures#', 'lock', 'error', [
		['wait', 'waits for work on other threads', { ...here('await asyncio.wait() of the wrapped futures'), unless: noTime(1) }],
		['as_completed', 'waits for work on other threads', { ...here('use asyncio.as_completed() with the wrapped futures'), isLazy: true }],
	]),
	...blocking('concurrent.futures#Executor.', 'lock', 'error', [
		['map', 'waits for work on other threads', { ...here('await asyncio.gather() of loop.run_in_executor() calls'), isLazy: true }],
		['shutdown', 'waits for work on other threads', { ...advice('give wait=False, or await loop.shutdown_default_executor()'), unless: [is(0, 'wait', false)] }],
		['__exit__', 'waits for work on other threads', here('await loop.run_in_executor() for its work, with one executor that is shut down when the program ends')],
	]),
];

const fileLocks: Entry[] = [
	...blocking('fcntl#', 'file', 'error', [['flock lockf', 'waits for a file\'s lock', { unless: [{ argument: 1, keyword: 'operation', symbols: ['fcntl#LOCK_NB', 'fcntl#LOCK_UN'] }, { argument: 'cmd', symbols: ['fcntl#LOCK_NB', 'fcntl#LOCK_UN'] }] }]]),
	...blocking('os#', 'file', 'error', [['lockf', 'waits for a file\'s lock', { unless: [{ argument: 1, symbols: ['os#F_TLOCK', 'os#F_ULOCK', 'os#F_TEST'] }] }]]),
	...blocking('msvcrt#', 'file', 'error', [['locking', 'waits for a file\'s lock', { unless: [{ argument: 1, symbols: ['msvcrt#LK_NBLCK', 'msvcrt#LK_NBRLCK', 'msvcrt#LK_UNLCK'] }] }]]),
];

export const concurrency: CatalogueData = {
	entries: [
		...waiting, ...kinds, ...threads, ...queues, ...processes, ...futures, ...fileLocks,
		...results({
			'concurrent.futures#Executor.submit': 'concurrent.futures#Future',
			'multiprocessing.pool#Pool.apply_async': 'multiprocessing.pool#ApplyResult', 'multiprocessing.pool#Pool.map_async': 'multiprocessing.pool#ApplyResult', 'multiprocessing.pool#Pool.starmap_async': 'multiprocessing.pool#ApplyResult',
			'multiprocessing#Pool': 'multiprocessing.pool#Pool', 'multiprocessing#Queue': 'multiprocessing.queues#Queue', 'multiprocessing#JoinableQueue': 'multiprocessing.queues#JoinableQueue', 'multiprocessing#SimpleQueue': 'multiprocessing.queues#SimpleQueue',
			'multiprocessing#Process': 'multiprocessing.process#BaseProcess', 'multiprocessing.connection#Listener.accept': 'multiprocessing.connection#Connection', 'multiprocessing.connection#Client': 'multiprocessing.connection#Connection',
			...Object.fromEntries(['Lock', 'RLock', 'Condition', 'Semaphore', 'BoundedSemaphore', 'Event', 'Barrier'].map((name) => [`multiprocessing#${name}`, `multiprocessing.synchronize#${name}`])),
			'multiprocessing#Pipe': 'builtins#tuple[multiprocessing.connection#Connection,multiprocessing.connection#Connection]', '_thread#allocate_lock': '_thread#LockType',
			'threading#Lock': 'threading#Lock', 'threading#RLock': 'threading#RLock',
		}),
	],
	aliases: {
		'concurrent.futures#ThreadPoolExecutor': 'concurrent.futures#Executor', 'concurrent.futures#ProcessPoolExecutor': 'concurrent.futures#Executor', 'concurrent.futures#InterpreterPoolExecutor': 'concurrent.futures#Executor',
		'concurrent.futures._base': 'concurrent.futures', 'concurrent.futures.thread': 'concurrent.futures', 'concurrent.futures.process': 'concurrent.futures', 'concurrent#futures': 'concurrent.futures',
		'multiprocessing.context#BaseContext': 'multiprocessing', 'multiprocessing#Process': 'multiprocessing.process#BaseProcess', 'multiprocessing.context#Process': 'multiprocessing.process#BaseProcess', 'multiprocessing.context#SpawnProcess': 'multiprocessing.process#BaseProcess', 'multiprocessing.context#ForkProcess': 'multiprocessing.process#BaseProcess',
		'multiprocessing.pool#ThreadPool': 'multiprocessing.pool#Pool', 'multiprocessing.pool#AsyncResult': 'multiprocessing.pool#ApplyResult', 'multiprocessing.pool#MapResult': 'multiprocessing.pool#ApplyResult',
		'multiprocessing.dummy#Pool': 'multiprocessing.pool#Pool', 'multiprocessing.connection#PipeConnection': 'multiprocessing.connection#Connection',
		'_queue#SimpleQueue': 'queue#SimpleQueue', '_thread#lock': '_thread#LockType', '_thread#RLock': 'threading#RLock', 'torch.multiprocessing': 'multiprocessing',
		...Object.fromEntries(['Lock', 'RLock', 'Condition', 'Semaphore', 'BoundedSemaphore', 'Event', 'Barrier'].map((name) => [`multiprocessing#${name}`, `multiprocessing.synchronize#${name}`])),
		...Object.fromEntries(['Queue', 'JoinableQueue', 'SimpleQueue'].map((name) => [`multiprocessing#${name}`, `multiprocessing.queues#${name}`])),
		'multiprocessing#Pool': 'multiprocessing.pool#Pool', 'multiprocessing#pool': 'multiprocessing.pool', 'multiprocessing#connection': 'multiprocessing.connection',
	},
};
