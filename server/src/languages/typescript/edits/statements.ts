/** Statements in their place: which one something stands in, and what is written around it. */
import { isBlock, SyntaxKind, type Node, type SourceFile, type Statement } from 'typescript/unstable/ast';
import { insertAfter } from './insertionPoint.ts';
import type { Change } from './nameLists.ts';

/** The statement that a node stands in, in a list of them, with its place there; undefined where another function or a statement of its own lies between. */
export function statementAround(node: Node): { readonly statement: Statement; readonly siblings: readonly Statement[]; readonly index: number } | undefined {
	for (let child = node, { parent } = node; parent !== undefined; child = parent, { parent } = parent) {
		if (isBlock(parent) || parent.kind === SyntaxKind.SourceFile || parent.kind === SyntaxKind.CaseClause || parent.kind === SyntaxKind.DefaultClause) {
			const siblings = (parent as unknown as { statements: readonly Statement[] }).statements;
			const index = siblings.indexOf(child as Statement);
			return index < 0 ? undefined : { statement: child as Statement, siblings: [...siblings], index };
		}
	}
	return undefined;
}

/** What stands before a statement in its line, if that is nothing but white space. */
export function indentOf(statement: Node, sourceFile: SourceFile): string | undefined {
	return /(?:^|\n)([\t ]*)$/.exec(sourceFile.text.slice(0, statement.getStart(sourceFile)))?.[1];
}

/** Puts a line of its own behind a statement, as far in as that is. */
export function lineBehind(statement: Node, line: string, sourceFile: SourceFile): Change {
	const newline = /\r?\n/.exec(sourceFile.text)?.[0] === '\r\n' ? '\r\n' : '\n';
	return insertAfter(sourceFile, statement, [`${indentOf(statement, sourceFile) ?? ''}${line}`], newline);
}

/** What ends a statement in this file. */
export function semicolonOf({ text }: SourceFile): ';' | '' {
	return /;[\t ]*(?:\r?\n|$)/.test(text) ? ';' : '';
}
