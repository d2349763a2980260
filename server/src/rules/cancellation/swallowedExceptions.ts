/**
 * Cancellation that arrives as an exception (Python): handlers that take it and go on. Conservative: told is only where something comes of it. Where the
 * coroutine of a task ends with its handler, the task is as good as cancelled, and where a task is awaited that may have been cancelled itself, the error may be that task's.
 */
import type { CallGraph } from '../../callgraph/graph.ts';
import type { Catalogue } from '../../catalogue/catalogue.ts';
import type { Block, CallStep, FunctionOutline, GuardedStep, Handler, LoopStep, Step, TryStep, Value } from '../../outline/model.ts';
import { isSameSpan, type Span } from '../../outline/span.ts';
import { contains } from '../../outline/span.ts';
import { stepsOf } from '../../outline/walk.ts';
import type { RuleContext } from '../rule.ts';
import { callsOf, type CallsOf } from '../tasks/chains.ts';
import { callsThrower } from '../tasks/evidence.ts';
import { sequelOf } from './flow.ts';
import { isAwaitedBare, isCancelledForItsResult } from './owners.ts';
import { calledName, endsThings } from './surroundings.ts';

export interface Swallow {
	readonly span: Span;
	/** How it is written: `except CancelledError`. */
	readonly handler: string;
	/** What is waited for and may be cancelled, for people; absent for a loop or scope. */
	readonly awaited?: string;
	/** `loop`: the next turn begins. `result`: a value is given in place of the one that was cancelled. `later`: more is waited for. `caller`: whoever waits for it goes on, `next` where that is known.
	 * `turn`: one of a few turns that were counted out is over. `lost`: it comes while a `finally` runs, after which a result or another failure goes on its way. */
	readonly outcome: 'loop' | 'turn' | 'result' | 'later' | 'caller' | 'lost';
	/** What is gone on with, where that has a name. */
	readonly next?: string;
	/** The handler names the cancellation alone, and leaves with what there is so far: somebody thought of it. */
	readonly isChosen?: boolean;
	/** The handler takes more than cancellations. */
	readonly isBroad: boolean;
	/** The result was ready before: what was cancelled was a last step that may be left out. */
	readonly isLeftOut?: true;
	/** Each turn of its loop asks whoever sits at the terminal, and the handler names the cancellation alone: an interrupt is to end the turn. */
	readonly isOfPrompt?: true;
}

/** The handlers of an async function that swallow a cancellation of its own. */
export function swallowsIn(outline: FunctionOutline, context: RuleContext): Swallow[] {
	if (!outline.isAsync || isEnding(outline)) { return []; }
	const reading = new Reading(outline, context);
	return stepsOf(outline.body).flatMap(({ step, path }): Swallow[] => {
		const taken = step.kind === 'try' ? reading.takenBy(step) : step.kind === 'guarded' ? reading.suppressedBy(step) : undefined;
		const awaited = taken === undefined ? undefined : reading.cancellableIn(taken.body);
		if (taken === undefined || awaited === undefined || reading.hasCancelled(taken.body) || !taken.isBroad && reading.waitsForTheEnd(taken.body)) { return []; }
		const outcome = reading.outcomeOf(step, path, taken);
		if (outcome !== undefined && outcome.outcome !== 'loop' && !taken.isBroad && isAwaitedBare(outline, context.graph)) { return []; }
		if (outcome?.outcome === 'result' && !taken.isBroad && isCancelledForItsResult(outline.id, context.graph)) { return []; }
		if (outcome !== undefined && path.some((around) => around.kind === 'try' && around.finally !== undefined && contains(around.finally.span, step.span))) { return [{ span: taken.span, handler: taken.label, isBroad: taken.isBroad, ...awaited, outcome: 'lost' }]; }
		return outcome === undefined ? [] : [{ span: taken.span, handler: taken.label, isBroad: taken.isBroad, ...awaited, ...outcome, ...((outcome.outcome === 'result' && isChosen(taken) || outcome.outcome !== 'loop' && isAnswered(taken)) && { isChosen: true }) }];
	});
}

/** It makes something of the interrupt: `except CancelledError: answer = await self.interrupted()`. */
function isAnswered({ isBroad, block }: Taken): boolean {
	return !isBroad && block !== undefined && block.steps.some((step) => (step.kind === 'bind' || step.kind === 'place' && step.operation === 'assign') && step.value?.kind === 'call');
}

