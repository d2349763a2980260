/** Callbacks of Node's modules: servers, emitters, streams, and the functions that call back when their work is done. */
import type { CatalogueData, Entry } from '../../schema.ts';
import { callbacks, members, options, testCallbacks } from '../entries.ts';

const servers: Entry[] = [
	...callbacks(['node:http#createServer', 'node:https#createServer', 'node:http2#createServer', 'node:http2#createSecureServer'], 'loop', 'request handler'),
	...callbacks(['node:http#Server', 'node:https#Server'], 'loop', 'request handler'),
	...callbacks(['node:net#createServer', 'node:tls#createServer', 'node:net#Server', 'node:tls#Server'], 'loop', 'connection handler'),
	...callbacks(['node:dgram#createSocket'], 'loop', 'message handler'),
	...callbacks(['node:http#request', 'node:http#get', 'node:https#request', 'node:https#get'], 'loop', 'response handler'),
	...callbacks(['node:net#connect', 'node:net#createConnection', 'node:tls#connect', 'node:http2#connect'], 'loop', 'connection callback'),
	...['node:net#Server.listen', 'node:http#Server.listen', 'node:https#Server.listen', 'node:tls#Server.listen', 'node:http2#*.listen'].map((symbol) => ({
		symbol, listens: true, callbacks: [{ argument: 'any', runs: 'loop', what: 'listening callback' }],
	} satisfies Entry)),
	{ symbol: 'node:dgram#Socket.bind', listens: true, callbacks: [{ argument: 'any', runs: 'loop', what: 'listening callback' }] },
	{ symbol: 'node:http#createServer', returns: 'node:http#Server' },
	{ symbol: 'node:https#createServer', returns: 'node:https#Server' },
	{ symbol: 'node:net#createServer', returns: 'node:net#Server' },
	{ symbol: 'node:tls#createServer', returns: 'node:tls#Server' },
	{ symbol: 'node:http2#createServer', returns: 'node:http2#Http2Server' },
	{ symbol: 'node:http2#createSecureServer', returns: 'node:http2#Http2SecureServer' },
	{ symbol: 'node:dgram#createSocket', returns: 'node:dgram#Socket' },
];

/** The process's own events at its end: nothing waits for the loop any more. */
const endings = ['exit', 'beforeExit', 'SIGINT', 'SIGTERM', 'SIGHUP', 'SIGQUIT', 'SIGBREAK', 'uncaughtException', 'uncaughtExceptionMonitor', 'unhandledRejection'];

const processEvents: Entry[] = members('node:process#Process.', 'on once addListener prependListener prependOnceListener').map((symbol) => ({
	symbol,
	callbacks: [
		{ argument: 1, runs: 'shutdown', what: 'handler of the process\'s end', when: [{ argument: 0, equals: endings }] },
		{ argument: 1, runs: 'loop', what: 'event listener' },
	],
}));

/** Whatever a library calls its emitter, these names take listeners. */
const emitters: Entry[] = callbacks(
	members('*#*.', 'on once addListener prependListener prependOnceListener addEventListener'),
	'loop', 'event listener', 1,
);
const globalEmitters: Entry[] = callbacks(['lib#addEventListener', 'global#addEventListener'], 'loop', 'event listener', 1);

const streams: Entry[] = [
	...['Readable', 'Writable', 'Duplex', 'Transform', 'PassThrough'].map((type) =>
		options(`node:stream#${type}`, 0, 'construct read write writev transform flush final destroy', 'loop', 'stream callback')),
	...callbacks(members('node:stream#Writable.', 'write end'), 'loop', 'stream callback', 'last'),
	...callbacks(['node:stream#pipeline', 'node:stream#finished'], 'loop', 'stream callback', 'last'),
	...['Readable', 'Duplex', 'Transform'].flatMap((type) => callbacks(members(`node:stream#${type}.`, 'map filter forEach some every find flatMap reduce'), 'loop', 'stream callback', 0)),
];

