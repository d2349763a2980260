import * as vscode from 'vscode';

/** Languages whose documents the server is told of. */
export const LANGUAGES = ['typescript', 'typescriptreact', 'javascript', 'javascriptreact', 'python', 'rust'] as const;

/** Whether the setting `unblock.enable` is on. The server asks for all other settings itself. */
export function isEnabled(): boolean {
	return vscode.workspace.getConfiguration('unblock').get('enable', true);
}
