import { once, EventEmitter } from 'node:events';
import { readFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';

async function loadUser(id: string): Promise<string> {
	const response = await fetch(`https://example.org/users/${id}`);
	if (!response.ok) { throw new Error('no user'); }
	return response.text();
}
async function loadPosts(id: string): Promise<string[]> {
	return (await readFile(id, 'utf8')).split('\n');
}
/** It minds its failures itself. */
async function loadCounts(id: string): Promise<number> {
	try { return (await readFile(id, 'utf8')).length; } catch { return 0; }
}
async function waitForReady(id: string): Promise<void> {
	if (id === '') { throw new Error('no id'); }
	await sleep(10);
}

export async function pageInTurn(id: string): Promise<string> {
	const user = loadUser(id); // expect: late-await
	const posts = await loadPosts(id);
	return `${await user} ${posts.length}`;
}

export async function pageOneByOne(id: string): Promise<string> {
	const user = loadUser(id);
	const posts = loadPosts(id); // expect: late-await
	const name = await user;
	return `${name} ${(await posts).length}`;
}

export const pageByArrow = async (id: string): Promise<string> => {
	const text = readFile(id, 'utf8'); // expect: late-await
	const response = fetch(id); // expect: late-await
	await sleep(100);
	return `${await text} ${(await response).status}`;
};

export async function pageTogether(id: string): Promise<string> {
	const user = loadUser(id); // expect: late-await
	if (id !== '') { await sleep(100); }
	const [name, posts] = await Promise.all([user, loadPosts(id)]);
	return `${name} ${posts.length}`;
}

export async function pageInTry(id: string): Promise<string> {
	let pending: Promise<string>;
	pending = loadUser(id); // expect: late-await
	try {
		await loadPosts(id);
	} catch (error) {
		console.error(error);
	}
	return await pending;
}

export async function pageOfLines(id: string): Promise<string> {
	const user = loadUser(id); // expect: late-await
	console.log(id);
	const [first, ...others] = await loadPosts(id);
	const name = await user;
	const again = loadUser(id); // expect: late-await
	await sleep(10);
	const last = await again;
	return `${name} ${first} ${others.length} ${last}`;
}

/** Awaited at once, together, or with a handler at once. */
export async function pageAtOnce(id: string): Promise<string> {
	const user = loadUser(id);
	const posts = loadPosts(id);
	const [name, list] = await Promise.all([user, posts]);
	const handled = loadUser(id);
	handled.catch(() => undefined);
	await sleep(10);
	const noticed = loadUser(id).catch(() => 'nobody');
	await sleep(10);
	return `${name} ${list.length} ${await handled} ${await noticed}`;
}

/** Nothing else is awaited in between, or only where it is not needed any more. */
export async function pageByTurns(id: string, isSlow: boolean): Promise<string> {
	const user = loadUser(id);
	if (isSlow) { console.log('slow'); }
	const name = await user;
	await sleep(10);
	let result;
	if (isSlow) {
		result = loadUser(id);
	} else {
		await sleep(10);
		return name;
	}
	return await result;
}

/** Nothing shows that it fails. */
export async function pageOfHarmless(id: string): Promise<string> {
	const counts = loadCounts(id);
	const pause = sleep(1000);
	const answer = new Promise<string>((resolve) => setTimeout(() => resolve('a'), 10));
	const posts = await loadPosts(id);
	await pause;
	return `${await counts} ${await answer} ${posts.length}`;
}

/** What waits for an event is begun before what brings it about. */
export async function pageOfEvents(emitter: EventEmitter, id: string): Promise<void> {
	const done = once(emitter, 'done');
	const ready = waitForReady(id);
	await loadPosts(id);
	await ready;
	await done;
}

/** Somebody else may look at it. */
export async function pageHandedOn(id: string, keep: (pending: Promise<string>) => void): Promise<string> {
	const user = loadUser(id);
	keep(user);
	await loadPosts(id);
	const running = loadUser(id);
	const pages = { running };
	await loadPosts(id);
	return `${await user} ${await pages.running}`;
}

/** What stands between lets it come to its end, or may: it waits for nothing else, and both together would wait for ever. */
function gate(): [() => void, Promise<void>] {
	let open = (): void => undefined;
	const opened = new Promise<void>((resolve) => { open = resolve; });
	return [open, opened];
}
export async function pageBehindGate(id: string): Promise<string> {
	const [open, opened] = gate();
	const page = (async () => { await opened; return await loadUser(id); })();
	const posts = await loadPosts(id);
	open();
	return `${await page} ${posts.length}`;
}
export async function pageBetween(id: string, show: (posts: readonly string[]) => void): Promise<string> {
	const user = loadUser(id); // expect: late-await
	const posts = await loadPosts(id);
	show(posts);
	return await user;
}
