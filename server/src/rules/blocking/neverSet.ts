/** Parameters by which a function of Python does more, and which none of its callers gives. */
import type { CallGraph, OwnStep } from '../../callgraph/graph.ts';
import { decide, type Proviso } from '../../callgraph/provisos.ts';

/** So many calls up it is looked for who gives it. */
const deepest = 3;

/** The name of a parameter that is off by default, that must be set for a step, and that no call sets; undefined where there is none, or others may call. */
export function neverSet({ function: id, position: { requires } }: OwnStep, graph: CallGraph): string | undefined {
	if (requires.length === 0 || graph.fileOf(id)?.language !== 'python') { return undefined; }
	for (const each of requires) {
		const proviso = each.test === 'truthy' && each.aspect === undefined ? graph.provisoOf(id, each) : undefined;
		const { parameter } = proviso ?? {};
		if (proviso === undefined || parameter === undefined || parameter.property !== undefined) { continue; }
		const asking = graph.functionOf(parameter.function), declared = asking?.parameters[parameter.index];
		// What a decorator makes of it is called by others.
		if (asking?.decorators.length === 0 && declared?.default?.kind === 'constant' && !declared.default.value && isMissedByAll(proviso, graph, 0)) { return declared.name; }
	}
	return undefined;
}

/** Tests count: what they set is there for somebody. */
function isMissedByAll(proviso: Proviso, graph: CallGraph, depth: number): boolean {
	const id = proviso.parameter?.function;
	const callers = id === undefined || depth >= deepest ? [] : graph.callersOf(id);
	return id !== undefined && callers.length > 0 && callers.every(({ id: caller, links, roots, isKept }) => !isKept && roots.length === 0 && links.length > 0 && links.every(({ kind, site: { step } }) => {
		const decided = kind === 'call' && step.kind === 'call' ? decide(proviso, graph.givenBy(caller, step, id)) : undefined;
		return decided === 'missed' || typeof decided === 'object' && isMissedByAll(decided, graph, depth + 1);
	}));
}
