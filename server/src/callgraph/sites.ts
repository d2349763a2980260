/** The places of a function from which the call graph's edges start, each with what its position says of it. */
import type { AccessStep, Block, BranchStep, CallStep, Callee, ClosureStep, FunctionOutline, LoopStep, MemoGuard, Step } from '../outline/model.ts';
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
	walk(outline.body, { isInEndlessLoop: false }, undefined, sites);
	return sites;
}

/** Where a block stands, apart from what happened before. */
type Surroundings = Omit<Position, 'prior'>;

/** Walks a block; answers with what surely has happened at its end. */
function walk(block: Block, around: Surroundings, before: Prior | undefined, sites: Site[]): Prior | undefined {
	let prior = before;
	for (const step of block.steps) { prior = walkStep(step, around, prior, sites); }
	return prior;
}

function walkStep(step: Step, around: Surroundings, prior: Prior | undefined, sites: Site[]): Prior | undefined {
	switch (step.kind) {
		case 'call':
		case 'access':
			return reach(step, step.callee, around, prior, sites);
		case 'closure':
			return step.use === 'called' ? reach(step, { kind: 'function', id: step.function }, around, prior, sites) : prior;
		case 'await':
			return awaited(prior);
		case 'loop':
			return walkLoop(step, around, prior, sites);
		case 'branch':
			return walkBranch(step, around, prior, sites);
		case 'try': {
			const body = walk(step.body, around, prior, sites);
			for (const handler of step.handlers) { walk(handler.block, around, prior, sites); }
			const after = step.orElse ? walk(step.orElse, around, body, sites) : body;
			return step.finally ? walk(step.finally, around, after, sites) : after;
		}
		case 'guarded': {
			let reached = prior;
			for (const guard of step.guards) { reached = reachMember(guard.enter ?? memberOf(guard.type, '__enter__', step), guard.span, around, reached, sites); }
			reached = walk(step.body, around, step.isAsync ? awaited(reached) : reached, sites);
			for (const guard of step.guards) {
				// The two halves of one function are one step.
				if (guard.exit?.kind === 'function' && guard.enter?.kind === 'function' && guard.exit.id === guard.enter.id) { continue; }
				reached = reachMember(guard.exit ?? memberOf(guard.type, '__exit__', step), guard.span, around, reached, sites);
			}
			return reached;
		}
		case 'select': {
			const after = awaited(prior);
			for (const block of blocksOf(step)) { walk(block, around, after, sites); }
			return after;
		}
		default:
			return prior;
	}
}

function walkLoop(step: LoopStep, around: Surroundings, prior: Prior | undefined, sites: Site[]): Prior | undefined {
	const inner = !around.isInEndlessLoop && step.loop === 'infinite' && hasAwait(step.body) ? { ...around, isInEndlessLoop: true } : around;
	// A condition or the first item of an `await` loop comes even where no turn does.
	const first = step.loop === 'await' ? awaited(prior) : prior;
	const start = step.condition ? walk(step.condition, inner, first, sites) : first;
	// What a call gives is told of at the call, which stands right there.
	const next = step.loop === 'await' || step.iterated?.kind === 'call' ? undefined : memberOf(step.iteratedType, '__next__');
	const end = walk(step.body, inner, reachMember(next, { start: step.span.start, end: step.body.span.start }, inner, start, sites), sites);
	if (step.update) { walk(step.update, inner, end, sites); }
	return step.loop === 'do' || step.loop === 'infinite' ? end : start;
}

function walkBranch(step: BranchStep, around: Surroundings, prior: Prior | undefined, sites: Site[]): Prior | undefined {
	const after = walk(step.condition, around, prior, sites);
	for (const [index, arm] of step.arms.entries()) {
		const surroundings = surroundingsOf(step.test, index);
		if (surroundings === 'never') { continue; }
		const inner = step.memo || surroundings ? { ...around, ...(step.memo && { memo: step.memo }), ...(surroundings && { surroundings }) } : around;
		walk(arm.block, inner, arm.guard ? walk(arm.guard, inner, after, sites) : after, sites);
	}
	return after;
}

function reach(step: Site['step'], callee: Callee, around: Surroundings, prior: Prior | undefined, sites: Site[]): Prior {
	const site: Site = { step, callee, position: { ...around, prior } };
	sites.push(site);
	return { site, previous: prior, hasAwait: prior?.hasAwait ?? false };
}

function awaited(previous: Prior | undefined): Prior {
	return { previous, hasAwait: true };
}

/** What runs when a scope is entered or left, or an item is taken, as an access: nobody wrote a call there. */
function reachMember(callee: Callee | undefined, span: AccessStep['span'], around: Surroundings, prior: Prior | undefined, sites: Site[]): Prior | undefined {
	return callee ? reach({ kind: 'access', span, nameSpan: span, callee }, callee, around, prior, sites) : prior;
}

/** A member of a type outside of the workspace, by which the catalogue tells what entering, leaving or going through it does. */
function memberOf(type: string | undefined, name: string, scope?: { readonly isAsync: boolean }): Callee | undefined {
	return type === undefined || scope?.isAsync === true || /^(\/|[a-z]:\/)/i.test(type) ? undefined : { kind: 'external', symbol: `${type}.${name}` };
}

function surroundingsOf(test: BranchStep['test'], arm: number): Position['surroundings'] | 'never' {
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

/** Visits every step of a block and of the blocks within, in the order of the text. Graphs of whole projects are read by it, so that it makes nothing. */
export function eachStep(block: Block, visit: (step: Step) => void): void {
	for (const step of block.steps) {
		visit(step);
		if (nesting.has(step.kind)) { for (const inner of blocksOf(step)) { eachStep(inner, visit); } }
	}
}

const nesting: ReadonlySet<Step['kind']> = new Set(['loop', 'branch', 'try', 'guarded', 'select']);
