import fc from 'fast-check';
import { expect, test } from 'vitest';
import { applyEdits } from '../../../server/src/fixes/apply.ts';

const edit = (start: number, end: number, newText: string) => ({ span: { start, end }, newText });

test('makes edits in any order', () => {
	expect(applyEdits('one two three', [edit(8, 13, '3'), edit(0, 3, '1')])).toBe('1 two 3');
});

test('puts what goes in at one place in the given order, before a change that begins there', () => {
	expect(applyEdits('call()', [edit(0, 4, 'other'), edit(0, 0, '('), edit(0, 0, 'await '), edit(6, 6, ')')])).toBe('(await other())');
});

test('leaves a byte order mark out of the count and in the text', () => {
	expect(applyEdits('\uFEFFab', [edit(0, 1, 'c')])).toBe('\uFEFFcb');
});

test('rejects edits that overlap, or lie outside', () => {
	expect(() => applyEdits('abcdef', [edit(0, 3, ''), edit(2, 4, '')])).toThrow(RangeError);
	expect(() => applyEdits('abcdef', [edit(5, 7, '')])).toThrow(RangeError);
	expect(() => applyEdits('abcdef', [edit(3, 2, '')])).toThrow(RangeError);
	expect(() => applyEdits('abcdef', [edit(-1, 2, '')])).toThrow(RangeError);
});

test('keeps every piece of text that no edit covers', () => {
	fc.assert(fc.property(fc.array(fc.tuple(fc.string(), fc.string(), fc.string())), fc.string(), (parts, rest) => {
		let at = 0;
		const edits = parts.map(([kept, old, newText]) => {
			const start = at + kept.length;
			at = start + old.length;
			return edit(start, at, newText);
		});
		const before = parts.map(([kept, old]) => kept + old).join('') + rest;
		fc.pre(!before.startsWith('\uFEFF'));
		expect(applyEdits(before, edits)).toBe(parts.map(([kept, , newText]) => kept + newText).join('') + rest);
	}));
});
