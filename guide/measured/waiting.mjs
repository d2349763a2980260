/**
 * What it costs to look again and again. Run it with `node guide/measured/waiting.mjs`.
 *
 * Each of 100 tasks waits for something of its own that happens once, at a moment of its own, within the next second: by looking every
 * 50 or 10 ms or at every turn of the loop, or by being told. Counted are the processor's time and how late each task noticed.
 */
import { EventEmitter, once } from 'node:events';
import { setImmediate as turn, setTimeout as sleep } from 'node:timers/promises';

const TASKS = 100, WITHIN = 1000;

class Job extends EventEmitter {
	readyAt = 0;
	get isReady() { return this.readyAt > 0; }
	finish() { this.readyAt = performance.now(); this.emit('ready'); }
}

const ways = [
	['`await sleep(50)` in a loop', async (job) => { while (!job.isReady) { await sleep(50); } }],
	['`await sleep(10)` in a loop', async (job) => { while (!job.isReady) { await sleep(10); } }],
	['`await setImmediate()` in a loop', async (job) => { while (!job.isReady) { await turn(); } }],
	["`await once(job, 'ready')`", async (job) => { await once(job, 'ready'); }],
];

console.log(`Node ${process.version}, ${process.platform} ${process.arch}, ${new Date().toISOString().slice(0, 10)}`);
console.log('| 100 tasks wait up to a second | noticed late, mean | max | processor |\n|---|--:|--:|--:|');
for (const [name, wait] of ways) {
	const late = [];
	const before = process.cpuUsage();
	await Promise.all(Array.from({ length: TASKS }, async (_, number) => {
		const job = new Job();
		setTimeout(() => job.finish(), 37 + number * (WITHIN - 50) / TASKS + (number % 7));
		await wait(job);
		late.push(performance.now() - job.readyAt);
	}));
	const { user, system } = process.cpuUsage(before);
	const mean = late.reduce((sum, each) => sum + each, 0) / TASKS;
	console.log(`| ${name} | ${mean.toFixed(1)} ms | ${Math.max(...late).toFixed(1)} ms | ${((user + system) / 1000).toFixed(0)} ms |`);
}
