/** What is put into a list that begins empty: `const saving = []; for (const order of orders) { saving.push(save(order)); }`. */
import type { CallGraph } from '../../callgraph/graph.ts';
import { eachStep } from '../../callgraph/sites.ts';
import type { FunctionId, FunctionOutline, Value } from '../../outline/model.ts';

interface Gathered {
	readonly value: Value;
	/** Where it is put there: the function at hand, or one that is written in it (`orders.forEach((order) => { saving.push(save(order)); })`). */
	readonly owner: FunctionOutline;
}

/** All that is pushed onto the list that a variable holds, by the function that makes the list and those written in it. */
export function gatheredIn(list: Value, maker: FunctionId, graph: CallGraph): readonly Gathered[] {
	if (list.kind !== 'binding') { return []; }
	const found: Gathered[] = [];
	for (const owner of graph.fileOf(maker)?.functions ?? []) {
		if (owner.id !== maker && !owner.id.startsWith(`${maker}.`)) { continue; }
		eachStep(owner.body, (step) => {
			if (step.kind === 'place' && step.operation === 'push' && step.value !== undefined && step.place.binding === list.binding && step.place.path.length === 0) { found.push({ value: step.value, owner }); }
		});
	}
	return found;
}
