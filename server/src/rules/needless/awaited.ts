/** What an `await` is of that need not be there, and whether that is sure. */
import type { CallGraph } from '../../callgraph/graph.ts';
import { lastName } from '../../callgraph/paths.ts';
import { eachStep } from '../../callgraph/sites.ts';
import type { AwaitStep, CallStep, FunctionOutline, Step, Value } from '../../outline/model.ts';
import { contains } from '../../outline/span.ts';
import { perFile } from '../../outline/perFile.ts';
import { stepsOf } from '../../outline/walk.ts';
import { calledName, callsItsObject, type CallsOf } from '../tasks/chains.ts';

/** The call that is awaited. */
export function awaitedCall({ value }: AwaitStep, calls: CallsOf): CallStep | undefined {
	return value.kind === 'call' ? calls(value.call) : undefined;
}

/** `load` of `await this.store.load`; empty for what has no name. */
export function nameOfValue(value: Value): string {
	switch (value.kind) {
		case 'function': return lastName(value.id);
		case 'external': return lastName(value.symbol);
		case 'parameter': case 'place': return (value.kind === 'place' ? value.place.path : value.path)?.at(-1) ?? '';
		default: return '';
	}
}

/** What is awaited, for people: `` `load()` ``. */
export function subjectOf(call: CallStep | undefined): string {
	const name = call === undefined || call.isNew ? '' : calledName(call);
	return name === '' || name.startsWith('<') ? 'this' : `\`${name}()\``;
}

/** `await null` as a statement lets others have their turn, as is well known. */
export function isForATurn({ value, isResult }: AwaitStep): boolean {
	return value.kind === 'constant' && isResult !== true;
}

/**
 * A function that is declared to give nothing may be an async one all the same: where it is a value, a member that others write, or one that does nothing but for others to
 * override. Only what is known by its body, and the language's own, surely gives nothing.
 */
export function surelyGivesNothing({ callee, voidCallbacks }: CallStep, graph: CallGraph): boolean {
	if (callee.kind === 'external') { return /^(?:lib|global|node:[\w/]+)#/.test(callee.symbol) && !callsItsObject(callee.symbol) && voidCallbacks === undefined; }
	if (callee.kind !== 'function') { return false; }
	const targets = graph.resolveCallee(callee).map((id) => graph.functionOf(id));
	return targets.length > 0 && targets.every((target) => target !== undefined && !target.isAsync && target.body.steps.length > 0 && !isReplaced(target, graph)
		&& !stepsOf(target.body).some(({ step }) => step.kind === 'exit' && step.exit === 'return' && step.value !== undefined && step.value.kind !== 'constant'));
}

/** Another function may be put in its place: it is a field of a class, or a variable that is assigned to. */
function isReplaced({ id, kind, enclosing }: FunctionOutline, graph: CallGraph): boolean {
	if (kind !== 'closure') { return false; }
	const outline = graph.fileOf(id);
	return enclosing !== undefined && graph.functionOf(enclosing)?.kind === 'initializer' || outline !== undefined && assignedIn(outline).has(lastName(id));
}

/** The last names of what a file assigns to, other than where it is declared. */
const assignedIn = perFile(({ functions }): ReadonlySet<string> => {
	const names = new Set<string>();
	for (const { body } of functions) {
		eachStep(body, (step) => {
			if (step.kind === 'bind' && !step.isDeclaration) { names.add(step.name); }
			if (step.kind === 'place' && step.operation === 'assign') { names.add(step.place.path.at(-1) ?? lastName(step.place.name ?? '')); }
		});
	}
	return names;
});

/** A failure there goes to a handler, or something is done in the end: the function must not be left before. */
export function isMinded(span: AwaitStep['span'], path: readonly Step[]): boolean {
	return path.some((around) => around.kind === 'guarded' || around.kind === 'try'
		&& (contains(around.body.span, span) || around.finally !== undefined && around.handlers.some(({ block }) => contains(block.span, span))));
}
