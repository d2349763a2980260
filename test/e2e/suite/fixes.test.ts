import * as assert from 'node:assert';
import * as vscode from 'vscode';
import { closeAll, findings, open, sleep, untilFindings } from './editor.ts';

/** What VS Code offers at a place of the text; the first `resolve` of ours get their edits. */
async function actionsAt(uri: vscode.Uri, range: vscode.Range, resolve: number, kind?: vscode.CodeActionKind): Promise<vscode.CodeAction[]> {
	const offered = await vscode.commands.executeCommand<vscode.CodeAction[]>('vscode.executeCodeActionProvider', uri, range, kind?.value, resolve);
	return offered.filter(({ diagnostics, kind: given }) => diagnostics?.some(({ source }) => source === 'unblock') === true || given?.value.endsWith('.unblock') === true);
}

suite('Fixes', () => {
	teardown(closeAll);

	test('the quick fix awaits the promise form, with its import', async () => {
		const { document } = await open('src/server.ts');
		const [direct] = await untilFindings(document.uri, 2);
		assert.ok(direct);
		const fix = (await actionsAt(document.uri, direct.range, 20, vscode.CodeActionKind.QuickFix)).find(({ title }) => /await/i.test(title));
		assert.ok(fix?.edit, 'a quick fix is offered, and resolved');
		const before = document.getText();
		assert.ok(await vscode.workspace.applyEdit(fix.edit));
		assert.notStrictEqual(document.getText(), before);
		const [name] = /readFile\w*(?=\(path, 'utf8'\))/.exec(document.getText()) ?? [];
		assert.ok(name);
		const importLine = /^import .*\breadFile\b.*$/m.exec(document.getText());
		assert.match(importLine?.[0] ?? '', /['"](node:)?fs(\/promises)?['"]/);
		assert.match(document.getText(), /const page = await \w*\.?readFile\(path, 'utf8'\);\n\treturn page\.trim\(\);/);
		assert.doesNotMatch(document.getText(), /readFileSync\(path/);
		await untilFindings(document.uri, 1);
		await vscode.commands.executeCommand('undo');
		assert.strictEqual(document.getText(), before);
	});

	test('a finding can be silenced with a reason, by a comment above', async () => {
		const { document } = await open('src/server.ts');
		const [direct] = await untilFindings(document.uri, 2);
		assert.ok(direct);
		const suppress = (await actionsAt(document.uri, direct.range, 20)).find(({ title }) => /suppress|ignore|silence/i.test(title));
		assert.ok(suppress?.edit, 'it is offered, and resolved');
		const line = direct.range.start.line;
		assert.ok(await vscode.workspace.applyEdit(suppress.edit));
		assert.match(document.lineAt(line).text, /^\t\/\/ unblock-ignore blocking-call -- /);
		assert.match(document.lineAt(line + 1).text, /readFileSync/);
		await untilFindings(document.uri, 1);
	});

	test('fix all changes what is safe, in one go', async () => {
		const { document } = await open('src/server.ts');
		await untilFindings(document.uri, 2);
		const [fixAll] = await actionsAt(document.uri, new vscode.Range(0, 0, document.lineCount, 0), 20, vscode.CodeActionKind.SourceFixAll.append('unblock'));
		assert.ok(fixAll?.edit, 'source.fixAll.unblock is offered');
		assert.ok(await vscode.workspace.applyEdit(fixAll.edit));
		await untilFindings(document.uri, 1);
		assert.match(document.getText(), /await \w*\.?readFile\(/);
	});

	test('nothing is offered where nothing is found', async () => {
		const { document } = await open('src/config.ts');
		await sleep(1000);
		assert.deepStrictEqual(findings(document.uri), []);
		assert.deepStrictEqual((await actionsAt(document.uri, new vscode.Range(3, 0, 3, 20), 5, vscode.CodeActionKind.QuickFix)).map(({ title }) => title), []);
	});
});
