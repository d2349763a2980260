import { expect, test } from 'vitest';
import { Scheduler, type Job, type Outcome } from '../../../server/src/analysis/scheduler.ts';

function* steps(name: string, count: number, log: string[]): Job<string> {
	for (let i = 1; i <= count; i++) { log.push(`${name}${i}`); yield; }
	return name;
}
const settled = () => {
	let settle: (outcome: Outcome<string>) => void = () => undefined;
	const promise = new Promise<Outcome<string>>((resolve) => { settle = resolve; });
	return { promise, settle };
};

test('the more urgent job runs first, and between the steps of one that is under way', async () => {
	const log: string[] = [];
	const scheduler = new Scheduler();
	const audit = settled();
	const key = settled();
	scheduler.add(steps('audit', 3, log), 'audit', undefined, audit.settle);
	await new Promise((resolve) => { setImmediate(resolve); });
	scheduler.add(steps('key', 2, log), 'keystroke', undefined, key.settle);
	await Promise.all([audit.promise, key.promise]);
	expect(log).toEqual(['audit1', 'key1', 'key2', 'audit2', 'audit3']);
});

test('a later job with the same key supersedes the earlier, whose clean-up runs', async () => {
	const log: string[] = [];
	function* guarded(): Job<string> { try { for (;;) { yield; } } finally { log.push('cleaned'); } }
	const scheduler = new Scheduler();
	const first = settled();
	const second = settled();
	scheduler.add(guarded(), 'keystroke', 'a.ts', first.settle);
	await new Promise((resolve) => { setTimeout(resolve, 5); });
	scheduler.add(steps('new', 1, log), 'keystroke', 'a.ts', second.settle);
	expect(await first.promise).toEqual({ kind: 'dropped' });
	expect(await second.promise).toEqual({ kind: 'done', value: 'new' });
	expect(log).toEqual(['cleaned', 'new1']);
});

test('a job that throws fails alone', async () => {
	function* broken(): Job<string> { yield; throw new Error('no'); }
	const scheduler = new Scheduler();
	const bad = settled();
	const good = settled();
	scheduler.add(broken(), 'audit', undefined, bad.settle);
	scheduler.add(steps('good', 1, []), 'audit', undefined, good.settle);
	expect((await bad.promise).kind).toBe('failed');
	expect(await good.promise).toEqual({ kind: 'done', value: 'good' });
});

test('idle work waits until nothing is typed any more, and what is asked meanwhile does not', async () => {
	const log: string[] = [];
	const scheduler = new Scheduler();
	const idle = settled();
	const key = settled();
	scheduler.add(steps('idle', 3, log), 'idle', undefined, idle.settle);
	await new Promise((resolve) => { setImmediate(resolve); });
	scheduler.holdIdle(60);
	await new Promise((resolve) => { setTimeout(resolve, 20); });
	expect(log.length).toBeLessThan(3);
	const before = log.length;
	scheduler.add(steps('key', 1, log), 'keystroke', undefined, key.settle);
	await key.promise;
	expect(log.slice(before)).toEqual(['key1']);
	scheduler.holdIdle(60);
	await new Promise((resolve) => { setTimeout(resolve, 45); });
	expect(log.length).toBe(before + 1);
	await idle.promise;
	expect(log.at(-1)).toBe('idle3');
});
