/** The fix `rethrow-abort`: a handler throws again what it caught where the function was cancelled. */
import { SyntaxKind, type CatchClause, type SourceFile, type Statement } from 'typescript/unstable/ast';
import type { RethrowAbort } from '../../../../rules/finding.ts';
import { nameText } from '../../syntax.ts';
import { firstAround } from '../nodeAt.ts';
import { refuse, type EditResult } from '../refusal.ts';

export function buildRethrowAbort(sourceFile: SourceFile, intent: RethrowAbort): EditResult {
	const clause = clauseAt(sourceFile, intent.handler);
	if (clause === undefined) { return refuse('the handler is no longer where it was'); }
	const { block, variableDeclaration } = clause;
	const error = variableDeclaration === undefined ? undefined : nameText(variableDeclaration.name);
	if (variableDeclaration !== undefined && error === undefined) { return refuse('what was caught has no name'); }
	// A signal throws its own reason, for which nothing needs to have been caught by name.
	const member = /signal/i.test(intent.token) ? 'aborted' : 'isCancellationRequested';
	if (error === undefined && member !== 'aborted') { return refuse('what was caught has no name'); }
	const text = error === undefined ? `${intent.token}.throwIfAborted();` : `if (${intent.token}.${member}) { throw ${error}; }`;
	const [first] = block.statements as unknown as readonly Statement[];
	const start = first?.getStart(sourceFile) ?? block.getStart(sourceFile) + 1;
	const before = first === undefined ? undefined : /\r?\n[\t ]*$/.exec(sourceFile.text.slice(0, start))?.[0];
	const newText = first === undefined ? ` ${text}${/\s/.test(sourceFile.text.charAt(start)) ? '' : ' '}` : `${text}${before ?? ' '}`;
	return { kind: 'edits', edits: [{ file: intent.file, span: { start, end: start }, newText }] };
}

/** The clause whose block begins at a place. */
function clauseAt(sourceFile: SourceFile, start: number): CatchClause | undefined {
	return firstAround(sourceFile, { start, end: start + 1 }, (node) => (node.kind === SyntaxKind.CatchClause && (node as CatchClause).block.getStart(sourceFile) === start ? node as CatchClause : undefined));
}
