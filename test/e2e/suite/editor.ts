/** What the tests do over and over: wait, open, look at findings. */
import * as assert from 'node:assert';
import * as vscode from 'vscode';
import type { UnblockApi } from '../../../client/src/extension.ts';

/** Asks every 50 ms until there is an answer; fails after `limit` ms. */
export async function until<T>(what: string, ask: () => T | undefined | false | Promise<T | undefined | false>, limit = 20_000): Promise<T> {
	const end = Date.now() + limit;
	for (;;) {
		const answer = await ask();
		if (answer !== undefined && answer !== false) { return answer; }
		if (Date.now() > end) { throw new Error(`timed out: ${what}`); }
		await sleep(50);
	}
}

export function sleep(ms: number): Promise<void> {
	return new Promise((resolve) => { setTimeout(resolve, ms); });
}

/** The URI of a file of the workspace. */
export function uriOf(path: string): vscode.Uri {
	const [folder] = vscode.workspace.workspaceFolders ?? [];
	assert.ok(folder, 'a folder is open');
	return vscode.Uri.joinPath(folder.uri, path);
}

export async function open(path: string): Promise<vscode.TextEditor> {
	return vscode.window.showTextDocument(await vscode.workspace.openTextDocument(uriOf(path)), { preview: false, viewColumn: vscode.ViewColumn.One });
}

/** Undoes what a test typed, and closes every editor. */
export async function closeAll(): Promise<void> {
	for (const editor of vscode.window.visibleTextEditors) {
		if (editor.document.isDirty && !editor.document.isUntitled) {
			await vscode.window.showTextDocument(editor.document, editor.viewColumn ?? vscode.ViewColumn.One);
			await vscode.commands.executeCommand('workbench.action.files.revert');
		}
	}
	await vscode.commands.executeCommand('workbench.action.closeAllEditors');
}

/** Unblock's findings of a file at present, in the order of the text. */
export function findings(uri: vscode.Uri): vscode.Diagnostic[] {
	return vscode.languages.getDiagnostics(uri).filter(({ source }) => source === 'unblock').sort((a, b) => a.range.start.compareTo(b.range.start));
}

/** Waits until a file has this many findings. */
export async function untilFindings(uri: vscode.Uri, count: number): Promise<vscode.Diagnostic[]> {
	return until(`${count} findings in ${uri.path}`, () => {
		const found = findings(uri);
		return found.length === count && found;
	}).catch((error: unknown) => {
		throw new Error(`${String(error)}; there are: ${findings(uri).map(({ message }) => message).join(' | ') || 'none'}`);
	});
}

/** The rule that a finding names. */
export function ruleOf({ code }: vscode.Diagnostic): string {
	return String(typeof code === 'object' ? code.value : code);
}

export function extension(): vscode.Extension<UnblockApi> {
	const found = vscode.extensions.getExtension<UnblockApi>('unblock.unblock');
	assert.ok(found, 'the extension is known');
	return found;
}

/** Waits until the status item shows a state. */
export async function untilState(state: string): Promise<void> {
	await until(`the status ${state}`, () => extension().isActive && extension().exports.status().state === state)
		.catch((error: unknown) => { throw new Error(`${String(error)}; it is ${JSON.stringify(extension().exports?.status())}`); });
}
