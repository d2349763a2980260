import type { AnalysisService, FileResult, ReportedFinding } from '../analysis/service.ts';
import type { DocumentListener, Documents, OpenDocument } from './documents.ts';
import type { ErrorReporter } from './errorReporter.ts';
import { explain, type Log } from './guarding.ts';
import type { Publisher } from './publisher.ts';
import type { Settings } from './settings.ts';
import type { StatusReporter } from './status.ts';

/** Where a file takes long, typing must pause for a quarter of that time, but never longer than this, in ms. */
const LONGEST_DELAY = 90;

/** After this long an analysis that threw is tried once more, in ms: its worker may have ended and been replaced. */
const RETRY_AFTER = 1000;

/** Findings and the text (as a document's revision) they belong to. */
export interface Analysed {
	readonly revision: number;
	readonly findings: readonly ReportedFinding[];
}

interface Running {
	readonly revision: number;
	readonly result: Promise<Analysed | undefined>;
}

interface FileState {
	timer?: NodeJS.Timeout | undefined;
	running?: Running | undefined;
	last?: Analysed | undefined;
	/** How long the last analysis took, in ms. */
	duration: number;
	/** The revision whose analysis threw and is or was tried again. */
	retried?: number;
	/** Somebody shows the analysis another text: nothing is analysed for the editor meanwhile. */
	isHeld: boolean;
}

export interface LiveAnalysisOptions {
	readonly service: () => AnalysisService;
	readonly documents: Documents;
	readonly publisher: Publisher;
	readonly settings: () => Settings;
	readonly status: StatusReporter;
	readonly errors: ErrorReporter;
	readonly log: Log;
}

/**
 * Keeps the findings of open documents up with their text. A result is taken only if it is of the document's present text; what is
 * shown stays until a newer result replaces it, so nothing flashes away while somebody types, nor when an analysis fails.
 */
export class LiveAnalysis implements DocumentListener {
	readonly #options: LiveAnalysisOptions;
	readonly #states = new Map<string, FileState>();

	constructor(options: LiveAnalysisOptions) {
		this.#options = options;
	}

	opened(document: OpenDocument): void {
		this.#states.set(document.file, { duration: 0, isHeld: false });
		this.#schedule(document, 0);
	}

	changed(document: OpenDocument): void {
		if (this.#options.settings().run === 'onType') {
			this.#schedule(document);
		}
	}

	saved(document: OpenDocument): void {
		if (this.#options.settings().run === 'onSave') {
			this.#schedule(document, 0);
		}
	}

	closed(document: OpenDocument): void {
		const state = this.#states.get(document.file);
		this.#states.delete(document.file);
		clearTimeout(state?.timer);
		this.#options.errors.forget(document.file);
		// A document without a file leaves nothing behind.
		const isSaved = state?.last !== undefined && state.last.revision === document.savedRevision && !document.uri.startsWith('untitled:');
		this.#options.publisher.dropLive(document.file, isSaved);
	}

	/** Analyses all open documents again, because something they rest on has changed (configuration, the service itself). */
	refresh(): void {
		for (const document of this.#options.documents.all) {
			// A new revision, so that what is under way counts as superseded.
			const restored = this.#options.documents.restore(document.file);
			if (restored !== undefined) {
				this.#schedule(restored);
			}
		}
	}

	/** For the service's own news: findings that changed because another file did. */
	received(result: FileResult): void {
		const document = this.#options.documents.ofFile(result.file);
		if (document !== undefined && result.version === document.revision) {
			this.#accept(result, document);
		}
	}

