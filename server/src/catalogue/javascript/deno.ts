/**
 * Deno's own functions. Each has a member of the same object with the same arguments, the name without `Sync`, that gives a promise of the
 * same result. What only reads is safe; what writes is `review`, for the reasons said at Node's file system.
 */
import type { CatalogueData, Category, Entry, Severity } from '../schema.ts';
import { advice, blocking, callbacks, member, members, type Further } from './entries.ts';

function twins(owner: string, category: Category, severity: Severity, safety: 'safe' | 'review', rows: readonly (readonly [name: string, does: string])[]): Entry[] {
	return blocking(owner, category, severity, rows.map(([name, does]) => [`${name}Sync`, does, member(name, safety)]));
}

const iterated: Further = advice('use Deno.readDir() with for await');

const functions: Entry[] = [
	...twins('deno#', 'file', 'error', 'safe', [['readFile', 'reads a file'], ['readTextFile', 'reads a file']]),
	...twins('deno#', 'file', 'error', 'review', [
		['writeFile', 'writes a file'], ['writeTextFile', 'writes a file'], ['copyFile', 'copies a file'], ['remove', 'deletes files'],
	]),
	...blocking('deno#', 'file', 'warning', [['readDirSync', 'lists a directory', iterated]]),
	...twins('deno#', 'file', 'warning', 'review', [
		['open', 'opens a file'], ['create', 'creates a file'], ['mkdir', 'creates a directory'], ['makeTempDir', 'creates a directory'], ['makeTempFile', 'creates a file'],
		['rename', 'renames a file'], ['link', 'links a file'], ['symlink', 'links a file'], ['truncate', 'truncates a file'],
	]),
	...twins('deno#', 'metadata', 'info', 'safe', [
		['stat', 'reads a file\'s metadata'], ['lstat', 'reads a file\'s metadata'], ['readLink', 'reads a link'], ['realPath', 'resolves links'],
	]),
	...twins('deno#', 'metadata', 'info', 'review', [['chmod', 'changes a file\'s mode'], ['chown', 'changes a file\'s owner'], ['utime', 'changes a file\'s times']]),
	...twins('deno#', 'process', 'error', 'review', [['spawnAndWait', 'runs a program and waits for it']]),
];

const file: Entry[] = [
	...twins('deno#FsFile.', 'file', 'error', 'review', [
		['read', 'reads a file'], ['write', 'writes a file'], ['sync', 'waits until the disk has the data'], ['syncData', 'waits until the disk has the data'],
	]),
	...twins('deno#FsFile.', 'file', 'warning', 'review', [['truncate', 'truncates a file']]),
	...twins('deno#FsFile.', 'lock', 'error', 'review', [['lock', 'waits for a file\'s lock']]),
	...twins('deno#FsFile.', 'metadata', 'info', 'review', [
		['tryLock', 'locks a file'], ['unlock', 'unlocks a file'], ['utime', 'changes a file\'s times'], ['seek', 'moves in a file'],
	]),
	...twins('deno#FsFile.', 'metadata', 'info', 'safe', [['stat', 'reads a file\'s metadata']]),
];

const others: Entry[] = [
	...twins('deno#Command.', 'process', 'error', 'review', [['output', 'runs a program and waits for it']]),
	// Of `Deno.stdin`; what `stdout` and `stderr` write is a log's.
	...twins('deno#', 'terminal', 'error', 'review', [['read', 'waits for input']]),
	// A permission is asked of a person.
	...twins('deno#Permissions.', 'terminal', 'warning', 'review', [['request', 'asks a person']]),
];

const contexts: Entry[] = [
	{
		symbol: 'deno#serve',
		listens: true,
		callbacks: [
			{ argument: 'any', runs: 'loop', what: 'request handler' },
			{ argument: 0, property: 'handler', runs: 'loop', what: 'request handler' },
			{ argument: 0, property: 'onError', runs: 'loop', what: 'error handler' },
			{ argument: 0, property: 'onListen', runs: 'loop', what: 'listening callback' },
		],
	},
	{ symbol: 'deno#listen', listens: true },
	{ symbol: 'deno#listenTls', listens: true },
	...callbacks(['deno#cron'], 'loop', 'scheduled job'),
	...callbacks(['deno#addSignalListener'], 'shutdown', 'signal handler', 1),
	{
		symbol: 'deno#test',
		callbacks: [{ argument: 'any', runs: 'test', what: 'test' }, { argument: 0, property: 'fn', runs: 'test', what: 'test' }],
	},
	{ symbol: 'deno#bench', callbacks: [{ argument: 'any', runs: 'test', what: 'benchmark' }, { argument: 0, property: 'fn', runs: 'test', what: 'benchmark' }] },
];

/** Deno brings its types in files that look like TypeScript's own (`lib.deno.ns.d.ts`); a namespace is no part of a name. */
const librarySpellings = [
	...functions.map((entry) => entry.symbol.slice('deno#'.length)),
	...members('', 'serve cron addSignalListener FsFile'),
];

export const deno: CatalogueData = {
	entries: [...functions, ...file, ...others, ...contexts],
	aliases: {
		'global#Deno': 'deno',
		'lib#Deno': 'deno',
		...Object.fromEntries(librarySpellings.map((name) => [`lib#${name}`, `deno#${name}`])),
	},
};
