/** What the analysis asks of every language, so that it can hold any of them. Synchronous: a language lives in an analysis worker. */
import type { FileOutline } from '../outline/model.ts';

export type FileChange = 'created' | 'changed' | 'deleted';

/** A file whose names are not resolved yet. */
export interface BegunOutline {
	/** Sends what another process is to be asked, so that it works meanwhile. `upcoming` are the files that are begun next, in their order. */
	send(upcoming: readonly string[]): void;
	/** The outline; undefined if the file cannot be opened. */
	finish(): FileOutline | undefined;
}

export interface Language {
	/** Begins what `load` would wait for, where that can be done meanwhile. */
	sendLoad(files: readonly string[]): void;
	/** Makes the projects of these files known. Files may be given again. */
	load(files: readonly string[]): void;
	/** Learns what a text by itself tells of names elsewhere. `knowsAllNames` is set once this was done for every file that will be outlined. */
	learnNames(text: string): void;
	knowsAllNames: boolean;
	/** Outlines a file: `beginOutline` and `finish` at once. */
	outline(file: string): FileOutline | undefined;
	beginOutline(file: string): BegunOutline;
	filesChanged(changes: ReadonlyMap<string, FileChange>): void;
	/** Project configuration or installed packages changed: everything is found anew. */
	configurationChanged(): void;
	/** Lets go of what is only kept to be faster. */
	release(): void;
	/** The process it asks, where it has one: its id while it runs, how often it was replaced, how many states it was given. */
	readonly process: { readonly pid: number | undefined; readonly restarts: number; readonly snapshots: number } | undefined;
	/** Ends that process; the next question starts another. */
	recycle(): void;
}
