import { describe, expect, test, vi } from 'vitest';
import type { CodeAction, TextDocumentEdit, WorkspaceEdit } from 'vscode-languageserver/node';
import type { ListedFinding, ToldFindings } from '../../../server/src/language-server/findingsFeed.ts';
import { ROOT } from './fakeService.ts';
import { RICH, settle, startEditor, uri, type Editor } from './editor.ts';

const ONE = 'slowSync();\n';

/** An editor that lists findings; `listed` is what it knows at present. */
async function startListing(settings: Record<string, unknown> = {}): Promise<Editor & { listed(name: string): readonly ListedFinding[] | undefined }> {
	const editor = await startEditor(RICH, { listsFindings: true }, settings);
	const known = new Map<string, readonly ListedFinding[]>();
	editor.client.onNotification('unblock/findings', ({ files }: ToldFindings) => { for (const { uri: of, findings } of files) { known.set(of, findings); } });
	return { ...editor, listed: (name) => known.get(uri(name)) };
}

const close = (editor: Editor, name: string) => editor.client.sendNotification('textDocument/didClose', { textDocument: { uri: uri(name) } });

describe('the list of findings', () => {
	test('is told to nobody who did not ask', async () => {
		const editor = await startEditor();
		const told: unknown[] = [];
		editor.client.onNotification('unblock/findings', (each: unknown) => void told.push(each));
		await editor.open('a.ts', ONE);
		await vi.waitFor(() => expect(editor.shown('a.ts')).toHaveLength(1));
		await settle();
		expect(told).toEqual([]);
	});

	test('has those of an open file, with its fixes, and the reason of those that are fine', async () => {
		const editor = await startListing();
		await editor.open('a.ts', `${ONE}slowSync(); // acceptable\n`);
		await vi.waitFor(() => expect(editor.listed('a.ts')).toHaveLength(2));
		const [bad, fine] = editor.listed('a.ts') ?? [];
		expect(bad).toMatchObject({ rule: 'blocking-call', verdict: 'bad', range: { start: { line: 0 } } });
		expect(bad).not.toHaveProperty('reason');
		expect(bad?.fixes.length).toBeGreaterThan(0);
		expect(fine).toMatchObject({ verdict: 'acceptable', reason: expect.any(String) });
	});

	test('follows what is typed, and keeps what it has until there is something newer', async () => {
		const editor = await startListing();
		await editor.open('a.ts', ONE);
		await vi.waitFor(() => expect(editor.listed('a.ts')).toHaveLength(1));
		await editor.change('a.ts', `\n\n${ONE}`, 2);
		await vi.waitFor(() => expect(editor.listed('a.ts')?.[0]?.range.start.line).toBe(2));
		await editor.change('a.ts', '', 3);
		await vi.waitFor(() => expect(editor.listed('a.ts')).toEqual([]));
	});

	test('is told only what has changed', async () => {
		const editor = await startListing();
		let count = 0;
		editor.client.onNotification('unblock/findings', () => { count++; });
		await editor.open('a.ts', ONE);
		await vi.waitFor(() => expect(count).toBe(1));
		await editor.change('a.ts', `${ONE}// more\n`, 2);
		await vi.waitFor(() => expect(editor.published.at(-1)?.version).toBe(2));
		await settle();
		expect(count).toBe(1);
		await editor.change('a.ts', `\n${ONE}`, 3);
		await vi.waitFor(() => expect(count).toBe(2));
	});

	test('stays when a file closes, though its diagnostics go; an audit renews it', async () => {
		const editor = await startListing();
		editor.service.disk.set(`${ROOT}/a.ts`, ONE);
		await editor.open('a.ts', ONE);
		await vi.waitFor(() => expect(editor.listed('a.ts')).toHaveLength(1));
		await close(editor, 'a.ts');
		await vi.waitFor(() => expect(editor.shown('a.ts')).toEqual([]));
		await settle();
		expect(editor.listed('a.ts')).toHaveLength(1);
		editor.service.disk.set(`${ROOT}/a.ts`, '');
		await editor.client.sendRequest('unblock/audit', {});
		await vi.waitFor(() => expect(editor.listed('a.ts')).toEqual([]));
	});

	test('does not keep what was never saved', async () => {
		const editor = await startListing();
		await editor.open('a.ts', '');
		await editor.change('a.ts', ONE, 2);
		await vi.waitFor(() => expect(editor.listed('a.ts')).toHaveLength(1));
		await close(editor, 'a.ts');
		await vi.waitFor(() => expect(editor.listed('a.ts')).toEqual([]));
		await editor.open('untitled:Untitled-1', ONE);
		await vi.waitFor(() => expect(editor.listed('untitled:Untitled-1')).toHaveLength(1));
		await close(editor, 'untitled:Untitled-1');
		await vi.waitFor(() => expect(editor.listed('untitled:Untitled-1')).toEqual([]));
	});

	test('has those of an audit, and a file that changes on disk is looked at again', async () => {
		const editor = await startListing();
		editor.service.disk.set(`${ROOT}/a.ts`, ONE);
		await editor.client.sendRequest('unblock/audit', {});
		await vi.waitFor(() => expect(editor.listed('a.ts')).toHaveLength(1));
		editor.service.disk.set(`${ROOT}/a.ts`, `${ONE}${ONE}`);
		await editor.client.sendNotification('workspace/didChangeWatchedFiles', { changes: [{ uri: uri('a.ts'), type: 2 }] });
		await vi.waitFor(() => expect(editor.listed('a.ts')).toHaveLength(2));
		expect(editor.shown('a.ts')).toHaveLength(2);
		await editor.client.sendNotification('workspace/didChangeWatchedFiles', { changes: [{ uri: uri('a.ts'), type: 3 }] });
		await vi.waitFor(() => expect(editor.listed('a.ts')).toEqual([]));
	});

	test('loses the files of a folder that is deleted, of which nothing else tells', async () => {
		const editor = await startListing();
		for (const name of ['old/a.ts', 'old/in/b.py', 'older.ts']) { editor.service.disk.set(`${ROOT}/${name}`, ONE); }
		await editor.client.sendRequest('unblock/audit', {});
		await vi.waitFor(() => expect(editor.listed('old/in/b.py')).toHaveLength(1));
		await editor.client.sendNotification('workspace/didChangeWatchedFiles', { changes: [{ uri: uri('old'), type: 3 }] });
		await vi.waitFor(() => expect([editor.listed('old/a.ts'), editor.listed('old/in/b.py')]).toEqual([[], []]));
		expect(editor.shown('old/a.ts')).toEqual([]);
		expect(editor.listed('older.ts')).toHaveLength(1);
	});

	test('loses a file that is deleted, also one that is open then', async () => {
		const editor = await startListing();
		editor.service.disk.set(`${ROOT}/a.ts`, ONE);
		await editor.client.sendRequest('unblock/audit', {});
		await editor.open('a.ts', ONE);
		await vi.waitFor(() => expect(editor.listed('a.ts')).toHaveLength(1));
		await settle();
		await editor.client.sendNotification('workspace/didChangeWatchedFiles', { changes: [{ uri: uri('a.ts'), type: 3 }] });
		await vi.waitFor(() => expect(editor.listed('a.ts')).toEqual([]));
		expect(editor.shown('a.ts')).toHaveLength(1);
		await editor.client.sendNotification('workspace/didChangeWatchedFiles', { changes: [{ uri: uri('a.ts'), type: 1 }] });
		await vi.waitFor(() => expect(editor.listed('a.ts')).toHaveLength(1));
		await editor.client.sendNotification('workspace/didChangeWatchedFiles', { changes: [{ uri: uri('a.ts'), type: 3 }] });
		await close(editor, 'a.ts');
		await vi.waitFor(() => expect(editor.shown('a.ts')).toEqual([]));
		expect(editor.listed('a.ts')).toEqual([]);
	});

	test('shows the severities of the settings, and nothing of a rule that is off', async () => {
		const warning = await startListing({ severity: { 'blocking-call': 'warning' } });
		await warning.open('a.ts', ONE);
		await vi.waitFor(() => expect(warning.listed('a.ts')?.[0]?.severity).toBe('warning'));
		const off = await startListing({ severity: { 'blocking-call': 'off' } });
		await off.open('a.ts', ONE);
		await settle();
		expect(off.listed('a.ts')).toBeUndefined();
	});
});

