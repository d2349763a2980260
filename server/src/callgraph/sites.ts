/** The places of a function from which the call graph's edges start, each with what its position says of it. */
import type { AccessStep, Arm, Asked, Block, BranchStep, CallStep, Callee, ClosureStep, ExitStep, FunctionOutline, LoopStep, MemoGuard, Requirement, Step } from '../outline/model.ts';
import { blocksOf, stepsOf } from '../outline/walk.ts';

/** A call, an access that runs code, or a closure called where it is written. */
export interface Site {
	readonly step: CallStep | AccessStep | ClosureStep;
	/** What is called; for a closure, the closure. */
	readonly callee: Callee;
	readonly position: Position;
	/** What surely happens before, the latest first. */
	readonly prior: Prior | undefined;
}

/** Shared by all that stands in one arm. */
export interface Position {
	/** The innermost guard by which what stands here happens once, or once per key. */
	readonly memo?: MemoGuard;
	/** `thread`: an arm that only runs off the main thread; `no-loop`: one that only runs where no event loop does. */
	readonly surroundings?: 'thread' | 'no-loop';
	/** In a loop without an end that awaits: it goes on while the program serves. */
	readonly isInEndlessLoop: boolean;
	/** Under how many conditions it happens, one within the other; that something failed is one. */
	readonly conditions: number;
	/** It only happens where something failed, or where what must not be is. */
	readonly isUnusual?: true;
	/** What surely holds of parameters and platform where it happens, as far as the text tells. */
	readonly requires: readonly Requirement[];
	/** What is asked before it happens, the outermost first, as far as it is told as it is written. */
	readonly asked?: readonly AskedBefore[];
}

/** One of the conditions under which something happens. */
export interface AskedBefore extends Asked {
	/** It happens where that does not hold. */
	readonly isDenied?: true;
	/** What it says of parameters and platform. */
	readonly requires: readonly Requirement[];
}

const marks = new WeakMap<readonly AskedBefore[], string>();

/** A short text that is another one, almost surely, where other things are asked: what is said of a way names them. Empty where nothing is. */
export function markOf({ asked }: Pick<Position, 'asked'>): string {
	if (asked === undefined) { return ''; }
	let mark = marks.get(asked);
	if (mark === undefined) {
		let hash = 5381;
		for (const { text, isDenied } of asked) { for (let at = 0; at < text.length; at++) { hash = (hash * 33 + text.charCodeAt(at) + (isDenied ? 1 : 0)) % 0xFFFFFF; } }
		marks.set(asked, mark = `?${hash.toString(36)}`);
	}
	return mark;
}

/** Where a function returns. */
export interface ReturnSite {
	readonly step: ExitStep;
	readonly requires: readonly Requirement[];
}

/** One thing that surely happened before: a call, or (without a site) an await. */
export interface Prior {
	readonly site?: Site;
	readonly previous: Prior | undefined;
	readonly hasAwait: boolean;
}

/** True if the function surely has awaited something before it comes here, so that its caller already goes on. */
export function isAfterAwait({ prior }: Site): boolean {
	return prior?.hasAwait ?? false;
}

/** The sites of a function in their order, without those of the functions written in it and of arms that never run; and where it returns, and what it does last. */
export function sitesOf(outline: FunctionOutline): { readonly sites: readonly Site[]; readonly returns: readonly ReturnSite[]; readonly last: ReadonlySet<Step> } {
	const found: Found = { sites: [], returns: [], last: nothingLast, isRust: outline.id.includes('.rs#') };
	walk(outline.body, { memo: undefined, surroundings: undefined, isInEndlessLoop: false, conditions: 0, requires: outline.requires ?? nothing }, undefined, found);
	return found;
}

interface Found {
	readonly sites: Site[];
	readonly returns: ReturnSite[];
	/** Steps right behind which the process ends. */
	last: Set<Step>;
	readonly isRust: boolean;
}

const nothing: readonly never[] = [];
const nothingLast: Set<Step> = new Set();

/** What ends the process and does not come back. */
const endings: ReadonlySet<string> = new Set(['node:process#exit', 'node:process#default.exit', 'global#process.exit', 'global#Deno.exit', 'deno#exit', 'sys#exit', 'os#_exit', 'std::process::exit']);

