/** Adds a name to `{ a, b }` of an import or a destructuring, or takes one out, and leaves comments and line breaks as they are. */
import type { Node, SourceFile } from 'typescript/unstable/ast';
import type { Span } from '../../../outline/span.ts';

/** A change of the file's text. */
export interface Change {
	readonly span: Span;
	readonly newText: string;
}

/** What stands between the braces. */
export interface NameList {
	/** The braces and all between. */
	readonly node: Node;
	readonly elements: readonly Node[];
}

/** Puts names after the last one: on a line of their own where the last one has one, before or after a trailing comma as it was. */
export function addToList(sourceFile: SourceFile, list: NameList, names: readonly string[], newline: string): readonly Change[] {
	const { text } = sourceFile;
	const last = list.elements.at(-1);
	if (last === undefined) {
		const span = { start: list.node.getStart(sourceFile), end: list.node.end };
		return [{ span, newText: `{ ${names.join(', ')} }` }];
	}
	const lineStart = text.lastIndexOf('\n', last.getStart(sourceFile) - 1) + 1;
	const before = text.slice(lineStart, last.getStart(sourceFile));
	const hasOwnLine = /^\s*$/.test(before) && lineStart > list.node.getStart(sourceFile);
	if (!hasOwnLine) { return [insertion(last.end, names.map((name) => `, ${name}`).join(''))]; }

	const lines = (hasComma: boolean) => names.map((name, index) => `${newline}${before}${name}${hasComma || index < names.length - 1 ? ',' : ''}`).join('');
	// A comment at the end of the last name's line stays there.
	const comment = /^(\s*,)?[ \t]*(?:\/\/[^\r\n]*|\/\*(?:[^*\r\n]|\*(?!\/))*\*\/[ \t]*(?=\r?\n))/.exec(text.slice(last.end, list.node.end));
	if (comment !== null) {
		const hasComma = comment[1] !== undefined;
		const atLineEnd = insertion(last.end + comment[0].length, lines(hasComma));
		return hasComma ? [atLineEnd] : [insertion(last.end, ','), atLineEnd];
	}
	return [insertion(last.end, `,${lines(false)}`)];
}

/** Takes one of several names out. Comments around it stay. */
export function removeFromList(sourceFile: SourceFile, list: NameList, element: Node): Change {
	const { text } = sourceFile;
	const index = list.elements.indexOf(element);
	const start = element.getStart(sourceFile);
	const next = list.elements[index + 1];
	if (next !== undefined) {
		const end = next.getStart(sourceFile);
		if (!hasComment(text.slice(element.end, end))) { return removal(start, end); }
		const comma = text.indexOf(',', element.end) + 1;
		return removal(start, comma + (/^[ \t]*/.exec(text.slice(comma))?.[0].length ?? 0));
	}
	const previous = list.elements[index - 1];
	if (previous !== undefined && !hasComment(text.slice(previous.end, start))) { return removal(previous.end, element.end); }
	const comma = /^\s*,/.exec(text.slice(element.end, list.node.end));
	return removal(start, element.end + (comma?.[0].length ?? 0));
}

export function hasComment(text: string): boolean {
	return /\/[/*]/.test(text);
}

export function insertion(at: number, newText: string): Change {
	return { span: { start: at, end: at }, newText };
}

export function removal(start: number, end: number): Change {
	return { span: { start, end }, newText: '' };
}

/** Takes a statement out, with its line where nothing else is on it. Comments stay. */
export function removeStatement(sourceFile: SourceFile, statement: Node): Change {
	const { text } = sourceFile;
	const start = statement.getStart(sourceFile);
	const before = /[^\n]*$/.exec(text.slice(0, start))?.[0] ?? '';
	const after = /^[ \t]*(?:\r?\n|$)/.exec(text.slice(statement.end))?.[0];
	if (!/^\s*$/.test(before) || after === undefined) { return removal(start, statement.end); }
	const lineStart = start - before.length;
	const lineEnd = statement.end + after.length;
	// Two empty lines in a row, or one at the top of the file, were not there before.
	const leavesGap = /(?:^|\n[ \t]*\r?\n)$/.test(text.slice(0, lineStart));
	const gap = leavesGap ? /^[ \t]*\r?\n/.exec(text.slice(lineEnd))?.[0].length ?? 0 : 0;
	return removal(lineStart, lineEnd + gap);
}
