import type { AwaitStep, CallStep, FunctionOutline, GuardedStep, Step } from '../outline/model.ts';
import { contains, type Span } from '../outline/span.ts';
import { stepsOf } from '../outline/walk.ts';
import type { Finding, FixIntent } from './finding.ts';
import { fingerprintOf } from './fingerprint.ts';
import { awaitedCall, isForATurn, nameOfValue, subjectOf, surelyGivesNothing } from './needless/awaited.ts';
import { isTestCode, placed } from './report/placed.ts';
import type { Rule, RuleContext, RuleMeta } from './rule.ts';
import { calledName, callsOf, type CallsOf } from './tasks/chains.ts';

const meta: RuleMeta = {
	id: 'needless-await',
	category: 'tasks',
	severity: 'hint',
	languages: ['typescript'],
	guide: 'needless-await',
	status: 'preview',
	description: 'An `await` of what is surely no promise: a plain value, a function that is not called, a list of promises, a loop or resource with nothing async.',
};

/** `await total`, `await this.load;`, `await ids.map(load)`, `for await (const name of names)` */
export const needlessAwait: Rule = {
	meta,
	check: (context) => context.outline.functions.flatMap((owner): Finding[] => {
		const steps = stepsOf(owner.body);
		if (!steps.some(({ step }) => isSuspect(step))) { return []; }
		const calls = callsOf(owner);
		return steps.flatMap(({ step }) => flawsIn(step, steps.map((each) => each.step), calls, context)).map((flaw, ordinal) => findingFor(flaw, ordinal, owner, context));
	}),
};

interface Flaw {
	readonly span: Span;
	readonly message: string;
	readonly impact: string;
	/** The mistake is one of meaning, not of style. */
	readonly isMistake?: true;
	readonly fix?: { readonly title: string; readonly caution: string; readonly await: Span; readonly how: 'drop' | 'call' | 'all' };
}

function isSuspect(step: Step): boolean {
	switch (step.kind) {
		case 'await': return step.awaited !== undefined;
		case 'loop': return step.needlessAwait?.items === 'plain';
		case 'guarded': return step.guards.some((guard) => guard.isNeedlesslyAwaited);
		case 'call': return step.plainItems !== undefined;
		default: return false;
	}
}

const needless = 'whoever reads an `await` takes it that others may run meanwhile, and that something is waited for';
const dropCaution = 'what follows then no longer comes a turn later';

function flawsIn(step: Step, all: readonly Step[], calls: CallsOf, context: RuleContext): readonly Flaw[] {
	switch (step.kind) {
		case 'await': return flawOf(step, all, calls, context);
		case 'loop': return step.needlessAwait?.items !== 'plain' ? [] : [{
			span: step.needlessAwait.span, message: 'This loop waits for nothing: what it goes through is no async iterable and holds no promises; write `for` without `await`.', impact: needless,
			fix: { title: 'Take the `await` from the loop', caution: dropCaution, await: step.needlessAwait.span, how: 'drop' },
		}];
		case 'guarded': return flawsOfUsing(step);
		case 'call': return flawsOfItems(step);
		default: return [];
	}
}

/** One for each call, where its first item is that is no promise. */
function flawsOfItems(call: CallStep): readonly Flaw[] {
	const [first, ...others] = (call.plainItems ?? []).filter(({ how }) => how === 'surely');
	if (first === undefined) { return []; }
	if (first.isAwaited === true) {
		return [{
			span: { start: first.span.start, end: first.span.start + 'await'.length }, message: `This is waited for before \`Promise.${calledName(call)}\` is called, and what comes after it begins only then; take the \`await\` away.`, impact: 'one is done after the other that could be done at once',
			fix: { title: 'Take the `await` away', caution: 'what is in the list then runs at the same time', await: first.span, how: 'drop' },
		}];
	}
	const subject = call.arguments[0]?.span.start === first.span.start ? 'This list holds no promises' : others.length > 0 ? `This and ${others.length} more that are given to \`Promise.${calledName(call)}\` are no promises` : 'This is no promise';
	if (/^(?:race|any)$/.test(calledName(call)) && subject === 'This is no promise') { return [{ span: first.span, message: `This is no promise, so that it always wins: \`Promise.${calledName(call)}\` is over at once; wait for a promise that tells when it is so far.`, impact: 'what was to be waited for is never waited for' }]; }
	return [{ span: first.span, message: `${subject}, so that there is nothing to wait for; keep ${others.length > 0 ? 'them' : 'it'} out of the call.`, impact: needless }];
}

