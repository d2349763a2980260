/** What a rule reports. Plain data, so that it can cross threads and be written as JSON. */
import type { Category, Replacement, Severity } from '../catalogue/schema.ts';
import type { FunctionId, SymbolName } from '../outline/model.ts';
import type { Span } from '../outline/span.ts';

export type RuleId = string;
export type Safety = 'safe' | 'review';

export interface Finding {
	readonly rule: RuleId;
	readonly category: Category | string;
	readonly severity: Severity;
	readonly priority: 'P0' | 'P1' | 'P2' | 'P3';
	/** `acceptable` findings go into reports with their reason, never into the editor's squiggles. */
	readonly verdict: 'bad' | 'acceptable';
	readonly reason: string | null;
	/** Absolute, with `/`. */
	readonly file: string;
	readonly span: Span;
	readonly function: string;
	readonly functionId: FunctionId;
	/** One sentence for people: what blocks, what it holds up, through which path, what to do. */
	readonly message: string;
	readonly impact: string;
	/** From the reported call to what blocks, both included; empty for a direct call. */
	readonly chain: readonly ChainLink[];
	readonly fixes: readonly FixIntent[];
	/** The guide page's name, `#` and a heading's slug after it where it has a part of its own. */
	readonly guide: string;
	/** Survives moved lines: rule, qualified function, sink and ordinal, hashed. 16 hex digits. */
	readonly fingerprint: string;
}

export interface ChainLink {
	readonly file: string;
	readonly span: Span;
	/** What is called there: `loadConfig()`, `readFileSync()`. */
	readonly label: string;
}

/** What a fix would do; the language turns it into edits when somebody asks. One member for each kind of change. */
export type FixIntent = AwaitReplacement;

/** What every intent says of itself. */
export interface FixBase {
	readonly title: string;
	readonly safety: Safety;
	/** Why it needs review, for the change annotation. */
	readonly caution?: string;
	/** The file the finding is in; a fix may change others too. */
	readonly file: string;
}

/** A blocking call becomes an awaited one. */
export interface AwaitReplacement extends FixBase {
	readonly kind: 'await-replacement';
	/** The call to rewrite. */
	readonly call: Span;
	/** The function the call stands in, which must be async already. */
	readonly function: FunctionId;
	readonly symbol: SymbolName;
	readonly replacement: Replacement;
}

/** A change of one file's text. Edits of one fix never overlap. */
export interface TextEdit {
	readonly file: string;
	readonly span: Span;
	readonly newText: string;
	/** The file is not there yet: this is the only edit in it, at offset 0, and its whole text. */
	readonly isNewFile?: true;
}
