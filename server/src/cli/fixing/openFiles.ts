import type { AnalysisService, ReportedEdit } from '../../analysis/service.ts';
import { isText, kindOf, makeFolderOf, readTextFile, removeFile, writeAtomically, type TextFile } from '../../workspace/disk.ts';
import { editText } from './editText.ts';

export interface FileChange {
	/** Absolute, with `/`. */
	readonly file: string;
	readonly before: TextFile;
	/** Its text, without the byte order mark. */
	readonly after: string;
	/** It is not on the disk yet. */
	readonly isNew: boolean;
}

interface OpenFile {
	readonly before: TextFile;
	/** It is not on the disk yet: a fix brings it. */
	readonly isNew: boolean;
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
		this.#files.set(file, { before, isNew: false, text: before.text, version: 1 });
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
			const own = edits.filter((edit) => edit.file === file);
			if (own.some((edit) => edit.isNewFile === true)) {
				changed.push({ file, opened: await this.#missing(file), text: own.map((edit) => edit.newText).join('') });
				continue;
			}
			await this.open(file);
			const opened = this.#files.get(file);
			if (opened) {
				changed.push({ file, opened, text: editText(opened.text, own, opened.before.newline) });
			}
		}
		for (const { file, opened, text } of changed) {
			this.#files.set(file, opened);
			opened.text = text;
			opened.version += 1;
			this.#service.setDocument(file, text, opened.version);
		}
	}

	/** A file that a fix makes; throws if it is there. */
	async #missing(file: string): Promise<OpenFile> {
		if (this.#files.has(file) || await kindOf(file) !== undefined) {
			throw new Error(`${file} is there already`);
		}
		return { before: { text: '', hasBom: false, newline: '\n' }, isNew: true, text: '', version: 0 };
	}

	/** What was changed since the files were opened, by path. */
	changes(): readonly FileChange[] {
		return [...this.#files]
			.map(([file, { before, text, isNew }]) => ({ file, before, after: text, isNew }))
			.filter(({ before, after, isNew }) => isNew || before.text !== after)
			.sort((a, b) => (a.file < b.file ? -1 : 1));
	}

	/**
	 * Writes all changes, each file at once, and closes the files. Writes none of them, and rejects, if one is no longer on disk as it
	 * was when it was opened, or if one cannot be written.
	 */
	async save(): Promise<void> {
		// What is new comes first, so that nothing is written that imports what is not there.
		const changes = this.changes().toSorted((a, b) => Number(b.isNew) - Number(a.isNew));
		const written: FileChange[] = [];
		try {
			for (const change of changes) {
				await refuseIfChanged(change);
			}
			for (const change of changes) {
				if (change.isNew) {
					await makeFolderOf(change.file);
				}
				await writeAtomically(change.file, change.after, change.before);
				written.push(change);
			}
		} catch (error) {
			await takeBack(written);
			throw error;
		} finally {
			this.close();
			this.#service.filesChanged(changes.map(({ file, isNew }) => ({ file, change: isNew ? 'created' : 'changed' })));
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

async function refuseIfChanged({ file, before, isNew }: FileChange): Promise<void> {
	if (isNew) {
		if (await kindOf(file) !== undefined) {
			throw new Error(`${file} was made by someone else in the meantime and is left as it is`);
		}
		return;
	}
	const present = await readTextFile(file);
	if (!isText(present) || present.text !== before.text || present.hasBom !== before.hasBom) {
		throw new Error(`${file} was changed by someone else in the meantime and is left as it is`);
	}
}

/** Half a fix is worse than none: what was written of it is as it was before. */
async function takeBack(written: readonly FileChange[]): Promise<void> {
	for (const { file, before, isNew } of written) {
		await (isNew ? removeFile(file) : writeAtomically(file, before.text, before));
	}
}
