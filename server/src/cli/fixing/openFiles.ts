import type { AnalysisService, ReportedEdit } from '../../analysis/service.ts';
import { isText, readTextFile, writeAtomically, type TextFile } from '../../workspace/disk.ts';
import { editText } from './editText.ts';

export interface FileChange {
	/** Absolute, with `/`. */
	readonly file: string;
	readonly before: TextFile;
	/** Its text, without the byte order mark. */
	readonly after: string;
}

interface OpenFile {
	readonly before: TextFile;
	text: string;
	version: number;
}

/**
 * The files that fixes are being applied to: held in memory and shown to the analysis as an editor's unsaved text, until they are
 * saved. So every fix is built and checked against the text that the fixes before it have left.
 */
export class OpenFiles {
	readonly #service: AnalysisService;
	readonly #files = new Map<string, OpenFile>();

	constructor(service: AnalysisService) {
		this.#service = service;
	}

	/** Reads a file unless it is open; rejects if it cannot be read as text. */
	async open(file: string): Promise<void> {
		if (this.#files.has(file)) {
			return;
		}
		const before = await readTextFile(file);
		if (!isText(before)) {
			throw new Error(`${file} ${before.error}`);
		}
		this.#files.set(file, { before, text: before.text, version: 1 });
		this.#service.setDocument(file, before.text, 1);
	}

	/** The present text of an open file; throws for one that is not open. */
	text(file: string): string {
		const opened = this.#files.get(file);
		if (!opened) {
			throw new Error(`${file} is not open`);
		}
		return opened.text;
	}

	/** Applies one fix's edits, to all files it touches or, if it throws, to none. */
	async apply(edits: readonly ReportedEdit[]): Promise<void> {
		const changed = [];
		for (const file of new Set(edits.map((edit) => edit.file))) {
			await this.open(file);
			const opened = this.#files.get(file);
			if (opened) {
				changed.push({ file, opened, text: editText(opened.text, edits.filter((edit) => edit.file === file), opened.before.newline) });
			}
		}
		for (const { file, opened, text } of changed) {
			opened.text = text;
			opened.version += 1;
			this.#service.setDocument(file, text, opened.version);
		}
	}

	/** What was changed since the files were opened, by path. */
	changes(): readonly FileChange[] {
		return [...this.#files]
			.map(([file, { before, text }]) => ({ file, before, after: text }))
			.filter(({ before, after }) => before.text !== after)
			.sort((a, b) => (a.file < b.file ? -1 : 1));
	}

	/**
	 * Writes all changes, each file at once, and closes the files. Writes none of them, and rejects, if one is no longer on disk as it
	 * was when it was opened.
	 */
	async save(): Promise<void> {
		const changes = this.changes();
		try {
			for (const { file, before } of changes) {
				const present = await readTextFile(file);
				if (!isText(present) || present.text !== before.text || present.hasBom !== before.hasBom) {
					throw new Error(`${file} was changed by someone else in the meantime and is left as it is`);
				}
			}
			for (const { file, before, after } of changes) {
				await writeAtomically(file, after, before);
			}
		} finally {
			this.close();
			this.#service.filesChanged(changes.map(({ file }) => ({ file, change: 'changed' })));
		}
	}

	/** Forgets all files; for the analysis the text on disk counts again. */
	close(): void {
		for (const file of this.#files.keys()) {
			this.#service.closeDocument(file);
		}
		this.#files.clear();
	}
}
