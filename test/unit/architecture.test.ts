/** The arrows of the architecture are lint rules; here they are shown to fire, each in a tree of its own with the project's configuration. */
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';

interface Diagnostic {
	readonly code: string;
	readonly filename: string;
	readonly help: string;
}

const UP = 'This points up the flow';
const TYPES = 'Only types may be taken from there';
const DISK = 'Only server/src/workspace touches the disk';
const EDITOR = 'Only client/ sees the editor';
const LSP = 'Only server/src/language-server speaks LSP';
const COMPILER = 'Only server/src/languages/typescript sees the compiler';

/** File, what it imports, and what lint says of it. */
const forbidden: readonly (readonly [file: string, source: string, says: string])[] = [
	['server/src/outline/x.ts', `export * from '../catalogue/schema.ts';`, UP],
	['server/src/catalogue/deep/x.ts', `export * from '../../languages/typescript/x.ts';`, UP],
	['server/src/languages/typescript/x.ts', `import { walk } from '../../callgraph/graph.ts'; walk();`, UP],
	['server/src/languages/python/x.ts', `import { check } from '../../rules/blocking-call.ts'; check();`, TYPES],
	['server/src/callgraph/x.ts', `export * from '../rules/finding.ts';`, UP],
	['server/src/rules/x.ts', `import type { Tree } from '../languages/typescript/syntax.ts'; export type T = Tree;`, UP],
	['server/src/rules/y.ts', `export { readFile } from '../workspace/files.ts';`, UP],
	['server/src/fixes/x.ts', `export * from '../analysis/service.ts';`, UP],
	['server/src/workspace/x.ts', `export * from '../language-server/server.ts';`, UP],
	['server/src/analysis/x.ts', `export * from '../audit/report.ts';`, UP],
	['server/src/audit/x.ts', `export * from '../cli/main.ts';`, UP],
	['server/src/language-server/x.ts', `export * from '../cli/main.ts';`, UP],
	['server/src/rules/disk.ts', `import { readFileSync } from 'node:fs'; readFileSync('x');`, DISK],
	['server/src/analysis/disk.ts', `import { readFile } from 'fs/promises'; await readFile('x');`, DISK],
	['server/src/language-server/editor.ts', `import { window } from 'vscode'; window.toString();`, EDITOR],
	['server/src/cli/lsp.ts', `import { createConnection } from 'vscode-languageserver/node'; createConnection();`, LSP],
	['server/src/callgraph/compiler.ts', `import type { Node } from 'typescript/unstable/sync'; export type N = Node;`, COMPILER],
	['client/src/x.ts', `export * from '../../server/src/language-server/server.ts';`, 'The client talks to the server by LSP alone'],
];

const allowed: readonly (readonly [file: string, source: string])[] = [
	['server/src/callgraph/good.ts', `export * from '../outline/model.ts'; export * from '../catalogue/schema.ts';`],
	['server/src/rules/good.ts', `export * from '../callgraph/graph.ts';`],
	['server/src/languages/typescript/good.ts', `import type { FixIntent } from '../../rules/finding.ts'; import { API } from 'typescript/unstable/sync'; export const api = (x: FixIntent) => new API(x);`],
	['server/src/workspace/good.ts', `import { readFile } from 'node:fs/promises'; await readFile('x');`],
	['server/src/cli/good.ts', `export * from '../language-server/server.ts'; export * from '../analysis/service.ts';`],
	['client/src/good.ts', `import * as vscode from 'vscode'; export const version = vscode.version;`],
];

let folder: string;
let diagnostics: readonly Diagnostic[];

beforeAll(() => {
	folder = mkdtempSync(join(tmpdir(), 'unblock-arrows-'));
	cpSync('.oxlintrc.json', join(folder, '.oxlintrc.json'));
	for (const [file, source] of [...forbidden, ...allowed]) {
		mkdirSync(dirname(join(folder, file)), { recursive: true });
		writeFileSync(join(folder, file), `${source}\n`);
	}
	const { stdout } = spawnSync(process.execPath, [join(process.cwd(), 'node_modules/oxlint/bin/oxlint'), '--format', 'json'], { cwd: folder, encoding: 'utf8' });
	diagnostics = (JSON.parse(stdout) as { diagnostics: Diagnostic[] }).diagnostics;
});

afterAll(() => { rmSync(folder, { recursive: true, force: true }); });

function restrictionsIn(file: string): string[] {
	return diagnostics.filter((diagnostic) => diagnostic.filename === file && diagnostic.code.includes('no-restricted-imports')).map(({ help }) => help);
}

test.each(forbidden)('lint forbids in %s: %s', (file, _source, says) => {
	const helps = restrictionsIn(file);
	expect(helps).toHaveLength(1);
	expect(helps[0]).toContain(says);
});

test.each(allowed)('lint allows in %s: %s', (file) => {
	expect(restrictionsIn(file)).toEqual([]);
});
