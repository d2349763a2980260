/** Work that waits for its turn and fails as what is given does, and what sees to its own failures. */
import { Mutex, Semaphore } from 'async-mutex';
import { send, report, type Mail } from './mails.ts';

const mutex = new Mutex();

async function sendAll(mails: readonly Mail[]): Promise<void> {
	await mutex.runExclusive(async () => {
		for (const mail of mails) {
			try { await send(mail); } catch (error) { report(error); }
		}
	});
}

async function sendEach(mails: readonly Mail[]): Promise<void> {
	await mutex.runExclusive(async () => { for (const mail of mails) { await send(mail); } });
}

const slots = new Semaphore(2);

async function sendSome(mails: readonly Mail[]): Promise<void> {
	await slots.runExclusive(async () => {
		try { await send(mails[0] ?? { to: '' }); } catch (error) { report(error); }
	});
}

export function stop(): void { slots.cancel(); }

export function begin(mails: readonly Mail[]): void {
	void sendAll(mails);
	void sendEach(mails); // expect: untracked-task
	void sendSome(mails); // expect: untracked-task
}

export function pipe(mails: readonly Mail[], close: () => void): void {
	const sending: Array<Promise<unknown>> = mails.map((mail) => send(mail).catch(report));
	const all = new Promise<void>((resolve, reject) => {
		(async () => {
			while (sending.length > 0) { await sending.shift(); }
			resolve();
		})().catch(reject);
	});
	all.finally(() => { close(); });
	const first = new Promise<void>((resolve, reject) => {
		(async () => { await send({ to: '' }); resolve(); })().catch(reject);
	});
	first.finally(() => { close(); }); // expect: untracked-task
}

class Line {
	async #open(isOpen: boolean): Promise<void> { if (isOpen) { throw new Error('open already'); } report('open'); }

	async connect(): Promise<boolean> {
		try {
			await send({ to: '' });
			void this.#open(true); // expect: untracked-task as info
		} catch (error) {
			report(error);
			return false;
		}
		return true;
	}

	async reconnect(): Promise<boolean> {
		try {
			await send({ to: '' });
			void send({ to: 'all' }); // expect: untracked-task as warning
		} catch (error) {
			report(error);
			return false;
		}
		return true;
	}
}
export const line = new Line();

export function drop(body: ReadableStream, mail: Mail): void {
	void body.cancel(); // expect: untracked-task as info
	void body.pipeTo(new WritableStream()); // expect: untracked-task as warning
	void send(mail); // expect: untracked-task
}
