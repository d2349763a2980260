/** Sends many messages at once, and looks at what came of them in ways of all kinds. */
export interface Message { readonly to: string; readonly text: string }

export async function send(message: Message, signal?: AbortSignal): Promise<string> {
	const response = await fetch('https://example.org/send', { method: 'POST', body: JSON.stringify(message), ...(signal && { signal }) });
	if (!response.ok) { throw new Error(`not sent: ${response.status}`); }
	return response.text();
}

/** Sees to its failures itself. */
async function trySend(message: Message): Promise<void> {
	try { await send(message); } catch (error) { console.error('not sent', message.to, error); }
}

export async function sendAll(messages: readonly Message[]): Promise<number> {
	await Promise.allSettled(messages.map((message) => send(message))); // expect: hidden-cancellation
	return messages.length;
}

export async function sendBoth(first: Message, second: Message): Promise<void> {
	void await Promise.allSettled([send(first), send(second)]); // expect: hidden-cancellation
}

export async function sendCounted(messages: readonly Message[]): Promise<number> {
	const results = await Promise.allSettled(messages.map(async (message) => { await send(message); })); // expect: hidden-cancellation
	return results.length;
}

export async function sendAndPick(messages: readonly Message[]): Promise<string[]> {
	const results = await Promise.allSettled(messages.map((message) => send(message))); // expect: hidden-cancellation
	return results.filter((result) => result.status === 'fulfilled').map((result) => result.value);
}

export async function sendAndLoop(messages: readonly Message[]): Promise<string[]> {
	const ids: string[] = [];
	for (const result of await Promise.allSettled(messages.map((message) => send(message)))) { // expect: hidden-cancellation
		if (result.status === 'fulfilled' && result.value !== '') { ids.push(result.value); }
	}
	return ids;
}

export function sendThen(messages: readonly Message[]): Promise<void> {
	return Promise.allSettled(messages.map((message) => send(message))).then(() => { console.log('sent'); }); // expect: hidden-cancellation
}

export async function sendPushed(messages: readonly Message[]): Promise<void> {
	const sending: Promise<string>[] = [];
	for (const message of messages) {
		sending.push(send(message));
	}
	await Promise.allSettled(sending); // expect: hidden-cancellation
}

export async function sendBound(message: Message): Promise<void> {
	const first = send(message);
	const second = send(message);
	await Promise.allSettled([first, second]); // expect: hidden-cancellation
}

/** Failures are told. */
export async function sendAndTell(messages: readonly Message[]): Promise<number> {
	const results = await Promise.allSettled(messages.map((message) => send(message)));
	for (const result of results) {
		if (result.status === 'rejected') { console.error('not sent', result.reason); }
	}
	return results.filter((result) => result.status === 'fulfilled').length;
}

export async function sendOrElse(messages: readonly Message[]): Promise<(string | undefined)[]> {
	const results = await Promise.allSettled(messages.map((message) => send(message)));
	return results.map((result) => (result.status === 'fulfilled' ? result.value : undefined));
}

export async function sendAndCount(messages: readonly Message[]): Promise<string> {
	const results = await Promise.allSettled(messages.map((message) => send(message)));
	const sent = results.filter((result) => result.status === 'fulfilled').length;
	return `${sent} of ${results.length} sent`;
}

export async function sendAndSome(messages: readonly Message[]): Promise<void> {
	const results = await Promise.allSettled(messages.map((message) => send(message)));
	const sent = results.filter((result) => result.status === 'fulfilled');
	if (sent.length === 0) { throw new Error('nothing was sent'); }
}

export async function sendAndReturn(messages: readonly Message[]): Promise<PromiseSettledResult<string>[]> {
	return Promise.allSettled(messages.map((message) => send(message)));
}

export async function sendAndReport(messages: readonly Message[]): Promise<void> {
	const results = await Promise.allSettled(messages.map((message) => send(message)));
	report(results);
}

export async function sendPair(first: Message, second: Message): Promise<string> {
	const [one, two] = await Promise.allSettled([send(first), send(second)]);
	if (one.status === 'rejected') { throw one.reason; }
	return two.status === 'fulfilled' ? two.value : one.value;
}

export async function sendSwitch(messages: readonly Message[]): Promise<void> {
	for (const result of await Promise.allSettled(messages.map((message) => send(message)))) {
		switch (result.status) {
			case 'fulfilled': console.log(result.value); break;
			default: console.error(result.reason);
		}
	}
}

export async function sendElse(messages: readonly Message[]): Promise<void> {
	const results = await Promise.allSettled(messages.map((message) => send(message)));
	results.forEach((result, index) => {
		if (result.status === 'fulfilled') { console.log(result.value); } else { console.error('not sent', messages[index]?.to); }
	});
}

function report(results: readonly PromiseSettledResult<string>[]): void {
	for (const result of results) { console.log(result.status); }
}

