/** What can be started and stopped, as the client library's language client: it refuses to start while it is stopping. */
interface Startable {
	needsStart(): boolean;
	needsStop(): boolean;
	start(): Promise<void>;
	stop(): Promise<void>;
}

/** Starts and ends one thing in turns. People switch it off and on again faster than a server ends. */
export class Lifecycle {
	readonly #client: Startable;
	#ending: Promise<void> | undefined;
	constructor(client: Startable) { this.#client = client; }

	/** Starts it where it does not run, after it has ended where it is about to. @throws why it did not start */
	async start(): Promise<void> {
		// How that ended is for whoever ended it to say.
		await this.#ending?.catch(() => {});
		if (this.#client.needsStart()) { await this.#client.start(); }
	}

	/** Ends it where it runs; resolves when it has gone. @throws why it did not end by itself */
	async end(): Promise<void> {
		if (this.#ending === undefined && this.#client.needsStop()) { this.#ending = this.#client.stop().finally(() => { this.#ending = undefined; }); }
		await this.#ending;
	}
}
