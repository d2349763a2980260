/** A connection whose users wait for it to open, close and drain. */
import { EventEmitter } from 'node:events';
import { abortableSleep, delay, pause, rest, signalled, sleep } from './pauses.ts';
import { Notice } from './lib/notice.ts';

const connectionChanged = new Notice();

let isShutDown = false;
const registry = { isLoaded: false, names: new Set<string>() };
const registryChanged = new Notice();

export function shutDown(): void {
	isShutDown = true;
}

export function loaded(name: string): void {
	registry.isLoaded = true;
	registry.names.add(name);
	registryChanged.notify();
}

export class Connection extends EventEmitter {
	isOpen = false;
	private readonly isOpenChanged = new Notice();
	private inFlight = 0;
	private readonly inFlightChanged = new Notice();
	private locked = false;
	private readonly lockedChanged = new Notice();
	private readonly pending = new Map<string, string>();
	private readonly pendingChanged = new Notice();
	private readonly limit: number;
	private nextAllowed = 0;
	private tokens = 10;
	private recent: number[] = [];

	constructor(limit: number) {
		super();
		this.limit = limit;
	}

	get isIdle(): boolean { return this.inFlight === 0; }

	hasRoom(): boolean { return this.inFlight < this.limit && !isShutDown; }

	async isReady(): Promise<boolean> { return this.isOpen; }

	opened(): void {
		this.isOpen = true;
		connectionChanged.notify();
		this.isOpenChanged.notify();
		this.emit('open');
	}

	send(id: string, text: string): void {
		this.inFlight++;
		this.inFlightChanged.notify();
		this.tokens--;
		this.pending.set(id, text);
	}

	answered(id: string): void {
		this.inFlight--;
		this.inFlightChanged.notify();
		this.pending.delete(id);
		this.pendingChanged.notify();
	}

	async whenOpen(): Promise<void> {
		while (!this.isOpen) { // expect: busy-poll-loop
			await this.isOpenChanged.next();
		}
	}

	async whenOpenInTime(ms: number): Promise<void> {
		const deadline = Date.now() + ms;
		while (!this.isOpen) { // expect: busy-poll-loop
			if (Date.now() > deadline) { throw new Error(`not open after ${ms} ms`); }
			console.log('waiting for the connection');
			await pause(20);
		}
	}

	async tryToOpen(): Promise<boolean> {
		for (let attempt = 0; attempt < 10; attempt++) { // expect: busy-poll-loop
			if (this.isOpen) { return true; }
			await delay();
		}
		return false;
	}

	async whenIdle(): Promise<void> {
		while (!this.isIdle) await this.inFlightChanged.next(); // expect: busy-poll-loop
		do { // expect: busy-poll-loop
			await rest();
		} while (this.pending.size > 0);
	}

	async whenAnswered(id: string): Promise<void> {
		for (;;) { // expect: busy-poll-loop
			if (!this.pending.has(id)) { break; }
			await this.pendingChanged.next();
		}
	}

	async whenRoom(): Promise<void> {
		while (!this.hasRoom()) { // expect: busy-poll-loop
			await this.inFlightChanged.next();
		}
	}

	async whenReady(): Promise<void> {
		while (!(await this.isReady())) { // expect: busy-poll-loop
			await sleep(25).catch(() => undefined);
		}
	}

	/** A lock, held by whoever comes first. */
	async exclusively<T>(work: () => Promise<T>): Promise<T> {
		while (this.locked) { // expect: busy-poll-loop
			await this.lockedChanged.next();
		}
		this.locked = true;
		try { return await work(); } finally { this.locked = false; this.lockedChanged.notify(); }
	}

	/** Waits for itself. */
	async whenShut(): Promise<void> {
		if (isShutDown) { return; }
		await sleep(100);
		return this.whenShut(); // expect: busy-poll-loop
	}

	async untilAborted(signal: AbortSignal): Promise<void> {
		while (!signal.aborted) { // expect: busy-poll-loop
			await sleep(1000);
		}
	}

	/** Limits of its own, by the clock: nobody else can tell when. */
	async whenAllowed(): Promise<void> {
		while (Date.now() < this.nextAllowed) {
			await sleep(this.nextAllowed - Date.now());
		}
		this.nextAllowed = Date.now() + 100;
	}

	async takeToken(): Promise<void> {
		while (this.tokens < 1) {
			await sleep(100);
			this.refill();
		}
		this.tokens--;
	}

	async inWindow(): Promise<void> {
		while (this.recent.length >= this.limit) {
			await sleep(100);
			this.recent = this.recent.filter((time) => Date.now() - time < 1000);
		}
		this.recent.push(Date.now());
	}

	private refill(): void {
		this.tokens = Math.min(10, this.tokens + 1);
	}

	/** Told, with a time limit. */
	async whenOpenOrLate(): Promise<void> {
		while (!this.isOpen) {
			await signalled(this, 1000);
		}
	}

	/** Does its work each time. */
	async keepAlive(signal: AbortSignal): Promise<void> {
		while (!signal.aborted && this.isOpen) {
			await this.ping();
			await abortableSleep(30_000, signal);
		}
	}

	/** A pause before the work, which is done all the same. */
	async drain(): Promise<void> {
		while (this.pending.size > 0) {
			if (this.inFlight > 3) { await sleep(10); }
			await this.ping();
		}
	}

	private async ping(): Promise<void> {
		await fetch('https://example.org/ping');
		this.inFlight++;
		this.inFlightChanged.notify();
	}
}

/** The connection's own class says who opens it. */
export async function opened(connection: Connection): Promise<void> {
	while (!connection.isOpen) { // expect: busy-poll-loop
		await connectionChanged.next();
	}
}

export async function whenLoaded(): Promise<void> {
	while (!registry.isLoaded || registry.names.size === 0) { // expect: busy-poll-loop
		await registryChanged.next();
	}
}

/** Only what this function itself does comes to pass. */
export async function threeTimes(): Promise<void> {
	let left = 3;
	while (left > 0) {
		await sleep(100);
		left--;
	}
}
