/**
 * What becomes of work that nobody waits for. Run it with `node guide/measured/lost-tasks.mjs`.
 *
 * A child process starts 100 saves of 50 ms each, of which 10 fail, answers, and is asked to stop 10 ms later. The parent counts the saves that were
 * begun and done when the child was gone, the failures that the child told of, and how it exited. A promise that is
 * dropped with `void` and one that is just dropped are the same to the runtime.
 */
import { execFile } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

const SAVES = 100, TAKES = 50, FAILS_EVERY = 10, STOP_AFTER = 10;

async function save(number) {
	console.log('begun');
	await sleep(TAKES);
	if (number % FAILS_EVERY === 0) { throw new Error(`save ${number} failed`); }
	console.log('done');
}

const numbers = Array.from({ length: SAVES }, (_, number) => number);
const report = (error) => { console.log(`failure: ${error.message}`); };

const ways = {
	/** `save(n)`, and stop at once: what a signal does to a program that does not ask for it. */
	async 'void, then process.exit'() {
		for (const number of numbers) { void save(number); }
		await sleep(STOP_AFTER);
		process.exit(0);
	},
	/** The same, but the program ends when it has nothing to do. */
	async 'void, then nothing'() {
		for (const number of numbers) { void save(number); }
		await sleep(STOP_AFTER);
	},
	async 'tracked, drained at the stop'() {
		const running = new Set();
		for (const number of numbers) {
			const task = save(number).catch(report).finally(() => running.delete(task));
			running.add(task);
		}
		await sleep(STOP_AFTER);
		await Promise.race([Promise.all(running), sleep(5000, undefined, { ref: false })]);
		process.exit(0);
	},
	async 'awaited'() {
		for (const settled of await Promise.allSettled(numbers.map(save))) {
			if (settled.status === 'rejected') { report(settled.reason); }
		}
	},
};

const way = process.argv[2];
if (way === undefined) {
	console.log(`Node ${process.version}, ${process.platform} ${process.arch}, ${new Date().toISOString().slice(0, 10)}`);
	console.log(`| ${SAVES} saves, of which ${SAVES / FAILS_EVERY} fail | begun | done | failures seen | exit code |\n|---|--:|--:|--:|--:|`);
	for (const name of Object.keys(ways)) {
		const { code, stdout } = await new Promise((resolve) => {
			execFile(process.execPath, [fileURLToPath(import.meta.url), name], (error, stdout) => resolve({ code: error?.code ?? 0, stdout }));
		});
		const count = (text) => stdout.split('\n').filter((line) => line.startsWith(text)).length;
		console.log(`| ${name} | ${count('begun')} | ${count('done')} | ${count('failure')} | ${code} |`);
	}
} else {
	await ways[way]();
}
