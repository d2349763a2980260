/** Several fixes of one file are made one after another, each on the tree of what the one before left. */
import { afterAll, expect, test } from 'vitest';
import { applyEdits } from '../../../server/src/fixes/apply.ts';
import { buildAwaitReplacement } from '../../../server/src/languages/typescript/edits/awaitReplacement.ts';
import { TestProject } from './compiler.ts';
import { callOf, intentOf } from './intents.ts';

const project = new TestProject();
afterAll(() => { project.dispose(); });

/** Fixes the first call until there is none. */
function fixAll(name: string, extension: string, source: string): string {
	let text = source;
	for (let round = 0; round < 10; round++) {
		const file = project.write(`${name}${round}/a.${extension}`, text);
		const sourceFile = project.open(`${name}${round}`).tree(file);
		const call = callOf(sourceFile);
		if (call === undefined) { return text; }
		const result = buildAwaitReplacement(sourceFile, intentOf(sourceFile, file, call));
		if (result.kind === 'refusal') { throw new Error(result.reason); }
		text = applyEdits(text, result.edits);
	}
	throw new Error('the fixes do not come to an end');
}

test('the names of one import move one after another', () => {
	expect(fixAll('named', 'ts', `
import { existsSync, readFileSync, writeFileSync } from 'fs';
import { gunzipSync, gzipSync } from 'zlib';

export async function pack(path: string) {
	if (!existsSync(path)) { return; }
	const data = gunzipSync(readFileSync(path));
	writeFileSync(path, gzipSync(data));
	writeFileSync(path + '.size', String(gzipSync(data).length));
}
`)).toBe(`
import { access, readFile, writeFile } from 'fs/promises';
import { gunzip, gzip } from 'zlib';
import { promisify } from 'util';

const gunzipAsync = promisify(gunzip);
const gzipAsync = promisify(gzip);

export async function pack(path: string) {
	if (!await access(path).then(() => true, () => false)) { return; }
	const data = await gunzipAsync(await readFile(path));
	await writeFile(path, await gzipAsync(data));
	await writeFile(path + '.size', String((await gzipAsync(data)).length));
}
`);
});

test('and with require, one in the arguments of another', () => {
	expect(fixAll('required', 'js', `
const { readFileSync, readdirSync } = require('fs')

exports.load = async (folder) => {
  const first = readFileSync(readFileSync(folder + '/name').toString())
  readdirSync(folder).forEach((name) => first[name])
  return first
}
`)).toBe(`
const { readFile, readdir } = require('fs/promises')

exports.load = async (folder) => {
  const first = await readFile((await readFile(folder + '/name')).toString())
  ;(await readdir(folder)).forEach((name) => first[name])
  return first
}
`);
});

test('what was found in another text is refused', () => {
	const file = project.write('stale/a.ts', 'import fs from \'fs\';\nexport async function load(path: string) { return fs.readFileSync(path); }\nexport async function other() {}\n');
	const sourceFile = project.open('stale').tree(file);
	const intent = intentOf(sourceFile, file, callOf(sourceFile)!);
	expect(buildAwaitReplacement(sourceFile, intent).kind).toBe('edits');
	expect(buildAwaitReplacement(sourceFile, { ...intent, call: { start: intent.call.start + 1, end: intent.call.end } }))
		.toEqual({ kind: 'refusal', reason: 'the call is no longer where it was' });
	expect(buildAwaitReplacement(sourceFile, { ...intent, function: `${file}#other` }))
		.toEqual({ kind: 'refusal', reason: 'the call stands in another function than the one that was found to wait for it' });
});
