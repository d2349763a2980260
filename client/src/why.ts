/** `Unblock: Why…`: how each call on the cursor's line was understood, the first aid for a false alarm or a miss. */
import * as vscode from 'vscode';
import { WHY, type WhyRequest } from './protocol.ts';
import type { Server } from './server.ts';

/** Asks about the cursor's line and shows the answer in the log, where it can be copied from into a bug report. */
export async function explainWhy(server: Server, log: vscode.LogOutputChannel): Promise<void> {
	const editor = vscode.window.activeTextEditor;
	if (editor === undefined) {
		void vscode.window.showInformationMessage('Put the cursor on a line first.');
		return;
	}
	const { line, character } = editor.selection.active;
	const request: WhyRequest = { textDocument: { uri: server.uri(editor.document.uri) }, position: { line, character } };
	try {
		const answer = await server.request<string>(WHY, request);
		log.info(answer);
		log.show();
	} catch (error) {
		void vscode.window.showErrorMessage(`No answer: ${error instanceof Error ? error.message : String(error)}`);
	}
}
