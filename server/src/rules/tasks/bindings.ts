/** What is known of parameters where a function is called in one way: by it, arms that this call does not take are told from those it may. */
import type { CallGraph } from '../../callgraph/graph.ts';
import { decide, type Given, type Proviso } from '../../callgraph/provisos.ts';
import type { Arm, BranchStep, CallStep, FunctionId, Requirement } from '../../outline/model.ts';

/** By function, what its parameters are given, by their index. */
export type Environment = ReadonlyMap<FunctionId, ReadonlyMap<number, Given>>;

export const nothingKnown: Environment = new Map();

/** What a function that is called knows: what the call gives it, and what is known of the functions in whose text it stands. */
export function environmentOf(target: FunctionId, step: CallStep, caller: FunctionId, around: Environment, graph: CallGraph): Environment {
	const known = new Map<FunctionId, ReadonlyMap<number, Given>>();
	const given = new Map([...graph.givenBy(caller, step, target)].map(([index, each]) => [index, settled(each, around)] as const).filter(([, { kind }]) => kind !== 'unknown' && kind !== 'parameter'));
	if (given.size > 0) { known.set(target, given); }
	for (let id = graph.functionOf(target)?.enclosing; id !== undefined; id = graph.functionOf(id)?.enclosing) {
		const outer = around.get(id);
		if (outer !== undefined) { known.set(id, outer); }
	}
	return known;
}

/** The part of what is known that a function written in another one's text sees. */
export function seenBy(id: FunctionId, around: Environment, graph: CallGraph): Environment {
	if (around.size === 0) { return around; }
	const known = new Map<FunctionId, ReadonlyMap<number, Given>>();
	for (let outer = graph.functionOf(id)?.enclosing; outer !== undefined; outer = graph.functionOf(outer)?.enclosing) {
		const given = around.get(outer);
		if (given !== undefined) { known.set(outer, given); }
	}
	return known;
}

/** A caller's own parameter stands for what that was given. */
function settled(given: Given, around: Environment): Given {
	if (given.kind === 'object') { return { ...given, properties: Object.fromEntries(Object.entries(given.properties).map(([name, each]) => [name, settled(each, around)])) }; }
	if (given.kind !== 'parameter') { return given; }
	const whole = around.get(given.function)?.get(given.index);
	if (whole === undefined) { return { kind: 'unknown' }; }
	const value = given.property === undefined ? whole : propertyOf(whole, given.property);
	return value.kind === 'constant' && value.value === null && given.otherwise !== undefined ? { kind: 'constant', value: given.otherwise } : value;
}

function propertyOf(whole: Given, name: string): Given {
	if (whole.kind === 'object') { return Object.hasOwn(whole.properties, name) ? whole.properties[name] ?? { kind: 'unknown' } : { kind: 'constant', value: null }; }
	return whole.kind === 'constant' && whole.value === null ? whole : { kind: 'unknown' };
}

/** What is known, as a text; equal ones are written equal. */
export function keyOf(known: Environment): string {
	return known.size === 0 ? '' : JSON.stringify([...known].map(([id, given]) => [id, [...given]]));
}

/** Tells of the text of a function which ways the present call does not go. */
export class Ways {
	readonly #id: FunctionId;
	readonly #known: Environment;
	readonly #graph: CallGraph;

	constructor(id: FunctionId, known: Environment, graph: CallGraph) {
		this.#id = id;
		this.#known = known;
		this.#graph = graph;
	}

	/** An arm that is surely not taken. */
	isClosed({ requires }: Pick<Arm, 'requires'>): boolean {
		return this.#known.size > 0 && requires?.some((each) => this.#isMissed(each)) === true;
	}

	/** Nothing goes on behind a branch: each way that is open leaves the function, or the turn of its loop. */
	isEnd(step: BranchStep): boolean {
		if (this.#known.size === 0 || step.branch !== 'if') { return false; }
		const open = step.arms.filter((arm) => !this.isClosed(arm));
		const hasElse = step.arms.some(({ label }) => label === 'else');
		if (!hasElse && step.otherwise?.some((each) => this.#isMissed(each)) !== true) { return false; }
		return open.length > 0 && open.every(({ block: { steps } }) => { const last = steps.at(-1); return last?.kind === 'exit' && last.exit !== 'yield'; });
	}

	#isMissed(requirement: Requirement): boolean {
		const proviso: Proviso | undefined = this.#graph.provisoOf(this.#id, requirement);
		const given = proviso?.parameter === undefined ? undefined : this.#known.get(proviso.parameter.function);
		return proviso !== undefined && given !== undefined && decide(proviso, given) === 'missed';
	}
}
