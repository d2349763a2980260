/** Bundles the suite into `out/e2e/suite`, CommonJS as VS Code's extension host loads it. */
import { build } from 'esbuild';
import { readdir, rm } from 'node:fs/promises';
import * as path from 'node:path';
import { fileURLToPath } from 'node:url';

const here = path.dirname(fileURLToPath(import.meta.url));

/** @returns the module for `extensionTestsPath` */
export async function buildSuite() {
	const outdir = path.join(here, '../../out/e2e/suite');
	await rm(outdir, { recursive: true, force: true });
	const files = (await readdir(path.join(here, 'suite'))).filter((file) => file === 'index.ts' || file.endsWith('.test.ts'));
	await build({
		bundle: true, platform: 'node', format: 'cjs', target: 'node20', sourcemap: 'inline', logLevel: 'warning', external: ['vscode', 'mocha'],
		entryPoints: files.map((file) => path.join(here, 'suite', file)), outdir,
		outExtension: { '.js': '.cjs' }, // the project's manifest says "module"
	});
	return path.join(outdir, 'index.cjs');
}
