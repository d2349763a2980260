/** Flags that a listener sets: the event can be awaited where it surely comes to the same. */
import { EventEmitter, once } from 'node:events';
import { createServer, type Server } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { Notice } from './lib/notice.ts';

export class Listening {
	private readonly server: Server = createServer();
	private isReady = false;
	private isBusy = true;
	private isOpen = false;
	private readonly isOpenChanged = new Notice();

	start(): void {
		this.server.on('listening', () => { console.log('listening'); this.isReady = true; });
		this.server.on('drop', () => { this.isBusy = false; });
		this.server.on('connection', (socket) => { if (socket.readable) { this.isOpen = true; this.isOpenChanged.notify(); } });
		this.server.listen(0);
	}
	async whenReady(): Promise<void> {
		if (!this.isReady) { // expect: busy-poll-loop
			await once(this.server, 'listening');
		}
	}
	async whenIdle(): Promise<void> {
		if (this.isBusy) await once(this.server, 'drop'); // expect: busy-poll-loop
	}
	/** Not each event sets it. */
	async whenOpen(): Promise<void> {
		while (!this.isOpen) { // expect: busy-poll-loop
			await this.isOpenChanged.next();
		}
	}
	/** It does more than sleep. */
	async whenReadyWithNote(): Promise<void> {
		while (!this.isReady) { // expect: busy-poll-loop
			console.log('not yet');
			await sleep(50);
		}
	}
}

/** The emitter may be another one by then. */
export class Restarting {
	private emitter = new EventEmitter();
	private isReady = false;
	restart(): void {
		this.emitter = new EventEmitter();
		this.emitter.on('ready', () => { this.isReady = true; });
	}
	async whenReady(): Promise<void> {
		while (!this.isReady) { // expect: busy-poll-loop
			await sleep(50);
		}
	}
}

export async function serve(): Promise<void> {
	const server = createServer();
	let isListening = false;
	server.once('listening', () => { isListening = true; });
	server.listen(0);
	if (!isListening) { // expect: busy-poll-loop
		await once(server, 'listening');
	}
	server.close();
}
