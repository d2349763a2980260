/** Holds what the catalogue says of Node's modules against the modules themselves, in both directions. */
import { createRequire } from 'node:module';
import { describe, expect, it } from 'vitest';
import { createCatalogue } from '../../../server/src/catalogue/catalogue.ts';
import { javascriptCatalogue } from '../../../server/src/catalogue/javascript/index.ts';

const require = createRequire(import.meta.url);
const catalogue = createCatalogue(javascriptCatalogue);
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);

/** Since which version of Node a symbol that this one may lack exists without a flag. */
const newer: Readonly<Record<string, readonly [major: number, minor: number]>> = {
	'node:fs#globSync': [22, 0],
	'node:fs#glob': [22, 0],
	'node:fs/promises#glob': [22, 0],
	'node:fs#mkdtempDisposableSync': [24, 4],
	'node:fs#Utf8Stream.flushSync': [24, 6],
	'node:crypto#argon2Sync': [24, 7],
	'node:crypto#argon2': [24, 7],
	'node:zlib#zstdCompressSync': [22, 15],
	'node:zlib#zstdDecompressSync': [22, 15],
	'node:zlib#zstdCompress': [22, 15],
	'node:zlib#zstdDecompress': [22, 15],
	'node:dns#resolveTlsa': [22, 15],
	'node:dns#Resolver.resolveTlsa': [22, 15],
	'node:sqlite#DatabaseSync': [22, 13],
	'node:sqlite#DatabaseSync.exec': [22, 13],
	'node:sqlite#DatabaseSync.open': [22, 13],
	'node:sqlite#DatabaseSync.prepare': [22, 13],
	'node:sqlite#DatabaseSync.applyChangeset': [22, 13],
	'node:sqlite#DatabaseSync.loadExtension': [22, 13],
	'node:sqlite#DatabaseSync.serialize': [24, 16],
	'node:sqlite#DatabaseSync.deserialize': [24, 16],
	'node:sqlite#DatabaseSync.createTagStore': [24, 9],
	'node:sqlite#SQLTagStore.run': [24, 9],
	'node:sqlite#SQLTagStore.get': [24, 9],
	'node:sqlite#SQLTagStore.all': [24, 9],
	'node:sqlite#SQLTagStore.iterate': [24, 9],
	'node:sqlite#StatementSync.run': [22, 13],
	'node:sqlite#StatementSync.get': [22, 13],
	'node:sqlite#StatementSync.all': [22, 13],
	'node:sqlite#StatementSync.iterate': [22, 13],
};

/** Only there on one system. */
const elsewhere = new Set(['node:fs#lchmodSync', 'node:fs#lchmod', 'node:fs/promises#lchmod']);

/** Types that a module does not export, or not as a class: where an instance is to be had. */
const instances: Readonly<Record<string, (module: Record<string, unknown>) => unknown>> = {
	'node:process#Process': (module) => module['default'] ?? process,
	'node:readline#Interface': (module) => (module['Interface'] as { prototype: unknown }).prototype,
	'node:sqlite#SQLTagStore': (module) => new (module['DatabaseSync'] as new (path: string) => { createTagStore?(): unknown })(':memory:').createTagStore?.(),
	'node:net#Server': (module) => (module['Server'] as { prototype: unknown }).prototype,
	'node:net#Socket': (module) => new (module['Socket'] as new () => unknown)(),
	'node:child_process#ChildProcess': (module) => new (module['ChildProcess'] as new () => unknown)(),
};

function load(module: string): Record<string, unknown> | undefined {
	try { return require(module) as Record<string, unknown>; } catch { return undefined; }
}

function exists(symbol: string): boolean {
	const [module = '', path = ''] = symbol.split('#');
	const loaded = load(module);
	if (!loaded) { return false; }
	const parts = path.split('.');
	const known = instances[`${module}#${parts[0]}`];
	const owner = parts.length === 1 ? loaded : known?.(loaded) ?? prototypeOrValue(loaded[parts[0] ?? '']);
	const name = parts.at(-1) ?? '';
	if (name === 'default') { return true; }
	return isMember(owner, name) || isMember(loaded[parts[0] ?? ''], name) || (parts.length === 1 && isMember(globalThis, name));
}

