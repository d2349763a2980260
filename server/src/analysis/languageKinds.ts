/** The languages there are, and which files are theirs. What else is of each is in `kits/`: who only looks for files needs none of that. */
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
}

export const languageKinds: Readonly<Record<AnalyzedLanguage, LanguageKind>> = {
	typescript: { extensions: ['.ts', '.tsx', '.mts', '.cts', '.js', '.jsx', '.mjs', '.cjs'], declarations: /\.d\.[cm]?ts$/, configuration: /^(tsconfig.*|jsconfig.*|package)\.json$/, manifest: /^(tsconfig|jsconfig|package)\.json$/ },
	python: { extensions: ['.py', '.pyi', '.pyw'], declarations: /\.pyi$/, configuration: /^(pyproject\.toml|setup\.(py|cfg)|package\.json)$/, manifest: /^(pyproject\.toml|setup\.(py|cfg))$/ },
	rust: { extensions: ['.rs'], declarations: /(?!)/, configuration: /^Cargo\.(?:toml|lock)$/, manifest: /^Cargo\.toml$/ },
};

export const analyzedLanguages = Object.keys(languageKinds) as readonly AnalyzedLanguage[];

export const analyzedExtensions: readonly string[] = analyzedLanguages.flatMap((language) => languageKinds[language].extensions);

/** The language of a file by its name; undefined if it is none of ours, or runs nothing. */
export function languageOf(file: string): AnalyzedLanguage | undefined {
	return analyzedLanguages.find((language) => languageKinds[language].extensions.includes(extensionOf(file)) && !languageKinds[language].declarations.test(file));
}
