/** Where the parser for a language without a compiler of its own is found: WebAssembly, beside the bundle or in the installed packages. */
import { createRequire } from 'node:module';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export interface GrammarBytes {
	/** web-tree-sitter itself. */
	readonly runtime: Uint8Array;
	readonly grammar: Uint8Array;
}

/**
 * The parser and a language's grammar. `bundle` is the URL of the module that asks (`import.meta.url`).
 * @throws if one of them is neither beside the bundle nor installed
 */
export function readGrammar(bundle: string, language: 'python' | 'rust'): GrammarBytes {
	return { runtime: read(bundle, 'web-tree-sitter'), grammar: read(bundle, `tree-sitter-${language}`) };
}

function read(bundle: string, packageName: string): Uint8Array {
	const packed = join(dirname(fileURLToPath(bundle)), `${packageName}.wasm`);
	return new Uint8Array(readFileSync(existsSync(packed) ? packed : createRequire(bundle).resolve(`${packageName}/${packageName}.wasm`)));
}
