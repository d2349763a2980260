import { describe, expect, test, vi } from 'vitest';
import type { CodeAction, Hover, TextDocumentEdit, WorkspaceEdit } from 'vscode-languageserver/node';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { lineEdits } from '../../../server/src/language-server/fixAll.ts';
import { RICH, settle, startEditor, uri, type Editor } from './editor.ts';

const ONE = 'async function load() {\n\tslowSync();\n}\n';

async function opened(text: string, ...setup: Parameters<typeof startEditor>): Promise<Editor> {
	const editor = await startEditor(...setup);
	await editor.open('a.ts', text);
	await vi.waitFor(() => expect(editor.shown('a.ts')).toBeDefined());
	return editor;
}

function resolve(editor: Editor, action: CodeAction | undefined): Promise<CodeAction> {
	return editor.client.sendRequest('codeAction/resolve', action);
}

function textEdits(edit: WorkspaceEdit | undefined) {
	const [first] = edit?.documentChanges ?? [];
	return (first as TextDocumentEdit).edits;
}

function applied(text: string, edit: WorkspaceEdit | undefined): string {
	const edits = edit?.changes?.[uri('a.ts')] ?? textEdits(edit).map((each) => ('newText' in each ? each : { range: each.range, newText: each.snippet.value }));
	return TextDocument.applyEdits(TextDocument.create('', '', 0, text), edits);
}

