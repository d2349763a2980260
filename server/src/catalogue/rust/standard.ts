/** The standard library: files, processes, the network, the terminal, threads and their locks. All of it waits on the thread that calls it. */
import type { ArgumentTest, CatalogueData, Entry } from '../schema.ts';
import { blocking, blockingEach, callback, decorators, members, twin, written } from './entries.ts';

const viaTokio = 'use `tokio::fs`, or run it in `tokio::task::spawn_blocking`';
const viaThread = 'run it in `tokio::task::spawn_blocking`';

/** Files that the kernel makes up as they are read. */
const inKernel: ArgumentTest[] = [{ argument: 0, startsWith: ['/proc/', '/sys/', '/dev/fd'] }];

const files: Entry[] = [
	...blocking('std::fs#', 'file', 'error', viaTokio, [
		['read read_to_string', 'reads a file', { ...twin('tokio::fs#', 'safe'), inKernel, isOneFile: true }],
		['write', 'writes a file', { ...twin('tokio::fs#', 'review'), inKernel, isOneFile: true }],
		['copy', 'copies a file', { ...twin('tokio::fs#', 'review'), isOneFile: true }],
		['read_dir', 'lists a directory', { ...twin('tokio::fs#', 'review'), inKernel }],
		['remove_dir_all', 'deletes files', twin('tokio::fs#', 'review')],
	]),
	...blocking('std::fs#', 'file', 'warning', viaTokio, [
		['create_dir', 'creates a directory', { ...twin('tokio::fs#', 'review'), makes: 0 }],
	]),
	// No content is read or written: one entry of a directory is.
	...blocking('std::fs#', 'file', 'info', viaTokio, [
		['remove_file', 'deletes a file', twin('tokio::fs#', 'review')],
		['remove_dir', 'deletes a directory', twin('tokio::fs#', 'review')],
		['rename', 'renames a file', twin('tokio::fs#', 'review')],
		['hard_link', 'makes a link', twin('tokio::fs#', 'review')],
		['soft_link', 'makes a link'],
		['set_permissions', 'changes a file\'s mode', twin('tokio::fs#', 'review')],
	]),
	// It is there as a rule, and nothing is done.
	...blockingEach(['std::fs#', 'fs_err#'], 'file', 'info', viaTokio, [['create_dir_all', 'creates a directory', { ...twin('tokio::fs#', 'review'), makes: 0 }]]),
	...blocking('std::fs#', 'metadata', 'info', viaTokio, [
		['metadata symlink_metadata', 'reads a file\'s metadata', twin('tokio::fs#', 'safe')],
		['canonicalize', 'resolves links', twin('tokio::fs#', 'safe')],
		['read_link', 'reads a link', twin('tokio::fs#', 'safe')],
		['exists', 'looks for a file', twin('tokio::fs#', 'safe', 'try_exists')],
	]),
	// Its errors name the file: those of tokio's functions do not.
	...blocking('fs_err#', 'file', 'error', viaTokio, [['read read_to_string', 'reads a file', { ...twin('tokio::fs#', 'review'), inKernel, isOneFile: true }], ['write', 'writes a file', { ...twin('tokio::fs#', 'review'), isOneFile: true }], ['copy', 'copies a file', { ...twin('tokio::fs#', 'review'), isOneFile: true }], ['read_dir', 'lists a directory'], ['remove_dir_all', 'deletes files', twin('tokio::fs#', 'review')]]),
	...blocking('fs_err#', 'file', 'warning', viaTokio, [['create_dir', 'creates a directory', { ...twin('tokio::fs#', 'review'), makes: 0 }]]), ...blocking('fs_err#', 'file', 'info', viaTokio, [['remove_file', 'deletes a file', twin('tokio::fs#', 'review')], ['remove_dir', 'deletes a directory', twin('tokio::fs#', 'review')], ['rename', 'renames a file', twin('tokio::fs#', 'review')], ['hard_link', 'makes a link', twin('tokio::fs#', 'review')], ['soft_link', 'makes a link'], ['set_permissions', 'changes a file\'s mode', twin('tokio::fs#', 'review')]]),
	...blocking('fs_err#', 'metadata', 'info', viaTokio, [['metadata symlink_metadata', 'reads a file\'s metadata', twin('tokio::fs#', 'review')], ['canonicalize', 'resolves links', twin('tokio::fs#', 'review')], ['read_link', 'reads a link', twin('tokio::fs#', 'review')], ['exists', 'looks for a file', twin('tokio::fs#', 'review', 'try_exists')]]),
	...blocking('fs_err#File.', 'file', 'warning', viaTokio, [['open create create_new', 'opens a file']]), ...blocking('fs_err#OpenOptions.', 'file', 'warning', viaTokio, [['open', 'opens a file']]), ...blocking('fs_err#File.', 'file', 'error', viaTokio, [['read read_exact read_to_end read_to_string', 'reads a file', { isOneFile: true }], ['write write_all', 'writes a file', { isOneFile: true }], ['sync_all sync_data', 'waits until a file is written']]),
	...blocking('std::fs#DirBuilder.', 'file', 'info', viaTokio, [['create', 'creates a directory', { makes: 0 }]]),
	...blocking('std::fs#File.', 'file', 'warning', viaTokio, [['open create create_new', 'opens a file', { ...twin('tokio::fs#File.', 'review'), inKernel }]]),
	...blocking('std::fs#OpenOptions.', 'file', 'warning', viaTokio, [['open', 'opens a file', twin('tokio::fs#OpenOptions.', 'review')]]),
	...blocking('std::fs#File.', 'file', 'error', viaTokio, [
		['read read_exact read_to_end read_to_string', 'reads a file', { ...twin('tokio::fs#File.', 'review'), isOneFile: true }],
		['read_line read_until read_vectored read_at read_exact_at', 'reads a file', { isOneFile: true }],
		['write write_all', 'writes a file', { ...twin('tokio::fs#File.', 'review'), isOneFile: true }],
		['write_fmt write_vectored write_at write_all_at', 'writes a file', { isOneFile: true }],
		['flush sync_all sync_data', 'waits until a file is written', twin('tokio::fs#File.', 'review')],
		['lock lock_shared lock_exclusive', 'waits for a file\'s lock', { advice: viaThread }],
	]),
	...blocking('std::fs#File.', 'file', 'warning', viaTokio, [['set_len', 'changes a file\'s length'], ['set_permissions', 'changes a file\'s mode']]),
	...blocking('std::fs#DirEntry.', 'metadata', 'info', viaTokio, [['metadata', 'reads a file\'s metadata']]),
	...blocking('std::path#Path.', 'metadata', 'info', 'use `tokio::fs::try_exists`', [
		['exists', 'looks for a file', written('$try_exists($self).await.unwrap_or(false)', 'tokio::fs#try_exists')],
		['try_exists', 'looks for a file', written('$try_exists($self).await', 'tokio::fs#try_exists')],
	]),
	...blocking('std::path#Path.', 'metadata', 'info', viaTokio, [
		['is_file is_dir', 'reads a file\'s metadata', written('$metadata($self).await.is_ok_and(|found| found.$method())', 'tokio::fs#metadata')],
		['is_symlink', 'reads a file\'s metadata', written('$symlink_metadata($self).await.is_ok_and(|found| found.$method())', 'tokio::fs#symlink_metadata')],
		['metadata symlink_metadata', 'reads a file\'s metadata', written('$$method($self).await', 'tokio::fs#$method')],
		['canonicalize', 'resolves links', written('$$method($self).await', 'tokio::fs#$method')],
		['read_link', 'reads a link', written('$$method($self).await', 'tokio::fs#$method')],
	]),
	...blocking('std::path#Path.', 'file', 'error', viaTokio, [['read_dir', 'lists a directory']]),
];

