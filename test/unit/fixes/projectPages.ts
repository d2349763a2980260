/** Fixes that may change several files, from the finding to the checked edits, on the cases of a folder of `test/fixes/`. */
import { mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { auditJob } from '../../../server/src/analysis/auditJob.ts';
import { fixJob } from '../../../server/src/analysis/fixJob.ts';
import type { ReportedFinding } from '../../../server/src/analysis/service.ts';
import { typescriptKit } from '../../../server/src/analysis/kits/typescript.ts';
import { Session } from '../../../server/src/analysis/session.ts';
import { findCompiler } from '../../../server/src/workspace/compilerBinary.ts';
import { changed, complete, outcomeOf, textsAfter, write } from './projects.ts';

const root = join(import.meta.dirname, '../../..');

interface Case {
	readonly page: string;
	readonly title: string;
	readonly runs: boolean;
	readonly files: ReadonlyMap<string, string>;
	/** The section's text up to what is expected, and that. */
	readonly given: string;
	readonly expected: string;
}

function casesIn(folder: string): readonly Case[] {
	return readdirSync(folder).filter((name) => name.endsWith('.md') && name !== 'README.md').toSorted().flatMap((page) => readFileSync(join(folder, page), 'utf8').split(/^(?=## )/m).slice(1).map((section): Case => {
		const [given = '', ...rest] = section.split(/^(?=becomes$|refused: )/m);
		const files = new Map([...given.matchAll(/^```\w+ (\S+)\n([\s\S]*?)^```$/gm)].map((match) => [match[1] ?? '', match[2] ?? '']));
		return { page, title: /^## (.*?)(?: \[runs\])?$/m.exec(given)?.[1] ?? '', runs: /^## .*\[runs\]$/m.test(given), files, given, expected: rest.join('').trim() };
	}));
}

export interface Pages {
	/** Below `test/fixes/`. */
	readonly folder: string;
	readonly rule: string;
	/** How the title of the fix begins. */
	readonly title: string;
	/** How many cases there are at least that run before and after, and how many that are refused. */
	readonly runs: number;
	readonly refused: number;
	/** Packages of the cases: by a file below `node_modules/` its text. */
	readonly packages?: Readonly<Record<string, string>>;
}

/** Takes the first finding of a rule in the first file of each case, and the fix with this title. */
export function describePages(pages: Pages): void {
	describe(pages.folder, () => {
		const folder = join(root, 'test/fixes', pages.folder);
		const cases = casesIn(folder);
		const work = realpathSync(mkdtempSync(join(tmpdir(), 'unblock-cases-')));
		const homeOf = (index: number): string => join(work, `case${index}`);
		const results: string[] = [];
		let session: Session;
		let findings: readonly ReportedFinding[] = [];
		const audit = (files: readonly string[]): readonly ReportedFinding[] => complete(auditJob(session, { options: { paths: [work], root: work }, files, errors: [], onProgress: () => undefined, isCancelled: () => false })).findings;

		beforeAll(() => {
			symlinkSync(join(root, 'node_modules'), join(work, 'node_modules'));
			cases.forEach(({ files }, index) => {
				const home = homeOf(index);
				for (const [path, text] of files) { write(join(home, path), text); }
				write(join(home, 'package.json'), JSON.stringify({ name: `case${index}`, private: true, type: 'module' }));
				write(join(home, 'tsconfig.json'), JSON.stringify({ compilerOptions: { target: 'es2023', module: 'nodenext', strict: true, noUnusedLocals: true, noEmit: true, allowJs: true, checkJs: false, types: ['node'], skipLibCheck: true }, include: ['src'] }));
				for (const [path, text] of Object.entries(pages.packages ?? {})) { write(join(home, 'node_modules', path), text); }
			});
			session = new Session({ kit: typescriptKit, roots: [work], executable: findCompiler(import.meta.url), log: () => undefined, onCompilerStart: () => undefined });
			findings = audit(cases.flatMap(({ files }, index) => [...files.keys()].filter((path) => /\.[cm]?[jt]s$/.test(path)).map((path) => join(homeOf(index), path))));
		}, 120_000);

		afterAll(() => {
			session.language.recycle();
			rmSync(work, { recursive: true, force: true });
			if (process.env['UPDATE'] === '1') { update(folder, cases, results); }
		});

		test('there are cases of both kinds', () => {
			expect(cases.filter(({ expected, runs }) => runs && expected.startsWith('becomes')).length).toBeGreaterThanOrEqual(pages.runs);
			expect(cases.filter(({ expected }) => expected.startsWith('refused')).length).toBeGreaterThanOrEqual(pages.refused);
		});

		test.each(cases.map((each, index) => [`${each.page}: ${each.title}`, each, index] as const))('%s', async (_name, each, index) => {
			const [first = ''] = each.files.keys();
			const home = homeOf(index);
			const finding = findings.find((one) => one.rule === pages.rule && one.file === join(home, first));
			expect(finding, 'a finding').toBeDefined();
			const number = finding?.fixes.findIndex((fix) => fix.title.startsWith(pages.title)) ?? -1;
			expect(number, 'a fix').toBeGreaterThanOrEqual(0);
			const fix = complete(fixJob(session, finding?.file ?? '', finding?.fingerprint ?? '', number));
			results[index] = fix.kind === 'refusal' ? `refused: ${fix.reason}` : changed(fix, home, session);
			if (process.env['UPDATE'] !== '1') { expect(results[index]).toBe(each.expected); }
			if (fix.kind === 'refusal') {
				expect(each.runs).toBe(false);
				return;
			}
			const before = each.runs ? await outcomeOf(join(home, first)) : undefined;
			const texts = textsAfter(fix, session);
			for (const [file, text] of texts) { write(file, text); }
			if (each.runs) {
				expect(before).toBeDefined();
				expect(await outcomeOf(join(home, first))).toEqual(before);
			}
			for (const file of texts.keys()) { session.fileChanged(file, each.files.has(relative(home, file)) ? 'changed' : 'created'); }
			expect(audit([...texts.keys()]).filter((one) => one.fingerprint === finding?.fingerprint)).toEqual([]);
		}, 30_000);
	});
}

function update(folder: string, cases: readonly Case[], results: readonly string[]): void {
	for (const page of new Set(cases.map((each) => each.page))) {
		const [head = ''] = readFileSync(join(folder, page), 'utf8').split(/^(?=## )/m);
		const sections = cases.flatMap((each, index) => (each.page === page ? [`${each.given.trimEnd()}\n\n${results[index] ?? each.expected}\n`] : []));
		writeFileSync(join(folder, page), `${head.trimEnd()}\n\n${sections.join('\n')}`);
	}
}
