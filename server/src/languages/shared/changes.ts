/** Small parts of text edits, of whatever language. */
import type { Span } from '../../outline/span.ts';

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

/** The spaces and tabs before the first thing in the line of an offset. */
export function indentationAt(text: string, offset: number): string {
	return /^[ \t]*/.exec(text.slice(lineStartAt(text, offset)))?.[0] ?? '';
}

export function lineStartAt(text: string, offset: number): number {
	return text.lastIndexOf('\n', offset - 1) + 1;
}

/** How lines end in a text. */
export function newlineOf(text: string): string {
	return text.includes('\r\n') ? '\r\n' : '\n';
}
