import { CodeActionKind, type CodeAction, type Diagnostic, type Position, type SnippetTextEdit, type TextEdit } from 'vscode-languageserver/node';
import type { ReportedFinding } from '../analysis/service.ts';
import type { ClientAbilities } from './clientAbilities.ts';
import { mayHoldLineComment } from './commentPlace.ts';
import type { OpenDocument } from './documents.ts';

/** Stands where the reason is to be written; clients with snippets have it selected. */
const PLACEHOLDER = 'why this is fine here';

/**
 * The action that silences a finding by a comment on the line before it, or, where such a comment would be text of a template or an
 * element, by one right before the call.
 */
export function suppression({ uri, text }: OpenDocument, finding: ReportedFinding, diagnostic: Diagnostic | undefined, client: ClientAbilities): CodeAction {
	const line = finding.line - 1;
	const content = text.getText();
	const isJsx = text.languageId.endsWith('react') || text.languageId === 'javascript';
	const ownLine = mayHoldLineComment(content, text.offsetAt({ line, character: 0 }), isJsx);
	const newline = content.includes('\r\n') ? '\r\n' : '\n';
	const indentation = /^[ \t]*/.exec(text.getText({ start: { line, character: 0 }, end: { line, character: finding.column - 1 } }))?.[0] ?? '';
	const at: Position = { line, character: ownLine ? 0 : finding.column - 1 };
	const write = (reason: string) => {
		const comment = `unblock-ignore ${finding.rule} -- ${reason}`;
		return ownLine ? `${indentation}// ${comment}${newline}` : `/* ${comment} */ `;
	};
	const range = { start: at, end: at };
	const edit: TextEdit = { range, newText: write(PLACEHOLDER) };
	const snippet: SnippetTextEdit = { range, snippet: { kind: 'snippet', value: write(`\${1:${PLACEHOLDER}}`) } };
	return {
		title: `Ignore ${finding.rule} here, with a reason`,
		kind: CodeActionKind.QuickFix,
		...(diagnostic && { diagnostics: [diagnostic] }),
		edit: client.documentChanges
			? { documentChanges: [{ textDocument: { uri, version: text.version }, edits: [client.snippetEdits ? snippet : edit] }] }
			: { changes: { [uri]: [edit] } },
	};
}
