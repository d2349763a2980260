/** A client on an in-memory connection with the server. */
import { PassThrough } from 'node:stream';
import { onTestFinished } from 'vitest';
import {
	createConnection, createProtocolConnection, ProposedFeatures, StreamMessageReader, StreamMessageWriter,
	type ClientCapabilities, type CodeAction, type Diagnostic, type InitializeResult, type ProtocolConnection, type PublishDiagnosticsParams,
} from 'vscode-languageserver/node';
import { serve } from '../../../server/src/language-server/serve.ts';
import { FakeService, ROOT } from './fakeService.ts';

/** As VS Code has it. */
export const RICH: ClientCapabilities = {
	general: { positionEncodings: ['utf-16'] },
	window: { workDoneProgress: true },
	workspace: {
		workspaceFolders: true, configuration: true, didChangeWatchedFiles: { dynamicRegistration: true },
		workspaceEdit: { documentChanges: true, resourceOperations: ['create'], changeAnnotationSupport: { groupsOnLabel: true }, snippetEditSupport: true },
	},
	textDocument: {
		publishDiagnostics: { relatedInformation: true, codeDescriptionSupport: true, versionSupport: true },
		hover: { contentFormat: ['markdown', 'plaintext'] },
		codeAction: { codeActionLiteralSupport: { codeActionKind: { valueSet: ['quickfix', 'source'] } }, dataSupport: true, isPreferredSupport: true, disabledSupport: true, resolveSupport: { properties: ['edit'] } },
	},
};

export interface Editor {
	readonly service: FakeService;
	readonly client: ProtocolConnection;
	readonly initialized: InitializeResult;
	/** Everything that was published, in order. */
	readonly published: PublishDiagnosticsParams[];
	readonly log: string[];
	readonly messages: string[];
	readonly statuses: { readonly state: string; readonly message: string }[];
	readonly settings: Record<string, unknown>;
	open(name: string, text: string, languageId?: string): Promise<void>;
	change(name: string, text: string, version: number): Promise<void>;
	/** What is shown for a file: the last that was published. */
	shown(name: string): readonly Diagnostic[] | undefined;
	actions(name: string, line: number, extra?: { readonly only?: string[]; readonly diagnostics?: readonly Diagnostic[] }): Promise<CodeAction[]>;
}

export function uri(name: string): string {
	return name.includes(':') ? name : `file://${ROOT}/${name}`;
}

export async function startEditor(capabilities: ClientCapabilities = RICH, initializationOptions: Record<string, unknown> = {}, settings: Record<string, unknown> = {}): Promise<Editor> {
	const [up, down] = [new PassThrough(), new PassThrough()];
	const service = new FakeService();
	// Readers and writers rather than streams: with a stream the server ends the process when its input ends.
	const connection = createConnection(ProposedFeatures.all, new StreamMessageReader(up), new StreamMessageWriter(down));
	serve(connection, { createService: service.create, version: '1.2.3', guideDirectory: `${process.cwd()}/guide` });
	const client = createProtocolConnection(new StreamMessageReader(down), new StreamMessageWriter(up));
	const published: PublishDiagnosticsParams[] = [];
	const log: string[] = [];
	const messages: string[] = [];
	const statuses: { state: string; message: string }[] = [];
	settings = { diagnosticsDelay: 5, ...settings };
	client.onNotification('textDocument/publishDiagnostics', (parameters: PublishDiagnosticsParams) => void published.push(parameters));
	client.onNotification('window/logMessage', ({ message }: { message: string }) => void log.push(message));
	client.onNotification('window/showMessage', ({ message }: { message: string }) => void messages.push(message));
	client.onRequest('window/showMessageRequest', ({ message }: { message: string }) => (messages.push(message), null));
	client.onNotification('unblock/status', (status: { state: string; message: string }) => void statuses.push(status));
	client.onRequest('workspace/configuration', () => [settings]);
	client.onRequest('client/registerCapability', () => null);
	client.onRequest('window/workDoneProgress/create', () => null);
	client.listen();
	const initialized: InitializeResult = await client.sendRequest('initialize', { processId: null, rootUri: `file://${ROOT}`, workspaceFolders: [{ uri: `file://${ROOT}`, name: 'project' }], capabilities, initializationOptions });
	await client.sendNotification('initialized', {});
	onTestFinished(async () => {
		service.release();
		await client.sendRequest('shutdown');
		client.dispose();
		connection.dispose();
	});
	const shown = (name: string) => published.findLast((parameters) => parameters.uri === uri(name))?.diagnostics;
	return {
		service, client, initialized, published, log, messages, statuses, settings, shown,
		open: (name, text, languageId = 'typescript') => client.sendNotification('textDocument/didOpen', { textDocument: { uri: uri(name), languageId, version: 1, text } }),
		change: (name, text, version) => client.sendNotification('textDocument/didChange', { textDocument: { uri: uri(name), version }, contentChanges: [{ text }] }),
		actions: async (name, line, { only, diagnostics = shown(name) ?? [] } = {}) => {
			const range = { start: { line, character: 0 }, end: { line, character: 99 } };
			const there = diagnostics.filter((diagnostic) => diagnostic.range.start.line === line);
			return await client.sendRequest('textDocument/codeAction', { textDocument: { uri: uri(name) }, range, context: { diagnostics: there, ...(only && { only }) } });
		},
	};
}

/** A moment in which everything that is under way arrives, in ms. */
export function settle(ms = 60): Promise<void> {
	return new Promise((resolve) => setTimeout(resolve, ms));
}
