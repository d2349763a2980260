import { quotedName } from '../callgraph/describe.ts';
import type { CallGraph } from '../callgraph/graph.ts';
import { lastName } from '../callgraph/paths.ts';
import type { FunctionOutline, GuardedStep } from '../outline/model.ts';
import { contains } from '../outline/span.ts';
import { stepsOf } from '../outline/walk.ts';
import { blockedSteps, type BlockedStep } from './blocking/blockedStep.ts';
import { forcedWaits, type ForcedWait } from './blocking/knownRuntime.ts';
import { conditionsOf } from './blocking/conditions.ts';
import { subjectOf, withConditions } from './blocking/message.ts';
import { spinningWaits, type SpinningWait } from './blocking/spinningWaits.ts';
import { fillingOf, type Filling } from './blocking/filling.ts';
import type { AwaitDriven, Finding } from './finding.ts';
import { fingerprintOf } from './fingerprint.ts';
import { isTestCode, placed, type Weight } from './report/placed.ts';
import type { Rule, RuleContext, RuleMeta } from './rule.ts';
import { callsOf } from './tasks/chains.ts';
import { placedCall } from './placedLink.ts';
import { patientDrivers } from '../catalogue/rust/runtimes.ts';

const meta: RuleMeta = {
	id: 'sync-over-async',
	category: 'blocking',
	severity: 'error',
	languages: ['typescript', 'python', 'rust'],
	guide: 'sync-over-async',
	status: 'preview',
	description: 'Sync code that waits for async code, where the event loop runs already.',
};

/** A call in async code that runs a coroutine to its end, itself or further down. */
export const syncOverAsync: Rule = {
	meta,
	check(context) {
		const ordinals = new Map<string, number>();
		const spins = context.outline.language === 'typescript' ? [...spinningWaits(context.outline)].map((spin) => spinFinding(spin, context)) : [];
		const forced = context.outline.language === 'rust' ? [...forcedWaits(context.outline, context.graph, context.catalogue)].map((wait, ordinal) => forcedFinding(wait, ordinal, context)) : [];
		return [...spins, ...forced, ...blockedSteps(context.outline, context.graph, context.catalogue, 'coroutine').flatMap((blocked): Finding[] => {
			// What a module's top level drives is the program.
			if (blocked.sufferer.kind === 'module' || isTried(blocked, context.graph) || isOffloaded(blocked, context.graph) || isOfSyncReader(blocked, context)) { return []; }
			const counted = `${blocked.sufferer.id} ${blocked.effect.symbol}`;
			const ordinal = ordinals.get(counted) ?? 0;
			ordinals.set(counted, ordinal + 1);
			return [findingFor(blocked, ordinal, context)];
		})];
	},
};

/** It stands in a `try` that expects the `RuntimeError` of a loop that runs already. */
function isTried({ effect: { path } }: BlockedStep, graph: CallGraph): boolean {
	const last = path.at(-1);
	const outline = last === undefined ? undefined : graph.functionOf(last.function);
	return last !== undefined && outline !== undefined && stepsOf(outline.body).some(({ step }) => (step.kind === 'try' || step.kind === 'guarded') && contains(step.body.span, last.span)
		&& (step.kind === 'try' ? step.handlers.some(({ catches }) => catches.some(isRefusal)) : suppressedBy(step, outline).some(isRefusal)));
}

function isRefusal(exception: string | null): boolean { return exception === 'builtins#RuntimeError'; }

/** What `with suppress(A, B):` takes. */
function suppressedBy({ guards }: GuardedStep, outline: FunctionOutline): readonly string[] {
	return guards.flatMap(({ value }) => {
		const call = value.kind === 'call' ? callsOf(outline)(value.call) : undefined;
		return call?.callee.kind === 'external' && call.callee.symbol === 'contextlib#suppress' ? call.arguments.flatMap((each) => (each.value.kind === 'external' ? [each.value.symbol] : [])) : [];
	});
}

