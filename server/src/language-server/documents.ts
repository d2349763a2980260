import { TextDocuments, type Connection } from 'vscode-languageserver/node';
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { AnalysisService } from '../analysis/service.ts';
import { pathToUri, uriToPath } from '../workspace/paths.ts';
import { guarded, type Log } from './guarding.ts';
import { fileOfDocument } from './uris.ts';

/** A document that the editor holds and the analysis knows. */
export interface OpenDocument {
	/** Absolute, with `/`. */
	readonly file: string;
	/** As the client spells it. */
	readonly uri: string;
	/**
	 * Which text of the file the analysis was given: grows with each text, of any document, so that a document that is closed and
	 * opened again does not begin at an old number. The protocol's own version is `text.version`.
	 */
	readonly revision: number;
	readonly text: TextDocument;
	/** The revision whose text the disk holds too, as far as is known. */
	readonly savedRevision: number;
}

export interface DocumentListener {
	opened(document: OpenDocument): void;
	changed(document: OpenDocument): void;
	saved(document: OpenDocument): void;
	closed(document: OpenDocument): void;
}

/** The editor's open documents of our languages. Each text goes to the analysis at once; `closeDocument` gives the file back to the disk. */
export class Documents {
	readonly #service: () => AnalysisService;
	readonly #root: string;
	readonly #open = new Map<string, OpenDocument>();
	readonly #files = new Map<string, string>();
	#revisions = 0;

	/** @param root where documents without a file are imagined to lie */
	constructor(service: () => AnalysisService, root: string) {
		this.#service = service;
		this.#root = root;
	}

	/** Takes part in the protocol's document synchronisation (incremental). */
	listen(connection: Connection, listener: DocumentListener, log: Log): void {
		const texts = new TextDocuments(TextDocument);
		// `onDidChangeContent` comes for an opened document as well.
		texts.onDidChangeContent(guarded(log, 'A change of a document', undefined, ({ document }) => {
			const known = this.#open.get(this.#files.get(document.uri) ?? '');
			if (known !== undefined) {
				listener.changed(this.#give(known, false));
				return;
			}
			const taken = this.#take(document);
			if (taken !== undefined) {
				listener.opened(taken);
			}
		}));
		texts.onDidSave(guarded(log, 'A save', undefined, ({ document }) => {
			const known = this.ofUri(document.uri);
			if (known !== undefined) {
				listener.saved(this.#set({ ...known, savedRevision: known.revision }));
			}
		}));
		texts.onDidClose(guarded(log, 'The closing of a document', undefined, ({ document }) => {
			const known = this.ofUri(document.uri);
			if (known !== undefined) {
				this.#open.delete(known.file);
				this.#files.delete(document.uri);
				this.#service().closeDocument(known.file);
				listener.closed(known);
			}
		}));
		texts.listen(connection);
	}

	get all(): readonly OpenDocument[] {
		return [...this.#open.values()];
	}

	ofFile(file: string): OpenDocument | undefined {
		return this.#open.get(file);
	}

	ofUri(uri: string): OpenDocument | undefined {
		const file = this.#files.get(uri);
		return file === undefined ? undefined : this.#open.get(file);
	}

	/** The file a URI means, open or not; undefined if it is none. */
	fileOf(uri: string): string | undefined {
		return this.#files.get(uri) ?? uriToPath(uri);
	}

	/** The URI of a file: the client's own spelling if it has it open. */
	uriOf(file: string): string {
		return this.#open.get(file)?.uri ?? pathToUri(file);
	}

	/**
	 * Shows the analysis another text than the editor's; to be followed by `restore`. Who does so must see to it that nobody
	 * takes the findings for those of the document.
	 */
	pretend(document: OpenDocument, text: string): number {
		const revision = ++this.#revisions;
		this.#service().setDocument(document.file, text, revision);
		return revision;
	}

	/** Gives the analysis the present text again: the editor's, or the disk's if the document was closed. @returns the document, if it is open */
	restore(file: string): OpenDocument | undefined {
		const document = this.#open.get(file);
		if (document === undefined) {
			this.#service().closeDocument(file);
			return undefined;
		}
		return this.#give(document, document.revision === document.savedRevision);
	}

	#take(text: TextDocument): OpenDocument | undefined {
		const file = fileOfDocument(text.uri, text.languageId, this.#root);
		if (file === undefined) {
			return undefined;
		}
		this.#files.set(text.uri, file);
		const revision = ++this.#revisions;
		this.#service().setDocument(file, text.getText(), revision);
		return this.#set({ file, uri: text.uri, revision, savedRevision: revision, text });
	}

	/** Sends the text under a new revision. (`text` is one object for as long as the document is open; changes are made in it.) */
	#give(document: OpenDocument, isSaved: boolean): OpenDocument {
		const revision = ++this.#revisions;
		this.#service().setDocument(document.file, document.text.getText(), revision);
		return this.#set({ ...document, revision, savedRevision: isSaved ? revision : document.savedRevision });
	}

	#set(document: OpenDocument): OpenDocument {
		this.#open.set(document.file, document);
		return document;
	}
}
