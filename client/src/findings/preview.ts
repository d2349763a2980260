/** What an edit would make of the files, beside what they are: the editor's own diff, for changes that a person is to look at. */
import * as vscode from 'vscode';

const SCHEME = 'unblock-preview';

export class Preview implements vscode.TextDocumentContentProvider {
	readonly #texts = new Map<string, string>();
	readonly #registration = vscode.workspace.registerTextDocumentContentProvider(SCHEME, this);
	#count = 0;

	provideTextDocumentContent(uri: vscode.Uri): string | undefined {
		return this.#texts.get(uri.toString());
	}

	/** Opens the diff, or one with several files. */
	async show(title: string, edit: vscode.WorkspaceEdit): Promise<void> {
		this.#texts.clear();
		const number = ++this.#count; // an editor keeps the text of an address it has seen
		const pairs = await Promise.all(edit.entries().map(async ([uri, edits]) => {
			const before = await textOf(uri);
			const side = (name: string) => vscode.Uri.from({ scheme: SCHEME, path: uri.path, query: `${number}-${name}` });
			const after = side('after');
			this.#texts.set(after.toString(), applied(before, edits));
			if (before !== undefined) { return { uri, before: uri, after }; }
			const nothing = side('before');
			this.#texts.set(nothing.toString(), '');
			return { uri, before: nothing, after };
		}));
		const [only] = pairs;
		if (only !== undefined && pairs.length === 1) {
			await vscode.commands.executeCommand('vscode.diff', only.before, only.after, title, { preview: true } satisfies vscode.TextDocumentShowOptions);
		} else {
			await vscode.commands.executeCommand('vscode.changes', title, pairs.map(({ uri, before, after }) => [uri, before, after]));
		}
	}

	/** Closes what `show` has opened. */
	async close(): Promise<void> {
		const isOurs = ({ input }: vscode.Tab) => (input instanceof vscode.TabInputTextDiff && input.modified.scheme === SCHEME);
		const tabs = vscode.window.tabGroups.all.flatMap((group) => group.tabs).filter(isOurs);
		if (tabs.length > 0) { await vscode.window.tabGroups.close(tabs); }
	}

	dispose(): void {
		this.#registration.dispose();
	}
}

/** Undefined for a file that the edit is to make. */
async function textOf(uri: vscode.Uri): Promise<vscode.TextDocument | undefined> {
	try {
		return await vscode.workspace.openTextDocument(uri);
	} catch {
		return undefined;
	}
}

function applied(document: vscode.TextDocument | undefined, edits: readonly vscode.TextEdit[]): string {
	let text = document?.getText() ?? '';
	const offset = (position: vscode.Position) => document?.offsetAt(position) ?? 0;
	// From the end, so that offsets before stay; of insertions at one place the later is put in first.
	const backwards = edits.map((edit, index) => ({ edit, index })).sort((a, b) => b.edit.range.start.compareTo(a.edit.range.start) || b.index - a.index);
	for (const { edit } of backwards) {
		text = text.slice(0, offset(edit.range.start)) + edit.newText + text.slice(offset(edit.range.end));
	}
	return text;
}
