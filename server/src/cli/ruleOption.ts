import { Option } from 'commander';
import { allRules } from '../rules/index.ts';
import { UsageError } from './exitCode.ts';

/** `--rule`, which may be given several times. One id each, so that it does not swallow the paths behind it. */
export function ruleOption(): Option {
	return new Option('--rule <id>', 'only this rule; may be given several times').argParser((id, ids: readonly string[] | undefined) => [...(ids ?? []), id]);
}

/** The ids of all rules, in the order in which they are listed to people. */
export function ruleIds(): readonly string[] {
	return allRules.map((rule) => rule.meta.id).sort();
}

/** Throws a UsageError for an id that is none of ours, so that a misspelt rule does not look like clean code. */
export function checkRules(ids: readonly string[] | undefined): void {
	const known = ruleIds();
	const unknown = ids?.filter((id) => !known.includes(id)) ?? [];
	if (unknown.length > 0) {
		throw new UsageError(`There is no rule ${unknown.join(', ')}. The rules: ${known.join(', ')}`);
	}
}