/** Nothing but a log and a way out that leaves what was gathered: `except CancelledError: break`. */
function isChosen({ isBroad, block }: Taken): boolean {
	const last = block?.steps.at(-1);
	const isLeft = last?.kind === 'exit' && (last.exit === 'break' || last.exit === 'return' && last.value !== undefined && last.value.kind !== 'constant');
	const isMadeThere = last?.kind === 'exit' && (last.value?.kind === 'object' || last.value?.kind === 'list' && last.value.items.length > 0);
	return !isBroad && isLeft && block !== undefined && (isMadeThere || stepsOf(block).every(({ step }) => step.kind !== 'call' || telling.test(calledName(step)) || step.result.kind === 'returned' && !step.isNew && step.callee.kind === 'function'));
}

function isEnding({ name }: FunctionOutline): boolean {
	return name.split('.').some((part) => endsThings(part));
}

/** Where a cancellation is taken, and what is done then; `block` is absent where nothing is (`suppress`). */
interface Taken {
	readonly span: Span;
	readonly label: string;
	readonly body: Block;
	readonly block?: Block;
	/** It takes everything: most likely nobody thought of cancellation. */
	readonly isBroad: boolean;
}

class Reading {
	private readonly outline: FunctionOutline;
	private readonly graph: CallGraph;
	private readonly catalogue: Catalogue;
	private readonly calls: CallsOf;
	constructor(outline: FunctionOutline, { graph, catalogue }: RuleContext) {
		this.outline = outline;
		this.graph = graph;
		this.catalogue = catalogue;
		this.calls = callsOf(outline);
	}

	/** The first handler that a cancellation comes to, if it keeps it. */
	takenBy(step: TryStep): Taken | undefined {
		const handler = step.handlers.find(({ catches }) => catches.length === 0 || catches.some((each) => this.isCancellation(each)));
		if (handler?.span === undefined || !this.keeps(handler)) { return undefined; }
		const named = handler.catches.find((each) => this.isCancellation(each));
		const label = named === undefined ? 'a bare `except`' : `\`except ${lastOf(named)}${named.endsWith('class') ? '()' : ''}\``;
		return { span: { start: handler.span.start, end: handler.span.start + 'except'.length }, label, body: step.body, block: handler.block, isBroad: named === undefined || this.catalogue.lookup(named)?.cancellation === 'includes' };
	}

	suppressedBy({ guards, body }: GuardedStep): Taken | undefined {
		for (const { value, span } of guards) {
			const call = value.kind === 'call' ? this.calls(value.call) : undefined;
			if (call?.callee.kind !== 'external' || call.callee.symbol !== 'contextlib#suppress') { continue; }
			const symbol = call.arguments.flatMap((each) => (each.value.kind === 'external' && this.isCancellation(each.value.symbol) ? [each.value.symbol] : []))[0];
			if (symbol !== undefined) { return { span, label: `\`suppress(${lastOf(symbol)})\``, body, isBroad: this.catalogue.lookup(symbol)?.cancellation === 'includes' }; }
		}
		return undefined;
	}

	private isCancellation(symbol: string): boolean {
		return this.catalogue.lookup(symbol)?.cancellation !== undefined;
	}

	/** It never throws, and neither passes the error on nor asks what it was. */
	private keeps({ block, binding }: Handler): boolean {
		return !stepsOf(block).some(({ step }) => {
			if (step.kind === 'exit') { return step.exit === 'throw' || step.exit === 'yield' || isBinding(step.value, binding); }
			if (step.kind === 'bind' || step.kind === 'place') { return isBinding(step.value, binding); }
			if (step.kind !== 'call') { return false; }
			const name = calledName(step);
			const isGivenError = step.arguments.some(({ value }) => isBinding(value, binding) || value.kind === 'list' && value.items.some((item) => isBinding(item, binding)));
			return ends.test(name) || callsThrower(step, this.graph) || isGivenError && !telling.test(name);
		});
	}

