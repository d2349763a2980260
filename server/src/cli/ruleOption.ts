import { Option } from 'commander';
import { UsageError } from './exitCode.ts';

/** `--rule`, which may be given several times. One id each, so that it does not swallow the paths behind it. */
export function ruleOption(): Option {
	return new Option('--rule <id>', 'only this rule; may be given several times').argParser((id, ids: readonly string[] | undefined) => [...(ids ?? []), id]);
}

/** The ids of all rules, in the order in which they are listed to people. */
export async function ruleIds(): Promise<readonly string[]> {
	// Not before they are asked for: an audit's worker begins while they are read.
	const { allRules } = await import('../rules/index.ts');
	return allRules.map((rule) => rule.meta.id).sort();
}

/** Rejects with a UsageError for an id that is none of ours, so that a misspelt rule does not look like clean code. */
export async function checkRules(ids: readonly string[] | undefined): Promise<void> {
	if (ids === undefined) { return; }
	const known = await ruleIds();
	const unknown = ids.filter((id) => !known.includes(id));
	if (unknown.length > 0) {
		throw new UsageError(`There is no rule ${unknown.join(', ')}. The rules: ${known.join(', ')}`);
	}
}
