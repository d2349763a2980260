import type { Connection } from 'vscode-languageserver/node';

/** What the notification `unblock/status` tells, for a client's status item. */
export interface Status {
	readonly state: 'ready' | 'busy' | 'degraded' | 'error';
	readonly message: string;
}

/** Work shorter than this is not worth a spinner, in ms. */
const BUSY_AFTER = 300;

/** Tells the client what the server is at, only when that changes. An error stands until the next work that goes well. */
export class StatusReporter {
	readonly #send: (status: Status) => void;
	readonly #degraded = new Set<string>();
	#running = 0;
	#isBusyShown = false;
	#timer: NodeJS.Timeout | undefined;
	#error: string | undefined;
	#sent = '';

	constructor(send: (status: Status) => void) {
		this.#send = send;
	}

	static of(connection: Connection): StatusReporter {
		return new StatusReporter((status) => void connection.sendNotification('unblock/status', status).catch(() => {}));
	}

	/** Counts a piece of work; `finish` takes it off again. */
	begin(): void {
		this.#running++;
		this.#timer ??= setTimeout(() => {
			this.#isBusyShown = true;
			this.update();
		}, BUSY_AFTER);
	}

	finish(): void {
		this.#running--;
		if (this.#running === 0) {
			clearTimeout(this.#timer);
			this.#timer = undefined;
			this.#isBusyShown = false;
			this.update();
		}
	}

	/** Remembers why results are weaker than they could be. @returns whether this is new */
	degrade(message: string): boolean {
		const isNew = !this.#degraded.has(message);
		this.#degraded.add(message);
		this.update();
		return isNew;
	}

	fail(message: string): void {
		this.#error = message;
		this.update();
	}

	succeed(): void {
		this.#error = undefined;
		this.update();
	}

	update(): void {
		const status = this.#status();
		const text = JSON.stringify(status);
		if (text !== this.#sent) {
			this.#sent = text;
			this.#send(status);
		}
	}

	dispose(): void {
		clearTimeout(this.#timer);
	}

	#status(): Status {
		if (this.#error !== undefined) {
			return { state: 'error', message: this.#error };
		}
		if (this.#isBusyShown) {
			return { state: 'busy', message: 'Analysing' };
		}
		return this.#degraded.size > 0
			? { state: 'degraded', message: [...this.#degraded].join('\n') }
			: { state: 'ready', message: 'Ready' };
	}
}
