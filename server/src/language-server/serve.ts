/**
 * The language server as a whole: what it can do, and which part answers what. Beside LSP it speaks
 * - `unblock/status` (notification to the client): `Status`, what the server is at, whenever that changes;
 * - `unblock/findings` (notification to a client that asked for it by `initializationOptions.listsFindings`): `ToldFindings`;
 * - `unblock/fix` (request): `{ uri, fingerprint, fix }` → the code action with its checked edit, or disabled; null if there is no such finding any more;
 * - `unblock/helperPlace` (request to a client that can, by `initializationOptions.asksForPlaces`): `HelperPlace` → the folder, or null if nobody chose one;
 * - `unblock/suppress` (request): `{ uri, fingerprint, reason }` → the edit that silences the finding, or null;
 * - `unblock/audit` (request): `{ paths?, workDoneToken? }` → `AuditAnswer`; cancellable, with what was found so far as the answer;
 * - `unblock/why` (request): `{ textDocument, position }` → plain text, how everything on the line was understood;
 * - `unblock/explain` (request): `{ rule }` → `{ uri, markdown }`, the guide's page, or null if there is none.
 */
import { TextDocumentSyncKind, type Connection, type InitializeParams, type InitializeResult } from 'vscode-languageserver/node';
import { normalizePath, uriToPath } from '../workspace/paths.ts';
import { readClientAbilities, readInitializationOptions } from './clientAbilities.ts';
import { codeActionKinds } from './codeActions.ts';
import { commands } from './commands.ts';
import { explain, type Log, type LogLevel } from './guarding.ts';
import type { LanguageServerOptions } from './server.ts';
import { Session } from './session.ts';

/** Serves one client on a connection, from `initialize` to `exit`. */
export function serve(connection: Connection, options: LanguageServerOptions): void {
	const log = logOf(connection);
	let session: Session | undefined;
	connection.onInitialize((parameters) => {
		session = new Session({
			connection,
			log,
			...options,
			roots: rootsOf(parameters),
			client: readClientAbilities(parameters),
			initial: readInitializationOptions(parameters),
		});
		session.listen();
		return initializeResult(parameters, options.version);
	});
	connection.onInitialized(() => void session?.start().catch((error: unknown) => log('error', `The start was incomplete: ${explain(error)}`)));
	connection.onShutdown(async () => {
		try {
			await session?.dispose();
		} catch (error) {
			log('error', `The analysis did not end well: ${explain(error)}`);
		}
	});
	connection.listen();
}

function initializeResult(parameters: InitializeParams, version: string): InitializeResult {
	const hasCommands = readInitializationOptions(parameters).registerCommands !== false;
	return {
		serverInfo: { name: 'unblock', version },
		capabilities: {
			positionEncoding: 'utf-16',
			textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental, save: { includeText: false } },
			hoverProvider: true,
			codeActionProvider: { codeActionKinds: [...codeActionKinds], resolveProvider: true },
			...(hasCommands && { executeCommandProvider: { commands: [...commands], workDoneProgress: true } }),
			workspace: { workspaceFolders: { supported: true, changeNotifications: true } },
		},
	};
}

function rootsOf({ workspaceFolders, rootUri, rootPath }: InitializeParams): string[] {
	const uris = workspaceFolders?.map((folder) => folder.uri) ?? (rootUri ? [rootUri] : []);
	const paths = uris.flatMap((uri) => uriToPath(uri) ?? []);
	return paths.length === 0 && rootPath ? [normalizePath(rootPath)] : paths;
}

function logOf(connection: Connection): Log {
	return (level, message) => {
		try {
			logTo(connection, level, message);
		} catch {
			// The client is gone, and nobody is left to be told.
		}
	};
}

function logTo({ console }: Connection, level: LogLevel, message: string): void {
	switch (level) {
		case 'error': return console.error(message);
		case 'warning': return console.warn(message);
		case 'info': return console.info(message);
		case 'debug': return console.log(message);
	}
}
