/**
 * Packages that compute: hashes and keys, images, compression, compilers.
 *
 * Where the package has a promise form that works elsewhere (a thread pool, a process) or in slices, the sync one is a warning and the twin
 * safe, because it computes the same from its arguments and touches nothing else. Where it has none, it is a hint.
 */
import type { CatalogueData, Entry } from '../../schema.ts';
import { advice, blocking, member } from '../entries.ts';

const worker = 'run it in a worker thread';

const passwords: Entry[] = [
	...['bcrypt#', 'bcryptjs#'].flatMap((owner) => [
		...blocking(owner, 'cpu', 'warning', [
			['hashSync', 'hashes a password', member('hash', 'safe')],
			['compareSync', 'hashes a password', member('compare', 'safe')],
		]),
		// Draws sixteen random bytes.
		...blocking(owner, 'cpu', 'hint', [['genSaltSync', 'draws a salt', member('genSalt', 'safe')]]),
	]),
	...['@node-rs/bcrypt#', '@node-rs/argon2#'].flatMap((owner) => blocking(owner, 'cpu', 'warning', [
		['hashSync', 'hashes a password', member('hash', 'safe')],
		['verifySync', 'hashes a password', member('verify', 'safe')],
		['compareSync', 'hashes a password', member('compare', 'safe')],
		['hashRawSync', 'hashes a password', member('hashRaw', 'safe')],
	])),
	// The asynchronous forms yield to the loop every few milliseconds, and lie in the same subpath, which a name does not tell.
	...blocking('@noble/hashes#', 'cpu', 'warning', ['scrypt', 'pbkdf2', 'argon2d', 'argon2i', 'argon2id']
		.map((name) => [name, 'derives a key', advice(`use ${name}Async() and await it`)] as const)),
	...blocking('sodium-native#', 'cpu', 'warning', [
		['crypto_pwhash', 'derives a key', advice('use crypto_pwhash_async()')],
		['crypto_pwhash_str', 'hashes a password', advice('use crypto_pwhash_str_async()')],
		['crypto_pwhash_str_verify', 'hashes a password', advice('use crypto_pwhash_str_verify_async()')],
	]),
	...blocking('libsodium-wrappers#', 'cpu', 'hint', [['crypto_pwhash', 'derives a key', advice(worker)]]),
];

/** With a callback, which comes last, they compute in the thread pool or after the present turn. */
const tokens: Entry[] = blocking('jsonwebtoken#', 'cpu', 'hint', [
	['sign', 'signs a token', { ...advice('give it a callback'), unless: [{ argument: 2, isFunction: true }, { argument: 3, present: true }] }],
	['verify', 'verifies a token', { ...advice('give it a callback'), unless: [{ argument: 2, isFunction: true }, { argument: 3, present: true }] }],
]);

/** In JavaScript: an RSA key takes seconds. Namespaces are no part of a name, so that this is both RSA's and Ed25519's. */
const forge: Entry[] = blocking('node-forge#', 'cpu', 'warning', [
	['generateKeyPair', 'generates a key pair', {
		...advice('give it a callback'),
		unless: [{ argument: 0, isFunction: true }, { argument: 1, isFunction: true }, { argument: 2, present: true }],
	}],
	['pbkdf2', 'derives a key', { ...advice('give it a callback'), unless: [{ argument: 4, isFunction: true }, { argument: 5, present: true }] }],
]);

const sharp = `${worker}, or use sharp`;
const jimpMethods = ['resize', 'scale', 'scaleToFit', 'contain', 'cover', 'blur', 'gaussian', 'rotate', 'normalize', 'convolution', 'convolute', 'pixelate', 'color', 'quantize'];

/** Decoding or encoding takes tens of milliseconds for a photograph. `sharp` does it in the thread pool; image-size reads a header only. */
const images: Entry[] = [
	...blocking('pngjs#', 'cpu', 'hint', [
		['PNG.sync.read', 'decodes an image', advice('use the streaming PNG, or sharp')],
		['PNG.sync.write', 'encodes an image', advice('use the streaming PNG, or sharp')],
	]),
	...blocking('jpeg-js#', 'cpu', 'hint', [
		['decode', 'decodes an image', advice(sharp)],
		['encode', 'encodes an image', advice(sharp)],
	]),
	// `Jimp.read` and `getBuffer` give promises, and compute on the calling thread all the same.
	...blocking('jimp#', 'cpu', 'hint', jimpMethods.map((name) => [name, 'computes an image', advice(sharp)] as const)),
	...blocking('canvas#Canvas.', 'cpu', 'hint', [
		['toBuffer', 'encodes an image', { ...advice('give it a callback'), unless: [{ argument: 0, isFunction: true }] }],
	]),
	...blocking('@napi-rs/canvas#Canvas.', 'cpu', 'hint', [['toBuffer', 'encodes an image', advice('use encode() and await it')]]),
];

