import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createCallGraph, type CallGraph } from '../../../server/src/callgraph/graph.ts';
import { createCatalogue } from '../../../server/src/catalogue/catalogue.ts';
import { pythonCatalogue } from '../../../server/src/catalogue/python/index.ts';
import { applyEdits } from '../../../server/src/fixes/apply.ts';
import { buildEdits } from '../../../server/src/languages/python/edits/buildEdits.ts';
import type { EditResult } from '../../../server/src/languages/refusal.ts';
import { whyPartNotOnThread } from '../../../server/src/rules/blocking/threads.ts';
import type { Finding, FixIntent } from '../../../server/src/rules/finding.ts';
import { checkFile } from '../../../server/src/rules/index.ts';
import { open, ROOT, type Opened } from '../languages/python/workspace.ts';
import { readCases, type FixCase } from './cases.ts';

const cases = readCases(fileURLToPath(new URL('../../fixes/python', import.meta.url)));
const catalogue = createCatalogue(pythonCatalogue);
const FILE = `${ROOT}/main.py`;

interface Checked {
	readonly opened: Opened;
	readonly graph: CallGraph;
	readonly findings: readonly Finding[];
}

async function check(text: string): Promise<Checked> {
	const opened = await open({ 'main.py': text });
	const graph = createCallGraph({ catalogue, factsOf: () => ({ isTest: false, isWorker: false }) });
	const outline = opened.outline('main.py');
	graph.update({ set: [outline], remove: [] });
	return { opened, graph, findings: checkFile(outline, graph, catalogue).filter((each) => each.verdict === 'bad') };
}

function meant(each: FixCase, findings: readonly Finding[]): Finding | undefined {
	const at = each.call === undefined ? -1 : each.before.indexOf(`${each.call.callee}(`);
	const name = each.call?.callee.split('.').at(-1)?.length ?? 0;
	return findings.find((finding) => (each.call === undefined ? finding.fixes.length > 0 : finding.span.start === at + each.call.callee.length - name));
}

interface Built {
	readonly finding: Finding | undefined;
	readonly intent: FixIntent | undefined;
	readonly result: EditResult;
	readonly text: string;
	readonly fault: string | undefined;
	readonly findingsLeft: number;
	readonly findingsBefore: number;
}

async function build(each: FixCase): Promise<Built> {
	const { opened, graph, findings } = await check(each.before);
	const finding = meant(each, findings);
	const intent = finding?.fixes[each.flags.includes('second') ? 1 : 0];
	const project = { librariesAround: () => [], whyNotOnThread: (id: string, part: { start: number; end: number }) => whyPartNotOnThread(id, part, graph, catalogue), names: opened.language };
	const result: EditResult = intent === undefined ? { kind: 'refusal', reason: finding === undefined ? 'no finding' : 'no fix' } : buildEdits(opened.language.source(FILE), intent, project);
	const text = result.kind === 'edits' ? applyEdits(each.before, result.edits) : each.before;
	const left = (await check(text)).findings;
	const ofRule = (all: readonly Finding[]) => all.filter(({ rule }) => rule === finding?.rule).length;
	return { finding, intent, result, text, fault: opened.language.newFault(each.before, text), findingsLeft: ofRule(left), findingsBefore: ofRule(findings) };
}

describe('fixes in Python', () => {
	const built: Built[] = [];
	let errors: readonly string[] = [];
	let folder = '';

	beforeAll(async () => {
		for (const each of cases) { built.push(await build(each)); }
		folder = mkdtempSync(join(tmpdir(), 'unblock-python-'));
		writeFileSync(join(folder, 'a.txt'), 'one\ntwo\n');
		const program = 'import json, sys\nfor text in json.load(sys.stdin):\n    try:\n        compile(text, "main.py", "exec", dont_inherit=True)\n        print("ok")\n    except SyntaxError as error:\n        print(error)\n';
		const { stdout } = spawnSync('python3', ['-c', program], { input: JSON.stringify(built.map(({ text }) => text)), encoding: 'utf8' });
		errors = stdout.trimEnd().split('\n');
	}, 60_000);

	afterAll(() => { rmSync(folder, { recursive: true, force: true }); });

	test('there are cases', () => { expect(cases.length).toBeGreaterThan(20); });

	describe.each(cases.map((each, index) => [each.name, each, index] as const))('%s', (_name, each, index) => {
		test('gives the expected text, which compiles', () => {
			const { result, text, intent, fault } = built[index]!;
			if (each.expected.kind === 'refusal') {
				expect(result).toEqual({ kind: 'refusal', reason: each.expected.reason });
				return;
			}
			if (result.kind === 'refusal') { throw new Error(`refused: ${result.reason}`); }
			if (each.expected.kind === 'text') { expect(text).toBe(each.expected.text); }
			expect(fault).toBeUndefined();
			expect(errors[index]).toBe('ok');
			for (const safety of ['safe', 'review'] as const) { if (each.flags.includes(safety)) { expect(intent?.safety).toBe(safety); } }
		});

		if (each.expected.kind === 'text') { test('leaves fewer findings of its rule', () => {
			const { findingsLeft, findingsBefore } = built[index]!;
			expect(findingsLeft).toBeLessThan(findingsBefore);
		}); }

		if (each.runs) { test('prints the same', () => {
			const run = (text: string) => {
				const { stdout, stderr, status } = spawnSync('python3', ['-c', `${text}\n\nimport asyncio as of_the_test\nprint(of_the_test.run(run()))\n`], { cwd: folder, encoding: 'utf8', timeout: 20_000 });
				return { stdout, stderr, status };
			};
			const before = run(each.before);
			expect(before).toMatchObject({ stderr: '', status: 0 });
			expect(before.stdout).not.toBe('');
			writeFileSync(join(folder, 'a.txt'), 'one\ntwo\n');
			expect(run(built[index]!.text)).toEqual(before);
			writeFileSync(join(folder, 'a.txt'), 'one\ntwo\n');
		}, 60_000); }
	});
});
