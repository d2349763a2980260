import type { CancellationToken, Connection, WorkDoneProgressReporter } from 'vscode-languageserver/node';
import * as z from 'zod';
import type { AnalysisError, AnalysisService, AuditProgress, AuditResult, ReportedFinding } from '../analysis/service.ts';
import { isWithin, normalizePath, uriToPath } from '../workspace/paths.ts';
import type { ClientAbilities } from './clientAbilities.ts';
import { shownSeverity } from './diagnostic.ts';
import type { ErrorReporter } from './errorReporter.ts';
import { AUDIT, type Publisher } from './publisher.ts';
import type { Settings } from './settings.ts';
import type { StatusReporter } from './status.ts';

/** What the request `unblock/audit` carries; all of it may be left out. */
export const auditParameters = z.object({
	/** URIs or absolute paths of files and directories; the workspace folders if absent. */
	paths: z.array(z.string()).optional(),
	/** Under which the client wants to be told how far it is. */
	workDoneToken: z.union([z.string(), z.number()]).optional(),
}).catch({});

/** The answer to the request `unblock/audit` and the command `unblock.audit`. */
export interface AuditAnswer {
	/** How many are shown as diagnostics. */
	readonly findings: number;
	readonly byRule: Readonly<Record<string, number>>;
	/** How many were found to be fine, each with its reason, or are silenced; they are in the CLI's report. */
	readonly acceptable: number;
	readonly files: number;
	readonly asyncFunctions: number;
	readonly unresolvedCalls: number;
	/** Since the audit began. */
	readonly elapsedMs: number;
	/** It ended early; what it had found is shown. */
	readonly cancelled: boolean;
	/** What could not be analysed. Absolute paths. */
	readonly errors: readonly { readonly file: string; readonly message: string }[];
}

export interface AuditsOptions {
	readonly connection: Connection;
	readonly client: ClientAbilities;
	readonly service: () => AnalysisService;
	readonly publisher: Publisher;
	readonly settings: () => Settings;
	readonly status: StatusReporter;
	readonly errors: ErrorReporter;
	readonly roots: () => readonly string[];
}

/** Audits of the workspace, one at a time: a new one ends the one before. */
export class Audits {
	readonly #options: AuditsOptions;
	#current: AbortController | undefined;

	constructor(options: AuditsOptions) {
		this.#options = options;
	}

	/**
	 * Analyses all files of the paths (URIs or absolute), shows what is found as diagnostics that stay when files close, and says how
	 * much it was. Progress goes to the client's own token if it gave one, else to a progress of ours, which the user can cancel.
	 */
	async run(paths: readonly string[] | undefined, request: CancellationToken, clientProgress: WorkDoneProgressReporter | undefined): Promise<AuditAnswer> {
		const { connection, client, status } = this.#options;
		this.#current?.abort();
		const controller = new AbortController();
		this.#current = controller;
		const cancelled = [request.onCancellationRequested(() => controller.abort())];
		if (request.isCancellationRequested) {
			controller.abort();
		}
		const own = clientProgress === undefined && client.workDoneProgress ? await connection.window.createWorkDoneProgress() : undefined;
		if (own !== undefined) {
			cancelled.push(own.token.onCancellationRequested(() => controller.abort()));
		}
		const progress = clientProgress ?? own;
		progress?.begin('Unblock: auditing the workspace', 0, undefined, true);
		status.begin();
		try {
			return await this.#audit(paths, controller, (percentage, message) => progress?.report(percentage, message));
		} finally {
			status.finish();
			progress?.done();
			for (const subscription of cancelled) {
				subscription.dispose();
			}
			if (this.#current === controller) {
				this.#current = undefined;
			}
		}
	}

	dispose(): void {
		this.#current?.abort();
	}

