/**
 * The walkthrough's steps, and when they are done. VS Code itself opens it once, when somebody installs the extension, unless the user's setting
 * `workbench.welcomePage.walkthroughs.openOnInstall` says no; so the extension never does it unasked.
 */
import * as vscode from 'vscode';

/** Steps whose end no command or view tells. The manifest waits for `unblock.walkthrough.<step>`. */
type Step = 'see' | 'fix';

/** Blocks through a helper and by itself; the second can be fixed safely. */
const EXAMPLE = `import { readFileSync } from 'node:fs';

function loadTemplate(name: string): string {
	return readFileSync(\`templates/\${name}.html\`, 'utf8');
}

// Every other request waits while the file is read, two calls further down.
export async function renderPage(name: string, user: string): Promise<string> {
	return loadTemplate(name).replace('{{user}}', user);
}

export async function readConfig(ready: Promise<void>): Promise<unknown> {
	await ready;
	// Put the cursor on the call and choose Quick Fix.
	const text = readFileSync('config.json', 'utf8');
	return JSON.parse(text);
}
`;

export class Walkthrough {
	readonly #id: string;

	/** @param extension the extension's id */
	constructor(extension: string) {
		this.#id = `${extension}#start`;
	}

	async open(): Promise<void> {
		await vscode.commands.executeCommand('workbench.action.openWalkthrough', this.#id, false);
	}

	/** A new document with something to find, for whoever has nothing at hand. */
	async openExample(): Promise<void> {
		const document = await vscode.workspace.openTextDocument({ language: 'typescript', content: EXAMPLE });
		await vscode.window.showTextDocument(document, { viewColumn: vscode.ViewColumn.Beside });
	}

	/**
	 * Ticks a step off. The context is true for a moment only, each time: VS Code sees it change, but would never tick off a step whose context was
	 * true before the walkthrough was first looked at.
	 */
	complete(step: Step): void {
		const context = `unblock.walkthrough.${step}`;
		void vscode.commands.executeCommand('setContext', context, true);
		void vscode.commands.executeCommand('setContext', context, false);
	}
}
