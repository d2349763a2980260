/** `Unblock: Explain`: shows a guide page in VS Code's own Markdown preview. The pages come with the extension; nothing is fetched. */
import * as vscode from 'vscode';
import { guideOf } from './guideLinks.ts';

interface GuidePage extends vscode.QuickPickItem {
	readonly page: string;
}

/**
 * Opens a page beside the editor.
 * @param asked a page, `page` or `page#part`; otherwise the page of the finding under the cursor, or one that the user picks
 */
export async function openGuide(extension: vscode.Uri, asked: unknown): Promise<void> {
	const folder = vscode.Uri.joinPath(extension, 'guide');
	const guide = typeof asked === 'string' && /^[a-z0-9-]+(#.*)?$/.test(asked) ? asked : guideAtCursor() ?? await pickGuide(folder);
	if (guide === undefined) { return; }
	const [page = '', fragment = ''] = guide.split('#', 2);
	const file = vscode.Uri.joinPath(folder, `${page}.md`);
	try {
		await vscode.workspace.fs.stat(file);
	} catch {
		void vscode.window.showErrorMessage(`The guide has no page “${page}”.`);
		return;
	}
	await vscode.commands.executeCommand('markdown.showPreviewToSide', file.with({ fragment }));
}

function guideAtCursor(): string | undefined {
	const editor = vscode.window.activeTextEditor;
	if (editor === undefined) { return undefined; }
	for (const diagnostic of vscode.languages.getDiagnostics(editor.document.uri)) {
		if (diagnostic.source === 'unblock' && diagnostic.range.contains(editor.selection.active) && typeof diagnostic.code === 'object') {
			const guide = guideOf(diagnostic.code.target);
			if (guide !== undefined) { return guide; }
		}
	}
	return undefined;
}

async function pickGuide(folder: vscode.Uri): Promise<string | undefined> {
	const picked = await vscode.window.showQuickPick(readPages(folder), { placeHolder: 'What shall be explained?', matchOnDetail: true });
	return picked?.page;
}

/** Each page with its title, the first heading. */
async function readPages(folder: vscode.Uri): Promise<GuidePage[]> {
	const files = await vscode.workspace.fs.readDirectory(folder);
	const names = files.map(([name]) => name).filter((name) => /^[a-z0-9-]+\.md$/.test(name)).sort();
	return Promise.all(names.map(async (name) => {
		const text = new TextDecoder().decode(await vscode.workspace.fs.readFile(vscode.Uri.joinPath(folder, name)));
		const page = name.slice(0, -'.md'.length);
		const title = /^# +(.+)$/m.exec(text)?.[1];
		return { page, label: page, ...(title === undefined ? {} : { detail: title }) };
	}));
}