const processes: Entry[] = [
	...blocking('std::process#Command.', 'process', 'error', 'use `tokio::process::Command`', [['output status', 'waits for a process to end', twin('tokio::process#Command.', 'safe')]]),
	...blocking('std::process#Child.', 'process', 'error', 'use `tokio::process::Command`', [['wait wait_with_output', 'waits for a process to end', twin('tokio::process#Child.', 'safe')]]),
	...blockingEach(['std::process#ChildStdin.', 'std::process#ChildStdout.'], 'process', 'error', 'use `tokio::process::Command`', [['read read_exact read_to_end read_to_string read_line write write_all write_fmt flush', 'waits for a process']]),
];

const streams = ['std::net#TcpStream.', 'std::os::unix::net#UnixStream.'];
const viaNet = 'use `tokio::net`';

const network: Entry[] = [
	...blocking('std::net#TcpStream.', 'network', 'error', viaNet, [['connect connect_timeout', 'connects to a host']]), ...blocking('std::os::unix::net#UnixStream.', 'network', 'warning', viaNet, [['connect', 'connects to a socket of this machine']]),
	...blockingEach(streams, 'network', 'error', viaNet, [
		['read read_exact read_to_end read_to_string read_line read_until peek', 'waits for data of the network'],
		['write write_all write_fmt flush', 'sends data over the network'],
	]),
	...blockingEach(['std::net#TcpListener.', 'std::os::unix::net#UnixListener.'], 'network', 'error', 'use `tokio::net`', [['accept', 'waits for a connection'], ['incoming', 'waits for connections', { isLazy: true }]]),
	...blockingEach(['std::net#UdpSocket.', 'std::os::unix::net#UnixDatagram.'], 'network', 'error', 'use `tokio::net`', [['recv recv_from peek peek_from', 'waits for data of the network']]),
	...blocking('std::net#ToSocketAddrs.', 'network', 'warning', 'use `tokio::net::lookup_host`', [['to_socket_addrs', 'looks up a host']]),
];

