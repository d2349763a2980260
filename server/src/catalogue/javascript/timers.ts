/** What lets time pass: promises that do nothing else, and the timers they are made of. */
import type { CatalogueData, Entry } from '../schema.ts';

function sleeping(symbols: readonly string[], argument: number | undefined): Entry[] {
	return symbols.map((symbol) => ({ symbol, sleeps: argument === undefined ? {} : { argument } }));
}

const sleeps: Entry[] = [
	...sleeping([
		'node:timers/promises#setTimeout', 'node:timers/promises#scheduler.wait', 'bun#sleep',
		'delay#default', 'delay#delay', 'sleep-promise#default', 'await-sleep#default', 'yoctodelay#default', '@std/async#delay', '@std/async/delay#delay',
		'es-toolkit#delay', 'es-toolkit/promise#delay', 'radash#sleep', 'radashi#sleep', 'modern-async#asyncSleep', 'bluebird#Bluebird.delay', 'bluebird#delay',
	], 0),
	...sleeping(['node:timers/promises#setImmediate', 'node:timers/promises#scheduler.yield', 'lib#Scheduler.yield'], undefined),
];

const polls: Entry[] = ['p-wait-for#default', 'async-wait-until#default', 'async-wait-until#waitUntil', 'async-wait-until#WaitUntil'].map((symbol) => ({ symbol, polls: 0 }));

const timers: Entry[] = [
	{ symbol: 'node:timers#setTimeout', timer: { does: 'once', delay: 1 } },
	{ symbol: 'node:timers#setInterval', timer: { does: 'repeats', delay: 1 } },
	...['node:timers#setImmediate', 'node:timers#queueMicrotask', 'node:process#Process.nextTick', 'lib#requestAnimationFrame'].map((symbol): Entry => ({ symbol, timer: { does: 'once' } })),
	...['clearTimeout', 'clearInterval', 'clearImmediate'].map((name): Entry => ({ symbol: `node:timers#${name}`, timer: { does: 'ends' } })),
];

/** Members that change with an event: `[type, members, event]`. */
const events: readonly (readonly [type: string, members: string, event: string])[] = [
	['lib#AbortSignal', 'aborted', '`abort`'],
	['node:child_process#ChildProcess', 'exitCode signalCode', '`exit`'],
	['node:net#Socket', 'connecting pending', '`connect`'],
	['node:net#Server', 'listening', '`listening`'],
	['node:stream#Readable', 'readableEnded', '`end`'],
	['node:stream#Writable', 'writableFinished', '`finish`'],
	['node:stream#Writable', 'writableNeedDrain', '`drain`'],
	['ws#WebSocket', 'readyState', '`open` or `close`'],
	['lib#WebSocket', 'readyState', '`open` or `close`'],
	['lib#RTCDataChannel', 'readyState', '`open` or `close`'],
	['lib#RTCPeerConnection', 'connectionState', '`connectionstatechange`'],
	['lib#Document', 'readyState', '`readystatechange`'],
	['lib#ServiceWorker', 'state', '`statechange`'],
];

const announced: Entry[] = [
	...events.flatMap(([type, members, event]) => members.split(' ').map((member): Entry => ({ symbol: `${type}.${member}`, announced: `its ${event} event` }))),
	{ symbol: 'vscode#CancellationToken.isCancellationRequested', announced: '`onCancellationRequested`' },
	{ symbol: 'vscode#Terminal.shellIntegration', announced: '`onDidChangeTerminalShellIntegration`' },
];

const aliases: Record<string, string> = {
	'node:timers/promises#Scheduler': 'node:timers/promises#scheduler',
	// How Node's typings, and the outlines, name what `promisify` makes of a timer.
	'node:timers#setTimeout.__promisify__': 'node:timers/promises#setTimeout',
	'node:timers#setImmediate.__promisify__': 'node:timers/promises#setImmediate',
	...Object.fromEntries(['clearTimeout', 'clearInterval', 'clearImmediate'].flatMap((name) => [
		[`global#${name}`, `node:timers#${name}`],
		[`lib#${name}`, `node:timers#${name}`],
		[`lib#Window.${name}`, `node:timers#${name}`],
		[`lib#WindowOrWorkerGlobalScope.${name}`, `node:timers#${name}`],
	])),
};

export const timing: CatalogueData = { entries: [...sleeps, ...polls, ...timers, ...announced], aliases };
