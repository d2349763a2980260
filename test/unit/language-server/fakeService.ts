/**
 * A stand-in for the analysis. Every `slowSync` in the text of a file is a finding, silenced by `unblock-ignore` on the line before. A
 * comment on its line changes it: `helper` (the fix brings a file), `review`, `doubt` (to review once it is resolved), `refuse`, `acceptable`. A text with `UNREADABLE` cannot be analysed; one with `CRASH` makes the
 * analysis throw; one with `BADCONFIG` shows a mistake in `unblock.json`. Analyses can be held back, and then end when told to.
 */
import type { AnalysisError, AnalysisService, AuditOptions, AuditProgress, AuditResult, FileResult, ReportedFinding, ServiceOptions } from '../../../server/src/analysis/service.ts';

export const ROOT = '/project';

export class FakeService implements AnalysisService {
	readonly documents = new Map<string, { readonly text: string; readonly version: number }>();
	/** What files hold that are not open. */
	readonly disk = new Map<string, string>();
	readonly analyzed: { readonly file: string; readonly text: string }[] = [];
	readonly changed: string[] = [];
	resolved = 0;
	isDisposed = false;
	options: ServiceOptions | undefined;
	/** Set to make `audit` wait until it is cancelled, after this many files. */
	cancelledAfter: number | undefined;
	#held: (() => void)[] | undefined;
	#listener: ((result: FileResult) => void) | undefined;

	readonly create = (options: ServiceOptions): AnalysisService => {
		this.options = options;
		return this;
	};

	setDocument(file: string, text: string, version: number): void {
		if (version <= (this.documents.get(file)?.version ?? 0)) {
			throw new Error(`${file}: version ${version} does not grow`);
		}
		this.documents.set(file, { text, version });
	}

	closeDocument(file: string): void {
		this.documents.delete(file);
	}

	filesChanged(files: readonly { readonly file: string; readonly change: string }[]): void {
		this.changed.push(...files.map(({ file, change }) => `${change} ${file}`));
	}

	/** From now on analyses wait for `release`. */
	hold(): void {
		this.#held = [];
	}

	/** Lets all waiting analyses end, and later ones run at once. */
	release(): void {
		const held = this.#held ?? [];
		this.#held = undefined;
		held.forEach((go) => go());
	}

	async analyze(file: string): Promise<FileResult | undefined> {
		const { text, version } = this.#read(file);
		this.analyzed.push({ file, text });
		const held = this.#held;
		if (held !== undefined) {
			await new Promise<void>((resolve) => held.push(resolve));
		}
		if (version !== this.documents.get(file)?.version) {
			return undefined;
		}
		if (text.includes('CRASH')) {
			throw new Error('out of luck');
		}
		return this.#result(file);
	}

	onDidChangeFindings(listener: (result: FileResult) => void): void {
		this.#listener = listener;
	}

	/** Tells of findings that nobody asked for, as after a change of another file. */
	tell(result: FileResult): void {
		this.#listener?.(result);
	}

