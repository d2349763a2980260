import { setTimeout as sleep } from 'node:timers/promises';

export interface Mail { readonly to: string }

export async function send(mail: Mail): Promise<void> {
	const answer = await fetch('https://mail.example/send', { method: 'POST', body: JSON.stringify(mail) });
	if (!answer.ok) { throw new Error(`not sent to ${mail.to}`); }
}

export function prices(): Promise<ReadonlyMap<string, number>> {
	return fetch('https://shop.example/prices').then((answer) => answer.json() as Promise<ReadonlyMap<string, number>>);
}

/** Sees to its failures itself. */
export async function sendSoon(mail: Mail): Promise<void> {
	try {
		await sleep(100);
		await send(mail);
	} catch (error) {
		console.error(error);
	}
}

export const report = (error: unknown): void => { console.error(error); };
