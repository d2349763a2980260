/** Fixes that reach into other files: a task tracker or a ring buffer comes into the project, and who uses the list is changed with it. */
import * as assert from 'node:assert';
import * as vscode from 'vscode';
import { closeAll, findings, open, ruleOf, until, untilFindings, uriOf } from './editor.ts';

const sources: Readonly<Record<string, string>> = {
	'src/feed/history.ts': `export class History {
	readonly entries: string[] = [];

	add(entry: string): void {
		this.entries.push(entry);
		if (this.entries.length > 5000) { this.entries.shift(); }
	}
}

export const history = new History();
`,
	'src/feed/show.ts': `import { history } from './history.js';

export function newest(): string | undefined {
	return history.entries[history.entries.length - 1];
}

export function all(): string {
	return history.entries.map((entry) => entry.toUpperCase()).join('\\n');
}
`,
	'src/feed/notify.ts': `async function send(to: string): Promise<void> {
	await fetch(to, { method: 'POST' });
}

export function notify(to: string): void {
	void send(to);
}

export async function notifyAll(all: readonly string[]): Promise<void> {
	for (const to of all) { send(to); }
}
`,
};

const encoder = new TextEncoder(), decoder = new TextDecoder();

async function textOf(path: string): Promise<string | undefined> {
	const opened = vscode.workspace.textDocuments.find(({ uri }) => uri.toString() === uriOf(path).toString());
	if (opened !== undefined) { return opened.getText(); }
	try { return decoder.decode(await vscode.workspace.fs.readFile(uriOf(path))); } catch { return undefined; }
}

/** The edit of the fix with such a title. The input box that comes up, if one is to, is accepted as it is. */
async function fixAt(uri: vscode.Uri, range: vscode.Range, title: RegExp, { asks = false } = {}): Promise<vscode.WorkspaceEdit> {
	let isDone = !asks;
	const accepting = until('the fix', async () => {
		if (!isDone) { await vscode.commands.executeCommand('workbench.action.acceptSelectedQuickOpenItem'); }
		return isDone;
	}, 60_000);
	// VS Code gives up on a request when files change meanwhile, as they do here when settings were just written.
	const actions = await until('the actions', async () => {
		try {
			const offered = await vscode.commands.executeCommand<vscode.CodeAction[]>('vscode.executeCodeActionProvider', uri, range, vscode.CodeActionKind.QuickFix.value, 10);
			return offered.length > 0 && offered;
		} catch (error) { if (error instanceof Error && error.message === 'Canceled') { return undefined; } throw error; }
	});
	isDone = true;
	await accepting;
	const found = actions.find((action) => title.test(action.title));
	assert.ok(found?.edit, `offered were: ${actions.map((action) => `${action.title}${action.edit ? '' : ' (no edit)'}`).join(' | ')}`);
	return found.edit;
}

async function findingOf(path: string, rule: string): Promise<{ document: vscode.TextDocument; range: vscode.Range }> {
	const { document } = await open(path);
	const found = await until(`${rule} in ${path}`, () => findings(document.uri).find((each) => ruleOf(each) === rule));
	return { document, range: found.range };
}

suite('Fixes that reach farther', () => {
	setup(async () => {
		for (const [path, text] of Object.entries(sources)) { await vscode.workspace.fs.writeFile(uriOf(path), encoder.encode(text)); }
	});

	teardown(async () => {
		await vscode.workspace.saveAll();
		await closeAll();
		// One by one: of a folder that goes, nobody is told which files went with it.
		for (const path of [...Object.keys(sources), 'src/feed', 'src/lib', 'unblock.json']) {
			try { await vscode.workspace.fs.delete(uriOf(path), { recursive: true }); } catch { /* This test made none. */ }
		}
	});

	const place = (directory: string) => vscode.workspace.fs.writeFile(uriOf('unblock.json'), encoder.encode(JSON.stringify({ runtimeDirectory: directory })));

	test('a history becomes a ring buffer, in the file that shows it too', async () => {
		await place('src/lib');
		const { document, range } = await findingOf('src/feed/history.ts', 'front-removal');
		assert.ok(await vscode.workspace.applyEdit(await fixAt(document.uri, range, /ring buffer/i)));
		assert.match(document.getText(), /readonly entries = new RingBuffer<string>\(5000\);/);
		assert.doesNotMatch(document.getText(), /shift/);
		assert.strictEqual(await textOf('src/feed/show.ts'), sources['src/feed/show.ts']
			?.replace('history.entries[history.entries.length - 1]', 'history.entries.at(-1)')
			.replace('history.entries.map(', 'history.entries.toArray().map('));
		await untilFindings(document.uri, 0);
	});

	test('a promise that was forgotten is awaited', async () => {
		await place('src/lib');
		const { document, range } = await findingOf('src/feed/notify.ts', 'unawaited-async-call');
		assert.ok(await vscode.workspace.applyEdit(await fixAt(document.uri, range, /^Await `?send\(\)/)));
		assert.match(document.getText(), /\{ await send\(to\); \}/);
		await until('only the other finding', () => findings(document.uri).length === 1);
	});

	test('work that is let go of is handed to a task tracker, whose place is asked for once and remembered', async () => {
		const { document, range } = await findingOf('src/feed/notify.ts', 'untracked-task');
		assert.ok(await vscode.workspace.applyEdit(await fixAt(document.uri, range, /^Track `?send\(\)/, { asks: true })));
		assert.match(document.getText(), /tasks\.track\('[^']+', send\(to\)\);/);
		const helper = /from '([^']*taskTracker[^']*)'/i.exec(document.getText())?.[1];
		assert.ok(helper, document.getText());
		const settings = await until('the settings', () => textOf('unblock.json'));
		const { runtimeDirectory } = JSON.parse(settings) as { runtimeDirectory: string };
		assert.match((await textOf(`${runtimeDirectory}/taskTracker.ts`)) ?? '', /export class TaskTracker/);
	});
});