/** Each sees to its own failure. */
export async function sendHandled(messages: readonly Message[]): Promise<void> {
	await Promise.allSettled(messages.map((message) => trySend(message)));
	await Promise.allSettled(messages.map((message) => send(message).catch((error: unknown) => { console.error(error); })));
	await Promise.allSettled(messages.map(async (message) => {
		try { await send(message); } catch (error) { console.error('not sent', error); }
	}));
}

/** Others hold these promises, and look at them. */
export class Outbox {
	private readonly sending = new Set<Promise<string>>();

	async send(message: Message): Promise<string> {
		const sent = send(message);
		this.sending.add(sent);
		try { return await sent; } finally { this.sending.delete(sent); }
	}

	async idle(): Promise<void> {
		await Promise.allSettled(this.sending);
		await Promise.allSettled([...this.sending]);
	}
}

export async function sendFirst(messages: readonly Message[]): Promise<string> {
	const sending = messages.map((message) => send(message));
	const first = await Promise.race(sending);
	await Promise.allSettled(sending);
	return first;
}

export async function sendAfter(message: Message): Promise<string> {
	const sent = send(message);
	await Promise.allSettled([sent]);
	return sent;
}

export async function waitFor(others: readonly Promise<unknown>[]): Promise<void> {
	await Promise.allSettled(others);
}

/** Two of one name, each in a block of its own. */
export async function sendInCases(kind: 'first' | 'second', messages: readonly Message[]): Promise<void> {
	switch (kind) {
		case 'first': {
			const results = await Promise.allSettled(messages.map((message) => send(message))); // expect: hidden-cancellation
			console.log(results.length);
			break;
		}
		default: {
			const results = await Promise.allSettled(messages.map((message) => send(message)));
			report(results);
		}
	}
}

/** The processes were started elsewhere, and tell of their end. */
export async function whenAllEnded(children: readonly { readonly exited: Promise<number> }[]): Promise<void> {
	await Promise.allSettled(children.map((child) => child.exited));
}

async function attempt<T>(work: Promise<T>): Promise<[Error | undefined, T | undefined]> {
	try { return [undefined, await work]; } catch (error) { return [error as Error, undefined]; }
}

/** What the limiter is given to run sees to its own failure. */
export async function sendLimited(limit: <T>(work: () => Promise<T>) => Promise<T>, messages: readonly Message[]): Promise<void> {
	await Promise.allSettled(messages.map((message) => limit(async () => {
		const [error] = await attempt(send(message));
		if (error !== undefined) { console.error('not sent', message.to, error); }
	})));
}

/** All that is on its way is waited for, whatever becomes of it. */
export async function awaitAllMails(): Promise<void> {
	await Promise.allSettled([send({ to: 'a' } as Message), send({ to: 'b' } as Message)]); // expect: hidden-cancellation acceptable
}

/** Each failure was told of when it came. */
export async function sendTold(messages: readonly Message[]): Promise<void> {
	const sending = messages.map((message) => send(message).then(() => { console.log('sent'); }).catch((error: unknown) => {
		console.error('not sent', error);
		throw new Error('not sent');
	}));
	await Promise.allSettled(sending);
}

/** Only dressed up. */
export async function sendDressed(messages: readonly Message[]): Promise<void> {
	const sending = messages.map((message) => send(message).catch((error: unknown) => { throw new Error('not sent', { cause: error }); }));
	await Promise.allSettled(sending); // expect: hidden-cancellation
}

/** One that comes through is enough, and it is told if none does. */
export async function firstSent(messages: readonly Message[]): Promise<number> {
	const sent = (await Promise.allSettled(messages.map((message) => send(message).then(() => 1)))).filter((result) => result.status === 'fulfilled').map((result) => result.value);
	if (sent.length === 0) { throw new Error('nothing sent'); }
	return sent.length;
}

