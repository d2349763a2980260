/**
 * Node's file system.
 *
 * A twin of `node:fs/promises` takes the same arguments, gives a promise of the same result and rejects with the error the sync form
 * throws. `safe` are those that only read: between the call and its result others may now run, but nothing on the disk changes in a new
 * order. What writes is `review`: two writers that could not overlap before now can, and a process that exits early may leave
 * the write undone. Functions of a file descriptor have no twin, because the promise API has a FileHandle in its place.
 */
import type { ArgumentTest, Entry } from '../schema.ts';
import { advice, blocking, member, twin } from './entries.ts';

/** A descriptor or the standard input in place of a path, which the promise API does not take or would read differently. */
const descriptor: ArgumentTest[] = [{ argument: 0, equals: [0, 1, 2, 3, '/dev/stdin'] }];

/** Writes to the standard streams are a log's, and never reported. */
const standardStream: ArgumentTest[] = [
	{ argument: 0, equals: [1, 2, '/dev/stdout', '/dev/stderr'] },
	{ argument: 0, symbols: ['global#process.stdout.fd', 'global#process.stderr.fd', 'node:process#stdout.fd', 'node:process#stderr.fd'] },
];

/** What the kernel has in memory. */
const ofKernel: ArgumentTest[] = [{ argument: 0, startsWith: ['/proc/', '/sys/'] }];

/** A text written in place that is no longer than a block of the disk: done as soon as the file is made. */
const shortText: ArgumentTest[] = [{ argument: 1, shorterThan: 1000 }];

/**
 * `throwIfNoEntry: false` makes the sync form return undefined where its twin rejects. Options that are not written in place could hold
 * it, so no call with options has a mechanical replacement.
 */
const hasOptions: ArgumentTest[] = [{ argument: 1, present: true }];

const fileTwin = (name: string, safety: 'safe' | 'review', unless?: ArgumentTest[]) => twin(`node:fs/promises#${name}`, safety, unless);
const handle = (method: string) => advice(`open the file with fs.promises.open() and await its FileHandle's ${method}()`);

/** Content: as long as the file is large or its disk slow. */
const content: Entry[] = blocking('node:fs#', 'file', 'error', [
	['readFileSync', 'reads a file', { ...fileTwin('readFile', 'safe', descriptor), slight: ofKernel }],
	['writeFileSync', 'writes a file', { ...fileTwin('writeFile', 'review', descriptor), unless: standardStream, slight: shortText, makes: 0 }],
	['appendFileSync', 'appends to a file', { ...fileTwin('appendFile', 'review', descriptor), unless: standardStream, slight: shortText }],
	['copyFileSync', 'copies a file', { ...fileTwin('copyFile', 'review'), makes: 1 }],
	['cpSync', 'copies files', fileTwin('cp', 'review')],
	['rmSync', 'deletes files', fileTwin('rm', 'review')],
	['globSync', 'walks directories', {
		// The twin is an async iterator; only collected is it the same list.
		replacement: { kind: 'template', template: 'await Array.fromAsync($glob($args))', imports: ['node:fs/promises#glob'], safety: 'review' },
	}],
	['readSync', 'reads a file', handle('read')],
	['readvSync', 'reads a file', handle('readv')],
	['writeSync', 'writes a file', { ...handle('write'), unless: standardStream }],
	['writevSync', 'writes a file', { ...handle('writev'), unless: standardStream }],
	['fsyncSync', 'waits until the disk has the data', handle('sync')],
	['fdatasyncSync', 'waits until the disk has the data', handle('datasync')],
]);

/** Directories and entries: short, but with a disk behind them. */
const directories: Entry[] = [
	...blocking('node:fs#', 'file', 'warning', [
		['readdirSync', 'lists a directory', fileTwin('readdir', 'safe')],
		['opendirSync', 'opens a directory', fileTwin('opendir', 'safe')],
		['mkdirSync', 'creates a directory', { ...fileTwin('mkdir', 'review'), makes: 0 }],
		['mkdtempSync', 'creates a directory', fileTwin('mkdtemp', 'review')],
		// The promise form's result is removed asynchronously: `await using` in the place of `using`.
		['mkdtempDisposableSync', 'creates a directory', advice('use fs.promises.mkdtempDisposable() with `await using`')],
		['rmdirSync', 'deletes a directory', fileTwin('rmdir', 'review')],
		['renameSync', 'renames a file', fileTwin('rename', 'review')],
		['unlinkSync', 'deletes a file', fileTwin('unlink', 'review')],
		['linkSync', 'links a file', fileTwin('link', 'review')],
		['symlinkSync', 'links a file', fileTwin('symlink', 'review')],
		['truncateSync', 'truncates a file', fileTwin('truncate', 'review', descriptor)],
		['ftruncateSync', 'truncates a file', handle('truncate')],
		// The sync form gives a descriptor, the promise form an object that closes itself: what follows must change as well.
		['openSync', 'opens a file', advice('use fs.promises.open() and its FileHandle')],
	]),
	...blocking('node:fs#Dir.', 'file', 'warning', [
		['readSync', 'lists a directory', member('read', 'safe')],
	]),
	// Writes out what it has collected; its `flush` takes a callback and gives no promise.
	...blocking('node:fs#Utf8Stream.', 'file', 'warning', [
		['flushSync', 'writes a file', advice('use flush() with a callback')],
	]),
];

/** What is known about a file, not what is in it. */
const metadata: Entry[] = [
	...blocking('node:fs#', 'metadata', 'info', [
		['existsSync', 'looks for a file', {
			// Unlike `access`, it never fails; and a file may come or go before it is used, which is why the next step should be tried instead.
			replacement: { kind: 'template', template: 'await $access($0).then(() => true, () => false)', imports: ['node:fs/promises#access'], safety: 'review' },
		}],
		['accessSync', 'checks access to a file', fileTwin('access', 'safe')],
		['statSync', 'reads a file\'s metadata', fileTwin('stat', 'safe', hasOptions)],
		['lstatSync', 'reads a file\'s metadata', fileTwin('lstat', 'safe', hasOptions)],
		['statfsSync', 'reads a file system\'s metadata', fileTwin('statfs', 'safe')],
		['fstatSync', 'reads a file\'s metadata', handle('stat')],
		['readlinkSync', 'reads a link', fileTwin('readlink', 'safe')],
		// The sync form resolves links in JavaScript, the twin asks the system, which spells names as the disk does.
		['realpathSync', 'resolves links', fileTwin('realpath', 'review')],
		['realpathSync.native', 'resolves links', fileTwin('realpath', 'safe')],
		['chmodSync', 'changes a file\'s mode', fileTwin('chmod', 'review')],
		['lchmodSync', 'changes a link\'s mode', fileTwin('lchmod', 'review')],
		['fchmodSync', 'changes a file\'s mode', handle('chmod')],
		['chownSync', 'changes a file\'s owner', fileTwin('chown', 'review')],
		['lchownSync', 'changes a link\'s owner', fileTwin('lchown', 'review')],
		['fchownSync', 'changes a file\'s owner', handle('chown')],
		['utimesSync', 'changes a file\'s times', fileTwin('utimes', 'review')],
		['lutimesSync', 'changes a link\'s times', fileTwin('lutimes', 'review')],
		['futimesSync', 'changes a file\'s times', handle('utimes')],
		['closeSync', 'closes a file', handle('close')],
	]),
	...blocking('node:fs#Dir.', 'metadata', 'info', [
		['closeSync', 'closes a directory', member('close', 'review')],
	]),
];

export const fileSystem: Entry[] = [...content, ...directories, ...metadata];
