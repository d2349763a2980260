import { readFileSync } from 'node:fs';
import { test } from 'node:test';

const open: string[] = [];

void test('takes in turn', () => {
	open.push(readFileSync('jobs.txt', 'utf8'));
	while (open.length > 0) { open.shift(); } // expect: front-removal acceptable
});