	/** The first thing waited for in a block that is the function's own: not a task or future that others may cancel, and nothing that only ends things. */
	cancellableIn(body: Block): { readonly awaited?: string } | undefined {
		for (const { step, path } of stepsOf(body)) {
			const isOpen = !path.some((around) => around.kind === 'try' && contains(around.body.span, step.span) && this.takenBy(around) !== undefined
				|| around.kind === 'guarded' && contains(around.body.span, step.span) && this.suppressedBy(around) !== undefined);
			if (!isOpen) { continue; }
			if (step.kind === 'loop' && step.loop === 'await') { return {}; }
			if (step.kind === 'await') {
				const call = step.value.kind === 'call' ? this.calls(step.value.call) : undefined;
				if (call !== undefined && !endsThings(calledName(call)) && !this.waitsForTasks(call)) { return { awaited: `${this.calledAs(call)}()` }; }
			}
		}
		return undefined;
	}

	/** A function that is given goes by its parameter's name. */
	private calledAs(call: CallStep): string {
		const { callee } = call;
		return callee.kind === 'parameter' && (callee.path ?? []).length === 0 ? this.graph.functionOf(callee.function)?.parameters[callee.index]?.name ?? calledName(call) : calledName(call);
	}

	/** `wait_for(task, 1)`, `gather(*tasks)`: what is waited for runs by itself. */
	private waitsForTasks({ callee, arguments: given }: CallStep): boolean {
		const entry = callee.kind === 'external' ? this.catalogue.lookup(callee.symbol) : undefined;
		return entry?.joins !== undefined && given.filter(({ name }) => name === undefined).some(({ value }) => isHeld(value));
	}

	/** Something was cancelled before, in the function or in the block itself: what is waited for is most likely its end. */
	hasCancelled(body: Block): boolean {
		return stepsOf(this.outline.body).some(({ step }) => step.kind === 'call' && step.span.start < body.span.end && /^(?:cancel|cancel_\w+|_cancel\w*)$/.test(calledName(step)) && !contains(step.span, body.span));
	}

