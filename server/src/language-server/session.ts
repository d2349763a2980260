import {
	CodeActionRequest, CodeActionResolveRequest, DidChangeConfigurationNotification, DidChangeWatchedFilesNotification, HoverRequest,
	type CodeAction, type CodeActionParams, type Connection, type DidChangeWatchedFilesParams, type ExecuteCommandParams, type Hover, type HoverParams,
} from 'vscode-languageserver/node';
import type { AnalysisService, CreateService, HelperPlace } from '../analysis/service.ts';
import { normalizePath, uriToPath } from '../workspace/paths.ts';
import { auditParameters, Audits } from './audit.ts';
import type { ClientAbilities, InitializationOptions } from './clientAbilities.ts';
import { renewClosedFiles } from './closedFiles.ts';
import { codeActions, resolveCodeAction, type CodeActionsOptions } from './codeActions.ts';
import { executeCommand } from './commands.ts';
import type { Presentation } from './diagnostic.ts';
import { Documents } from './documents.ts';
import { ErrorReporter } from './errorReporter.ts';
import { FindingsFeed } from './findingsFeed.ts';
import { explain, guarded, type Log } from './guarding.ts';
import { Guide } from './guide.ts';
import { hoverAt } from './hover.ts';
import { fixListed, fixParameters, suppressListed, suppressParameters } from './listedFinding.ts';
import { LiveAnalysis } from './liveAnalysis.ts';
import { Publisher } from './publisher.ts';
import { SettingsSource } from './settings.ts';
import { StatusReporter } from './status.ts';
import { changedFiles, isConfiguration, watchFiles } from './watchedFiles.ts';
import { whyText } from './why.ts';

export interface SessionOptions {
	readonly connection: Connection;
	readonly createService: CreateService;
	readonly guideDirectory: string;
	readonly log: Log;
	readonly roots: readonly string[];
	readonly client: ClientAbilities;
	readonly initial: InitializationOptions;
}

/** How long the analysis may take to end, in ms. */
const DISPOSE_LIMIT = 2000;

/** One client's session: its parts put together, each request handed to the part that answers it. */
export class Session {
	readonly #options: SessionOptions;
	readonly #settings: SettingsSource;
	readonly #guide: Guide;
	readonly #presentation: Presentation;
	readonly #documents: Documents;
	readonly #feed: FindingsFeed | undefined;
	readonly #publisher: Publisher;
	readonly #status: StatusReporter;
	readonly #live: LiveAnalysis;
	readonly #audits: Audits;
	#roots: readonly string[];
	#service: AnalysisService;

