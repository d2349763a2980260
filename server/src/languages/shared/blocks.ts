/** Blocks of an outline, as every front end that walks a tree of its own writes them. */
import type { Block, Step } from '../../outline/model.ts';
import type { Span } from '../../outline/span.ts';

/** Walks `visit` in a block of its own: what it is given is the context with another place for steps. */
export function block<C extends { readonly steps: Step[] }>(cx: C, span: Span, visit: (inner: C) => void): Block {
	const steps: Step[] = [];
	visit({ ...cx, steps });
	return { span: spanOf(span), steps };
}

/** A block where nothing is written. */
export function emptyBlock(at: number): Block {
	return { span: { start: at, end: at }, steps: [] };
}

/** Only the span of something that has one. */
export function spanOf({ start, end }: Span): Span {
	return { start, end };
}