describe('quick fixes', () => {
	test('are built when they are chosen, not when they are offered', async () => {
		const editor = await opened(ONE);
		const [fix] = await editor.actions('a.ts', 1);
		expect(fix).toMatchObject({ title: 'Use `slow`', kind: 'quickfix', isPreferred: true, diagnostics: [{ data: { fingerprint: 'f0' } }] });
		expect(fix).not.toHaveProperty('edit');
		expect(editor.service.resolved).toBe(0);
		const { edit } = await resolve(editor, fix);
		expect(editor.service.resolved).toBe(1);
		expect(edit?.documentChanges).toMatchObject([{ textDocument: { uri: uri('a.ts'), version: 1 } }]);
		expect(applied(ONE, edit)).toBe(`import { slow } from 'slow';\nasync function load() {\n\tawait slow();\n}\n`);
	});

	test('are built at once for a client that does not resolve, and only those that can be', async () => {
		const { codeAction, ...others } = RICH.textDocument ?? {};
		const editor = await opened(`${ONE}slowSync(); // refuse\n`, { textDocument: { ...others, codeAction: { codeActionLiteralSupport: codeAction?.codeActionLiteralSupport ?? { codeActionKind: { valueSet: [] } } } } });
		const [fix] = await editor.actions('a.ts', 1);
		expect(applied(ONE, fix?.edit)).toContain('await slow()');
		expect(fix?.edit).toHaveProperty('changes');
		expect((await editor.actions('a.ts', 3)).filter(({ title }) => title === 'Use `slow`')).toEqual([]);
	});

	test('that need a review say why in their title and carry the reason, and are done when they are chosen', async () => {
		const text = 'slowSync(); // review\n';
		const editor = await opened(text);
		const [fix] = await editor.actions('a.ts', 0);
		expect(fix?.title).toBe('Use `slow` (review: the order changes)');
		expect(fix).not.toHaveProperty('isPreferred');
		const { edit } = await resolve(editor, fix);
		// With a confirmation, VS Code would open a preview with nothing ticked.
		expect(Object.values(edit?.changeAnnotations ?? {})).toEqual([{ label: 'Use `slow`', needsConfirmation: false, description: 'the order changes' }]);
		const [id] = Object.keys(edit?.changeAnnotations ?? {});
		expect(textEdits(edit)).toMatchObject([{ annotationId: id }, { annotationId: id }]);
		expect(editor.messages).toEqual([]);
	});

	test('that need a review come without annotations for a client that has none', async () => {
		const editor = await opened('slowSync(); // review\n', { textDocument: RICH.textDocument ?? {} });
		const [fix] = await editor.actions('a.ts', 0);
		expect(fix?.title).toBe('Use `slow` (review: the order changes)');
		expect((await resolve(editor, fix)).edit).not.toHaveProperty('changeAnnotations');
	});

	test('that turn out to need a review when they are built say so then', async () => {
		const editor = await opened('slowSync(); // doubt\n');
		const [fix] = await editor.actions('a.ts', 0);
		expect(fix?.title).toBe('Use `slow`');
		expect((await resolve(editor, fix)).title).toBe('Use `slow`');
		await vi.waitFor(() => expect(editor.messages.join()).toContain('(review: the order changes)'));
	});

	test('that turn out to need a review have it in their title for a client that does not resolve', async () => {
		const { codeAction: _, ...others } = RICH.textDocument ?? {};
		const editor = await opened('slowSync(); // doubt\n', { textDocument: { ...others, codeAction: { codeActionLiteralSupport: { codeActionKind: { valueSet: [] } } } } });
		expect((await editor.actions('a.ts', 0)).map(({ title }) => title)).toContain('Use `slow` (review: the order changes)');
	});

	test('that fail their check come back disabled, and the reason is said and logged', async () => {
		const editor = await opened('slowSync(); // refuse\n');
		const [fix] = await editor.actions('a.ts', 0);
		const done = await resolve(editor, fix);
		expect(done).toMatchObject({ disabled: { reason: 'the compiler would report an error' } });
		expect(done).not.toHaveProperty('edit');
		await vi.waitFor(() => expect(editor.messages.join()).toContain('the compiler would report an error'));
		expect(editor.log.join()).toContain('the compiler would report an error');
	});

	test('that bring a file make it first, and keep their annotation', async () => {
		const editor = await opened('slowSync(); // helper\n');
		const [fix] = await editor.actions('a.ts', 0);
		const { edit } = await resolve(editor, fix);
		const [annotation = ''] = Object.keys(edit?.changeAnnotations ?? {});
		expect(edit?.documentChanges).toMatchObject([
			{ textDocument: { uri: uri('a.ts'), version: 1 }, edits: [{ newText: 'await slow', annotationId: annotation }] },
			{ kind: 'create', uri: uri('src/lib/slow.ts'), options: { overwrite: false }, annotationId: annotation },
			{ textDocument: { uri: uri('src/lib/slow.ts'), version: null }, edits: [{ newText: 'export const slow = 1;\n', annotationId: annotation }] },
		]);
	});

	test('that bring a file are refused for a client that cannot make one', async () => {
		const editor = await opened('slowSync(); // helper\n', { ...RICH, workspace: { ...RICH.workspace, workspaceEdit: { documentChanges: true } } });
		const [fix] = await editor.actions('a.ts', 0);
		expect(await resolve(editor, fix)).toMatchObject({ disabled: { reason: expect.stringContaining('this editor cannot make') as string } });
	});

	test('that bring a file go where somebody says, if the client asks', async () => {
		const editor = await opened('slowSync(); // helper\n', RICH, { asksForPlaces: true });
		const asked: unknown[] = [];
		let answer: string | null = 'shared';
		editor.client.onRequest('unblock/helperPlace', (place: unknown) => { asked.push(place); return answer; });
		const [fix] = await editor.actions('a.ts', 0);
		const { edit } = await resolve(editor, fix);
		expect(asked).toEqual([{ directory: 'src/lib', settings: '/project/unblock.json' }]);
		expect(edit?.documentChanges?.[1]).toMatchObject({ kind: 'create', uri: uri('shared/slow.ts') });
		answer = null;
		expect(await resolve(editor, fix)).toMatchObject({ disabled: { reason: 'no folder was chosen' } });
	});

	test('are found for the present text, not for the one that was analysed last', async () => {
		const editor = await opened(ONE);
		await editor.change('a.ts', `\n\n${ONE}`, 2);
		expect((await editor.actions('a.ts', 1, { diagnostics: [] })).map(({ title }) => title)).toEqual([]);
		expect(await editor.actions('a.ts', 3)).not.toEqual([]);
	});

	test('are offered for the kinds asked for only', async () => {
		const editor = await opened(ONE);
		expect(await editor.actions('a.ts', 1, { only: ['refactor'] })).toEqual([]);
		expect((await editor.actions('a.ts', 1, { only: ['source'] })).map(({ kind }) => kind)).toEqual(['source.fixAll.unblock']);
		expect((await editor.actions('a.ts', 0, { only: ['quickfix'] }))).toEqual([]);
	});
});

