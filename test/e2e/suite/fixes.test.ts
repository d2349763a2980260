import * as assert from 'node:assert';
import * as vscode from 'vscode';
import { closeAll, findings, open, sleep, untilFindings } from './editor.ts';

/**
 * The quick fixes or source actions that VS Code offers at a place, the first twenty with their edits. Those of others are among them: VS Code
 * does not tell whose an action is.
 */
async function actionsAt(uri: vscode.Uri, range: vscode.Range, kind: vscode.CodeActionKind): Promise<vscode.CodeAction[]> {
	return vscode.commands.executeCommand<vscode.CodeAction[]>('vscode.executeCodeActionProvider', uri, range, kind.value, 20);
}

/** The offered action with such a title. */
function titled(actions: readonly vscode.CodeAction[], title: RegExp): vscode.CodeAction & { readonly edit: vscode.WorkspaceEdit } {
	const found = actions.find((action) => title.test(action.title));
	assert.ok(found, `offered were: ${actions.map((action) => action.title).join(' | ')}`);
	const { edit } = found;
	assert.ok(edit, `“${found.title}” has no edit`);
	return Object.assign(found, { edit });
}

suite('Fixes', () => {
	teardown(closeAll);

	test('the quick fix awaits the promise form, with its import', async () => {
		const { document } = await open('src/server.ts');
		const [direct] = await untilFindings(document.uri, 2);
		assert.ok(direct);
		const fix = titled(await actionsAt(document.uri, direct.range, vscode.CodeActionKind.QuickFix), /await.*readFile/i);
		const before = document.getText();
		assert.ok(await vscode.workspace.applyEdit(fix.edit));
		assert.notStrictEqual(document.getText(), before);
		assert.strictEqual(document.getText(), before
			.replace("import { readFileSync } from 'node:fs';\n", "import { readFile } from 'node:fs/promises';\n")
			.replace("readFileSync(path, 'utf8')", "await readFile(path, 'utf8')"));
		await untilFindings(document.uri, 1);
		await vscode.commands.executeCommand('undo');
		assert.strictEqual(document.getText(), before);
	});

	test('a finding can be silenced with a reason, by a comment above', async () => {
		const { document } = await open('src/server.ts');
		const [direct] = await untilFindings(document.uri, 2);
		assert.ok(direct);
		const suppress = titled(await actionsAt(document.uri, direct.range, vscode.CodeActionKind.QuickFix), /^Ignore blocking-call here/);
		const line = direct.range.start.line;
		assert.ok(await vscode.workspace.applyEdit(suppress.edit));
		assert.match(document.lineAt(line).text, /^\t\/\/ unblock-ignore blocking-call -- /);
		assert.match(document.lineAt(line + 1).text, /readFileSync/);
		await untilFindings(document.uri, 1);
	});

	test('fix all changes what is safe, and leaves what a person should look at', async () => {
		const editor = await open('src/server.ts');
		const { document } = editor;
		await untilFindings(document.uri, 2);
		// After an await nobody can rely on the function's beginning; in readPage, which is exported, somebody may.
		const safe = "\nexport async function readLater(path: string): Promise<string> {\n\tawait Promise.resolve();\n\treturn readFileSync(path, 'utf8');\n}\n";
		await editor.edit((edit) => { edit.insert(document.lineAt(document.lineCount - 1).range.end, safe); });
		await untilFindings(document.uri, 3);
		const everything = new vscode.Range(0, 0, document.lineCount, 0);
		const fixAll = titled(await actionsAt(document.uri, everything, vscode.CodeActionKind.SourceFixAll.append('unblock')), /Unblock/);
		assert.ok(await vscode.workspace.applyEdit(fixAll.edit));
		assert.match(document.getText(), /return await readFile\(path, 'utf8'\);/);
		assert.match(document.getText(), /const page = readFileSync\(path, 'utf8'\);/);
		await untilFindings(document.uri, 2);
	});

	test('nothing is offered where nothing is found', async () => {
		const { document } = await open('src/config.ts');
		await sleep(1000);
		assert.deepStrictEqual(findings(document.uri), []);
		assert.deepStrictEqual((await actionsAt(document.uri, new vscode.Range(3, 0, 3, 20), vscode.CodeActionKind.QuickFix)).map(({ title }) => title), []);
	});
});
