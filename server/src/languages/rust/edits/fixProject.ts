/** What builders of fixes may ask of the project around a file. */
import type { Span } from '../../../outline/span.ts';

export interface RustFixProject {
	/** A file's present text, unsaved or the disk's; undefined if it cannot be read. */
	readonly textOf: (file: string) => string | undefined;
	/** Sources of the workspace below a folder, by what is known of them. */
	readonly filesBelow: (folder: string) => readonly string[];
	/** Why what a part of a function does cannot be done on another thread, in one clause; undefined if nothing is known against it. */
	readonly whyNotOnThread: (functionId: string, part: Span) => string | undefined;
}
