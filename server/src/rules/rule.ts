/** A rule: a pure function of outlines, call graph and catalogue. It knows no syntax tree, no file system and no editor. */
import type { CallGraph } from '../callgraph/graph.ts';
import type { Catalogue } from '../catalogue/catalogue.ts';
import type { Severity } from '../catalogue/schema.ts';
import type { FileOutline, LanguageId, OptionalFact } from '../outline/model.ts';
import type { Finding, RuleId } from './finding.ts';

export interface RuleMeta {
	readonly id: RuleId;
	/** The family it belongs to: `blocking`. */
	readonly category: string;
	/** What most of its findings have; a finding may be less. */
	readonly severity: Severity;
	readonly languages: readonly LanguageId[];
	/** The guide page's name. */
	readonly guide: string;
	/** A new rule is a preview until a minor version has passed. */
	readonly status: 'preview' | 'stable';
	/** Off unless the settings name a severity for it: what it asks for is a matter of taste. */
	readonly isOffByDefault?: true;
	/** What outlines only tell where this rule is on. */
	readonly asksFor?: OptionalFact;
	/** What it finds, in one sentence. */
	readonly description: string;
}

export interface RuleContext {
	readonly outline: FileOutline;
	readonly graph: CallGraph;
	readonly catalogue: Catalogue;
}

export interface Rule {
	readonly meta: RuleMeta;
	/** Its findings in one file, in the order of the text. */
	check(context: RuleContext): Finding[];
}
