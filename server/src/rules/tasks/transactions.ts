/** Requests of a transaction: whoever waits for the transaction is told of their failure. */
import type { CallGraph } from '../../callgraph/graph.ts';
import type { BindingId, CallStep, FunctionOutline, Value } from '../../outline/model.ts';
import { noSteps, stepsOf } from '../../outline/walk.ts';
import { rootOf, type CallsOf } from './chains.ts';

const request = /^lib#IDB(?:ObjectStore|Cursor(?:WithValue)?)\.(?:add|put|delete|clear|update)$/;

/** `store.put(value)` in a callback of a transaction that is waited for, or before `await tx.done`. */
export function isPutIntoTransaction(step: CallStep, owner: FunctionOutline, calls: CallsOf, graph: CallGraph): boolean {
	const root = rootOf(step, calls);
	if (root.receiver === undefined) { return false; }
	return isDoneWithRest(root.receiver, step, owner, calls) || asksStore(root, graph) && isOfAwaitedTransaction(root.receiver, owner, graph);
}

/** `tx.store.put(value); … await tx.done;` */
function isDoneWithRest(receiver: Value, { span }: CallStep, owner: FunctionOutline, calls: CallsOf): boolean {
	const transaction = bindingUnder(receiver, calls);
	return transaction !== undefined && stepsOf(owner.body).some(({ step }) => (step.kind === 'await' || step.kind === 'exit' && step.exit === 'return') && step.span.start >= span.end && placesIn(step.value).some((place) => place.binding === transaction && /^(?:done|complete|completed|finished)$/.test(place.path.at(-1) ?? '')));
}

function placesIn(value: Value | undefined): readonly { readonly binding?: BindingId; readonly path: readonly string[] }[] {
	return value?.kind === 'place' ? [value.place] : [];
}

/** `tx` of `tx.store` and of `tx.objectStore('names')`. */
function bindingUnder(value: Value, calls: CallsOf): BindingId | undefined {
	if (value.kind === 'binding') { return value.binding; }
	if (value.kind === 'place') { return value.place.root === 'binding' ? value.place.binding : undefined; }
	const receiver = value.kind === 'call' ? calls(value.call)?.receiver : undefined;
	return receiver === undefined ? undefined : bindingUnder(receiver, calls);
}

/** What is called makes a request of a browser's database, and gives a promise of its result. */
function asksStore({ callee }: CallStep, graph: CallGraph): boolean {
	return graph.resolveCallee(callee).some((target) => stepsOf(graph.functionOf(target)?.body ?? noSteps).some(({ step }) => step.kind === 'call' && step.callee.kind === 'external' && request.test(step.callee.symbol)));
}

/** Whoever runs the function gives it the store, and what runs it is waited for. */
function isOfAwaitedTransaction(receiver: Value, { id, kind, enclosing, parameters }: FunctionOutline, graph: CallGraph): boolean {
	const isGiven = receiver.kind === 'parameter' && receiver.function === id || receiver.kind === 'binding' && parameters.some(({ binding }) => binding === receiver.binding);
	const outer = kind === 'closure' && enclosing !== undefined ? graph.functionOf(enclosing) : undefined;
	return isGiven && outer !== undefined && stepsOf(outer.body).some(({ step }) => step.kind === 'call' && (step.result.kind === 'awaited' || step.result.kind === 'returned') && step.arguments.some(({ value }) => value.kind === 'function' && value.id === id));
}
