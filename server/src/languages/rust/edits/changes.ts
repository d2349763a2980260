/** Small parts of edits of Rust. */
import { contains, type Span } from '../../../outline/span.ts';
import { inOrder, lineStartAt, type Change } from '../../shared/changes.ts';

export { indentationAt, inOrder, insertion, lineStartAt, newlineOf, type Change } from '../../shared/changes.ts';

export function replacement({ start, end }: Span, newText: string): Change {
	return { span: { start, end }, newText };
}

/** A part of a text with the changes made that lie in it. */
export function textWith(text: string, { start, end }: Span, changes: readonly Change[]): string {
	const own = inOrder(changes.filter(({ span }) => contains({ start, end }, span)));
	return own.reduceRight((done, { span, newText }) => done.slice(0, span.start - start) + newText + done.slice(span.end - start), text.slice(start, end));
}

/** The whole lines of something that has them for itself, its line end included; else just its own span. */
export function wholeLines(text: string, { start, end }: Span): Span {
	const first = lineStartAt(text, start);
	const rest = /^[ \t]*\r?\n/.exec(text.slice(end));
	if (text.slice(first, start).trim() !== '' || rest === null) { return { start, end }; }
	// Of two empty lines around it, one is enough.
	const isBelowNothing = first === 0 || /\n[ \t]*\r?\n$/.test(text.slice(0, first));
	const empty = isBelowNothing ? /^[ \t]*\r?\n/.exec(text.slice(end + rest[0].length))?.[0].length ?? 0 : 0;
	return { start: first, end: end + rest[0].length + empty };
}

const opaque = /\/\/[^\n]*|\/\*(?:[^*]|\*(?!\/))*\*\/|\bb?c?r(#*)"[^]*?"\1|b?"(?:[^"\\]|\\[^])*"|'(?:[^'\\\n]|\\.[^'\n]*)'/g;

/** The text with comments and literals blanked out, each as long as before: what is left are names and signs. */
export function bareText(text: string): string {
	return text.replaceAll(opaque, (found) => found.replaceAll(/[^\n]/g, ' '));
}
