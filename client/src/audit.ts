/** `Unblock: Audit Workspace`: every file analysed, the findings in the list, where they stay when files close. */
import * as vscode from 'vscode';
import { AUDIT, type AuditAnswer, type AuditRequest } from './protocol.ts';
import type { Server } from './server.ts';
import { VIEW } from './findings/view.ts';

/**
 * Runs the audit under a notification that shows how far it is and can cancel it.
 * @param outer cancels it too
 * @returns what was found; undefined where it failed or was cancelled before there was an answer
 */
export async function auditWorkspace(server: Server, outer?: vscode.CancellationToken): Promise<AuditAnswer | undefined> {
	const options = { location: vscode.ProgressLocation.Notification, title: 'Unblock: auditing the workspace', cancellable: true };
	let answer: AuditAnswer;
	try {
		answer = await vscode.window.withProgress(options, (progress, token) => runAudit(server, progress, either(token, outer)));
	} catch (error) {
		if (error instanceof vscode.CancellationError || isCancelled(error)) { return undefined; }
		void vscode.window.showErrorMessage(`The audit failed: ${error instanceof Error ? error.message : String(error)}`);
		return undefined;
	}
	if (!answer.cancelled) { await vscode.commands.executeCommand('setContext', 'unblock.isAudited', true); }
	if (answer.findings > 0) {
		await vscode.commands.executeCommand(`${VIEW}.focus`, { preserveFocus: true });
	}
	void tell(answer);
	return answer;
}

async function tell(answer: AuditAnswer): Promise<void> {
	const showLog = 'Show Log';
	const chosen = await vscode.window.showInformationMessage(summarize(answer), ...(answer.errors.length === 0 ? [] : [showLog]));
	if (chosen === showLog) { await vscode.commands.executeCommand('unblock.showLog'); }
}

async function runAudit(server: Server, progress: vscode.Progress<{ message?: string; increment?: number }>, token: vscode.CancellationToken): Promise<AuditAnswer> {
	let shown = 0;
	const told = server.listenToProgress((message, percentage = shown) => {
		progress.report({ ...(message === undefined ? {} : { message }), increment: Math.max(0, percentage - shown) });
		shown = Math.max(shown, percentage);
	});
	try {
		const parameters: AuditRequest = { workDoneToken: told.token };
		return await server.request<AuditAnswer>(AUDIT, parameters, token);
	} finally {
		told.dispose();
	}
}

/** A token that is cancelled as soon as one of the two is. */
function either(token: vscode.CancellationToken, other: vscode.CancellationToken | undefined): vscode.CancellationToken {
	if (other === undefined) { return token; }
	const source = new vscode.CancellationTokenSource();
	if (token.isCancellationRequested || other.isCancellationRequested) { source.cancel(); }
	token.onCancellationRequested(() => { source.cancel(); });
	other.onCancellationRequested(() => { source.cancel(); });
	return source.token;
}

/** The protocol's error code for a request that was cancelled. */
const REQUEST_CANCELLED = -32800;

function isCancelled(error: unknown): boolean {
	return typeof error === 'object' && error !== null && 'code' in error && error.code === REQUEST_CANCELLED;
}

function summarize({ findings, files, cancelled, errors }: AuditAnswer): string {
	const found = findings === 0 ? 'nothing found' : count(findings, 'finding');
	return [
		`Unblock: ${found} in ${count(files, 'file')}`,
		...(errors.length === 0 ? [] : [`${count(errors.length, 'problem')} on the way, see the log`]),
		...(cancelled ? ['cancelled before the end'] : []),
	].join('; ');
}

function count(number: number, thing: string): string {
	return `${number} ${thing}${number === 1 ? '' : 's'}`;
}
