import type { ReportedEdit } from '../../analysis/service.ts';
import { applyEdits } from '../../fixes/apply.ts';
import { LineIndex, type Newline, type Position } from '../../workspace/text.ts';

/**
 * A text with one fix's edits made, line ends in them written as the file writes its own.
 *
 * @throws RangeError for edits that overlap or lie outside the text: they were then made for another one.
 */
export function editText(text: string, edits: readonly Omit<ReportedEdit, 'file'>[], newline: Newline): string {
	const lines = new LineIndex(text);
	return applyEdits(text, edits.map(({ line, column, endLine, endColumn, newText }) => ({
		span: { start: offsetAt(lines, { line, column }), end: offsetAt(lines, { line: endLine, column: endColumn }) },
		newText: newText.replaceAll(/\r\n|\n|\r/g, newline),
	})));
}

/** The offset of a position that must be there: a line index alone would take the nearest. */
function offsetAt(lines: LineIndex, position: Position): number {
	const offset = lines.offsetAt(position);
	const found = lines.positionAt(offset);
	if (found.line !== position.line || found.column !== position.column) {
		throw new RangeError(`the text has no line ${position.line}, column ${position.column}`);
	}
	return offset;
}