const compression: Entry[] = [
	...blocking('snappy#', 'cpu', 'warning', [
		['compressSync', 'compresses data', member('compress', 'safe')],
		['uncompressSync', 'decompresses data', member('uncompress', 'safe')],
	]),
	...blocking('fflate#', 'cpu', 'hint', [
		...['deflateSync', 'gzipSync', 'zlibSync', 'zipSync'].map((name) => [name, 'compresses data', advice('use the form with a callback, which works in a worker')] as const),
		...['inflateSync', 'gunzipSync', 'unzlibSync', 'unzipSync', 'decompressSync'].map((name) => [name, 'decompresses data', advice('use the form with a callback, which works in a worker')] as const),
	]),
	...blocking('pako#', 'cpu', 'hint', [
		...['deflate', 'deflateRaw', 'gzip'].map((name) => [name, 'compresses data', advice('use node:zlib with a callback')] as const),
		...['inflate', 'inflateRaw', 'ungzip'].map((name) => [name, 'decompresses data', advice('use node:zlib with a callback')] as const),
	]),
];

/** Their promise forms give the same result for the same options. A compiler's plugins may be asynchronous only there, which a sync call cannot have used. */
const compilers: Entry[] = [
	...blocking('esbuild#', 'process', 'error', [
		['buildSync', 'runs a build and waits for it', member('build', 'review')],
		['transformSync', 'compiles code and waits for it', member('transform', 'safe')],
		['formatMessagesSync', 'runs a program and waits for it', member('formatMessages', 'safe')],
		['analyzeMetafileSync', 'runs a program and waits for it', member('analyzeMetafile', 'safe')],
	]),
	...blocking('@swc/core#', 'cpu', 'warning', [
		['transformSync', 'compiles code', member('transform', 'safe')],
		['transformFileSync', 'reads a file and compiles it', member('transformFile', 'safe')],
		['parseSync', 'parses code', member('parse', 'safe')],
		['parseFileSync', 'reads a file and parses it', member('parseFile', 'safe')],
		['printSync', 'prints code', member('print', 'safe')],
		['minifySync', 'compresses code', member('minify', 'safe')],
	]),
	...blocking('@babel/core#', 'cpu', 'warning', [
		['transformSync', 'compiles code', member('transformAsync', 'safe')],
		['transformFileSync', 'reads a file and compiles it', member('transformFileAsync', 'safe')],
		['transformFromAstSync', 'compiles code', member('transformFromAstAsync', 'safe')],
		['parseSync', 'parses code', member('parseAsync', 'safe')],
		['loadPartialConfigSync', 'reads configuration files', member('loadPartialConfigAsync', 'safe')],
		['loadOptionsSync', 'reads configuration files', member('loadOptionsAsync', 'safe')],
	]),
	// The asynchronous form is about half as fast, in the words of its documentation: no twin to put in its place unasked.
	...blocking('sass#', 'cpu', 'hint', [
		['compile', 'reads files and compiles them', advice('use compileAsync() and await it')],
		['compileString', 'compiles code', advice('use compileStringAsync() and await it')],
		['renderSync', 'reads files and compiles them', advice('use compileAsync() and await it')],
	]),
];

export const computing: CatalogueData = {
	entries: [...passwords, ...tokens, ...forge, ...images, ...compression, ...compilers],
	aliases: {
		// An unnamed type's members come without it.
		'pngjs#read': 'pngjs#PNG.sync.read',
		'pngjs#write': 'pngjs#PNG.sync.write',
		'pngjs#sync': 'pngjs#PNG.sync',
		'jimp#Jimp': 'jimp',
		'node-forge#pki.rsa.generateKeyPair': 'node-forge#generateKeyPair',
		'node-forge#rsa.generateKeyPair': 'node-forge#generateKeyPair',
		'node-forge#pkcs5.pbkdf2': 'node-forge#pbkdf2',
	},
};
