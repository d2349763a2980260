import assert from 'node:assert';
import test, { describe, it, suite } from 'node:test';
import { save } from './store.ts';

test('saves', async (t) => {
	save({ id: '1', items: [] }); // expect: unawaited-async-call acceptable
	t.test('within another', async () => { await save({ id: '2', items: [] }); }); // expect: unawaited-async-call
	assert.rejects(save({ id: '', items: [] })); // expect: unawaited-async-call
});

describe('orders', () => {
	it('are saved', async () => { await save({ id: '3', items: [] }); });
	it.skip('are found', async () => { await save({ id: '3', items: [] }); });
});

suite('later', () => undefined);
test.todo('deletes');

class Page {
	#isLoaded = false;
	#listeners: (() => void)[] = [];
	async load(): Promise<void> { await save({ id: 'page', items: [] }); this.#isLoaded = true; for (const each of this.#listeners) { each(); } }
	on(_event: 'load', listener: () => void): void { this.#listeners.push(listener); }
	async event(): Promise<void> { await new Promise<void>((resolve) => { this.on('load', resolve); }); }
	async close(): Promise<void> { await save({ id: 'closed', items: [] }); }
	get isLoaded(): boolean { return this.#isLoaded; }
}

test('waits for what comes of it', async () => {
	const page = new Page();
	page.load(); // expect: unawaited-async-call acceptable
	await page.event();
});

test('waits for an event', async () => {
	const page = new Page();
	page.load(); // expect: unawaited-async-call acceptable
	await new Promise<void>((resolve) => { page.on('load', resolve); });
	page.close(); // expect: unawaited-async-call acceptable
});

test('forgets to wait', async () => {
	const page = new Page();
	page.load(); // expect: unawaited-async-call acceptable
	assert.equal(true, 1 + 1 === 2);
});

async function place(id: string): Promise<void> { await save({ id, items: [] }); }

test('places', async () => {
	await place('4');
	await place('5');
});

test('forgets to wait for what is awaited elsewhere', async () => {
	assert.equal(true, 1 + 1 === 2);
	place('6'); // expect: unawaited-async-call
});

test('looks at what goes on meanwhile', async () => {
	place('7'); // expect: unawaited-async-call acceptable
	await new Promise((resolve) => { setTimeout(resolve, 10); });
	assert.equal(true, 1 + 1 === 2);
});