	/** `await asyncio.Event().wait()`, `await self._stopped.wait()`, `while True: await sleep(1)`: it sleeps until it is to end, and a cancellation says just that. */
	waitsForTheEnd(body: Block): boolean {
		const placed = stepsOf(body);
		const awaits = placed.filter(({ step }) => step.kind === 'await' || step.kind === 'loop' && step.loop === 'await' || step.kind === 'guarded' && step.isAsync || step.kind === 'select');
		return awaits.length > 0 && awaits.every(({ step, path }) => {
			const call = step.kind === 'await' && step.value.kind === 'call' ? this.calls(step.value.call) : undefined;
			if (call?.callee.kind !== 'external') { return false; }
			const symbol = this.catalogue.canonical(call.callee.symbol);
			if (/^(?:asyncio|anyio|trio)#Event\.wait$/.test(symbol)) { return call.receiver?.kind === 'call' || ofTheEnd.test(this.nameOf(call.receiver)); }
			if (/^asyncio#sleep$/.test(symbol)) { return path.some((around) => around.kind === 'loop' && around.loop === 'infinite' && contains(body.span, around.span)) && placed.every((each) => each.step.kind !== 'call' || each.step === call); }
			return /^(?:asyncio#(?:Future|AbstractEventLoop\.create_future|Server\.serve_forever)|(?:anyio|trio)#sleep_forever)$/.test(symbol);
		});
	}

	private nameOf(value: Value | undefined): string {
		if (value?.kind === 'place') { return value.place.path.at(-1) ?? value.place.name?.split('#')[1] ?? ''; }
		if (value?.kind === 'parameter') { return value.path?.at(-1) ?? this.graph.functionOf(value.function)?.parameters[value.index]?.name ?? ''; }
		if (value?.kind !== 'binding') { return ''; }
		for (const { step } of stepsOf(this.outline.body)) { if (step.kind === 'bind' && step.binding === value.binding) { return step.name; } }
		return '';
	}

	outcomeOf(step: Step, path: readonly Step[], { block, isBroad }: Taken): Outcome | undefined {
		const last = block?.steps.at(-1);
		const exit = last?.kind === 'exit' ? last : undefined;
		if (exit?.exit === 'return' && exit.value !== undefined && !isNothing(exit.value)) { return this.isOnlySpawned() ? undefined : { outcome: 'result' }; }
		const leaves = exit?.exit === 'return' ? 'function' : exit?.exit === 'break' ? 'loop' : undefined;
		const { steps, loop } = sequelOf(step, path, this.outline.body, leaves);
		if (loop !== undefined) { return isLetGo(block, loop) || isAsking(loop) ? undefined : { outcome: this.isCounted(loop) ? 'turn' : 'loop', ...(!isBroad && isPrompt(loop) && { isOfPrompt: true }) }; }
		const ended = isBroad && !this.isOnlySpawned() ? { outcome: 'caller' as const } : undefined;
		if (leaves === 'function') { return this.callerGoesOn() ?? ended; }
		return outcomeAfter(steps, this.calls) ?? (isLastResult(steps) && !this.isOnlySpawned() ? { outcome: 'result', ...(leaves === undefined && this.wasReady(steps, step) && { isLeftOut: true }) } : undefined) ?? this.callerGoesOn() ?? ended;
	}

	/** What is returned was there before the step, which puts nothing in it. */
	private wasReady(steps: readonly Step[], { span }: Step): boolean {
		const last = steps.find(isReturn);
		const names = (value: Value): readonly number[] | undefined => {
			switch (value.kind) {
				case 'binding': return [value.binding];
				case 'list': return value.items.every((each) => names(each) !== undefined) ? value.items.flatMap((each) => names(each) ?? []) : undefined;
				default: return undefined;
			}
		};
		const returned = last?.kind === 'exit' && last.value !== undefined ? names(last.value) : undefined;
		return returned !== undefined && !stepsOf(this.outline.body).some(({ step }) => step.kind === 'bind' && contains(span, step.span) && returned.includes(step.binding));
	}

	/** So few turns that it ends by itself: `for attempt in range(3)`. */
	private isCounted({ iterated }: LoopStep): boolean {
		if (iterated?.kind === 'list') { return true; }
		const call = iterated?.kind === 'call' ? this.calls(iterated.call) : undefined;
		if (call?.callee.kind !== 'external' || call.callee.symbol !== 'builtins#range') { return false; }
		return call.arguments.length > 0 && call.arguments.every(({ value }) => value.kind === 'constant' && typeof value.value === 'number' && value.value <= few);
	}

	/** All who call it begin a task, tests aside: nobody is misled by what it gives. */
	private isOnlySpawned(): boolean {
		const links = this.graph.callersOf(this.outline.id).filter(({ isTest }) => !isTest).flatMap(({ links: each }) => each);
		return links.length > 0 && links.every(({ isSpawned, kind, site: { step } }) => isSpawned === true || kind === 'later' || step.kind === 'call' && step.result.kind === 'argument');
	}

	/** Somebody of the workspace awaits it, and goes on as if it had been done. */
	private callerGoesOn(): Pick<Swallow, 'outcome' | 'next'> | undefined {
		for (const { id, links, isTest } of this.graph.callersOf(this.outline.id)) {
			const caller = this.graph.functionOf(id);
			if (caller === undefined || isTest || isEnding(caller)) { continue; }
			for (const { site: { step } } of links) {
				if (step.kind !== 'call' || step.result.kind !== 'awaited') { continue; }
				const placed = stepsOf(caller.body).find(({ step: each }) => each.kind === 'await' && each.value.kind === 'call' && isSameSpan(each.value.call, step.span));
				if (placed === undefined || placed.path.some((around) => around.kind === 'try' && around.finally !== undefined && contains(around.finally.span, step.span))) { continue; }
				const { steps, loop } = sequelOf(placed.step, placed.path, caller.body, undefined);
				if (loop !== undefined && loop.loop !== 'each' && !isAsking(loop) || outcomeAfter(steps, callsOf(caller)) !== undefined) { return { outcome: 'caller', next: caller.name }; }
			}
		}
		return undefined;
	}
}

type Outcome = Pick<Swallow, 'outcome' | 'next' | 'isLeftOut' | 'isOfPrompt'>;

/** What asks a person for a line, by the names that such functions go by. */
const asksPerson = /^(?:a?input|a?prompt|(?:unsafe_)?ask|(?:prompt|input|ask)_async)$/;

function isPrompt({ body }: LoopStep): boolean {
	return stepsOf(body).some(({ step }) => step.kind === 'call' && asksPerson.test(calledName(step)));
}

/** The turns after which a loop ends by itself soon enough. */
const few = 10;

/** What an event is called that says that all is over. */
const ofTheEnd = /stop|shut|clos|exit|quit|done|finish|terminat|cancel|(?:^|_)end(?:ed)?(?:_|$)/i;

/** What ends the process, asks about the cancellation, or hands it on. */
const ends = /^(?:_?exit|abort|uncancel|cancelling|cancelled|is_cancelled|set_exception|throw|fail|cancel|isinstance|issubclass|reraise|raise_\w+|_raise\w*)$/;
/** Given the error, these only tell of it. */
const telling = /^(?:debug|info|warn|warning|error|exception|critical|log|print|str|repr|type|format|print_exception|format_exc|format_exception|capture_exception|getattr|hasattr)$/;

function isBinding(value: Value | undefined, binding: number | undefined): boolean {
	return binding !== undefined && value !== undefined && (value.kind === 'binding' && value.binding === binding || value.kind === 'either' && value.values.some((each) => isBinding(each, binding))
		|| value.kind === 'object' && value.properties.some((each) => isBinding(each.value, binding)) || value.kind === 'list' && value.items.some((each) => isBinding(each, binding)));
}

/** A name or member: a task or future that was begun elsewhere. */
function isHeld(value: Value): boolean {
	return value.kind === 'binding' || value.kind === 'place' || value.kind === 'parameter' || value.kind === 'list' && value.items.some(isHeld) || value.kind === 'either' && value.values.some(isHeld);
}

function isNothing(value: Value): boolean {
	return value.kind === 'constant' && value.value === null;
}

const isReturn = (step: Step): boolean => step.kind === 'exit' && step.exit === 'return';

/** The handler changes what the loop asks for before each turn. */
function isLetGo(block: Block | undefined, loop: LoopStep): boolean {
	const asked = loop.condition === undefined ? [] : stepsOf(loop.condition).flatMap(({ step }) => (step.kind === 'place' ? [step.place.path.join('.')] : []));
	const bindings = loop.condition === undefined ? [] : stepsOf(loop.condition).flatMap(({ step }) => (step.kind === 'use' ? [step.binding] : []));
	return block !== undefined && stepsOf(block).some(({ step }) => step.kind === 'place' && step.operation === 'assign' && asked.includes(step.place.path.join('.')) || step.kind === 'bind' && bindings.includes(step.binding)
		|| step.kind === 'exit' && (step.exit === 'return' || step.exit === 'break') || step.kind === 'call' && endsThings(calledName(step)));
}

/** Each turn begins with a look at whether to stop: who cancels has most likely said so there too. */
function isAsking({ condition }: LoopStep): boolean {
	return condition !== undefined && stepsOf(condition).some(({ step }) => {
		const name = step.kind === 'place' ? step.place.path.at(-1) : step.kind === 'call' ? (step.receiver?.kind === 'place' ? step.receiver.place.path.at(-1) : calledName(step)) : step.kind === 'access' && step.callee.kind === 'function' ? lastOf(step.callee.id) : undefined;
		return name !== undefined && /cancel|stop|shut|clos|exit|quit|running|alive|active|done/i.test(name);
	});
}

/** More is waited for, apart from what only ends things. */
function outcomeAfter(steps: readonly Step[], calls: CallsOf): Pick<Swallow, 'outcome' | 'next'> | undefined {
	for (const step of steps) {
		for (const { step: each } of stepsOf({ span: step.span, steps: [step] })) {
			const call = each.kind === 'await' && each.value.kind === 'call' ? calls(each.value.call) : undefined;
			if (call !== undefined && !endsThings(calledName(call))) { return { outcome: 'later', next: `${calledName(call)}()` }; }
		}
	}
	return undefined;
}

/** The function ends with a result, as it would have done otherwise. */
function isLastResult(steps: readonly Step[]): boolean {
	const last = steps.find(isReturn);
	return last?.kind === 'exit' && last.value !== undefined && !isNothing(last.value);
}

function lastOf(symbol: string): string {
	return symbol.slice(Math.max(symbol.lastIndexOf('.'), symbol.indexOf('#')) + 1);
}
