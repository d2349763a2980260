/** Whether anything but its own text asks a function to be async. */
import { fileOf, type CallGraph } from '../../callgraph/graph.ts';
import { lastName } from '../../callgraph/paths.ts';
import { eachStep } from '../../callgraph/sites.ts';
import type { Callee, FileOutline, FunctionId, FunctionOutline, Value } from '../../outline/model.ts';
import { stepsOf } from '../../outline/walk.ts';
import { perFile } from '../../outline/perFile.ts';
import type { RuleContext } from '../rule.ts';

/** Neither a class above or below it, nor a decorator, nor a namesake says what it is. */
export function isFreeToChange(fn: FunctionOutline, { outline, graph }: RuleContext): boolean {
	if (outline.language === 'typescript' && !isOwn(fn, outline, graph)) { return false; }
	// `session = Depends(get_session)` is written for a framework, which runs what is not async on a thread.
	if (outline.language === 'python' && fn.parameters.some((each) => each.default?.kind === 'call')) { return false; }
	const isNamedClosure = fn.kind === 'closure' && outline.language === 'typescript' && /#[\w$]+$/.test(fn.id);
	if (!isNamedClosure && fn.kind !== 'function' && fn.kind !== 'method' || isNested(fn, graph) || fn.decorators.some((each) => each.kind !== 'external' || !plain.test(each.symbol))) { return false; }
	// Of TypeScript's, `isOwn` has asked what the texts mention, and the callers, what is kept.
	if (fn.owner === undefined) { return outline.language === 'typescript' || !usesIn(graph).held.has(fn.id); }
	const type = outline.types.find(({ id }) => id === fn.owner);
	if (type === undefined || type.bases.some((base) => !harmlessBases.test(base)) || looksUpNames(outline)) { return false; }
	const { derived, namesakes } = indexOf(graph);
	if (derived.has(type.id) || (namesakes.get(lastName(fn.id)) ?? 0) > 1) { return false; }
	const { held, calledAs } = usesIn(graph);
	if (outline.language === 'typescript' && calledAs.has(lastName(fn.id))) { return false; }
	return !held.has(fn.id);
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

/** What the files declare. */
interface Index {
	/** Types from which others derive. */
	readonly derived: ReadonlySet<string>;
	/** How many async methods there are of a name. */
	readonly namesakes: ReadonlyMap<string, number>;
	/** By a folder, how many of its files have an async function as their default export. */
	readonly defaults: ReadonlyMap<string, number>;
	/** By a file, what other files import of it, and whether they call anything or only hand it on. */
	readonly importers: ReadonlyMap<string, readonly Importer[]>;
	/** What texts name other than to call it. */
	readonly mentioned: ReadonlySet<string>;
}

/** What the steps of all functions do with functions. */
interface Uses {
	/** The last names of what is called without being known: an object of a type that fits may be meant. */
	readonly calledAs: ReadonlySet<string>;
	/** Functions that are stored, returned or given to something, methods in tables of handlers included. */
	readonly held: ReadonlySet<FunctionId>;
}

interface Importer {
	readonly file: string;
	readonly names: readonly string[];
	/** It does nothing by itself: what it imports, it hands on. */
	readonly isBarrel: boolean;
}

function isBarrel({ file, functions, types }: FileOutline): boolean {
	return /\/index\.[cm]?[jt]sx?$/.test(file) || types.length === 0 && functions.length <= 1 && functions.every(({ body }) => body.steps.length === 0);
}

/** The name by which something is called that may be any object's. */
function unknownName(callee: Callee, graph: CallGraph): string | undefined {
	switch (callee.kind) {
		case 'unresolved': return callee.name;
		case 'parameter': return callee.path?.at(-1);
		case 'function': return graph.functionOf(callee.id) === undefined ? lastName(callee.id) : undefined;
		case 'external': return undefined;
	}
}

/**
 * In TypeScript, where what a module exports may be anybody's: it is no type's, and what is exported is imported by files that all call it (a class: that do
 * something with it), not handed on by a package's index.
 */
function isOwn(fn: FunctionOutline, { file }: FileOutline, graph: CallGraph): boolean {
	const { importers, mentioned } = indexOf(graph);
	// A method of an object literal fulfils the type that the object is given to.
	if (fn.isTyped === true || fn.kind === 'method' && fn.owner === undefined || mentioned.has(fn.id) || mentioned.has(`${file}#*`)) { return false; }
	// What a program calls its beginning is async by habit.
	if (!fn.isExported) { return fn.name !== 'main'; }
	if (graph.factsOf(file).isOffered === true && !/^[#_]/.test(lastName(fn.id)) || isOneOfMany(fn.id, graph)) { return false; }
	const name = /#([^.~]+)/.exec(fn.id)?.[1] ?? '';
	const users = (importers.get(file) ?? []).filter(({ names }) => names.includes(name) || names.includes('*'));
	const callers = new Set(graph.callersOf(fn.id).map(({ id }) => fileOf(id)));
	return users.length > 0 && users.every((user) => !user.isBarrel && (fn.owner !== undefined || callers.has(user.file) || graph.factsOf(user.file).isTest));
}

/** Default exports of files in one folder (commands, handlers, migrations) are mostly run alike by whoever takes them. */
function isOneOfMany(id: FunctionId, graph: CallGraph): boolean {
	return isDefault(id) && (indexOf(graph).defaults.get(folderOf(fileOf(id))) ?? 0) > 1;
}

function isDefault(id: FunctionId): boolean { return id.endsWith('#default'); }
function folderOf(file: string): string { return file.slice(0, file.lastIndexOf('/')); }

/** Good for one version of a graph. */
class PerGraph<T> {
	private readonly known = new WeakMap<CallGraph, { readonly version: number; readonly value: T }>();
	private readonly make: (graph: CallGraph) => T;
	constructor(make: (graph: CallGraph) => T) { this.make = make; }

	of(graph: CallGraph): T {
		const before = this.known.get(graph);
		if (before?.version === graph.version) { return before.value; }
		const value = this.make(graph);
		this.known.set(graph, { version: graph.version, value });
		return value;
	}
}

const indexes = new PerGraph((graph): Index => {
	const derived = new Set<string>();
	const namesakes = new Map<string, number>();
	const defaults = new Map<string, number>();
	const importers = new Map<string, Importer[]>();
	const mentioned = new Set<string>();
	for (const file of graph.files()) {
		for (const name of asyncMethodsIn(file)) { count(namesakes, name); }
		if (hasAsyncDefault(file)) { count(defaults, folderOf(file.file)); }
		for (const { bases } of file.types) { for (const base of bases) { derived.add(base); } }
		for (const each of file.mentions ?? []) { mentioned.add(each); }
		for (const [imported, names] of Object.entries(file.imports ?? {})) {
			const own = importers.get(imported);
			const importer = { file: file.file, names, isBarrel: isBarrel(file) };
			if (own === undefined) { importers.set(imported, [importer]); } else { own.push(importer); }
		}
	}
	return { derived, namesakes, defaults, importers, mentioned };
});

const uses = new PerGraph((graph): Uses => {
	const held = new Set<FunctionId>();
	const calledAs = new Set<string>();
	for (const file of graph.files()) {
		const found = usesInFile(file);
		for (const id of found.held) { held.add(id); }
		for (const callee of found.called) {
			const name = unknownName(callee, graph);
			if (name !== undefined) { calledAs.add(name); }
		}
	}
	return { held, calledAs };
});

const asyncMethodsIn = perFile(({ functions }) => functions.filter(({ kind, isAsync }) => kind === 'method' && isAsync).map(({ id }) => lastName(id)));

const hasAsyncDefault = perFile(({ functions }) => functions.some(({ id, isAsync }) => isAsync && isDefault(id)));

/** The functions that a file stores, returns or gives to something, and what it calls other than packages' functions: each once. */
const usesInFile = perFile(({ functions }): { readonly held: ReadonlySet<FunctionId>; readonly called: readonly Callee[] } => {
	const held = new Set<FunctionId>();
	const called = new Map<string, Callee>();
	for (const { body } of functions) {
		eachStep(body, (step) => {
			if (step.kind === 'call') {
				const { callee } = step;
				if (callee.kind !== 'external') { called.set(callee.kind === 'function' ? callee.id : callee.kind === 'parameter' ? `parameter ${callee.path?.at(-1) ?? ''}` : `unresolved ${callee.name}`, callee); }
				for (const { value } of step.arguments) { addFunctions(value, held); }
			}
			if (step.kind === 'place' || step.kind === 'exit' || step.kind === 'bind' && !step.isDeclaration) { addFunctions(step.value, held); }
			if (step.kind === 'bind' && step.value.kind !== 'function') { addFunctions(step.value, held); }
		});
	}
	return { held, called: [...called.values()] };
});

function indexOf(graph: CallGraph): Index { return indexes.of(graph); }
function usesIn(graph: CallGraph): Uses { return uses.of(graph); }

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
