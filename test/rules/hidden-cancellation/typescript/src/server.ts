/** A server's end: each part is closed, whatever fails. */
import { send, type Message } from './mailing.ts';

interface Closable { close(): Promise<void> }

export class Server {
	private readonly parts: Closable[] = [];

	add(part: Closable): void { this.parts.push(part); }

	async stop(): Promise<void> {
		await Promise.allSettled(this.parts.map((part) => part.close())); // expect: hidden-cancellation acceptable
	}

	async restart(): Promise<void> {
		await Promise.allSettled(this.parts.map((part) => part.close())); // expect: hidden-cancellation acceptable
		this.parts.length = 0;
	}

	async announce(messages: readonly Message[]): Promise<void> {
		try {
			await Promise.all(messages.map((message) => send(message)));
		} finally {
			await Promise.allSettled([send({ to: 'operator', text: 'announced' })]); // expect: hidden-cancellation acceptable
		}
	}
}
