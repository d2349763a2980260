/** Between the analysis (1-based lines and columns) and LSP (0-based); both count UTF-16 code units. */
import type { Position, Range as LspRange } from 'vscode-languageserver/node';
import type { Range } from '../analysis/service.ts';

export function toLspRange(range: Range): LspRange {
	return {
		start: { line: range.line - 1, character: range.column - 1 },
		end: { line: range.endLine - 1, character: range.endColumn - 1 },
	};
}

/** Whether two ranges share a position; ends count, so that a cursor right behind a name is still on it. */
export function touches(a: LspRange, b: LspRange): boolean {
	return !isBefore(a.end, b.start) && !isBefore(b.end, a.start);
}

export function isBefore(a: Position, b: Position): boolean {
	return a.line < b.line || (a.line === b.line && a.character < b.character);
}
