import { prices, send, type Mail } from './mails.ts';

/** One handler behind the outer chain does for both, once the inner one is returned. */
export function sendAgain(mail: Mail): void {
	send(mail).then(() => { // expect: untracked-task
		send(mail).then(() => { console.log('twice'); }); // expect: untracked-task
	});
}
export function sendTwice(mail: Mail): Promise<void> {
	return send(mail).then(() => {
		send(mail).then(() => { console.log('twice'); }); // expect: untracked-task
	});
}
export function sendInTurn(mail: Mail): Promise<void> {
	return send(mail).then(() => send(mail).then(() => { console.log('twice'); }));
}

/** What is put into a list fails as it would by itself; also in a callback that is run for each. */
export function sendAll(mails: readonly Mail[]): Promise<void> {
	return new Promise((resolve) => {
		const sending: Promise<void>[] = [];
		for (const mail of mails) { sending.push(send(mail)); }
		Promise.all(sending).then(() => { resolve(); }); // expect: untracked-task as warning
	});
}
export function sendEach(mails: readonly Mail[]): void {
	const sending: Promise<void>[] = [];
	mails.forEach((mail) => { sending.push(send(mail)); });
	Promise.all(sending).then(() => { console.log('sent'); }); // expect: untracked-task as warning
}
export function sendGiven(mails: readonly Mail[], given: (mail: Mail) => Promise<void>): Promise<void> {
	return new Promise((resolve) => {
		const sending: Promise<void>[] = [];
		for (const mail of mails) { sending.push(given(mail)); }
		Promise.all(sending).then(() => { resolve(); }); // expect: untracked-task as info
	});
}
export function sendQuietly(mails: readonly Mail[]): void {
	const sending: Promise<void>[] = [];
	for (const mail of mails) { sending.push(send(mail).catch((error: unknown) => { console.error(error); })); }
	Promise.all(sending).then(() => { console.log('sent'); });
	void Promise.all(sending);
}
export async function sendNone(): Promise<void> {
	const sending: Promise<void>[] = [];
	void Promise.all(sending);
	await prices();
}

/** An error that cannot be made is a mistake to be mended there; what a handler calls besides may fail. */
class MailError extends Error {
	constructor(name: string) {
		if (name === '') { throw new TypeError('no name'); }
		super(name);
	}
}
function check(name: string): void { if (name === '') { throw new TypeError('no name'); } }
export function sendOrTell(mail: Mail, tell: (error: Error) => void): void {
	send(mail).catch(() => { tell(new MailError(mail.to)); });
	send(mail).catch(() => { check(mail.to); }); // expect: untracked-task
}

/** Both ways of it are seen to. */
function accept(text: string): string { if (text === '') { throw new Error('nothing'); } return text; }
export function shown(mail: Mail, show: (text: string) => void): void {
	void send(mail).then(() => { show(accept('sent')); }, (error: unknown) => { show(accept(String(error))); });
}
