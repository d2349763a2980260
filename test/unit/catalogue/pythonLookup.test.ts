import { describe, expect, it } from 'vitest';
import { allHold, anyHolds, slotFor } from '../../../server/src/callgraph/arguments.ts';
import { createCatalogue } from '../../../server/src/catalogue/catalogue.ts';
import { pythonCatalogue } from '../../../server/src/catalogue/python/index.ts';
import type { Argument, Value } from '../../../server/src/outline/model.ts';

const catalogue = createCatalogue(pythonCatalogue);
type Given = string | number | boolean | null | Value;

/** Arguments of a call: positions first, then names. */
function args(positions: readonly Given[] = [], names: Readonly<Record<string, Given>> = {}): Argument[] {
	const value = (given: Given): Value => (typeof given === 'object' && given !== null ? given : { kind: 'constant', value: given });
	const span = { start: 0, end: 0 };
	return [...positions.map((each) => ({ span, value: value(each) })), ...Object.entries(names).map(([name, each]) => ({ span, name, value: value(each) }))];
}

const flag = (...symbols: string[]): Value => ({ kind: 'combined', values: symbols.map((symbol) => ({ kind: 'external', symbol })) });
const unknownValue: Value = { kind: 'other' };

function blocks(symbol: string, given: readonly Argument[] = []): boolean {
	const found = catalogue.lookup(symbol)?.blocks;
	return found !== undefined && allHold(found.when, given, (value) => value) === true && anyHolds(found.unless, given, (value) => value) === false;
}