	async audit({ paths }: AuditOptions, progress: (progress: AuditProgress) => void, signal?: AbortSignal): Promise<AuditResult> {
		const within = (file: string) => paths.some((path) => file === path || file.startsWith(`${path}/`));
		let files = [...new Set([...this.disk.keys(), ...this.documents.keys()])].filter(within).sort();
		progress({ phase: 'outline', done: 1, total: files.length });
		if (this.cancelledAfter !== undefined) {
			files = files.slice(0, this.cancelledAfter);
			await new Promise<void>((resolve) => (signal?.aborted ? resolve() : signal?.addEventListener('abort', () => resolve())));
		}
		const results = files.map((file) => this.#result(file));
		return {
			findings: results.flatMap(({ findings }) => findings),
			files: results.map(({ file, findings }) => ({ file, language: 'typescript', asyncFunctions: 1, awaits: 0, findings: findings.length })),
			errors: results.flatMap(({ errors }) => errors),
			unresolvedCalls: 0,
			elapsedMs: 1,
		};
	}

	async resolveFix(file: string, fingerprint: string, _fix?: number, helperDirectory?: string): ReturnType<AnalysisService['resolveFix']> {
		this.resolved++;
		const { text } = this.#read(file);
		const found = findingsIn(file, text).find((finding) => finding.fingerprint === fingerprint);
		if (found === undefined || lineAt(text, found.line).includes('refuse')) {
			return { kind: 'refusal', reason: 'the compiler would report an error' };
		}
		const { title = '', safety = 'safe', caution } = lineAt(text, found.line).includes('doubt') ? review : found.fixes[0] ?? {};
		const { line, column, endLine, endColumn } = found;
		const start = { file, line: 1, column: 1, endLine: 1, endColumn: 1 };
		const edits = [{ file, line, column, endLine, endColumn, newText: 'await slow' }];
		if (lineAt(text, found.line).includes('helper')) {
			const helper = { ...start, file: `${ROOT}/${helperDirectory ?? 'src/lib'}/slow.ts`, newText: 'export const slow = 1;\n', isNewFile: true as const };
			return { kind: 'fix', fix: { title, safety: 'review', caution: 'it is new', edits: [...edits, helper] }, ...(helperDirectory === undefined && { place: { directory: 'src/lib', settings: `${ROOT}/unblock.json` } }) };
		}
		return { kind: 'fix', fix: { title, safety, ...(caution !== undefined && { caution }), edits: text.startsWith('import') ? edits : [{ ...start, newText: `import { slow } from 'slow';\n` }, ...edits] } };
	}

	async why(file: string, line: number): ReturnType<AnalysisService['why']> {
		return {
			file, line, findings: [],
			function: { name: 'load', isAsync: true, contexts: [{ context: 'loop', because: 'it is async' }] },
			calls: [{ column: 3, text: 'slowSync()', resolved: 'slow#slowSync', effects: ['reads a file'], outcome: 'reported as blocking-call' }],
		};
	}

	async status(): ReturnType<AnalysisService['status']> {
		return { compilers: [{ pid: 1, megabytes: 100 }], restarts: 0 };
	}

	async dispose(): Promise<void> {
		this.isDisposed = true;
	}

	#read(file: string): { readonly text: string; readonly version?: number } {
		return this.documents.get(file) ?? { text: this.disk.get(file) ?? '' };
	}

	#result(file: string): FileResult {
		const { text, version } = this.#read(file);
		const errors: AnalysisError[] = [];
		if (text.includes('UNREADABLE')) {
			errors.push({ file, message: 'it cannot be read', kind: 'analysis' });
		}
		if (text.includes('BADCONFIG')) {
			errors.push({ file: `${ROOT}/unblock.json`, message: 'There is no rule nonsense', line: 3, column: 5, kind: 'config' });
		}
		if (text.includes('DEGRADED')) {
			errors.push({ file: ROOT, message: 'There is no @types/node', kind: 'degraded' });
		}
		return { file, ...(version !== undefined && { version }), findings: text.includes('UNREADABLE') ? [] : findingsIn(file, text), errors };
	}
}

const review = { title: 'Use `slow`', safety: 'review', caution: 'the order changes' } as const;

function findingsIn(file: string, text: string): ReportedFinding[] {
	return [...text.matchAll(/slowSync/g)].flatMap(({ index }, ordinal) => {
		const before = text.slice(0, index).split('\n');
		const line = before.length;
		const column = (before.at(-1)?.length ?? 0) + 1;
		const note = lineAt(text, line);
		return lineAt(text, line - 1).includes('unblock-ignore') ? [] : [{
			rule: 'blocking-call', category: 'file', severity: 'error', priority: 'P1', file, line, column, endLine: line, endColumn: column + 'slowSync'.length,
			verdict: note.includes('acceptable') ? 'acceptable' : 'bad', reason: note.includes('acceptable') ? 'it is start-up' : null,
			function: 'load', message: '`slowSync` reads a file and holds up everything else', impact: 'nothing else runs meanwhile',
			chain: [{ file, line, column, endLine: line, endColumn: column + 'slowSync'.length, label: 'slowSync()' }, { file: `${ROOT}/deep.ts`, line: 7, column: 2, endLine: 7, endColumn: 10, label: 'readFileSync()' }],
			fixes: [note.includes('review') ? review : { title: 'Use `slow`', safety: 'safe' }],
			guide: 'blocking-call#files', fingerprint: `f${ordinal}`,
		}];
	});
}

function lineAt(text: string, line: number): string {
	return text.split('\n')[line - 1] ?? '';
}
