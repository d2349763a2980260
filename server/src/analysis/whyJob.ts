/** `unblock why`: how everything on a line resolved, in which contexts it runs, and why it was or was not reported. */
import type { Site } from '../callgraph/graph.ts';
import type { FunctionId } from '../outline/model.ts';
import { explainCall } from '../rules/blocking/outcome.ts';
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
	const calls = outline.functions.flatMap((fn) => session.graph.sitesOf(fn.id).filter((site) => isWorthTelling(session, fn.id, site) && (onLine(site.step.span.start) || ('nameSpan' in site.step && onLine(site.step.nameSpan.start)))).map((site): WhyCall => {
		const { resolved, effects, outcome } = explain(session, fn.id, site, findings);
		return {
			column: text.lines.positionAt(site.step.span.start).column,
			text: text.text.slice(site.step.span.start, Math.min(site.step.span.end, end)).slice(0, 120),
			resolved, effects, outcome,
		};
	}));
	const inner = outline.functions.filter((fn) => fn.span.start <= end && fn.span.end >= start).toSorted((a, b) => (a.span.end - a.span.start) - (b.span.end - b.span.start))[0];
	return {
		file, line, calls: calls.toSorted((a, b) => a.column - b.column), findings: findings.filter(({ reported }) => reported.line === line).map(({ reported }) => reported),
		function: inner === undefined ? null : {
			name: inner.name, isAsync: inner.isAsync,
			contexts: session.graph.contextsOf(inner.id).map(({ context, because }) => ({ context, because })),
		},
	};
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
