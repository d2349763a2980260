import { execFileSync } from 'node:child_process';
import { chmodSync, lstatSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, symlinkSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { describe, expect, test } from 'vitest';
import { isText, kindOf, readText, readTextFile, readTextFileSync, writeAtomically } from '../../../server/src/workspace/disk.ts';
import { folderWith } from './folder.ts';

const bytes = (...parts: readonly (string | number)[]) => Buffer.concat(parts.map((part) => typeof part === 'number' ? Buffer.of(part) : Buffer.from(part)));
const isRoot = process.getuid?.() === 0;

/** Reads in both ways, which must agree. */
async function read(file: string, maxBytes?: number) {
	const options = maxBytes === undefined ? {} : { maxBytes };
	const result = await readTextFile(file, options);
	expect(readTextFileSync(file, options)).toEqual(result);
	return result;
}

describe('reading', () => {
	test('tells of the byte order mark and the line ends, and takes the mark off', async () => {
		const root = folderWith({ 'a.ts': '\uFEFFone\r\ntwo\r\n', 'empty.ts': '', 'mark.ts': '\uFEFF' });
		expect(await read(`${root}/a.ts`)).toEqual({ text: 'one\r\ntwo\r\n', hasBom: true, newline: '\r\n' });
		expect(await read(`${root}/empty.ts`)).toEqual({ text: '', hasBom: false, newline: '\n' });
		expect(await read(`${root}/mark.ts`)).toEqual({ text: '', hasBom: true, newline: '\n' });
	});

	test('a 5 MB file is skipped with its size, unless the limit allows it', async () => {
		const root = folderWith({ 'big.ts': 'x'.repeat(5 * 1024 * 1024) });
		expect(await read(`${root}/big.ts`)).toEqual({ reason: 'too-large', error: 'is 5 MB large and was skipped; the limit is 2 MB' });
		expect(isText(await read(`${root}/big.ts`, 6 * 1024 * 1024))).toBe(true);
		expect(await read(`${root}/big.ts`, 5 * 1024 * 1024)).toMatchObject({ hasBom: false });
	});

	test('binary files, UTF-16 and other encodings are said to be so', async () => {
		const root = folderWith({
			'binary.ts': bytes('abc', 0, 'def'), 'utf16.ts': bytes(0xFF, 0xFE, 'a', 0), 'latin1.ts': bytes('// caf', 0xE9, '\n'), 'cut.ts': bytes('a', 0xE2, 0x82),
		});
		expect(await read(`${root}/binary.ts`)).toEqual({ reason: 'binary', error: 'is a binary file and was skipped' });
		expect(await read(`${root}/utf16.ts`)).toMatchObject({ reason: 'encoding', error: expect.stringContaining('UTF-16') });
		expect(await read(`${root}/latin1.ts`)).toEqual({ reason: 'encoding', error: 'is not valid UTF-8 and was skipped; save it as UTF-8' });
		expect(await read(`${root}/cut.ts`)).toMatchObject({ reason: 'encoding' });
	});

	test('characters of several bytes at a chunk border stay whole', async () => {
		const text = 'é'.repeat(300_000);
		const root = folderWith({ 'a.ts': text });
		expect(await read(`${root}/a.ts`)).toMatchObject({ text });
	});

	test('what is not there or no file is said to be so', async () => {
		const root = folderWith({ 'gone.ts': '' });
		rmSync(`${root}/gone.ts`);
		expect(await read(`${root}/gone.ts`)).toEqual({ reason: 'missing', error: 'does not exist' });
		expect(await read(root)).toEqual({ reason: 'not-a-file', error: 'is a directory, not a file' });
		symlinkSync('loop.ts', `${root}/loop.ts`);
		expect(await read(`${root}/loop.ts`)).toEqual({ reason: 'unreadable', error: 'is a symbolic link that leads in a circle' });
	});

	test.skipIf(process.platform === 'win32')('a pipe is not waited for', async () => {
		const root = folderWith();
		execFileSync('mkfifo', [`${root}/pipe.ts`]);
		expect(await read(`${root}/pipe.ts`)).toEqual({ reason: 'not-a-file', error: 'is not a regular file and was skipped' });
	});

	test.skipIf(isRoot || process.platform === 'win32')('a forbidden file is said to be so', async () => {
		const root = folderWith({ 'a.ts': '' });
		chmodSync(`${root}/a.ts`, 0);
		expect(await read(`${root}/a.ts`)).toMatchObject({ reason: 'unreadable', error: expect.stringContaining('permission denied') });
	});

	test('readText gives the mark too and rejects by name', async () => {
		const root = folderWith({ 'a.ts': '\uFEFFa' });
		expect(await readText(`${root}/a.ts`)).toBe('\uFEFFa');
		await expect(readText(`${root}/b.ts`)).rejects.toThrow(`${root}/b.ts does not exist`);
	});

	test('kindOf', async () => {
		const root = folderWith({ 'a.ts': '' });
		expect(await Promise.all([kindOf(root), kindOf(`${root}/a.ts`), kindOf(`${root}/b.ts`)])).toEqual(['directory', 'file', undefined]);
	});
});

describe('writing', () => {
	test('keeps the mode and the byte order mark, and leaves nothing beside the file', async () => {
		const root = folderWith({ 'run.sh': 'old' });
		chmodSync(`${root}/run.sh`, 0o755);
		await writeAtomically(`${root}/run.sh`, 'new\r\n', { hasBom: true });
		expect(readFileSync(`${root}/run.sh`, 'utf8')).toBe('\uFEFFnew\r\n');
		expect(statSync(`${root}/run.sh`).mode & 0o777).toBe(0o755);
		expect(readdirSync(root)).toEqual(['run.sh']);
	});

	test('makes a file that was not there, with the mode any new file gets', async () => {
		const root = folderWith({ 'other.ts': '' });
		await writeAtomically(`${root}/new.ts`, 'a');
		expect(readFileSync(`${root}/new.ts`, 'utf8')).toBe('a');
		expect(statSync(`${root}/new.ts`).mode).toBe(statSync(`${root}/other.ts`).mode);
	});

	test('a symbolic link stays one; its target is written, also where it is not there yet', async () => {
		const root = folderWith({ 'real/a.ts': 'old' });
		symlinkSync('real/a.ts', `${root}/link.ts`);
		symlinkSync('real/b.ts', `${root}/dangling.ts`);
		await writeAtomically(`${root}/link.ts`, 'new');
		await writeAtomically(`${root}/dangling.ts`, 'made');
		expect(lstatSync(`${root}/link.ts`).isSymbolicLink()).toBe(true);
		expect(lstatSync(`${root}/dangling.ts`).isSymbolicLink()).toBe(true);
		expect(readFileSync(`${root}/real/a.ts`, 'utf8')).toBe('new');
		expect(readFileSync(`${root}/real/b.ts`, 'utf8')).toBe('made');
	});

	test('a failed write says why and leaves everything as it was', async () => {
		const root = folderWith({ 'a.ts': 'old' });
		mkdirSync(`${root}/folder`);
		symlinkSync('loop.ts', `${root}/loop.ts`);
		await expect(writeAtomically(`${root}/folder`, 'x')).rejects.toThrow(`${root}/folder could not be written: it is a directory`);
		await expect(writeAtomically(`${root}/missing/a.ts`, 'x')).rejects.toThrow('does not exist');
		await expect(writeAtomically(`${root}/a.ts/b.ts`, 'x')).rejects.toThrow('could not be written');
		await expect(writeAtomically(`${root}/loop.ts`, 'x')).rejects.toThrow('leads in a circle');
		expect(readFileSync(`${root}/a.ts`, 'utf8')).toBe('old');
		expect(readdirSync(root).sort()).toEqual(['a.ts', 'folder', 'loop.ts']);
	});

	test.skipIf(process.platform === 'win32')('a pipe is written to, not replaced', async () => {
		const root = folderWith();
		execFileSync('mkfifo', [`${root}/pipe`]);
		const [read] = await Promise.all([readFile(`${root}/pipe`, 'utf8'), writeAtomically(`${root}/pipe`, 'x')]);
		expect(read).toBe('x');
		expect(statSync(`${root}/pipe`).isFIFO()).toBe(true);
	});

	test.skipIf(isRoot)('a write-protected file is not replaced', async () => {
		const root = folderWith({ 'a.ts': 'old' });
		chmodSync(`${root}/a.ts`, 0o444);
		await expect(writeAtomically(`${root}/a.ts`, 'x')).rejects.toThrow('permission denied');
		expect(readdirSync(root)).toEqual(['a.ts']);
	});
});
