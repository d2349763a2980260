/**
 * What one failing or slow handler does to the others. Run it with `node guide/measured/handlers.mjs`.
 *
 * 100 events go to 5 handlers. The second fails at every tenth event and the third takes 20 ms. Counted are the calls that were made, and how long the
 * publisher waited for an event.
 */
import { EventEmitter } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';

const EVENTS = 100;
let calls = 0;
const failing = (event) => { calls++; if (event % 10 === 0) { throw new Error(`event ${event}`); } };
const slow = async () => { calls++; await sleep(20); };
const quick = () => { calls++; };
const handlers = [quick, failing, slow, quick, quick];

const emitter = new EventEmitter();
for (const handler of handlers) { emitter.on('event', handler); }

const ways = [
	['`emitter.emit`', (event) => { emitter.emit('event', event); }],
	['awaited one by one', async (event) => { for (const handler of handlers) { await handler(event); } }],
	['each on its own, all awaited', async (event) => { await Promise.allSettled(handlers.map(async (handler) => handler(event))); }],
	['each on its own, tracked', (event) => { for (const handler of handlers) { void Promise.resolve().then(() => handler(event)).catch(() => {}); } }],
];

console.log(`Node ${process.version}, ${process.platform} ${process.arch}, ${new Date().toISOString().slice(0, 10)}`);
console.log('| published with | handlers called, of 500 | publisher waited, each |\n|---|--:|--:|');
for (const [name, publish] of ways) {
	calls = 0;
	let waited = 0;
	for (let event = 0; event < EVENTS; event++) {
		const begun = performance.now();
		try { await publish(event); } catch { /* what the publisher gets of it */ }
		waited += performance.now() - begun;
	}
	await sleep(50);
	console.log(`| ${name} | ${calls} | ${(waited / EVENTS).toFixed(1)} ms |`);
}
