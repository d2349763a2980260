import { describe, expect, it } from 'vitest';
import { createCatalogue } from '../../../server/src/catalogue/catalogue.ts';
import { javascriptCatalogue } from '../../../server/src/catalogue/javascript/index.ts';
import type { CatalogueData, Entry } from '../../../server/src/catalogue/schema.ts';

const data = (entries: Entry[], aliases: Record<string, string> = {}): CatalogueData => ({ entries, aliases });
const reads = (symbol: string, does = 'reads'): Entry => ({ symbol, blocks: { category: 'file', severity: 'error', does } });

describe('lookup', () => {
	it('knows nothing of a symbol nobody spoke of, nor of another with its last name', () => {
		const catalogue = createCatalogue(data([reads('a#load')]));
		expect(catalogue.lookup('b#load')).toBeUndefined();
		expect(catalogue.lookup('a#Box.load')).toBeUndefined();
		expect(catalogue.lookup('load')).toBeUndefined();
	});

	it('gives the same object for the same symbol, and for its aliases', () => {
		const catalogue = createCatalogue(data([reads('a#load')], { b: 'a' }));
		expect(catalogue.lookup('a#load')).toBe(catalogue.lookup('a#load'));
		expect(catalogue.lookup('b#load')).toBe(catalogue.lookup('a#load'));
		expect(catalogue.lookup('b#load')?.symbol).toBe('a#load');
	});

	it('puts together what several entries say of a symbol', () => {
		const catalogue = createCatalogue(data([reads('a#load'), { symbol: 'a#load', advice: 'do not', returns: 'a#Box' }, { symbol: 'a#load', advice: 'late' }]));
		expect(catalogue.lookup('a#load')).toEqual({ ...reads('a#load'), advice: 'do not', returns: 'a#Box' });
	});

	it('lets earlier data win, one statement at a time', () => {
		const mine = data([{ symbol: 'a#load', blocks: { category: 'other', severity: 'hint', does: 'hums' } }]);
		const catalogue = createCatalogue(mine, data([{ ...reads('a#load'), advice: 'wait' }]));
		expect(catalogue.lookup('a#load')).toEqual({ symbol: 'a#load', blocks: { category: 'other', severity: 'hint', does: 'hums' }, advice: 'wait' });
	});

	it('lets a user\'s entry of a built-in symbol hold for every name of it', () => {
		const catalogue = createCatalogue(data([reads('node:fs#existsSync', 'asks a slow disk')]), javascriptCatalogue);
		expect(catalogue.lookup('graceful-fs#existsSync')?.blocks?.does).toBe('asks a slow disk');
		expect(catalogue.lookup('graceful-fs#existsSync')?.replacement?.kind).toBe('template');
	});
});

describe('patterns', () => {
	const catalogue = createCatalogue(data([reads('a#*.get', 'any type'), reads('node:*#*.on', 'any of Node'), reads('a#Exact.get', 'exact'), reads('b#Api.*', 'any member')]));

	it('let * stand for one whole part', () => {
		expect(catalogue.lookup('a#Box.get')?.blocks?.does).toBe('any type');
		expect(catalogue.lookup('a#get')).toBeUndefined();
		expect(catalogue.lookup('a#Box.inner.get')).toBeUndefined();
		expect(catalogue.lookup('b#Api.anything')?.blocks?.does).toBe('any member');
	});

	it('let * at a module\'s end stand for the rest of it', () => {
		expect(catalogue.lookup('node:net#Server.on')?.blocks?.does).toBe('any of Node');
		expect(catalogue.lookup('net#Server.on')).toBeUndefined();
	});

	it('give way to an exact entry of the same data, but not to one of later data', () => {
		expect(catalogue.lookup('a#Exact.get')?.blocks?.does).toBe('exact');
		const layered = createCatalogue(data([reads('a#*.get', 'mine')]), data([reads('a#Box.get', 'built in')]));
		expect(layered.lookup('a#Box.get')?.blocks?.does).toBe('mine');
	});

	it('are named by the symbol that was looked up', () => {
		expect(catalogue.lookup('a#Box.get')?.symbol).toBe('a#Box.get');
	});
});