/** What can be reached is enough, and whoever asks does without where there is nothing. */
export class Relays {
	#addresses: string[] | undefined;
	async reachable(messages: readonly Message[]): Promise<string[] | undefined> {
		for (const result of await Promise.allSettled(messages.map((message) => send(message)))) { // expect: hidden-cancellation as info
			if (result.status === 'fulfilled') { this.#addresses ??= []; this.#addresses.push(result.value); }
		}
		return this.#addresses;
	}

	async first(messages: readonly Message[]): Promise<string | undefined> {
		const found = await this.reachable(messages);
		if (!found || found.length < 1) { return undefined; }
		return found[0];
	}
}

export async function sentOrNothing(messages: readonly Message[]): Promise<string[]> {
	const sent: string[] = [];
	const results = await Promise.allSettled(messages.map((message) => send(message))); // expect: hidden-cancellation as info
	for (const result of results) { if (result.status === 'fulfilled') { sent.push(result.value); } }
	return sent.length === 0 ? ['nothing'] : sent;
}

interface Job { readonly id: string; finished(): Promise<void> }

/** The jobs are worked off by others, who see to their failures; here only their end counts. */
export async function whenJobsEnded(add: (message: Message) => Promise<Job>, messages: readonly Message[]): Promise<void> {
	const jobs = await Promise.all(messages.map((message) => add(message)));
	void Promise.allSettled(jobs.map((job) => job.finished())).then(() => { console.log('all ended'); });
	await Promise.allSettled(jobs.map((job) => { return job.finished(); }));
	await Promise.allSettled(messages.map(async (message) => { const job = await add(message); await job.finished(); })); // expect: hidden-cancellation
}

/** Each adds what it got, and what failed is left out. */
export async function fetchAll(ids: readonly string[]): Promise<Map<string, string>> {
	const found = new Map<string, string>();
	await Promise.allSettled(ids.map(async (id) => { // expect: hidden-cancellation acceptable
		const text = await load(id);
		if (text !== '') { found.set(id, text); }
	}));
	return found;
}
export async function fetchSome(ids: readonly string[]): Promise<readonly string[]> {
	const found: string[] = [];
	await Promise.allSettled(ids.map(async (id) => { found.push(await load(id)); })); // expect: hidden-cancellation acceptable
	return found;
}

/** What it collects is its own; what it asks for may be done without; what somebody counts on may not. */
export async function warm(ids: readonly string[]): Promise<void> {
	await Promise.allSettled(ids.map(async (id) => { const own: string[] = []; own.push(await load(id)); console.log(own); })); // expect: hidden-cancellation as info
	await Promise.allSettled(ids.map((id) => load(id))); // expect: hidden-cancellation as info
	void Promise.allSettled(ids.map((id) => send({ to: id, text: '' }))); // expect: hidden-cancellation as info
	await Promise.allSettled(ids.map((id) => send({ to: id, text: '' }))); // expect: hidden-cancellation as warning
	try {
		await Promise.allSettled([load('a'), load('b')]); // expect: hidden-cancellation as warning
	} catch (error) {
		console.error('not loaded', error);
	}
}
async function load(id: string): Promise<string> { return (await fetch(`https://example.org/${id}`)).text(); }

interface Line { close(): Promise<void>; send(text: string): Promise<void> }

/** A private method that ends things by what it is given. */
export class Lines {
	readonly #lines: Line[] = [];

	close(): Promise<void> { return this.#destroy((line) => line.close()); }

	tell(text: string): Promise<void> { return this.#each((line) => line.send(text)); }

	async #destroy(end: (line: Line) => Promise<unknown>): Promise<void> {
		const ending: Promise<unknown>[] = [];
		for (const line of this.#lines) { ending.push(end(line)); }
		await Promise.allSettled(ending); // expect: hidden-cancellation acceptable
		console.log('closed');
	}

	async #each(run: (line: Line) => Promise<unknown>): Promise<void> {
		const running: Promise<unknown>[] = [];
		for (const line of this.#lines) { running.push(run(line)); }
		await Promise.allSettled(running); // expect: hidden-cancellation
		console.log('told');
	}
}

/** Whether all were sent is what is decided by. */
export async function sendAllOrNothing(mails: readonly Message[]): Promise<boolean> {
	const results = await Promise.allSettled(mails.map((mail) => send(mail)));
	return results.every((result) => result.status === 'fulfilled');
}

/** Each gives nothing in silence where it got none, or whoever calls goes on with nothing: so it does without. */
export async function tagsOf(names: readonly string[]): Promise<readonly string[]> {
	const results = await Promise.allSettled(names.map(async (name) => { // expect: hidden-cancellation as info
		const response = await fetch(`https://example.org/tags/${name}`);
		if (!response.ok) { return null; }
		return response.text();
	}));
	const tags: string[] = [];
	for (const result of results) { if (result.status === 'fulfilled' && result.value !== null) { tags.push(result.value); } }
	return tags;
}
export async function storeTags(names: readonly string[]): Promise<readonly string[]> {
	const results = await Promise.allSettled(names.map(async (name) => { // expect: hidden-cancellation as warning
		const response = await fetch(`https://example.org/tags/${name}`);
		if (!response.ok) { throw new Error(name); }
		return response.text();
	}));
	const tags: string[] = [];
	for (const result of results) { if (result.status === 'fulfilled') { tags.push(result.value); } }
	return tags;
}
async function bestTags(names: readonly string[]): Promise<readonly string[]> {
	const results = await Promise.allSettled(names.map((name) => load(name))); // expect: hidden-cancellation as info
	const tags: string[] = [];
	for (const result of results) { if (result.status === 'fulfilled') { tags.push(result.value); } }
	return tags;
}
export const tagsOrNone = (names: readonly string[]): Promise<readonly string[]> => bestTags(names).catch(() => []);
