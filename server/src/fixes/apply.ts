/** Applies edits to a file's text. */
import type { TextEdit } from '../rules/finding.ts';

const byteOrderMark = '\uFEFF';

/**
 * The text with all edits made. Their offsets are of the text before, and do not count a byte order mark at its beginning, which stays.
 * What goes in at one place goes in in the given order.
 *
 * @throws RangeError for edits that overlap or lie outside the text: of one fix they never do, so somebody has mixed up two.
 */
export function applyEdits(text: string, edits: readonly Omit<TextEdit, 'file'>[]): string {
	const mark = text.startsWith(byteOrderMark) ? byteOrderMark : '';
	const before = text.slice(mark.length);
	let result = mark;
	let at = 0;
	for (const { span, newText } of inOrder(edits)) {
		if (span.start < at) { throw new RangeError('two edits change the same text'); }
		if (span.end < span.start || span.end > before.length) { throw new RangeError('an edit lies outside the file'); }
		result += before.slice(at, span.start) + newText;
		at = span.end;
	}
	return result + before.slice(at);
}

/** By place, an insertion before a change that begins there. */
export function inOrder<T extends Pick<TextEdit, 'span'>>(edits: readonly T[]): readonly T[] {
	return edits.toSorted((a, b) => a.span.start - b.span.start || a.span.end - b.span.end);
}
