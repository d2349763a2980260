import { quotedName } from '../callgraph/describe.ts';
import type { Block, Callee, CallStep, ExitStep, FunctionOutline, Step, TryStep, Value } from '../outline/model.ts';
import { contains, type Span } from '../outline/span.ts';
import { stepsOf } from '../outline/walk.ts';
import type { Finding } from './finding.ts';
import { fingerprintOf } from './fingerprint.ts';
import { isTestCode, placed } from './report/placed.ts';
import type { Rule, RuleContext, RuleMeta } from './rule.ts';
import { calledName, callsOf } from './tasks/chains.ts';
import { isDoneAtOnce } from './tasks/evidence.ts';
import type { Fate } from './tasks/fate.ts';
import { createSettling } from './tasks/settling.ts';

const meta: RuleMeta = {
	id: 'return-await-in-try',
	category: 'tasks',
	severity: 'warning',
	languages: ['typescript'],
	guide: 'return-await-in-try',
	status: 'preview',
	description: 'A promise that is returned without `await` from within a `try`, whose `catch` never sees its failure and whose `finally` does not wait for it.',
};

/** `try { return load(); } catch { … }` */
export const returnAwaitInTry: Rule = {
	meta,
	check(context) {
		const { graph, catalogue } = context;
		const settling = createSettling(graph, catalogue);
		return context.outline.functions.flatMap((owner): Finding[] => {
			if (!owner.isAsync || owner.isGenerator) { return []; }
			const calls = callsOf(owner);
			const ordinals = new Map<string, number>();
			return stepsOf(owner.body).flatMap(({ step, path }) => (step.kind !== 'exit' || step.exit !== 'return' || !path.some(({ kind }) => kind === 'try') ? [] : givenBy(step.value).flatMap((span): Finding[] => {
				const given = calls(span);
				if (given === undefined || given.resultType !== 'thenable' && given.resultType !== 'promise-like' || given.result.kind !== 'returned') { return []; }
				const targets = graph.resolveCallee(given.callee).map((id) => graph.functionOf(id));
				// Another attempt minds its failures itself.
				if (targets.includes(owner)) { return []; }
				const isAtOnce = isValue(given) || targets.length > 0 && targets.every((each) => each !== undefined && isDoneAtOnce(each, graph));
				const fate = isValue(given) ? 'harmless' : settling.fateOf(given, owner);
				// What only can be awaited (a message on the screen) is often returned for nothing but its answer.
				if (given.resultType === 'promise-like' && fate === 'harmless') { return []; }
				const missed = missedPart(step, path, fate, isAtOnce);
				if (missed === undefined || missed.part === 'catch' && (isRepeatedInHandler(given, path) || isRepeatedBehind(given, path, owner))) { return []; }
				const ordinal = ordinals.get(calledName(given)) ?? 0;
				ordinals.set(calledName(given), ordinal + 1);
				return [findingFor(given, missed, owner, ordinal, context)];
			})));
		});
	},
};

/** The calls of which one gives what is returned: `cached ?? load()`. */
function givenBy(value: Value | undefined): readonly Span[] {
	return value?.kind === 'call' ? [value.call] : value?.kind === 'either' ? value.values.flatMap(givenBy) : [];
}

function isValue({ callee }: CallStep): boolean {
	return callee.kind === 'external' && /^lib#Promise(?:Constructor)?\.resolve$/.test(callee.symbol);
}

/** `isShown`: the text shows that it matters: that the promise can fail, or that something is done in the end. */
interface Missed {
	readonly part: 'catch' | 'finally';
	readonly isShown: boolean;
}

