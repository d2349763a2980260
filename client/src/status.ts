/** The language status item: what Unblock is at, in the status bar's `{}` menu while one of its languages is open. */
import * as vscode from 'vscode';
import type { ServerStatus } from './protocol.ts';
import { LANGUAGES } from './settings.ts';

export interface ShownStatus {
	readonly state: ServerStatus['state'] | 'off';
	readonly message: string;
}

const RESTART: vscode.Command = { command: 'unblock.restart', title: 'Restart' };
const SHOW_LOG: vscode.Command = { command: 'unblock.showLog', title: 'Show Log' };

export class StatusItem {
	readonly #item = vscode.languages.createLanguageStatusItem('unblock.status', LANGUAGES.map((language) => ({ language })));
	#shown: ShownStatus = { state: 'off', message: 'Not started' };

	constructor() {
		this.#item.name = 'Unblock';
		this.show(this.#shown);
	}

	get shown(): ShownStatus {
		return this.#shown;
	}

	show(status: ShownStatus): void {
		this.#shown = status;
		this.#item.busy = status.state === 'busy';
		this.#item.text = `Unblock: ${firstLine(status.message)}`;
		this.#item.detail = status.message;
		this.#item.severity = severityOf(status.state);
		this.#item.command = status.state === 'error' || status.state === 'off' ? RESTART : SHOW_LOG;
	}

	dispose(): void {
		this.#item.dispose();
	}
}

function firstLine(message: string): string {
	return message.split('\n', 1)[0] ?? '';
}

function severityOf(state: ShownStatus['state']): vscode.LanguageStatusSeverity {
	switch (state) {
		case 'error': return vscode.LanguageStatusSeverity.Error;
		case 'degraded': return vscode.LanguageStatusSeverity.Warning;
		default: return vscode.LanguageStatusSeverity.Information;
	}
}
