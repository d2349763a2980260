import { describe, expect, test, vi } from 'vitest';
import { CancellationTokenSource, type ProgressToken } from 'vscode-languageserver/node';
import type { AuditAnswer } from '../../../server/src/language-server/audit.ts';
import { ROOT } from './fakeService.ts';
import { RICH, settle, startEditor, uri, type Editor } from './editor.ts';

const ONE = 'slowSync();\n';

function onDisk(editor: Editor, files: Readonly<Record<string, string>>): void {
	for (const [name, text] of Object.entries(files)) {
		editor.service.disk.set(`${ROOT}/${name}`, text);
	}
}

function audit(editor: Editor, parameters: object = {}): Promise<AuditAnswer> {
	return editor.client.sendRequest('unblock/audit', parameters);
}

describe('an audit', () => {
	test('says what it found, and shows the findings of files that are not open', async () => {
		const editor = await startEditor();
		onDisk(editor, { 'a.ts': ONE, 'b.ts': `${ONE}slowSync(); // acceptable\n`, 'c.ts': '', 'd.ts': 'UNREADABLE', 'e.ts': 'BADCONFIG' });
		expect(await audit(editor)).toMatchObject({
			findings: 2, acceptable: 1, byRule: { 'blocking-call': 2 }, files: 5, asyncFunctions: 5, cancelled: false,
			errors: [{ file: `${ROOT}/d.ts`, message: 'it cannot be read' }, { file: `${ROOT}/unblock.json` }],
		});
		await vi.waitFor(() => expect(editor.shown('b.ts')).toHaveLength(1));
		expect(editor.shown('a.ts')).toHaveLength(1);
		expect(editor.shown('c.ts')).toBeUndefined();
		expect(editor.shown('unblock.json')).toHaveLength(1);
		expect(editor.published.find((parameters) => parameters.uri === uri('a.ts'))).not.toHaveProperty('version');
	});

	test('leaves open files their live findings; its own come back when they close, unless newer ones were saved', async () => {
		const editor = await startEditor();
		onDisk(editor, { 'a.ts': ONE, 'b.ts': ONE });
		await editor.open('a.ts', `${ONE}${ONE}`);
		await vi.waitFor(() => expect(editor.shown('a.ts')).toHaveLength(2));
		await editor.change('a.ts', `${ONE}${ONE}${ONE}`, 2);
		await vi.waitFor(() => expect(editor.shown('a.ts')).toHaveLength(3));
		editor.service.documents.delete(`${ROOT}/a.ts`);
		await audit(editor);
		await vi.waitFor(() => expect(editor.shown('b.ts')).toHaveLength(1));
		expect(editor.shown('a.ts')).toHaveLength(3);
		await editor.client.sendNotification('textDocument/didClose', { textDocument: { uri: uri('a.ts') } });
		await vi.waitFor(() => expect(editor.shown('a.ts')).toHaveLength(1));

		await editor.open('b.ts', ONE);
		await editor.change('b.ts', '', 2);
		await editor.client.sendNotification('textDocument/didSave', { textDocument: { uri: uri('b.ts') } });
		await vi.waitFor(() => expect(editor.shown('b.ts')).toEqual([]));
		await editor.client.sendNotification('textDocument/didClose', { textDocument: { uri: uri('b.ts') } });
		await settle();
		expect(editor.shown('b.ts')).toEqual([]);
	});

	test('that is run again replaces what the one before found; files that are deleted lose their findings', async () => {
		const editor = await startEditor();
		onDisk(editor, { 'a.ts': ONE, 'b.ts': ONE });
		await audit(editor);
		onDisk(editor, { 'a.ts': '' });
		await audit(editor);
		await vi.waitFor(() => expect(editor.shown('a.ts')).toEqual([]));
		expect(editor.shown('b.ts')).toHaveLength(1);
		await editor.client.sendNotification('workspace/didChangeWatchedFiles', { changes: [{ uri: uri('b.ts'), type: 3 }] });
		await vi.waitFor(() => expect(editor.shown('b.ts')).toEqual([]));
	});

	test('can be cancelled by its request: what it had is shown, the rest stays as it was', async () => {
		const editor = await startEditor();
		onDisk(editor, { 'a.ts': ONE, 'b.ts': ONE });
		await audit(editor);
		onDisk(editor, { 'a.ts': `${ONE}${ONE}` });
		editor.service.cancelledAfter = 1;
		const source = new CancellationTokenSource();
		const running = editor.client.sendRequest<AuditAnswer>('unblock/audit', {}, source.token);
		await settle();
		source.cancel();
		expect(await running).toMatchObject({ cancelled: true, files: 1, findings: 2 });
		await vi.waitFor(() => expect(editor.shown('a.ts')).toHaveLength(2));
		expect(editor.shown('b.ts')).toHaveLength(1);
	});

	test('can be cancelled by its progress, which tells how far it is', async () => {
		const editor = await startEditor();
		onDisk(editor, { 'a.ts': ONE });
		editor.service.cancelledAfter = 1;
		const told: { token: ProgressToken; value: { kind: string; message?: string; cancellable?: boolean } }[] = [];
		editor.client.onNotification('$/progress', (parameters: (typeof told)[number]) => void told.push(parameters));
		const running = editor.client.sendRequest<AuditAnswer>('workspace/executeCommand', { command: 'unblock.audit' });
		await vi.waitFor(() => expect(told).toHaveLength(2));
		expect(told.map(({ value }) => value)).toMatchObject([{ kind: 'begin', cancellable: true }, { kind: 'report', message: 'Reading code (1 of 1)' }]);
		await editor.client.sendNotification('window/workDoneProgress/cancel', { token: told[0]?.token });
		expect((await running).cancelled).toBe(true);
		await vi.waitFor(() => expect(told.at(-1)?.value.kind).toBe('end'));
	});

	test('tells its progress under the token of the client, where it gave one', async () => {
		const editor = await startEditor();
		onDisk(editor, { 'a.ts': ONE });
		const told: string[] = [];
		editor.client.onNotification('$/progress', ({ token, value }: { token: string; value: { kind: string } }) => void told.push(`${token} ${value.kind}`));
		await audit(editor, { workDoneToken: 'mine' });
		await vi.waitFor(() => expect(told).toEqual(['mine begin', 'mine report', 'mine end']));
	});

	test('ends the one that is still running', async () => {
		const editor = await startEditor();
		onDisk(editor, { 'a.ts': ONE });
		editor.service.cancelledAfter = 1;
		const first = audit(editor);
		await settle();
		editor.service.cancelledAfter = undefined;
		expect(await audit(editor)).toMatchObject({ cancelled: false });
		expect(await first).toMatchObject({ cancelled: true });
	});

	test('of some paths takes them as URIs or paths', async () => {
		const editor = await startEditor();
		onDisk(editor, { 'a.ts': ONE, 'sub/b.ts': ONE, 'sub/c.ts': ONE });
		expect(await audit(editor, { paths: [uri('sub'), `${ROOT}/a.ts`] })).toMatchObject({ files: 3 });
		expect(await editor.client.sendRequest('workspace/executeCommand', { command: 'unblock.audit', arguments: [uri('sub')] })).toMatchObject({ files: 2 });
	});

	test('that fails is answered with an error, and the server goes on', async () => {
		const editor = await startEditor();
		vi.spyOn(editor.service, 'audit').mockRejectedValueOnce(new Error('out of memory'));
		await expect(audit(editor)).rejects.toThrow('out of memory');
		expect(await audit(editor)).toMatchObject({ findings: 0 });
	});
});

