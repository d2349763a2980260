import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test, vi } from 'vitest';
import type { CodeAction, Diagnostic, Hover, TextDocumentEdit } from 'vscode-languageserver/node';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { makeProject, startServer, type Server } from './client.ts';

const CONFIG = `import { readFileSync } from 'node:fs';

export function loadConfig(path: string): string {
	return readFileSync(path, 'utf8');
}
`;
const SERVER = `import { readFileSync } from 'node:fs';
import { loadConfig } from './config';

export async function handle(path: string): Promise<string> {
	const page = readFileSync(path, 'utf8');
	return page + loadConfig(path);
}
`;
const FILES = {
	'tsconfig.json': '{ "compilerOptions": { "module": "nodenext", "moduleResolution": "nodenext", "strict": true, "types": ["node"], "noEmit": true }, "include": ["src"] }',
	'package.json': '{ "name": "project" }',
	'src/config.ts': CONFIG,
	'src/server.ts': SERVER,
};
const patience = { timeout: 20_000, interval: 20 };

function rules(diagnostics: readonly Diagnostic[] | undefined): readonly string[] | undefined {
	return diagnostics?.map(({ code, range }) => `${code}:${range.start.line + 1}`);
}

async function opened(files: Readonly<Record<string, string>> = FILES): Promise<Server> {
	const server = await startServer(makeProject(files));
	await server.open('src/server.ts', SERVER);
	await vi.waitFor(() => expect(rules(server.shown('src/server.ts'))).toEqual(['blocking-call:5', 'blocking-call-chain:6']), patience);
	return server;
}

function applied(text: string, action: CodeAction | undefined): string {
	const [change] = action?.edit?.documentChanges ?? [];
	const edits = (change as TextDocumentEdit).edits.flatMap((edit) => ('newText' in edit ? [edit] : []));
	return TextDocument.applyEdits(TextDocument.create('', '', 0, text), edits);
}

function actionsOn(server: Server, line: number, only?: readonly string[]): Promise<CodeAction[]> {
	const range = { start: { line, character: 0 }, end: { line, character: 99 } };
	const diagnostics = server.shown('src/server.ts')?.filter((diagnostic) => diagnostic.range.start.line === line) ?? [];
	return server.client.sendRequest('textDocument/codeAction', { textDocument: { uri: server.uri('src/server.ts') }, range, context: { diagnostics, only } });
}

test('a blocking call is shown, and one in another file with the path to it', async () => {
	const server = await opened();
	const [direct, chain] = server.shown('src/server.ts') ?? [];
	expect(server.published.at(-1)?.version).toBe(1);
	expect(direct).toMatchObject({ source: 'unblock', codeDescription: { href: expect.stringMatching(/^file:.*\/guide\/blocking-call\.md/) } });
	// The reported call itself is no part of it.
	expect(chain?.relatedInformation).toMatchObject([{ location: { uri: server.uri('src/config.ts'), range: { start: { line: 3 } } }, message: expect.stringContaining('readFileSync') }]);
	expect(server.log.filter((message) => message.startsWith('connection:'))).toEqual([]);
});