const terminal: Entry[] = [
	...blockingEach(['std::io#Stdin.', 'std::io#StdinLock.'], 'terminal', 'error', 'read it on a thread of its own, and send what it gives through a channel', [['read_line read_to_string read_to_end read read_exact read_until', 'waits for input']]),
	...blocking('std::io#StdinLines.', 'terminal', 'error', 'read it on a thread of its own, and send what it gives through a channel', [['next __next__', 'waits for input']]),
];

const threads: Entry[] = [
	...blocking('std::thread#', 'sleep', 'error', 'await `tokio::time::sleep` instead', [['sleep', 'sleeps', twin('tokio::time#', 'safe')], ['sleep_ms sleep_until', 'sleeps']]),
	...blocking('std::thread#', 'lock', 'error', 'use `tokio::sync::Notify`', [['park park_timeout', 'waits for another thread']]),
	...blocking('std::thread#JoinHandle.', 'lock', 'error', 'join it in `tokio::task::spawn_blocking`', [['join', 'waits for a thread to end']]),
	...blocking('std::thread#ScopedJoinHandle.', 'lock', 'error', 'join it in `tokio::task::spawn_blocking`', [['join', 'waits for a thread to end']]),
	...blocking('std::sync#Condvar.', 'lock', 'error', 'use `tokio::sync::Notify` or a channel', [['wait wait_while wait_timeout wait_timeout_while', 'waits for another thread']]),
	...blocking('parking_lot#Condvar.', 'lock', 'error', 'use `tokio::sync::Notify` or a channel', [['wait wait_while wait_for wait_until', 'waits for another thread']]),
	...blocking('std::sync#Barrier.', 'lock', 'error', 'use `tokio::sync::Barrier`', [['wait', 'waits for other threads']]),
	...blockingEach(['std::sync::mpsc#Receiver.', 'crossbeam_channel#Receiver.', 'crossbeam::channel#Receiver.'], 'lock', 'error', 'use a channel of `tokio::sync`', [['recv recv_timeout recv_deadline', 'waits for a message'], ['iter', 'waits for messages', { isLazy: true }]]),
	...callback(['std::thread#spawn', 'std::thread#Builder.spawn'], 'thread', 'thread'),
	...callback(['std::thread#Scope.spawn'], 'thread', 'thread'),
	...callback(['std::thread#scope'], 'inline', 'scope of threads'),
	...callback(members('rayon#', 'spawn spawn_fifo'), 'thread', 'job of a thread pool'), ...callback(members('rayon#', 'join scope'), 'inline', 'job'), ...callback(['rayon#ThreadPool.spawn', 'threadpool#ThreadPool.execute', 'rayon::ThreadPool.install'], 'thread', 'job of a thread pool'),
	...callback(['std::panic#catch_unwind', 'std::thread#LocalKey.with'], 'inline', 'closure'),
];

