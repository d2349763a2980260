/** Memory and processor time of a process with all its descendants, sampled from `/proc`: Linux only. */
import { readdirSync, readFileSync } from 'node:fs';

const SAMPLED_EVERY = 50; // ms
const PAGE = 4096; // bytes; so on x64, and on arm64 as Linux is mostly built
const TICK = 10; // ms; the kernel's USER_HZ is 100 on both

export function assertLinux() {
	if (process.platform !== 'linux') {
		throw new Error('The benchmarks sample /proc, so they run on Linux only');
	}
}

/**
 * Watches a process and its descendants, each from when it is first seen to its end, even if its parent ends before it.
 * Memory is the sum of the resident sets, so a page that two processes share counts twice. What lives less than 50 ms may go unseen.
 */
export class ProcessTree {
	/** Of each process ever seen, by pid: its start (to tell it from a later one with the same pid) and its processor time so far, in ms. */
	#seen = new Map();
	#timer;
	/** Bytes at the last sample, and the most that any sample has seen. */
	resident = 0;
	peak = 0;
	/** Bytes of each process at the peak, by its name and pid, as in `node 4711`. */
	atPeak = new Map();

	constructor(pid) {
		this.#seen.set(pid, { start: undefined, spent: 0 });
		this.#sample();
		this.#timer = setInterval(() => this.#sample(), SAMPLED_EVERY);
	}

	/** Processor time of all processes, ended ones too, in ms. */
	get spent() {
		return [...this.#seen.values()].reduce((sum, { spent }) => sum + spent, 0);
	}

	stop() {
		this.#sample();
		clearInterval(this.#timer);
	}

	#sample() {
		const resident = new Map();
		// A map hands out what is added while one goes through it, so children are visited too.
		for (const [pid, process] of this.#seen) {
			const now = readStat(pid);
			if (now === undefined || (process.start !== undefined && process.start !== now.start)) {
				continue;
			}
			process.start = now.start;
			process.spent = now.spent;
			resident.set(`${now.name} ${pid}`, now.resident);
			for (const child of childrenOf(pid)) {
				if (!this.#seen.has(child)) {
					this.#seen.set(child, { start: undefined, spent: 0 });
				}
			}
		}
		this.resident = [...resident.values()].reduce((sum, bytes) => sum + bytes, 0);
		if (this.resident > this.peak) {
			this.peak = this.resident;
			this.atPeak = resident;
		}
	}
}

/** See proc(5). Undefined once the process has ended. */
function readStat(pid) {
	try {
		const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
		// The second field is the program's name in parentheses, which may hold anything; the third field follows it.
		const end = text.lastIndexOf(')');
		const fields = text.slice(end + 2).split(' ').map(Number);
		return { name: text.slice(text.indexOf('(') + 1, end), spent: (fields[11] + fields[12]) * TICK, start: fields[19], resident: fields[21] * PAGE };
	} catch {
		return undefined;
	}
}

/** Any thread may be the parent: a worker's children are its thread's. */
function childrenOf(pid) {
	try {
		return readdirSync(`/proc/${pid}/task`).flatMap((thread) => readFileSync(`/proc/${pid}/task/${thread}/children`, 'utf8').split(' ').filter(Boolean).map(Number));
	} catch {
		return [];
	}
}
