import { fileOf } from '../callgraph/graph.ts';
import { lastName } from '../callgraph/paths.ts';
import type { Entry } from '../catalogue/schema.ts';
import type { CallStep, FunctionId, FunctionOutline, SymbolName } from '../outline/model.ts';
import type { Span } from '../outline/span.ts';
import { stepsOf } from '../outline/walk.ts';
import type { Finding, FixIntent } from './finding.ts';
import { fingerprintOf } from './fingerprint.ts';
import { isTestCode, placed } from './report/placed.ts';
import type { Rule, RuleContext, RuleMeta } from './rule.ts';

const meta: RuleMeta = {
	id: 'deprecated-loop-api',
	category: 'tasks',
	severity: 'warning',
	languages: ['python'],
	guide: 'deprecated-loop-api',
	status: 'preview',
	description: 'A way to come by the event loop, or to hand it on, that newer versions of Python have not or do otherwise.',
};

type Outdated = NonNullable<Entry['outdated']>;

/** Calls and decorators whose time is over, as the catalogue says. */
export const deprecatedLoopApi: Rule = {
	meta,
	check: (context) => {
		const { outline, graph, catalogue } = context;
		const findings: Finding[] = [];
		const ordinals = new Map<string, number>();
		const report = (fn: FunctionOutline, span: Span, symbol: SymbolName, outdated: Outdated, call?: Span): void => {
			const counted = `${fn.id} ${symbol}`;
			const ordinal = ordinals.get(counted) ?? 0;
			ordinals.set(counted, ordinal + 1);
			findings.push(findingFor(fn, span, symbol, outdated, fixesOf(fn, outdated, call), context, fingerprintOf(meta.id, fn.id, symbol, ordinal, graph)));
		};
		for (const fn of outline.functions) {
			for (const decorator of fn.decorators) {
				const outdated = decorator.kind === 'external' ? catalogue.lookup(decorator.symbol)?.outdated : undefined;
				if (decorator.kind === 'external' && outdated !== undefined && outdated.argument === undefined) { report(fn, fn.nameSpan, decorator.symbol, outdated); }
			}
			for (const { step, callee, position } of graph.sitesOf(fn.id)) {
				if (step.kind !== 'call' || callee.kind !== 'external') { continue; }
				const outdated = catalogue.lookup(callee.symbol)?.outdated;
				if (outdated === undefined || outdated.argument !== undefined && !isGiven(step, outdated.argument)) { continue; }
				if (outdated.inAsync === true && (position.surroundings !== undefined || !fn.isAsync && isAProbe(fn, step) || !isAlwaysInLoop(fn.id, context, new Set()))) { continue; }
				report(fn, step.nameSpan, callee.symbol, outdated, step.span);
			}
		}
		return findings;
	},
};

function isGiven({ arguments: given }: CallStep, name: string): boolean {
	return given.some((each) => each.name === name);
}

/** `try: … except RuntimeError:` looks whether there is a loop. */
function isAProbe({ body }: FunctionOutline, call: CallStep): boolean {
	return stepsOf(body).some(({ step, path }) => step === call && path.some((around) => around.kind === 'try' && around.handlers.some(({ catches }) => catches.some((each) => each.endsWith('#RuntimeError')))));
}

/** An async function, or one that only such functions are known to call, tests aside. */
function isAlwaysInLoop(id: FunctionId, context: RuleContext, seen: Set<FunctionId>): boolean {
	const { graph } = context;
	const fn = graph.functionOf(id);
	if (fn === undefined || fn.kind === 'module' || seen.has(id)) { return false; }
	if (fn.isAsync) { return true; }
	seen.add(id);
	const callers = graph.callersOf(id).filter(({ isTest }) => !isTest);
	return callers.length > 0 && callers.every(({ id: caller, links, roots, isKept }) => !isKept && roots.length === 0
		&& links.every(({ kind, site }) => kind === 'call' && site.position.surroundings === undefined) && isAlwaysInLoop(caller, context, seen));
}

/** In an async function a loop runs for certain, so that both ways give the same one. */
function fixesOf(fn: FunctionOutline, { argument, symbol, inAsync }: Outdated, call: Span | undefined): readonly FixIntent[] {
	const file = fileOf(fn.id);
	if (call === undefined) { return []; }
	if (argument !== undefined) { return [{ kind: 'drop-argument', title: `Leave \`${argument}\` out`, safety: 'review', caution: 'it then takes the loop that runs, which must be the one that was given', file, call, argument }]; }
	if (symbol === undefined) { return []; }
	const isSame = inAsync === true && fn.isAsync;
	const caution = inAsync === true ? 'it fails where no loop runs' : 'it tells of the tasks of the loop that runs';
	return [{ kind: 'replace-callee', title: `Call ${lastName(symbol)}()`, safety: isSame ? 'safe' : 'review', ...(!isSame && { caution }), file, call, symbol }];
}

function findingFor(fn: FunctionOutline, span: Span, symbol: SymbolName, outdated: Outdated, fixes: readonly FixIntent[], context: RuleContext, fingerprint: string): Finding {
	const isTest = isTestCode(fn, context);
	return {
		...placed(meta, fn, context, outdated.removed === undefined ? { isTest, priority: 'P2', severity: 'info' } : { isTest, priority: 'P1' }), fingerprint,
		span, message: messageFor(symbol, outdated), fixes: isTest ? [] : fixes,
		impact: outdated.removed === undefined && fn.isAsync ? 'Python\'s documentation prefers the other in coroutines: it says that a loop runs, and never makes one' : outdated.removed === undefined ? 'the same line makes a loop that nobody runs, or fails, where it is called outside of one' : `it fails with Python ${outdated.removed} and later`,
	};
}

function messageFor(symbol: SymbolName, { instead, argument, removed }: Outdated): string {
	const name = lastName(symbol);
	if (argument !== undefined) { return `\`${name}()\` takes no \`${argument}\` since Python ${removed ?? ''}; use ${instead}.`; }
	if (removed !== undefined) { return `\`asyncio.${symbol.slice(symbol.indexOf('#') + 1)}\` is gone since Python ${removed}; use ${instead}.`; }
	return `\`${name}()\` gives whatever loop is set, or makes one; here one runs: use ${instead}, which says so.`;
}