function flawsOfUsing({ guards }: GuardedStep): readonly Flaw[] {
	const isWhole = guards.every((guard) => guard.isNeedlesslyAwaited);
	return guards.filter((guard) => guard.isNeedlesslyAwaited).map(({ span }, index) => ({
		span, message: 'Nothing is waited for when this is disposed of: it has no `Symbol.asyncDispose`; declare it with `using`.', impact: needless,
		...(isWhole && index === 0 && { fix: { title: 'Declare it with `using`', caution: dropCaution, await: span, how: 'drop' as const } }),
	}));
}

function flawOf(step: AwaitStep, all: readonly Step[], calls: CallsOf, { graph, catalogue }: RuleContext): readonly Flaw[] {
	const call = awaitedCall(step, calls);
	const span = { start: step.span.start, end: step.span.start + 'await'.length };
	// What blocks is to be replaced by what can be awaited, and other rules say so.
	if (call?.callee.kind === 'external' && catalogue.lookup(call.callee.symbol)?.blocks !== undefined) { return []; }
	switch (step.awaited) {
		case 'function': {
			const name = nameOfValue(step.value);
			const written = name === '' ? 'This function' : `\`${name}\``;
			return [{
				span: step.span, isMistake: true, message: `${written} is not called here: the \`await\` is of the function itself, so that nothing of it runs; call it.`, impact: 'what it does is not done, and nothing says so',
				fix: { title: name === '' ? 'Call it' : `Call \`${name}\``, caution: 'it then runs, and is waited for', await: step.span, how: 'call' },
			}];
		}
		case 'list': return all.some((each) => each.kind === 'discard' && each.valueType === 'array' && contains(each.span, step.span)) ? [] : [{
			span, isMistake: true, message: 'None of the promises in this list is waited for: `await` waits for one promise, and takes a list as it is; give it to `Promise.all`.', impact: 'the promises are still under way, and their failures are nobody\'s',
			fix: { title: 'Wait for all of them with `Promise.all`', caution: 'the result is then a list of values', await: step.span, how: 'all' },
		}];
		case 'value': return isForATurn(step) ? [] : [plainFlaw(step, span, call, 'no promise')];
		case 'nothing': return call !== undefined && surelyGivesNothing(call, graph) ? [plainFlaw(step, span, call, 'nothing')] : [];
		default: return [];
	}
}

function plainFlaw(step: AwaitStep, span: Span, call: CallStep | undefined, what: string): Flaw {
	const subject = subjectOf(call);
	return {
		span, message: `There is nothing to wait for here: ${subject === 'this' ? `this is ${what}` : `${subject} gives ${what}`}; take the \`await\` away.`, impact: needless,
		fix: { title: 'Take the `await` away', caution: dropCaution, await: step.span, how: 'drop' },
	};
}

function findingFor({ span, message, impact, isMistake, fix }: Flaw, ordinal: number, owner: FunctionOutline, context: RuleContext): Finding {
	const fixes: FixIntent[] = fix === undefined ? [] : [{ kind: 'mend-await', safety: 'review', file: context.outline.file, ...fix }];
	return {
		...placed(meta, owner, context, { isTest: isTestCode(owner, context), ...(isMistake === true ? { priority: 'P2', severity: 'warning' } : { priority: 'P3' }) }),
		span, message, impact, fixes, fingerprint: fingerprintOf(meta.id, owner.id, 'await', ordinal, context.graph),
	};
}