/** Work whose result comes by callback: the last argument. */
const finished: Entry[] = [
	...callbacks(members('node:fs#', [
		'access appendFile chmod chown close copyFile cp exists fchmod fchown fdatasync fstat fsync ftruncate futimes glob lchmod lchown link lstat lutimes mkdir mkdtemp',
		'open opendir read readFile readdir readlink readv realpath realpath.native rename rm rmdir stat statfs symlink truncate unlink utimes write writeFile writev',
	].join(' ')), 'loop', 'callback', 'last'),
	...callbacks(members('node:fs#', 'watch watchFile'), 'loop', 'file watcher', 'last'),
	...callbacks(members('node:fs#Dir.', 'read close'), 'loop', 'callback', 'last'),
	...callbacks(members('node:child_process#', 'exec execFile'), 'loop', 'callback', 'last'),
	...callbacks(members('node:crypto#', 'pbkdf2 scrypt argon2 hkdf generateKeyPair generateKey generatePrime checkPrime randomFill randomBytes randomInt sign verify'), 'loop', 'callback', 'last'),
	...callbacks(members('node:zlib#', 'deflate deflateRaw gzip inflate inflateRaw gunzip unzip brotliCompress brotliDecompress zstdCompress zstdDecompress'), 'loop', 'callback', 'last'),
	...['node:dns#', 'node:dns#Resolver.'].flatMap((owner) => callbacks(
		members(owner, 'resolve resolve4 resolve6 resolveAny resolveCaa resolveCname resolveMx resolveNaptr resolveNs resolvePtr resolveSoa resolveSrv resolveTlsa resolveTxt reverse'), 'loop', 'callback', 'last')),
	...callbacks(members('node:dns#', 'lookup lookupService'), 'loop', 'callback', 'last'),
	...callbacks(['node:readline#Interface.question'], 'loop', 'answer handler', 'last'),
	...callbacks(members('node:http#Server.', 'close setTimeout'), 'loop', 'callback', 'last'),
	...callbacks(['node:net#Server.close', 'node:net#Socket.setTimeout', 'node:net#Socket.connect'], 'loop', 'callback', 'last'),
];

const inline: Entry[] = [
	// A storage or resource runs what it is given at once.
	...callbacks(members('node:async_hooks#AsyncLocalStorage.', 'run exit'), 'inline', 'callback'),
	...callbacks(['node:async_hooks#AsyncResource.runInAsyncScope'], 'inline', 'callback', 0),
	...callbacks(['node:diagnostics_channel#Channel.runStores'], 'inline', 'callback'),
];

const tests: Entry[] = testCallbacks(members('node:test#', 'default test it describe suite before after beforeEach afterEach only skip todo'));

/** What their results are, for code without types. */
const made: Entry[] = Object.entries({
	'node:fs#createReadStream': 'node:fs#ReadStream',
	'node:fs#createWriteStream': 'node:fs#WriteStream',
	'node:fs#opendirSync': 'node:fs#Dir',
	'node:fs#watch': 'node:fs#FSWatcher',
	'node:http#request': 'node:http#ClientRequest',
	'node:http#get': 'node:http#ClientRequest',
	'node:https#request': 'node:http#ClientRequest',
	'node:https#get': 'node:http#ClientRequest',
	'node:net#connect': 'node:net#Socket',
	'node:net#createConnection': 'node:net#Socket',
	'node:tls#connect': 'node:tls#TLSSocket',
	'node:readline#createInterface': 'node:readline#Interface',
	'node:child_process#spawn': 'node:child_process#ChildProcess',
	'node:child_process#exec': 'node:child_process#ChildProcess',
	'node:child_process#execFile': 'node:child_process#ChildProcess',
	'node:child_process#fork': 'node:child_process#ChildProcess',
}).map(([symbol, returns]) => ({ symbol, returns }));

/** Types without a module of their own, and modules that repeat another's. */
const aliases: Record<string, string> = {
	'global#EventEmitter': 'node:events#EventEmitter',
	'node:events#default': 'node:events#EventEmitter',
	'global#Process': 'node:process#Process',
	'global#process': 'node:process#Process',
	'node:process#default': 'node:process#Process',
	'node:process#nextTick': 'node:process#Process.nextTick',
	'node:process#on': 'node:process#Process.on',
	'node:process#once': 'node:process#Process.once',
	'node:fs#promises': 'node:fs/promises',
	// Functions of a function are namespaces, which are no part of a name.
	...Object.fromEntries(['test', 'it', 'describe', 'suite'].map((name) => [`node:test#${name}`, 'node:test'])),
};

export const nodeCallbacks: CatalogueData = {
	entries: [...servers, ...processEvents, ...emitters, ...globalEmitters, ...streams, ...finished, ...inline, ...tests, ...made],
	aliases,
};
