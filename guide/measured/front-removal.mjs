/**
 * What it costs to take from the front of an array. Run it with `node guide/measured/front-removal.mjs`.
 *
 * A history keeps its newest entries: each new one pushes, and the oldest goes. Then a queue is filled and drained in one go, as a consumer does that was behind.
 * Each is done with `shift()` and without. The last table is what a history costs that never lets go.
 */
import { cpus } from 'node:os';

const SIZES = [100, 1000, 10_000, 50_000, 100_000];

/** As many entries as it was made for; a new one takes the place of the oldest. */
class Ring {
	#slots;
	#next = 0;
	constructor(capacity) { this.#slots = new Array(capacity).fill(undefined); }
	push(value) {
		this.#slots[this.#next] = value;
		this.#next = (this.#next + 1) % this.#slots.length;
	}
}

/** Microseconds for one call, of as many as fit into a fifth of a second. */
function microseconds(action) {
	for (let i = 0; i < 100; i++) { action(i); }
	const begun = performance.now();
	let calls = 0;
	while (performance.now() - begun < 200) {
		for (let i = 0; i < 20; i++) { action(calls++); }
	}
	return (performance.now() - begun) * 1000 / calls;
}

function drainWithShift(count) {
	const queue = Array.from({ length: count }, (_, id) => ({ id }));
	const begun = performance.now();
	while (queue.length > 0) { queue.shift(); }
	return performance.now() - begun;
}

function drainByIndex(count) {
	const queue = Array.from({ length: count }, (_, id) => ({ id }));
	const begun = performance.now();
	for (let head = 0; head < queue.length; head++) { queue[head] = undefined; }
	return performance.now() - begun;
}

console.log(`Node ${process.version}, ${process.platform} ${process.arch}, ${cpus().length} cores, ${new Date().toISOString().slice(0, 10)}`);
console.log('| entries | push and shift, each | ring, each | queue drained by shift | drained by an index |\n|--:|--:|--:|--:|--:|');
for (const size of SIZES) {
	const history = Array.from({ length: size }, (_, id) => ({ id })), ring = new Ring(size);
	const withShift = microseconds((id) => { history.push({ id }); history.shift(); });
	const withRing = microseconds((id) => { ring.push({ id }); });
	console.log(`| ${size} | ${withShift.toFixed(2)} µs | ${withRing.toFixed(2)} µs | ${drainWithShift(size).toFixed(1)} ms | ${drainByIndex(size).toFixed(1)} ms |`);
}

const event = (id) => ({ id, at: performance.now(), name: `order-${id}`, payload: { quantity: id % 10 } });
const heap = () => { globalThis.gc?.(); return process.memoryUsage().heapUsed / 1e6; };
const all = [], last = new Ring(1000);
const before = heap();
for (let id = 0; id < 1e6; id++) { all.push(event(id)); }
const grown = heap();
for (let id = 0; id < 1e6; id++) { last.push(event(id)); }
console.log(`a million events: all kept ${(grown - before).toFixed(0)} MB, the last 1000 kept ${(heap() - grown).toFixed(1)} MB (with --expose-gc), ${all.length} entries`);
