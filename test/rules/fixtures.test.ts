/**
 * Every rule on real-looking code: each line with a marker must be reported, each without must not, and what the fixes leave behind is compared.
 * A marker is a comment at the end of a line: `// expect: <rule>[ acceptable| suppressed][ as <severity>][ via a() > b()][, <rule>…]`, with `#` in Python.
 */
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { fixJob } from '../../server/src/analysis/fixJob.ts';
import { auditJob } from '../../server/src/analysis/auditJob.ts';
import type { Job } from '../../server/src/analysis/scheduler.ts';
import type { AuditResult, ReportedFinding } from '../../server/src/analysis/service.ts';
import { Session } from '../../server/src/analysis/session.ts';
import { applyEdits } from '../../server/src/fixes/apply.ts';
import { languageKinds, languageOf, type AnalyzedLanguage } from '../../server/src/analysis/languageKinds.ts';
import { findCompiler } from '../../server/src/workspace/compilerBinary.ts';
import { LineIndex } from '../../server/src/workspace/text.ts';
import { kits } from '../unit/analysis/workspace.ts';

const here = import.meta.dirname;
const executable = findCompiler(import.meta.url);

function run<T>(job: Job<T>): T {
	for (;;) { const step = job.next(); if (step.done === true) { return step.value; } }
}

function sourcesOf(directory: string, language: AnalyzedLanguage): string[] {
	return readdirSync(directory, { recursive: true, encoding: 'utf8' }).map((name) => join(directory, name)).filter((path) => languageOf(path) === language && statSync(path).isFile()).toSorted();
}

function open(root: string, language: AnalyzedLanguage): { session: Session; result: AuditResult; files: string[] } {
	const session = new Session({ kit: kits[language], roots: [root], executable, log: () => undefined, onCompilerStart: () => undefined });
	const files = sourcesOf(join(root, 'src'), language);
	const result = run(auditJob(session, { options: { paths: [root], root }, files, errors: [], onProgress: () => undefined, isCancelled: () => false }));
	return { session, result, files };
}

