import * as assert from 'node:assert';
import * as vscode from 'vscode';
import { closeAll, findings, open, ruleOf, sleep, untilFindings, uriOf } from './editor.ts';

suite('Findings while editing', () => {
	teardown(closeAll);

	test('a blocking call is marked where it stands', async () => {
		const { document } = await open('src/server.ts');
		const [direct] = await untilFindings(document.uri, 2);
		assert.ok(direct);
		assert.strictEqual(ruleOf(direct), 'blocking-call');
		assert.match(document.getText(direct.range), /^readFileSync/);
		assert.match(direct.message, /readFileSync/);
		assert.ok(!direct.message.includes('blocking-call'), 'the message does not repeat the rule');
	});

	test('a blocking call further down is marked at the async function, with the path as related information', async () => {
		const { document } = await open('src/server.ts');
		const [, chain] = await untilFindings(document.uri, 2);
		assert.ok(chain);
		assert.strictEqual(ruleOf(chain), 'blocking-call-chain');
		assert.match(document.getText(chain.range), /^loadGreeting/);
		const path = (chain.relatedInformation ?? []).map(({ location }) => `${vscode.workspace.asRelativePath(location.uri)}:${location.range.start.line + 1}`);
		assert.deepStrictEqual(path, ['src/config.ts:4', 'src/store.ts:4']);
	});

	test('code that runs once at the start is left alone', async () => {
		const { document } = await open('src/quiet.js');
		await open('src/server.ts');
		await untilFindings(uriOf('src/server.ts'), 2); // the server has answered; it takes documents in turn
		await sleep(500);
		assert.deepStrictEqual(findings(document.uri), []);
	});

	test('findings follow what is typed', async () => {
		const editor = await open('src/server.ts');
		const { document } = editor;
		await untilFindings(document.uri, 2);
		const end = document.lineAt(document.lineCount - 1).range.end;
		await editor.edit((edit) => { edit.insert(end, '\nexport async function again() { return readFileSync("again"); }\n'); });
		const three = await untilFindings(document.uri, 3);
		assert.match(document.lineAt(three[2]?.range.start.line ?? 0).text, /again/);
		await editor.edit((edit) => { edit.insert(new vscode.Position(0, 0), '\n\n'); });
		await sleep(1000);
		assert.deepStrictEqual(findings(document.uri).map(({ range }) => range.start.line), three.map(({ range }) => range.start.line + 2));
	});

	test('an unsaved change of a file changes what is found through it', async () => {
		const { document } = await open('src/server.ts');
		await untilFindings(document.uri, 2);
		const store = await open('src/store.ts');
		const everything = new vscode.Range(0, 0, store.document.lineCount, 0);
		await store.edit((edit) => { edit.replace(everything, 'export function readStore(name: string): string {\n\treturn name;\n}\n'); });
		await untilFindings(document.uri, 1);
		await vscode.window.showTextDocument(store.document);
		await vscode.commands.executeCommand('workbench.action.files.revert');
		await untilFindings(document.uri, 2);
	});

	test('an untitled document is analysed too', async () => {
		const document = await vscode.workspace.openTextDocument({ language: 'typescript', content: 'import { readFileSync } from "node:fs";\nexport async function load() {\n\treturn readFileSync("x");\n}\n' });
		await vscode.window.showTextDocument(document);
		const [finding] = await untilFindings(document.uri, 1);
		assert.ok(finding);
		assert.strictEqual(ruleOf(finding), 'blocking-call');
		await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
	});

	test('the hover adds what to do, with a link to the guide, and does not repeat the message', async () => {
		const { document } = await open('src/server.ts');
		const [direct] = await untilFindings(document.uri, 2);
		assert.ok(direct);
		const hovers = await vscode.commands.executeCommand<vscode.Hover[]>('vscode.executeHoverProvider', document.uri, direct.range.start);
		const texts = hovers.flatMap(({ contents }) => contents).map((content) => typeof content === 'string' ? content : content.value);
		const ours = texts.find((text) => text.includes('unblock.explain'));
		assert.ok(ours, texts.join('\n---\n'));
		assert.match(ours, /command:unblock\.explain\?/);
		assert.match(ours, /Quick fix: Await readFile\(\)/);
		assert.ok(!ours.includes(direct.message), ours);
	});
});
