import { afterAll, expect, test } from 'vitest';
import { checkEdit, type CheckDiagnostic } from '../../../server/src/fixes/check.ts';
import { errorsWithTypes } from '../../../server/src/languages/typescript/edits/javascriptTypes.ts';
import { TestProject } from './compiler.ts';

const project = new TestProject();
afterAll(() => { project.dispose(); });

const source = '#!/usr/bin/env node\nconst fs = require(\'fs\');\nconst odd = 1; odd.no();\nexports.load = async (path) => CALL;\n';
let count = 0;

/** What the compiler says of a JavaScript file that does not ask for types. */
function ask(text: string): readonly CheckDiagnostic[] {
	const folder = `n${count++}`;
	const file = project.write(`${folder}/a.js`, text);
	return project.open(folder, { checkJs: false }).diagnostics(file);
}

function check(was: string, is: string) {
	const before = source.replace('CALL', () => was);
	const after = source.replace('CALL', () => is);
	const start = before.indexOf(was);
	const port = { diagnostics: (file: string, text: string) => errorsWithTypes(file, text, ask) };
	return checkEdit(port, '/project/a.js', before, after, [{ file: '/project/a.js', span: { start, end: start + was.length }, newText: is }]);
}

test('without types there is nothing to see', () => {
	expect(ask(source.replace('CALL', 'fs.promises.readFile(fs.openSync(path))'))).toEqual([]);
});

test('an argument that the promises do not take is found in JavaScript too', () => {
	expect(check('fs.readFileSync(fs.openSync(path))', 'await fs.promises.readFile(fs.openSync(path))')).toMatchObject({ kind: 'refusal' });
});

test('what was wrong before is no reason', () => {
	expect(check('fs.readFileSync(path)', 'await fs.promises.readFile(path)')).toEqual({ kind: 'ok' });
});

test('offsets are those of the text given, in any file', () => {
	const at = (text: string) => (asked: string) => [{ start: asked.indexOf('x'), text }];
	expect(errorsWithTypes('a.js', '\uFEFF#!/bin/node\nx', (asked) => at('')(asked.replace('\uFEFF', '')))[0]?.start).toBe('#!/bin/node\n'.length);
	expect(errorsWithTypes('a.cjs', 'x', at(''))[0]?.start).toBe(0);
	expect(errorsWithTypes('a.ts', 'x', (asked) => [{ start: 0, asked }])[0]?.asked).toBe('x');
});

test('a parameter needs no type where nobody asks for types', () => {
	const untyped = (text: string) => [{ start: text.indexOf('next'), code: 7006 }];
	expect(errorsWithTypes('a.js', '(req, next) => 1', (asked) => (asked.startsWith('// @ts-check') ? untyped(asked) : []))).toEqual([]);
	expect(errorsWithTypes('a.js', '(req, next) => 1', untyped)).toEqual([{ start: 6, code: 7006 }]);
});
