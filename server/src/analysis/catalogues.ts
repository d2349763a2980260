/** What the libraries of each language do. */
import { javascriptCatalogue } from '../catalogue/javascript/index.ts';
import { pythonCatalogue } from '../catalogue/python/index.ts';
import { rustCatalogue } from '../catalogue/rust/index.ts';
import type { CatalogueData } from '../catalogue/schema.ts';
import type { AnalyzedLanguage } from './languageKinds.ts';

export const catalogues: Readonly<Record<AnalyzedLanguage, CatalogueData>> = { typescript: javascriptCatalogue, python: pythonCatalogue, rust: rustCatalogue };
