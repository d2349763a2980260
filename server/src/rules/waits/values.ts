/** What the rules on waits ask of the values that are waited for. */
import type { CallGraph } from '../../callgraph/graph.ts';
import type { Catalogue } from '../../catalogue/catalogue.ts';
import type { BindingId, CallStep, FunctionOutline, Value } from '../../outline/model.ts';
import { isSameSpan } from '../../outline/span.ts';
import { stepsOf, type PlacedStep } from '../../outline/walk.ts';

/** The call that a value is the result of. */
export function callOf(value: Value, steps: readonly PlacedStep[]): CallStep | undefined {
	if (value.kind !== 'call') { return undefined; }
	const found = steps.find(({ step }) => step.kind === 'call' && isSameSpan(step.span, value.call))?.step;
	return found?.kind === 'call' ? found : undefined;
}

/** The call begins a task that its caller is to keep. */
export function beginsTask(call: CallStep | undefined, catalogue: Catalogue): boolean {
	return call?.callee.kind === 'external' && catalogue.lookup(call.callee.symbol)?.spawns?.keptBy === 'caller';
}

export function mentions(value: Value | undefined, binding: BindingId): boolean {
	switch (value?.kind) {
		case 'binding': return value.binding === binding;
		case 'place': return value.place.binding === binding;
		case 'either': case 'combined': return value.values.some((each) => mentions(each, binding));
		case 'list': return value.items.some((each) => mentions(each, binding));
		case 'object': return value.properties.some((each) => mentions(each.value, binding));
		default: return false;
	}
}

/** The steps of a function and of those written in it. */
export function stepsWithin(fn: FunctionOutline, graph: CallGraph): readonly (PlacedStep & { readonly isInner: boolean })[] {
	const inner = (graph.fileOf(fn.id)?.functions ?? []).filter((each) => each !== fn && each.id.startsWith(`${fn.id}.`));
	return [fn, ...inner].flatMap((each) => stepsOf(each.body).map((placed) => ({ ...placed, isInner: each !== fn })));
}
