/** What is known of JavaScript's libraries. */
import type { CatalogueData } from '../schema.ts';
import { language } from './callbacks/language.ts';
import { nodeCallbacks } from './callbacks/node.ts';
import { fileSystem } from './fs.ts';
import { node } from './node.ts';

const parts: readonly CatalogueData[] = [
	{ entries: fileSystem, aliases: {} },
	{ entries: node, aliases: {} },
	language,
	nodeCallbacks,
];

export const javascriptCatalogue: CatalogueData = {
	entries: parts.flatMap((part) => part.entries),
	aliases: Object.assign({}, ...parts.map((part) => part.aliases)) as Record<string, string>,
};
