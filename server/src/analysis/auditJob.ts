/** A report on many files. */
import { readingOf } from '../callgraph/reading.ts';
import type { BegunOutline } from '../languages/language.ts';
import type { FileOutline } from '../outline/model.ts';
import { stepsOf } from '../outline/walk.ts';
import { relativePath } from '../workspace/paths.ts';
import { fixJob } from './fixJob.ts';
import { filesReachedBy } from './reach.ts';
import { findingsOf, suppressionProblems } from './reporting.ts';
import type { Job } from './scheduler.ts';
import type { AnalysisError, AuditOptions, AuditProgress, AuditResult, FileStatistics, ReportedFinding } from './service.ts';
import type { Session } from './session.ts';
import { TestOnlySearch } from './testOnlySearch.ts';

export interface AuditWork {
	readonly options: AuditOptions;
	/** The files to report on, found before. */
	readonly files: readonly string[];
	/** What went wrong while they were looked for. */
	readonly errors: readonly AnalysisError[];
	readonly onProgress: (progress: AuditProgress) => void;
	readonly isCancelled: () => boolean;
}

/** Opened at once, so that the compiler makes one snapshot for many files; the thread is looked after between parts. */
const filesPerLoad = 4000;

/** After so many files the trees are let go of: what is asked of most of them is over. */
const filesPerRelease = 1000;

export function* auditJob(session: Session, work: AuditWork): Job<AuditResult> {
	const started = performance.now();
	session.askFor(work.options.paths, work.options.rules);
	yield* outlineAll(session, work);
	session.rebuildCatalogue();
	const { findings, files } = yield* reportAll(session, work);
	const withFixes = work.options.withFixes === true ? yield* addFixes(session, findings, work) : findings;
	const analyzed = new Set(work.files);
	const failures = [...session.failures.values()].filter((failure) => analyzed.has(failure.file));
	const cancelled: AnalysisError[] = work.isCancelled() ? [{ file: work.options.root, message: 'the audit was cancelled before it was done', kind: 'analysis' }] : [];
	return {
		findings: withFixes, files, errors: [...work.errors, ...failures, ...minifiedNote(session, work), ...session.configErrors(), ...session.degraded, ...work.files.flatMap((file) => suppressionProblems(session, file)), ...cancelled],
		unresolvedCalls: work.files.reduce((sum, file) => sum + unresolvedCalls(session.outlines.get(file)), 0), elapsedMs: Math.round(performance.now() - started),
	};
}

/** Said once for all of them. */
function minifiedNote(session: Session, { files, options: { root } }: AuditWork): AnalysisError[] {
	const minified = files.filter((file) => session.isAnalyzable(file) && session.isMinified(file));
	const [first] = minified;
	if (first === undefined) { return []; }
	const message = minified.length === 1 ? 'is minified, built or vendored, and was not analysed' : `${minified.length} minified, built or vendored files were not analysed, ${relativePath(root, first)} among them`;
	return [{ file: minified.length === 1 ? first : root, message, kind: 'degraded' }];
}

function* outlineAll(session: Session, work: AuditWork): Job<void> {
	// While the compiler reads the projects that are needed in any case, the texts are looked through.
	session.language.sendLoad(work.files.filter((file) => session.isAnalyzable(file) && !session.roles.isTest(file)));
	const files = work.files.filter((file) => session.isAnalyzable(file) && !session.isMinified(file));
	session.loadPromisingNames(files);
	const queue = files.filter((file) => session.needsOutline(file));
	session.loadNames(queue);
	const seen = new Set(queue);
	const testOnly = new TestOnlySearch(session, work.files, work.options.paths);
	testOnly.readTextsBeside(seen);
	for (let start = 0; start < queue.length; start += filesPerLoad) {
		work.onProgress({ phase: 'load', done: start, total: queue.length });
		session.language.load(queue.slice(start, start + filesPerLoad));
		yield;
	}
	// The graph takes them all at once: it is solved once.
	const outlines: FileOutline[] = [];
	const follow = (outline: FileOutline | undefined) => {
		for (const next of outline === undefined ? [] : filesReachedBy(outline)) {
			if (!seen.has(next) && session.isWorkspaceFile(next) && session.isAnalyzable(next) && !session.isMinified(next)) { seen.add(next); queue.push(next); }
		}
	};
	// The compiler answers for one file while the next is walked.
	let last: BegunOutline | undefined;
	for (let index = 0; (index < queue.length || last !== undefined) && !work.isCancelled();) {
		const file = queue[index];
		const begun = file === undefined || session.isCurrent(file) ? undefined : session.beginOutline(file);
		const outline = last?.finish();
		begun?.send(queue.slice(index + 1, index + 3));
		// Read for the graph while the compiler answers.
		if (outline !== undefined) { readingOf(outline); }
		last = begun;
		if (outline !== undefined) { outlines.push(outline); follow(outline); }
		if (file === undefined) { continue; }
		if (begun === undefined) { follow(session.outlines.get(file)); }
		if (index % filesPerRelease === filesPerRelease - 1) { session.language.release(); }
		work.onProgress({ phase: 'outline', done: index, total: queue.length, file });
		index += 1;
		yield;
	}
	session.testOnly = testOnly.find([...session.outlines.values(), ...outlines]);
	session.adopt(outlines);
}

function* reportAll(session: Session, work: AuditWork): Job<{ findings: ReportedFinding[]; files: FileStatistics[] }> {
	const findings: ReportedFinding[] = [];
	const files: FileStatistics[] = [];
	for (const [index, file] of work.files.entries()) {
		if (work.isCancelled()) { break; }
		const outline = session.outlines.get(file);
		if (outline === undefined) { continue; }
		const own = findingsOf(session, file, work.options.rules).map(({ reported }) => reported);
		findings.push(...own);
		files.push(statisticsOf(outline, own.filter((finding) => finding.verdict === 'bad' && finding.suppressed === undefined).length));
		work.onProgress({ phase: 'report', done: index + 1, total: work.files.length, file });
		if (index % 50 === 49) { yield; }
	}
	return { findings, files };
}

function* addFixes(session: Session, findings: readonly ReportedFinding[], work: AuditWork): Job<ReportedFinding[]> {
	const done: ReportedFinding[] = [];
	for (const [index, finding] of findings.entries()) {
		if (work.isCancelled() || finding.fixes.length === 0) { done.push(finding); continue; }
		work.onProgress({ phase: 'fix', done: index, total: findings.length, file: finding.file });
		const fixes = [];
		for (const number of finding.fixes.keys()) {
			const resolved = yield* fixJob(session, finding.file, finding.fingerprint, number);
			// A fix that did not pass its check is no fix.
			if (resolved.kind === 'fix') { fixes.push(resolved.fix); }
		}
		done.push({ ...finding, fixes });
	}
	return done;
}

function statisticsOf(outline: FileOutline, findings: number): FileStatistics {
	let awaits = 0;
	for (const fn of outline.functions) { for (const { step } of stepsOf(fn.body)) { if (step.kind === 'await') { awaits += 1; } } }
	return { file: outline.file, language: outline.language, asyncFunctions: outline.functions.filter((fn) => fn.isAsync).length, awaits, findings };
}

function unresolvedCalls(outline: FileOutline | undefined): number {
	let count = 0;
	for (const fn of outline?.functions ?? []) { for (const { step } of stepsOf(fn.body)) { if (step.kind === 'call' && step.callee.kind === 'unresolved') { count += 1; } } }
	return count;
}
