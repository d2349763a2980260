import { Duplex, Writable } from 'node:stream';

// Lists that cannot be long.
type Done = (error?: Error | null) => void;
declare function handle(packet: string, next: () => void): void;
declare function begin(request: string): void;

/** The stream gives the next chunk only when `done` was called. */
export class Held extends Duplex {
	private waiting: { chunk: Buffer; done: Done }[] = [];
	private readonly kept: { chunk: Buffer; at: number }[] = [];

	override _write(chunk: Buffer, _encoding: string, done: Done): void {
		this.waiting.push({ chunk, done });
	}

	opened(send: (chunk: Buffer, done: Done) => void): void {
		while (this.waiting.length > 0) {
			const next = this.waiting.shift();
			if (next !== undefined) { send(next.chunk, next.done); }
		}
	}

	/** Whoever calls this is not held back. */
	post(chunk: Buffer): void { this.kept.push({ chunk, at: 1 }); }

	flush(send: (chunk: Buffer) => void): void {
		while (this.kept.length > 0) {
			const next = this.kept.shift(); // expect: front-removal
			if (next !== undefined) { send(next.chunk); }
		}
	}
}

/** A job with its callback is no back-pressure: whoever posts goes on. */
export class Jobs {
	private readonly jobs: { name: string; done: Done }[] = [];

	post(name: string, _priority: number, done: Done): void { this.jobs.push({ name, done }); }

	drain(): void {
		while (this.jobs.length > 0) {
			this.jobs.shift()?.done(); // expect: front-removal
		}
	}
}

/** One chunk is worked off before the next one comes. */
export function parserOf(parse: (chunk: Buffer, found: (packet: string) => void) => void): Writable {
	const writable = new Writable();
	const packets: string[] = [];
	let complete: Done | null = null;
	const work = (): void => {
		const packet = packets.shift();
		if (packet !== undefined) { handle(packet, work); return; }
		const done = complete;
		complete = null;
		done?.();
	};
	writable._write = (chunk: Buffer, _encoding, done) => {
		complete = done;
		parse(chunk, (packet) => { packets.push(packet); });
		work();
	};
	return writable;
}

/** So many are under way, and one goes on when one comes back. */
export class Requests {
	private readonly pending: string[] = [];
	private readonly behind: string[] = [];
	private readonly inFlight = new Set<string>();
	private readonly limit = 5;

	send(request: string): void {
		this.pending.push(request);
		this.behind.push(request);
		this.next();
	}

	next(): void {
		while (this.pending.length > 0 && this.canSend()) {
			const request = this.pending.shift();
			if (request !== undefined) { this.inFlight.add(request); begin(request); }
		}
	}

	/** It says nothing of how many may be under way. */
	all(): void {
		while (this.behind.length > 0 && this.isOpen()) {
			const request = this.behind.shift(); // expect: front-removal
			if (request !== undefined) { begin(request); }
		}
	}

	private canSend(): boolean { return this.inFlight.size < this.limit; }

	private isOpen(): boolean { return this.limit > 0; }
}

/** What is too old goes: not the length that costs, but how much comes in that time. */
export class Window {
	private readonly samples: { at: number; value: number }[] = [];

	note(value: number, now: number): void {
		this.samples.push({ at: now, value });
		const cutoff = now - 5000;
		while (this.samples.length > 0 && this.samples[0]!.at < cutoff) {
			this.samples.shift(); // expect: front-removal as hint
		}
	}

	count(): number { return this.samples.length; }
}

/** The greatest of all is looked for on each call. */
export class Greatest {
	private readonly samples: { at: number; value: number }[] = [];

	note(value: number, now: number): void {
		this.samples.push({ at: now, value });
		while (this.samples.length > 0 && this.samples[0]!.at < now - 5000) { this.samples.shift(); }
	}

	greatest(): number {
		let most = 0;
		for (const { value } of this.samples) { most = Math.max(most, value); }
		return most;
	}
}
