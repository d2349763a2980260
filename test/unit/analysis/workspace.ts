/** A workspace on disk for tests of the analysis, and the means to run jobs on it. */
import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { resultOf } from '../../../server/src/analysis/analyzeJob.ts';
import { auditJob } from '../../../server/src/analysis/auditJob.ts';
import { outlineReachable } from '../../../server/src/analysis/reach.ts';
import type { LanguageKit } from '../../../server/src/analysis/kits/kit.ts';
import { loadKit } from '../../../server/src/analysis/kits/loadKit.ts';
import type { Job } from '../../../server/src/analysis/scheduler.ts';
import type { AuditResult, ReportedFinding } from '../../../server/src/analysis/service.ts';
import { Session } from '../../../server/src/analysis/session.ts';
import { languageKinds, type AnalyzedLanguage } from '../../../server/src/analysis/languageKinds.ts';
import { PythonParser } from '../../../server/src/languages/python/syntax/parser.ts';
import { RustParser } from '../../../server/src/languages/rust/syntax/parser.ts';
import { findCompiler } from '../../../server/src/workspace/compilerBinary.ts';
import { discoverFiles } from '../../../server/src/workspace/files.ts';
import { readGrammar } from '../../../server/src/workspace/grammarFiles.ts';

export const pythonParser = await PythonParser.create(readGrammar(import.meta.url, 'python'));

export const rustParser = await RustParser.create(readGrammar(import.meta.url, 'rust'));

/** Given to sessions, which read nothing by themselves. */
export const kits: Readonly<Record<AnalyzedLanguage, LanguageKit>> = { typescript: await loadKit('typescript'), python: await loadKit('python'), rust: await loadKit('rust') };

const modules = resolve(import.meta.dirname, '../../../node_modules');

export class TestWorkspace {
	readonly root: string;
	readonly session: Session;
	readonly pids: number[] = [];

	constructor(files: Readonly<Record<string, string | Uint8Array>>, { withTypes = true, language = 'typescript', leavesRoom = false }: { withTypes?: boolean; language?: AnalyzedLanguage; leavesRoom?: boolean } = {}) {
		this.root = realpathSync(mkdtempSync(join(tmpdir(), 'unblock-workspace-')));
		for (const [name, content] of Object.entries(files)) { this.write(name, content); }
		if (withTypes) { symlinkSync(modules, join(this.root, 'node_modules')); }
		this.session = new Session({ kit: kits[language], leavesRoom, roots: [this.root], executable: findCompiler(import.meta.url), log: () => undefined, onCompilerStart: (pid) => this.pids.push(pid) });
	}

	path(name: string): string { return `${this.root}/${name}`; }

	write(name: string, content: string | Uint8Array): void {
		mkdirSync(dirname(this.path(name)), { recursive: true });
		writeFileSync(this.path(name), content);
	}

	run<T>(job: Job<T>): T {
		for (;;) { const step = job.next(); if (step.done === true) { return step.value; } }
	}

	async audit({ onFile, withFixes, rules, paths = [this.root] }: { onFile?: (file: string) => void; withFixes?: boolean; rules?: readonly string[]; paths?: readonly string[] } = {}): Promise<AuditResult> {
		const { files } = await discoverFiles({ paths, root: this.root, extensions: languageKinds[this.session.languageId].extensions, configs: this.session.configs });
		return this.run(auditJob(this.session, {
			options: { paths, root: this.root, ...(withFixes !== undefined && { withFixes }), ...(rules && { rules }) }, files, errors: [], isCancelled: () => false,
			onProgress: ({ file }) => { if (file !== undefined) { onFile?.(file); } },
		}));
	}

	/** Findings of one file with everything known that it calls. */
	findingsOf(file: string): readonly ReportedFinding[] {
		this.run(outlineReachable(this.session, [file]));
		return resultOf(this.session, file).findings;
	}

	/** `file:line rule`, for what is bad. */
	found({ findings }: AuditResult): string[] {
		return findings.filter((each) => each.verdict === 'bad').map((each) => `${each.file.slice(this.root.length + 1)}:${each.line} ${each.rule}`);
	}

	dispose(): void {
		this.session.language.recycle();
		rmSync(this.root, { recursive: true, force: true });
	}
}

export const config = JSON.stringify({ compilerOptions: { module: 'nodenext', target: 'es2022', strict: true, types: ['node'], allowImportingTsExtensions: true, noEmit: true } });
