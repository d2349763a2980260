/** What is known of JavaScript's libraries. */
import type { CatalogueData } from '../schema.ts';
import { language } from './callbacks/language.ts';
import { nodeCallbacks } from './callbacks/node.ts';
import { packages } from './callbacks/packages.ts';
import { servers } from './callbacks/servers.ts';
import { bun } from './bun.ts';
import { deno } from './deno.ts';
import { fileSystem } from './fs.ts';
import { node } from './node.ts';
import { bridges } from './packages/bridges.ts';
import { computing } from './packages/computing.ts';
import { databases } from './packages/databases.ts';
import { files } from './packages/files.ts';
import { pools } from './packages/pools.ts';
import { processes } from './packages/processes.ts';
import { promiseFacts } from './promises.ts';
import { timing } from './timers.ts';

const parts: readonly CatalogueData[] = [
	{ entries: fileSystem, aliases: {} },
	{ entries: node, aliases: {} },
	language,
	timing,
	nodeCallbacks,
	servers,
	packages,
	files,
	processes,
	databases,
	computing,
	pools,
	bridges,
	promiseFacts,
	deno,
	bun,
];

export const javascriptCatalogue: CatalogueData = {
	entries: parts.flatMap((part) => part.entries),
	aliases: Object.assign({}, ...parts.map((part) => part.aliases)) as Record<string, string>,
};
