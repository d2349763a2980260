/** The languages there are: which files are theirs, what their libraries do, and how each is set up for a session. */
import { javascriptCatalogue } from '../catalogue/javascript/index.ts';
import { pythonCatalogue } from '../catalogue/python/index.ts';
import { rustCatalogue } from '../catalogue/rust/index.ts';
import type { CatalogueData } from '../catalogue/schema.ts';
import { pythonExtensions } from '../languages/python/language.ts';
import { rustExtensions } from '../languages/rust/language.ts';
import { typescriptExtensions } from '../languages/typescript/language.ts';
import { extensionOf } from '../workspace/paths.ts';

/** The languages that have a front end. */
export type AnalyzedLanguage = 'typescript' | 'python' | 'rust';

export interface LanguageKind {
	/** With their dots. */
	readonly extensions: readonly string[];
	/** Files with such an extension that hold declarations alone, and run nothing. */
	readonly declarations: RegExp;
	/** Files (by name) that decide how a project's sources are understood. */
	readonly configuration: RegExp;
	/** Files (by name) that a directory with sources of this language mostly has. */
	readonly manifest: RegExp;
	readonly catalogue: CatalogueData;
}

export const languageKinds: Readonly<Record<AnalyzedLanguage, LanguageKind>> = {
	typescript: { extensions: typescriptExtensions, declarations: /\.d\.[cm]?ts$/, configuration: /^(tsconfig.*|jsconfig.*|package)\.json$/, manifest: /^(tsconfig|jsconfig|package)\.json$/, catalogue: javascriptCatalogue },
	python: { extensions: pythonExtensions, declarations: /\.pyi$/, configuration: /^(pyproject\.toml|setup\.(py|cfg)|package\.json)$/, manifest: /^(pyproject\.toml|setup\.(py|cfg))$/, catalogue: pythonCatalogue },
	rust: { extensions: rustExtensions, declarations: /(?!)/, configuration: /^Cargo\.(?:toml|lock)$/, manifest: /^Cargo\.toml$/, catalogue: rustCatalogue },
};

export const analyzedLanguages = Object.keys(languageKinds) as readonly AnalyzedLanguage[];

export const analyzedExtensions: readonly string[] = analyzedLanguages.flatMap((language) => languageKinds[language].extensions);

/** The language of a file by its name; undefined if it is none of ours, or runs nothing. */
export function languageOf(file: string): AnalyzedLanguage | undefined {
	return analyzedLanguages.find((language) => languageKinds[language].extensions.includes(extensionOf(file)) && !languageKinds[language].declarations.test(file));
}
