/** What builders of Python's fixes may ask of the project around a file. */
import type { FunctionId } from '../../../outline/model.ts';
import type { Span } from '../../../outline/span.ts';
import type { ClassInfo, SourceFile } from '../resolve/types.ts';
import type { Scope } from '../scopes.ts';
import type { ClassNode, Expr } from '../syntax/ast.ts';
import type { AsyncLibrary } from './asyncLibrary.ts';

export interface PythonFixProject {
	/** The async libraries that the other files of the project import. */
	readonly librariesAround: (file: string) => readonly AsyncLibrary[];
	/** Why what a part of a function does can only be done on the event loop's thread; undefined if nothing is known against another one. */
	readonly whyNotOnThread: (id: FunctionId, part: Span) => string | undefined;
	readonly names: PythonNames;
}

/** Who uses what, over all files of the workspace. */
export interface PythonNames {
	/** The files in whose text a word stands. */
	sourcesWith(word: string): readonly SourceFile[];
	/** The class that an expression is an object of (or is itself); `other` for anything that is none of the workspace's; undefined where it is not known. */
	classOf(expr: Expr, scope: Scope): ClassInfo | 'other' | undefined;
	classAt(node: ClassNode, source: SourceFile): ClassInfo;
	/** One derives from the other, or both are the same. */
	areKin(a: ClassInfo, b: ClassInfo): boolean;
}
