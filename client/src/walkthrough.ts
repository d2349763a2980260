/**
 * The walkthrough's steps, and when they are done. VS Code itself opens it once, when somebody installs the extension, unless the user's setting
 * `workbench.welcomePage.walkthroughs.openOnInstall` says no; so the extension never does it unasked.
 */
import * as vscode from 'vscode';

/** Steps that no command or view tells the end of. The manifest waits for `unblock.walkthrough.<step>`. */
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
	readonly #completed = new Set<Step>();

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

	complete(step: Step): void {
		if (this.#completed.has(step)) { return; }
		this.#completed.add(step);
		void vscode.commands.executeCommand('setContext', `unblock.walkthrough.${step}`, true);
	}
}
