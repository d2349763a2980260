/** anyio, trio and curio: the same things under other names. They take an async function where asyncio takes a coroutine. */
import type { CatalogueData, Entry } from '../../schema.ts';
import { aliased, coroutines, drivers, offloads, results, submodules } from '../entries.ts';

const seconds = { sleeps: { argument: 0, unit: 's' }, returns: 'typing#Coroutine' } as const;

const anyio: Entry[] = [
	...offloads(['anyio.to_thread#run_sync', 'anyio.to_process#run_sync', 'anyio.to_interpreter#run_sync', 'anyio#run_sync_in_worker_thread']),
	{ symbol: 'anyio#sleep', ...seconds },
	...drivers('anyio#run', 'anyio.from_thread#run'),
	...['start_soon', 'start'].map((name): Entry => ({ symbol: `anyio.abc#TaskGroup.${name}`, spawns: { argument: 0, keptBy: 'scope' }, callbacks: [{ argument: 0, runs: 'later', what: 'task' }] })),
	...coroutines('anyio#', 'sleep_forever sleep_until run_process open_process connect_tcp connect_unix create_tcp_listener create_udp_socket getaddrinfo getnameinfo wait_socket_readable wait_socket_writable wait_all_tasks_blocked'),
	...coroutines('anyio#', 'open_file', 'anyio#AsyncFile'),
	...coroutines('anyio#AsyncFile.', 'read read1 readline readlines readinto write writelines truncate seek tell flush aclose'),
	...coroutines('anyio#Path.', 'read_text read_bytes write_text write_bytes exists is_file is_dir is_symlink stat lstat mkdir rmdir unlink touch rename replace resolve absolute chmod readlink samefile symlink_to hardlink_to owner group expanduser copy move'),
	...coroutines('anyio#Path.', 'open', 'anyio#AsyncFile'),
	...coroutines('anyio#Lock.', 'acquire'), ...coroutines('anyio#Semaphore.', 'acquire'), ...coroutines('anyio#Condition.', 'acquire wait'), ...coroutines('anyio#Event.', 'wait'),
	...['fail_after', 'move_on_after'].map((name): Entry => ({ symbol: `anyio#${name}`, deadline: { argument: 0, keyword: 'delay' }, returns: 'anyio#CancelScope' })),
	{ symbol: 'anyio#get_cancelled_exc_class', cancellation: 'is' },
	...results({ 'anyio#create_task_group': 'anyio.abc#TaskGroup', 'anyio#get_cancelled_exc_class': 'builtins#type' }),
];

const trio: Entry[] = [
	...offloads(['trio.to_thread#run_sync', 'trio#run_sync_in_worker_thread']),
	{ symbol: 'trio#sleep', ...seconds },
	...drivers('trio#run', 'trio.from_thread#run'),
	...['start_soon', 'start'].map((name): Entry => ({ symbol: `trio#Nursery.${name}`, spawns: { argument: 0, keptBy: 'scope' }, callbacks: [{ argument: 0, runs: 'later', what: 'task' }] })),
	...coroutines('trio#', 'sleep_forever sleep_until run_process open_tcp_stream open_ssl_over_tcp_stream open_tcp_listeners open_unix_socket serve_tcp serve_ssl_over_tcp serve_listeners aclose_forcefully open_file'),
	...coroutines('trio.lowlevel#', 'checkpoint wait_readable wait_writable'),
	...coroutines('trio#Event.', 'wait'), ...coroutines('trio#Lock.', 'acquire'), ...coroutines('trio#Semaphore.', 'acquire'), ...coroutines('trio#Condition.', 'acquire wait'),
	...['fail_after', 'move_on_after'].map((name): Entry => ({ symbol: `trio#${name}`, deadline: { argument: 0, keyword: 'seconds' }, returns: 'trio#CancelScope' })),
	...['fail_at', 'move_on_at'].map((name): Entry => ({ symbol: `trio#${name}`, deadline: { argument: 0, keyword: 'deadline' }, returns: 'trio#CancelScope' })),
	{ symbol: 'trio#Cancelled', cancellation: 'is' },
	...results({ 'trio#open_nursery': 'contextlib#AbstractAsyncContextManager[trio#Nursery]' }),
];

const curio: Entry[] = [
	...offloads(['curio#run_in_thread', 'curio#run_in_process', 'curio.workers#run_in_thread', 'curio.workers#run_in_process', 'curio#block_in_thread']),
	{ symbol: 'curio#sleep', ...seconds },
	...drivers('curio#run'),
	{ symbol: 'curio#spawn', spawns: { argument: 0, keptBy: 'caller' }, returns: 'typing#Coroutine[curio#Task]' },
	{ symbol: 'curio#TaskGroup.spawn', spawns: { argument: 0, keptBy: 'scope' }, returns: 'typing#Coroutine[curio#Task]' },
	{ symbol: 'curio#timeout_after', deadline: { argument: 0, keyword: 'seconds' } },
	{ symbol: 'curio#ignore_after', deadline: { argument: 0, keyword: 'seconds' } },
	{ symbol: 'curio#TaskCancelled', cancellation: 'is' },
	{ symbol: 'curio#CancelledError', cancellation: 'is' },
];

export const structured: CatalogueData = {
	entries: [...anyio, ...trio, ...curio],
	aliases: {
		...submodules('anyio.to_thread', 'anyio.to_process', 'anyio.from_thread', 'anyio.abc', 'trio.to_thread', 'trio.from_thread', 'trio.lowlevel'),
		...aliased('anyio', 'anyio._core._tasks anyio._core._eventloop anyio._core._synchronization anyio._core._fileio'),
		'anyio#TaskGroup': 'anyio.abc#TaskGroup', 'curio.task': 'curio', 'trio#hazmat': 'trio.lowlevel',
	},
};
