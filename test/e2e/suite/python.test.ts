import * as assert from 'node:assert';
import * as vscode from 'vscode';
import { closeAll, extension, open, ruleOf, sleep, until, untilFindings, uriOf } from './editor.ts';

const files: Readonly<Record<string, string>> = {
	'service/pyproject.toml': '[project]\nname = "service"\nversion = "1"\n',
	'service/app/__init__.py': '',
	'service/app/store.py': 'from pathlib import Path\n\n\nclass Store:\n    def __init__(self, root: Path) -> None:\n        self.root = root\n\n    def read(self, name: str) -> str:\n        return (self.root / name).read_text()\n',
	'service/app/server.py': 'import time\n\nfrom app.store import Store\n\n\nclass Server:\n    def __init__(self, store: Store) -> None:\n        self.store = store\n\n    async def greet(self, name: str) -> str:\n        time.sleep(1)\n        return self.store.read(name)\n',
};

// Its files are written for it and deleted with their folder: other suites count what the workspace holds.
suite('Python', () => {
	suiteSetup(async () => {
		for (const [path, text] of Object.entries(files)) { await vscode.workspace.fs.writeFile(uriOf(path), new TextEncoder().encode(text)); }
	});
	suiteTeardown(async () => {
		await closeAll();
		await vscode.workspace.fs.delete(uriOf('service'), { recursive: true });
	});
	teardown(closeAll);

	test('a blocking call and one further down are marked, the second with its path', async () => {
		const { document } = await open('service/app/server.py');
		const [direct, chain] = await untilFindings(document.uri, 2);
		assert.ok(direct && chain);
		assert.strictEqual(ruleOf(direct), 'blocking-call');
		assert.match(document.getText(direct.range), /^(?:time\.)?sleep/);
		assert.strictEqual(ruleOf(chain), 'blocking-call-chain');
		assert.strictEqual(document.lineAt(chain.range.start.line).text.trim(), 'return self.store.read(name)');
		const path = (chain.relatedInformation ?? []).map(({ location }) => `${vscode.workspace.asRelativePath(location.uri)}:${location.range.start.line + 1}`);
		assert.deepStrictEqual(path, ['service/app/store.py:9']);
	});

	test('the quick fixes await the sleep, and the read on another thread', async () => {
		const { document } = await open('service/app/server.py');
		await untilFindings(document.uri, 2);
		for (const [line, title, fixed] of [[10, /sleep\(\) from asyncio/, 'await asyncio.sleep(1)'], [11, /on another thread/, 'return await asyncio.to_thread(self.store.read, name)']] as const) {
			const { range } = document.lineAt(line);
			const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>('vscode.executeCodeActionProvider', document.uri, range, vscode.CodeActionKind.QuickFix.value, 20);
			const fix = actions.find((action) => title.test(action.title));
			assert.ok(fix?.edit, `offered were: ${actions.map((action) => action.title).join(' | ')}`);
			assert.ok(await vscode.workspace.applyEdit(fix.edit));
			assert.ok(document.getText().includes(fixed), document.getText());
			assert.match(document.getText(), /^import asyncio$/m);
			await untilFindings(document.uri, 1);
			await vscode.commands.executeCommand('undo');
			await untilFindings(document.uri, 2);
		}
	});

	test('a folder that is deleted takes its findings along', async () => {
		await extension().exports.audit();
		const listed = () => extension().exports.findings.shown.filter(({ path }) => path.startsWith('service/')).length;
		await until('the findings in the list', () => listed() === 2);
		await vscode.workspace.fs.delete(uriOf('service'), { recursive: true });
		await until('an empty list', () => listed() === 0);
		for (const [path, text] of Object.entries(files)) { await vscode.workspace.fs.writeFile(uriOf(path), new TextEncoder().encode(text)); }
		await sleep(500);
	});
});
