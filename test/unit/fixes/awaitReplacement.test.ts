import { transformSync } from 'esbuild';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { inspect } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { SourceFile } from 'typescript/unstable/ast';
import { applyEdits } from '../../../server/src/fixes/apply.ts';
import { checkEdit } from '../../../server/src/fixes/check.ts';
import { buildAwaitReplacement } from '../../../server/src/languages/typescript/edits/awaitReplacement.ts';
import type { EditResult } from '../../../server/src/languages/typescript/edits/refusal.ts';
import { readCases } from './cases.ts';
import { calledName, callsOf, TestProject } from './compiler.ts';
import { callOf, intentOf } from './intents.ts';

const cases = readCases(fileURLToPath(new URL('../../fixes/await-replacement', import.meta.url)));

describe('await-replacement', () => {
	const project = new TestProject();
	const built: { file: string; result: EditResult; text: string }[] = [];
	let before: ReturnType<TestProject['open']>;
	let after: ReturnType<TestProject['open']>;
	const pathOf = (folder: string, index: number) => `${folder}/case${index}.${cases[index]?.extension}`;

	beforeAll(() => {
		project.write('node_modules/bcrypt/package.json', '{ "name": "bcrypt", "main": "index.js" }');
		project.write('node_modules/bcrypt/index.js', 'exports.hashSync = (data, rounds) => `${data}:${rounds}`;\nexports.hash = async (data, rounds) => `${data}:${rounds}`;\n');
		project.write('node_modules/bcrypt/index.d.ts', 'export declare function hashSync(data: string, rounds: number): string;\nexport declare function hash(data: string, rounds: number): Promise<string>;\n');
		project.write('node_modules/removal/package.json', '{ "name": "removal", "main": "index.js" }');
		project.write('node_modules/removal/index.js', 'module.exports = async (path) => path;\nmodule.exports.removeSync = (path) => path;\n');
		project.write('node_modules/removal/index.d.ts', 'declare function removal(path: string): Promise<string>;\ndeclare namespace removal { function removeSync(path: string): string; }\nexport = removal;\n');
		for (const folder of ['before', 'after']) {
			project.write(`${folder}/reexport.ts`, "export { readFileSync } from 'fs';\n");
			project.write(`${folder}/jsx.d.ts`, 'declare namespace JSX { interface IntrinsicElements { [name: string]: unknown } }\n');
		}
		cases.forEach((each, index) => project.write(pathOf('before', index), each.before));
		before = project.open('before');
		cases.forEach((each, index) => {
			const file = `${project.root}/${pathOf('before', index)}`;
			const sourceFile = before.tree(file);
			const call = callOf(sourceFile, each.call);
			const result: EditResult = call === undefined ? { kind: 'refusal', reason: 'there is no call to fix' } : buildAwaitReplacement(sourceFile, intentOf(sourceFile, file, call));
			const text = result.kind === 'edits' ? applyEdits(each.before, result.edits) : each.before;
			built.push({ file, result, text });
			project.write(pathOf('after', index), text);
		});
		after = project.open('after');
	}, 60_000);

	afterAll(() => { project.dispose(); });

	test('there are cases of every kind', () => {
		expect(cases.length).toBeGreaterThan(50);
		expect(new Set(cases.map((each) => each.expected.kind))).toEqual(new Set(['text', 'refusal', 'check']));
	});

	describe.each(cases.map((each, index) => [each.name, each, index] as const))('%s', (_name, each, index) => {
		const { expected } = each;

		test('gives the expected text, which parses and has no new error', () => {
			const { file, result, text } = built[index]!;
			if (expected.kind === 'refusal') {
				expect(result).toEqual({ kind: 'refusal', reason: expected.reason });
				return;
			}
			if (result.kind === 'refusal') { throw new Error(`refused: ${result.reason}`); }
			if (expected.kind === 'text') { expect(text).toBe(expected.text); }
			const changed = `${project.root}/${pathOf('after', index)}`;
			expect(after.syntaxErrors(changed)).toEqual([]);
			const port = { diagnostics: (_: string, asked: string) => (asked === each.before ? before.diagnostics(file) : after.diagnostics(changed)) };
			const checked = checkEdit(port, file, each.before, text, result.edits);
			expect(checked).toEqual(expected.kind === 'text' ? { kind: 'ok' } : { kind: 'refusal', reason: expected.reason });
		});

		if (expected.kind === 'text') { test('finds one call less the next time', () => {
			const { file } = built[index]!;
			const changed = `${project.root}/${pathOf('after', index)}`;
			const name = calledName(callOf(before.tree(file), each.call)!.node);
			const count = (sourceFile: SourceFile) => callsOf(sourceFile).filter((call) => calledName(call) === name).length;
			expect(count(after.tree(changed))).toBe(count(before.tree(file)) - 1);
		}); }

		if (each.runs) { test('does the same when it runs', async () => {
			const { text } = built[index]!;
			expect(text).not.toBe(each.before);
			const was = await outcome('before', each.before);
			expect(was).toMatch(/^gives /);
			expect(await outcome('after', text)).toBe(was);
		}); }

		/** Runs the case's `run` on a folder with two files and tells what it gave or threw. */
		async function outcome(folder: string, source: string): Promise<string> {
			const { code } = transformSync(source.replace(/^\uFEFF/, ''), { loader: each.extension.endsWith('x') ? 'tsx' : 'ts', format: 'cjs', target: 'node20' });
			const file = project.write(`run/${folder}${index}.cjs`, code);
			const data = project.write(`data/${folder}${index}/a.txt`, 'first\n');
			project.write(`data/${folder}${index}/b.txt`, 'second\n');
			const module = createRequire(file)(file) as { run: (folder: string) => Promise<unknown> };
			return module.run(data.slice(0, -'/a.txt'.length)).then((value) => `gives ${inspect(value)}`, (error: unknown) => `throws ${String(error)}`);
		}
	});
});
