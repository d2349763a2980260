/** The places of a function from which the call graph's edges start, each with what its position says of it. */
import type { AccessStep, Block, CallStep, Callee, ClosureStep, FunctionOutline, MemoGuard, Step } from '../outline/model.ts';
import { blocksOf, stepsOf } from '../outline/walk.ts';

/** A call, an access that runs code, or a closure called where it is written. */
export interface Site {
	readonly step: CallStep | AccessStep | ClosureStep;
	/** What is called; for a closure, the closure. */
	readonly callee: Callee;
	readonly position: Position;
}

export interface Position {
	/** The innermost guard by which what stands here happens once, or once per key. */
	readonly memo?: MemoGuard;
	/** `thread`: an arm that only runs off the main thread; `no-loop`: one that only runs where no event loop does. */
	readonly surroundings?: 'thread' | 'no-loop';
	/** In a loop without an end that awaits: it goes on while the program serves. */
	readonly isInEndlessLoop: boolean;
	/** What surely happens before, the latest first. */
	readonly prior: Prior | undefined;
}

/** One thing that surely happened before: a call, or (without a site) an await. */
export interface Prior {
	readonly site?: Site;
	readonly previous: Prior | undefined;
	readonly hasAwait: boolean;
}

/** True if the function surely has awaited something before it comes here, so that its caller already goes on. */
export function isAfterAwait(position: Position): boolean {
	return position.prior?.hasAwait ?? false;
}

/** The sites of a function in their order, without those of the functions written in it and of arms that never run. */
export function sitesOf(outline: FunctionOutline): readonly Site[] {
	const sites: Site[] = [];
	walk(outline.body, { isInEndlessLoop: false, prior: undefined }, sites);
	return sites;
}

/** Walks a block; answers with what surely has happened at its end. */
function walk(block: Block, position: Position, sites: Site[]): Prior | undefined {
	let prior = position.prior;
	for (const step of block.steps) { prior = walkStep(step, { ...position, prior }, sites); }
	return prior;
}

function walkStep(step: Step, position: Position, sites: Site[]): Prior | undefined {
	switch (step.kind) {
		case 'call':
		case 'access':
			return reach({ step, callee: step.callee, position }, sites);
		case 'closure':
			return step.use === 'called' ? reach({ step, callee: { kind: 'function', id: step.function }, position }, sites) : position.prior;
		case 'await':
			return awaited(position.prior);
		case 'loop': {
			const isEndless = position.isInEndlessLoop || step.loop === 'infinite' && hasAwait(step.body);
			let inner: Position = { ...position, isInEndlessLoop: isEndless, prior: step.loop === 'await' ? awaited(position.prior) : position.prior };
			if (step.condition) { inner = { ...inner, prior: walk(step.condition, inner, sites) }; }
			const end = walk(step.body, inner, sites);
			if (step.update) { walk(step.update, { ...inner, prior: end }, sites); }
			// A condition or the first item of an `await` loop comes even where no turn does.
			return step.loop === 'do' || step.loop === 'infinite' ? end : inner.prior;
		}
		case 'branch': {
			const after = walk(step.condition, position, sites);
			step.arms.forEach((arm, index) => {
				const surroundings = surroundingsOf(step.test, index);
				if (surroundings === 'never') { return; }
				const inner: Position = {
					...position, prior: after,
					...(step.memo ? { memo: step.memo } : {}),
					...(surroundings ? { surroundings } : {}),
				};
				walk(arm.block, { ...inner, prior: arm.guard ? walk(arm.guard, inner, sites) : after }, sites);
			});
			return after;
		}
		case 'try': {
			const body = walk(step.body, position, sites);
			for (const handler of step.handlers) { walk(handler.block, position, sites); }
			const after = step.orElse ? walk(step.orElse, { ...position, prior: body }, sites) : body;
			return step.finally ? walk(step.finally, { ...position, prior: after }, sites) : after;
		}
		case 'guarded': {
			let prior = position.prior;
			for (const guard of step.guards) { if (guard.enter) { prior = reach(guardSite(guard.enter, guard.span, { ...position, prior }), sites); } }
			if (step.isAsync) { prior = awaited(prior); }
			prior = walk(step.body, { ...position, prior }, sites);
			for (const guard of step.guards) { if (guard.exit) { prior = reach(guardSite(guard.exit, guard.span, { ...position, prior }), sites); } }
			return prior;
		}
		case 'select': {
			const prior = awaited(position.prior);
			for (const block of blocksOf(step)) { walk(block, { ...position, prior }, sites); }
			return prior;
		}
		default:
			return position.prior;
	}
}

function reach(site: Site, sites: Site[]): Prior {
	sites.push(site);
	return { site, previous: site.position.prior, hasAwait: site.position.prior?.hasAwait ?? false };
}

function awaited(previous: Prior | undefined): Prior {
	return { previous, hasAwait: true };
}

/** What runs when a scope is entered or left, as an access: nobody wrote a call there. */
function guardSite(callee: Callee, span: AccessStep['span'], position: Position): Site {
	return { step: { kind: 'access', span, nameSpan: span, callee }, callee, position };
}

function surroundingsOf(test: Extract<Step, { kind: 'branch' }>['test'], arm: number): Position['surroundings'] | 'never' {
	if (!test) { return undefined; }
	const holds = test.arm === arm;
	switch (test.fact) {
		case 'main-thread': return holds ? undefined : 'thread';
		case 'no-running-loop': return holds ? 'no-loop' : undefined;
		case 'type-checking': return holds ? 'never' : undefined;
		default: return undefined;
	}
}

function hasAwait(block: Block): boolean {
	for (const { step } of stepsOf(block)) {
		if (step.kind === 'await' || step.kind === 'select' || step.kind === 'loop' && step.loop === 'await' || step.kind === 'guarded' && step.isAsync) { return true; }
	}
	return false;
}