test('hover tells of the path', async () => {
	const server = await opened();
	const start = server.shown('src/server.ts')?.[1]?.range.start;
	const hover: Hover = await server.client.sendRequest('textDocument/hover', { textDocument: { uri: server.uri('src/server.ts') }, position: start });
	expect((hover.contents as { value: string }).value).toMatch(/^[A-Z][^\n]*\.\n\n[^\n]*\n\n1\. `readFileSync\(\)` at \[src\/config\.ts:4\]\(file:.*\/src\/config\.ts#L4,/);
});

test('a fix is built when asked for; with its edit the finding goes', async () => {
	const server = await opened();
	const fix = (await actionsOn(server, 4)).find(({ kind, edit }) => kind === 'quickfix' && edit === undefined);
	// `handle` is exported: who calls it is not known.
	expect(fix?.title).toBe('Await readFile() from node:fs/promises (review: callers that do not await this function go on before this is done)');
	const after = applied(SERVER, await server.client.sendRequest('codeAction/resolve', fix));
	expect(after).toMatch(/const page = await \w*\.?readFile\(path, 'utf8'\);/);
	await server.change('src/server.ts', after, 2);
	await vi.waitFor(() => expect(server.shown('src/server.ts')?.map(({ code }) => code)).toEqual(['blocking-call-chain']), patience);
	expect(server.published.at(-1)?.version).toBe(2);
});

test('a comment with a reason silences a finding', async () => {
	const server = await opened();
	const ignore = (await actionsOn(server, 4)).find(({ title }) => title.startsWith('Ignore'));
	await server.change('src/server.ts', applied(SERVER, ignore), 2);
	await vi.waitFor(() => expect(rules(server.shown('src/server.ts'))).toEqual(['blocking-call-chain:7']), patience);
});

test('also above a template, within which a comment would be text', async () => {
	const server = await opened();
	const text = SERVER.replace(`readFileSync(path, 'utf8');`, '`\n${readFileSync(path)}`;');
	await server.change('src/server.ts', text, 2);
	await vi.waitFor(() => expect(rules(server.shown('src/server.ts'))).toEqual(['blocking-call:6', 'blocking-call-chain:7']), patience);
	const ignore = (await actionsOn(server, 5)).find(({ title }) => title.startsWith('Ignore'));
	const after = applied(text, ignore);
	expect(after).toMatch(/\t\/\/ unblock-ignore blocking-call -- .*\n\tconst page = `/);
	await server.change('src/server.ts', after, 3);
	await vi.waitFor(() => expect(rules(server.shown('src/server.ts'))).toEqual(['blocking-call-chain:8']), patience);
});

test('fix all changes what is safe', async () => {
	const server = await opened();
	// Right behind an await the caller has gone on already and nothing was begun, so that one more changes nothing.
	const pause = '\tawait Promise.resolve();\n';
	const text = SERVER.replace('\tconst page', `${pause}\tconst page`).replace('\treturn page', `${pause}\tconst more = readFileSync(page, 'utf8');\n\treturn more + page`);
	await server.change('src/server.ts', text, 2);
	await vi.waitFor(() => expect(server.shown('src/server.ts')).toHaveLength(3), patience);
	const [all] = await actionsOn(server, 0, ['source.fixAll.unblock']);
	expect(all?.kind).toBe('source.fixAll.unblock');
	const after = applied(text, await server.client.sendRequest('codeAction/resolve', all));
	expect(after.match(/^import .*$/gm)).toHaveLength(2);
	expect(after.match(/await \w*\.?readFile\(/g)).toHaveLength(2);
	await server.change('src/server.ts', after, 3);
	await vi.waitFor(() => expect(server.shown('src/server.ts')?.map(({ code }) => code)).toEqual(['blocking-call-chain']), patience);
});

test('Python is put right alike: one call, a block of a file, all that is safe', async () => {
	const text = 'import asyncio\nimport time\n\n\nasync def handle(path, told):\n    time.sleep(1)\n    asyncio.create_task(told())\n    with open(path) as file:\n        return file.read()\n';
	const server = await startServer(makeProject({ 'app/main.py': text }));
	await server.open('app/main.py', text, 'python');
	await vi.waitFor(() => expect(rules(server.shown('app/main.py'))).toEqual(['blocking-call:6', 'untracked-task:7', 'blocking-call:8', 'blocking-call:9']), patience);
	const ask = (line: number, only?: readonly string[]): Promise<CodeAction[]> => server.client.sendRequest('textDocument/codeAction', {
		textDocument: { uri: server.uri('app/main.py') }, range: { start: { line, character: 0 }, end: { line, character: 99 } }, context: { diagnostics: [], only },
	});
	const fixOf = async (line: number) => (await ask(line)).find(({ kind, edit }) => kind === 'quickfix' && edit === undefined);
	expect(await fixOf(5)).toMatchObject({ title: 'Await sleep() from asyncio', isPreferred: true });
	const block = applied(text, await server.client.sendRequest('codeAction/resolve', await fixOf(8)));
	expect(block).toContain('    def read_file():\n        with open(path) as file:\n            return file.read()\n\n    return await asyncio.to_thread(read_file)\n');
	const [all] = await ask(5, ['source.fixAll.unblock']);
	const after = applied(text, await server.client.sendRequest('codeAction/resolve', all));
	expect(after).toContain('    await asyncio.sleep(1)\n    task = asyncio.create_task(told())\n    _background_tasks.add(task)\n    task.add_done_callback(_background_tasks.discard)\n    with open(path) as file:\n');
	await server.change('app/main.py', after, 2);
	await vi.waitFor(() => expect(server.shown('app/main.py')?.map(({ code }) => code)).toEqual(['blocking-call', 'blocking-call']), patience);
});

test('a change of another open file changes what is found here', async () => {
	const server = await opened();
	await server.open('src/config.ts', CONFIG);
	await server.change('src/config.ts', CONFIG.replace(`readFileSync(path, 'utf8')`, 'path'), 2);
	await vi.waitFor(() => expect(rules(server.shown('src/server.ts'))).toEqual(['blocking-call:5']), patience);
});

test('JavaScript without a project and a document without a file are analysed too', async () => {
	const server = await startServer(makeProject({ 'a.js': '' }));
	await server.open('a.js', `const fs = require('fs');\nasync function load() {\n\treturn fs.readFileSync('x');\n}\nmodule.exports = load;\n`, 'javascript');
	await server.open('untitled:Untitled-1', `import { execSync } from 'node:child_process';\nexport async function load() {\n\treturn execSync('x');\n}\n`);
	await vi.waitFor(() => expect(rules(server.shown('a.js'))).toEqual(['blocking-call:3']), patience);
	await vi.waitFor(() => expect(rules(server.shown('untitled:Untitled-1'))).toEqual(['blocking-call:3']), patience);
});

test('a mistake in unblock.json is shown there, and gone when it is mended', async () => {
	const server = await opened({ ...FILES, 'unblock.json': '{\n\t"nonsense": true\n}\n' });
	await vi.waitFor(() => expect(server.shown('unblock.json')).toMatchObject([{ range: { start: { line: 1 } } }]), patience);
	writeFileSync(fileURLToPath(server.uri('unblock.json')), '{ "rules": { "blocking-call": "off" } }');
	await server.client.sendNotification('workspace/didChangeWatchedFiles', { changes: [{ uri: server.uri('unblock.json'), type: 2 }] });
	await vi.waitFor(() => expect(server.shown('unblock.json')).toEqual([]), patience);
	await vi.waitFor(() => expect(rules(server.shown('src/server.ts'))).toEqual(['blocking-call-chain:6']), patience);
});

test('an audit shows what is in files that are not open, and keeps it when they close', async () => {
	const server = await startServer(makeProject(FILES));
	const answer = await server.client.sendRequest('unblock/audit', {});
	expect(answer).toMatchObject({ findings: 2, files: 2, cancelled: false, byRule: { 'blocking-call': 1, 'blocking-call-chain': 1 }, errors: [] });
	await vi.waitFor(() => expect(rules(server.shown('src/server.ts'))).toEqual(['blocking-call:5', 'blocking-call-chain:6']), patience);
	await server.open('src/server.ts', SERVER);
	await vi.waitFor(() => expect(server.published.at(-1)?.version).toBe(1), patience);
	await server.client.sendNotification('textDocument/didClose', { textDocument: { uri: server.uri('src/server.ts') } });
	await vi.waitFor(() => expect(server.published.at(-1)).not.toHaveProperty('version'), patience);
	expect(server.shown('src/server.ts')).toHaveLength(2);
});

test('why tells how the calls of a line were understood', async () => {
	const server = await opened();
	const text: string = await server.client.sendRequest('unblock/why', { textDocument: { uri: server.uri('src/server.ts') }, position: { line: 4, character: 0 } });
	expect(text).toMatch(/^src\/server\.ts:5\nIn handle, an async function\.\n/);
	expect(text).toContain('node:fs#readFileSync');
});