describe('ignoring with a reason', () => {
	test('puts a comment on the line before, its reason selected', async () => {
		const editor = await opened(ONE);
		const ignore = (await editor.actions('a.ts', 1)).find(({ title }) => title.startsWith('Ignore'));
		expect(ignore?.title).toBe('Ignore blocking-call here, with a reason');
		expect(textEdits(ignore?.edit)).toEqual([{
			range: { start: { line: 1, character: 0 }, end: { line: 1, character: 0 } },
			snippet: { kind: 'snippet', value: '\t// unblock-ignore blocking-call -- ${1:why this is fine here}\n' },
		}]);
	});

	test('writes plain text for a client without snippets, with the line ends of the text', async () => {
		const text = ONE.replaceAll('\n', '\r\n');
		const editor = await opened(text, { textDocument: RICH.textDocument ?? {} });
		const ignore = (await editor.actions('a.ts', 1)).find(({ title }) => title.startsWith('Ignore'));
		const after = applied(text, ignore?.edit);
		expect(after).toBe('async function load() {\r\n\t// unblock-ignore blocking-call -- why this is fine here\r\n\tslowSync();\r\n}\r\n');
		await editor.change('a.ts', after, 2);
		await vi.waitFor(() => expect(editor.shown('a.ts')).toEqual([]));
	});

	test('puts the comment above a template, never into its text', async () => {
		const text = 'const page = `\n\t${slowSync()}\n`;\n';
		const editor = await opened(text, { textDocument: RICH.textDocument ?? {} });
		const ignore = (await editor.actions('a.ts', 1)).find(({ title }) => title.startsWith('Ignore'));
		expect(applied(text, ignore?.edit)).toBe(`// unblock-ignore blocking-call -- why this is fine here\n${text}`);
	});

	test.each([
		['text of an element', '<p>\n\t{slowSync()}</p>'],
		['behind an element', '<p>\n<b/>\nthe {slowSync()}</p>'],
		['behind an expression', '<p>\n{a}\nthe {slowSync()}</p>'],
		['an object in a list', 'const a = [\n{ b: slowSync() }];'],
	])('puts the comment before the call where the line may be text: %s', async (_what, text) => {
		const editor = await startEditor({ textDocument: RICH.textDocument ?? {} });
		await editor.open('a.ts', text, 'javascriptreact');
		await vi.waitFor(() => expect(editor.shown('a.ts')).toHaveLength(1));
		const ignore = (await editor.actions('a.ts', text.split('\n').length - 1)).find(({ title }) => title.startsWith('Ignore'));
		expect(applied(text, ignore?.edit)).toBe(text.replace('slowSync', '/* unblock-ignore blocking-call -- why this is fine here */ slowSync'));
	});

	test.each([['an arrow function', 'const a = () =>\n\tslowSync();\n'], ['a statement', 'const a = 1;\nslowSync();\n']])('puts it above in plain code of a module with elements: %s', async (_what, text) => {
		const editor = await startEditor({ textDocument: RICH.textDocument ?? {} });
		await editor.open('a.ts', text, 'javascriptreact');
		await vi.waitFor(() => expect(editor.shown('a.ts')).toHaveLength(1));
		const ignore = (await editor.actions('a.ts', 1)).find(({ title }) => title.startsWith('Ignore'));
		expect(applied(text, ignore?.edit)).toMatch(/\n\t?\/\/ unblock-ignore blocking-call -- .*\n\t?slowSync/);
	});
});

