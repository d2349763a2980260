/** The files that an audit is of. Read by the main thread once the workers are on their way: the rules' names and the settings' schema take as long to read as a worker takes to begin. */
import { allRules } from '../rules/index.ts';
import { ConfigStore } from '../workspace/configStore.ts';
import { discoverFiles, type Discovered } from '../workspace/files.ts';
import { analyzedExtensions } from './languageKinds.ts';
import type { AnalysisError, AuditOptions } from './service.ts';

/** `settingsErrors`: what is wrong with the settings met on the way. Never rejects. */
export async function findAudited({ paths, root }: AuditOptions, roots: readonly string[], signal: AbortSignal | undefined): Promise<{ readonly found: Discovered; settingsErrors(): readonly AnalysisError[] }> {
	const configs = new ConfigStore({ roots, ruleIds: allRules.map((rule) => rule.meta.id) });
	const found = await discoverFiles({ paths, root, extensions: analyzedExtensions, configs, ...(signal !== undefined && { signal }) });
	return { found, settingsErrors: () => configs.errors.map(({ file, line, column, message }) => ({ file, line, column, message, kind: 'config' })) };
}
