/**
 * What work of the processor does to an event loop, and where it may go instead. Run it with `node guide/measured/offload.mjs`.
 *
 * The same work, about 20 ms long, is done ten times a second: on the event loop, in an `async` function, and in a worker thread that is kept.
 * Meanwhile a timer of 1 ms notes how late it was each time, in milliseconds.
 */
import { cpus } from 'node:os';
import { isMainThread, parentPort, Worker } from 'node:worker_threads';

const SECONDS = Number(process.argv[2] ?? 5);

if (isMainThread) { await main(); } else { parentPort.on('message', (rounds) => parentPort.postMessage(work(rounds))); }

/** Work that never leaves the processor: a hash in plain JavaScript. */
function work(rounds) {
	let hash = 2166136261;
	for (let i = 0; i < rounds; i++) { hash = Math.imul(hash ^ (i & 255), 16777619); }
	return hash;
}

async function main() {
	const rounds = roundsFor(20);
	const worker = new Worker(new URL(import.meta.url));
	const inWorker = () => new Promise((resolve) => { worker.once('message', resolve); worker.postMessage(rounds); });
	console.log(`Node ${process.version}, ${process.platform} ${process.arch}, ${cpus().length} cores, ${new Date().toISOString().slice(0, 10)}, ${SECONDS} s each`);
	console.log('| ten times a second, 20 ms of work | loop late p50 | p99 | max |\n|---|--:|--:|--:|');
	await row('none', () => {});
	await row('on the loop', () => work(rounds));
	await row('in an async function', async () => { await null; return work(rounds); });
	await row('in a worker', inWorker);
	await worker.terminate();
}

/** How many rounds take so many milliseconds here. */
function roundsFor(milliseconds) {
	work(1e7);
	const begun = performance.now();
	work(2e7);
	return Math.round(2e7 * milliseconds / (performance.now() - begun));
}

async function row(name, action) {
	const late = [];
	let ends = performance.now() + SECONDS * 1000;
	const working = setInterval(action, 100);
	for (let due = performance.now() + 1; performance.now() < ends; due = performance.now() + 1) {
		await new Promise((resolve) => { setTimeout(resolve, 1); });
		late.push(Math.max(0, performance.now() - due));
	}
	clearInterval(working);
	late.sort((a, b) => a - b);
	const at = (share) => late[Math.min(late.length - 1, Math.floor(late.length * share))].toFixed(1);
	console.log(`| ${name} | ${at(0.5)} | ${at(0.99)} | ${at(1)} |`);
}