/** They call what they are given before they return; iterators while their result is gone through. */
const inline: Entry[] = [
	...callback(members('std::option#Option.', 'map and_then unwrap_or_else map_or_else ok_or_else or_else filter get_or_insert_with is_some_and inspect then'), 'inline', 'closure'), ...callback(members('std::option#Option.', 'map_or'), 'inline', 'closure', 1),
	...callback(members('std::result#Result.', 'map and_then map_or_else is_ok_and inspect'), 'inline', 'closure'), ...members('std::result#Result.', 'map_err inspect_err unwrap_or_else or_else').map((symbol): Entry => ({ symbol, callbacks: [{ argument: 0, runs: 'inline', what: 'closure', onFailure: true }] })), ...callback(members('std::result#Result.', 'map_or'), 'inline', 'closure', 1),
	...callback(members('std::iter#Iterator.', 'map filter filter_map flat_map for_each find find_map position any all take_while skip_while inspect max_by_key min_by_key partition map_while reduce try_for_each scan max_by min_by'), 'inline', 'closure'), ...callback(members('std::iter#Iterator.', 'fold try_fold'), 'inline', 'closure', 1),
	...callback(members('std::vec#Vec.', 'retain sort_by sort_by_key dedup_by_key sort_unstable_by resize_with'), 'inline', 'closure'), ...callback(members('std::slice#slice.', 'sort_by sort_by_key sort_unstable_by_key binary_search_by split'), 'inline', 'closure'),
	...callback(members('std::collections#HashMap.', 'retain'), 'inline', 'closure'), ...callback(members('std::collections#Entry.', 'or_insert_with and_modify or_insert_with_key'), 'inline', 'closure'), ...callback(members('std::collections#VecDeque.', 'retain'), 'inline', 'closure'), ...callback(members('std::collections#HashSet.', 'retain'), 'inline', 'closure'),
	...['std::cell#OnceCell.get_or_init', 'std::sync#OnceLock.get_or_init', 'std::sync#Once.call_once', 'std::bool#bool.then', 'std::str#str.split', 'std::sync#OnceLock.get_or_try_init'].flatMap((symbol) => callback([symbol], 'inline', 'closure')),
];

const contexts: Entry[] = [
	...decorators('std#', 'test bench', 'test', 'test'),
	// There is no async drop: what it does cannot be awaited.
	...decorators('std::ops#Drop.', 'drop', 'shutdown', 'destructor'),
];

export const standard: CatalogueData = {
	entries: [...files, ...processes, ...network, ...terminal, ...threads, ...inline, ...contexts],
	aliases: { 'std::collections#BTreeMap': 'std::collections#HashMap', 'std::collections#BTreeSet': 'std::collections#HashSet', 'core::iter': 'std::iter', 'camino#Utf8Path': 'std::path#Path' },
};
