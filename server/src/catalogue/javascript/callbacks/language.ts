/**
 * Callbacks of the language and its timers.
 *
 * TypeScript's library declares the static members in interfaces of their own (`lib#ArrayConstructor.from`), which are aliases here.
 */
import type { CatalogueData, Entry } from '../../schema.ts';
import { callbacks, members, options } from '../entries.ts';

const iteration = 'forEach map filter some every find findIndex findLast findLastIndex reduce reduceRight sort toSorted flatMap';
const typedArrays = ['Int8Array', 'Uint8Array', 'Uint8ClampedArray', 'Int16Array', 'Uint16Array', 'Int32Array', 'Uint32Array', 'Float16Array', 'Float32Array', 'Float64Array', 'BigInt64Array', 'BigUint64Array'];

/**
 * They run before the call returns. The iterator helpers run when the iterator is consumed, which is mostly in the same expression.
 * `f.call(…)` and `f.apply(…)` are not here: what they run is no argument but `f`, and what becomes of their arguments is for `f` to say.
 */
const inline: Entry[] = callbacks([
	...['Array', 'ReadonlyArray', ...typedArrays].flatMap((type) => members(`lib#${type}.`, iteration)),
	...['Map', 'ReadonlyMap', 'Set', 'ReadonlySet'].map((type) => `lib#${type}.forEach`),
	...['IteratorObject', 'Iterator'].flatMap((type) => members(`lib#${type}.`, 'forEach map filter some every find reduce flatMap')),
	...['Array', 'Iterator', ...typedArrays].map((type) => `lib#${type}.from`),
	...members('lib#Map.', 'groupBy getOrInsertComputed'),
	...members('lib#WeakMap.', 'getOrInsertComputed'),
	'lib#Object.groupBy',
	...members('lib#String.', 'replace replaceAll'),
	'lib#JSON.parse',
	'lib#JSON.stringify',
	'lib#Reflect.apply',
	'lib#Promise',
	'lib#Promise.try',
	...members('lib#FormData.', 'forEach'),
	...members('lib#Headers.', 'forEach'),
	...members('lib#URLSearchParams.', 'forEach'),
	...members('lib#NodeListOf.', 'forEach'),
], 'inline', 'callback');

const continuations: Entry[] = [
	...callbacks(members('lib#Promise.', 'then catch finally'), 'later', 'promise callback'),
	...callbacks(members('lib#PromiseLike.', 'then'), 'later', 'promise callback'),
	...callbacks(['lib#Array.fromAsync'], 'later', 'callback'),
	...callbacks(['node:timers#queueMicrotask', 'node:process#Process.nextTick'], 'later', 'queued callback', 0),
];

const timers: Entry[] = [
	...callbacks(['node:timers#setTimeout', 'node:timers#setInterval', 'node:timers#setImmediate'], 'loop', 'timer', 0),
	...callbacks(['lib#requestAnimationFrame', 'lib#requestIdleCallback'], 'loop', 'frame callback', 0),
	...callbacks(['lib#FinalizationRegistry', 'lib#MutationObserver', 'lib#ResizeObserver', 'lib#IntersectionObserver', 'lib#PerformanceObserver'], 'loop', 'observer', 0),
];

const webStreams: Entry[] = [
	options('lib#ReadableStream', 0, 'start pull cancel', 'loop', 'stream callback'),
	options('lib#WritableStream', 0, 'start write close abort', 'loop', 'stream callback'),
	options('lib#TransformStream', 0, 'start transform flush cancel', 'loop', 'stream callback'),
];

/** Where types are missing, or where Node's types, the DOM's and TypeScript's library declare the same thing. */
const aliases: Record<string, string> = Object.fromEntries([
	...['Array', 'Iterator', 'Promise', 'Map', 'WeakMap', 'Object', 'String', ...typedArrays].map((type) => [`lib#${type}Constructor`, `lib#${type}`]),
	['lib#apply', 'lib#Reflect.apply'],
	...['globalThis', 'window', 'self', 'global'].map((name) => [`global#${name}`, 'global']),
	...['FinalizationRegistry'].map((type) => [`lib#${type}Constructor`, `lib#${type}`]),
	...['setTimeout', 'setInterval', 'setImmediate', 'queueMicrotask'].flatMap((name) => [
		[`global#${name}`, `node:timers#${name}`],
		[`lib#${name}`, `node:timers#${name}`],
		[`lib#Window.${name}`, `node:timers#${name}`],
		[`lib#WindowOrWorkerGlobalScope.${name}`, `node:timers#${name}`],
	]),
	...['requestAnimationFrame', 'requestIdleCallback'].flatMap((name) => [
		[`lib#Window.${name}`, `lib#${name}`],
		[`lib#AnimationFrameProvider.${name}`, `lib#${name}`],
	]),
	...['ReadableStream', 'WritableStream', 'TransformStream', 'Headers', 'FormData', 'URLSearchParams'].flatMap((type) => [
		[`global#${type}`, `lib#${type}`],
		[`node:stream/web#${type}`, `lib#${type}`],
	]),
	...['Array', 'Promise', 'Map', 'Set', 'Object', 'String', 'JSON', 'Reflect', 'Atomics'].map((type) => [`global#${type}`, `lib#${type}`]),
]);

export const language: CatalogueData = { entries: [...inline, ...continuations, ...timers, ...webStreams], aliases };