/** Of a block in which the process surely ends, the steps that come right before, in one line with that. */
function lastSteps({ steps }: Block): readonly Step[] {
	const end = steps.findIndex((step) => step.kind === 'call' && step.callee.kind === 'external' && endings.has(step.callee.symbol));
	if (end < 0) { return nothing; }
	const before = steps.slice(0, end);
	return before.slice(before.findLastIndex(({ kind }) => kind === 'branch' || kind === 'loop' || kind === 'try' || kind === 'select' || kind === 'exit') + 1);
}

/** Walks a block; answers with what surely has happened at its end. */
function walk(block: Block, around: Position, before: Prior | undefined, found: Found): Prior | undefined {
	let prior = before, here = around;
	const last = lastSteps(block);
	if (last.length > 0) { found.last = new Set([...found.last, ...last]); }
	for (const step of block.steps) {
		prior = walkStep(step, here, prior, found);
		if (step.kind === 'branch') {
			const requires = requiredAfter(step);
			here = requiring(endsHere(step) || found.isRust && endsInArm(step) ? conditional(here, undefined, here.memo, here.surroundings, asking(step, !leavesElse(step), requires)) : here, requires);
		}
		if (found.isRust && step.kind === 'guarded' && step.body.steps.some((inner) => inner.kind === 'branch' && endsHere(inner))) { here = conditional(here); }
	}
	return prior;
}

/** True if what comes behind an `if` only happens where one of its ways is not taken, which returns: nothing went wrong there. */
function endsHere({ branch, arms, memo }: BranchStep): boolean {
	return branch === 'if' && memo === undefined && arms.some(({ block: { steps } }) => {
		const last = steps.at(-1);
		return last?.kind === 'exit' && (last.exit === 'return' || last.exit === 'continue');
	});
}

/** The same for `match`: where one of its ways returns though nothing failed (`None => return`). */
function endsInArm({ branch, arms, memo }: BranchStep): boolean {
	return branch === 'switch' && memo === undefined && arms.some(({ block: { steps }, isUnusual }) => {
		const last = steps.at(-1);
		return isUnusual !== true && last?.kind === 'exit' && (last.exit === 'return' || last.exit === 'continue');
	});
}

/** What holds behind an `if`, where only one of its ways leads on (`if (mode !== 'x') { return; }`). */
function requiredAfter(step: BranchStep): readonly Requirement[] | undefined {
	if (step.branch !== 'if' || (step.otherwise ?? step.arms[0]?.requires ?? step.arms[1]?.requires) === undefined) { return undefined; }
	const ways: (Pick<Arm, 'requires'>)[] = step.arms.filter((arm) => !leaves(arm.block));
	if (!step.arms.some((arm) => arm.label === 'else')) { ways.push({ ...(step.otherwise && { requires: step.otherwise }) }); }
	return ways.length === 1 ? ways[0]?.requires : undefined;
}

/** True if nothing comes to the end of a block. */
function leaves({ steps }: Block): boolean {
	const last = steps.at(-1);
	if (last?.kind === 'exit') { return last.exit !== 'yield' && last.exit !== 'propagate'; }
	return last?.kind === 'branch' && last.branch === 'if' && last.arms.some((arm) => arm.label === 'else') && last.arms.every((arm) => leaves(arm.block));
}

function requiring(around: Position, requires: readonly Requirement[] | undefined): Position {
	return requires === undefined || requires.length === 0 ? around : { ...around, requires: [...around.requires, ...requires] };
}

function conditional({ memo, surroundings, isInEndlessLoop, conditions, isUnusual, requires, asked }: Position, arm?: Pick<Arm, 'requires' | 'isUnusual'>, ownMemo = memo, ownPosition = surroundings, asks?: AskedBefore): Position {
	const told = asks === undefined ? asked : [...asked ?? nothing, asks];
	return { memo: ownMemo, surroundings: ownPosition, isInEndlessLoop, conditions: conditions + 1, ...((isUnusual ?? arm?.isUnusual) && { isUnusual: true }), requires: arm?.requires ? [...requires, ...arm.requires] : requires, ...(told && { asked: told }) };
}

function asking({ asks }: BranchStep, isDenied: boolean, requires: readonly Requirement[] = nothing): AskedBefore | undefined {
	return asks && { ...asks, requires, ...(isDenied && { isDenied }) };
}

/** `if ready: prepare() else: return` */
function leavesElse({ arms }: BranchStep): boolean {
	return arms.some((arm) => arm.label === 'else' && leaves(arm.block)) && !arms.some((arm) => arm.label !== 'else' && leaves(arm.block));
}