/** `file:line rule[ verdict]`, sorted: what the markers say, or what was found. */
function expected(files: readonly string[], root: string): { lines: string[]; paths: Map<string, string>; severities: Map<string, string> } {
	const lines: string[] = [];
	const severities = new Map<string, string>();
	const paths = new Map<string, string>();
	for (const file of files) {
		readFileSync(file, 'utf8').split('\n').forEach((text, index) => {
			for (const part of /(?:\/\/|#) expect: (.*)$/.exec(text)?.[1]?.split(', ') ?? []) {
				const [told = '', path] = part.split(' via ');
				const [what = '', severity] = told.split(' as ');
				const line = `${relative(root, file)}:${index + 1} ${what.trim()}`;
				lines.push(line);
				if (path !== undefined) { paths.set(line, path.trim()); }
				if (severity !== undefined) { severities.set(line, severity.trim()); }
			}
		});
	}
	return { lines: lines.toSorted(), paths, severities };
}

function lineOf(finding: ReportedFinding, root: string): string {
	const state = finding.suppressed !== undefined ? ' suppressed' : finding.verdict === 'acceptable' ? ' acceptable' : '';
	return `${relative(root, finding.file)}:${finding.line} ${finding.rule}${state}`;
}

const fixtures = readdirSync(here).flatMap((rule) => (Object.keys(languageKinds) as AnalyzedLanguage[]).filter((language) => existsSync(join(here, rule, language, 'src'))).map((language) => ({ rule, language, root: join(here, rule, language) })));

/** What a file's own compiler says of it. Where there is no Python, nothing is asked. */
function problemsIn(session: Session, file: string): unknown {
	if (session.languageId === 'typescript') { return session.typescript.diagnostics(file); }
	// It reads the whole crate, from the file that the crate begins with.
	if (session.languageId === 'rust') { return rustProblemsIn(file); }
	const { error, stderr } = spawnSync('python3', ['-c', 'import sys; compile(open(sys.argv[1], encoding="utf-8").read(), sys.argv[1], "exec")', file], { encoding: 'utf8' });
	return error !== undefined || stderr === '' ? [] : [stderr];
}

function rustProblemsIn(file: string): unknown {
	const { error, stderr } = spawnSync('rustfmt', ['--edition', '2024', '--emit', 'stdout', '--config', 'skip_children=true', file], { encoding: 'utf8' });
	return error !== undefined || !stderr.includes('error') ? [] : [stderr];
}

describe.each(fixtures)('$rule in $language', ({ root, language }) => {
	const { session, result, files } = open(root, language);
	afterAll(() => session.language.recycle());

	test('compiles', () => {
		for (const file of files) { expect(problemsIn(session, file), file).toEqual([]); }
	});

	test('reports the marked lines and no others', () => {
		expect(result.errors).toEqual([]);
		expect(result.findings.map((finding) => lineOf(finding, root)).toSorted()).toEqual(expected(files, root).lines);
	});

	test('shows the path where a marker names it', () => {
		const { paths } = expected(files, root);
		const found = new Map(result.findings.map((finding) => [lineOf(finding, root), finding.chain.map((link) => link.label).join(' > ')]));
		for (const [line, path] of paths) { expect(`${line} via ${found.get(line)}`).toBe(`${line} via ${path}`); }
	});

	test('is as severe as a marker says', () => {
		const { severities } = expected(files, root);
		const found = new Map(result.findings.map((finding) => [lineOf(finding, root), finding.severity]));
		for (const [line, severity] of severities) { expect(`${line} as ${found.get(line)}`).toBe(`${line} as ${severity}`); }
	});

	test('says why what is acceptable is', () => {
		for (const finding of result.findings) { expect(finding.reason === null).toBe(finding.verdict === 'bad'); }
	});

	test('has a fingerprint for each that survives moved lines', () => {
		const prints = result.findings.map((finding) => finding.fingerprint);
		expect(new Set(prints).size).toBe(prints.length);
	});
});

describe.each(fixtures.filter(({ root }) => existsSync(join(root, 'fixed'))))('fixes of $rule in $language', ({ root, language }) => {
	// Edited in a copy, so that the compiler sees what an editor would.
	const copy = mkdtempSync(join(tmpdir(), 'unblock-fixes-'));
	cpSync(root, copy, { recursive: true });
	symlinkSync(join(here, '../../node_modules'), join(copy, 'node_modules'));
	afterAll(() => rmSync(copy, { recursive: true, force: true }));

	test('leave behind what is in fixed/, without a compiler error that was not there before', () => {
		const { session, files } = open(copy, language);
		for (const file of files) {
			const errors = (): number => (language === 'typescript' ? session.typescript.diagnostics(file).length : 0);
			const before = errors();
			applyAll(session, file);
			expect(errors()).toBe(before);
			const after = session.textOf(file)?.text ?? '';
			const fixed = join(root, 'fixed', relative(join(copy, 'src'), file));
			if (after === readFileSync(file, 'utf8')) { expect(existsSync(fixed), `${fixed} for a file without fixes`).toBe(false); continue; }
			if (process.env['UPDATE'] === '1') { writeFileSync(fixed, after); }
			expect(after).toBe(existsSync(fixed) ? readFileSync(fixed, 'utf8') : '');
		}
		session.language.recycle();
	}, 120_000);
});

/** Applies every fix of a file one after another, until none is offered that was not refused before. */
function applyAll(session: Session, file: string): void {
	const refused = new Set<string>();
	for (let round = 0; round < 100; round++) {
		const result = run(auditJob(session, { options: { paths: [file], root: file }, files: [file], errors: [], onProgress: () => undefined, isCancelled: () => false }));
		const next = result.findings.find((finding) => finding.suppressed === undefined && finding.fixes.length > 0 && !refused.has(finding.fingerprint));
		if (next === undefined) { return; }
		const resolved = run(fixJob(session, file, next.fingerprint, 0));
		if (resolved.kind === 'refusal') { refused.add(next.fingerprint); continue; }
		const text = session.textOf(file)?.text ?? '';
		const lines = new LineIndex(text);
		for (const { file: made, newText, isNewFile } of resolved.fix.edits) {
			if (isNewFile !== true) { continue; }
			mkdirSync(dirname(made), { recursive: true });
			writeFileSync(made, newText);
			session.fileChanged(made, 'created');
		}
		const edits = resolved.fix.edits.filter((edit) => edit.file === file).map((edit) => ({ newText: edit.newText, span: { start: lines.offsetAt(edit), end: lines.offsetAt({ line: edit.endLine, column: edit.endColumn }) } }));
		session.setDocument(file, applyEdits(text, edits), round + 1);
	}
}
