/** Fixing and silencing from the list: the document is opened, the server builds and checks the edit, and it is applied if nothing changed meanwhile. */
import * as vscode from 'vscode';
import type { CodeAction, WorkspaceEdit } from 'vscode-languageclient/node';
import { FIX, SUPPRESS, type FixRequest, type SuppressRequest } from '../protocol.ts';
import type { Server } from '../server.ts';
import type { Finding } from './list.ts';
import type { Preview } from './preview.ts';

const GONE = 'The finding is no longer there.';

/**
 * Applies a fix of the finding; asks which if there are several, and asks before one that may change what the code does.
 * @returns whether the text was changed
 */
export async function fix(finding: Finding, server: Server, preview: Preview): Promise<boolean> {
	const chosen = await chooseFix(finding);
	if (chosen === undefined) { return false; }
	const document = await show(finding);
	const request: FixRequest = { uri: server.uri(document.uri), fingerprint: finding.fingerprint, fix: chosen };
	const action = await server.request<CodeAction | null>(FIX, request);
	if (action === null) { return refuse(GONE); }
	if (action.edit === undefined || action.disabled !== undefined) { return false; } // the server has said why
	const needsReview = finding.fixes[chosen]?.safety === 'review' || Object.keys(action.edit.changeAnnotations ?? {}).length > 0;
	const edit = await server.toEdit(action.edit);
	if (needsReview && !await isConfirmed(action.title, action.edit, edit, preview)) { return false; }
	return apply(action.edit, edit, server);
}

/** Silences the finding by a comment with the reason. @returns whether the text was changed */
export async function suppress(finding: Finding, reason: string, server: Server): Promise<boolean> {
	const document = await show(finding);
	const request: SuppressRequest = { uri: server.uri(document.uri), fingerprint: finding.fingerprint, reason };
	const edit = await server.request<WorkspaceEdit | null>(SUPPRESS, request);
	return edit === null ? refuse(GONE) : apply(edit, await server.toEdit(edit), server);
}

/** Asks for the reason of a suppression; undefined if there is to be none. */
export async function askReason(count: number): Promise<string | undefined> {
	return vscode.window.showInputBox({
		title: count === 1 ? 'Suppress Finding' : `Suppress ${count} Findings`,
		prompt: 'Why is this fine here? The reason goes into the comment.',
		validateInput: (value) => (value.trim() === '' ? 'Give a reason, for whoever reads the code next.' : undefined),
	});
}

async function chooseFix({ fixes }: Finding): Promise<number | undefined> {
	if (fixes.length <= 1) { return fixes.length === 0 ? undefined : 0; }
	const items = fixes.map(({ title }, index) => ({ label: title, index }));
	return (await vscode.window.showQuickPick(items, { placeHolder: 'Which fix?' }))?.index;
}

/** Shows the finding's place, so that what is changed is seen. The focus stays in the list. */
async function show({ uri, range }: Finding): Promise<vscode.TextDocument> {
	const { line, character } = range.start;
	const target = vscode.Uri.parse(uri);
	// Not by `showTextDocument`, which would keep the document for minutes after its editor was closed.
	await vscode.commands.executeCommand('vscode.open', target, { selection: new vscode.Range(line, character, line, character), preserveFocus: true, preview: false } satisfies vscode.TextDocumentShowOptions);
	const shown = vscode.window.visibleTextEditors.find(({ document }) => document.uri.toString() === target.toString());
	return shown?.document ?? vscode.workspace.openTextDocument(target);
}

async function isConfirmed(title: string, raw: WorkspaceEdit, edit: vscode.WorkspaceEdit, preview: Preview): Promise<boolean> {
	const [note] = Object.values(raw.changeAnnotations ?? {});
	const name = note?.label ?? title;
	const answer = await vscode.window.showWarningMessage(`${name}?`, { modal: true, detail: sentence(note?.description ?? 'This may change what the code does') }, 'Apply', 'Show Changes');
	if (answer !== 'Show Changes') { return answer === 'Apply'; }
	await preview.show(name, edit);
	try {
		return await vscode.window.showInformationMessage(`${name}?`, 'Apply', 'Discard') === 'Apply';
	} finally {
		await preview.close();
	}
}

async function apply(raw: WorkspaceEdit, edit: vscode.WorkspaceEdit, server: Server): Promise<boolean> {
	if (!isCurrent(raw, server)) { return refuse('The text has changed meanwhile, so nothing was done.'); }
	return await vscode.workspace.applyEdit(edit, { isRefactoring: true }) || refuse('The editor did not take the change.');
}

/** Whether the open documents are those that the edit was made for. */
function isCurrent({ documentChanges = [] }: WorkspaceEdit, server: Server): boolean {
	const versions = new Map(vscode.workspace.textDocuments.map((document) => [server.uri(document.uri), document.version]));
	return documentChanges.every((change) => {
		if (!('textDocument' in change) || change.textDocument.version === null) { return true; }
		return versions.get(change.textDocument.uri) === change.textDocument.version;
	});
}

function sentence(clause: string): string {
	return `${clause.slice(0, 1).toUpperCase()}${clause.slice(1)}${clause.endsWith('.') ? '' : '.'}`;
}

function refuse(why: string): false {
	void vscode.window.showInformationMessage(why);
	return false;
}
