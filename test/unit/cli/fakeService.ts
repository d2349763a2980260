/**
 * A stand-in for the analysis with a rule of its own: every `slowSync()` is a finding, whose fix makes it `await slow()` and imports
 * `slow` unless that is there already. A comment on the line changes what becomes of it: `refuse`, `review`, `acceptable`, `silenced`;
 * `helper`: the fix makes a file `lib/slow.ts` beside it.
 */
import { readFileSync } from 'node:fs';
import type { AnalysisService, AuditResult, CreateService, FileResult, ReportedEdit, ReportedFinding } from '../../../server/src/analysis/service.ts';
import { finding } from '../audit/sample.ts';

export interface FakeService extends AnalysisService {
	isDisposed: boolean;
	readonly audits: Parameters<AnalysisService['audit']>[0][];
}

export interface FakeOptions {
	/** The files that an audit finds. */
	readonly files?: readonly string[];
	readonly audit?: Partial<AuditResult>;
	/** Called before a fix is built. */
	readonly onResolve?: (file: string) => void;
	/** Called when an audit begins. */
	readonly onAudit?: () => void;
	readonly rule?: string;
	/** Of this file only the text on disk is seen. */
	readonly isDeafTo?: string;
}

export function fakeService({ files = [], audit = {}, onResolve, onAudit, rule = 'blocking-call', isDeafTo }: FakeOptions = {}): { readonly service: FakeService; readonly createService: CreateService } {
	const open = new Map<string, string>();
	const textOf = (file: string) => open.get(file) ?? readFileSync(file, 'utf8').replace(/^\uFEFF/, '');
	const findings = (file: string) => findingsIn(file, textOf(file), rule);
	const service: FakeService = {
		isDisposed: false,
		audits: [],
		setDocument: (file, text) => void (file !== isDeafTo && open.set(file, text)),
		closeDocument: (file) => void open.delete(file),
		filesChanged: () => {},
		analyze: async (file): Promise<FileResult> => ({ file, findings: findings(file), errors: [] }),
		onDidChangeFindings: () => {},
		audit: async (options, progress): Promise<AuditResult> => {
			service.audits.push(options);
			onAudit?.();
			const audited = files.filter((file) => options.paths.some((path) => file === path || file.startsWith(`${path}/`)));
			progress({ phase: 'outline', done: 1, total: 2, file: 'a.ts' });
			return {
				findings: audited.flatMap(findings).filter((found) => options.rules?.includes(found.rule) ?? true), errors: [], unresolvedCalls: 0, elapsedMs: 1,
				files: audited.map((file) => ({ file, language: 'typescript', asyncFunctions: 1, awaits: 0, findings: 0 })),
				...audit,
			};
		},
		resolveFix: async (file, fingerprint) => {
			onResolve?.(file);
			const text = textOf(file);
			const found = findings(file).find((candidate) => candidate.fingerprint === fingerprint);
			if (!found || lineOf(text, found.line).includes('refuse')) {
				return { kind: 'refusal', reason: 'the compiler would report an error' };
			}
			const call: ReportedEdit = { ...found, newText: 'await slow' };
			if (lineOf(text, found.line).includes('helper')) {
				const helper: ReportedEdit = { file: `${file.slice(0, file.lastIndexOf('/'))}/lib/slow.ts`, line: 1, column: 1, endLine: 1, endColumn: 1, newText: 'export const slow = 1;\n', isNewFile: true };
				return { kind: 'fix', fix: { title: 'Replace with `await slow()`', safety: 'safe', edits: [call, helper] } };
			}
			const declaration: ReportedEdit = { file, line: 1, column: 1, endLine: 1, endColumn: 1, newText: `import { slow } from 'slow';\n` };
			return { kind: 'fix', fix: { title: 'Replace with `await slow()`', safety: found.fixes[0]?.safety ?? 'review', edits: text.includes('import { slow }') ? [call] : [declaration, call] } };
		},
		why: async (file, line) => ({
			file, line, findings: [],
			function: { name: 'load', isAsync: true, contexts: [{ context: 'loop', because: 'it is async' }] },
			calls: [{ column: 3, text: 'slowSync()', resolved: 'slow#slowSync', effects: ['reads a file'], outcome: 'reported as blocking-call' }],
		}),
		status: async () => ({ compilers: [], restarts: 0 }),
		dispose: async () => {
			service.isDisposed = true;
		},
	};
	return { service, createService: () => service };
}

function findingsIn(file: string, text: string, rule: string): readonly ReportedFinding[] {
	return [...text.matchAll(/slowSync/g)].map(({ index }, ordinal) => {
		const before = text.slice(0, index).split('\n');
		const line = before.length;
		const column = (before.at(-1)?.length ?? 0) + 1;
		const note = lineOf(text, line);
		return finding({
			rule, file, line, column, endLine: line, endColumn: column + 'slowSync'.length, fingerprint: `${ordinal}`.padStart(16, '0'),
			fixes: [{ title: 'Replace with `await slow()`', safety: note.includes('review') ? 'review' : 'safe' }],
			...(note.includes('acceptable') && { verdict: 'acceptable', reason: 'start-up' }),
			...(note.includes('silenced') && { suppressed: 'a small file' }),
		});
	});
}

function lineOf(text: string, line: number): string {
	return text.split('\n')[line - 1] ?? '';
}
