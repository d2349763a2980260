/** Finds nodes again by where they stand. */
import type { Node, SourceFile } from 'typescript/unstable/ast';
import type { Span } from '../../../outline/span.ts';

/** What `read` makes of the outermost node around a span of which it makes anything. */
export function firstAround<T>(sourceFile: SourceFile, { start, end }: Span, read: (node: Node) => T | undefined): T | undefined {
	let found: T | undefined;
	const visit = (node: Node): void => {
		if (found !== undefined || node.pos > start || node.end < end) { return; }
		found = read(node);
		if (found === undefined) { node.forEachChild(visit); }
	};
	visit(sourceFile);
	return found;
}

/** The outermost node with exactly this span that is meant; what stands before its first token is no part of it. */
export function nodeWithSpan<T extends Node>(sourceFile: SourceFile, span: Span, isMeant: (node: Node) => node is T): T | undefined {
	return firstAround(sourceFile, span, (node) => (node.end === span.end && node.getStart(sourceFile) === span.start && isMeant(node) ? node : undefined));
}

/** The outermost node whose first token stands here, and which is meant. */
export function nodeStartingAt<T extends Node>(sourceFile: SourceFile, start: number, isMeant: (node: Node) => node is T): T | undefined {
	return firstAround(sourceFile, { start, end: start + 1 }, (node) => (isMeant(node) && node.getStart(sourceFile) === start ? node : undefined));
}
