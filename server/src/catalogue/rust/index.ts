/** What is known of Rust's libraries. */
import type { CatalogueData } from '../schema.ts';
import { packages } from './packages.ts';
import { runtimes } from './runtimes.ts';
import { standard } from './standard.ts';

const parts: readonly CatalogueData[] = [standard, runtimes, packages];

export const rustCatalogue: CatalogueData = {
	entries: parts.flatMap((part) => part.entries),
	aliases: Object.assign({}, ...parts.map((part) => part.aliases)) as Record<string, string>,
};
