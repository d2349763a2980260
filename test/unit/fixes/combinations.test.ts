/** Every way to import against every place of a call: each fix must parse, keep the compiler quiet and do the same when it runs. */
import { transformSync } from 'esbuild';
import { createRequire } from 'node:module';
import { inspect } from 'node:util';
import { afterAll, expect, test } from 'vitest';
import { applyEdits } from '../../../server/src/fixes/apply.ts';
import { checkEdit } from '../../../server/src/fixes/check.ts';
import { declarationsOf } from '../../../server/src/languages/typescript/declarations.ts';
import { buildAwaitReplacement } from '../../../server/src/languages/typescript/edits/awaitReplacement.ts';
import { indexOf, isFunctionNode } from '../../../server/src/languages/typescript/syntax.ts';
import type { Node } from 'typescript/unstable/ast';
import { callsOf, TestProject } from './compiler.ts';

/** `[what makes the callee, the callee]`; `export` becomes `module.exports` in CommonJS. */
const modules: readonly (readonly [head: string, callee: string])[] = [
	['import fs from "fs";', 'fs.readFileSync'],
	['import * as fs from \'node:fs\';', 'fs["readFileSync"]'],
	['import { readFileSync } from \'fs\'', 'readFileSync'],
	['import { readFileSync as read } from \'node:fs\';', 'read'],
	['import { constants, readFileSync } from \'fs\';\nexport const mode = constants.R_OK;', 'readFileSync'],
	['import fs, { readFileSync } from \'fs\';\nexport const all = fs;', 'readFileSync'],
	['import { readFile, readFileSync } from \'fs\';\nexport const later = readFile;', 'readFileSync'],
	['import { promises, readFileSync } from \'fs\';\nexport const later = promises;', 'readFileSync'],
	['import fsp from \'fs/promises\';\nimport fs from \'fs\';\nexport const later = fsp;', 'fs.readFileSync'],
	['import {\n\taccess,\n} from \'fs/promises\';\nimport fs from \'fs\';\nexport const later = access;', 'fs.readFileSync'],
	['import fs from \'fs\';\nconst { readFileSync: read } = fs;', 'read'],
	['import fs from \'fs\';\nconst disk = fs;', 'disk.readFileSync'],
	['const fs = require(\'fs\')', 'fs.readFileSync'],
	['const { readFileSync } = require(\'node:fs\');', 'readFileSync'],
	['const {readFileSync:read,constants}=require("fs");\nexports.mode=constants.R_OK;', 'read'],
	['const fs = require(\'fs\'),\n\tfsp = fs.promises;\nexports.later = fsp;', 'fs.readFileSync'],
	['exports.early = 1;', 'require(\'fs\').readFileSync'],
];

const places: readonly string[] = [
	'return @;',
	'const text = @;\n\treturn text;',
	'return @.length;',
	'return @[0];',
	'return @?.trim().split("s");',
	'const parts = []\n\t@.split("").forEach((part) => parts.push(part))\n\treturn parts.length',
	'let size = 1;\n\tsize += @.length;\n\treturn size;',
	'return `${@}!`;',
	'return [...@, 1];',
	'return { text: @, [@]: 1 };',
	'return !@;',
	'return typeof @;',
	'return -@.length + +@.length;',
	'return @.length ** 2;',
	'return (@).length;',
	'return ((@));',
	'return await @;',
	'return (await @).length;',
	'for (const letter of @) { return letter; }',
	'if (@ && folder) return 1; else return @;',
	'return folder ? @ : @;',
	'switch (@) { case @: return @; default: return 2; }',
	'try { return @; } finally { folder = ""; }',
	'return (async () => @)();',
	'return Promise.all([1].map(async (number) => { return number + @; }));',
	'const own = { async text() { return @ } };\n\treturn own.text();',
	'return new class { async text() { return @; } }().text();',
	'async function* all() { yield @; }\n\tfor await (const one of all()) { return one; }',
	'do { folder = folder } while (!@)\n\t@\n\treturn 1;',
	'return /* one */ @ /* two */ // three\n\t\t.length;',
	'return String(@, @);',
	'throw new Error(@);',
	'return @ in { "first\\n": 1 }, @ < "z" || @ == null ? 1 : void @;',
];

const project = new TestProject();
afterAll(() => { project.dispose(); });

test('every import against every place', async () => {
	const sources = modules.flatMap(([head, callee], row) => places.map((place, column) => {
		const isModule = head.includes('import ');
		const call = `${callee}(folder + '/a.txt', 'utf8')`;
		const body = `async function run(folder${isModule ? ': string' : ''}) {\n\t${place.replaceAll('@', () => call)}\n}`;
		const text = isModule ? `${head}\nexport ${body}\n` : `${head}\n${body}\nexports.run = run;\n`;
		const file = project.write(`before/r${row}c${column}.${isModule ? 'ts' : 'js'}`, column % 2 === 0 ? text : text.replaceAll('\n', '\r\n'));
		return { file, call, text: column % 2 === 0 ? text : text.replaceAll('\n', '\r\n') };
	}));
	const before = project.open('before');
	const fixed = sources.flatMap(({ file, call, text }) => {
		const sourceFile = before.tree(file);
		const spans = callsOf(sourceFile).filter((each) => each.getText(sourceFile) === call);
		return spans.map((node, number) => {
			let owner: Node = node;
			while (!isFunctionNode(owner)) { owner = owner.parent; }
			const target = declarationsOf(sourceFile, file).targets.get(indexOf(owner));
			const result = buildAwaitReplacement(sourceFile, {
				kind: 'await-replacement', title: '', safety: 'safe', file, symbol: 'node:fs#readFileSync', call: { start: node.getStart(sourceFile), end: node.end },
				replacement: { kind: 'twin', symbol: 'node:fs/promises#readFile', safety: 'safe' }, function: target?.kind === 'function' ? target.id : '',
			});
			if (result.kind === 'refusal') { throw new Error(`${text}\n${result.reason}`); }
			const after = applyEdits(text, result.edits);
			return { file, text, after, edits: result.edits, changed: project.write(file.replace(project.root, '').replace('/before/', `/after/n${number}`), after) };
		});
	});
	const after = project.open('after');
	const wrong: string[] = [];
	for (const each of fixed) {
		const port = { diagnostics: (_: string, asked: string) => (asked === each.text ? before.diagnostics(each.file) : after.diagnostics(each.changed)) };
		const checked = checkEdit(port, each.file, each.text, each.after, each.edits);
		if (checked.kind === 'refusal') { wrong.push(`${checked.reason}\n${each.after}`); }
		const was = await outcome(each.file, each.text);
		const is = await outcome(each.changed, each.after);
		if (was !== is || /^throws (?!Error: first)/.test(was)) { wrong.push(`${was}, then ${is}\n${each.after}`); }
	}
	expect(wrong.slice(0, 5)).toEqual([]);
	expect(fixed.length).toBeGreaterThan(modules.length * places.length);
}, 120_000);

async function outcome(file: string, source: string): Promise<string> {
	const { code } = transformSync(source, { loader: 'ts', format: 'cjs', target: 'node20' });
	const built = project.write(`run${file.replace(project.root, '').replace(/\.[jt]s$/, '.cjs')}`, code);
	project.write('data/a.txt', 'first\n');
	const module = createRequire(built)(built) as { run: (folder: string) => Promise<unknown> };
	return module.run(`${project.root}/data`).then((value) => `gives ${inspect(value)}`, (error: unknown) => `throws ${String(error)}`);
}
