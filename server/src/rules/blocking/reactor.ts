/** Whether Twisted's reactor drives the async code of a file: what asyncio offers cannot be awaited there. */
import type { CallGraph } from '../../callgraph/graph.ts';

/** By package, whether more of its files are Twisted's than asyncio's, until the graph changes. */
const known = new WeakMap<CallGraph, { readonly version: number; readonly packages: Map<string, number> }>();

export function isTwisted(file: string, graph: CallGraph): boolean {
	const loops = loopsOf(file, graph);
	if (loops.includes('twisted')) { return true; }
	const owner = graph.factsOf(file).package;
	return owner !== undefined && !loops.includes('asyncio') && balanceOf(owner, graph) > 0;
}

function balanceOf(owner: string, graph: CallGraph): number {
	let balances = known.get(graph);
	if (balances?.version !== graph.version) { known.set(graph, balances = { version: graph.version, packages: new Map() }); }
	let balance = balances.packages.get(owner);
	if (balance === undefined) {
		balance = 0;
		for (const { file, role: { loops = [] } } of graph.files()) {
			if (loops.length > 0 && graph.factsOf(file).package === owner) { balance += Number(loops.includes('twisted')) - Number(loops.includes('asyncio')); }
		}
		balances.packages.set(owner, balance);
	}
	return balance;
}

function loopsOf(file: string, graph: CallGraph): readonly string[] {
	return graph.fileOf(`${file}#<module>`)?.role.loops ?? [];
}