/** A function on the way gives what it calls there to a thread too: it looks for itself where it runs. */
function isOffloaded({ effect: { path } }: BlockedStep, graph: CallGraph): boolean {
	return path.some(({ function: id }, index) => {
		const root = index === 0 ? undefined : graph.rootOf(id);
		return root?.context === 'thread' && root.by === path[index - 1]?.function;
	});
}

function findingFor(blocked: BlockedStep, ordinal: number, context: RuleContext): Finding {
	const { graph } = context;
	const { sufferer, step: { site }, effect, verdict } = blocked;
	const isTest = verdict.kind === 'acceptable' && isTestCode(sufferer, context);
	const filling = verdict.kind === 'acceptable' ? fillingOf(blocked, graph) : undefined;
	return {
		...placed(meta, sufferer, context, { isTest, ...weightOf(filling, verdict), ...((isOnlySome(blocked, graph) || patientDrivers.has(effect.symbol)) && { severity: 'warning' }) }),
		span: site.step.kind === 'closure' ? site.step.span : site.step.nameSpan,
		message: messageFor(blocked, filling, graph),
		fixes: isTest || verdict.kind !== 'bad' ? [] : fixesOf(blocked, graph),
		impact: isSpinning(effect.symbol) ? 'nothing else on this thread is answered meanwhile, and what the code around it waits for cannot come' : patientDrivers.has(effect.symbol) ? 'no other task runs on this thread meanwhile, and if the future needs one of them, neither ever goes on' : isFailing(effect.symbol) ? 'the call fails wherever async code comes to it, and works where nothing is async: in tests and scripts' : 'if the coroutine needs this loop, neither ever goes on: a deadlock',
		chain: effect.sink ? [] : effect.path.filter((link) => !link.isInPlace).map(({ file: at, span, label }) => ({ file: at, span, label })),
		fingerprint: fingerprintOf(meta.id, sufferer.id, effect.symbol, ordinal, graph),
	};
}

/** What only fills a place that is empty is done by whoever comes first. Where nobody else does, each call fails, and it is never filled. */
function weightOf(filling: Filling | undefined, verdict: BlockedStep['verdict']): Pick<Weight, 'reason' | 'priority'> {
	return filling?.isFilledElsewhere === true && verdict.kind === 'acceptable' ? { priority: 'P3', reason: verdict.reason } : { priority: 'P1' };
}

/** In Python, only some calls of what is called come to it. */
function isOnlySome(blocked: BlockedStep, graph: CallGraph): boolean {
	const { told, isMoreBelow } = graph.fileOf(blocked.sufferer.id)?.language === 'python' && blocked.effect.sink === undefined && !blocked.effect.path.some(({ memo }) => memo !== undefined) ? conditionsOf(blocked, graph) : { told: [], isMoreBelow: false };
	return told.length > 0 || isMoreBelow;
}

/** In an async function of Rust itself it can be awaited. */
function fixesOf({ sufferer, step, effect: { sink } }: BlockedStep, graph: CallGraph): readonly AwaitDriven[] {
	const file = graph.fileOf(sufferer.id);
	if (file?.language !== 'rust' || sink?.site.step.kind !== 'call' || !sufferer.isAsync || step.function !== sufferer.id) { return []; }
	return [{ kind: 'await-driven', title: 'Await the future instead', safety: 'review', caution: 'other tasks run on this thread meanwhile', file: file.file, call: sink.site.step.span, function: sufferer.id }];
}

