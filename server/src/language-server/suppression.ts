import { CodeActionKind, type CodeAction, type Diagnostic, type Position, type SnippetTextEdit, type TextEdit, type WorkspaceEdit } from 'vscode-languageserver/node';
import { languageOf } from '../analysis/languageKinds.ts';
import type { ReportedFinding } from '../analysis/service.ts';
import { suppressionEdit } from '../workspace/suppressions.ts';
import type { ClientAbilities } from './clientAbilities.ts';
import type { OpenDocument } from './documents.ts';

/** Stands where the reason is to be written; clients with snippets have it selected. */
const PLACEHOLDER = 'why this is fine here';

/** The action that silences a finding by a comment above it, or right before the call where a line above might be text of an element. */
export function suppression(document: OpenDocument, finding: ReportedFinding, diagnostic: Diagnostic | undefined, client: ClientAbilities): CodeAction {
	const edit = commentFor(finding, document, PLACEHOLDER);
	const snippet: SnippetTextEdit = { range: edit.range, snippet: { kind: 'snippet', value: edit.newText.replace(PLACEHOLDER, `\${1:${PLACEHOLDER}}`) } };
	return {
		title: `Ignore ${finding.rule} here, with a reason`,
		kind: CodeActionKind.QuickFix,
		...(diagnostic && { diagnostics: [diagnostic] }),
		edit: asWorkspaceEdit(document, client.snippetEdits ? snippet : edit, client),
	};
}

/** The edit that silences a finding, with a reason that is known already. */
export function suppressionOf(document: OpenDocument, finding: ReportedFinding, reason: string, client: ClientAbilities): WorkspaceEdit {
	return asWorkspaceEdit(document, commentFor(finding, document, reason.replaceAll(/\s+/g, ' ').trim().replaceAll('*/', '* /')), client);
}

function asWorkspaceEdit({ uri, text }: OpenDocument, edit: TextEdit | SnippetTextEdit, client: ClientAbilities): WorkspaceEdit {
	return client.documentChanges || 'snippet' in edit
		? { documentChanges: [{ textDocument: { uri, version: text.version }, edits: [edit] }] }
		: { changes: { [uri]: [edit] } };
}

function commentFor({ rule, file, line, column }: ReportedFinding, { text }: OpenDocument, reason: string): TextEdit {
	const content = text.getText();
	const language = languageOf(file) ?? 'typescript';
	const above = suppressionEdit(content, line, rule, language, reason);
	if (language === 'typescript' && text.languageId !== 'typescript' && looksLikeJsxText(content, above.offset)) {
		// Fits wherever an expression begins, be the line text or not.
		return insertion({ line: line - 1, character: column - 1 }, `/* unblock-ignore ${rule} -- ${reason} */ `);
	}
	return insertion({ line: above.line - 1, character: 0 }, above.newText);
}

function insertion(at: Position, newText: string): TextEdit {
	return { range: { start: at, end: at }, newText };
}

/** A line that begins with a brace or a tag, or follows one that ended with a tag or was one expression in braces, may be among JSX text. */
function looksLikeJsxText(text: string, lineStart: number): boolean {
	const first = /^[ \t]*([^\r\n]?)/.exec(text.slice(lineStart))?.[1] ?? '';
	const before = text.slice(0, lineStart).trimEnd();
	const lineBefore = before.slice(before.lastIndexOf('\n') + 1);
	return '{<>'.includes(first) || /(?:^|[^=])>$/.test(lineBefore) || /^[ \t]*\{.*\}$/.test(lineBefore);
}
