/** Threads of Rust that are known to have ended: who joins them waits for nothing. */
import type { CallGraph, Effect } from '../../callgraph/graph.ts';
import type { Block, FunctionOutline, Step, Value } from '../../outline/model.ts';
import { contains } from '../../outline/span.ts';
import { blocksOf, stepsOf } from '../../outline/walk.ts';
import { placedCall } from '../placedLink.ts';
import { calledName, callsOf } from '../tasks/chains.ts';

/** So many steps back a handle is followed: `if let Some(handle) = self.worker.take()`. */
const deepest = 5;

/** `join()` where `is_finished()` of the same handle was asked on the way: around it, or by what left if it was not. */
export function isOfEndedThread({ symbol, path }: Effect, graph: CallGraph): boolean {
	const last = path.at(-1);
	const fn = last === undefined || !/^std::thread#(?:Scoped)?JoinHandle\.join$/.test(symbol) ? undefined : graph.functionOf(last.function);
	const placed = fn && placedCall(last, graph);
	if (fn === undefined || placed === undefined) { return false; }
	const join = placed.step;
	const handle = namesOf(join.receiver, fn);
	const asks = (condition: Block | undefined): boolean => condition !== undefined && asksWhetherEnded(condition, graph) && namesIn(condition, fn).some((name) => handle.includes(name));
	if (placed.path.some((around) => (around.kind === 'branch' || around.kind === 'loop') && asks(around.condition))) { return true; }
	const blocks = [fn.body, ...placed.path.flatMap((around) => blocksOf(around))].filter(({ span }) => contains(span, join.span));
	return blocks.some(({ steps }) => steps.some((step) => step.span.end <= join.span.start && leavesUnless(step, asks)));
}

/** `if !handle.is_finished() { continue; }`, `while !handle.is_finished() { … }` */
function leavesUnless(step: Step, asks: (condition: Block | undefined) => boolean): boolean {
	if (step.kind === 'loop') { return asks(step.condition); }
	return step.kind === 'branch' && step.arms.some(({ block }) => block.steps.at(-1)?.kind === 'exit') && asks(step.condition);
}

/** Also through a closure: `worker.as_ref().is_some_and(|each| each.is_finished())`. */
function asksWhetherEnded(condition: Block, graph: CallGraph): boolean {
	return stepsOf(condition).some(({ step }) => step.kind === 'call' ? calledName(step) === 'is_finished'
		: step.kind === 'closure' && stepsOf(graph.functionOf(step.function)?.body ?? condition).some(({ step: inner }) => inner.kind === 'call' && calledName(inner) === 'is_finished'));
}

/** What a condition asks about. */
function namesIn(condition: Block, fn: FunctionOutline): readonly string[] {
	return stepsOf(condition).flatMap(({ step }) => (step.kind === 'call' ? namesOf(step.receiver, fn) : step.kind === 'use' ? namesOf({ kind: 'binding', binding: step.binding }, fn) : []));
}

/** The variables and places that a value comes from, equal where they are the same. */
function namesOf(value: Value | undefined, fn: FunctionOutline, depth = 0): readonly string[] {
	if (value === undefined || depth > deepest) { return []; }
	switch (value.kind) {
		case 'parameter': return [`parameter ${value.index}`];
		case 'place': return [[value.place.root, value.place.name ?? value.place.binding ?? '', ...value.place.path].join(' ')];
		case 'binding': return [`binding ${value.binding}`, ...stepsOf(fn.body).flatMap(({ step }) => (step.kind === 'bind' && step.binding === value.binding && step.isDeclaration ? namesOf(step.value, fn, depth + 1) : []))];
		case 'call': { const call = callsOf(fn)(value.call); return call === undefined ? [] : [...namesOf(call.receiver, fn, depth + 1), ...call.arguments.flatMap((each) => namesOf(each.value, fn, depth + 1))]; }
		default: return [];
	}
}