/** In Rust, async code that reads what is not async (`block_on(async { archive(AllowStdIo::new(file)).await })`) waits for no other task: it is sync work in other words. */
function isOfSyncReader({ effect: { path, symbol } }: BlockedStep, { graph, catalogue }: RuleContext): boolean {
	const index = patientDrivers.has(symbol) ? catalogue.lookup(symbol)?.drives : undefined;
	const given = index === undefined ? undefined : placedCall(path.at(-1), graph)?.step.arguments[index]?.value;
	const body = given?.kind === 'function' ? graph.functionOf(given.id)?.body : undefined;
	return body !== undefined && stepsOf(body).some(({ step }) => step.kind === 'call' && step.callee.kind === 'external' && /^futures(?:_util|_lite)?::io#AllowStdIo\.new$/.test(step.callee.symbol));
}

/** JavaScript's: the loop is turned from within, or the thread held until another is done. */
function isSpinning(symbol: string): boolean {
	return /__sync__$|^deasync#/.test(symbol);
}

/** A second loop on one thread is refused; waiting for another thread's is not. */
function isFailing(symbol: string): boolean {
	return !/Future\.(?:result|exception)$/.test(symbol);
}

function messageFor(blocked: BlockedStep, filling: Filling | undefined, graph: CallGraph): string {
	const { sufferer, effect, step } = blocked, { language } = graph.fileOf(sufferer.id) ?? {};
	const isRust = language === 'rust', isPython = language === 'python', conditions = conditionsOf(blocked, graph);
	const thing = isRust ? 'the future' : 'the coroutine';
	const names = effect.path.filter((link) => !link.isInPlace).map((link) => link.label);
	const where = subjectOf(sufferer, graph);
	const sink = `\`${names.at(-1) ?? lastName(effect.symbol)}\``;
	const happens = patientDrivers.has(effect.symbol) ? 'holds the executor thread until the future is done, and for ever if that needs this thread' : isRust ? 'panics or waits for ever, because this thread already runs async code' : isSpinning(effect.symbol) ? effect.entry.blocks?.does ?? 'waits for async code' : isFailing(effect.symbol) ? 'raises a RuntimeError, because an event loop runs already' : 'holds the event loop until a coroutine is done, perhaps one that needs this loop';
	if (effect.sink && isSpinning(effect.symbol)) { return `${sink} ${happens}, in ${where}; ${effect.entry.advice ?? 'await it instead'}.`; }
	if (effect.sink) { return `${sink} ${happens}, in ${where}; ${sufferer.isAsync && step.function === sufferer.id ? `await ${thing} instead` : `begin a task, or make it async and await ${thing}`}.`; }
	const isSure = !isPython || conditions.told.length === 0 && !conditions.isMoreBelow;
	const way = names.length > 2 ? `${isSure ? 'ends' : 'can end'} in ${sink} (${names.length} calls down: ${names.map((name) => name.replace(/\(\)$/, '')).join(' → ')})` : `${isSure ? 'calls' : 'can call'} ${sink}`;
	return `\`${names[0] ?? ''}\` ${way}, which ${happens} while ${quotedName(sufferer)} runs${isPython ? withConditions('', conditions) : ''}${filling === undefined ? '' : `, where ${filling.place} has not been filled before`}; make the path async and await ${thing}.`;
}

function spinFinding({ owner, span, variable }: SpinningWait, context: RuleContext): Finding {
	return {
		...placed(meta, owner, context, { isTest: false, priority: 'P1' }), span,
		message: `This loop waits for a callback to set \`${variable}\`, and no callback runs while it turns: it never ends; await what calls back instead.`,
		impact: 'the process hangs for ever, at full load', fingerprint: fingerprintOf(meta.id, owner.id, `spin ${variable}`, 0, context.graph),
	};
}

function forcedFinding({ owner, own: { site: { step } }, symbol }: ForcedWait, ordinal: number, context: RuleContext): Finding {
	const name = lastName(symbol);
	return {
		...placed(meta, owner, context, { isTest: false, priority: 'P1' }), span: step.kind === 'call' ? step.nameSpan : step.span,
		message: `\`${name}()\` panics here: \`Handle::try_current()\` has just found that this thread runs async code; put \`tokio::task::block_in_place\` around it, or make ${quotedName(owner)} async and await the future.`,
		impact: 'the call fails wherever async code comes to it, and works where nothing is async: in tests and scripts', fingerprint: fingerprintOf(meta.id, owner.id, symbol, ordinal, context.graph),
	};
}
