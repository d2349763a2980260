import { CodeActionKind, type CodeAction, type Diagnostic, type Position, type SnippetTextEdit, type TextEdit } from 'vscode-languageserver/node';
import type { ReportedFinding } from '../analysis/service.ts';
import { suppressionEdit } from '../workspace/suppressions.ts';
import type { ClientAbilities } from './clientAbilities.ts';
import type { OpenDocument } from './documents.ts';

/** Stands where the reason is to be written; clients with snippets have it selected. */
const PLACEHOLDER = 'why this is fine here';

/** The action that silences a finding by a comment above it, or right before the call where a line above might be text of an element. */
export function suppression({ uri, text }: OpenDocument, finding: ReportedFinding, diagnostic: Diagnostic | undefined, client: ClientAbilities): CodeAction {
	const { at, newText } = commentFor(finding, text.getText(), text.languageId !== 'typescript');
	const range = { start: at, end: at };
	const edit: TextEdit = { range, newText };
	const snippet: SnippetTextEdit = { range, snippet: { kind: 'snippet', value: newText.replace(PLACEHOLDER, `\${1:${PLACEHOLDER}}`) } };
	return {
		title: `Ignore ${finding.rule} here, with a reason`,
		kind: CodeActionKind.QuickFix,
		...(diagnostic && { diagnostics: [diagnostic] }),
		edit: client.documentChanges
			? { documentChanges: [{ textDocument: { uri, version: text.version }, edits: [client.snippetEdits ? snippet : edit] }] }
			: { changes: { [uri]: [edit] } },
	};
}

function commentFor({ rule, line, column }: ReportedFinding, content: string, mayHoldJsx: boolean): { readonly at: Position; readonly newText: string } {
	const above = suppressionEdit(content, line, rule, 'typescript', PLACEHOLDER);
	if (mayHoldJsx && looksLikeJsxText(content, above.offset)) {
		// Fits wherever an expression begins, be the line text or not.
		return { at: { line: line - 1, character: column - 1 }, newText: `/* unblock-ignore ${rule} -- ${PLACEHOLDER} */ ` };
	}
	return { at: { line: above.line - 1, character: 0 }, newText: above.newText };
}

/** A line that begins with a brace or a tag, or follows one that ended with a tag or was one expression in braces, may be among JSX text. */
function looksLikeJsxText(text: string, lineStart: number): boolean {
	const first = /^[ \t]*([^\r\n]?)/.exec(text.slice(lineStart))?.[1] ?? '';
	const before = text.slice(0, lineStart).trimEnd();
	const lineBefore = before.slice(before.lastIndexOf('\n') + 1);
	return '{<>'.includes(first) || /(?:^|[^=])>$/.test(lineBefore) || /^[ \t]*\{.*\}$/.test(lineBefore);
}
