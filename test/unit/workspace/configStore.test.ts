import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { ConfigStore } from '../../../server/src/workspace/configStore.ts';
import { folderWith } from './folder.ts';

describe('which settings hold', () => {
	test('the nearest file above counts alone', () => {
		const root = folderWith({
			'unblock.json': '{ "exclude": ["outer.ts"], "rules": { "a": "off" } }',
			'pkg/unblock.json': '{ "exclude": ["inner.ts"] }',
		});
		const store = new ConfigStore({ roots: [root] });
		expect(store.configFor(`${root}/src/deep/a.ts`).file).toBe(`${root}/unblock.json`);
		const inner = store.configFor(`${root}/pkg/src/a.ts`);
		expect(inner.file).toBe(`${root}/pkg/unblock.json`);
		expect(inner.settings).toEqual({ exclude: ['inner.ts'] });
		expect(store.configFor(`${root}/pkg/a.ts`)).toBe(inner);
	});

	test('above the workspace folder it is looked for within the repository, not beyond', () => {
		const top = folderWith({ 'unblock.json': '{}', 'repo/unblock.json': '{}', 'repo/app/a.ts': '', 'loose/app/a.ts': '' });
		mkdirSync(`${top}/repo/.git`);
		const store = new ConfigStore({ roots: [`${top}/repo/app`, `${top}/loose`] });
		expect(store.configFor(`${top}/repo/app/a.ts`).file).toBe(`${top}/repo/unblock.json`);
		expect(store.configFor(`${top}/loose/app/a.ts`).file).toBeUndefined();
	});

	test('a submodule within the workspace folder has the settings around it; a file outside only those beside it', () => {
		const root = folderWith({ 'unblock.json': '{}', 'vendor/lib/a.ts': '' });
		mkdirSync(`${root}/vendor/lib/.git`);
		expect(new ConfigStore({ roots: [root] }).configFor(`${root}/vendor/lib/a.ts`).file).toBe(`${root}/unblock.json`);
		const outside = folderWith({ 'unblock.json': '{}', 'sub/a.ts': '' });
		const store = new ConfigStore({ roots: [root] });
		expect(store.configFor(`${outside}/a.ts`).file).toBe(`${outside}/unblock.json`);
		expect(store.configFor(`${outside}/sub/a.ts`).file).toBeUndefined();
	});
});

describe('changes', () => {
	test('are seen after invalidate, and only what changed changes', () => {
		const root = folderWith({ 'a/unblock.json': '{ "exclude": ["x"] }', 'b/x.ts': '' });
		const store = new ConfigStore({ roots: [root] });
		const [a, b] = [store.configFor(`${root}/a/x.ts`), store.configFor(`${root}/b/x.ts`)];
		writeFileSync(`${root}/a/unblock.json`, '{ "exclude": ["y"] }');
		expect(store.configFor(`${root}/a/x.ts`)).toBe(a);
		expect(store.invalidate(`${root}/a/x.ts`)).toBe(false);
		expect(store.invalidate(`${root}/a/unblock.json`)).toBe(true);
		expect(store.configFor(`${root}/a/x.ts`).settings).toEqual({ exclude: ['y'] });
		expect(store.configFor(`${root}/b/x.ts`)).toBe(b);

		writeFileSync(`${root}/b/unblock.json`, '{}');
		store.invalidate(`${root}/b/unblock.json`);
		expect(store.configFor(`${root}/b/x.ts`).file).toBe(`${root}/b/unblock.json`);
		rmSync(`${root}/b/unblock.json`);
		store.invalidate(`${root}/b/unblock.json`);
		expect(store.configFor(`${root}/b/x.ts`)).toBe(b);
	});
});

describe('bad content', () => {
	test('is listed by file, and mended files leave the list', () => {
		const root = folderWith({ 'unblock.json': '{ "exclud": [] }', 'pkg/unblock.json': '{ "rules": { "nope": "off" } ' });
		const store = new ConfigStore({ roots: [root], ruleIds: ['blocking-call'] });
		expect(store.errors).toEqual([]);
		expect(store.configFor(`${root}/pkg/a.ts`).settings).toEqual({});
		expect(store.configFor(`${root}/a.ts`).settings).toEqual({});
		expect(store.errors.map(({ file, line, column }) => [file, line, column])).toEqual([[`${root}/pkg/unblock.json`, 1, expect.any(Number)], [`${root}/unblock.json`, 1, 3]]);
		writeFileSync(`${root}/pkg/unblock.json`, '{}');
		store.invalidate(`${root}/pkg/unblock.json`);
		store.configFor(`${root}/pkg/a.ts`);
		expect(store.errors.map(({ file }) => file)).toEqual([`${root}/unblock.json`]);
	});

	test('a file that is no text counts as empty and is said to be so', () => {
		const root = folderWith({ 'unblock.json': Uint8Array.of(1, 0, 2) });
		mkdirSync(`${root}/pkg/unblock.json`, { recursive: true });
		const store = new ConfigStore({ roots: [root] });
		expect(store.configFor(`${root}/a.ts`).settings).toEqual({});
		expect(store.configFor(`${root}/pkg/a.ts`).settings).toEqual({});
		expect(store.errors.map(({ message }) => message)).toEqual([
			'unblock.json is a directory, not a file; the defaults are used', 'unblock.json is a binary file and was skipped; the defaults are used',
		]);
	});

	test('a byte order mark and Windows line ends are fine', () => {
		const root = folderWith({ 'unblock.json': '\uFEFF{\r\n\t"exclude": ["a"],\r\n\t"typo": 1\r\n}\r\n' });
		const store = new ConfigStore({ roots: [root] });
		expect(store.configFor(`${root}/a.ts`).settings).toEqual({ exclude: ['a'] });
		expect(store.errors).toMatchObject([{ line: 3, column: 2 }]);
	});
});
