/**
 * What a lock costs that is held while something is awaited. Run it with `node guide/measured/critical-section.mjs`.
 *
 * 50 requests change one shared object under a lock. Each needs a price that takes 20 ms to fetch: fetched while the lock is held, or before.
 */
import { setTimeout as sleep } from 'node:timers/promises';

const REQUESTS = 50, FETCH = 20;

/** One after the other: `run` begins when all before it have ended. */
class Lock {
	#last = Promise.resolve();
	run(action) {
		const result = this.#last.then(action);
		this.#last = result.catch(() => {});
		return result;
	}
}

const price = async () => { await sleep(FETCH); return 2; };

const ways = [
	['while it is held', async (lock, stock) => lock.run(async () => { stock.worth += await price(); })],
	['before it is taken', async (lock, stock) => { const found = await price(); await lock.run(() => { stock.worth += found; }); }],
];

console.log(`Node ${process.version}, ${process.platform} ${process.arch}, ${new Date().toISOString().slice(0, 10)}`);
console.log(`| ${REQUESTS} requests, price fetched | all done | p50 | p99 |\n|---|--:|--:|--:|`);
for (const [name, change] of ways) {
	const lock = new Lock(), stock = { worth: 0 }, begun = performance.now();
	const times = await Promise.all(Array.from({ length: REQUESTS }, async () => { await change(lock, stock); return performance.now() - begun; }));
	times.sort((a, b) => a - b);
	console.log(`| ${name} | ${times.at(-1).toFixed(0)} ms | ${times[REQUESTS / 2].toFixed(0)} ms | ${times[Math.floor(REQUESTS * 0.99)].toFixed(0)} ms |`);
}
