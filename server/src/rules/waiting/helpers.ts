/** Functions that ask a predicate again and again (`waitUntil(() => this.ready)`): a library's, or one of the workspace's own. */
import type { CallStep, FunctionId, FunctionOutline, Step } from '../../outline/model.ts';
import { contains, isSameSpan } from '../../outline/span.ts';
import { stepsOf } from '../../outline/walk.ts';
import { perFile } from '../../outline/perFile.ts';
import { lookOfFunction } from './flags.ts';
import { awaitedOf, type Poll } from './poll.ts';
import { sleepOf, type Surroundings } from './sleep.ts';

/** The calls in a function that have a predicate polled which only looks at what this process itself changes. */
export function* polledPredicates(outline: FunctionOutline, cx: Surroundings): Generator<Poll> {
	for (const { step } of stepsOf(outline.body)) {
		if (step.kind !== 'call') { continue; }
		const polled = step.arguments.find(({ value }, index) => value.kind === 'function' && isPolled(step, index, cx))?.value;
		const predicate = polled?.kind === 'function' ? polled.id : undefined;
		if (predicate === undefined) { continue; }
		const [first, ...rest] = awaitedOf([lookOfFunction(predicate, cx, 0)], { outline, span: step.span }, false, cx);
		if (first === undefined) { continue; }
		const awaited = [first, ...rest] as const;
		yield { kind: 'flag', outline, span: step.nameSpan, form: 'helper', sleep: { kind: 'time' }, names: awaited.map(({ flag }) => flag.name), ...(step.callee.kind === 'external' && { pauses: [step.span] }), awaited, isQueue: false };
	}
}

function isPolled({ callee }: CallStep, index: number, cx: Surroundings): boolean {
	if (callee.kind === 'external') { return cx.catalogue.lookup(callee.symbol)?.polls === index; }
	const [target, ...others] = callee.kind === 'function' ? cx.graph.resolveCallee(callee) : [];
	return target !== undefined && others.length === 0 && asksAgain(target, index, cx);
}

/** True if a function asks its parameter in a loop that sleeps, or by a timer. */
function asksAgain(id: FunctionId, index: number, cx: Surroundings): boolean {
	const file = cx.graph.fileOf(id);
	if (file === undefined) { return false; }
	return askedIn(file).get(`${id} ${index}`)?.some(({ outline, asks }) => asksIn(outline, asks, file.file, cx)) === true;
}

interface Questions {
	readonly outline: FunctionOutline;
	readonly asks: Step[];
}

/** By a function's id and the index of its parameter, where that is asked something that decides: in the function, or in one that is written in it. */
const askedIn = perFile(({ functions }): ReadonlyMap<string, readonly Questions[]> => {
	const asked = new Map<string, Questions[]>();
	for (const outline of functions) {
		const steps = stepsOf(outline.body);
		for (const { step, path } of steps) {
			if (step.kind !== 'call' || step.callee.kind !== 'parameter' || !decides(step, path, steps.map((each) => each.step))) { continue; }
			const key = `${step.callee.function} ${step.callee.index}`;
			const known = asked.get(key) ?? [];
			asked.set(key, known);
			const own = known.find((each) => each.outline === outline);
			if (own === undefined) { known.push({ outline, asks: [step] }); } else { own.asks.push(step); }
		}
	}
	return asked;
});

function asksIn(outline: FunctionOutline, asks: readonly Step[], file: string, cx: Surroundings): boolean {
	const steps = stepsOf(outline.body);
	const isInSleepingLoop = steps.some(({ step: loop }) => loop.kind === 'loop' && loop.loop !== 'each' && asks.some((step) => contains(loop.span, step.span))
		&& steps.some(({ step }) => step.kind === 'call' && step.result.kind === 'awaited' && contains(loop.span, step.span) && sleepOf(step, file, cx) !== undefined));
	return isInSleepingLoop || isTimed(outline, cx);
}

/** A question whose answer decides something: it stands in a condition, or is bound to a name. */
function decides(call: Step, path: readonly Step[], steps: readonly Step[]): boolean {
	const isCondition = path.some((around) => (around.kind === 'branch' || around.kind === 'loop') && around.condition !== undefined && contains(around.condition.span, call.span));
	return isCondition || steps.some((step) => step.kind === 'bind' && step.value.kind === 'call' && isSameSpan(step.value.call, call.span));
}

/** True for a function that a timer calls repeatedly, or that sets one for itself. */
function isTimed(outline: FunctionOutline, { graph, catalogue }: Surroundings): boolean {
	return graph.callersOf(outline.id).some(({ id, roots }) => roots.some(({ site: { callee }, target }) => {
		const timer = target === outline.id && callee.kind === 'external' ? catalogue.lookup(callee.symbol)?.timer : undefined;
		return timer?.does === 'repeats' || timer?.does === 'once' && (id === outline.id || id.startsWith(`${outline.id}.`));
	}));
}
