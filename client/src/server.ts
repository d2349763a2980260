/** The language server's life: start, stop, restart, and what it is told at the beginning. */
import type * as vscode from 'vscode';
import { LanguageClient, RevealOutputChannelOn, State, TransportKind, WorkDoneProgress, type LanguageClientOptions, type ServerOptions, type WorkspaceEdit } from 'vscode-languageclient/node';
import { guideLinks } from './guideLinks.ts';
import { askForPlace } from './helperPlace.ts';
import { Lifecycle } from './lifecycle.ts';
import { FINDINGS, HELPER_PLACE, STATUS, type HelperPlace, type ServerStatus, type ToldFindings } from './protocol.ts';
import { LANGUAGES } from './settings.ts';
import type { StatusItem } from './status.ts';

/** Schemes of documents that the server may see. In a remote window the extension runs beside the files, which are `file:` there too. */
const SCHEMES = ['file', 'untitled'] as const;

/** Who wants to know what is found. */
export interface FindingsListener {
	take(told: ToldFindings): void;
	/** What was told so far counts no longer. */
	clear(): void;
}

export class Server {
	readonly #client: LanguageClient;
	readonly #lifecycle: Lifecycle;
	readonly #status: StatusItem;
	readonly #findings: FindingsListener;
	#progressCount = 0;

	/** @param onResolved called when a quick fix has got its edit */
	constructor(context: vscode.ExtensionContext, log: vscode.LogOutputChannel, status: StatusItem, findings: FindingsListener, onResolved: () => void) {
		this.#status = status;
		this.#findings = findings;
		this.#client = new LanguageClient('unblock', 'Unblock', serverOptions(context), clientOptions(log, onResolved));
		this.#lifecycle = new Lifecycle(this.#client);
		context.subscriptions.push(
			this.#client.onRequest(HELPER_PLACE, (place: HelperPlace) => askForPlace(place)),
			this.#client.onNotification(STATUS, (sent: ServerStatus) => { status.show(sent); }),
			this.#client.onNotification(FINDINGS, (told: ToldFindings) => { findings.take(told); }),
			this.#client.onDidChangeState(({ newState }) => { this.#showState(newState); }),
		);
	}

	/** What the server said it is, once it runs. */
	get info(): { readonly name: string; readonly version?: string } | undefined {
		return this.#client.initializeResult?.serverInfo;
	}

	/** Starts the server; says what is wrong in the status item and the log where it does not start. */
	async start(): Promise<void> {
		try {
			await this.#lifecycle.start();
		} catch (error) {
			this.#client.error(`The language server did not start: ${String(error)}`);
			this.#status.show({ state: 'error', message: 'The language server did not start' });
		}
	}

	async stop(): Promise<void> {
		await this.#lifecycle.end();
		if (this.#client.isRunning() || this.#client.state === State.Starting) { return; }
		this.#findings.clear();
		this.#status.show({ state: 'off', message: 'Stopped' });
	}

	/** Ends the server, also one that hangs or has crashed, and starts it anew. */
	async restart(): Promise<void> {
		this.#client.info('Restarting the language server');
		try {
			await this.#lifecycle.end();
		} catch (error) {
			this.#client.warn(`The language server did not end by itself: ${String(error)}`); // the client library has killed it then
		}
		await this.start();
	}

	/** Sends a request of our own. @throws where the server does not run, or answers with an error */
	async request<Result>(method: string, parameters: unknown, token?: vscode.CancellationToken): Promise<Result> {
		await this.start();
		return this.#client.sendRequest<Result>(method, parameters, token);
	}

	/** Listens to what the server tells of a request's progress. The `token` goes into the request; percentages are of 100. */
	listenToProgress(listener: (message: string | undefined, percentage: number | undefined) => void): { readonly token: string; dispose(): void } {
		const token = `unblock-${++this.#progressCount}`;
		const subscription = this.#client.onProgress(WorkDoneProgress.type, token, (told) => {
			if (told.kind !== 'end') { listener(told.message, told.percentage); }
		});
		return { token, dispose: () => { subscription.dispose(); } };
	}

	/** The LSP form of a document's URI. */
	uri(uri: vscode.Uri): string {
		return this.#client.code2ProtocolConverter.asUri(uri);
	}

	/** An edit of the protocol's, as the editor applies it. */
	async toEdit(edit: WorkspaceEdit): Promise<vscode.WorkspaceEdit> {
		return this.#client.protocol2CodeConverter.asWorkspaceEdit(edit);
	}

	async dispose(): Promise<void> {
		await this.#client.dispose();
	}

	#showState(state: State): void {
		// A new server knows of nothing that one before has found; until there is one, that stays.
		if (state === State.Running) { this.#findings.clear(); }
		switch (state) {
			case State.Starting: return this.#status.show({ state: 'busy', message: 'Starting' });
			case State.Running: return this.#status.show({ state: 'ready', message: 'Ready' });
			case State.StartFailed: return this.#status.show({ state: 'error', message: 'The language server did not start' });
			case State.Stopped: return this.#status.show({ state: 'off', message: 'Stopped' });
		}
	}
}

function serverOptions(context: vscode.ExtensionContext): ServerOptions {
	// Forked by the extension host with its own Node, so that nothing need be installed.
	const server = { module: context.asAbsolutePath('dist/cli.js'), args: ['language-server'], transport: TransportKind.ipc };
	return { run: server, debug: { ...server, options: { execArgv: ['--nolazy', '--inspect=6009'] } } };
}

function clientOptions(log: vscode.LogOutputChannel, onResolved: () => void): LanguageClientOptions {
	return {
		documentSelector: SCHEMES.flatMap((scheme) => LANGUAGES.map((language) => ({ scheme, language }))),
		diagnosticCollectionName: 'unblock',
		outputChannel: log,
		traceOutputChannel: log,
		revealOutputChannelOn: RevealOutputChannelOn.Never,
		// The commands are ours: the server need not offer them a second time.
		initializationOptions: { registerCommands: false, listsFindings: true, asksForPlaces: true },
		markdown: { isTrusted: { enabledCommands: ['unblock.explain'] } },
		middleware: {
			...guideLinks,
			async resolveCodeAction(action, token, next) {
				const resolved = await next(action, token);
				if (resolved?.edit !== undefined) { onResolved(); }
				return resolved;
			},
		},
	};
}
