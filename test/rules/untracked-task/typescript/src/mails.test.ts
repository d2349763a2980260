import test from 'node:test';
import { send, type Mail } from './mails.ts';

async function connect(): Promise<void> { await send({ to: 'server' }); }

test('sends', async () => {
	const mail: Mail = { to: 'me' };
	void send(mail); // expect: untracked-task acceptable
	connect(); // expect: unawaited-async-call acceptable
	await send(mail);
});
