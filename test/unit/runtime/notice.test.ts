import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { Notice } from '../../../runtime/notice.ts';

describe('Notice', () => {
	beforeEach(() => { vi.useFakeTimers(); });
	afterEach(() => { vi.useRealTimers(); });

	/** What has become of a promise by now. */
	async function stateOf(promise: Promise<unknown>): Promise<string> {
		let state = 'waits';
		void promise.then(() => { state = 'done'; }, (error: unknown) => { state = `failed: ${(error as Error).message}`; });
		for (let turn = 0; turn < 20; turn++) { await Promise.resolve(); }
		return state;
	}

	/** Looks at a promise whenever it likes, without one that nobody handles. */
	function watched<T>(promise: Promise<T>): Promise<T> {
		promise.catch(() => undefined);
		return promise;
	}

	test('wakes all who wait, and nobody who comes later', async () => {
		const notice = new Notice();
		notice.notify();
		const [first, second] = [notice.next(), notice.next()];
		expect(await stateOf(first)).toBe('waits');
		notice.notify();
		const third = notice.next();
		expect(await Promise.all([first, second].map(stateOf))).toEqual(['done', 'done']);
		expect(await stateOf(third)).toBe('waits');
	});

	test('wakes them when the code that notifies has come to its end', async () => {
		const notice = new Notice();
		let state = 0;
		const seen: number[] = [];
		const waiting = (async () => { await notice.next(); seen.push(state); })();
		state = 1;
		notice.notify();
		state = 2;
		await waiting;
		expect(seen).toEqual([2]);
	});

	test('waits no longer than it may, and leaves no timer behind', async () => {
		const notice = new Notice();
		const late = notice.next(50), told = notice.next(1000);
		await vi.advanceTimersByTimeAsync(49);
		expect(await stateOf(late)).toBe('waits');
		await vi.advanceTimersByTimeAsync(1);
		expect(await stateOf(late)).toBe('done');
		notice.notify();
		expect(await stateOf(told)).toBe('done');
		expect(vi.getTimerCount()).toBe(0);
		const long = notice.next(2 ** 40);
		await vi.advanceTimersByTimeAsync(1000);
		expect(await stateOf(long)).toBe('waits');
		notice.notify();
		await long;
	});

	test('ends with the signal, and lets go of it', async () => {
		const notice = new Notice();
		const controller = new AbortController();
		const removed = vi.spyOn(controller.signal, 'removeEventListener');
		const told = notice.next(undefined, controller.signal);
		notice.notify();
		expect(await stateOf(told)).toBe('done');
		expect(removed).toHaveBeenCalledOnce();
		const ended = watched(notice.next(10, controller.signal));
		controller.abort(new Error('enough'));
		expect(await stateOf(ended)).toBe('failed: enough');
		expect(await stateOf(watched(notice.next(10, controller.signal)))).toBe('failed: enough');
		expect(vi.getTimerCount()).toBe(0);
	});

	test('until asks at once, and again at each notice', async () => {
		const notice = new Notice();
		let isOpen = true;
		const holds = vi.fn(() => isOpen);
		await notice.until(holds);
		expect(holds).toHaveBeenCalledOnce();
		isOpen = false;
		const open = notice.until(holds);
		notice.notify();
		expect(await stateOf(open)).toBe('waits');
		// What is over again when it looks was nothing.
		isOpen = true;
		notice.notify();
		isOpen = false;
		expect(await stateOf(open)).toBe('waits');
		isOpen = true;
		notice.notify();
		expect(await stateOf(open)).toBe('done');
	});

	test('until has a time limit, a signal, and fails as its predicate does', async () => {
		const notice = new Notice();
		const late = watched(notice.until(() => false, { timeout: 100 }));
		await vi.advanceTimersByTimeAsync(60);
		notice.notify();
		await vi.advanceTimersByTimeAsync(39);
		expect(await stateOf(late)).toBe('waits');
		await vi.advanceTimersByTimeAsync(2);
		await expect(late).rejects.toMatchObject({ name: 'TimeoutError', message: 'Not within 100 ms' });
		const controller = new AbortController();
		const ended = watched(notice.until(() => false, { signal: controller.signal }));
		controller.abort(new Error('enough'));
		expect(await stateOf(ended)).toBe('failed: enough');
		await expect(notice.until(() => { throw new Error('broken'); })).rejects.toThrow('broken');
	});
});
