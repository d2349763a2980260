/** How the server begins, goes on after accidents, and ends. */
import { spawn } from 'node:child_process';
import { expect, test, vi } from 'vitest';
import { isAlive, makeProject, startServer, type Server } from './client.ts';

const TEXT = `import { readFileSync } from 'node:fs';\nexport async function load() {\n\treturn readFileSync('x');\n}\n`;
const FILES = {
	'tsconfig.json': '{ "compilerOptions": { "module": "nodenext", "strict": true, "types": ["node"], "noEmit": true } }',
	'a.ts': TEXT,
};
const patience = { timeout: 20_000, interval: 20 };

async function analysed(server: Server, version = 1): Promise<void> {
	await (version === 1 ? server.open('a.ts', TEXT) : server.change('a.ts', `${TEXT}// ${version}\n`, version));
	await vi.waitFor(() => expect(server.published.at(-1)).toMatchObject({ version, diagnostics: [{ code: 'blocking-call' }] }), patience);
}

async function compilersOf(server: Server): Promise<readonly number[]> {
	const { compilers } = await server.compilers();
	expect(compilers.length).toBeGreaterThan(0);
	return compilers.map(({ pid }) => pid);
}

async function expectGone(pids: readonly number[]): Promise<void> {
	await vi.waitFor(() => expect(pids.filter(isAlive)).toEqual([]), patience);
}

test('shutdown and exit end it with 0, and its compilers with it', async () => {
	const server = await startServer(makeProject(FILES));
	await analysed(server);
	const compilers = await compilersOf(server);
	await server.client.sendRequest('shutdown');
	await server.client.sendNotification('exit');
	expect(await server.exited).toBe(0);
	await expectGone(compilers);
});

test('exit without shutdown ends it with 1', async () => {
	const server = await startServer(makeProject(FILES));
	await server.client.sendNotification('exit');
	expect(await server.exited).toBe(1);
});

test('it ends when its client lets go, and its compilers with it', async () => {
	const server = await startServer(makeProject(FILES));
	await analysed(server);
	const compilers = await compilersOf(server);
	server.process.stdin?.end();
	expect(await server.exited).toBe(1);
	await expectGone(compilers);
});

test('it ends when the process that started it dies', async () => {
	const parent = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)']);
	const server = await startServer(makeProject(FILES), { parent: parent.pid ?? 0 });
	await analysed(server);
	const compilers = await compilersOf(server);
	parent.kill('SIGKILL');
	expect(await server.exited).toBe(1);
	await expectGone(compilers);
});

test('it is killed outright: its compilers do not stay behind', async () => {
	const server = await startServer(makeProject(FILES));
	await analysed(server);
	const compilers = await compilersOf(server);
	server.process.kill('SIGKILL');
	await server.exited;
	await expectGone(compilers);
});

test('a killed compiler is started anew, and knows the unsaved text', async () => {
	const server = await startServer(makeProject({ ...FILES, 'a.ts': '' }));
	await analysed(server);
	for (const pid of await compilersOf(server)) {
		process.kill(pid, 'SIGKILL');
	}
	await analysed(server, 2);
	expect((await server.compilers()).restarts).toBeGreaterThan(0);
});

test('a file that is deleted while it is open keeps its findings', async () => {
	const server = await startServer(makeProject(FILES));
	await analysed(server);
	await server.client.sendNotification('workspace/didChangeWatchedFiles', { changes: [{ uri: server.uri('a.ts'), type: 3 }] });
	await analysed(server, 2);
});

test('a senseless request is answered with nothing, and the next one properly', async () => {
	const server = await startServer(makeProject(FILES));
	await server.client.sendRequest('textDocument/hover', { nonsense: true }).catch(() => {});
	await server.client.sendNotification('textDocument/didChange', { textDocument: { uri: server.uri('never-opened.ts'), version: 1 }, contentChanges: [{ text: '' }] });
	await server.client.sendRequest('codeAction/resolve', { title: 'what', data: 7 });
	await analysed(server);
});

test('it speaks over Node\'s channel too', async () => {
	const server = await startServer(makeProject(FILES), { channel: 'node-ipc' });
	await analysed(server);
	await server.client.sendRequest('shutdown');
	await server.client.sendNotification('exit');
	expect(await server.exited).toBe(0);
});
