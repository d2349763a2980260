/** Where a new statement goes at a file's top level. */
import { isStringLiteral, SyntaxKind, getLeadingCommentRanges, type ExpressionStatement, type Node, type SourceFile, type Statement } from 'typescript/unstable/ast';
import { isImportLike } from './importStyle.ts';
import { insertion, type Change } from './nameLists.ts';

/** The last of the imports that stand together at the top; where other statements come first, the last import of all. */
export function lastImport(sourceFile: SourceFile): Statement | undefined {
	const { statements } = sourceFile;
	const end = statements.findIndex((statement) => !isImportLike(statement) && !isDirective(statement));
	const leading = end < 0 ? statements : statements.slice(0, end);
	return leading.findLast(isImportLike) ?? statements.findLast(isImportLike);
}

/** Puts text on the line after a statement, and after a comment at the end of its line. */
export function insertAfter(sourceFile: SourceFile, statement: Node, lines: readonly string[], newline: string): Change {
	const rest = /^[ \t]*(?:;[ \t]*)?(?:\/\/[^\r\n]*|\/\*(?:[^*\r\n]|\*(?!\/))*\*\/[ \t]*)?(?=\r?\n|$)/.exec(sourceFile.text.slice(statement.end));
	const block = lines.map((line) => newline + line).join('');
	return rest === null ? insertion(statement.end, block + newline) : insertion(statement.end + rest[0].length, block);
}

/**
 * Puts text at the top of a file without imports: after directives, else after a `#!` line and the comments that speak of the whole file
 * (a licence, `@ts-check`), before those that belong to the first statement.
 */
export function insertAtTop(sourceFile: SourceFile, lines: readonly string[], newline: string): Change {
	const { statements, text } = sourceFile;
	const end = statements.findIndex((statement) => !isDirective(statement));
	const lastDirective = statements[(end < 0 ? statements.length : end) - 1];
	if (lastDirective !== undefined) { return insertAfter(sourceFile, lastDirective, lines, newline); }
	const block = lines.join(newline) + newline + newline;
	const shebang = /^#![^\n]*\n/.exec(text)?.[0].length ?? 0;
	const first = statements[0] ?? sourceFile.endOfFileToken;
	const comments = getLeadingCommentRanges(text, shebang) ?? [];
	let at = comments[0]?.pos ?? first.getStart(sourceFile);
	comments.forEach((comment, index) => {
		const following = comments[index + 1]?.pos ?? first.getStart(sourceFile);
		const isOfFile = /@ts-|@jsx|@flow|eslint|licen[cs]e|copyright|^\/\*!/i.test(text.slice(comment.pos, comment.end));
		if (isOfFile || /\n[ \t]*\r?\n/.test(text.slice(comment.end, following))) { at = following; }
	});
	return insertion(at, block);
}

/** `'use strict'` */
function isDirective(statement: Statement): boolean {
	return statement.kind === SyntaxKind.ExpressionStatement && isStringLiteral((statement as ExpressionStatement).expression);
}
