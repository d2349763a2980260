/** Waits with a deadline for a task that somebody needs afterwards: the deadline cancels it. */
import type { Block, CallStep, FunctionOutline, Handler, LoopStep, Place, Step, TryStep, Value } from '../../outline/model.ts';
import { lastName } from '../../callgraph/paths.ts';
import { contains } from '../../outline/span.ts';
import { stepsOf, type PlacedStep } from '../../outline/walk.ts';
import type { RuleContext } from '../rule.ts';
import { argumentOf } from './arguments.ts';
import { beginsTask, callOf, mentions } from './values.ts';

export interface SharedTimeout {
	readonly wait: CallStep;
	readonly task: string;
	/** `again`: the next turn of a loop waits for it again. `later`: it is awaited, or asked for its result, behind the timeout. */
	readonly need: 'again' | 'later';
}

const futures: ReadonlySet<string> = new Set(['asyncio#Task', 'asyncio#Future']);
const timeouts = /(?:^|[#.])(?:TimeoutError|Exception|BaseException)$/;

export function sharedTimeoutsIn(fn: FunctionOutline, context: RuleContext): SharedTimeout[] {
	const steps = stepsOf(fn.body);
	return steps.flatMap((placed): SharedTimeout[] => {
		const { step, path } = placed;
		if (step.kind !== 'call' || step.callee.kind !== 'external' || context.catalogue.lookup(step.callee.symbol)?.joins?.[0]?.how !== 'deadline') { return []; }
		const task = argumentOf(step, 0, 'fut');
		const limit = argumentOf(step, 1, 'timeout');
		if (task === undefined || limit === undefined || limit.kind === 'constant' && limit.value === null) { return []; }
		const name = sharedName(task, steps, fn, context);
		const around = path.findLast((each): each is TryStep => each.kind === 'try' && contains(each.body.span, step.span));
		const handler = around?.handlers.find(({ catches }) => catches.length === 0 || catches.some((each) => timeouts.test(each)));
		if (name === undefined || around === undefined || handler === undefined || isMadeByProperty(step, steps, context, 0) || isShieldedMember(task, context)) { return []; }
		const need = needBehind(task, handler, around, placed, steps);
		return need === undefined || isCancelled(task, steps, need === 'again') ? [] : [{ wait: step, task: name, need }];
	});
}

/** What a task is called that lives on after the call; undefined for a fresh coroutine, for what is shielded, and for what is no task. */
function sharedName(task: Value, steps: readonly PlacedStep[], fn: FunctionOutline, { catalogue }: RuleContext): string | undefined {
	switch (task.kind) {
		case 'binding': {
			const binds = steps.flatMap(({ step }) => (step.kind === 'bind' && step.binding === task.binding ? [step] : []));
			return binds.length > 0 && binds.every(({ value }) => beginsTask(callOf(value, steps), catalogue)) ? binds[0]?.name : undefined;
		}
		case 'parameter': {
			const parameter = task.function === fn.id && task.path === undefined ? fn.parameters[task.index] : undefined;
			return parameter?.type?.some((each) => futures.has(each)) === true ? parameter.name : undefined;
		}
		case 'place': return isOwn(task.place) && task.place.type !== undefined && futures.has(task.place.type) ? `self.${task.place.path[0] ?? ''}` : undefined;
		default: return undefined;
	}
}

/** `self.disconnected` is a property that puts a shield around what it gives, itself or by another property. */
function isMadeByProperty({ span }: Pick<Step, 'span'>, steps: readonly PlacedStep[], context: RuleContext, depth: number): boolean {
	const inside = steps.flatMap(({ step }) => (contains(span, step.span) ? [step] : []));
	return inside.some((step) => (step.kind === 'call' && step.callee.kind === 'external' && context.catalogue.lookup(step.callee.symbol)?.joins?.[0]?.how === 'shield')
		|| step.kind === 'access' && depth < 3 && context.graph.resolveCallee(step.callee).some((id) => { const getter = context.graph.functionOf(id); return getter?.kind === 'getter' && isMadeByProperty(getter, stepsOf(getter.body), context, depth + 1); }));
}

/** The same of a mixin's member, whose property another class of the workspace has. */
function isShieldedMember(task: Value, context: RuleContext): boolean {
	const name = task.kind === 'place' ? task.place.path[0] : undefined;
	if (name === undefined) { return false; }
	for (const each of context.graph.functions()) { if (each.kind === 'getter' && lastName(each.id) === name && isMadeByProperty(each, stepsOf(each.body), context, 1)) { return true; } }
	return false;
}

function isOwn({ root, path }: Place): boolean {
	return root === 'this' && path.length === 1 && path[0] !== '[]';
}

function isIt(value: Value | undefined, task: Value): boolean {
	if (value === undefined) { return false; }
	if (task.kind === 'binding') { return mentions(value, task.binding); }
	if (task.kind === 'parameter') { return value.kind === 'parameter' && value.function === task.function && value.index === task.index; }
	return task.kind === 'place' && value.kind === 'place' && isOwn(value.place) && value.place.path[0] === task.place.path[0];
}

/** The function ends the task itself: it is meant to be over. A heartbeat that does so under a condition (a deadline) goes on without it. */
function isCancelled(task: Value, steps: readonly PlacedStep[], isAgain: boolean): boolean {
	return steps.some(({ step, path }) => step.kind === 'call' && isIt(step.receiver, task) && step.callee.kind === 'external' && step.callee.symbol.endsWith('.cancel')
		&& !(isAgain && path.some(({ kind }) => kind === 'branch'))
		// Whoever is cancelled himself takes it along.
		&& !path.some((each) => each.kind === 'try' && each.handlers.some(({ catches, block }) => contains(block.span, step.span) && catches.length > 0 && catches.every((caught) => caught.endsWith('CancelledError')))));
}

function needBehind(task: Value, handler: Handler, around: TryStep, { step: wait, path }: PlacedStep, steps: readonly PlacedStep[]): SharedTimeout['need'] | undefined {
	if (leaves(handler.block)) { return isNeeded(handler.block.span.start, handler.block.span.end, task, wait, steps) ? 'later' : undefined; }
	const loop = path.slice(0, path.indexOf(around)).findLast((each): each is LoopStep => each.kind === 'loop');
	if (loop !== undefined) {
		const isMadeAnew = steps.some(({ step }) => contains(loop.span, step.span) && (step.kind === 'bind' && task.kind === 'binding' && step.binding === task.binding || step.kind === 'place' && step.operation === 'assign' && isIt({ kind: 'place', place: step.place }, task)));
		return isMadeAnew || loop.loop === 'each' && isIt(loop.iterated, task) ? undefined : 'again';
	}
	return isNeeded(handler.block.span.start, Number.MAX_SAFE_INTEGER, task, wait, steps) ? 'later' : undefined;
}

function isNeeded(from: number, to: number, task: Value, wait: Step, steps: readonly PlacedStep[]): boolean {
	return steps.some(({ step, path }) => {
		if (step.span.start < from || step.span.end > to) { return false; }
		if (step.kind === 'await') { return isIt(step.value, task); }
		if (step.kind !== 'call' || step === wait) { return false; }
		// What asks first whether it was cancelled, knows.
		return isIt(step.receiver, task) && step.callee.kind === 'external' && /\.(?:result|add_done_callback)$/.test(step.callee.symbol) && !path.some((each) => each.kind === 'branch');
	});
}

function leaves({ steps }: Block): boolean {
	const last = steps.at(-1);
	return last?.kind === 'exit' && last.exit !== 'yield' && last.exit !== 'continue';
}
