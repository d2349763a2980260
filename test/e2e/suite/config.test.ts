import * as assert from 'node:assert';
import * as vscode from 'vscode';
import { closeAll, open, until, untilFindings, uriOf } from './editor.ts';

suite('Configuration', () => {
	const file = () => uriOf('unblock.json');
	const write = (text: string) => vscode.workspace.fs.writeFile(file(), new TextEncoder().encode(text));

	teardown(async () => {
		await vscode.workspace.fs.delete(file()).then(undefined, () => {}); // a test that failed early has written none
		await closeAll();
	});

	test('unblock.json may hold comments, and is checked against its schema', async () => {
		await write('// settings\n{ "exclude": 5 }\n');
		const { document } = await open('unblock.json');
		assert.strictEqual(document.languageId, 'jsonc');
		const [wrong] = await until('a complaint', () => {
			const found = vscode.languages.getDiagnostics(document.uri).filter(({ source }) => source !== 'unblock');
			return found.length > 0 && found;
		});
		assert.strictEqual(wrong && document.getText(wrong.range), '5');
	});

	test('a change of it is followed at once', async () => {
		const { document } = await open('src/server.ts');
		await untilFindings(document.uri, 2);
		await write('{ "rules": { "blocking-call": "off" } }\n');
		await untilFindings(document.uri, 1);
		await vscode.workspace.fs.delete(file());
		await untilFindings(document.uri, 2);
	});
});
