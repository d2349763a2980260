/** Whether anything but its own text asks a function to be async. */
import type { CallGraph } from '../../callgraph/graph.ts';
import { lastName } from '../../callgraph/paths.ts';
import { eachStep } from '../../callgraph/sites.ts';
import type { FileOutline, FunctionId, FunctionOutline, Value } from '../../outline/model.ts';
import { stepsOf } from '../../outline/walk.ts';
import type { RuleContext } from '../rule.ts';

/** Neither a class above or below it, nor a decorator, nor a namesake says what it is. */
export function isFreeToChange(fn: FunctionOutline, { outline, graph }: RuleContext): boolean {
	if (fn.kind !== 'function' && fn.kind !== 'method' || isNested(fn, graph) || fn.decorators.some((each) => each.kind !== 'external' || !plain.test(each.symbol))) { return false; }
	if (fn.owner === undefined) { return !indexOf(graph).held.has(fn.id); }
	const type = outline.types.find(({ id }) => id === fn.owner);
	if (type === undefined || type.bases.some((base) => !harmlessBases.test(base)) || looksUpNames(outline)) { return false; }
	const { derived, namesakes, held } = indexOf(graph);
	return !held.has(fn.id) && !derived.has(type.id) && (namesakes.get(lastName(fn.id)) ?? 0) < 2;
}

const plain = /^builtins#(?:staticmethod|classmethod)$/;
const harmlessBases = /^(?:builtins#object|typing#Generic)$/;

/** A function in a function is mostly written to be given to something. */
function isNested({ enclosing, owner }: FunctionOutline, graph: CallGraph): boolean {
	return owner === undefined && enclosing !== undefined && graph.functionOf(enclosing)?.kind !== 'module';
}

/** `getattr(self, f"handle_{name}")` calls by a name that no call shows. */
function looksUpNames({ functions }: FileOutline): boolean {
	return functions.some(({ body }) => stepsOf(body).some(({ step }) => step.kind === 'call' && step.callee.kind === 'external' && step.callee.symbol === 'builtins#getattr' && step.arguments[1]?.value.kind !== 'constant'));
}

interface Index {
	readonly version: number;
	/** Types from which others derive. */
	readonly derived: ReadonlySet<string>;
	/** How many async methods there are of a name. */
	readonly namesakes: ReadonlyMap<string, number>;
	/** Functions that are stored, returned or given to something, methods in tables of handlers included. */
	readonly held: ReadonlySet<FunctionId>;
}

const known = new WeakMap<CallGraph, Index>();

function indexOf(graph: CallGraph): Index {
	const before = known.get(graph);
	if (before?.version === graph.version) { return before; }
	const derived = new Set<string>();
	const namesakes = new Map<string, number>();
	const held = new Set<FunctionId>();
	const seen = new Set<FileOutline>();
	for (const fn of graph.functions()) {
		eachStep(fn.body, (step) => {
			if (step.kind === 'call') { for (const { value } of step.arguments) { addFunctions(value, held); } }
			if (step.kind === 'place' || step.kind === 'exit' || step.kind === 'bind' && !step.isDeclaration) { addFunctions(step.value, held); }
			if (step.kind === 'bind' && step.value.kind !== 'function') { addFunctions(step.value, held); }
		});
		if (fn.kind === 'method' && fn.isAsync) { count(namesakes, lastName(fn.id)); }
		const file = fn.kind === 'module' ? graph.fileOf(fn.id) : undefined;
		if (file === undefined || seen.has(file)) { continue; }
		seen.add(file);
		for (const { bases } of file.types) { for (const base of bases) { derived.add(base); } }
	}
	const index = { version: graph.version, derived, namesakes, held };
	known.set(graph, index);
	return index;
}

function count(counts: Map<FunctionId, number>, name: string): void {
	counts.set(name, (counts.get(name) ?? 0) + 1);
}

function addFunctions(value: Value | undefined, held: Set<FunctionId>): void {
	switch (value?.kind) {
		case 'function': held.add(value.id); break;
		case 'list': for (const each of value.items) { addFunctions(each, held); } break;
		case 'either': case 'combined': for (const each of value.values) { addFunctions(each, held); } break;
		case 'object': for (const each of value.properties) { addFunctions(each.value, held); } break;
		default:
	}
}