describe('names of a symbol', () => {
	const catalogue = createCatalogue(data(
		[reads('core#Router.get'), reads('core#load'), reads('own#special'), reads('disk/promises#load')],
		{ typings: 'core', 'typings#IRouter': 'core#Router', own: 'core', 'core#promises': 'disk/promises', 'x#A': 'x#B', 'x#B': 'x#A' },
	));

	it('follow the alias of the longest prefix', () => {
		expect(catalogue.canonical('typings#IRouter.get')).toBe('core#Router.get');
		expect(catalogue.canonical('typings#load')).toBe('core#load');
		expect(catalogue.canonical('typingsExtra#load')).toBe('typingsExtra#load');
	});

	it('stop at a name that has an entry of its own', () => {
		expect(catalogue.canonical('own#special')).toBe('own#special');
		expect(catalogue.canonical('own#load')).toBe('core#load');
	});

	it('take the class for its constructor, and the module for a default export or an unnamed type', () => {
		expect(catalogue.canonical('core#load.constructor')).toBe('core#load');
		expect(catalogue.canonical('core#default.load')).toBe('core#load');
		expect(catalogue.canonical('own#__type.special')).toBe('own#special');
	});

	it('make a module of a type that stands for one', () => {
		expect(catalogue.canonical('core#promises.load')).toBe('disk/promises#load');
	});

	it('end where aliases go in a circle', () => {
		expect(catalogue.lookup('x#A.get')).toBeUndefined();
	});

	it('are listed by their last part', () => {
		expect(catalogue.names).toEqual(new Set(['get', 'load', 'special', 'IRouter', 'promises', 'A', 'B']));
	});
});

describe('what the front end resolves to', () => {
	const catalogue = createCatalogue(javascriptCatalogue);
	const does = (symbol: string) => catalogue.lookup(symbol)?.blocks?.does;
	const runs = (symbol: string) => catalogue.lookup(symbol)?.callbacks?.map((slot) => slot.runs);

	it.each([
		// As TypeScript's checker names them with the packages' own typings.
		['better-sqlite3#Statement.run', 'runs a database query'],
		['better-sqlite3#Database', 'opens a database'],
		['mkdirp#__type.sync', 'creates directories'],
		['pngjs#__type.read', 'decodes an image'],
		['conf#default.set', 'writes a file'],
		['klaw-sync#klawSync', 'walks directories'],
		['deno#readTextFileSync', 'reads a file'],
		['lib#readTextFileSync', 'reads a file'],
		['global#spawnSync', 'runs a program and waits for it'],
		['global#Statement.all', 'runs a database query'],
		// As imports alone name them.
		['global#Deno.readTextFileSync', 'reads a file'],
		['global#Bun.password.hashSync', 'hashes a password'],
		['fs-extra#default.readJsonSync', 'reads a file'],
		['fs-extra#readFileSync', 'reads a file'],
		['shelljs#default.exec', 'runs a shell command and waits for it'],
		['mkdirp#mkdirp.sync', 'creates directories'],
		['glob#glob.sync', 'walks directories'],
		['node-forge#pki.rsa.generateKeyPair', 'generates a key pair'],
		['node:fs#realpathSync.native', 'resolves links'],
	])('%s blocks', (symbol, expected) => expect(does(symbol)).toBe(expected));

	it.each([
		['express-serve-static-core#Application.get', ['loop']],
		['express#IRoute.post', ['loop']],
		['node:http#Server.on', ['loop']],
		['socket.io#StrictEventEmitter.on', ['loop']],
		['global#EventTarget.addEventListener', ['loop']],
		['global#setTimeout', ['loop']],
		['lib#WindowOrWorkerGlobalScope.setTimeout', ['loop']],
		['node:timers#queueMicrotask', ['later']],
		['lib#Promise.then', ['later']],
		['lib#Promise', ['inline']],
		['lib#ArrayConstructor.from', ['inline']],
		['lodash#LoDashStatic.map', ['inline']],
		['lodash-es#map', ['inline']],
		['node:process#Process.on', ['shutdown', 'loop']],
		['global#window.setTimeout', ['loop']],
		['global#process.on', ['shutdown', 'loop']],
		['@koa/router#default.get', ['loop']],
		['commander#program.action', ['startup']],
		['@vitest/runner#test', ['test']],
		['vitest#describe.skip', ['test']],
		['global#it.only', ['test']],
	])('%s runs its callback', (symbol, expected) => expect(runs(symbol)).toEqual(expected));

	it('says nothing of what does not block', () => {
		for (const symbol of ['node:fs/promises#readFile', 'node:fs#createReadStream', 'sqlite3#Database.run', 'better-sqlite3#Database.backup', 'argon2#hash', 'global#fetch', 'node:worker_threads#receiveMessageOnPort', 'node:crypto#createHash']) {
			expect(does(symbol), symbol).toBeUndefined();
		}
	});

	it('knows where a process begins to serve', () => {
		for (const symbol of ['node:net#Server.listen', 'express-serve-static-core#Application.listen', 'fastify#FastifyInstance.listen', 'koa#Application.listen', '@nestjs/common#INestApplication.listen', '@hono/node-server#serve', 'global#Bun.serve', 'global#Deno.serve']) {
			expect(catalogue.lookup(symbol)?.listens, symbol).toBe(true);
		}
	});

	it('leads from a factory to what it makes', () => {
		const made = catalogue.lookup('better-sqlite3#default')?.returns;
		const statement = catalogue.lookup(`${made}.prepare`)?.returns;
		expect(does(`${statement}.all`)).toBe('runs a database query');
		expect(catalogue.lookup(`${catalogue.lookup('express#default')?.returns}.listen`)?.listens).toBe(true);
	});
});
