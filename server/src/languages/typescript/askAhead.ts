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

interface Question {
	readonly key: string;
	readonly method: string;
	readonly payload: string | Uint8Array;
}

/** Ends a question that was only to be sent. */
class Sent extends Error {}

/** So much, in bytes, may wait to be read by a compiler that itself waits for us to read an answer: less than any pipe holds. */
const roomInPipe = 16 * 1024;

const requestMessage = 1;

export class AskAhead {
	private readonly channel: Channel | undefined;
	private readonly request: Channel['requestBytesSync'] | undefined;
	private readonly write: Channel['writeTuple'] | undefined;
	/** Sent, not yet read, in their order: the channel is serial. */
	private readonly inFlight: Question[] = [];
	/** Read, not yet asked for again. A question that failed fails whoever asks it, nobody else. */
	private readonly answers = new Map<string, Buffer | Error>();
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
		const question: Question = { key: keyOf(method, payload), method, payload };
		// The greeting comes before everything; whoever sends ahead did not mean it.
		if (this.isSending && method !== 'initialize') {
			this.sendOff(question);
			throw new Sent();
		}
		this.readUntil(question.key);
		const answer = this.answers.get(question.key);
		// With a new snapshot, nobody asks again what was asked of the one before.
		if (method === 'updateSnapshot') { this.answers.clear(); } else { this.answers.delete(question.key); }
		if (answer instanceof Error) { throw answer; }
		return answer ?? this.ask(question);
	}

	private sendOff(question: Question): void {
		if (this.answers.has(question.key) || this.inFlight.some(({ key }) => key === question.key)) { return; }
		const waiting = this.inFlight.reduce((sum, { payload }) => sum + payload.length, question.payload.length);
		if (waiting > roomInPipe) { this.readUntil(undefined); }
		this.write?.(requestMessage, Buffer.from(question.method), question.payload);
		this.inFlight.push(question);
	}

	/** Reads the answers that are under way up to that of a question, or all of them, as must be before another question is asked and waited for. */
	private readUntil(wanted: string | undefined): void {
		if (wanted !== undefined && this.answers.has(wanted)) { return; }
		for (let question = this.inFlight.shift(); question !== undefined; question = this.inFlight.shift()) {
			this.answers.set(question.key, this.readAnswer(question));
			if (question.key === wanted) { return; }
		}
	}

	/** The channel's own loop reads the answer; only its first write has happened already. */
	private readAnswer(question: Question): Buffer | Error {
		const { channel, write } = this;
		if (channel === undefined || write === undefined) { throw new Error('the compiler has no channel'); }
		channel.writeTuple = () => { channel.writeTuple = write; };
		try { return this.ask(question); } catch (error) { return error instanceof Error ? error : new Error(String(error)); } finally { channel.writeTuple = write; }
	}

	private ask({ method, payload }: Question): Buffer {
		if (this.request === undefined) { throw new Error('the compiler has no channel'); }
		return this.request(method, payload);
	}
}

function keyOf(method: string, payload: string | Uint8Array): string {
	return `${method} ${typeof payload === 'string' ? payload : Buffer.from(payload).toString('latin1')}`;
}
