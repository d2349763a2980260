import { describe, expect, test } from 'vitest';
import { accessorNames, hasShebang, looksLikeWorker, WordScan } from '../../../server/src/workspace/scan.ts';

describe('WordScan', () => {
	const scan = new WordScan(['readFileSync', 'wait', '$exec', 'größe', 'a'.repeat(40)]);

	test('finds whole words only', () => {
		expect([...scan.wordsIn('fs.readFileSync(p); await x; wait(); $exec`ls`; größe')]).toEqual(['readFileSync', 'wait', '$exec', 'größe']);
		for (const text of ['readFileSyncs', 'myreadFileSync', 'await', 'waits', 'exec', '', 'x'.repeat(40), 'größen']) {
			expect(scan.isIn(text)).toBe(false);
		}
		expect(scan.isIn(`x=${'a'.repeat(40)}`)).toBe(true);
		expect(scan.isIn('wait')).toBe(true);
	});

	test('no words are nowhere', () => {
		expect(new WordScan([]).isIn('anything')).toBe(false);
	});

	test('10 MB are scanned in good time', () => {
		const text = 'const value = compute(other, 12) + something;\n'.repeat(220_000);
		const start = performance.now();
		expect(scan.isIn(text)).toBe(false);
		expect(performance.now() - start).toBeLessThan(2000);
	});
});

test('names of getters and setters', () => {
	const text = `
		class A {
			get config() { return load(); } static set level(v) { save(v); } get #secret() { return new Secret(); } get 'quoted name'() { return a[b](); } get ["computed"]() { if (x) { y(); } } override get
			spread<T>() { return all(); }
			get(key) {} set (key) {} async get2() {} getValue() {} target = 1;
		}
		const o = { get size() { return f("x") }, get: 1, get plain() { return this.value; }, set value(v: number) { this.x = v; }, get empty(): string {} };
		Object.defineProperty(o, 'defined', { get: () => 1 });
		map.get(name); // get more (of it)
	`;
	expect([...accessorNames(text)].sort()).toEqual(['computed', 'config', 'defined', 'level', 'more', 'quoted name', 'secret', 'size', 'spread']);
});

test('shebangs', () => {
	expect(['#!/usr/bin/env node\n', '\uFEFF#!x', '\n#!x', '# !x', ''].map(hasShebang)).toEqual([true, true, false, false, false]);
});

test('worker signs', () => {
	expect(["import { parentPort } from 'node:worker_threads'", 'self.onmessage = f', "self.addEventListener('message', f)", 'onmessage = f', 'importScripts("a.js")', '/// <reference lib="webworker" />'].map(looksLikeWorker))
		.toEqual([true, true, true, true, true, true]);
	expect(['window.onmessage', 'socket.onmessage = f', "self.addEventListener('click', f)", 'new Worker(url)', 'myparentPorts'].map(looksLikeWorker))
		.toEqual([false, false, false, false, false]);
});
