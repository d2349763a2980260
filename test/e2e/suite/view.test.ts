import * as assert from 'node:assert';
import * as vscode from 'vscode';
import type { Node } from '../../../client/src/findings/tree.ts';
import { closeAll, extension, findings, open, ruleOf, sleep, until, untilFindings, untilState, uriOf } from './editor.ts';

const view = () => extension().exports.findings;

/** What the tree shows below a node, or at its top. */
function children(node?: Node): { readonly node: Node; readonly item: vscode.TreeItem }[] {
	return view().tree.getChildren(node).map((each) => ({ node: each, item: view().tree.getTreeItem(each) }));
}

/** An item's two texts. */
function textOf({ label, description }: vscode.TreeItem): string {
	return `${typeof label === 'string' ? label : label?.label ?? ''} ${String(description)}`;
}

function groups(): string[] {
	return children().map(({ item }) => textOf(item));
}

/** Waits until the list has so many findings. */
async function untilShown(count: number): Promise<void> {
	await until(`${count} findings in the list`, () => view().shown.length === count && view().tree.groups.flatMap((group) => group.findings).length === count)
		.catch((error: unknown) => { throw new Error(`${String(error)}; there are: ${view().shown.map(({ path, message }) => `${path} ${message}`).join(' | ') || 'none'}`); });
}

/** The node of the finding in a function. */
function nodeOf(name: string): Node {
	const found = children().flatMap(({ node }) => children(node)).find(({ node }) => node.kind === 'finding' && node.finding.function === name);
	assert.ok(found, `there are: ${view().shown.map((finding) => finding.function).join()}`);
	return found.node;
}