	constructor(options: SessionOptions) {
		const { connection, log, client, initial } = options;
		const service = () => this.#service;
		const settings = () => this.#settings.current;
		this.#options = options;
		this.#roots = options.roots;
		this.#settings = new SettingsSource(connection, client, initial.settings, log, () => this.#publisher.republish());
		this.#guide = new Guide(options.guideDirectory, initial.guideBase);
		this.#documents = new Documents(service, this.#root);
		this.#presentation = { client, settings, guide: this.#guide, uriOf: (file) => this.#documents.uriOf(file) };
		this.#feed = initial.listsFindings === true ? FindingsFeed.of(connection, this.#presentation) : undefined;
		this.#publisher = new Publisher((parameters) => void connection.sendDiagnostics(parameters).catch(() => {}), this.#presentation, (path) => !this.#roots.includes(path),
			(file, findings) => this.#feed?.set(file, findings));
		this.#status = StatusReporter.of(connection);
		const errors = new ErrorReporter(log, this.#status);
		const shared = { service, settings, documents: this.#documents, publisher: this.#publisher, status: this.#status, errors, log };
		this.#live = new LiveAnalysis(shared);
		this.#audits = new Audits({ ...shared, connection, client, roots: () => this.#roots });
		this.#service = this.#createService();
	}

	/** Takes its place on the connection. */
	listen(): void {
		const { connection, log } = this.#options;
		this.#documents.listen(connection, this.#live, log);
		connection.onDidChangeConfiguration(guarded(log, DidChangeConfigurationNotification.method, undefined, ({ settings }) => this.#settings.changed(settings)));
		connection.onDidChangeWatchedFiles(guarded(log, DidChangeWatchedFilesNotification.method, undefined, (told) => this.#filesChanged(told)));
		connection.onHover(guarded(log, HoverRequest.method, null, (parameters) => this.#hover(parameters)));
		connection.onCodeAction(guarded(log, CodeActionRequest.method, [] as CodeAction[], (parameters: CodeActionParams) => codeActions(parameters, this.#codeActionOptions)));
		connection.onCodeActionResolve((action) => guarded(log, CodeActionResolveRequest.method, action, () => resolveCodeAction(action, this.#codeActionOptions))());
		connection.onExecuteCommand((parameters: ExecuteCommandParams, token, progress) => this.#logged(parameters.command, () =>
			executeCommand(parameters, token, progress, { service: () => this.#service, documents: this.#documents, audits: this.#audits, roots: () => this.#roots })));
		connection.onRequest('unblock/audit', (parameters: unknown, token) => this.#logged('unblock/audit', () => {
			const { paths, workDoneToken } = auditParameters.parse(parameters ?? {});
			return this.#audits.run(paths, token, workDoneToken === undefined ? undefined : connection.window.attachWorkDoneProgress(workDoneToken));
		}));
		connection.onRequest('unblock/fix', (parameters: unknown) => this.#logged('unblock/fix', () => fixListed(fixParameters.parse(parameters), this.#codeActionOptions)));
		connection.onRequest('unblock/suppress', (parameters: unknown) => this.#logged('unblock/suppress', () => suppressListed(suppressParameters.parse(parameters), this.#codeActionOptions)));
		connection.onRequest('unblock/why', (parameters: HoverParams) => this.#logged('unblock/why', () => this.#why(parameters)));
		connection.onRequest('unblock/explain', guarded(log, 'unblock/explain', null, ({ rule }: { readonly rule: string }) => this.#explain(rule)));
	}

	/** What can only be done when the client has said `initialized`. */
	async start(): Promise<void> {
		const { connection, client } = this.#options;
		this.#status.update();
		await this.#settings.start();
		if (client.dynamicWatchedFiles) {
			await watchFiles(connection);
		}
		if (client.workspaceFolders) {
			connection.workspace.onDidChangeWorkspaceFolders(({ added, removed }) => {
				const gone = new Set(removed.map(({ uri }) => uriToPath(uri)));
				this.#setRoots([...this.#roots.filter((root) => !gone.has(root)), ...added.flatMap(({ uri }) => uriToPath(uri) ?? [])]);
			});
		}
	}

	async dispose(): Promise<void> {
		this.#audits.dispose();
		this.#live.dispose();
		this.#feed?.dispose();
		this.#status.dispose();
		await Promise.race([this.#service.dispose(), new Promise<void>((resolve) => setTimeout(resolve, DISPOSE_LIMIT).unref())]);
	}

	/** What paths are shown relative to, and where documents without a file are imagined to lie. */
	get #root(): string {
		return this.#roots[0] ?? normalizePath(process.cwd());
	}

	get #codeActionOptions(): CodeActionsOptions {
		const { connection, client, log, initial } = this.#options;
		return {
			service: () => this.#service,
			settings: () => this.#settings.current,
			documents: this.#documents,
			live: this.#live,
			client,
			log,
			say: (message) => connection.window.showInformationMessage(message),
			...(initial.asksForPlaces === true && { askPlace: async (place: HelperPlace) => await connection.sendRequest<string | null>('unblock/helperPlace', place) ?? undefined }),
		};
	}

	#createService(): AnalysisService {
		const { createService, log } = this.#options;
		const service = createService({ roots: this.#roots, log });
		service.onDidChangeFindings((result) => {
			if (service === this.#service) {
				this.#live.received(result);
			}
		});
		return service;
	}

	/** Other workspace folders: the analysis begins anew with the documents as they are. */
	#setRoots(roots: readonly string[]): void {
		const { log } = this.#options;
		const before = this.#service;
		this.#audits.dispose();
		this.#roots = roots;
		this.#service = this.#createService();
		this.#live.refresh();
		before.dispose().catch((error: unknown) => log('warning', `The analysis of the former folders did not end well: ${explain(error)}`));
	}

	#filesChanged(told: DidChangeWatchedFilesParams): void {
		const changed = changedFiles(told);
		this.#service.filesChanged(changed);
		for (const { file, change } of changed) {
			this.#publisher.setOnDisk(file, change !== 'deleted');
			if (isConfiguration(file)) {
				this.#publisher.forgetAudited(file);
			}
		}
		if (changed.some(({ file }) => isConfiguration(file))) {
			this.#live.refresh();
		}
		void renewClosedFiles(changed.flatMap(({ file, change }) => (change === 'deleted' ? [] : [file])), {
			service: () => this.#service, documents: this.#documents, publisher: this.#publisher, log: this.#options.log,
		});
	}

	async #hover({ textDocument, position }: HoverParams): Promise<Hover | null> {
		const document = this.#documents.ofUri(textDocument.uri);
		const findings = document && await this.#live.findingsOf(document);
		return (findings && hoverAt(position, document, findings, this.#root, this.#presentation)) ?? null;
	}

	async #why({ textDocument, position }: HoverParams): Promise<string> {
		const file = this.#documents.fileOf(textDocument.uri);
		return file === undefined ? `${textDocument.uri} is not analysed.` : whyText(await this.#service.why(file, position.line + 1), this.#root);
	}

	async #explain(rule: string): Promise<{ readonly uri: string; readonly markdown: string } | null> {
		const markdown = await this.#guide.read(rule);
		return markdown === undefined ? null : { uri: this.#guide.uri(rule), markdown };
	}

	/** For what a person has asked for: a failure is logged, and answered as an error that the client can show. */
	async #logged<Result>(what: string, work: () => Promise<Result>): Promise<Result> {
		try {
			return await work();
		} catch (error) {
			this.#options.log('error', `${what} failed: ${explain(error)}`);
			throw error;
		}
	}
}
