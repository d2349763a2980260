import { readFileSync } from 'node:fs';

// Queues: what comes in is taken out again in its turn.
export interface Job { readonly id: string; run(): void }

export class Worker {
	readonly #jobs: Job[] = [];
	private readonly waiters: (() => void)[] = [];
	private readonly hits: number[] = [];
	private readonly fixed: string[] = ['a', 'b'];
	private readonly stack: Job[] = [];

	add(job: Job): void { this.#jobs.push(job); }

	drain(): void {
		while (this.#jobs.length > 0) {
			this.#jobs.shift()?.run(); // expect: front-removal
		}
	}

	wait(resume: () => void): void { this.waiters.push(resume); }

	release(): void {
		const next = this.waiters.shift(); // expect: front-removal
		next?.();
	}

	/** Calls of the last second. */
	rate(now: number): number {
		this.hits.push(now);
		while (this.hits.length > 0 && (this.hits[0] ?? now) < now - 1000) { this.hits.shift(); } // expect: front-removal
		return this.hits.length;
	}

	/** Nothing comes in. */
	next(): string | undefined { return this.fixed.shift(); }

	/** From the end, which costs nothing. */
	undo(job: Job): Job | undefined {
		this.stack.push(job);
		return this.stack.pop();
	}

	/** All at once. */
	flush(): Job[] { return this.#jobs.splice(0); }
}

export interface Node { readonly name: string; readonly children: readonly Node[] }

export function breadthFirst(root: Node): string[] {
	const names: string[] = [];
	const open = [root];
	while (open.length > 0) {
		const node = open.shift(); // expect: front-removal
		if (node === undefined) { break; }
		names.push(node.name);
		open.push(...node.children);
	}
	return names;
}

export function breadthFirstByCallback(root: Node): number {
	const open = [root];
	let count = 0;
	for (let node = open.shift(); node !== undefined; node = open.shift()) { // expect: front-removal
		count += 1;
		node.children.forEach((child) => { open.push(child); });
	}
	return count;
}

/** What is taken apart does not grow. */
export function rootOf(path: string): string {
	const parts = path.split('/');
	while (parts.length > 1 && parts[0] === '') { parts.shift(); }
	return parts.shift() ?? '';
}

export function command(argv: readonly string[]): { name: string | undefined; rest: string[] } {
	const args = [...argv];
	const name = args.shift();
	return { name, rest: args };
}

export function limited(most: number): (task: () => Promise<void>) => Promise<void> {
	const waiting: (() => void)[] = [];
	let running = 0;
	const begin = async (): Promise<void> => {
		if (running >= most) { await new Promise<void>((resolve) => { waiting.push(resolve); }); }
		running += 1;
	};
	return async (task) => {
		await begin();
		try { await task(); } finally {
			running -= 1;
			waiting.shift()?.();
		}
	};
}

/** Each of these waits for an answer that takes its time; of what they wait for, the move is nothing. */
export class Requests {
	private readonly open: { readonly text: string; readonly resolve: (answer: string) => void; readonly reject: (error: Error) => void }[] = [];
	private readonly turns: (() => void)[] = [];
	private readonly texts: string[] = [];
	private readonly resumes: (() => void)[] = [];

	ask(text: string): Promise<string> { return new Promise((resolve, reject) => { const request = { text, resolve, reject }; this.open.push(request); this.texts.push(text); }); }
	turn(): Promise<void> { return new Promise((resolve) => { const late = setTimeout(resolve, 1000); this.turns.push(() => { clearTimeout(late); resolve(); }); }); }
	pause(resume: () => void): void { this.resumes.push(resume); }
	answer(answer: string): void { this.open.shift()?.resolve(answer); }
	next(): void { this.turns.shift()?.(); }
	text(): string | undefined { return this.texts.shift(); } // expect: front-removal as hint
	go(): void { this.resumes.shift()?.(); } // expect: front-removal as hint
	fail(error: Error): void {
		let request = this.open.shift();
		while (request !== undefined) { request.reject(error); request = this.open.shift(); }
	}
}

/** Tables: entries are looked for, taken from the middle or put back. */
export class InFlight {
	private readonly sent: Job[] = [];
	private readonly later: Job[] = [];
	send(job: Job): void { this.sent.push(job); this.later.push(job); }
	confirm(id: string): void { this.sent.splice(this.sent.findIndex((job) => job.id === id), 1); }
	expire(): Job | undefined { return this.sent.shift(); }
	again(): void { const job = this.later.shift(); if (job !== undefined && job.id === '') { this.later.unshift(job); } }
}

/** Put together from both ends; the last of the front is taken back. */
export function around(values: readonly number[], at: number, most: number): number[] {
	const found = [values[at] ?? 0];
	for (let step = 1; found.length < most; step++) {
		found.unshift(values[at - step] ?? 0);
		if ((found[0] ?? 0) < 0) { found.shift(); }
		found.push(values[at + step] ?? 0);
	}
	return found;
}

/** Emptied once, when its owner goes. */
export class Subscriptions {
	private readonly ends: (() => void)[] = [];
	add(end: () => void): void { this.ends.push(end); }
	dispose(): void {
		while (this.ends.length > 0) { this.ends.shift()?.(); }
	}
}

/** One queue for each name. */
export class Channels {
	private readonly waiting: Record<string, string[]> = {};
	send(name: string, text: string): void { this.waiting[name]?.push(text); }
	receive(name: string): string | undefined { return this.waiting[name]?.shift(); } // expect: front-removal
}

/** Filled once with what is known when it is made: it only gets shorter. */
export class Transports {
	private readonly names: string[] = [];
	private readonly later: string[] = [];
	constructor(all: readonly string[]) {
		all.forEach((name) => { this.names.push(name); });
		this.later.push('polling');
	}

	fail(): string | undefined { return this.names.shift(); }
	open(name: string): void { this.later.push(name); }
	next(): string | undefined { return this.later.shift(); } // expect: front-removal
}

/** As many as there are workers. */
export class Pool<T> {
	private readonly idle: T[] = [];
	private readonly jobs: ((worker: T) => void)[] = [];
	release(worker: T): void {
		const job = this.jobs.shift(); // expect: front-removal
		if (job === undefined) { this.idle.push(worker); } else { job(worker); }
	}

	run(job: (worker: T) => void): void {
		const worker = this.idle.shift();
		if (worker === undefined) { this.jobs.push(job); } else { job(worker); }
	}
}

/** One goes whenever one comes. */
export class Volume {
	private readonly samples: number[] = Array.from({ length: 8 }, () => 0);
	measure(volume: number): number {
		this.samples.shift();
		this.samples.push(volume);
		return Math.max(...this.samples);
	}
}

/** One comes whatever happens, and one goes at times. */
export class Samples {
	private readonly samples: number[] = [];
	measure(volume: number, isFull: boolean): number {
		this.samples.push(volume);
		if (isFull) { this.samples.shift(); } // expect: front-removal
		return Math.max(...this.samples);
	}
}

interface Backup { readonly id: string; readonly time: number }

/** Sorted: whoever does so needs a list. */
export class Backups {
	private backups: Backup[] = [];
	private most = Number(process.env["MOST"] ?? '2');

	add(backup: Backup): void {
		this.backups.push(backup);
		if (this.backups.length > this.most) {
			this.backups.sort((a, b) => a.time - b.time);
			this.backups.shift();
		}
	}
}

export class Replaced {
	private readonly all: Backup[] = [];

	add(backup: Backup): void {
		const index = this.all.findIndex(({ id }) => id === backup.id);
		if (index < 0) { this.all.push(backup); } else { this.all.splice(index, 1, backup); }
	}
	next(): Backup | undefined { return this.all.shift(); }
}

/** Who waits may be called off: it is looked through, too. */
export class Downloads {
	private waiting: Backup[] = [];

	add(backup: Backup): void { this.waiting.push(backup); }
	cancel(id: string): void { this.waiting = this.waiting.filter((each) => each.id !== id); }
	next(): Backup | undefined { return this.waiting.shift(); }
}

/** Emptied at once, and gone through: that still is a queue. */
export class Uploads {
	private waiting: Backup[] = [];

	add(backup: Backup): void { this.waiting.push(backup); }
	clear(): void { this.waiting = []; }
	names(): string[] { return this.waiting.map(({ id }) => id); }
	next(): Backup | undefined { return this.waiting.shift(); } // expect: front-removal as hint
}

/** They turn: what goes from the front comes back at the end. */
export class Turns {
	private hosts: string[] = [];
	private names: string[] = [];
	private waiting: string[] = [];

	constructor(hosts: readonly string[]) { for (const host of hosts) { this.hosts.push(host); } }

	static weekdays(names: string[], first: number): string[] {
		const days = [...names];
		for (let i = 0; i < first; i += 1) { days.push(days.shift()!); }
		return days;
	}
	turn(): void { this.names.push(this.names.shift()!); }
	next(): string | undefined {
		const name = this.names.shift();
		if (name !== undefined) { this.names.push(name); }
		return name;
	}
	add(name: string): void { this.waiting.push(name); }
	again(): void { this.waiting.push(this.waiting.shift()!); } // expect: front-removal as hint
}

/** A list of each turn's own is as long as that turn makes it. */
export function paired(nodes: readonly Node[]): string[] {
	const names: string[] = [];
	let rest: Node[] = [];
	for (const node of nodes) {
		rest = [];
		for (const child of node.children) { rest.push(child); }
		names.push(rest.shift()?.name ?? '', ...rest.map(({ name }) => name));
	}
	return names;
}

/** Each turn reads a file, beside which the move is nothing. */
export function allOf(first: string): string[] {
	const found: string[] = [];
	const open = [first];
	while (open.length > 0) {
		const name = open.shift()!;
		found.push(name);
		open.push(...readFileSync(name, 'utf8').split('\n'));
	}
	return found;
}

interface Work { run(): Promise<void>; begin(): void }

/** One after the other: each takes its time. */
export class OneByOne {
	private readonly works: Work[] = [];
	private readonly others: Work[] = [];
	add(work: Work): void { this.works.push(work); this.others.push(work); }
	next(): void {
		const work = this.works.shift();
		if (work === undefined) { return; }
		const again = (): void => { setImmediate(() => { this.next(); }); };
		work.run().then(again).catch(again);
	}
	beginNext(): void {
		const work = this.others.shift(); // expect: front-removal as hint
		work?.begin();
	}
}

/** Callers that want to be told, and answers that are still to come. */
export class Wire {
	private readonly told: (() => void)[] = [];
	private readonly answers: ((line: string) => void)[] = [];
	private readonly jobs: (() => void)[] = [];
	private readonly send: (line: string) => void;
	constructor(send: (line: string) => void) { this.send = send; }
	whenFree(callback: () => void): void { this.told.push(callback); }
	free(): void {
		while (this.told.length > 0) { setImmediate(this.told.shift()!); }
	}
	ask(question: string, print: (line: string) => void): void {
		this.answers.push((line) => { print(line); });
		this.send(question);
	}
	answered(line: string): void {
		const answer = this.answers.shift();
		answer?.(line);
	}
	run(name: string): void { this.jobs.push(() => { this.send(name); }); }
	runNext(): void {
		const job = this.jobs.shift(); // expect: front-removal as hint
		job?.();
	}
}

/** Each that is taken is waited for, by a promise or a callback, or whoever fills the list is: the move is nothing. */
export class Relays {
	readonly #turns: (() => Promise<void>)[] = [];
	readonly #lines: string[] = [];
	add(turn: () => Promise<void>): void { this.#turns.push(turn); }
	write(line: string): void { this.#lines.push(line); }

	async next(): Promise<void> {
		const turn = this.#turns.shift();
		if (turn !== undefined) { await turn(); }
	}

	flush(send: (line: string, done: () => void) => void): void {
		const line = this.#lines.shift();
		if (line !== undefined) { send(line, () => { this.flush(send); }); }
	}
}

export async function levels(root: string, list: (names: readonly string[]) => Promise<readonly string[]>): Promise<number> {
	const waiting: string[] = [root];
	let count = 0;
	while (waiting.length > 0) {
		const level: string[] = [];
		while (waiting.length > 0) { level.push(waiting.shift() as string); }
		waiting.push(...await list(level));
		count++;
	}
	return count;
}

/** Each goes to a stream, as long as that takes some. */
export class Frames {
	readonly #frames: Uint8Array[] = [];
	readonly #seen: Uint8Array[] = [];
	#isBlocked = false;
	add(frame: Uint8Array): void { this.#frames.push(frame); this.#seen.push(frame); }

	flush(stream: { write(frame: Uint8Array): boolean }): void {
		while (!this.#isBlocked && this.#frames.length > 0) {
			const frame = this.#frames.shift();
			if (frame !== undefined && !stream.write(frame)) { this.#isBlocked = true; }
		}
	}

	count(): number {
		let size = 0;
		while (this.#seen.length > 0) { size += this.#seen.shift()?.length ?? 0; } // expect: front-removal as info
		return size;
	}
}

/** Whole batches, of which each is filled by what comes in: there are few. Their entries are many. */
export class Batches {
	readonly #batches: string[][] = [];
	readonly #lines: string[][] = [];
	begin(): void { this.#batches.push([]); }
	add(line: string): void {
		this.#batches.at(-1)?.push(line);
		this.#lines.push([line]);
	}
	take(): readonly string[] | undefined { return this.#batches.shift(); }
	takeLine(): readonly string[] | undefined { return this.#lines.shift(); } // expect: front-removal as hint
}

/** Lists of the module, too: what is looked for in one, or put in another order, is no queue alone. */
let problems: string[] = [];
const seen: string[] = [];
export function tell(problem: string): void {
	problems.push(problem);
	problems = problems.filter((each, at) => problems.indexOf(each) === at);
	if (problems.length > 50) { problems.shift(); }
	seen.push(problem);
	if (seen.length > 50) { seen.shift(); } // expect: front-removal as hint
}