suite('The view of findings', () => {
	suiteSetup(async () => {
		await open('src/server.ts');
		await untilState('ready');
		await closeAll();
		await extension().exports.audit();
		await untilShown(4);
	});
	teardown(async () => {
		await vscode.commands.executeCommand('unblock.findings.clearFilter');
		await vscode.commands.executeCommand('unblock.findings.hideAcceptable');
		await vscode.commands.executeCommand('unblock.findings.groupByRule');
		await closeAll();
	});

	test('lists what the audit found, by rule, with message, function, place and path', async () => {
		assert.deepStrictEqual(groups(), ['blocking-call 2', 'blocking-call-chain 2']);
		assert.strictEqual(view().texts.badge, 4);
		const { item } = children(children()[1]?.node)[1] ?? assert.fail();
		assert.strictEqual(item.label, 'greet');
		assert.match(String(item.description), /^src\/server\.ts:11 · loadGreeting\(\) ends in readFileSync\(\)/);
		assert.match(item.accessibilityInformation?.label ?? '', /^error; loadGreeting\(\).*; in greet, src\/server\.ts, line 11; 2 calls on the way to what blocks$/);
		assert.deepStrictEqual(children(nodeOf('greet')).map((link) => textOf(link.item)), ['readStore() src/config.ts:4', 'readFileSync() src/store.ts:4']);
	});

	test('opens a finding and each call of its path at its place', async () => {
		for (const [{ item }, path, line] of [[{ item: view().tree.getTreeItem(nodeOf('greet')) }, 'src/server.ts', 10], [children(nodeOf('greet'))[1] ?? assert.fail(), 'src/store.ts', 3]] as const) {
			assert.ok(item.command);
			await vscode.commands.executeCommand(item.command.command, ...(item.command.arguments as unknown[]));
			const editor = await until(`the editor of ${path}`, () => {
				const active = vscode.window.activeTextEditor;
				return active?.document.uri.path.endsWith(path) === true && active.selection.start.line === line && active;
			});
			assert.ok(!editor.selection.isEmpty);
		}
	});

	test('is grouped by severity and by file', async () => {
		await vscode.commands.executeCommand('unblock.findings.groupBySeverity');
		assert.deepStrictEqual(groups(), ['Errors 4']);
		await vscode.commands.executeCommand('unblock.findings.groupByFile');
		assert.deepStrictEqual(groups(), ['src/jobs.ts 2', 'src/server.ts 2']);
		assert.match(String(view().tree.getTreeItem(nodeOf('greet')).description), /^line 11 · /);
	});

	test('is filtered by words and severity, and says so', async () => {
		view().filterBy({ text: 'jobs countwords', severities: [] });
		await untilShown(1);
		assert.deepStrictEqual(view().texts, { description: '“jobs countwords” (1 of 4)', message: 'Filter: “jobs countwords”, 1 of 4 shown', badge: 4 });
		view().filterBy({ text: '', severities: ['warning'] });
		await untilShown(0);
		await vscode.commands.executeCommand('unblock.findings.clearFilter');
		await untilShown(4);
		assert.deepStrictEqual(view().texts, { description: '', message: undefined, badge: 4 });
	});

	test('has what is acceptable, with its reason, when asked', async () => {
		await vscode.commands.executeCommand('unblock.findings.showAcceptable');
		const fine = await until('quiet.js', () => view().shown.find(({ path }) => path === 'src/quiet.js'));
		assert.strictEqual(fine.verdict, 'acceptable');
		assert.ok(fine.reason);
		assert.strictEqual(view().texts.badge, 4);
	});

	test('stays when a file closes, and follows what is typed', async () => {
		const editor = await open('src/jobs.ts');
		await untilFindings(editor.document.uri, 2);
		await editor.edit((edit) => { edit.insert(new vscode.Position(0, 0), '\n\n\n'); });
		await until('the new place', () => view().shown.find((finding) => finding.function === 'cleanUp')?.range.start.line === 8);
		await closeAll();
		await until('the old place', () => view().shown.find((finding) => finding.function === 'cleanUp')?.range.start.line === 5);
		await sleep(500);
		assert.strictEqual(view().shown.length, 4);
	});

	test('takes a file that nobody has open, and that changes on disk, again', async () => {
		const uri = uriOf('src/jobs.ts');
		const before = await vscode.workspace.fs.readFile(uri);
		try {
			await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(`\n${new TextDecoder().decode(before)}`));
			await until('the new place', () => view().shown.find((finding) => finding.function === 'cleanUp')?.range.start.line === 6);
		} finally {
			await vscode.workspace.fs.writeFile(uri, before);
		}
		await until('the old place', () => view().shown.find((finding) => finding.function === 'cleanUp')?.range.start.line === 5);
	});

	test('fixes a finding of a file that is not open', async () => {
		const uri = uriOf('src/late.ts');
		await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode("import { readFileSync } from 'node:fs';\n\nexport async function late(): Promise<string> {\n\tawait Promise.resolve();\n\treturn readFileSync('late', 'utf8');\n}\n"));
		try {
			await extension().exports.audit();
			await untilShown(5);
			await vscode.commands.executeCommand('unblock.findings.fix', nodeOf('late'));
			await untilShown(4);
			const editor = vscode.window.visibleTextEditors.find(({ document }) => document.uri.path === uri.path) ?? assert.fail('the changed file is shown');
			assert.strictEqual(editor.document.getText(), "import { readFile } from 'node:fs/promises';\n\nexport async function late(): Promise<string> {\n\tawait Promise.resolve();\n\treturn await readFile('late', 'utf8');\n}\n");
			assert.ok(editor.document.isDirty, 'saving is left to the user');
			await closeAll();
			// What is on disk counts again, a moment later.
			await untilShown(5);
		} finally {
			await closeAll();
			await vscode.workspace.fs.delete(uri);
		}
		await untilShown(4);
	});

	test('copies a finding, a group, and all that is shown', async () => {
		const copied = async (command: string, ...args: unknown[]) => {
			await vscode.commands.executeCommand(`unblock.findings.${command}`, ...args);
			return vscode.env.clipboard.readText();
		};
		const one = await copied('copy', nodeOf('greet'));
		assert.match(one, /^- \*\*blocking-call-chain\*\*, error: `loadGreeting\(\)` ends in/);
		assert.match(one, /\n {2}`src\/server\.ts:11` in `greet`\n {2}1\. `readStore\(\)` at `src\/config\.ts:4`\n/);
		assert.match(await copied('copy', children()[0]?.node), /^### blocking-call \(2\)\n\n- /);
		const selected = [nodeOf('greet'), nodeOf('cleanUp')];
		assert.strictEqual((await copied('copy', selected[0], selected)).match(/^- /gm)?.length, 2);
		view().filterBy({ text: 'jobs', severities: [] });
		assert.match(await copied('copyAll'), /^## Unblock: 2 findings\n\nFilter: “jobs”\n\n### blocking-call \(1\)/);
	});

	test('explains a rule and a finding', async () => {
		await vscode.commands.executeCommand('unblock.findings.explain', nodeOf('cleanUp'));
		await until('the guide', () => vscode.window.tabGroups.all.flatMap(({ tabs }) => tabs).some(({ label }) => label.includes('blocking-call.md')));
		await closeAll();
		await vscode.commands.executeCommand('unblock.findings.explain', children()[1]?.node);
		await until('the guide', () => vscode.window.tabGroups.all.flatMap(({ tabs }) => tabs).some(({ label }) => label.includes('blocking-call-chain.md')));
	});

	test('keeps what it has while an audit runs', async () => {
		const running = extension().exports.audit();
		let fewest = Number.POSITIVE_INFINITY;
		let isRunning = true;
		void running.finally(() => { isRunning = false; });
		while (isRunning) {
			fewest = Math.min(fewest, view().shown.length);
			await sleep(5);
		}
		assert.strictEqual(fewest, 4);
	});
});

