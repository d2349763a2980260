/** Operators between two operands, and how tightly they bind. */
import type { Cursor } from './cursor.ts';

/** As the grammar has it. */
export const binds = { or: 10, and: 11, not: 12, compare: 13, bitOr: 14, bitAnd: 15, bitXor: 16, shift: 17, plus: 18, times: 19, power: 21 } as const;

export interface Operator {
	readonly text: string;
	readonly binds: number;
}

const by = (text: string, binding: number): Operator => ({ text, binds: binding });
const equals = 61;

/** By their first sign, the longest first. */
const signs: readonly (readonly Operator[] | undefined)[] = Object.entries({
	'+': [by('+', binds.plus)], '-': [by('-', binds.plus)], '*': [by('**', binds.power), by('*', binds.times)], '/': [by('//', binds.times), by('/', binds.times)], '%': [by('%', binds.times)],
	'@': [by('@', binds.times)], '|': [by('|', binds.bitOr)], '&': [by('&', binds.bitAnd)], '^': [by('^', binds.bitXor)],
	'<': [by('<<', binds.shift), by('<=', binds.compare), by('<', binds.compare)], '>': [by('>>', binds.shift), by('>=', binds.compare), by('>', binds.compare)],
	'=': [by('==', binds.compare)], '!': [by('!=', binds.compare)],
	a: [by('and', binds.and)], o: [by('or', binds.or)], i: [by('in', binds.compare), by('is', binds.compare)], n: [by('not', binds.compare)],
}).reduce<(readonly Operator[] | undefined)[]>((all, [sign, operators]) => {
	all[sign.charCodeAt(0)] = operators;
	return all;
}, Array.from({ length: 128 }));

/** The operator that comes next; undefined if none does. Of `not in` it is `not`. */
export function operatorAt(cursor: Cursor): Operator | undefined {
	const { code } = cursor;
	const candidates = code < 128 ? signs[code] : undefined;
	if (candidates === undefined) { return undefined; }
	for (const each of candidates) {
		if (each.binds <= binds.compare && code >= 97) { if (cursor.isWord(each.text)) { return each; } continue; }
		// `+=` assigns.
		if (cursor.text.startsWith(each.text, cursor.at)) { return each.binds === binds.compare || cursor.codeAt(each.text.length) !== equals ? each : undefined; }
	}
	return undefined;
}