/** What of the `try` around does not come to bear: its handler, unless the promise minds its failures; what it does in the end, if the promise is not yet settled then. */
function missedPart(exit: ExitStep, path: readonly Step[], fate: Fate, isAtOnce: boolean): Missed | undefined {
	let hidden: Missed | undefined;
	for (const around of path.toReversed()) {
		if (around.kind !== 'try') { continue; }
		const isInBody = contains(around.body.span, exit.span);
		if (isInBody && around.handlers.length > 0 && fate !== 'guarded' && fate !== 'no-promise' && !isOnlyRethrowing(around)) {
			if (fate !== 'harmless') { return { part: 'catch', isShown: true }; }
			hidden ??= { part: 'catch', isShown: false };
		}
		if (around.finally === undefined || contains(around.finally.span, exit.span)) { continue; }
		if (!isAtOnce && around.finally.steps.some(({ kind }) => kind === 'call' || kind === 'await' || kind === 'place' || kind === 'drop')) { return { part: 'finally', isShown: true }; }
		hidden ??= { part: 'finally', isShown: false };
	}
	return hidden;
}

/** `try { …; return answerWithError(a); } catch { return answerWithError(b); }`: what the handler does itself is not what it is there for. */
function isRepeatedInHandler({ callee }: CallStep, path: readonly Step[]): boolean {
	return path.some((around) => around.kind === 'try' && around.handlers.some(({ block }) => stepsOf(block).some(({ step }) => step.kind === 'call' && isSameFunction(step.callee, callee))));
}

/** `try { …; return next(); } catch { log(); } return next();`: awaited, a failure of what goes on would begin it again. */
function isRepeatedBehind({ callee }: CallStep, path: readonly Step[], { body }: FunctionOutline): boolean {
	const tried = path.find((around) => around.kind === 'try' && around.handlers.some(({ block }) => !endsIn(block)));
	return tried !== undefined && callee.kind === 'parameter' && stepsOf(body).some(({ step }) => step.kind === 'call' && step.span.start >= tried.span.end && isSameParameter(step.callee, callee));
}

function endsIn({ steps }: Block): boolean { return steps.some(({ kind }) => kind === 'exit'); }

function isSameParameter(one: Callee, other: Callee & { readonly kind: 'parameter' }): boolean {
	return one.kind === 'parameter' && one.function === other.function && one.index === other.index && (one.path ?? []).join('.') === (other.path ?? []).join('.');
}

function isSameFunction(one: Callee, other: Callee): boolean { return one.kind === 'function' && other.kind === 'function' && one.id === other.id; }

/** A handler that does nothing but throw what it caught makes no difference. */
function isOnlyRethrowing({ handlers }: TryStep): boolean {
	return handlers.every(({ block, binding }) => {
		const [only, ...more] = block.steps.filter(({ kind }) => kind !== 'use');
		return more.length === 0 && only?.kind === 'exit' && only.exit === 'throw' && only.value?.kind === 'binding' && only.value.binding === binding;
	});
}

function findingFor(given: CallStep, missed: Missed, owner: FunctionOutline, ordinal: number, context: RuleContext): Finding {
	const { part, isShown } = missed;
	const name = calledName(given) === '' || given.isNew ? 'this promise' : `\`${calledName(given)}()\``;
	return {
		...placed(meta, owner, context, { isTest: isTestCode(owner, context), ...(isShown ? { priority: 'P2' } : { priority: 'P3', severity: 'hint' }) }), span: given.nameSpan,
		fixes: [{ kind: 'await-call', title: `Await ${name} before it is returned`, safety: 'review', caution: part === 'catch' ? 'the `catch` then takes its failure' : 'the `finally` then runs when it is done', file: context.outline.file, promise: given.span, function: owner.id }],
		message: part === 'catch' ? `The \`catch\` around it ${isShown ? 'never sees' : 'would never see'} a failure of ${name}, because ${quotedName(owner)} returns its promise without waiting for it; return \`await\` of it.`
			: `The \`finally\` around it ${isShown ? `runs before ${name} is done` : `would not wait for ${name}`}, because ${quotedName(owner)} returns its promise without waiting for it; return \`await\` of it.`,
		impact: !isShown ? 'so far nothing shows that it matters' : part === 'catch' ? 'the failure goes to the caller as if nobody had minded it' : 'what is cleaned up is still in use',
		fingerprint: fingerprintOf(meta.id, owner.id, calledName(given), ordinal, context.graph),
	};
}
