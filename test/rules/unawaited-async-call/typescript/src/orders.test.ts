import assert from 'node:assert';
import test, { describe, it, suite } from 'node:test';
import { save } from './store.ts';

test('saves', async (t) => {
	save({ id: '1', items: [] }); // expect: unawaited-async-call
	t.test('within another', async () => { await save({ id: '2', items: [] }); }); // expect: unawaited-async-call
	assert.rejects(save({ id: '', items: [] })); // expect: unawaited-async-call
});

describe('orders', () => {
	it('are saved', async () => { await save({ id: '3', items: [] }); });
	it.skip('are found', async () => { await save({ id: '3', items: [] }); });
});

suite('later', () => undefined);
test.todo('deletes');
