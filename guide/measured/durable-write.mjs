/**
 * What a write is worth, and what it costs. Run it with `node guide/measured/durable-write.mjs`.
 *
 * 1. A child process saves a state of 16 MB over and over and is killed at some moment, 20 times. Counted are the files that were whole afterwards: written
 *    in place, and written beside and renamed.
 * 2. The same state of 100 kB is saved 100 times: written, written and synced to the disk, and both with the `Sync` functions. How long each took, and how
 *    late the event loop was, in milliseconds.
 */
import { fork } from 'node:child_process';
import { closeSync, fsyncSync, mkdtempSync, openSync, readFileSync, renameSync, rmSync, writeSync } from 'node:fs';
import { open, rename, writeFile } from 'node:fs/promises';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

const state = (bytes) => JSON.stringify({ entries: 'x'.repeat(bytes), end: true });

async function saveInPlace(file, text) { await writeFile(file, text); }

async function saveDurably(file, text) {
	const beside = await open(`${file}.new`, 'w');
	try { await beside.writeFile(text); await beside.sync(); } finally { await beside.close(); }
	await rename(`${file}.new`, file);
}

function saveSync(file, text) {
	const beside = openSync(`${file}.new`, 'w');
	writeSync(beside, text);
	fsyncSync(beside);
	closeSync(beside);
	renameSync(`${file}.new`, file);
}

const [, , way, file] = process.argv;
if (way !== undefined) {
	const text = state(16e6), save = way === 'in place' ? saveInPlace : saveDurably;
	await save(file, text);
	process.send('saved');
	for (;;) { await save(file, text); }
}

const folder = mkdtempSync(join(process.env.MEASURE_IN ?? '.', 'durable-write-'));
console.log(`Node ${process.version}, ${process.platform} ${process.arch}, ${cpus().length} cores, ${new Date().toISOString().slice(0, 10)}`);
for (const name of ['in place', 'beside, synced, renamed']) {
	let whole = 0;
	for (let run = 0; run < 20; run++) {
		const target = join(folder, `state-${run}.json`);
		const child = fork(fileURLToPath(import.meta.url), [name, target]);
		await new Promise((resolve) => { child.once('message', resolve); });
		await sleep(5 + run * 7);
		child.kill('SIGKILL');
		await new Promise((resolve) => { child.once('exit', resolve); });
		try { whole += JSON.parse(readFileSync(target, 'utf8')).end ? 1 : 0; } catch { /* cut off */ }
	}
	console.log(`${name}: whole after a kill: ${whole} of 20`);
}
console.log('| a save of 100 kB | took p50 | p99 | loop late p99 |\n|---|--:|--:|--:|');
for (const [name, save] of [['`await writeFile`', saveInPlace], ['`await`: written, synced, renamed', saveDurably], ['the same with `Sync`', saveSync]]) {
	const took = [], late = [], text = state(1e5);
	let due = performance.now() + 1;
	const ticking = setInterval(() => { late.push(Math.max(0, performance.now() - due)); due = performance.now() + 1; }, 1);
	for (let i = 0; i < 100; i++) {
		const begun = performance.now();
		await save(join(folder, 'state.json'), text);
		took.push(performance.now() - begun);
		await sleep(5);
	}
	clearInterval(ticking);
	const at = (times, share) => times.sort((a, b) => a - b)[Math.floor(times.length * share)].toFixed(1);
	console.log(`| ${name} | ${at(took, 0.5)} | ${at(took, 0.99)} | ${at(late, 0.99)} |`);
}
rmSync(folder, { recursive: true });
