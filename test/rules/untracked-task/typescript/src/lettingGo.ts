import { send, sendSoon, prices, report, type Mail } from './mails.ts';

let current: ReadonlyMap<string, number> = new Map();
const isDraft = (mail: Mail): boolean => mail.to === '';
const warmUp = prices(); // expect: untracked-task
export const exported = prices();
export const shared = { prices: prices() };

export class Postman {
	#lastSent: Promise<void> | undefined;
	#ready: Promise<void> | undefined;
	public waiting: Promise<void> | undefined;

	async deliver(mail: Mail): Promise<void> {
		void send(mail); // expect: untracked-task
		void (isDraft(mail) || send(mail)); // expect: untracked-task
		isDraft(mail) || void send(mail); // expect: untracked-task
		const sending = send(mail); // expect: untracked-task
		let later: Promise<void>;
		later = send(mail); // expect: untracked-task
		this.#lastSent = send(mail); // expect: untracked-task
		this.#ready = send(mail);
		this.waiting = send(mail);
		send(mail).then(() => { report('sent'); }); // expect: untracked-task
		send(mail).finally(() => { report('done'); }); // expect: untracked-task
		send(mail).catch(); // expect: untracked-task
		send(mail).catch(undefined); // expect: untracked-task
		send(mail).then(() => undefined, null); // expect: untracked-task
		this.#ready.then(() => { report('ready'); });
		(async () => { await send(mail); })(); // expect: untracked-task
		void (async () => { // expect: untracked-task
			await send(mail);
		})();
		void Promise.all([send(mail), send(mail)]); // expect: untracked-task
		void [mail].map((each) => send(each)); // expect: untracked-task
	}

	refresh(): void {
		prices().then((fresh) => { current = fresh; }); // expect: untracked-task
	}

	priceOf(name: string): number | undefined { return current.get(name); }

	/** All of these are seen to. */
	quietly(mail: Mail): Promise<void> {
		void sendSoon(mail);
		void send(mail).catch(report);
		void new Promise((resolve) => setTimeout(resolve, 10));
		send(mail).then(() => undefined, report);
		send(mail).catch(report).finally(() => { report('done'); });
		(async () => {
			try { await send(mail); } catch (error) { report(error); }
		})();
		const ready = this.#ready;
		void ready;
		const sent = send(mail);
		const handled = send(mail).catch(report);
		return sent;
	}
}

/** What goes on when something is there waits for that by itself; what it waits for is looked at where it is begun. */
export function afterSetup(setup: () => Promise<() => void>, value: (() => void) | Promise<() => void>): Promise<unknown> {
	Promise.resolve(value).then((cleanup) => { cleanup(); });
	const beginning = setup();
	beginning.then((cleanup) => { cleanup(); });
	return beginning;
}

/** Whoever began it has it still. */
export function afterStart(starting: Promise<string>): void {
	starting.then((name) => { report(name); });
}

/** What goes on after it settles the promise around it; what does so by itself is left as it is. */
export function sentOnce(mail: Mail): Promise<string> {
	return new Promise((resolve) => {
		send(mail).then(() => { resolve('sent'); }); // expect: untracked-task
	});
}
export function sentBare(mail: Mail): Promise<void> {
	return new Promise<void>(resolve => {
		send(mail).then(() => resolve()); // expect: untracked-task
	});
}

/** Whoever awaits what is made here has nothing but this chain, though nobody knows whether it fails. */
export function first(given: () => Promise<readonly string[]>): Promise<string | undefined> {
	const names = given();
	return new Promise((resolve) => {
		names.then((all) => { resolve(all[0]); }); // expect: untracked-task as info
	});
}

/** Here the list is looked at, and nobody waits. */
export function count(given: () => Promise<readonly string[]>): void {
	given().then((names) => { console.log(names.length); });
}

/** What only tells others, or ends things for good, may fail where those are gone already. */
export class Link {
	readonly #path: string;
	constructor(path: string) { this.#path = path; }
	async sendListChanged(): Promise<void> { await send({ to: this.#path }); }
	async close(): Promise<void> { await send({ to: this.#path }); }
	async open(): Promise<void> { await send({ to: this.#path }); }
	change(): void {
		void this.sendListChanged(); // expect: untracked-task as info
		void this.close(); // expect: untracked-task as info
		void this.open(); // expect: untracked-task as warning
	}
}

/** A timer ends the wait anyhow: told to `reject`, a failure would be new to whoever only waits. What the timer rejects may be told sooner. */
export function sentInTime(mail: Mail): Promise<string> {
	return new Promise((resolve) => {
		setTimeout(() => { resolve('late'); }, 5_000);
		send(mail).then(() => { resolve('sent'); }); // expect: untracked-task
	});
}
export function firstInTime(given: () => Promise<readonly string[]>): Promise<string | undefined> {
	const names = given();
	return new Promise((resolve) => {
		setTimeout(resolve, 5_000);
		names.then((all) => { resolve(all[0]); }); // expect: untracked-task as hint
	});
}
export function firstOrLate(given: () => Promise<readonly string[]>): Promise<string | undefined> {
	const names = given();
	return new Promise((resolve, reject) => {
		setTimeout(() => { reject(new Error('late')); }, 5_000);
		names.then((all) => { resolve(all[0]); }); // expect: untracked-task as info
	});
}
export function firstWithoutTimer(given: () => Promise<readonly string[]>): Promise<string | undefined> {
	const names = given();
	return new Promise((resolve) => {
		const timer = setTimeout(resolve, 5_000);
		names.then((all) => { resolve(all[0]); }).finally(() => { clearTimeout(timer); }); // expect: untracked-task as info
	});
}
