/** The fixes of `front-removal`, from the finding to the checked edits, on the cases of `test/fixes/front-removal/`. */
import { mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { auditJob } from '../../../server/src/analysis/auditJob.ts';
import { fixJob } from '../../../server/src/analysis/fixJob.ts';
import type { ReportedFinding } from '../../../server/src/analysis/service.ts';
import { typescriptKit } from '../../../server/src/analysis/kits/typescript.ts';
import { Session } from '../../../server/src/analysis/session.ts';
import { findCompiler } from '../../../server/src/workspace/compilerBinary.ts';
import { changed, complete, outcomeOf, textsAfter, write } from './projects.ts';

const root = join(import.meta.dirname, '../../..');
const folder = join(root, 'test/fixes/front-removal');

interface Case {
	readonly page: string;
	readonly title: string;
	readonly runs: boolean;
	readonly shape: 'ring' | 'queue';
	readonly needs: readonly string[];
	readonly isPrivate: boolean;
	readonly files: ReadonlyMap<string, string>;
	/** The section's text up to what is expected, and that. */
	readonly given: string;
	readonly expected: string;
}

function readCases(): Case[] {
	return readdirSync(folder).filter((name) => name.endsWith('.md') && name !== 'README.md').toSorted()
		.flatMap((page) => readFileSync(join(folder, page), 'utf8').split(/^(?=## )/m).slice(1).map((section): Case => {
			const [given = '', ...rest] = section.split(/^(?=becomes$|refused: )/m);
			const files = new Map([...given.matchAll(/^```\w+ (\S+)\n([\s\S]*?)^```$/gm)].map((match) => [match[1] ?? '', match[2] ?? '']));
			return {
				page, title: /^## (.*?)(?: \[runs\])?$/m.exec(given)?.[1] ?? '', runs: /^## .*\[runs\]$/m.test(given), shape: /^fix: ring$/m.test(given) ? 'ring' : 'queue',
				needs: /^needs: (.+)$/m.exec(given)?.[1]?.split(', ') ?? [], isPrivate: !/^private: no$/m.test(given), files, given, expected: rest.join('').trim(),
			};
		}));
}

const cases = readCases();

describe('bounded-history', () => {
	const work = realpathSync(mkdtempSync(join(tmpdir(), 'unblock-history-')));
	const homeOf = (index: number) => join(work, `case${index}`);
	let session: Session;
	let findings: readonly ReportedFinding[] = [];
	const results: string[] = [];

	beforeAll(() => {
		symlinkSync(join(root, 'node_modules'), join(work, 'node_modules'));
		cases.forEach((each, index) => {
			const home = homeOf(index);
			for (const [path, text] of each.files) { write(join(home, path), text); }
			write(join(home, 'package.json'), JSON.stringify({ name: `case${index}`, private: each.isPrivate, type: 'module', dependencies: Object.fromEntries(each.needs.map((name) => [name, '1'])) }));
			write(join(home, 'tsconfig.json'), JSON.stringify({ compilerOptions: { target: 'es2023', module: 'nodenext', strict: true, noEmit: true, allowJs: true, checkJs: false, types: ['node'], skipLibCheck: true }, include: ['src'] }));
			if (each.needs.includes('mnemonist')) { writeMnemonist(home); }
		});
		session = new Session({ kit: typescriptKit, roots: [work], executable: findCompiler(import.meta.url), log: () => undefined, onCompilerStart: () => undefined });
		const files = cases.flatMap((each, index) => [...each.files.keys()].map((path) => join(homeOf(index), path)));
		findings = complete(auditJob(session, { options: { paths: [work], root: work }, files, errors: [], onProgress: () => undefined, isCancelled: () => false })).findings;
	}, 120_000);

	afterAll(() => {
		session.language.recycle();
		rmSync(work, { recursive: true, force: true });
		if (process.env['UPDATE'] === '1') { update(results); }
	});

	test('there are cases of every kind', () => {
		expect(cases.length).toBeGreaterThan(30);
		expect(cases.filter((each) => each.expected.startsWith('refused')).length).toBeGreaterThan(10);
	});

	test('a ring is not offered where there may be no limit', () => {
		const index = cases.findIndex(({ title }) => title === 'a history that may have no limit');
		const finding = findings.find((one) => one.rule === 'front-removal' && one.file === join(homeOf(index), 'src/trail.ts'));
		expect(finding?.message).toContain('use a queue that only moves its front');
		expect(finding?.fixes.map(({ title }) => title)).toEqual(['Keep `this.steps` in a queue']);
	});

	test.each(cases.map((each, index) => [`${each.page}: ${each.title}`, each, index] as const))('%s', async (_name, each, index) => {
		const [first = ''] = each.files.keys();
		const home = homeOf(index);
		const finding = findings.find((one) => one.rule === 'front-removal' && one.file === join(home, first));
		expect(finding, 'a finding').toBeDefined();
		const number = finding?.fixes.findIndex((fix) => fix.title.endsWith(each.shape === 'ring' ? 'in a ring buffer' : 'in a queue')) ?? -1;
		const fix = complete(fixJob(session, finding?.file ?? '', finding?.fingerprint ?? '', number));
		results[index] = fix.kind === 'refusal' ? `refused: ${fix.reason}` : changed(fix, home, session);
		if (process.env['UPDATE'] !== '1') { expect(results[index]).toBe(each.expected); }
		if (!each.runs) { return; }
		expect(fix.kind).toBe('fix');
		const before = await outcomeOf(join(home, first));
		if (fix.kind === 'fix') { for (const [file, text] of textsAfter(fix, session)) { write(file, text); } }
		expect(await outcomeOf(join(home, first))).toEqual(before);
		expect(before).not.toBe(undefined);
	});
});

/** As much of the package as the cases use, with its typings. */
function writeMnemonist(home: string): void {
	const folder = join(home, 'node_modules/mnemonist');
	write(join(folder, 'package.json'), '{ "name": "mnemonist", "version": "0.40.0", "main": "index.js", "types": "index.d.ts" }');
	write(join(folder, 'index.js'), '');
	write(join(folder, 'index.d.ts'), `export class CircularBuffer<T> implements Iterable<T> { size: number; constructor(kind: new (length: number) => unknown, capacity: number); push(item: T): number; shift(): T | undefined; clear(): void; get(index: number): T | undefined; peekLast(): T | undefined; peekFirst(): T | undefined; [Symbol.iterator](): IterableIterator<T>; }
export class Queue<T> implements Iterable<T> { size: number; enqueue(item: T): number; dequeue(): T | undefined; peek(): T | undefined; clear(): void; toArray(): T[]; [Symbol.iterator](): IterableIterator<T>; }
`);
}

function update(results: readonly string[]): void {
	for (const page of new Set(cases.map((each) => each.page))) {
		const [head = ''] = readFileSync(join(folder, page), 'utf8').split(/^(?=## )/m);
		const sections = cases.flatMap((each, index) => (each.page === page ? [`${each.given.trimEnd()}\n\n${results[index] ?? each.expected}\n`] : []));
		writeFileSync(join(folder, page), `${head.trimEnd()}\n\n${sections.join('\n')}`);
	}
}
