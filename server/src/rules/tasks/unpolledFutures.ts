/** Futures of Rust that a thread is asked for and nobody awaits: `spawn_blocking(|| async { … })` only makes one. */
import type { CallGraph } from '../../callgraph/graph.ts';
import type { Catalogue } from '../../catalogue/catalogue.ts';
import type { CallStep, FunctionOutline, Value } from '../../outline/model.ts';
import { isSameSpan } from '../../outline/span.ts';
import { stepsOf } from '../../outline/walk.ts';

/** True for a call that hands a sync closure to a thread which gives nothing but an async block, where nobody takes that from the result. */
export function dropsFuture(step: CallStep, owner: FunctionOutline, graph: CallGraph, catalogue: Catalogue): boolean {
	const entry = step.callee.kind === 'external' ? catalogue.lookup(step.callee.symbol) : undefined;
	const argument = entry?.offloads ?? (entry?.callbacks?.some(({ runs }) => runs === 'thread') === true ? 0 : undefined);
	const given = argument === undefined ? undefined : step.arguments[argument]?.value;
	const closure = given?.kind === 'function' ? graph.functionOf(given.id) : undefined;
	return closure?.kind === 'closure' && !closure.isAsync && futureOf(closure, graph) !== undefined && isLost(step, owner);
}

/** True for an async block that nothing ever runs, for that reason. */
export function isNeverRun({ id, kind, isAsync, enclosing }: FunctionOutline, graph: CallGraph, catalogue: Catalogue): boolean {
	const closure = kind === 'closure' && isAsync && enclosing !== undefined ? graph.functionOf(enclosing) : undefined;
	if (closure?.kind !== 'closure' || closure.isAsync || closure.enclosing === undefined || futureOf(closure, graph) !== id) { return false; }
	const owner = graph.functionOf(closure.enclosing);
	return owner !== undefined && stepsOf(owner.body).some(({ step }) => step.kind === 'call' && step.arguments.some(({ value }) => value.kind === 'function' && value.id === closure.id) && dropsFuture(step, owner, graph, catalogue));
}

/** The async block that a closure gives back, and does nothing else. */
function futureOf({ body: { steps } }: FunctionOutline, graph: CallGraph): string | undefined {
	const last = steps.at(-1);
	const value = last?.kind === 'exit' && last.exit === 'return' ? last.value : undefined;
	return value?.kind === 'function' && graph.functionOf(value.id)?.isAsync === true && steps.every(({ kind }) => kind === 'closure' || kind === 'exit' || kind === 'use') ? value.id : undefined;
}

/** It is dropped, or its handle is awaited for that alone: what the closure gave would have to be awaited, too. */
function isLost(call: CallStep, { body }: FunctionOutline): boolean {
	if (call.result.kind === 'discarded' || call.result.kind === 'void') { return true; }
	if (call.result.kind !== 'awaited') { return false; }
	const isIt = (value: Value | undefined): boolean => value?.kind === 'call' && isSameSpan(value.call, call.span);
	let awaits = 0;
	for (const { step } of stepsOf(body)) {
		switch (step.kind) {
			case 'await': if (isIt(step.value) && ++awaits > 1) { return false; } break;
			case 'bind': if (isIt(step.value)) { return false; } break;
			case 'exit': if (step.exit !== 'propagate' && isIt(step.value)) { return false; } break;
			case 'call': if (isIt(step.receiver) && step.result.kind !== 'discarded' || step.arguments.some(({ value }) => isIt(value))) { return false; } break;
			default:
		}
	}
	return awaits === 1;
}