	/**
	 * Findings of a document's present text, analysed now if need be. Undefined where there are none: the text changed meanwhile, the
	 * analysis failed, or, in the mode `onSave`, the text is not saved.
	 */
	async findingsOf(document: OpenDocument): Promise<readonly ReportedFinding[] | undefined> {
		const state = this.#states.get(document.file);
		if (state === undefined || state.isHeld) {
			return undefined;
		}
		if (state.last?.revision === document.revision) {
			return state.last.findings;
		}
		if (this.#options.settings().run === 'onSave' && document.revision !== document.savedRevision) {
			return undefined;
		}
		return (await this.#analyze(document, state))?.findings;
	}

	/** What was found last, whether or not the text has changed since. For requests that name a finding by its fingerprint. */
	lastFindingsOf(document: OpenDocument): readonly ReportedFinding[] {
		return this.#states.get(document.file)?.last?.findings ?? [];
	}

	/**
	 * Runs `work`, which may show the analysis other texts of the file (`Documents.pretend`); afterwards it has the editor's text again.
	 * One at a time per file: undefined if another is at it.
	 */
	async whileHeld<Result>(document: OpenDocument, work: () => Promise<Result>): Promise<Result | undefined> {
		const state = this.#states.get(document.file);
		if (state === undefined || state.isHeld) {
			return undefined;
		}
		state.isHeld = true;
		clearTimeout(state.timer);
		const { last } = state;
		try {
			return await work();
		} finally {
			state.isHeld = false;
			const isUnchanged = this.#options.documents.ofFile(document.file)?.revision === document.revision;
			const restored = this.#options.documents.restore(document.file);
			if (restored !== undefined && this.#states.get(document.file) === state) {
				if (isUnchanged && last?.revision === document.revision) {
					state.last = { ...last, revision: restored.revision };
				} else {
					this.changed(restored);
				}
			}
		}
	}

	dispose(): void {
		for (const { timer } of this.#states.values()) {
			clearTimeout(timer);
		}
		this.#states.clear();
	}

	/** @param delay in ms; by default the setting's, longer where the file takes long */
	#schedule({ file }: OpenDocument, delay?: number): void {
		const state = this.#states.get(file);
		if (state === undefined || state.isHeld) {
			return;
		}
		clearTimeout(state.timer);
		const pause = delay ?? Math.max(this.#options.settings().diagnosticsDelay, Math.min(LONGEST_DELAY, state.duration / 4));
		state.timer = setTimeout(() => {
			const document = this.#options.documents.ofFile(file);
			if (document !== undefined && !state.isHeld) {
				void this.#analyze(document, state);
			}
		}, pause);
	}

	/** Never rejects. */
	#analyze(document: OpenDocument, state: FileState): Promise<Analysed | undefined> {
		if (state.last?.revision === document.revision) {
			return Promise.resolve(state.last);
		}
		if (state.running?.revision === document.revision) {
			return state.running.result;
		}
		clearTimeout(state.timer);
		const running = { revision: document.revision, result: this.#run(document, state) };
		state.running = running;
		return running.result.finally(() => {
			if (state.running === running) {
				state.running = undefined;
			}
		});
	}

	async #run(asked: OpenDocument, state: FileState): Promise<Analysed | undefined> {
		const { file, revision } = asked;
		const { service, documents, status, log } = this.#options;
		const start = performance.now();
		status.begin();
		try {
			const result = await service().analyze(file);
			const document = documents.ofFile(file);
			if (result === undefined || document?.revision !== revision || result.version !== revision || this.#states.get(file) !== state) {
				return undefined; // superseded: whoever changed the text has asked anew
			}
			state.duration = performance.now() - start;
			status.succeed();
			return this.#accept(result, document);
		} catch (error) {
			if (documents.ofFile(file)?.revision !== revision) {
				return undefined;
			}
			log('error', `The analysis of ${file} failed, its last findings stay: ${explain(error)}`);
			status.fail(`The analysis of ${file} failed`);
			if (state.retried !== revision) {
				state.retried = revision;
				this.#schedule(asked, RETRY_AFTER);
			}
			return undefined;
		} finally {
			status.finish();
		}
	}

	#accept(result: FileResult, document: OpenDocument): Analysed | undefined {
		const { publisher, errors } = this.#options;
		const state = this.#states.get(document.file);
		if (state === undefined || state.isHeld) {
			return undefined;
		}
		errors.report(result.errors, document.file);
		publisher.setConfigErrors(document.file, result.errors);
		if (result.errors.some((error) => error.kind === 'analysis' && error.file === document.file)) {
			return undefined;
		}
		state.last = { revision: document.revision, findings: result.findings };
		publisher.setLive(document.file, result.findings, document.text.version, result.isPartial === true);
		return state.last;
	}
}