describe('what blocks', () => {
	it.each([
		['time#sleep', 'sleep'], ['builtins#open', 'file'], ['pathlib#Path.read_text', 'file'], ['os#listdir', 'file'], ['os.path#exists', 'metadata'], ['pathlib#Path.exists', 'metadata'],
		['subprocess#run', 'process'], ['socket#socket.recv', 'network'], ['urllib.request#urlopen', 'network'], ['sqlite3#Connection.execute', 'database'], ['sqlite3#Cursor.fetchone', 'database'],
		['threading#Event.wait', 'lock'], ['queue#Queue.get', 'lock'], ['concurrent.futures#ThreadPoolExecutor.shutdown', 'lock'], ['fcntl#flock', 'file'], ['builtins#input', 'terminal'], ['sys#stdin.readline', 'terminal'],
		['requests#get', 'network'], ['requests#Session.post', 'network'], ['httpx#Client.get', 'network'], ['psycopg2#cursor.execute', 'database'], ['redis#Redis.get', 'network'], ['sqlalchemy.orm#Session.execute', 'database'],
		['openai#OpenAI.chat.completions.create', 'network'], ['anthropic#Anthropic.messages.create', 'network'], ['botocore.client#BaseClient.put_object', 'network'], ['PIL.Image#open', 'file'], ['pandas#read_csv', 'file'], ['torch#load', 'file'],
	])('%s: %s', (symbol, category) => { expect(catalogue.lookup(symbol)?.blocks?.category).toBe(category); });

	it.each(['httpx#AsyncClient.get', 'psycopg#AsyncConnection.execute', 'redis.asyncio#Redis.get', 'sqlalchemy.ext.asyncio#AsyncSession.execute', 'openai#AsyncOpenAI.chat.completions.create', 'pymongo.asynchronous.collection#AsyncCollection.find_one', 'aiosqlite#Connection.commit'])(
		'%s is awaited instead', (symbol) => {
			expect(catalogue.lookup(symbol)?.blocks).toBeUndefined();
			expect(catalogue.lookup(symbol)?.returns).toMatch(/^typing#Coroutine/);
		});

	it('is not all of a family: some members only prepare', () => {
		for (const symbol of ['botocore.client#BaseClient.generate_presigned_url', 'botocore.client#BaseClient.get_paginator', 'redis#Redis.pipeline', 'redis#Redis.from_url']) { expect(catalogue.lookup(symbol)?.blocks, symbol).toBeUndefined(); }
		expect(catalogue.lookup('redis#Redis.pipeline')?.returns).toBe('redis.client#Pipeline');
	});

	it('blocks where its result is gone through, if it is lazy', () => {
		for (const symbol of ['os#walk', 'pathlib#Path.glob', 'pathlib#Path.rglob', 'glob#iglob', 'concurrent.futures#as_completed', 'pymongo.collection#Collection.find', 'sqlalchemy.orm#Session.query']) { expect(catalogue.lookup(symbol)?.blocks?.isLazy, symbol).toBe(true); }
		for (const symbol of ['glob#glob', 'os#listdir', 'sqlalchemy.orm#Query.all']) { expect(catalogue.lookup(symbol)?.blocks?.isLazy, symbol).toBeUndefined(); }
	});
});

describe('other names', () => {
	it.each([
		['asyncio.events#AbstractEventLoop.call_soon', 'asyncio#AbstractEventLoop.call_soon'], ['uvloop#Loop.run_in_executor', 'asyncio#AbstractEventLoop.run_in_executor'], ['asyncio.tasks#create_task', 'asyncio#create_task'],
		['posixpath#exists', 'os.path#exists'], ['os#path.exists', 'os.path#exists'], ['psycopg2.extensions#connection.commit', 'psycopg2#connection.commit'], ['requests.sessions#Session.get', 'requests#Session.get'],
		['PIL#Image.open', 'PIL.Image#open'], ['google.cloud#storage.Blob.upload_from_filename', 'google.cloud.storage#Blob.upload_from_filename'], ['redis#asyncio.Redis.get', 'redis.asyncio#Redis.get'],
		['anyio#to_thread.run_sync', 'anyio.to_thread#run_sync'], ['multiprocessing#Queue.get', 'multiprocessing.queues#Queue.get'], ['concurrent.futures.thread#ThreadPoolExecutor.submit', 'concurrent.futures#Executor.submit'],
	])('%s is %s', (name, canonical) => {
		expect(catalogue.canonical(name)).toBe(canonical);
		expect(catalogue.lookup(name)).toBe(catalogue.lookup(canonical));
	});
});

describe('arguments decide', () => {
	it.each<[string, readonly Given[], Readonly<Record<string, Given>>, boolean]>([
		['fcntl#flock', [unknownValue, flag('fcntl#LOCK_EX')], {}, true],
		['fcntl#flock', [unknownValue, flag('fcntl#LOCK_EX', 'fcntl#LOCK_NB')], {}, false],
		['fcntl#flock', [unknownValue, { kind: 'external', symbol: 'fcntl#LOCK_UN' }], {}, false],
		['threading#Lock.acquire', [], {}, true],
		['threading#Lock.acquire', [false], {}, false],
		['threading#Lock.acquire', [], { blocking: false }, false],
		['threading#Lock.acquire', [], { timeout: 5 }, true],
		['threading#Lock.acquire', [], { timeout: 0 }, false],
		['threading#Thread.join', [0], {}, false],
		['threading#Event.wait', [], { timeout: 0 }, false],
		['threading#Event.wait', [0.5], {}, true],
		['queue#Queue.get', [], { block: false }, false],
		['queue#Queue.get', [true, 0], {}, false],
		['queue#Queue.get', [], { timeout: 1 }, true],
		['queue#Queue.put', [unknownValue], {}, false],
		['queue#Queue.put', [unknownValue], { timeout: 2 }, true],
		['queue#Queue.put', [unknownValue, false], { timeout: 2 }, false],
		['select#select', [unknownValue, unknownValue, unknownValue, 0], {}, false],
		['select#select', [unknownValue, unknownValue, unknownValue, 0.1], {}, true],
		['concurrent.futures#Future.result', [], { timeout: 0 }, false],
		['concurrent.futures#Executor.shutdown', [], { wait: false }, false],
		['subprocess#Popen.wait', [], { timeout: 0 }, false],
		['psutil#cpu_percent', [], {}, false],
		['psutil#cpu_percent', [], { interval: null }, false],
		['psutil#cpu_percent', [], { interval: 1 }, true],
		['psutil#cpu_percent', [0.1], {}, true],
		['sqlite3#connect', [':memory:'], {}, false],
		['sqlite3#connect', ['data.db'], {}, true],
		['multiprocessing.connection#Connection.poll', [], {}, false],
		['multiprocessing.connection#Connection.poll', [1], {}, true],
		['os#waitpid', [unknownValue, { kind: 'external', symbol: 'os#WNOHANG' }], {}, false],
		['smtplib#SMTP', [], {}, false],
		['smtplib#SMTP', ['localhost'], {}, true],
		['pandas#DataFrame.to_csv', [], {}, false],
		['pandas#DataFrame.to_csv', ['out.csv'], {}, true],
		['builtins#open', ['/dev/null'], {}, false],
	])('%s %j %j: %s', (symbol, positions, names, expected) => { expect(blocks(symbol, args(positions, names))).toBe(expected); });
});

describe('what replaces them', () => {
	it('is the same call on another thread, safe where it only looks', () => {
		expect(catalogue.lookup('pathlib#Path.read_text')?.replacement).toEqual({ kind: 'offload', through: 'asyncio#to_thread', safety: 'safe' });
		expect(catalogue.lookup('pathlib#Path.write_text')?.replacement).toEqual({ kind: 'offload', through: 'asyncio#to_thread', safety: 'review' });
	});

	it('is a twin where there is one', () => {
		expect(catalogue.lookup('time#sleep')?.replacement).toEqual({ kind: 'twin', symbol: 'asyncio#sleep', safety: 'safe' });
		expect(catalogue.lookup('litellm#completion')?.replacement).toEqual({ kind: 'member', name: 'acompletion', safety: 'review' });
	});

	it('is none for what is bound to its thread, but where the connection is not', () => {
		for (const symbol of ['sqlite3#connect', 'sqlite3#Connection.execute', 'sqlite3#Cursor.fetchall']) {
			expect(catalogue.lookup(symbol)?.replacement, symbol).toBeUndefined();
			expect(catalogue.lookup(symbol)?.threadBound?.unless, symbol).toEqual([{ argument: 'check_same_thread', equals: [false] }]);
		}
	});

	it('is none for locks, which would then belong to the other thread', () => {
		expect(catalogue.lookup('threading#Lock.acquire')?.replacement).toBeUndefined();
		expect(catalogue.lookup('threading#Lock.acquire')?.advice).toContain('asyncio.Lock');
	});
});

describe('what makes a context', () => {
	const slot = (symbol: string, given: readonly Argument[], index: number) => {
		const found = catalogue.lookup(symbol);
		return found?.callbacks && slotFor(found.callbacks, given, index, [], (value) => value)?.runs;
	};
	const fn: Value = { kind: 'function', id: '/a.py#work' };

	it.each<[string, readonly Argument[], number, string | undefined]>([
		['threading#Thread', args([], { target: fn }), 0, 'thread'],
		['threading#Thread', args([], { name: fn }), 0, undefined],
		['threading#Thread', args([null, fn]), 1, 'thread'],
		['threading#Timer', args([5, fn]), 1, 'thread'],
		['multiprocessing#Process', args([], { daemon: true, target: fn }), 1, 'thread'],
		['asyncio#AbstractEventLoop.call_later', args([1, fn]), 1, 'loop'],
		['asyncio#AbstractEventLoop.call_soon', args([fn, 2]), 0, 'loop'],
		['asyncio#Task.add_done_callback', args([fn]), 0, 'loop'],
		['asyncio#start_server', args([fn, 'localhost', 80]), 0, 'loop'],
		['atexit#register', args([fn]), 0, 'shutdown'],
		['builtins#sorted', args([unknownValue], { key: fn }), 1, 'inline'],
		['builtins#sorted', args([fn]), 0, undefined],
		['aiohttp#web.UrlDispatcher.add_get', args(['/', fn]), 1, 'loop'],
		['fastapi#Depends', args([fn]), 0, 'loop-or-thread'],
	])('%s %#', (symbol, given, index, runs) => { expect(slot(symbol, given, index)).toBe(runs); });

	it.each([
		['asyncio#to_thread', 0], ['asyncio#AbstractEventLoop.run_in_executor', 1], ['concurrent.futures#ThreadPoolExecutor.submit', 0], ['anyio.to_thread#run_sync', 0], ['trio.to_thread#run_sync', 0], ['starlette.concurrency#run_in_threadpool', 0], ['fastapi.concurrency#run_in_threadpool', 0], ['asgiref.sync#sync_to_async', 0],
	])('%s offloads its argument %i', (symbol, index) => { expect(catalogue.lookup(symbol)?.offloads).toBe(index); });

	it.each([
		['fastapi#FastAPI.get', 'loop-or-thread'], ['fastapi#APIRouter.post', 'loop-or-thread'], ['flask#Flask.route', 'thread'], ['aiohttp.web#RouteTableDef.get', 'loop'], ['celery#Celery.task', 'thread'], ['celery#shared_task', 'thread'], ['pytest#fixture', 'test'], ['pytest#mark.asyncio', 'test'],
		['unittest#IsolatedAsyncioTestCase.test_it', 'test'], ['click#command', 'startup'], ['typer#Typer.command', 'startup'], ['threading#Thread.run', 'thread'], ['asyncio#Protocol.data_received', 'loop'], ['discord.ext.commands#Bot.command', 'loop'], ['http.server#BaseHTTPRequestHandler.do_GET', 'thread'],
	])('%s makes %s of what it is on', (symbol, runs) => { expect(catalogue.lookup(symbol)?.decorates?.runs).toBe(runs); });

	it('begins to serve', () => {
		for (const symbol of ['uvicorn#run', 'asyncio#Server.serve_forever', 'asyncio#AbstractEventLoop.run_forever', 'aiohttp.web#run_app']) { expect(catalogue.lookup(symbol)?.listens, symbol).toBe(true); }
	});
});

describe('tasks', () => {
	it('are kept by whoever begins them, or by their group', () => {
		for (const symbol of ['asyncio#create_task', 'asyncio#ensure_future', 'asyncio#AbstractEventLoop.create_task']) { expect(catalogue.lookup(symbol)?.spawns, symbol).toEqual({ argument: 0, keptBy: 'caller' }); }
		for (const symbol of ['asyncio#TaskGroup.create_task', 'anyio.abc#TaskGroup.start_soon', 'trio#Nursery.start_soon']) { expect(catalogue.lookup(symbol)?.spawns, symbol).toEqual({ argument: 0, keptBy: 'scope' }); }
	});

	it('sleep in seconds', () => {
		for (const symbol of ['asyncio#sleep', 'anyio#sleep', 'trio#sleep', 'curio#sleep']) { expect(catalogue.lookup(symbol)?.sleeps, symbol).toEqual({ argument: 0, unit: 's' }); }
	});

	it('are cancelled by these errors, which wider ones include', () => {
		expect(catalogue.lookup('asyncio.exceptions#CancelledError')?.cancellation).toBe('is');
		expect(catalogue.lookup('trio#Cancelled')?.cancellation).toBe('is');
		expect(catalogue.lookup('builtins#BaseException')?.cancellation).toBe('includes');
		expect(catalogue.lookup('builtins#Exception')?.cancellation).toBeUndefined();
	});

	it('are waited for, with failures as values where that is asked', () => {
		const how = (symbol: string, given: readonly Argument[]) => catalogue.lookup(symbol)?.joins?.find((each) => allHold(each.when, given, (value) => value) === true)?.how;
		expect(how('asyncio#gather', args([unknownValue], { return_exceptions: true }))).toBe('settled');
		expect(how('asyncio#gather', args([unknownValue]))).toBe('all');
		expect(how('asyncio#wait', args([unknownValue], { return_when: { kind: 'external', symbol: 'asyncio#FIRST_COMPLETED' } }))).toBe('first');
		expect(how('asyncio#wait', args([unknownValue]))).toBe('settled');
		expect(catalogue.lookup('asyncio#wait_for')?.deadline).toEqual({ argument: 1, keyword: 'timeout' });
	});
});
