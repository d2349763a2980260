/** Small parts of text edits. */
import { contains, type Span } from '../../../outline/span.ts';

/** A change of the one file that a builder works on. */
export interface Change {
	readonly span: Span;
	readonly newText: string;
}

export function insertion(at: number, newText: string): Change {
	return { span: { start: at, end: at }, newText };
}

export function replacement({ start, end }: Span, newText: string): Change {
	return { span: { start, end }, newText };
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

/** A part of a text with the changes made that lie in it. */
export function textWith(text: string, { start, end }: Span, changes: readonly Change[]): string {
	const own = inOrder(changes.filter(({ span }) => contains({ start, end }, span)));
	return own.reduceRight((done, { span, newText }) => done.slice(0, span.start - start) + newText + done.slice(span.end - start), text.slice(start, end));
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
