/** Names are cut out of the text; where that would be wrong, they are the compiler's own. */
import { mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SyntaxKind, type Node } from 'typescript/unstable/ast';
import { API } from 'typescript/unstable/sync';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { nameText } from '../../../../server/src/languages/typescript/syntax.ts';
import { findCompiler } from '../../../../server/src/workspace/compilerBinary.ts';

let root: string;
let api: API;

beforeEach(() => {
	root = realpathSync(mkdtempSync(join(tmpdir(), 'unblock-names-')));
	writeFileSync(join(root, 'tsconfig.json'), '{ "compilerOptions": { "types": [], "jsx": "preserve" } }');
	api = new API({ tsserverPath: findCompiler(import.meta.url), cwd: root });
});
afterEach(() => {
	api.close();
	rmSync(root, { recursive: true, force: true });
});

/** The names of a text as they are read here, and as the compiler holds them. */
function namesOf(text: string): { readonly read: readonly (string | undefined)[]; readonly held: readonly string[] } {
	const file = join(root, 'names.tsx');
	writeFileSync(file, text);
	const sourceFile = api.updateSnapshot({ openProjects: [join(root, 'tsconfig.json')] }).getProject(join(root, 'tsconfig.json'))?.program.getSourceFile(file);
	const identifiers: Node[] = [];
	const visit = (node: Node): void => {
		if (node.kind === SyntaxKind.Identifier) { identifiers.push(node); }
		node.forEachChild(visit);
	};
	sourceFile?.forEachChild(visit);
	return { read: identifiers.map(nameText), held: identifiers.map((node) => (node as unknown as { text: string }).text) };
}

test.each([
	['plain names', 'const $first_1 = a?.b.c2 - d-e;\nlabel: for (;;) break label;\n'],
	['other letters', 'const größe = naïve, 名前 = größe; \uFEFF const after = 1;\n'],
	['escapes', String.raw`const \u0061bc = 1, de\u{66} = \u0061bc;` + '\n'],
	['attributes with a hyphen', 'const view = <div aria-label="x" data-long-name={value}><my-part key-name /></div>;\n'],
	['a byte order mark', '\uFEFFconst first = second;\n'],
	['names that are missing', 'const a = b.;\nfoo.\nbar(\n'],
	['comments between', 'const/*x*/a/*y*/=/*z*/b/*w*/;\n'],
])('%s', (_, text) => {
	const { read, held } = namesOf(text);
	expect(held.length).toBeGreaterThan(0);
	expect(read).toEqual(held);
});
