/**
 * What one blocking call in a request handler costs everybody else. Run it with `node guide/measured/event-loop-delay.mjs`.
 *
 * A server on the loopback interface answers `/ping` at once and does some work for `/work`: ten times a second, first with the
 * blocking call, then with its async twin. A client on a thread of its own asks for `/ping` every five milliseconds and notes how
 * long each answer took. Node's `monitorEventLoopDelay` tells how late the server's event loop was. All times are in milliseconds.
 */
import { execFile, execFileSync } from 'node:child_process';
import { pbkdf2, pbkdf2Sync } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { promisify } from 'node:util';
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';

const SECONDS = Number(process.argv[2] ?? 5);
const WORK_EVERY = 100;
const PING_EVERY = 5;

if (isMainThread) { await main(); } else { await client(workerData.port); }

async function main() {
	const folder = await mkdtemp(join(tmpdir(), 'event-loop-delay-'));
	const file = join(folder, 'report.bin');
	await writeFile(file, Buffer.alloc(32 * 1024 * 1024, 'unblock'));
	const child = [process.execPath, ['-e', '0']];
	const runs = [
		['nothing but pings', () => {}],
		['readFileSync, 32 MB', () => readFileSync(file)],
		['await readFile', () => readFile(file)],
		['pbkdf2Sync, 100 000 rounds', () => pbkdf2Sync('secret', 'salt', 100_000, 64, 'sha512')],
		['await pbkdf2', () => promisify(pbkdf2)('secret', 'salt', 100_000, 64, 'sha512')],
		['execFileSync, `node -e 0`', () => execFileSync(...child)],
		['await execFile', () => promisify(execFile)(...child)],
	];
	console.log(`Node ${process.version}, ${process.platform} ${process.arch}, ${cpus().length} cores, ${new Date().toISOString().slice(0, 10)}, ${SECONDS} s each`);
	console.log('| 10 a second of | ping p50 | ping p99 | ping max | loop delay p99 | loop delay max |\n|---|--:|--:|--:|--:|--:|');
	try {
		for (const [name, work] of runs) { console.log(row(name, await measure(work))); }
	} finally {
		await rm(folder, { recursive: true });
	}
}

/** Serves for a while and tells of the answers to `/ping`, sorted by how long they took, and of the loop's delay. */
async function measure(work) {
	const server = createServer(async (request, response) => {
		if (request.url === '/work') { await work(); }
		response.end('ok');
	});
	await new Promise((resolve) => { server.listen(0, '127.0.0.1', resolve); });
	const asking = new Worker(new URL(import.meta.url), { argv: process.argv.slice(2), workerData: { port: server.address().port } });
	await new Promise((resolve) => { asking.once('message', resolve); });
	const delay = monitorEventLoopDelay({ resolution: 1 });
	delay.enable();
	const pings = await new Promise((resolve, reject) => { asking.once('message', resolve).once('error', reject); });
	delay.disable();
	server.closeAllConnections();
	await new Promise((resolve) => { server.close(resolve); });
	return { pings: pings.sort((a, b) => a - b), delay };
}

async function client(port) {
	const ask = async (path) => { await (await fetch(`http://127.0.0.1:${port}${path}`)).text(); };
	for (let i = 0; i < 50; i++) { await ask('/ping'); }
	parentPort.postMessage('warm');
	const pings = [];
	const open = [];
	const every = (period, action) => setInterval(() => { open.push(action()); }, period);
	const timers = [
		every(PING_EVERY, async () => {
			const begun = performance.now();
			await ask('/ping');
			pings.push(performance.now() - begun);
		}),
		every(WORK_EVERY, () => ask('/work')),
	];
	await new Promise((resolve) => { setTimeout(resolve, SECONDS * 1000); });
	timers.forEach(clearInterval);
	await Promise.all(open);
	parentPort.postMessage(pings);
}

function row(name, { pings, delay }) {
	const percentile = (share) => pings[Math.min(pings.length - 1, Math.floor(pings.length * share))];
	const times = [percentile(0.5), percentile(0.99), pings.at(-1), delay.percentile(99) / 1e6, delay.max / 1e6];
	return `| ${[name, ...times.map((time) => time.toFixed(1))].join(' | ')} |`;
}
