/** Promises where the value is wanted that they will have: in a condition, where one is always true; spread, where one has nothing; given by a predicate. */
import type { CallGraph } from '../../callgraph/graph.ts';
import { eachStep } from '../../callgraph/sites.ts';
import type { BindingId, FileOutline, FunctionOutline } from '../../outline/model.ts';
import type { Span } from '../../outline/span.ts';
import { stepsOf } from '../../outline/walk.ts';
import { calledName } from './chains.ts';

export interface PromiseAsValue {
	readonly owner: FunctionOutline;
	readonly span: Span;
	readonly use: 'condition' | 'spread' | 'predicate';
	/** The call whose promise is meant to be awaited. */
	readonly call?: Span;
	/** What is called, or read: `isAllowed()`; `filter()` of a predicate. */
	readonly name: string;
}

/** They keep or find what the callback gives a true value for. */
export const choosing = /^lib#\w*Array\.(?:filter|some|every|find|findIndex|findLast|findLastIndex)$/;

export function* promisesAsValues({ functions }: FileOutline, graph: CallGraph): Generator<PromiseAsValue> {
	for (const owner of functions) {
		const found: PromiseAsValue[] = [];
		eachStep(owner.body, (step) => {
			if (step.kind === 'use' && step.valueType === 'thenable') { found.push({ owner, span: step.span, use: 'condition', name: nameOf(step.binding, owner, graph) }); return; }
			if (step.kind !== 'call') { return; }
			const { kind } = step.result;
			if ((kind === 'condition' || kind === 'spread') && step.resultType === 'thenable') { found.push({ owner, span: step.nameSpan, call: step.span, use: kind, name: `${calledName(step)}()` }); }
			const [first] = step.arguments;
			if (first === undefined || step.voidCallbacks?.[0] !== 0 || step.callee.kind !== 'external' || !choosing.test(step.callee.symbol)) { return; }
			const predicate = first.value.kind === 'function' ? graph.functionOf(first.value.id) : undefined;
			found.push({ owner, span: headOf(first.span, predicate), use: 'predicate', name: `${calledName(step)}()` });
		});
		yield* found;
	}
}

/** Of a function that is written in place, what stands before its body. */
function headOf(span: Span, written: FunctionOutline | undefined): Span {
	return written?.span.start !== span.start ? span : { start: span.start, end: Math.max(span.start + 1, Math.min(written.body.span.start, span.end)) };
}

function nameOf(binding: BindingId, owner: FunctionOutline, graph: CallGraph): string {
	for (let each: FunctionOutline | undefined = owner; each !== undefined; each = each.enclosing === undefined ? undefined : graph.functionOf(each.enclosing)) {
		const parameter = each.parameters.find((one) => one.binding === binding);
		const bound = parameter ?? stepsOf(each.body).map(({ step }) => step).find((step) => step.kind === 'bind' && step.binding === binding);
		if (bound !== undefined && 'name' in bound) { return String(bound.name); }
	}
	return 'this';
}