describe('fixing all', () => {
	const text = 'async function load() {\n\tslowSync(); // refuse\n\tslowSync();\n\tslowSync(); // review\n\tslowSync();\n}\n';

	test('applies what is safe, one after another, as one edit; the analysis has the own text again', async () => {
		const editor = await opened(text);
		const [all] = await editor.actions('a.ts', 0, { only: ['source.fixAll'] });
		expect(all?.kind).toBe('source.fixAll.unblock');
		const { edit } = await resolve(editor, all);
		expect(applied(text, edit)).toBe(`import { slow } from 'slow';\nasync function load() {\n\tslowSync(); // refuse\n\tawait slow();\n\tslowSync(); // review\n\tawait slow();\n}\n`);
		expect([...editor.service.documents.values()].map((document) => document.text)).toEqual([text]);
		await settle();
		expect(editor.published).toHaveLength(1);
		expect(await editor.actions('a.ts', 2)).not.toEqual([]);
	});

	test('gives up when the text is changed meanwhile; the new text is analysed', async () => {
		const editor = await opened(text);
		const [all] = await editor.actions('a.ts', 0, { only: ['source.fixAll'] });
		editor.service.hold();
		const done = resolve(editor, all);
		await settle();
		await editor.change('a.ts', ONE, 2);
		await settle();
		editor.service.release();
		expect(await done).not.toHaveProperty('edit');
		await vi.waitFor(() => expect(editor.published.at(-1)).toMatchObject({ version: 2, diagnostics: [{}] }));
		expect([...editor.service.documents.values()].map((document) => document.text)).toEqual([ONE]);
	});

	test('leaves nothing behind when the document is closed meanwhile', async () => {
		const editor = await opened(text);
		const [all] = await editor.actions('a.ts', 0, { only: ['source.fixAll'] });
		editor.service.hold();
		const done = resolve(editor, all);
		await settle();
		await editor.client.sendNotification('textDocument/didClose', { textDocument: { uri: uri('a.ts') } });
		await settle();
		editor.service.release();
		expect(await done).not.toHaveProperty('edit');
		expect(editor.service.documents.size).toBe(0);
	});

	test.each([
		['a\nb\nc\n', 'x\na\nc\nd\n'], ['a\nb', 'a\nc'], ['', 'a\n'], ['a\r\nb\r\n', 'a\r\nc\r\n'], ['a\n', ''],
	])('its edits of whole lines make %j of %j', (before, after) => {
		expect(TextDocument.applyEdits(TextDocument.create('', '', 0, before), lineEdits(before, after))).toBe(after);
	});
});

describe('hover', () => {
	test('adds to the message whom it hurts, by which path, what to do, and where to read on', async () => {
		const editor = await opened(ONE);
		const hover: Hover = await editor.client.sendRequest('textDocument/hover', { textDocument: { uri: uri('a.ts') }, position: { line: 1, character: 9 } });
		expect(hover.range).toEqual({ start: { line: 1, character: 1 }, end: { line: 1, character: 9 } });
		expect(hover.contents).toMatchObject({ kind: 'markdown' });
		const { value } = hover.contents as { value: string };
		expect(value).not.toContain(editor.shown('a.ts')?.[0]?.message);
		expect(value).toMatch(/^Nothing else runs meanwhile\.\n/);
		expect(value).toContain('1. `readFileSync()` at [deep.ts:7](file:///project/deep.ts#L7,2)');
		expect(value).not.toContain('slowSync()');
		expect(value).toContain('Quick fix: Use `slow`');
		expect(value).toMatch(/\]\(file:\/\/\/.*\/guide\/blocking-call\.md#files\)/);
		expect(value).toContain('`unblock why a.ts:2`');
	});

	test('names what to look at after a fix', async () => {
		const editor = await opened('slowSync(); // review\n');
		const hover: Hover = await editor.client.sendRequest('textDocument/hover', { textDocument: { uri: uri('a.ts') }, position: { line: 0, character: 2 } });
		expect((hover.contents as { value: string }).value).toContain('Quick fix: Use `slow` (review: the order changes)');
	});

	test('is plain text for a client that wants it, and nothing beside a finding', async () => {
		const editor = await opened(ONE, { textDocument: { hover: { contentFormat: ['plaintext'] } } });
		const hover: Hover = await editor.client.sendRequest('textDocument/hover', { textDocument: { uri: uri('a.ts') }, position: { line: 1, character: 2 } });
		expect(hover.contents).toEqual({ kind: 'plaintext', value: 'Nothing else runs meanwhile.\n1. readFileSync() at deep.ts:7\nQuick fix: Use `slow`\nunblock explain blocking-call · unblock why a.ts:2' });
		expect(await editor.client.sendRequest('textDocument/hover', { textDocument: { uri: uri('a.ts') }, position: { line: 0, character: 2 } })).toBeNull();
	});
});

test('a request that fails is answered with nothing, and the server goes on', async () => {
	const editor = await opened(ONE);
	vi.spyOn(editor.service, 'resolveFix').mockRejectedValueOnce(new Error('a bug'));
	const [fix] = await editor.actions('a.ts', 1);
	expect(await resolve(editor, fix)).toEqual(fix);
	await vi.waitFor(() => expect(editor.log.join()).toContain('codeAction/resolve failed: Error: a bug'));
	expect((await resolve(editor, fix)).edit).toBeDefined();
});
