/**
 * The walkthrough's steps, and when they are done. VS Code itself opens it once, when somebody installs the extension, unless the user's setting
 * `workbench.welcomePage.walkthroughs.openOnInstall` says no; so the extension never does it unasked.
 */
import * as vscode from 'vscode';

/** Steps whose end no command or view tells. The manifest waits for `unblock.walkthrough.<step>`. */
type Step = 'see' | 'fix';

/** By language. Each blocks through a helper and by itself; the second has a quick fix (in Rust only where a Cargo.toml says that tokio is there). */
const EXAMPLES: Readonly<Record<string, string>> = {
	typescript: `import { readFileSync } from 'node:fs';

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
`,
	python: `import time
from pathlib import Path


def load_template(name: str) -> str:
    return Path("templates", f"{name}.html").read_text()


# Every other request waits while the file is read, two calls further down.
async def render_page(name: str, user: str) -> str:
    return load_template(name).replace("{{user}}", user)


async def retry_later() -> str:
    # Put the cursor on the call and choose Quick Fix.
    time.sleep(1)
    return await render_page("index", "you")
`,
	rust: `use std::time::Duration;

fn load_template(name: &str) -> std::io::Result<String> {
    std::fs::read_to_string(format!("templates/{name}.html"))
}

// Every other request waits while the file is read, two calls further down.
pub async fn render_page(name: &str, user: &str) -> std::io::Result<String> {
    Ok(load_template(name)?.replace("{{user}}", user))
}

pub async fn retry_later() -> std::io::Result<String> {
    std::thread::sleep(Duration::from_secs(1));
    render_page("index", "you").await
}
`,
};

export class Walkthrough {
	readonly #id: string;
	readonly #done = new Set<Step>();

	/** @param extension the extension's id */
	constructor(extension: string) {
		this.#id = `${extension}#start`;
	}

	/** Opens it, and ticks off what was done before: VS Code learns of the steps when it shows some walkthrough for the first time. */
	async open(): Promise<void> {
		await vscode.commands.executeCommand('workbench.action.openWalkthrough', this.#id, false);
		for (const step of this.#done) { this.complete(step); }
	}

	/** A new document with something to find, for whoever has nothing at hand. @param asked `python` or `rust`; anything else is TypeScript */
	async openExample(asked?: unknown): Promise<void> {
		const language = typeof asked === 'string' && Object.hasOwn(EXAMPLES, asked) ? asked : 'typescript';
		const document = await vscode.workspace.openTextDocument({ language, content: EXAMPLES[language] ?? '' });
		await vscode.window.showTextDocument(document, { viewColumn: vscode.ViewColumn.Beside });
	}

	/**
	 * Ticks a step off. The context is true for a moment only, each time: VS Code sees it change, but would never tick off a step whose context was
	 * true before the walkthrough was first looked at.
	 */
	complete(step: Step): void {
		this.#done.add(step);
		const context = `unblock.walkthrough.${step}`;
		void vscode.commands.executeCommand('setContext', context, true);
		void vscode.commands.executeCommand('setContext', context, false);
	}
}