function walkStep(step: Step, around: Position, prior: Prior | undefined, found: Found): Prior | undefined {
	switch (step.kind) {
		case 'call':
		case 'access':
			return reach(step, step.callee, around, prior, found);
		case 'closure':
			return step.use === 'called' ? reach(step, { kind: 'function', id: step.function }, around, prior, found) : prior;
		case 'await':
			return awaited(prior);
		case 'exit':
			if (step.exit === 'return') { found.returns.push({ step, requires: around.requires }); }
			return prior;
		case 'loop':
			return walkLoop(step, around, prior, found);
		case 'branch':
			return walkBranch(step, around, prior, found);
		case 'try': {
			const body = walk(step.body, around, prior, found);
			for (const handler of step.handlers) { walk(handler.block, conditional(around), prior, found); }
			const after = step.orElse ? walk(step.orElse, around, body, found) : body;
			return step.finally ? walk(step.finally, around, after, found) : after;
		}
		case 'guarded': {
			let reached = prior;
			for (const guard of step.guards) { reached = reachMember(guard.enter ?? memberOf(guard.type, '__enter__', step), guard.span, around, reached, found); }
			reached = walk(step.body, around, step.isAsync ? awaited(reached) : reached, found);
			for (const guard of step.guards) {
				// The two halves of one function are one step.
				if (guard.exit?.kind === 'function' && guard.enter?.kind === 'function' && guard.exit.id === guard.enter.id) { continue; }
				reached = reachMember(guard.exit ?? memberOf(guard.type, '__exit__', step), guard.span, around, reached, found);
			}
			return reached;
		}
		case 'select': {
			const after = awaited(prior);
			for (const block of blocksOf(step)) { walk(block, around, after, found); }
			return after;
		}
		default:
			return prior;
	}
}

function walkLoop(step: LoopStep, around: Position, prior: Prior | undefined, found: Found): Prior | undefined {
	const inner = !around.isInEndlessLoop && step.loop === 'infinite' && hasAwait(step.body) ? { ...around, isInEndlessLoop: true } : around;
	// A condition or the first item of an `await` loop comes even where no turn does.
	const first = step.loop === 'await' ? awaited(prior) : prior;
	const start = step.condition ? walk(step.condition, inner, first, found) : first;
	// What a call gives is told of at the call, which stands right there.
	const next = step.loop === 'await' || step.iterated?.kind === 'call' ? undefined : memberOf(step.iteratedType, '__next__');
	const end = walk(step.body, inner, reachMember(next, { start: step.span.start, end: step.body.span.start }, inner, start, found), found);
	if (step.update) { walk(step.update, inner, end, found); }
	return step.loop === 'do' || step.loop === 'infinite' ? end : start;
}

function walkBranch(step: BranchStep, around: Position, prior: Prior | undefined, found: Found): Prior | undefined {
	const after = walk(step.condition, around, prior, found);
	for (const [index, arm] of step.arms.entries()) {
		const surroundings = surroundingsOf(step.test, index);
		if (surroundings === 'never') { continue; }
		const inner = conditional(around, arm, step.memo, surroundings, asking(step, arm.label === 'else', arm.requires));
		walk(arm.block, inner, arm.guard ? walk(arm.guard, inner, after, found) : after, found);
	}
	return after;
}

function reach(step: Site['step'], callee: Callee, around: Position, prior: Prior | undefined, found: Found): Prior {
	const site: Site = { step, callee, position: around, prior };
	found.sites.push(site);
	return { site, previous: prior, hasAwait: prior?.hasAwait ?? false };
}

function awaited(previous: Prior | undefined): Prior {
	return { previous, hasAwait: true };
}

/** What runs when a scope is entered or left, or an item is taken, as an access: nobody wrote a call there. */
function reachMember(callee: Callee | undefined, span: AccessStep['span'], around: Position, prior: Prior | undefined, found: Found): Prior | undefined {
	return callee ? reach({ kind: 'access', span, nameSpan: span, callee }, callee, around, prior, found) : prior;
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
		switch (step.kind) {
			case 'branch':
				eachStep(step.condition, visit);
				for (const arm of step.arms) {
					if (arm.guard) { eachStep(arm.guard, visit); }
					eachStep(arm.block, visit);
				}
				break;
			case 'loop': case 'try': case 'guarded': case 'select': for (const inner of blocksOf(step)) { eachStep(inner, visit); } break;
		}
	}
}
