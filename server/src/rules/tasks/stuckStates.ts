/** What a function sets before it begins something, and only takes back when that has succeeded: `setLoading(true); load().then(() => { setLoading(false); })`. */
import type { CallGraph } from '../../callgraph/graph.ts';
import type { CallStep, FunctionOutline, Step, Value } from '../../outline/model.ts';
import type { Span } from '../../outline/span.ts';
import { stepsOf } from '../../outline/walk.ts';
import { calledName, callsOf, type CallsOf } from './chains.ts';
import { stepsBesides } from './path.ts';

interface Mark {
	/** Equal for the same state within a file. */
	readonly key: string;
	/** Set, or taken back. */
	readonly isOn: boolean;
	/** As code. */
	readonly label: string;
}

/** As code, what stays set when the chain with this span fails: `setLoading(true)`. Undefined where there is nothing such, or where something else takes it back. */
export function stuckState({ owner, span }: { readonly owner: FunctionOutline; readonly span: Span }, graph: CallGraph): string | undefined {
	const calls = callsOf(owner);
	const end = calls(span);
	const followers = end === undefined ? [] : continuationsOf(end, calls);
	if (followers.length === 0) { return undefined; }
	const set = stepsBesides(owner, span).filter((step) => step.span.end <= span.start).flatMap(marksOf).filter(({ isOn }) => isOn);
	return set.find(({ key }) => {
		const takers = (graph.fileOf(owner.id)?.functions ?? []).filter(({ body }) => stepsOf(body).some(({ step }) => marksOf(step).some((mark) => mark.key === key && !mark.isOn)));
		return takers.length > 0 && takers.every(({ id }) => followers.includes(id));
	})?.label;
}

/** The functions that a chain runs only after a success; none where one runs in any case. */
function continuationsOf(end: CallStep, calls: CallsOf): readonly string[] {
	const found: string[] = [];
	for (let step: CallStep | undefined = end; step !== undefined && /^(?:then|catch|finally)$/.test(calledName(step)); step = step.receiver?.kind === 'call' ? calls(step.receiver.call) : undefined) {
		if (calledName(step) !== 'then') { return []; }
		const [first] = step.arguments;
		if (first?.value.kind === 'function') { found.push(first.value.id); }
	}
	return found;
}

/** What a step sets, or takes back. */
export function marksOf(step: Step): readonly Mark[] {
	if (step.kind === 'place') { return step.operation === 'assign' && (step.place.root === 'this' || step.place.root === 'module') ? markOf([step.place.root, step.place.name, ...step.place.path].join('.'), step.value, (value) => `${[step.place.root === 'this' ? 'this' : step.place.name?.slice(step.place.name.indexOf('#') + 1), ...step.place.path].join('.')} = ${value}`) : []; }
	if (step.kind !== 'call') { return []; }
	const name = calledName(step);
	const [first] = step.arguments;
	if (name === 'setState' && first?.value.kind === 'object') { return first.value.properties.flatMap((property) => (property.name === undefined ? [] : markOf(`state.${property.name}`, property.value, (value) => `${property.name}: ${value}`))); }
	return /^set[A-Z]\w*$/.test(name) && step.arguments.length === 1 && first !== undefined ? markOf(name, first.value, (value) => `${name}(${value})`) : [];
}

function markOf(key: string, value: Value | undefined, label: (value: string) => string): readonly Mark[] {
	return value?.kind === 'constant' && typeof value.value === 'boolean' ? [{ key, isOn: value.value, label: label(String(value.value)) }] : [];
}
