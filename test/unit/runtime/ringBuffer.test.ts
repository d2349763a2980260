import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { RingBuffer } from '../../../runtime/ringBuffer.ts';

type Operation = { readonly do: 'push'; readonly entries: readonly number[] } | { readonly do: 'shift' | 'clear' };

const operations = fc.array(fc.oneof(
	{ weight: 5, arbitrary: fc.record({ do: fc.constant('push' as const), entries: fc.array(fc.integer(), { maxLength: 5 }) }) },
	{ weight: 2, arbitrary: fc.record({ do: fc.constant('shift' as const) }) },
	{ weight: 1, arbitrary: fc.record({ do: fc.constant('clear' as const) }) },
), { maxLength: 60 });

describe('RingBuffer', () => {
	test('is an array that never holds more than its capacity', () => {
		fc.assert(fc.property(fc.integer({ min: -1, max: 9 }), operations, (capacity, steps: readonly Operation[]) => {
			const ring = new RingBuffer<number>(capacity);
			const list: number[] = [];
			for (const step of steps) {
				if (step.do === 'clear') { ring.clear(); list.length = 0; }
				if (step.do === 'shift') { expect(ring.shift()).toBe(list.shift()); }
				if (step.do === 'push') {
					const length = ring.push(...step.entries);
					for (const entry of step.entries) { list.push(entry); while (list.length > Math.max(0, capacity)) { list.shift(); } }
					expect(length).toBe(list.length);
				}
				expect(ring.length).toBe(list.length);
				expect([...ring]).toEqual(list);
				for (let index = -11; index < 11; index++) { expect(ring.at(index)).toBe(list.at(index)); }
			}
		}));
	});

	test('begins with the last of what it is given', () => {
		expect(new RingBuffer(2, ['a', 'b', 'c']).toArray()).toEqual(['b', 'c']);
	});

	test('is an array in JSON', () => {
		expect(JSON.stringify({ recent: new RingBuffer(2, [1, 2, 3]) })).toBe('{"recent":[2,3]}');
	});

	test('gives a copy, which does not follow', () => {
		const ring = new RingBuffer(3, [1]);
		const copy = ring.toArray();
		ring.push(2);
		expect(copy).toEqual([1]);
		expect(ring.toArray()).toEqual([1, 2]);
	});

	test('gives everything at once', () => {
		const ring = new RingBuffer(2, [1, 2, 3]);
		expect([ring.drain(), ring.length]).toEqual([[2, 3], 0]);
		ring.push(4);
		expect(ring.toArray()).toEqual([4]);
	});

	test('shows what is added while it is gone through, as an array does', () => {
		const seen: number[] = [];
		const ring = new RingBuffer(10, [1, 2]);
		for (const each of ring) { seen.push(each); if (each === 2) { ring.push(3); } }
		expect(seen).toEqual([1, 2, 3]);
	});

	test('takes a fraction down, and an infinite capacity for what it is', () => {
		expect(new RingBuffer(2.9, [1, 2, 3]).toArray()).toEqual([2, 3]);
		const endless = new RingBuffer<number>(Infinity, [1, 2, 3]);
		expect(endless.shift()).toBe(1);
		endless.push(4);
		expect(endless.toArray()).toEqual([2, 3, 4]);
		expect(() => new RingBuffer(Number.NaN)).toThrow(RangeError);
	});
});
