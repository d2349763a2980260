/** What is of one language alone, so that a worker reads the code of its own language and not that of the others, which takes as long as all the rest. */
import type { CatalogueData, Entry } from '../../catalogue/schema.ts';
import type { Language } from '../../languages/language.ts';
import type { LaidText } from '../../languages/python/syntax/rooms.ts';
import type { BuiltEdits, EditResult } from '../../languages/refusal.ts';
import type { OptionalFact } from '../../outline/model.ts';
import type { FixIntent } from '../../rules/finding.ts';
import type { AnalyzedLanguage } from '../languageKinds.ts';
import type { Session } from '../session.ts';

export interface FrontEndOptions {
	/** The folders of the workspace, absolute with `/`. */
	readonly roots: readonly string[];
	/** The TypeScript compiler's. */
	readonly executable: string;
	readonly onCompilerStart: (pid: number) => void;
}

/** What a language may ask of its session. */
export interface FrontEndHost {
	/** Unsaved texts by file. */
	readonly overlays: ReadonlyMap<string, string>;
	textOf(file: string): string | undefined;
	isFile(path: string): boolean;
	isWorkspaceFile(path: string): boolean;
	/** By the settings as they are at the time. */
	entryOf(symbol: string): Entry | undefined;
	/** The type of a call's result by the symbol that is called, where the catalogue knows it. */
	resultTypeOf(symbol: string): string | undefined;
	/** What rules that are off by default ask for, where the settings of a file turn them on. */
	factsFor(file: string): ReadonlySet<OptionalFact>;
	onDegraded(file: string, message: string): void;
}

export interface LanguageKit {
	readonly language: AnalyzedLanguage;
	/** What the libraries of the language do. */
	readonly catalogue: CatalogueData;
	createFrontEnd(options: FrontEndOptions, host: FrontEndHost): Language;
	/** An unsaved text with room in it, so that an edit moves little; absent where texts are analysed as they are written. */
	readonly laidOut?: (text: string, before: LaidText | undefined) => LaidText;
	readonly fixes: FixBuilder;
}

export interface FixBuilder {
	/** Whether there is a fix of this kind. */
	canBuild(intent: FixIntent): boolean;
	/** `helperDirectory`: where helpers go that it copies, absolute; absent where the settings say. */
	build(session: Session, intent: FixIntent, helperDirectory: string | undefined): EditResult;
	/** Why edits are not offered; undefined if nothing is against them. `home`: the finding's file. */
	check(session: Session, built: BuiltEdits, home: string): string | undefined;
	/** Another form of a fix to try, by why the first was refused. */
	otherwise?(intent: FixIntent, reason: string): FixIntent | undefined;
}
