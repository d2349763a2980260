import { test } from 'node:test';
import { sleep } from './pauses.ts';
import { Session, waitUntil } from './helpers.ts';
import { whenSaved } from './testing.ts';

test('closes', async () => {
	const session = new Session();
	let isClosed = false;
	session.close().then(() => { isClosed = true; }, () => undefined);
	session.saved();
	while (!isClosed) {
		await sleep(1);
	}
	await waitUntil(() => isClosed);
	await whenSaved(session);
});
