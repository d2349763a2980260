/** What builders of Python's fixes may ask of the project around a file. */
import type { FunctionId } from '../../../outline/model.ts';
import type { Span } from '../../../outline/span.ts';
import type { AsyncLibrary } from './asyncLibrary.ts';

export interface PythonFixProject {
	/** The async libraries that the other files of the project import. */
	readonly librariesAround: (file: string) => readonly AsyncLibrary[];
	/** Why what a part of a function does can only be done on the event loop's thread; undefined if nothing is known against another one. */
	readonly whyNotOnThread: (id: FunctionId, part: Span) => string | undefined;
}
