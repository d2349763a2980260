import type { ReportedEdit } from '../../analysis/service.ts';
import { LineIndex, type Newline, type Position } from '../../workspace/text.ts';

/**
 * A text with one fix's edits applied, line ends in them written as the file writes its own. Edits at the same place come in the order
 * given. Throws a RangeError for edits that overlap or lie outside the text: they were then made for another one.
 */
export function applyEdits(text: string, edits: readonly Omit<ReportedEdit, 'file'>[], newline: Newline): string {
	const lines = new LineIndex(text);
	const spans = edits
		.map(({ line, column, endLine, endColumn, newText }) => ({ start: offsetAt(lines, { line, column }), end: offsetAt(lines, { line: endLine, column: endColumn }), newText }))
		.sort((a, b) => a.start - b.start || a.end - b.end);
	let result = '';
	let at = 0;
	for (const { start, end, newText } of spans) {
		if (start < at || end < start) {
			throw new RangeError('the edits of the fix overlap');
		}
		result += text.slice(at, start) + newText.replaceAll(/\r\n|\n|\r/g, newline);
		at = end;
	}
	return result + text.slice(at);
}

function offsetAt(lines: LineIndex, position: Position): number {
	const offset = lines.offsetAt(position);
	const found = lines.positionAt(offset);
	if (found.line !== position.line || found.column !== position.column) {
		throw new RangeError(`the text has no line ${position.line}, column ${position.column}`);
	}
	return offset;
}
