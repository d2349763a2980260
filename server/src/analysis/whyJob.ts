/** `unblock why`: how everything on a line resolved, in which contexts it runs, and why it was or was not reported. */
import type { CallGraph, Effect, OwnStep } from '../callgraph/graph.ts';
import type { FunctionId, FunctionOutline } from '../outline/model.ts';
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
	const calls = outline.functions.flatMap((fn) => ownCalls(session.graph, fn, onLine).map((step): WhyCall => ({
		column: text.lines.positionAt(step.site.step.span.start).column,
		text: text.text.slice(step.site.step.span.start, Math.min(step.site.step.span.end, end)).slice(0, 120),
		resolved: session.graph.describeCallee(step.site.callee),
		effects: session.graph.effectsOfCall(fn.id, step.site).map(effectText),
		outcome: outcomeOf(session, fn.id, step, findings),
	})));
	const inner = outline.functions.filter((fn) => fn.span.start <= end && fn.span.end >= start).toSorted((a, b) => (a.span.end - a.span.start) - (b.span.end - b.span.start))[0];
	return {
		file, line, calls: calls.toSorted((a, b) => a.column - b.column), findings: findings.filter(({ reported }) => reported.line === line).map(({ reported }) => reported),
		function: inner === undefined ? null : {
			name: inner.name, isAsync: inner.isAsync,
			contexts: session.graph.contextsOf(inner.id).map(({ context, because }) => ({ context, because })),
		},
	};
}

function ownCalls(graph: CallGraph, fn: FunctionOutline, onLine: (offset: number) => boolean): readonly OwnStep[] {
	return graph.stepsOf(fn.id).filter((step) => step.function === fn.id && (onLine(step.site.step.span.start) || ('nameSpan' in step.site.step && onLine(step.site.step.nameSpan.start))));
}

function effectText({ category, severity, isCached, hops, path, entry }: Effect): string {
	const way = path.map((link) => link.label).join(' → ');
	return `${entry.blocks?.does ?? 'blocks'} (${category}, ${severity}${hops === 0 ? '' : `, through ${way}`}${isCached ? ', once: the result is kept' : ''})`;
}

/** The finding at the call, or the first reason for which there is none. */
function outcomeOf(session: Session, id: FunctionId, step: OwnStep, findings: readonly FindingOfFile[]): string {
	const { graph } = session;
	const span = step.site.step.span;
	const found = findings.find(({ finding }) => finding.span.start >= span.start && finding.span.end <= span.end && 'nameSpan' in step.site.step
		&& finding.span.start <= step.site.step.nameSpan.start && finding.span.end >= step.site.step.nameSpan.end);
	if (found !== undefined) {
		const { rule, verdict, reason, suppressed } = found.reported;
		return suppressed !== undefined ? `reported as ${rule}, silenced: ${suppressed}` : `reported as ${rule}${verdict === 'acceptable' ? `, acceptable: ${reason}` : ''}`;
	}
	const effects = graph.effectsOfCall(id, step.site);
	if (effects.length === 0) { return quietCallee(graph, step); }
	if (!graph.isAsyncLike(id)) {
		const callers = graph.callersOf(id).filter((caller) => !caller.isTest);
		return callers.length === 0 ? 'not reported: this is a sync function that nothing in the workspace is known to call' : 'not reported here: this is a sync function; the call in the async code that leads here is reported instead, if there is one';
	}
	return 'not reported: a nearer or more severe call stands for it, or its rule is off for this file';
}

function quietCallee(graph: CallGraph, { site }: OwnStep): string {
	const { callee } = site;
	if (callee.kind === 'unresolved') { return 'not reported: what it calls is not known'; }
	if (callee.kind === 'parameter') { return 'not reported here: what it calls is decided by each caller'; }
	if (callee.kind === 'external') { return 'not reported: the catalogue knows nothing that blocks under this name and these arguments'; }
	return graph.resolveCallee(callee).some((target) => graph.isAsyncLike(target)) ? 'not reported here: an async function reports what blocks in its own body' : 'not reported: nothing that it calls is known to block';
}
