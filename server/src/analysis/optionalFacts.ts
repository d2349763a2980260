/** What outlines are to hold besides, for rules that are off by default: only where the settings of a file turn one of them on. */
import type { FileOutline, OptionalFact } from '../outline/model.ts';
import { allRules } from '../rules/index.ts';
import type { Config } from '../workspace/config.ts';
import type { ConfigStore } from '../workspace/configStore.ts';

export class OptionalFacts {
	private readonly configs: ConfigStore;
	private readonly known = new WeakMap<Config, ReadonlySet<OptionalFact>>();

	constructor(configs: ConfigStore) { this.configs = configs; }

	/** The facts that rules ask for which are on for a file. */
	askedFor(file: string): ReadonlySet<OptionalFact> {
		const config = this.configs.configFor(file);
		const known = this.known.get(config);
		if (known !== undefined) { return known; }
		const facts = new Set(allRules.flatMap(({ meta }) => (meta.asksFor !== undefined && (config.levelOf(meta.id) ?? 'off') !== 'off' ? [meta.asksFor] : [])));
		this.known.set(config, facts);
		return facts;
	}

	/** False for an outline that was made while other rules were on. */
	fit({ file, facts }: FileOutline): boolean {
		return [...this.askedFor(file)].join(' ') === (facts ?? []).join(' ');
	}
}
