import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { TaskTracker, tasks, type TaskFailure } from '../../../runtime/taskTracker.ts';

function deferred<T>() {
	let resolve!: (value: T) => void;
	let reject!: (error: unknown) => void;
	const promise = new Promise<T>((done, failed) => { resolve = done; reject = failed; });
	return { promise, resolve, reject };
}

const unhandled: unknown[] = [];
const note = (error: unknown) => unhandled.push(error);
beforeEach(() => { unhandled.length = 0; process.on('unhandledRejection', note); });
afterEach(async () => {
	// Node tells of unhandled rejections only once the microtasks are done.
	await new Promise((resolve) => { setImmediate(resolve); });
	process.off('unhandledRejection', note);
	vi.restoreAllMocks();
	expect(unhandled).toEqual([]);
});

describe('what runs', () => {
	test('is known by name and category from its beginning to its end', async () => {
		const tracker = new TaskTracker();
		const { promise, resolve } = deferred<void>();
		const before = Date.now();
		const task = tracker.track('send mail', promise, { category: 'mail' });
		tracker.track('warm cache', new Promise(() => {}), { category: 'cache' });
		expect(tracker.running().map(({ name }) => name)).toEqual(['send mail', 'warm cache']);
		expect(tracker.running('mail')).toEqual([task]);
		expect(task.startedAt).toBeGreaterThanOrEqual(before);
		resolve();
		await task.settled;
		expect(tracker.running().map(({ name }) => name)).toEqual(['warm cache']);
		expect(tracker.failures()).toEqual([]);
	});

	test('begins at once, as a call would', () => {
		const order: string[] = [];
		const tracker = new TaskTracker();
		tracker.run('first', async () => { order.push('work'); await Promise.resolve(); order.push('later'); });
		order.push('after');
		expect(order).toEqual(['work', 'after']);
	});

	test('may be nothing: an optional call that was not made', async () => {
		const tracker = new TaskTracker();
		await tracker.track('nothing', undefined).settled;
		expect(tracker.running()).toEqual([]);
	});
});

describe('a failure', () => {
	test('is handled and written to the console where nobody listens', async () => {
		const written = vi.spyOn(console, 'error').mockImplementation(() => {});
		const tracker = new TaskTracker();
		const error = new Error('no network');
		await tracker.track('send mail', Promise.reject(error)).settled;
		expect(written).toHaveBeenCalledExactlyOnceWith('The task “send mail” failed:', error);
	});

	test('goes to the listeners instead, until they end', async () => {
		const written = vi.spyOn(console, 'error').mockImplementation(() => {});
		const tracker = new TaskTracker();
		const heard: TaskFailure[] = [];
		const end = tracker.onFailure((failure) => { heard.push(failure); });
		await tracker.track('send mail', Promise.reject(new Error('one')), { category: 'mail' }).settled;
		expect(heard).toMatchObject([{ name: 'send mail', category: 'mail', error: { message: 'one' } }]);
		expect(heard[0]!.failedAt).toBeGreaterThanOrEqual(heard[0]!.startedAt);
		expect(written).not.toHaveBeenCalled();
		end();
		await tracker.track('send mail', Promise.reject(new Error('two'))).settled;
		expect(heard).toHaveLength(1);
		expect(written).toHaveBeenCalledOnce();
	});

	test('of work that throws before it waits is one too', async () => {
		const tracker = new TaskTracker();
		const heard: unknown[] = [];
		tracker.onFailure(({ error }) => heard.push(error));
		await tracker.run('parse', () => { throw new Error('bad'); }).settled;
		expect(heard).toMatchObject([{ message: 'bad' }]);
	});

	test('of a listener, at once or later, hides neither itself nor the task\'s, and other listeners hear', async () => {
		const written = vi.spyOn(console, 'error').mockImplementation(() => {});
		const tracker = new TaskTracker();
		const heard: unknown[] = [];
		tracker.onFailure(() => { throw new Error('listener'); });
		tracker.onFailure(async () => { await Promise.resolve(); throw new Error('slow listener'); });
		tracker.onFailure(({ name }) => heard.push(name));
		await tracker.track('send mail', Promise.reject(new Error('no network'))).settled;
		expect(heard).toEqual(['send mail']);
		expect(written.mock.calls.map(([, error, own]) => [String(error), String(own)])).toEqual([['Error: no network', 'Error: listener'], ['Error: no network', 'Error: slow listener']]);
	});

	test('is remembered, the last ones only', async () => {
		vi.spyOn(console, 'error').mockImplementation(() => {});
		const tracker = new TaskTracker(2);
		for (const name of ['a', 'b', 'c']) { await tracker.track(name, Promise.reject(new Error(name)), { category: name === 'b' ? 'odd' : 'even' }).settled; }
		expect(tracker.failures().map(({ name }) => name)).toEqual(['b', 'c']);
		expect(tracker.failures('odd').map(({ name }) => name)).toEqual(['b']);
	});

	test('none are remembered where none are to be', async () => {
		vi.spyOn(console, 'error').mockImplementation(() => {});
		const tracker = new TaskTracker(0);
		await tracker.track('a', Promise.reject(new Error('a'))).settled;
		expect(tracker.failures()).toEqual([]);
	});
});

