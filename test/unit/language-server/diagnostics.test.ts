import { describe, expect, test, vi } from 'vitest';
import { ROOT } from './fakeService.ts';
import { RICH, settle, startEditor, uri } from './editor.ts';

const ONE = 'async function load() {\n\tslowSync();\n}\n';
const TWO = 'async function load() {\n\tslowSync();\n\tslowSync();\n}\n';

describe('findings of an open document', () => {
	test('are published with rule, guide page, path below the call and the version that was analysed', async () => {
		const editor = await startEditor();
		await editor.open('a.ts', ONE);
		await vi.waitFor(() => expect(editor.shown('a.ts')).toHaveLength(1));
		const [last] = editor.published;
		expect(last?.version).toBe(1);
		expect(last?.diagnostics[0]).toMatchObject({
			range: { start: { line: 1, character: 1 }, end: { line: 1, character: 9 } },
			severity: 1, source: 'unblock', code: 'blocking-call',
			codeDescription: { href: expect.stringMatching(/^file:\/\/\/.*\/guide\/blocking-call\.md#files$/) },
			data: { fingerprint: 'f0', fixes: 1 },
			relatedInformation: [{ location: { uri: `file://${ROOT}/deep.ts`, range: { start: { line: 6, character: 1 } } }, message: 'readFileSync()' }],
		});
	});

	test('of a client without the newer parts of the protocol come without them', async () => {
		const editor = await startEditor({});
		await editor.open('a.ts', ONE);
		await vi.waitFor(() => expect(editor.shown('a.ts')).toHaveLength(1));
		expect(editor.shown('a.ts')?.[0]).not.toHaveProperty('relatedInformation');
		expect(editor.shown('a.ts')?.[0]).not.toHaveProperty('codeDescription');
	});

	test('stay while a newer text is analysed, and none but the newest is analysed of texts typed in haste', async () => {
		const editor = await startEditor();
		await editor.open('a.ts', ONE);
		await vi.waitFor(() => expect(editor.shown('a.ts')).toHaveLength(1));
		editor.service.hold();
		for (let version = 2; version <= 6; version++) {
			await editor.change('a.ts', `${TWO}// ${version}\n`, version);
		}
		await settle();
		expect(editor.published).toHaveLength(1);
		expect(editor.service.analyzed).toHaveLength(2);
		editor.service.release();
		await vi.waitFor(() => expect(editor.shown('a.ts')).toHaveLength(2));
		expect(editor.published.map(({ version }) => version)).toEqual([1, 6]);
	});

	test('of a superseded analysis are dropped', async () => {
		const editor = await startEditor();
		editor.service.hold();
		await editor.open('a.ts', ONE);
		await settle();
		await editor.change('a.ts', TWO, 2);
		await settle();
		editor.service.release();
		await vi.waitFor(() => expect(editor.published).toHaveLength(1));
		expect(editor.published[0]).toMatchObject({ version: 2, diagnostics: [{}, {}] });
	});

	test('stay when the analysis fails, and the log says why, once', async () => {
		const editor = await startEditor();
		await editor.open('a.ts', ONE);
		await vi.waitFor(() => expect(editor.shown('a.ts')).toHaveLength(1));
		await editor.change('a.ts', 'UNREADABLE', 2);
		await editor.change('a.ts', 'UNREADABLE too', 3);
		await settle();
		await editor.change('a.ts', 'UNREADABLE still', 4);
		await settle();
		expect(editor.published).toHaveLength(1);
		expect(editor.log.filter((message) => message.includes('it cannot be read'))).toHaveLength(1);
		await editor.change('a.ts', TWO, 5);
		await vi.waitFor(() => expect(editor.shown('a.ts')).toHaveLength(2));
	});

	test('stay when the analysis throws; the next one is none the worse', async () => {
		const editor = await startEditor();
		await editor.open('a.ts', ONE);
		await vi.waitFor(() => expect(editor.shown('a.ts')).toHaveLength(1));
		await editor.change('a.ts', 'CRASH', 2);
		await vi.waitFor(() => expect(editor.log.join('\n')).toContain('out of luck'));
		expect(editor.published).toHaveLength(1);
		await vi.waitFor(() => expect(editor.statuses.at(-1)?.state).toBe('error'));
		await editor.change('a.ts', TWO, 3);
		await vi.waitFor(() => expect(editor.shown('a.ts')).toHaveLength(2));
		await vi.waitFor(() => expect(editor.statuses.at(-1)?.state).toBe('ready'));
	});

	test('come after all when the analysis threw and is tried again, once', async () => {
		const editor = await startEditor();
		const analyze = vi.spyOn(editor.service, 'analyze').mockRejectedValueOnce(new Error('the worker ended'));
		await editor.open('a.ts', ONE);
		await vi.waitFor(() => expect(editor.shown('a.ts')).toHaveLength(1), { timeout: 3000 });
		expect(analyze).toHaveBeenCalledTimes(2);
		analyze.mockClear();
		await editor.change('a.ts', 'CRASH', 2);
		await settle(2500);
		expect(analyze).toHaveBeenCalledTimes(2);
	});

	test('go when it is closed', async () => {
		const editor = await startEditor();
		await editor.open('a.ts', ONE);
		await vi.waitFor(() => expect(editor.shown('a.ts')).toHaveLength(1));
		await editor.client.sendNotification('textDocument/didClose', { textDocument: { uri: uri('a.ts') } });
		await vi.waitFor(() => expect(editor.shown('a.ts')).toEqual([]));
		expect(editor.service.documents.size).toBe(0);
	});

	test('of an analysis that ends after it was closed are not shown', async () => {
		const editor = await startEditor();
		editor.service.hold();
		await editor.open('a.ts', ONE);
		await settle();
		await editor.client.sendNotification('textDocument/didClose', { textDocument: { uri: uri('a.ts') } });
		await settle();
		editor.service.release();
		await settle();
		expect(editor.published).toEqual([]);
	});

	test('that are acceptable are not shown', async () => {
		const editor = await startEditor();
		await editor.open('a.ts', 'slowSync(); // acceptable\nslowSync();\n');
		await vi.waitFor(() => expect(editor.shown('a.ts')).toHaveLength(1));
		expect(editor.shown('a.ts')?.[0]?.range.start.line).toBe(1);
	});

	test('follow news of the service only if they are of the present text', async () => {
		const editor = await startEditor();
		await editor.open('a.ts', ONE);
		await vi.waitFor(() => expect(editor.shown('a.ts')).toHaveLength(1));
		const file = `${ROOT}/a.ts`;
		const version = editor.service.documents.get(file)?.version ?? 0;
		editor.service.tell({ file, version: version - 1, findings: [], errors: [] });
		await settle();
		expect(editor.shown('a.ts')).toHaveLength(1);
		editor.service.tell({ file, version, findings: [], errors: [] });
		await vi.waitFor(() => expect(editor.shown('a.ts')).toEqual([]));
	});
});

describe('documents', () => {
	test('are taken by language and scheme', async () => {
		const editor = await startEditor();
		await editor.open('a.rb', 'slow', 'ruby');
		await editor.open('git:/project/a.ts?ref', ONE);
		await editor.open('untitled:Untitled-1', ONE, 'typescriptreact');
		await vi.waitFor(() => expect(editor.shown('untitled:Untitled-1')).toHaveLength(1));
		expect([...editor.service.documents.keys()]).toEqual([`${ROOT}/Untitled-1.tsx`]);
		expect(editor.published).toHaveLength(1);
		const textDocument = { uri: 'git:/project/a.ts?ref' };
		expect(await editor.client.sendRequest('textDocument/hover', { textDocument, position: { line: 1, character: 2 } })).toBeNull();
		await editor.client.sendNotification('textDocument/didClose', { textDocument: { uri: 'untitled:Untitled-1' } });
		await vi.waitFor(() => expect(editor.shown('untitled:Untitled-1')).toEqual([]));
	});

	test('are changed incrementally', async () => {
		const editor = await startEditor();
		await editor.open('a.ts', 'const a = 1;\n');
		await editor.client.sendNotification('textDocument/didChange', {
			textDocument: { uri: uri('a.ts'), version: 2 },
			contentChanges: [
				{ range: { start: { line: 0, character: 10 }, end: { line: 0, character: 11 } }, text: 'slowSync()' },
				{ range: { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } }, text: '// first\n' },
			],
		});
		await vi.waitFor(() => expect(editor.shown('a.ts')?.[0]?.range.start).toEqual({ line: 1, character: 10 }));
		expect(editor.service.documents.get(`${ROOT}/a.ts`)?.text).toBe('// first\nconst a = slowSync();\n');
	});
});

describe('settings', () => {
	test('onSave: findings follow saving, not typing', async () => {
		const editor = await startEditor(RICH, {}, { run: 'onSave' });
		await settle();
		await editor.open('a.ts', ONE);
		await vi.waitFor(() => expect(editor.shown('a.ts')).toHaveLength(1));
		await editor.change('a.ts', TWO, 2);
		await settle();
		expect(editor.shown('a.ts')).toHaveLength(1);
		await editor.client.sendNotification('textDocument/didSave', { textDocument: { uri: uri('a.ts') } });
		await vi.waitFor(() => expect(editor.shown('a.ts')).toHaveLength(2));
	});

	test('a severity of a rule can be changed, also while the server runs', async () => {
		const editor = await startEditor(RICH, {}, { severity: { 'blocking-call': 'hint', other: 'nonsense' } });
		await editor.open('a.ts', ONE);
		await vi.waitFor(() => expect(editor.shown('a.ts')?.[0]?.severity).toBe(4));
		editor.settings['severity'] = { 'blocking-call': 'off' };
		await editor.client.sendNotification('workspace/didChangeConfiguration', { settings: null });
		await vi.waitFor(() => expect(editor.shown('a.ts')).toEqual([]));
	});

	test('of a client that cannot be asked come with the initialisation or are sent', async () => {
		const editor = await startEditor({}, { settings: { severity: { 'blocking-call': 'warning' } } });
		await editor.open('a.ts', ONE);
		await vi.waitFor(() => expect(editor.shown('a.ts')?.[0]?.severity).toBe(2));
		await editor.client.sendNotification('workspace/didChangeConfiguration', { settings: { unblock: { severity: {} } } });
		await vi.waitFor(() => expect(editor.shown('a.ts')?.[0]?.severity).toBe(1));
	});

	test('the base of links to the guide can be given', async () => {
		const editor = await startEditor(RICH, { guideBase: 'vscode://unblock.unblock/guide/' });
		await editor.open('a.ts', ONE);
		await vi.waitFor(() => expect(editor.shown('a.ts')?.[0]?.codeDescription?.href).toBe('vscode://unblock.unblock/guide/blocking-call.md#files'));
	});
});

describe('what is wrong around the code', () => {
	test('a mistake in the configuration is shown in its file, until it is gone', async () => {
		const editor = await startEditor();
		await editor.open('a.ts', 'BADCONFIG');
		await editor.open('b.ts', 'BADCONFIG');
		await vi.waitFor(() => expect(editor.shown('unblock.json')).toMatchObject([{ message: 'There is no rule nonsense', range: { start: { line: 2, character: 4 } } }]));
		await editor.change('a.ts', '', 2);
		await settle();
		expect(editor.shown('unblock.json')).toHaveLength(1);
		await editor.change('b.ts', '', 2);
		await vi.waitFor(() => expect(editor.shown('unblock.json')).toEqual([]));
	});

	test('a weakness of the analysis is told once, and shown in the status', async () => {
		const editor = await startEditor();
		await editor.open('a.ts', 'DEGRADED');
		await editor.open('b.ts', 'DEGRADED');
		await vi.waitFor(() => expect(editor.statuses.at(-1)).toMatchObject({ state: 'degraded', message: 'There is no @types/node' }));
		await settle();
		expect(editor.log.filter((message) => message.includes('@types/node'))).toHaveLength(1);
		expect(editor.shown('a.ts')).toEqual([]);
	});

	test('files that change on disk are told to the analysis; open documents follow their configuration', async () => {
		const editor = await startEditor();
		await editor.open('a.ts', ONE);
		await vi.waitFor(() => expect(editor.service.analyzed).toHaveLength(1));
		await editor.client.sendNotification('workspace/didChangeWatchedFiles', { changes: [{ uri: uri('b.ts'), type: 3 }, { uri: uri('tsconfig.json'), type: 2 }, { uri: 'git:/x', type: 2 }] });
		await vi.waitFor(() => expect(editor.service.analyzed).toHaveLength(2));
		expect(editor.service.changed).toEqual([`deleted ${ROOT}/b.ts`, `changed ${ROOT}/tsconfig.json`]);
	});

	test('other workspace folders make the analysis begin anew with the open documents', async () => {
		const editor = await startEditor();
		await editor.open('a.ts', ONE);
		await vi.waitFor(() => expect(editor.shown('a.ts')).toHaveLength(1));
		await editor.client.sendNotification('workspace/didChangeWorkspaceFolders', { event: { added: [{ uri: 'file:///other', name: 'other' }], removed: [] } });
		await vi.waitFor(() => expect(editor.service.analyzed).toHaveLength(2));
		expect(editor.service.options?.roots).toEqual([ROOT, '/other']);
	});

	test('work that takes long is shown as being busy', async () => {
		const editor = await startEditor();
		editor.service.hold();
		await editor.open('a.ts', ONE);
		await vi.waitFor(() => expect(editor.statuses.at(-1)?.state).toBe('busy'));
		editor.service.release();
		await vi.waitFor(() => expect(editor.statuses.at(-1)?.state).toBe('ready'));
	});
});

test('the handshake says who serves and what it can', async () => {
	const { initialized } = await startEditor();
	expect(initialized.serverInfo).toEqual({ name: 'unblock', version: '1.2.3' });
	expect(initialized.capabilities).toMatchObject({
		positionEncoding: 'utf-16', textDocumentSync: { change: 2 },
		codeActionProvider: { codeActionKinds: ['quickfix', 'source.fixAll.unblock'], resolveProvider: true },
		executeCommandProvider: { commands: ['unblock.audit', 'unblock.why', 'unblock.status'] },
	});
	const quiet = await startEditor(RICH, { registerCommands: false });
	expect(quiet.initialized.capabilities).not.toHaveProperty('executeCommandProvider');
});