describe('other requests', () => {
	test('why tells of a line, as text or, by its command, also as data', async () => {
		const editor = await startEditor();
		const text: string = await editor.client.sendRequest('unblock/why', { textDocument: { uri: uri('a.ts') }, position: { line: 4, character: 0 } });
		expect(text).toMatch(/^a\.ts:5\nIn load, an async function\.\n {2}runs in loop: it is async\nslowSync\(\) \(column 3\)\n {2}resolved: slow#slowSync\n/);
		const report = await editor.client.sendRequest('workspace/executeCommand', { command: 'unblock.why', arguments: [uri('a.ts'), 5] });
		expect(report).toMatchObject({ file: `${ROOT}/a.ts`, line: 5, text });
		await expect(editor.client.sendRequest('workspace/executeCommand', { command: 'unblock.why', arguments: [5] })).rejects.toThrow();
	});

	test('status tells which compilers run', async () => {
		const editor = await startEditor();
		expect(await editor.client.sendRequest('workspace/executeCommand', { command: 'unblock.status' })).toEqual({ compilers: [{ pid: 1, megabytes: 100 }], restarts: 0 });
	});

	test('explain gives a page of the guide, and nothing else of the disk', async () => {
		const editor = await startEditor(RICH);
		expect(await editor.client.sendRequest('unblock/explain', { rule: 'blocking-call' })).toMatchObject({ uri: expect.stringMatching(/^file:.*\/guide\/blocking-call\.md$/), markdown: expect.stringMatching(/^#/) });
		expect(await editor.client.sendRequest('unblock/explain', { rule: '../README' })).toBeNull();
		expect(await editor.client.sendRequest('unblock/explain', { rule: 'no-such-rule' })).toBeNull();
	});
});
