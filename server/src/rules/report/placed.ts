/** Where a finding stands and what it weighs: the same for most rules, and less where there is a reason to accept it. */
import type { Severity } from '../../catalogue/schema.ts';
import type { FunctionOutline } from '../../outline/model.ts';
import type { Finding } from '../finding.ts';
import type { RuleContext, RuleMeta } from '../rule.ts';

/** True for a function of a test, or that a test runner runs. */
export function isTestCode(outline: FunctionOutline, { graph, outline: { file } }: RuleContext): boolean {
	return graph.contextOf(outline.id) === 'test' || graph.factsOf(file).isTest;
}

export interface Weight {
	/** Then it is `acceptable`, whatever it would be elsewhere. */
	readonly isTest?: boolean;
	/** Another reason for which it is; null or undefined where there is none. */
	readonly reason?: string | null | undefined;
	readonly priority: Finding['priority'];
	/** The rule's own where it is left out. */
	readonly severity?: Severity;
}

/** A finding of a rule in a function, without a path and fixes: its place in the text and what it says are the rule's to add. */
export function placed({ id, category, guide, severity: usual }: RuleMeta, fn: FunctionOutline, { outline: { file } }: RuleContext, { isTest = false, reason = isTest ? 'test code' : null, priority, severity = usual }: Weight): Omit<Finding, 'span' | 'message' | 'impact' | 'fingerprint'> {
	return {
		rule: id, category, guide, file, function: fn.name, functionId: fn.id, chain: [], fixes: [],
		...(typeof reason === 'string' ? { severity: 'hint', priority: 'P3', verdict: 'acceptable', reason } : { severity, priority, verdict: 'bad', reason: null }),
	};
}
