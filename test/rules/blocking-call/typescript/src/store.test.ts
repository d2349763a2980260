import test from 'node:test';
import assert from 'node:assert';
import { readFileSync } from 'node:fs';

test('reads', async () => {
	await Promise.resolve();
	assert.ok(readFileSync('package.json').length > 0); // expect: blocking-call acceptable
});
