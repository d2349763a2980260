/**
 * Replacements for Node's sync functions, tried: a twin exists, and one that is called safe gives what the sync function gives, or fails as it
 * fails. Those for packages are held against their typings by the fix's own check.
 */
import { createRequire } from 'node:module';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { isDeepStrictEqual, promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { javascriptCatalogue } from '../../../server/src/catalogue/javascript/index.ts';
import type { Entry, Replacement } from '../../../server/src/catalogue/schema.ts';

const require = createRequire(import.meta.url);
type Function = (...parameters: unknown[]) => unknown;
type Replaced = Entry & { readonly replacement: Replacement };

const load = (module: string) => require(module) as Record<string, unknown>;
const replaced = javascriptCatalogue.entries.filter((each): each is Replaced => each.replacement !== undefined && each.symbol.startsWith('node:'));
const of = <Kind extends Replacement['kind']>(kind: Kind) =>
	replaced.filter((each): each is Replaced & { replacement: Extract<Replacement, { kind: Kind }> } => each.replacement.kind === kind);

/** A function or `function.function` of a module; undefined if this Node lacks it. */
function find(symbol: string): Function | undefined {
	const [module = '', name = ''] = symbol.split('#');
	let value: unknown = load(module);
	for (const part of name.split('.')) { value = (value as Record<string, unknown> | undefined)?.[part]; }
	return typeof value === 'function' ? value as Function : undefined;
}

/** Newer than some Node this is run on; `nodeExports.test.ts` says since when. */
const mayLack = new Set(['node:fs#globSync', 'node:fs#lchmodSync', 'node:crypto#argon2Sync', 'node:zlib#zstdCompressSync', 'node:zlib#zstdDecompressSync']);

describe('every replacement', () => {
	it('by a function of node:fs/promises names one that exists', () => {
		const imported = [...of('twin').map((each) => [each.symbol, each.replacement.symbol] as const), ...of('template').flatMap((each) => each.replacement.imports.map((symbol) => [each.symbol, symbol] as const))];
		expect(imported.length).toBeGreaterThan(30);
		expect(imported.filter(([symbol, twin]) => !find(twin) && !(mayLack.has(symbol) && !find(symbol)))).toEqual([]);
	});

	it('by util.promisify names a function beside it', () => {
		const missing = of('promisify').filter((each) => find(each.symbol) && !find(each.symbol.replace(/#.*/, `#${each.replacement.name}`)));
		expect(missing.map((each) => each.symbol)).toEqual([]);
	});

	it('by a member names one that gives a promise', async () => {
		const directory = await fs.promises.opendir(os.tmpdir());
		const members = of('member');
		expect(members.map((each) => each.symbol).sort()).toEqual(['node:fs#Dir.closeSync', 'node:fs#Dir.readSync']);
		expect(directory.read()).toBeInstanceOf(Promise);
		const closing = directory.close();
		expect(closing).toBeInstanceOf(Promise);
		await closing;
	});

	it('by a template uses each import it names', () => {
		for (const { replacement } of of('template')) {
			for (const symbol of replacement.imports) { expect(replacement.template).toContain(`$${symbol.split('#')[1]}(`); }
		}
	});
});

describe('a safe twin of the file system', () => {
	let directory = '';
	beforeAll(() => {
		directory = fs.mkdtempSync(path.join(os.tmpdir(), 'unblock-twins-'));
		fs.writeFileSync(path.join(directory, 'a.txt'), 'text');
		fs.mkdirSync(path.join(directory, 'sub'));
		fs.writeFileSync(path.join(directory, 'sub', 'b.txt'), 'more');
		fs.symlinkSync('a.txt', path.join(directory, 'link'));
	});
	afterAll(() => fs.rmSync(directory, { recursive: true, force: true }));

	/** Calls of each; `$` stands for the directory. All are tried with a missing file as well. */
	const calls: Readonly<Record<string, readonly (readonly unknown[])[]>> = {
		readFileSync: [['$/a.txt'], ['$/a.txt', 'utf8'], ['$/a.txt', { encoding: 'base64' }], ['$/sub']],
		readdirSync: [['$'], ['$', { withFileTypes: true }], ['$', { recursive: true }], ['$', 'buffer'], ['$/a.txt']],
		opendirSync: [['$'], ['$/a.txt']],
		accessSync: [['$/a.txt'], ['$/a.txt', fs.constants.R_OK]],
		statSync: [['$/a.txt'], ['$/link']],
		lstatSync: [['$/a.txt'], ['$/link']],
		statfsSync: [['$'], ['$', { bigint: true }]],
		readlinkSync: [['$/link'], ['$/a.txt']],
		'realpathSync.native': [['$/link'], ['$/sub/../link']],
	};

	const safe = of('twin').filter((each) => each.replacement.safety === 'safe');

	it('is tried here', () => {
		expect(safe.map((each) => each.symbol).sort()).toEqual(Object.keys(calls).map((name) => `node:fs#${name}`).sort());
	});

	it.each(safe)('$symbol', async ({ symbol, replacement }) => {
		const sync = find(symbol)!;
		const twin = find(replacement.symbol)!;
		const given = calls[symbol.replace('node:fs#', '')] ?? [];
		for (const pattern of [...given, ['$/missing']]) {
			const parameters = pattern.map((each) => (typeof each === 'string' ? each.replace('$', directory) : each));
			const expected = await outcome(() => sync(...parameters));
			const actual = await outcome(() => twin(...parameters));
			expect(comparable(actual), `${symbol} ${JSON.stringify(pattern)}`).toEqual(comparable(expected));
		}
	});

	it('does not fit a call it is not offered for: the sync form without an entry gives undefined', async () => {
		expect(fs.statSync(path.join(directory, 'missing'), { throwIfNoEntry: false })).toBeUndefined();
		await expect(fs.promises.stat(path.join(directory, 'missing'))).rejects.toThrow('ENOENT');
		const stat = safe.find((each) => each.symbol === 'node:fs#statSync');
		expect(stat?.replacement.unless).toEqual([{ argument: 1, present: true }]);
	});

	it('leaves existsSync its answer', async () => {
		for (const name of ['a.txt', 'missing', 'sub', '\0']) {
			const file = path.join(directory, name);
			expect(await fs.promises.access(file).then(() => true, () => false), name).toBe(fs.existsSync(file));
		}
	});
});

describe('a safe form by promisify', () => {
	const zipped = load('node:zlib');
	const bytes = Buffer.from('the same text again and again and again');
	const packed = (name: string) => [(zipped[name] as Function | undefined)?.(bytes)];

	const calls: Readonly<Record<string, () => readonly unknown[]>> = {
		'node:crypto#pbkdf2Sync': () => ['secret', 'salt', 10, 32, 'sha256'],
		'node:crypto#scryptSync': () => ['secret', 'salt', 32, { N: 1024 }],
		'node:crypto#hkdfSync': () => ['sha256', 'key', 'salt', 'info', 32],
		'node:crypto#checkPrimeSync': () => [7n, { checks: 10 }],
		'node:crypto#argon2Sync': () => ['argon2id', { message: 'secret', nonce: Buffer.alloc(16), parallelism: 1, tagLength: 16, memory: 64, passes: 1 }],
		'node:crypto#generateKeyPairSync': () => ['ec', { namedCurve: 'P-256' }],
		'node:crypto#generateKeySync': () => ['hmac', { length: 64 }],
		'node:crypto#generatePrimeSync': () => [32, { bigint: true }],
		...Object.fromEntries(['deflate', 'deflateRaw', 'gzip', 'brotliCompress'].map((name) => [`node:zlib#${name}Sync`, () => [bytes]])),
		'node:zlib#inflateSync': () => packed('deflateSync'),
		'node:zlib#inflateRawSync': () => packed('deflateRawSync'),
		'node:zlib#gunzipSync': () => packed('gzipSync'),
		'node:zlib#unzipSync': () => packed('gzipSync'),
		'node:zlib#brotliDecompressSync': () => packed('brotliCompressSync'),
		'node:zlib#zstdDecompressSync': () => packed('zstdCompressSync'),
	};
	/** What they give is drawn at random: only its shape can be compared. */
	const random = new Set(['node:crypto#generateKeyPairSync', 'node:crypto#generateKeySync', 'node:crypto#generatePrimeSync']);

	const safe = of('promisify').filter((each) => each.replacement.safety === 'safe');

	it('is tried here', () => {
		expect(safe.map((each) => each.symbol).sort()).toEqual(Object.keys(calls).sort());
		expect(safe.filter((each) => !find(each.symbol)).map((each) => each.symbol).filter((symbol) => !mayLack.has(symbol))).toEqual([]);
	});

	it.each(safe.filter((each) => find(each.symbol)))('$symbol', async ({ symbol, replacement }) => {
		const sync = find(symbol)!;
		const promised = promisify(find(symbol.replace(/#.*/, `#${replacement.name}`))!) as Function;
		const expected = sync(...calls[symbol]!());
		const actual = await promised(...calls[symbol]!());
		if (random.has(symbol)) {
			expect(shape(actual)).toEqual(shape(expected));
		} else {
			expect(isDeepStrictEqual(actual, expected), symbol).toBe(true);
		}
	});
});

/** Of an error what programs look at; the path and system call in it are missing or differ in some forms of some versions (`opendir`). */
async function outcome(run: () => unknown): Promise<unknown> {
	try {
		return { value: await run() };
	} catch (error) {
		return { code: (error as NodeJS.ErrnoException).code };
	}
}

/** Free space and access times may change between two calls, and an open directory is compared by what it is. */
function comparable(result: unknown): unknown {
	const value = (result as { value?: unknown }).value;
	if (value instanceof fs.Dir) {
		value.closeSync();
		return { directory: value.path };
	}
	if (value instanceof fs.Stats) { return Object.fromEntries(Object.entries(value).filter(([key]) => !key.startsWith('atime'))); }
	if (isStatFs(value)) { return { type: value.type, bsize: value.bsize }; }
	return result;
}

function isStatFs(value: unknown): value is fs.StatsFs | fs.BigIntStatsFs {
	return typeof value === 'object' && value !== null && value.constructor.name === 'StatFs';
}

function shape(value: unknown): unknown {
	if (typeof value !== 'object' || value === null) { return typeof value; }
	const prototype = Object.getPrototypeOf(value) as object;
	return prototype === Object.prototype ? Object.fromEntries(Object.entries(value).map(([key, each]) => [key, shape(each)])) : prototype.constructor.name;
}
