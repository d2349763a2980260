/** `unblock why`: how everything on a line resolved, in which contexts it runs, and why it was or was not reported. */
import type { Site } from '../callgraph/graph.ts';
import type { FunctionId } from '../outline/model.ts';
import { blockedSteps } from '../rules/blocking/blockedStep.ts';
import { explainCall } from '../rules/blocking/outcome.ts';
import { whyNoFix } from '../rules/blocking/whyNoFix.ts';
import { fixJob } from './fixJob.ts';
import { outlineReachable } from './reach.ts';
import { findingsOf, type FindingOfFile } from './reporting.ts';
import type { Job } from './scheduler.ts';
import type { WhyCall, WhyReport } from './service.ts';
import type { Session } from './session.ts';

/** `line` is 1-based. The file's project is looked at as a whole, because callers decide contexts. */
export function* whyJob(session: Session, file: string, line: number): Job<WhyReport> {
	yield* outlineReachable(session, [file]);
	session.rebuildCatalogue();
	const text = session.textOf(file);
	const outline = session.outlines.get(file);
	if (text === undefined || outline === undefined) { throw new Error(session.failures.get(file)?.message ?? 'the file could not be read'); }
	if (line > text.lines.lineCount) { throw new Error(`the file has only ${text.lines.lineCount} lines`); }
	const start = text.lines.offsetAt({ line, column: 1 });
	const end = line < text.lines.lineCount ? text.lines.offsetAt({ line: line + 1, column: 1 }) - 1 : text.text.length;
	const findings = findingsOf(session, file);
	const onLine = (offset: number) => offset >= start && offset <= end;
	const sites = outline.functions.flatMap((fn) => session.graph.sitesOf(fn.id).filter((site) => isWorthTelling(session, fn.id, site) && (onLine(site.step.span.start) || ('nameSpan' in site.step && onLine(site.step.nameSpan.start)))).map((site) => ({ id: fn.id, site })));
	const calls: WhyCall[] = [];
	for (const { id, site } of sites) {
		const { resolved, effects, outcome } = explain(session, id, site, findings);
		const fixes = yield* fixesAt(session, site, findings);
		calls.push({
			column: text.lines.positionAt(site.step.span.start).column,
			text: text.text.slice(site.step.span.start, Math.min(site.step.span.end, end)).slice(0, 120),
			resolved, effects, outcome, ...(fixes.length > 0 && { fixes }),
		});
	}
	const inner = outline.functions.filter((fn) => fn.span.start <= end && fn.span.end >= start).toSorted((a, b) => (a.span.end - a.span.start) - (b.span.end - b.span.start))[0];
	return {
		file, line, calls: calls.toSorted((a, b) => a.column - b.column), findings: findings.filter(({ reported }) => reported.line === line).map(({ reported }) => reported),
		function: inner === undefined ? null : {
			name: inner.name, isAsync: inner.isAsync,
			contexts: session.graph.contextsOf(inner.id).map(({ context, because }) => ({ context, because })),
		},
	};
}

/** What can be done about what is reported at a call, tried out; or why nothing is offered. */
function* fixesAt(session: Session, { step }: Site, findings: readonly FindingOfFile[]): Job<readonly string[]> {
	const told: string[] = [];
	for (const { finding } of findings) {
		if (finding.verdict !== 'bad' || !('nameSpan' in step) || finding.span.start !== step.nameSpan.start) { continue; }
		for (const [number, fix] of finding.fixes.entries()) {
			const resolved = yield* fixJob(session, finding.file, finding.fingerprint, number);
			told.push(resolved.kind === 'refusal' ? `Not offered (${fix.title}): ${resolved.reason}.` : `${resolved.fix.title} (${resolved.fix.safety}${resolved.fix.caution === undefined ? '' : `: ${resolved.fix.caution}`}).`);
		}
		const outline = session.outlines.get(finding.file);
		const blocked = finding.fixes.length > 0 || outline === undefined || !finding.rule.startsWith('blocking-call') ? undefined : blockedSteps(outline, session.graph, session.catalogue).find((each) => each.step.site.step === step);
		if (blocked !== undefined) { told.push(`None offered: ${whyNoFix(blocked, session.graph, session.catalogue)}.`); }
	}
	return told;
}

/** Nobody wrote a call where a scope of a library's is entered or left: it is told of where it does something. */
function isWorthTelling(session: Session, id: FunctionId, site: Site): boolean {
	return site.step.kind !== 'access' || site.callee.kind !== 'external' || session.graph.effectsOfCall(id, site).length > 0;
}

/** What the rules say of a call, and what settings and comments make of it. */
function explain(session: Session, id: FunctionId, site: Site, findings: readonly FindingOfFile[]) {
	const explained = explainCall(session.graph, session.catalogue, id, site);
	const { step } = site;
	const found = findings.find(({ finding }) => 'nameSpan' in step && finding.span.start === step.nameSpan.start);
	if (found?.reported.suppressed !== undefined) { return { ...explained, outcome: `${explained.outcome} Silenced by a comment: ${found.reported.suppressed}.` }; }
	const isSaid = found === undefined && /^(Reported|Acceptable)/.test(explained.outcome);
	return isSaid ? { ...explained, outcome: `${explained.outcome} Not shown: the settings turn this rule or file off, or the module's top level only calls it while it loads.` } : explained;
}
