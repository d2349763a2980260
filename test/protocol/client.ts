/** The built server (`npm run build`) as a process of its own, on a project in a temporary directory. */
import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { onTestFinished } from 'vitest';
import {
	createProtocolConnection, IPCMessageReader, IPCMessageWriter, StreamMessageReader, StreamMessageWriter,
	type ClientCapabilities, type Diagnostic, type ProtocolConnection, type PublishDiagnosticsParams,
} from 'vscode-languageserver/node';

export const CLI = join(process.cwd(), 'dist/cli.js');

const capabilities: ClientCapabilities = {
	window: { workDoneProgress: true },
	workspace: { workspaceFolders: true, workspaceEdit: { documentChanges: true, changeAnnotationSupport: {} } },
	textDocument: {
		publishDiagnostics: { relatedInformation: true, codeDescriptionSupport: true, versionSupport: true },
		codeAction: { codeActionLiteralSupport: { codeActionKind: { valueSet: ['quickfix', 'source'] } }, dataSupport: true, isPreferredSupport: true, disabledSupport: true, resolveSupport: { properties: ['edit'] } },
	},
};

/** Makes a project of these files, with Node's types; it is removed when the test has ended. @returns its directory */
export function makeProject(files: Readonly<Record<string, string>>): string {
	const directory = realpathSync(mkdtempSync(join(tmpdir(), 'unblock-protocol-')));
	onTestFinished(() => rmSync(directory, { recursive: true, force: true }));
	for (const [name, text] of Object.entries(files)) {
		mkdirSync(dirname(join(directory, name)), { recursive: true });
		writeFileSync(join(directory, name), text);
	}
	for (const name of ['@types/node', 'undici-types']) {
		mkdirSync(dirname(join(directory, 'node_modules', name)), { recursive: true });
		symlinkSync(join(process.cwd(), 'node_modules', name), join(directory, 'node_modules', name), 'dir');
	}
	return directory;
}

export interface Server {
	readonly client: ProtocolConnection;
	readonly process: ChildProcess;
	readonly exited: Promise<number | null>;
	readonly published: PublishDiagnosticsParams[];
	readonly log: string[];
	uri(name: string): string;
	open(name: string, text: string, languageId?: string): Promise<void>;
	change(name: string, text: string, version: number): Promise<void>;
	shown(name: string): readonly Diagnostic[] | undefined;
	compilers(): Promise<{ readonly compilers: readonly { readonly pid: number }[]; readonly restarts: number }>;
}

/** Starts the server on a project and shakes hands. @param parent the process that the server is to outlive no longer than a few seconds */
export async function startServer(directory: string, { channel = 'stdio', parent = process.pid }: { readonly channel?: 'stdio' | 'node-ipc'; readonly parent?: number } = {}): Promise<Server> {
	if (!existsSync(CLI)) {
		throw new Error('There is no dist/cli.js: `npm run build` makes it');
	}
	const child = spawn(process.execPath, [CLI, 'language-server', `--${channel}`], { cwd: directory, stdio: channel === 'stdio' ? ['pipe', 'pipe', 'inherit'] : ['ignore', 'inherit', 'inherit', 'ipc'] });
	const exited = new Promise<number | null>((resolve) => child.once('exit', resolve));
	const client = channel === 'stdio' && child.stdout && child.stdin
		? createProtocolConnection(new StreamMessageReader(child.stdout), new StreamMessageWriter(child.stdin))
		: createProtocolConnection(new IPCMessageReader(child), new IPCMessageWriter(child));
	const published: PublishDiagnosticsParams[] = [];
	const log: string[] = [];
	client.onNotification('textDocument/publishDiagnostics', (parameters: PublishDiagnosticsParams) => void published.push(parameters));
	client.onNotification('window/logMessage', ({ message }: { message: string }) => void log.push(message));
	client.onRequest('window/workDoneProgress/create', () => null);
	// Whatever on standard output is not of the protocol ends here.
	client.onError(([error]) => void log.push(`connection: ${error.message}`));
	client.listen();
	onTestFinished(async () => {
		client.dispose();
		child.kill('SIGKILL');
		await exited;
	});
	const uri = (name: string) => (name.includes(':') ? name : pathToFileURL(join(directory, name)).href);
	await client.sendRequest('initialize', { processId: parent, rootUri: uri('.'), workspaceFolders: [{ uri: uri('.'), name: 'project' }], capabilities });
	await client.sendNotification('initialized', {});
	return {
		client, process: child, exited, published, log, uri,
		open: (name, text, languageId = 'typescript') => client.sendNotification('textDocument/didOpen', { textDocument: { uri: uri(name), languageId, version: 1, text } }),
		change: (name, text, version) => client.sendNotification('textDocument/didChange', { textDocument: { uri: uri(name), version }, contentChanges: [{ text }] }),
		shown: (name) => published.findLast((parameters) => parameters.uri === uri(name))?.diagnostics,
		compilers: () => client.sendRequest('workspace/executeCommand', { command: 'unblock.status' }),
	};
}

export function isAlive(pid: number): boolean {
	try {
		process.kill(pid, 0);
		return true;
	} catch {
		return false;
	}
}