function prototypeOrValue(value: unknown): unknown {
	return typeof value === 'function' && value.prototype ? value.prototype as unknown : value;
}

function isMember(owner: unknown, name: string): boolean {
	return (typeof owner === 'object' || typeof owner === 'function') && owner !== null && name in owner;
}

function isHere(symbol: string): boolean {
	const since = newer[symbol];
	return since === undefined || major > since[0] || (major === since[0] && minor >= since[1]);
}

describe('what Node exports', () => {
	/** Names that end in `Sync` and do not block. */
	const harmless: Readonly<Record<string, string>> = {};

	it.each(['node:fs', 'node:child_process', 'node:crypto', 'node:zlib'])('%s: every function whose name ends in Sync is known to block', (module) => {
		const functions = Object.entries(load(module) ?? {}).filter(([name, value]) => name.endsWith('Sync') && typeof value === 'function');
		expect(functions.length).toBeGreaterThan(2);
		const missing = functions.map(([name]) => `${module}#${name}`).filter((symbol) => !catalogue.lookup(symbol)?.blocks && !(symbol in harmless));
		expect(missing).toEqual([]);
	});

	it.each(['node:fs', 'node:child_process', 'node:crypto', 'node:zlib'])('%s: so is every such method of its classes and of its functions', (module) => {
		const missing: string[] = [];
		for (const [type, value] of Object.entries(load(module) ?? {})) {
			if (typeof value !== 'function') { continue; }
			const methods = Object.getOwnPropertyNames(value.prototype ?? {}).filter((name) => name.endsWith('Sync') && !name.startsWith('_'));
			const functions = type.endsWith('Sync') ? Object.keys(value) : [];
			missing.push(...[...methods, ...functions].map((name) => `${module}#${type}.${name}`).filter((symbol) => !catalogue.lookup(symbol)?.blocks));
		}
		expect(missing).toEqual([]);
	});

	it('has no sync function in a module nobody looked at', () => {
		// `sys` is `util` with a warning.
		const looked = new Set(['fs', 'child_process', 'crypto', 'zlib', 'sys']);
		/** Each with the reason why it is not in the catalogue. */
		const reviewed: Readonly<Record<string, string>> = {
			'node:module#syncBuiltinESMExports': 'copies a few references',
			'node:sqlite#StatementSync': 'a class, whose methods are in the catalogue',
		};
		const builtins = (require('node:module') as { builtinModules: string[] }).builtinModules.filter((name) => !name.startsWith('_') && !looked.has(name));
		const found = builtins.flatMap((name) => Object.entries(load(name) ?? {}).filter(([key, value]) => /Sync$|^sync[A-Z]/.test(key) && typeof value === 'function').map(([key]) => `node:${name.replace('node:', '')}#${key}`));
		expect(found.filter((symbol) => !(symbol in reviewed) && catalogue.lookup(symbol)?.blocks === undefined)).toEqual([]);
	});
});

describe('what the catalogue says of Node', () => {
	const symbols = [...new Set(javascriptCatalogue.entries.map((entry) => entry.symbol).filter((symbol) => symbol.startsWith('node:') && !symbol.includes('*')))];
	const missing = symbols.filter((symbol) => isHere(symbol) && !elsewhere.has(symbol) && !exists(symbol));

	it('is about things that exist, here or in the named newer version', () => {
		expect(symbols.length).toBeGreaterThan(150);
		expect(missing).toEqual([]);
	});

	it('names no version for a thing that this Node has already', () => {
		expect(Object.keys(newer).filter((symbol) => !isHere(symbol) && exists(symbol))).toEqual([]);
	});
});
