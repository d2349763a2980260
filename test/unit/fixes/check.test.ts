import { expect, test } from 'vitest';
import { applyEdits } from '../../../server/src/fixes/apply.ts';
import { checkEdit, type CheckDiagnostic } from '../../../server/src/fixes/check.ts';
import type { TextEdit } from '../../../server/src/rules/finding.ts';

const file = '/project/a.ts';

/** A compiler that reports each of these words wherever it stands. */
function complaining(...words: readonly string[]) {
	return {
		diagnostics: (_file: string, text: string): readonly CheckDiagnostic[] => words.flatMap((word, code) =>
			[...text.matchAll(new RegExp(word, 'g'))].map((match) => ({ code, start: match.index, length: word.length, message: `what is ${word}?` }))),
	};
}

function check(port: ReturnType<typeof complaining>, before: string, old: string, newText: string) {
	const start = before.indexOf(old);
	const edits: TextEdit[] = [{ file, span: { start, end: start + old.length }, newText }];
	return checkEdit(port, file, before, applyEdits(before, edits), edits);
}

test('errors that were there may move with their text', () => {
	expect(check(complaining('bad'), 'bad; call(); bad;', 'call', 'await another')).toEqual({ kind: 'ok' });
});

test('a new error is a refusal that says it', () => {
	expect(check(complaining('bad'), 'call();', 'call', 'bad')).toEqual({ kind: 'refusal', reason: 'the compiler would report: what is bad?' });
});

test('a new error is found beside an old one of the same kind', () => {
	expect(check(complaining('bad'), 'bad; call();', 'call', 'bad')).toMatchObject({ kind: 'refusal' });
	expect(check(complaining('bad'), 'call(); bad;', 'call', 'bad')).toMatchObject({ kind: 'refusal' });
});

test('an error of another kind in the same place is new', () => {
	expect(check(complaining('worse', 'bad'), 'bad;', 'bad', 'worse')).toMatchObject({ kind: 'refusal', reason: 'the compiler would report: what is worse?' });
});

test('the same error on changed text is the old one', () => {
	expect(check(complaining('bad'), 'bad();', 'bad()', 'await bad()')).toEqual({ kind: 'ok' });
});

test('an error stays the old one when something is put in front of its text', () => {
	const port = { diagnostics: (_: string, text: string) => [{ code: 1, start: text.indexOf(',') + 1, length: 1, message: 'argument' }] };
	expect(check(port, 'f(1,call())', 'call', 'await call')).toEqual({ kind: 'ok' });
	const edits: TextEdit[] = [{ file, span: { start: 4, end: 4 }, newText: 'await ' }];
	expect(checkEdit(port, file, 'f(1,call())', 'f(1,await call())', edits)).toEqual({ kind: 'ok' });
});

test('two errors become one too many', () => {
	expect(check(complaining('bad'), 'bad();', 'bad()', 'bad(bad)')).toMatchObject({ kind: 'refusal' });
});

test('edits of other files do not move anything', () => {
	const edits: TextEdit[] = [{ file: '/project/b.ts', span: { start: 0, end: 0 }, newText: 'long text' }];
	expect(checkEdit(complaining('bad'), file, 'bad', 'bad', edits)).toEqual({ kind: 'ok' });
});
