/** Bundles the extension's client, the CLI (which holds the language server) and the analysis worker into `dist/`, with the grammars they parse by. */
import { build } from 'esbuild';
import { copyFile, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';

await rm('dist', { recursive: true, force: true });
const common = { bundle: true, platform: 'node', target: 'node20', sourcemap: true, minifyWhitespace: true, minifySyntax: true, legalComments: 'none', logLevel: 'warning', mainFields: ['module', 'main'] };
// CommonJS dependencies inside an ES module bundle still ask for Node's own modules by `require`.
const banner = { js: "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);" };
await Promise.all([
	build({ ...common, format: 'cjs', entryPoints: ['client/src/extension.ts'], outfile: 'dist/extension.cjs', external: ['vscode'] }),
	build({ ...common, format: 'esm', banner, entryPoints: { cli: 'server/src/cli/main.ts', worker: 'server/src/analysis/worker.ts' }, outdir: 'dist', splitting: true, chunkNames: '[name]-[hash]' }),
]);
// Parsers for languages without a compiler of their own: WebAssembly, read at run time from beside the bundle.
const { resolve } = createRequire(import.meta.url);
await Promise.all(['web-tree-sitter', 'tree-sitter-python', 'tree-sitter-rust'].map((name) => copyFile(resolve(`${name}/${name}.wasm`), `dist/${name}.wasm`)));
