/** Which rules are on for a file, by its settings and by what an audit asks for, and what they want outlines to hold besides. */
import type { FileOutline, OptionalFact } from '../outline/model.ts';
import { allRules } from '../rules/index.ts';
import type { Rule } from '../rules/rule.ts';
import type { Config } from '../workspace/config.ts';
import type { ConfigStore } from '../workspace/configStore.ts';

export class RulesInForce {
	private readonly configs: ConfigStore;
	/** Asked for by name: on, though off by default. */
	private asked: ReadonlySet<string> = new Set();
	private known = new WeakMap<Config, { readonly rules: readonly Rule[]; readonly facts: ReadonlySet<OptionalFact> }>();

	constructor(configs: ConfigStore) { this.configs = configs; }

	/** `rules`: the ids that an audit names; it holds until another asks. Returns whether anything changed. */
	askFor(rules: readonly string[]): boolean {
		if (rules.length === this.asked.size && rules.every((id) => this.asked.has(id))) { return false; }
		this.asked = new Set(rules);
		this.known = new WeakMap();
		return true;
	}

	/** A rule that the settings turn off stays off, whoever asks for it. */
	rulesFor(file: string): readonly Rule[] { return this.inForce(file).rules; }

	/** The facts that the rules ask for which are on for a file. */
	factsFor(file: string): ReadonlySet<OptionalFact> { return this.inForce(file).facts; }

	/** False for an outline that was made while other rules were on. */
	fit({ file, facts }: FileOutline): boolean {
		return [...this.factsFor(file)].join(' ') === (facts ?? []).join(' ');
	}

	private inForce(file: string): { readonly rules: readonly Rule[]; readonly facts: ReadonlySet<OptionalFact> } {
		const config = this.configs.configFor(file);
		const known = this.known.get(config);
		if (known !== undefined) { return known; }
		const rules = allRules.filter(({ meta }) => (config.levelOf(meta.id) ?? (meta.isOffByDefault === true && !this.asked.has(meta.id) ? 'off' : 'on')) !== 'off');
		const made = { rules, facts: new Set(rules.flatMap(({ meta }) => meta.asksFor ?? [])) };
		this.known.set(config, made);
		return made;
	}
}
