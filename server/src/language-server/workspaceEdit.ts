import type { AnnotatedTextEdit, ChangeAnnotation, CreateFile, TextDocumentEdit, TextEdit, WorkspaceEdit } from 'vscode-languageserver/node';
import type { ReportedEdit } from '../analysis/service.ts';
import type { ClientAbilities } from './clientAbilities.ts';
import type { Documents } from './documents.ts';
import { toLspRange } from './positions.ts';

const ANNOTATION = 'review';

/**
 * The protocol's form of a fix's edits (new files first made, which the client must be able to), bound to the present versions of open documents where the client can be told of them.
 * @param review why a person should look at the change, for clients that show such notes
 */
export function toWorkspaceEdit(edits: readonly ReportedEdit[], documents: Documents, client: ClientAbilities, review?: ChangeAnnotation): WorkspaceEdit {
	const files = [...new Set(edits.map((edit) => edit.file))];
	const editsOf = (file: string): TextEdit[] => edits.filter((edit) => edit.file === file).map((edit) => ({ range: toLspRange(edit), newText: edit.newText }));
	if (!client.documentChanges) {
		return { changes: Object.fromEntries(files.map((file) => [documents.uriOf(file), editsOf(file)])) };
	}
	const annotated = review !== undefined && client.changeAnnotations;
	const isNew = (file: string) => edits.some((edit) => edit.file === file && edit.isNewFile === true);
	return {
		documentChanges: files.flatMap((file): (TextDocumentEdit | CreateFile)[] => [
			...(isNew(file) ? [{ kind: 'create' as const, uri: documents.uriOf(file), options: { overwrite: false }, ...(annotated && { annotationId: ANNOTATION }) }] : []),
			{
				textDocument: { uri: documents.uriOf(file), version: documents.ofFile(file)?.text.version ?? null },
				edits: annotated ? editsOf(file).map((edit): AnnotatedTextEdit => ({ ...edit, annotationId: ANNOTATION })) : editsOf(file),
			},
		]),
		...(annotated && { changeAnnotations: { [ANNOTATION]: review } }),
	};
}
