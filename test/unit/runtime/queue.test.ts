import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Queue } from '../../../runtime/queue.ts';

type Operation = { readonly do: 'push'; readonly entries: readonly number[] } | { readonly do: 'shift'; readonly times: number } | { readonly do: 'unshift' | 'clear' | 'pop' } | { readonly do: 'removeAt'; readonly index: number };

const operations = fc.array(fc.oneof(
	{ weight: 5, arbitrary: fc.record({ do: fc.constant('push' as const), entries: fc.array(fc.integer(), { maxLength: 80 }) }) },
	{ weight: 5, arbitrary: fc.record({ do: fc.constant('shift' as const), times: fc.integer({ min: 0, max: 90 }) }) },
	{ weight: 2, arbitrary: fc.record({ do: fc.constant('unshift' as const) }) },
	{ weight: 1, arbitrary: fc.record({ do: fc.constant('clear' as const) }) },
	{ weight: 1, arbitrary: fc.record({ do: fc.constant('pop' as const) }) },
	{ weight: 1, arbitrary: fc.record({ do: fc.constant('removeAt' as const), index: fc.integer({ min: -4, max: 9 }) }) },
), { maxLength: 40 });

describe('Queue', () => {
	test('is an array whose front is taken', () => {
		fc.assert(fc.property(fc.array(fc.integer()), operations, (start, steps: readonly Operation[]) => {
			const queue = new Queue<number>(start);
			const list = [...start];
			for (const step of steps) {
				switch (step.do) {
					case 'clear': queue.clear(); list.length = 0; break;
					case 'pop': expect(queue.pop()).toBe(list.pop()); break;
					case 'removeAt': expect(queue.removeAt(step.index)).toBe(list.splice(step.index, 1)[0]); break;
					case 'unshift': expect(queue.unshift(7)).toBe(list.unshift(7)); break;
					case 'push': expect(queue.push(...step.entries)).toBe(list.push(...step.entries)); break;
					case 'shift': for (let time = 0; time < step.times; time++) { expect(queue.shift()).toBe(list.shift()); } break;
				}
				expect(queue.length).toBe(list.length);
				expect(queue.peek()).toBe(list[0]);
				expect([...queue]).toEqual(list);
				for (let index = -11; index < 11; index++) { expect(queue.at(index)).toBe(list.at(index)); }
			}
		}));
	});

	test('is an array in JSON, and gives a copy', () => {
		const queue = new Queue(['a', 'b', 'c']);
		queue.shift();
		const copy = queue.toArray();
		queue.push('d');
		expect(copy).toEqual(['b', 'c']);
		expect(JSON.stringify({ queue })).toBe('{"queue":["b","c","d"]}');
	});

	test('gives everything at once', () => {
		const queue = new Queue([1, 2, 3]);
		queue.shift();
		expect([queue.drain(), queue.length, queue.shift()]).toEqual([[2, 3], 0, undefined]);
	});

	test('shows what is added while it is gone through, as an array does', () => {
		const seen: number[] = [];
		const queue = new Queue([1, 2]);
		for (const each of queue) { seen.push(each); if (each === 2) { queue.push(3); } }
		expect(seen).toEqual([1, 2, 3]);
	});

	test('takes as fast from a long queue as from a short one', () => {
		const perEntry = (length: number) => {
			const queue = new Queue<number>();
			for (let entry = 0; entry < length; entry++) { queue.push(entry); }
			const started = performance.now();
			for (let entry = 0; entry < length; entry++) { queue.shift(); }
			return (performance.now() - started) / length;
		};
		perEntry(200_000);
		// An array of this length takes some hundred times as long for each; the measure is coarse so that a busy machine does not fail it.
		expect(perEntry(400_000)).toBeLessThan(Math.max(perEntry(4_000) * 20, 0.001));
	});
});