describe('cancelling', () => {
	/** Waits until its signal is aborted, then fails as `fetch` does. */
	const waiting = (signal: AbortSignal) => new Promise((_resolve, reject) => { signal.addEventListener('abort', () => { reject(signal.reason as Error); }); });

	test('aborts the signals of all that runs, and is no failure', async () => {
		const tracker = new TaskTracker();
		const [one, two] = [tracker.run('one', waiting), tracker.run('two', waiting, { category: 'other' })];
		tracker.cancel('other', new Error('enough'));
		await two.settled;
		expect(tracker.running()).toEqual([one]);
		tracker.cancel();
		await one.settled;
		expect(tracker.failures()).toEqual([]);
	});

	test('does not hide what fails for another reason', async () => {
		vi.spyOn(console, 'error').mockImplementation(() => {});
		const tracker = new TaskTracker();
		const task = tracker.run('one', async (signal) => { await waiting(signal).catch(() => {}); throw new Error('cleaning up failed'); });
		task.cancel();
		await task.settled;
		expect(tracker.failures()).toMatchObject([{ error: { message: 'cleaning up failed' } }]);
	});

	test('follows a signal from outside, also one that is aborted already, and lets go of it at the end', async () => {
		const tracker = new TaskTracker();
		const controller = new AbortController();
		const removed = vi.spyOn(controller.signal, 'removeEventListener');
		const task = tracker.run('one', waiting, { signal: controller.signal });
		controller.abort(new Error('closed'));
		await task.settled;
		expect(removed).toHaveBeenCalled();
		let wasAborted = false;
		await tracker.run('two', (signal) => { wasAborted = signal.aborted; }, { signal: controller.signal }).settled;
		expect(wasAborted).toBe(true);
		expect(tracker.failures()).toEqual([]);
	});
});

describe('draining', () => {
	test('waits for all, also for what begins meanwhile', async () => {
		const tracker = new TaskTracker();
		const order: string[] = [];
		tracker.run('first', async () => {
			await new Promise((resolve) => { setTimeout(resolve, 5); });
			tracker.run('second', async () => { await new Promise((resolve) => { setTimeout(resolve, 5); }); order.push('second'); });
			order.push('first');
		});
		expect(await tracker.drain(5000)).toEqual([]);
		expect(order).toEqual(['first', 'second']);
	});

	test('ends at its time with what still runs', async () => {
		const tracker = new TaskTracker();
		const task = tracker.track('for ever', new Promise(() => {}));
		const before = performance.now();
		expect(await tracker.drain(20)).toEqual([task]);
		expect(performance.now() - before).toBeLessThan(2000);
	});

	test('leaves no timer behind that keeps the process alive', async () => {
		const cleared = vi.spyOn(globalThis, 'clearTimeout');
		await new TaskTracker().drain(60_000);
		expect(cleared).toHaveBeenCalledOnce();
	});

	test('waits until failures have been reported', async () => {
		const tracker = new TaskTracker();
		let isReported = false;
		tracker.onFailure(async () => { await new Promise((resolve) => { setTimeout(resolve, 5); }); isReported = true; });
		tracker.track('a', Promise.reject(new Error('a')));
		await tracker.drain(5000);
		expect(isReported).toBe(true);
	});
});

test('a program has one of its own', () => {
	expect(tasks).toBeInstanceOf(TaskTracker);
});
