/**
 * Lets the compiler work while we do: a question is sent, and its answer read when it is asked for again.
 *
 * The compiler's own API waits for every answer. Its channel is private to it, so that this file alone knows the few names it needs; where they are
 * not found (another version), nothing is sent ahead and everything works as before, only slower. A test asks both ways and compares.
 */
import type { API } from 'typescript/unstable/sync';

/** The part of the API's channel that is used: one request, written and then read. */
interface Channel {
	requestBytesSync(method: string, payload: string | Uint8Array): Buffer;
	writeTuple(type: number, name: Buffer, payload: string | Uint8Array): void;
	readonly child: { readonly stdout: { readonly _handle: { readStop(): void } } };
}

/** Ends a question that was only to be sent. */
class Sent extends Error {}

const requestMessage = 1;

export class AskAhead {
	private readonly channel: Channel | undefined;
	private readonly request: Channel['requestBytesSync'] | undefined;
	private readonly write: Channel['writeTuple'] | undefined;
	/** Sent, not yet read. The channel is serial: at most one. */
	private inFlight: { readonly method: string; readonly payload: string | Uint8Array } | undefined;
	/** Read, not yet asked for again. */
	private readonly answers = new Map<string, Buffer>();
	private isSending = false;

	constructor(api: API) {
		const channel = (api as unknown as { client?: { channel?: Channel } }).client?.channel;
		const handle = channel?.child?.stdout?._handle;
		if (typeof channel?.requestBytesSync !== 'function' || typeof channel.writeTuple !== 'function' || typeof handle?.readStop !== 'function') { return; }
		// An answer that comes while the event loop turns would be read into the stream, where the channel, which reads the pipe itself, never looks.
		handle.readStop();
		this.channel = channel;
		this.write = channel.writeTuple.bind(channel);
		this.request = channel.requestBytesSync.bind(channel);
		channel.requestBytesSync = (method, payload) => this.take(method, payload);
	}

	/** Sends the first question that `ask` would ask, and returns without its answer. `ask` must not keep what it did before the question. */
	send(ask: () => unknown): void {
		if (this.channel === undefined) { return; }
		this.isSending = true;
		try { ask(); } catch (error) { if (!(error instanceof Sent)) { throw error; } } finally { this.isSending = false; }
	}

	private take(method: string, payload: string | Uint8Array): Buffer {
		// The greeting comes before everything; whoever sends ahead did not mean it.
		if (this.isSending && method !== 'initialize') {
			this.read();
			this.write?.(requestMessage, Buffer.from(method), payload);
			this.inFlight = { method, payload };
			throw new Sent();
		}
		this.read();
		const key = keyOf(method, payload);
		const answer = this.answers.get(key);
		if (answer !== undefined) { this.answers.delete(key); return answer; }
		return this.ask(method, payload);
	}

	/** Reads the answer that is under way, as every other question must before it is written. */
	private read(): void {
		const { inFlight, channel, write } = this;
		if (inFlight === undefined || channel === undefined || write === undefined) { return; }
		this.inFlight = undefined;
		// The channel's own loop reads the answer; only its first write has happened already.
		channel.writeTuple = () => { channel.writeTuple = write; };
		try { this.answers.set(keyOf(inFlight.method, inFlight.payload), this.ask(inFlight.method, inFlight.payload)); } finally { channel.writeTuple = write; }
	}

	private ask(method: string, payload: string | Uint8Array): Buffer {
		if (this.request === undefined) { throw new Error('the compiler has no channel'); }
		return this.request(method, payload);
	}
}

function keyOf(method: string, payload: string | Uint8Array): string {
	return `${method} ${typeof payload === 'string' ? payload : Buffer.from(payload).toString('latin1')}`;
}