describe('from the list', () => {
	async function one(text = ONE): Promise<Editor & { readonly finding: ListedFinding }> {
		const editor = await startListing();
		await editor.open('a.ts', text);
		await vi.waitFor(() => expect(editor.listed('a.ts')).toHaveLength(1));
		return { ...editor, finding: editor.listed('a.ts')?.[0] ?? expect.fail() };
	}

	test('a finding is fixed as by the quick fix', async () => {
		const editor = await one();
		const fixed: CodeAction = await editor.client.sendRequest('unblock/fix', { uri: uri('a.ts'), fingerprint: editor.finding.fingerprint, fix: 0 });
		const [quick] = await editor.actions('a.ts', 0);
		const resolved: CodeAction = await editor.client.sendRequest('codeAction/resolve', quick ?? expect.fail());
		expect(fixed.edit).toBeDefined();
		expect(fixed.edit).toEqual(resolved.edit);
		expect(fixed.title).toBe(resolved.title);
	});

	test('a finding is silenced with the reason that was given', async () => {
		const editor = await one(`\t${ONE}`);
		const edit: WorkspaceEdit = await editor.client.sendRequest('unblock/suppress', { uri: uri('a.ts'), fingerprint: editor.finding.fingerprint, reason: ' small,\nand $1 rare ' });
		expect(edit.documentChanges?.map((change) => (change as TextDocumentEdit).edits)).toEqual([[
			{ range: { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } }, newText: '\t// unblock-ignore blocking-call -- small, and $1 rare\n' },
		]]);
	});

	test('nothing is done for a finding or a fix that is not there, or a file that is not open', async () => {
		const editor = await one();
		const { fingerprint } = editor.finding;
		expect(await editor.client.sendRequest('unblock/fix', { uri: uri('a.ts'), fingerprint: 'none', fix: 0 })).toBeNull();
		expect(await editor.client.sendRequest('unblock/fix', { uri: uri('a.ts'), fingerprint, fix: 9 })).toBeNull();
		expect(await editor.client.sendRequest('unblock/suppress', { uri: uri('b.ts'), fingerprint, reason: 'small' })).toBeNull();
		await expect(editor.client.sendRequest('unblock/fix', { fingerprint })).rejects.toThrow();
	});
});
