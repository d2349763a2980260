/** Small parts of text edits. */
import type { Span } from '../../../outline/span.ts';

/** A change of the one file that a builder works on. */
export interface Change {
	readonly span: Span;
	readonly newText: string;
}

export function insertion(at: number, newText: string): Change {
	return { span: { start: at, end: at }, newText };
}

/** By place; what goes in at one place becomes one change, in the given order, with what is replaced from there on. */
export function inOrder(changes: readonly Change[]): readonly Change[] {
	const merged: Change[] = [];
	for (const change of changes.toSorted((a, b) => a.span.start - b.span.start || a.span.end - b.span.end)) {
		const last = merged.at(-1);
		if (last !== undefined && last.span.end === last.span.start && last.span.end === change.span.start) {
			merged[merged.length - 1] = { span: change.span, newText: last.newText + change.newText };
		} else { merged.push(change); }
	}
	return merged;
}

/** The text with all changes made, which must not overlap. */
export function changed(text: string, changes: readonly Change[]): string {
	return inOrder(changes).reduceRight((done, { span, newText }) => done.slice(0, span.start) + newText + done.slice(span.end), text);
}

/** How lines end in a text. */
export function newlineOf(text: string): string {
	return text.includes('\r\n') ? '\r\n' : '\n';
}

/** The spaces and tabs before the first thing in the line of an offset. */
export function indentationAt(text: string, offset: number): string {
	const start = text.lastIndexOf('\n', offset - 1) + 1;
	return /^[ \t]*/.exec(text.slice(start))?.[0] ?? '';
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
