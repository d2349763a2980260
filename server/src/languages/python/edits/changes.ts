/** Small parts of edits of Python. */
import type { Span } from '../../../outline/span.ts';
import { indentationAt, inOrder, type Change } from '../../shared/changes.ts';

export { indentationAt, inOrder, insertion, newlineOf, type Change } from '../../shared/changes.ts';

/** The text with all changes made, which must not overlap. */
export function changed(text: string, changes: readonly Change[]): string {
	return inOrder(changes).reduceRight((done, { span, newText }) => done.slice(0, span.start) + newText + done.slice(span.end), text);
}

/** By how much the line of the one offset is indented beyond that of the other; four spaces where it is not. */
export function indentBetween(text: string, outer: number, inner: number): string {
	const [less, more] = [indentationAt(text, outer), indentationAt(text, inner)];
	return more.startsWith(less) && more.length > less.length ? more.slice(less.length) : '    ';
}

/** Where the last line of a statement ends, a comment behind it included; undefined if the statement does not have its lines for itself. */
export function lineEndAfter(text: string, { start, end }: Span): number | undefined {
	const before = text.slice(text.lastIndexOf('\n', start - 1) + 1, start);
	const rest = /^[ \t]*(?:#[^\r\n]*)?(?=\r?\n|$)/.exec(text.slice(end));
	return before.trim() !== '' || rest === null ? undefined : end + rest[0].length;
}
