/** What can be told of an object by how its file makes it and what is called on it there. */
import type { CallGraph } from '../../callgraph/graph.ts';
import type { Catalogue } from '../../catalogue/catalogue.ts';
import type { CallStep, FileOutline, FunctionId, Value } from '../../outline/model.ts';
import { perFile } from '../../outline/perFile.ts';
import type { Span } from '../../outline/span.ts';
import { noSteps, stepsOf } from '../../outline/walk.ts';

/** `const store = useMemo(() => new Store(), [])`: a method of what a callback that is run at once makes, where the types of the package around it are not known. `within`: the function in which it is called. */
export function methodOfMade(made: Value, name: string, within: FunctionId, graph: CallGraph, catalogue: Catalogue): FunctionId | undefined {
	const outline = graph.fileOf(within), call = made.kind === 'call' && outline !== undefined ? callAt(outline, made.call) : undefined;
	const [factory] = call?.arguments ?? [];
	if (call?.callee.kind !== 'external' || factory?.value.kind !== 'function' || catalogue.lookup(call.callee.symbol)?.callbacks?.some(({ runs }) => runs === 'inline') !== true) { return undefined; }
	const makers = stepsOf(graph.functionOf(factory.value.id)?.body ?? noSteps).flatMap(({ step }) => (step.kind === 'call' && step.isNew && step.result.kind === 'returned' ? [step.callee] : []));
	const [maker, ...others] = makers;
	if (maker?.kind !== 'function' || others.length > 0) { return undefined; }
	const method = `${maker.id.replace(/\.constructor$/, '')}.${name}`;
	return graph.functionOf(method) === undefined ? undefined : method;
}

/** The call with this span, in whatever function of the file it stands. */
export function callAt({ functions }: FileOutline, { start, end }: Span): CallStep | undefined {
	for (const { body, span } of functions) {
		if (span.start > start || span.end < end) { continue; }
		for (const { step } of stepsOf(body)) { if (step.kind === 'call' && step.span.start === start && step.span.end === end) { return step; } }
	}
	return undefined;
}

/** The same file ends what waits for its turn with objects of the type that a symbol is a member of: `mutex.cancel()`. */
export function endsTurns(symbol: string, outline: FileOutline | undefined): boolean {
	return outline !== undefined && endedTypes(outline).has(symbol.slice(0, symbol.lastIndexOf('.')));
}

const endedTypes = perFile(({ functions }): ReadonlySet<string> => {
	const types = new Set<string>();
	for (const { body } of functions) {
		for (const { step } of stepsOf(body)) {
			const [, type] = step.kind === 'call' && step.callee.kind === 'external' ? /^(.*)\.(?:cancel|abort|clear)$/.exec(step.callee.symbol) ?? [] : [];
			if (type !== undefined) { types.add(type); }
		}
	}
	return types;
});
