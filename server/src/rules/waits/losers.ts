/** Tasks of which the first to finish wins, and the others are forgotten. */
import { argumentOf } from './arguments.ts';
import type { BindStep, CallStep, FunctionOutline, LoopStep, Value } from '../../outline/model.ts';
import { contains, isSameSpan } from '../../outline/span.ts';
import { stepsOf, type PlacedStep } from '../../outline/walk.ts';
import type { RuleContext } from '../rule.ts';
import { beginsTask, callOf, mentions, stepsWithin } from './values.ts';

export interface Losers {
	readonly wait: CallStep;
	/** The task that nobody ends, or the set of those that are left, by its name; absent where it has none. */
	readonly name?: string;
	/** It only sleeps: it ends by itself, holds nothing and cannot fail. */
	readonly isSleep?: true;
}

const firstSymbols: ReadonlySet<string> = new Set(['asyncio#FIRST_COMPLETED', 'asyncio#FIRST_EXCEPTION']);

/** The waits of a function for the first of several tasks that it has begun, and then neither ends nor waits for. */
export function losersIn(fn: FunctionOutline, context: RuleContext): Losers[] {
	const steps = stepsOf(fn.body);
	return steps.flatMap((placed): Losers[] => {
		const { step } = placed;
		if (step.kind !== 'call' || step.callee.kind !== 'external' || step.callee.symbol !== 'asyncio#wait' || !isForFirst(step)) { return []; }
		const forgotten = forgottenBy(step, placed, steps, fn, context);
		return forgotten === undefined ? [] : [{ wait: step, ...(forgotten.name !== '' && { name: forgotten.name }), ...(forgotten.isSleep && { isSleep: true }) }];
	});
}

function isForFirst(step: CallStep): boolean {
	const how = argumentOf(step, 2, 'return_when');
	return how?.kind === 'external' && firstSymbols.has(how.symbol) || how?.kind === 'constant' && (how.value === 'FIRST_COMPLETED' || how.value === 'FIRST_EXCEPTION');
}

function forgottenBy(wait: CallStep, placed: PlacedStep, steps: readonly PlacedStep[], fn: FunctionOutline, context: RuleContext): Forgotten | undefined {
	const results = steps.flatMap(({ step }) => (step.kind === 'bind' && step.value.kind === 'call' && isSameSpan(step.value.call, wait.span) ? [step] : []));
	const [first, second] = results;
	// Alone it may be the whole pair, or what is left.
	if (second === undefined && first !== undefined && !/done|finish|complet|ready/i.test(first.name)) { return undefined; }
	if (steps.some(({ step }) => (step.kind === 'exit' || step.kind === 'place') && step.value?.kind === 'call' && isSameSpan(step.value.call, wait.span))) { return undefined; }
	const all = stepsWithin(fn, context.graph);
	if (second !== undefined && all.some(({ step }) => step.kind === 'use' && step.binding === second.binding || step.kind === 'loop' && mentions(step.iterated, second.binding))) { return undefined; }
	const tasks = argumentOf(wait, 0, 'fs');
	const forgotten = tasks === undefined ? undefined : forgottenOf(tasks, wait, placed, steps, fn, context);
	return forgotten && { name: second?.name ?? forgotten.name, isSleep: forgotten.isSleep };
}

interface Forgotten {
	/** Empty for one without. */
	readonly name: string;
	readonly isSleep: boolean;
}

/** A task that nobody ends; undefined where all are looked after, or may be. */
function forgottenOf(tasks: Value, wait: CallStep, { path }: PlacedStep, steps: readonly PlacedStep[], fn: FunctionOutline, { graph, catalogue }: RuleContext): Forgotten | undefined {
	const loops = path.filter((each): each is LoopStep => each.kind === 'loop');
	const isFromOutside = (bind: BindStep) => loops.some((loop) => !contains(loop.span, bind.span));
	const boundTo = (binding: number) => steps.flatMap(({ step }) => (step.kind === 'bind' && step.binding === binding ? [step] : []));
	const all = stepsWithin(fn, graph);
	const isSleep = (begun: CallStep | undefined): boolean => begun?.arguments.some(({ value }) => { const work = callOf(value, steps); return work?.callee.kind === 'external' && work.callee.symbol === 'asyncio#sleep'; }) === true;
	if (tasks.kind === 'binding') {
		const [bind, another] = boundTo(tasks.binding);
		if (bind === undefined || another !== undefined || bind.value.kind !== 'list' || isFromOutside(bind) || !bind.value.items.every((item) => beginsTask(callOf(item, steps), catalogue))) { return undefined; }
		const isUsed = all.some(({ step, isInner }) => (step.kind === 'use' && step.binding === tasks.binding || step.kind === 'loop' && mentions(step.iterated, tasks.binding)) && (isInner || step.span.start > wait.span.end));
		return isUsed ? undefined : { name: bind.name, isSleep: false };
	}
	if (tasks.kind !== 'list') { return undefined; }
	const left: Forgotten[] = [];
	for (const item of tasks.items) {
		const begun = callOf(item, steps);
		if (beginsTask(begun, catalogue)) { left.push({ name: '', isSleep: isSleep(begun) }); continue; }
		if (item.kind !== 'binding') { continue; }
		const [bind, another] = boundTo(item.binding);
		if (bind === undefined || another !== undefined || isFromOutside(bind) || !beginsTask(callOf(bind.value, steps), catalogue)) { continue; }
		const isLookedAfter = all.some(({ step, isInner }) => {
			switch (step.kind) {
				case 'await': return mentions(step.value, item.binding);
				case 'call': return mentions(step.receiver, item.binding) && step.callee.kind === 'external' && step.callee.symbol.endsWith('.cancel') || step !== wait && step.arguments.some(({ value }) => mentions(value, item.binding));
				case 'place': case 'exit': return mentions(step.value, item.binding);
				case 'bind': return mentions(step.value, item.binding);
				case 'loop': return mentions(step.iterated, item.binding);
				case 'use': return step.binding === item.binding && isInner;
				default: return false;
			}
		});
		if (!isLookedAfter) { left.push({ name: bind.name, isSleep: isSleep(callOf(bind.value, steps)) }); }
	}
	return left.find((each) => !each.isSleep) ?? left[0];
}
