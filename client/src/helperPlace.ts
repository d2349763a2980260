/** Asks where a helper goes that a fix brings (a task tracker, a ring buffer). The answer goes into `unblock.json`, so that it is asked once. */
import * as vscode from 'vscode';
import type { HelperPlace } from './protocol.ts';

/** A question that is open now: VS Code shows one at a time, and several fixes may be prepared at once. */
let asked: Promise<string | null> | undefined;

/** @returns the folder, relative to that of the settings; null if it was not chosen */
export function askForPlace(place: HelperPlace): Promise<string | null> {
	asked ??= ask(place).finally(() => { asked = undefined; });
	return asked;
}

async function ask({ directory }: HelperPlace): Promise<string | null> {
	const answer = await vscode.window.showInputBox({
		title: 'Where do helpers go that fixes bring?',
		prompt: 'A folder of this project. It is remembered in unblock.json.',
		value: directory,
		ignoreFocusOut: true,
		validateInput: (value) => (isFolder(value) ? undefined : 'Give a folder, relative to that of unblock.json: src/lib'),
	});
	return answer === undefined ? null : answer.trim().replaceAll('\\', '/').replace(/\/+$/, '');
}

function isFolder(value: string): boolean {
	const path = value.trim();
	return path !== '' && !/^(?:[\\/]|[A-Za-z]:)|[<>:"|?*]/.test(path);
}
