import * as assert from 'node:assert';
import * as vscode from 'vscode';
import { closeAll, open, until, untilFindings } from './editor.ts';

/** The Markdown previews that are open, by their titles. */
function previews(): string[] {
	return vscode.window.tabGroups.all.flatMap(({ tabs }) => tabs)
		.filter(({ input }) => input instanceof vscode.TabInputWebview && input.viewType.includes('markdown.preview')).map(({ label }) => label);
}

suite('Explain', () => {
	teardown(closeAll);

	test('opens the guide page of the finding under the cursor, rendered, beside the code', async () => {
		const editor = await open('src/server.ts');
		const [direct] = await untilFindings(editor.document.uri, 2);
		assert.ok(direct);
		editor.selection = new vscode.Selection(direct.range.start, direct.range.start);
		await vscode.commands.executeCommand('unblock.explain');
		const [title] = await until('the preview', () => previews().length > 0 && previews());
		assert.match(title ?? '', /blocking-call\.md/);
		assert.strictEqual(vscode.window.tabGroups.all.length, 2);
	});

	test('opens a page by its name, at a part of it', async () => {
		await open('src/server.ts');
		await vscode.commands.executeCommand('unblock.explain', 'blocking-call-chain#the-problem');
		const [title] = await until('the preview', () => previews().length > 0 && previews());
		assert.match(title ?? '', /blocking-call-chain\.md/);
	});

	test('the rule of a finding links to the same', async () => {
		const { document } = await open('src/server.ts');
		const [direct] = await untilFindings(document.uri, 2);
		assert.ok(typeof direct?.code === 'object');
		assert.strictEqual(direct.code.target.scheme, 'command');
		assert.strictEqual(direct.code.target.path, 'unblock.explain');
		const [guide, ...rest] = JSON.parse(direct.code.target.query) as unknown[];
		assert.deepStrictEqual(rest, []);
		await vscode.commands.executeCommand(direct.code.target.path, guide);
		await until('the preview', () => previews().some((title) => title.includes('blocking-call')));
	});
});
