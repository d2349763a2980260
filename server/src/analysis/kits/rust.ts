/** Rust, by a parser of its own. */
import { rustCatalogue } from '../../catalogue/rust/index.ts';
import { rustFixes } from '../../languages/rust/edits/buildEdits.ts';
import { RustLanguage } from '../../languages/rust/language.ts';
import { RustParser } from '../../languages/rust/syntax/parser.ts';
import { readGrammar } from '../../workspace/grammarFiles.ts';
import type { LanguageKit } from './kit.ts';
import { buildRustEdits, checkRustEdits } from './rustFix.ts';

export async function createRustKit(): Promise<LanguageKit> {
	const parser = await RustParser.create(readGrammar(import.meta.url, 'rust'));
	return {
		language: 'rust',
		catalogue: rustCatalogue,
		createFrontEnd: (_options, host) => new RustLanguage(parser, {
			textOf: (file) => host.textOf(file), isFile: (path) => host.isFile(path),
			isWorkspaceFile: (path) => host.isWorkspaceFile(path), resultTypeOf: (symbol) => host.resultTypeOf(symbol), onDegraded: (file, message) => host.onDegraded(file, message),
		}),
		fixes: { canBuild: ({ kind }) => rustFixes.has(kind), build: buildRustEdits, check: checkRustEdits },
	};
}
