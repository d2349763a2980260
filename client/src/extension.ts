/** Unblock in VS Code: starts the language server and puts its answers where VS Code has a place for them. */
import * as vscode from 'vscode';
import { auditWorkspace } from './audit.ts';
import { findingsCommands } from './findings/commands.ts';
import { FindingsView } from './findings/view.ts';
import { openGuide } from './guide.ts';
import type { AuditAnswer } from './protocol.ts';
import { Server } from './server.ts';
import { isEnabled } from './settings.ts';
import { StatusItem } from './status.ts';
import { Walkthrough } from './walkthrough.ts';
import { explainWhy } from './why.ts';

/** What tests may ask of the running extension. */
export interface UnblockApi {
	/** What the server said it is: its name and version. */
	serverInfo(): { readonly name: string; readonly version?: string } | undefined;
	/** What the language status item shows at present. */
	status(): { readonly state: string; readonly message: string };
	/** The command `Unblock: Audit Workspace`, which can also be cancelled from here. */
	audit(token?: vscode.CancellationToken): Promise<AuditAnswer | undefined>;
	/** The list of all findings, as it is shown. */
	readonly findings: FindingsView;
}

let server: Server | undefined;

export async function activate(context: vscode.ExtensionContext): Promise<UnblockApi> {
	const log = vscode.window.createOutputChannel('Unblock', { log: true });
	const status = new StatusItem();
	const walkthrough = new Walkthrough(context.extension.id);
	const findings = new FindingsView(context.workspaceState);
	const running = new Server(context, log, status, findings, () => { walkthrough.complete('fix'); });
	server = running;
	context.subscriptions.push(
		log,
		status,
		findings,
		findings.onDidSee(() => { walkthrough.complete('see'); }),
		findingsCommands(findings, running, context.extensionUri, () => { walkthrough.complete('fix'); }),
		vscode.commands.registerCommand('unblock.getStarted', async () => {
			await walkthrough.open();
			if (findings.shown.length > 0) { walkthrough.complete('see'); }
		}),
		vscode.commands.registerCommand('unblock.openExample', (language?: unknown) => walkthrough.openExample(language)),
		vscode.commands.registerCommand('unblock.auditWorkspace', () => auditWorkspace(running)),
		vscode.commands.registerCommand('unblock.explain', (guide?: unknown) => openGuide(context.extensionUri, guide)),
		vscode.commands.registerCommand('unblock.why', () => explainWhy(running, log)),
		vscode.commands.registerCommand('unblock.restart', () => running.restart()),
		vscode.commands.registerCommand('unblock.showLog', () => { log.show(); }),
		vscode.workspace.onDidChangeConfiguration(async (change) => {
			if (change.affectsConfiguration('unblock.enable')) {
				await (isEnabled() ? running.start() : running.stop());
			}
		}),
	);
	if (isEnabled()) {
		await running.start();
	} else {
		status.show({ state: 'off', message: 'Switched off by the setting unblock.enable' });
	}
	return { serverInfo: () => running.info, status: () => status.shown, audit: (token) => auditWorkspace(running, token), findings };
}

export async function deactivate(): Promise<void> {
	await server?.dispose();
}