suite('The walkthrough', () => {
	teardown(closeAll);

	test('has three steps, and opens by its command', async () => {
		const { walkthroughs } = extension().packageJSON.contributes as { walkthroughs: { steps: { id: string }[] }[] };
		assert.deepStrictEqual(walkthroughs.map(({ steps }) => steps.map(({ id }) => id)), [['see', 'fix', 'audit']]);
		await vscode.commands.executeCommand('unblock.getStarted');
		await until('its tab', () => vscode.window.tabGroups.all.flatMap(({ tabs }) => tabs).some(({ label }) => /welcome|walkthrough|get started/i.test(label)));
	});

	test('has an example in which there is something to find and to fix', async () => {
		await vscode.commands.executeCommand('unblock.openExample');
		const document = await until('the example', () => vscode.window.visibleTextEditors.find((editor) => editor.document.isUntitled)?.document);
		const [, safe] = await untilFindings(document.uri, 2);
		assert.ok(safe);
		// The list draws a moment after it was told.
		const node = await until('the example in the list', () => children().flatMap(({ node: group }) => children(group)).find(({ node: each }) => each.kind === 'finding' && each.finding.function === 'readConfig')?.node);
		await vscode.commands.executeCommand('unblock.findings.fix', node);
		await until('the fix', () => document.getText().includes('await readFile('));
		assert.strictEqual(findings(document.uri).length > 0, true);
		await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
	});

	for (const language of ['python', 'rust']) {
		test(`has an example in ${language} as well`, async () => {
			await vscode.commands.executeCommand('unblock.openExample', language);
			const document = await until('the example', () => vscode.window.visibleTextEditors.find((editor) => editor.document.isUntitled && editor.document.languageId === language)?.document);
			const found = await untilFindings(document.uri, 2);
			assert.deepStrictEqual(found.map(ruleOf).toSorted(), ['blocking-call', 'blocking-call-chain']);
			const { range } = found.find((each) => ruleOf(each) === 'blocking-call') ?? assert.fail('there is a direct call');
			const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>('vscode.executeCodeActionProvider', document.uri, range, vscode.CodeActionKind.QuickFix.value, 20);
			assert.ok(actions.some(({ title, edit }) => title.startsWith('Await sleep() ') && (edit !== undefined || language === 'rust')), actions.map(({ title }) => title).join(' | '));
			await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
		});
	}
});