	async #audit(paths: readonly string[] | undefined, controller: AbortController, report: (percentage: number, message: string) => void): Promise<AuditAnswer> {
		const { service, publisher, errors, settings } = this.#options;
		const { signal } = controller;
		const start = performance.now();
		const parts = this.#parts(paths);
		const results: AuditResult[] = [];
		for (const [index, { root, paths: within }] of parts.entries()) {
			const tell = throttled((step: AuditProgress) => report((100 * (index + share(step))) / parts.length, describe(step)));
			results.push(await service().audit({ root, paths: within }, tell, signal));
			if (signal.aborted) {
				break;
			}
		}
		const findings = results.flatMap((result) => result.findings);
		const failures = results.flatMap((result) => result.errors);
		errors.report(failures, AUDIT);
		// What a newer audit shows is not to be overwritten by this one.
		if (this.#current === controller) {
			publisher.setConfigErrors(AUDIT, failures);
			publisher.setAudited(findings, signal.aborted ? results.flatMap((result) => result.files.map(({ file }) => file)) : undefined);
		}
		return answer(results, findings, failures, settings(), performance.now() - start, signal.aborted);
	}

	/** Each workspace folder has its own configuration and is audited by itself; so is a path outside of all of them. */
	#parts(given: readonly string[] | undefined): readonly { readonly root: string; readonly paths: readonly string[] }[] {
		const roots = this.#options.roots();
		if (given === undefined || given.length === 0) {
			return roots.map((root) => ({ root, paths: [root] }));
		}
		const parts = new Map<string, string[]>();
		for (const path of given.map((each) => uriToPath(each) ?? normalizePath(each, roots[0]))) {
			const root = roots.filter((each) => isWithin(each, path)).sort((a, b) => b.length - a.length)[0] ?? path;
			parts.set(root, [...parts.get(root) ?? [], path]);
		}
		return [...parts].map(([root, within]) => ({ root, paths: within }));
	}
}

function answer(results: readonly AuditResult[], findings: readonly ReportedFinding[], failures: readonly AnalysisError[], settings: Settings, elapsedMs: number, cancelled: boolean): AuditAnswer {
	const shown = findings.filter((finding) => shownSeverity(finding, settings) !== undefined);
	const byRule: Record<string, number> = {};
	for (const { rule } of shown) {
		byRule[rule] = (byRule[rule] ?? 0) + 1;
	}
	const files = results.flatMap((result) => result.files);
	return {
		findings: shown.length,
		byRule,
		acceptable: findings.filter((finding) => finding.verdict === 'acceptable' || finding.suppressed !== undefined).length,
		files: files.length,
		asyncFunctions: files.reduce((sum, file) => sum + file.asyncFunctions, 0),
		unresolvedCalls: results.reduce((sum, result) => sum + result.unresolvedCalls, 0),
		elapsedMs: Math.round(elapsedMs),
		cancelled,
		errors: failures.filter(({ kind }) => kind !== 'degraded').map(({ file, message }) => ({ file, message })),
	};
}

/** Where in the whole each phase begins and ends. */
const phases: Readonly<Record<AuditProgress['phase'], { readonly from: number; readonly to: number; readonly what: string }>> = {
	discover: { from: 0, to: 0.05, what: 'Looking for files' },
	load: { from: 0.05, to: 0.3, what: 'Loading projects' },
	outline: { from: 0.3, to: 0.9, what: 'Reading code' },
	report: { from: 0.9, to: 1, what: 'Following calls' },
	fix: { from: 0.9, to: 1, what: 'Checking fixes' },
};

function share({ phase, done, total }: AuditProgress): number {
	const { from, to } = phases[phase];
	return from + (to - from) * Math.min(1, total === 0 ? 0 : done / total);
}

function describe({ phase, done, total }: AuditProgress): string {
	return total === 0 ? phases[phase].what : `${phases[phase].what} (${done} of ${total})`;
}

/** A client need not be told more often than this, in ms. */
const PROGRESS_EVERY = 100;

/** Tells the first step of each phase, and of the others as many as are worth it. */
function throttled(tell: (step: AuditProgress) => void): (step: AuditProgress) => void {
	let toldAt = 0;
	let phase: string | undefined;
	return (step) => {
		if (step.phase !== phase || performance.now() - toldAt >= PROGRESS_EVERY) {
			toldAt = performance.now();
			phase = step.phase;
			tell(step);
		}
	};
}
