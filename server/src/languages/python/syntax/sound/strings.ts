/** String literals, with the expressions in them. */
import type { Expr } from '../ast.ts';
import { stringValue } from '../strings.ts';
import type { Cursor } from './cursor.ts';

const [newline, carriageReturn, backslash, doubleQuote, singleQuote, openBrace, closeBrace, colon, equals, exclamation] = [10, 13, 92, 34, 39, 123, 125, 58, 61, 33] as const;
const prefixSigns = 'fFtTrRbBuU';
/** Of a place where `:` ends an expression, these may come in what follows. */
const plainFormat = /[^{}\n"'\\]*/y;

/** How many signs are before the quote of a string that begins at an offset; -1 if none begins there. */
export function prefixLength(text: string, at: number): number {
	for (let index = at; ; index++) {
		const code = text.charCodeAt(index);
		if (code === doubleQuote || code === singleQuote) { return index - at; }
		if (Number.isNaN(code) || !prefixSigns.includes(text.charAt(index))) { return -1; }
	}
}

/** Reads one literal that begins at the cursor. `readInner` reads the expression at the cursor as far as it goes. */
export function readString(cursor: Cursor, prefix: number, readInner: () => Expr): Expr {
	const { text, at: start } = cursor;
	const prefixes = text.slice(start, start + prefix);
	const quote = text.charCodeAt(start + prefix);
	const isTriple = text.charCodeAt(start + prefix + 1) === quote && text.charCodeAt(start + prefix + 2) === quote;
	const content = start + prefix + (isTriple ? 3 : 1);
	const isFormat = /[ft]/i.test(prefixes);
	const parts: Expr[] = [];
	let hasBackslash = false;
	let at = content;
	for (; ; at++) {
		const code = text.charCodeAt(at);
		if (code === backslash) {
			hasBackslash = true;
			at = pastBackslash(cursor, at, isFormat);
		} else if (code === quote) {
			if (!isTriple || text.charCodeAt(at + 1) === quote && text.charCodeAt(at + 2) === quote) { break; }
		} else if (code === newline && !isTriple || Number.isNaN(code)) { cursor.giveUp(); } else if (isFormat && (code === openBrace || code === closeBrace)) {
			if (text.charCodeAt(at + 1) === code) { at++; } else if (code === openBrace) { at = readInterpolation(cursor, at, parts, readInner); } else { cursor.giveUp(); }
		}
	}
	const end = at + (isTriple ? 3 : 1);
	cursor.at = start;
	cursor.advance(end - start);
	if (parts.length > 0) { return { kind: 'template', start, end, parts }; }
	if (hasBackslash) { return { kind: 'constant', start, end, ...stringValue(text.slice(start, end)) }; }
	const value = text.slice(content, at);
	return /b/i.test(prefixes) ? { kind: 'constant', start, end, value, isBytes: true } : { kind: 'constant', start, end, value };
}

/** The last of the signs that a backslash goes with. */
function pastBackslash(cursor: Cursor, at: number, isFormat: boolean): number {
	const next = cursor.text.charCodeAt(at + 1);
	if (next === carriageReturn) { return cursor.text.charCodeAt(at + 2) === newline ? at + 2 : at + 1; }
	if (!isFormat) { return at + 1; }
	// `\N{DASH}` holds no expression.
	if (cursor.text.startsWith('N{', at + 1)) { cursor.giveUp(); }
	return next === openBrace || next === closeBrace ? at : at + 1;
}

/** `{value!r:{width}}`; answers with where its `}` is. */
function readInterpolation(cursor: Cursor, at: number, parts: Expr[], readInner: () => Expr): number {
	cursor.within(at + 1, () => {
		parts.push(readInner());
		if (cursor.code === equals) { cursor.advance(1); }
		if (cursor.code === exclamation) { cursor.advance(2); }
		if (cursor.code === colon && cursor.codeAt(1) !== equals) { cursor.at = readFormat(cursor, parts, readInner); }
		if (cursor.code !== closeBrace) { cursor.giveUp(); }
	});
	return cursor.at;
}

function readFormat(cursor: Cursor, parts: Expr[], readInner: () => Expr): number {
	for (let at = cursor.at + 1; ;) {
		plainFormat.lastIndex = at;
		plainFormat.test(cursor.text);
		at = plainFormat.lastIndex;
		if (cursor.text.charCodeAt(at) !== openBrace) { return at; }
		at = readInterpolation(cursor, at, parts, readInner) + 1;
	}
}
