/**
 * A half-open range of a file's text. Offsets are 0-based UTF-16 code units, as in JavaScript strings
 * and in the Language Server Protocol's default position encoding.
 */
export interface Span {
	readonly start: number;
	readonly end: number;
}

/** Orders spans by where they begin, then by where they end. */
export function compareSpans(a: Span, b: Span): number {
	return a.start - b.start || a.end - b.end;
}

/** True if `inner` lies wholly within `outer`. */
export function contains(outer: Span, inner: Span): boolean {
	return outer.start <= inner.start && inner.end <= outer.end;
}

/** True if both are the same range. */
export function isSameSpan(a: Span, b: Span): boolean {
	return a.start === b.start && a.end === b.end;
}
