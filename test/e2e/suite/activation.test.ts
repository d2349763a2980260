import * as assert from 'node:assert';
import * as vscode from 'vscode';
import { closeAll, extension, open, until, untilState } from './editor.ts';

// The first of all files: nothing has been opened yet. `activate()` is never called here, which would hide a wrong manifest.
suite('Activation', () => {
	suiteTeardown(closeAll);

	test('happens in a real VS Code', () => {
		assert.match(vscode.version, /^1\.\d+\.\d+/);
	});

	test('waits for one of its languages', async () => {
		await open('package.json');
		assert.strictEqual(extension().isActive, false);
	});

	test('comes with a TypeScript file, and starts the language server', async () => {
		await open('src/store.ts');
		await until('activation', () => extension().isActive);
		await untilState('ready');
		assert.strictEqual(extension().exports.serverInfo()?.name, 'unblock');
	});

	test('brings every command of the manifest', async () => {
		const { commands } = extension().packageJSON.contributes as { commands: { command: string }[] };
		const known = new Set(await vscode.commands.getCommands(true));
		assert.deepStrictEqual(commands.map(({ command }) => command).filter((command) => !known.has(command)), []);
	});

	test('restarts the server, and its findings come back', async () => {
		await vscode.commands.executeCommand('unblock.restart');
		await untilState('ready');
		assert.strictEqual(extension().exports.serverInfo()?.name, 'unblock');
	});

	test('stops and starts with the setting unblock.enable', async () => {
		const settings = vscode.workspace.getConfiguration('unblock');
		await settings.update('enable', false, vscode.ConfigurationTarget.Workspace);
		await untilState('off');
		await settings.update('enable', undefined, vscode.ConfigurationTarget.Workspace);
		await untilState('ready');
	});
});
