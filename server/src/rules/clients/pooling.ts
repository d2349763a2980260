/** What a client of Python would gain by being kept: whether it keeps connections at all, and whether another call would ask the same host. */
import { isOfWorkspace } from '../../callgraph/lineage.ts';
import type { CallGraph } from '../../callgraph/graph.ts';
import type { CallStep, FunctionOutline, Value } from '../../outline/model.ts';
import { isSameSpan } from '../../outline/span.ts';
import { stepsOf } from '../../outline/walk.ts';
import { callsOf } from '../tasks/chains.ts';

/** `TCPConnector(force_close=True)`, `Limits(max_keepalive_connections=0)`: told to let go of each connection, on purpose. */
export function keepsNone({ arguments: given }: CallStep, { file }: { readonly file: string }, fn: FunctionOutline, graph: CallGraph): boolean {
	const calls = callsOf(fn);
	return given.some(({ value }) => {
		const bound = value.kind === 'binding' ? stepsOf(fn.body).find(({ step }) => step.kind === 'bind' && step.binding === value.binding)?.step : undefined;
		const made = bound?.kind === 'bind' ? bound.value : value, call = made.kind === 'call' ? calls(made.call) : undefined;
		return call?.arguments.some((each) => each.name !== undefined && isTheSame(graph.follow(file, each.value), letsGo.get(each.name))) === true;
	});
}

/** What the parts of a client are given so that no connection is kept. */
const letsGo: ReadonlyMap<string, boolean | number> = new Map<string, boolean | number>([['force_close', true], ['max_keepalive_connections', 0]]);

function isTheSame(value: Value, wanted: boolean | number | undefined): boolean {
	return wanted !== undefined && value.kind === 'constant' && value.value === wanted;
}

/** True if every address that is asked by it is given whole by who calls the function: another call may ask another host. */
export function asksAnyHost(made: CallStep, fn: FunctionOutline): boolean {
	if (made.arguments.some(({ name, value }) => name === undefined ? value.kind !== 'other' : /url|host|endpoint/.test(name))) { return false; }
	const steps = stepsOf(fn.body), bindings = new Set<number>();
	const isMade = (value: Value): boolean => value.kind === 'call' && isSameSpan(value.call, made.span);
	for (const { step } of steps) {
		if (step.kind === 'bind' && isMade(step.value)) { bindings.add(step.binding); }
		if (step.kind === 'guarded') { for (const { binding, value } of step.guards) { if (binding !== undefined && isMade(value)) { bindings.add(binding); } } }
	}
	const requests = steps.flatMap(({ step }) => (step.kind === 'call' && step.receiver !== undefined && (isMade(step.receiver) || step.receiver.kind === 'binding' && bindings.has(step.receiver.binding)) && lastOf(step) !== 'close' && lastOf(step) !== 'aclose' ? [step] : []));
	return requests.length > 0 && requests.every((request) => {
		const address = request.arguments.find(({ name }) => name === 'url')?.value ?? request.arguments.filter(({ name }) => name === undefined)[/^(?:request|stream)$/.test(lastOf(request)) ? 1 : 0]?.value;
		return address?.kind === 'parameter' && (address.path ?? []).length === 0;
	});
}

function lastOf({ callee }: CallStep): string {
	return /[^.#]*$/.exec(callee.kind === 'external' ? callee.symbol : callee.kind === 'unresolved' ? callee.name : '')?.[0] ?? '';
}

/** True where nothing in the workspace calls a function, runs it or is given it, and no class from outside may ask for it by its name. */
export function isCalledByNobody({ id, owner, decorators }: FunctionOutline, graph: CallGraph): boolean {
	const type = owner === undefined ? undefined : graph.fileOf(id)?.types.find((each) => each.id === owner);
	// What a decorator does with it, nobody may know.
	if (!decorators.every((each) => each.kind === 'external' && /#(?:static|class)method$/.test(each.symbol))) { return false; }
	return graph.callersOf(id).every(({ isTest }) => isTest) && graph.rootOf(id) === undefined && (type?.bases ?? []).every(isOfWorkspace);
}
