/** What the call graph takes from one file's outline, before anything outside the file is looked at. */
import type { CallStep, Condition, FileOutline, FunctionId, FunctionOutline, Place, Requirement, Step, Value } from '../outline/model.ts';
import { eachStep, sitesOf, type ReturnSite, type Site } from './sites.ts';
import { contains } from '../outline/span.ts';
import { stepsOf } from '../outline/walk.ts';
import { Bindings, type Leaf } from './values.ts';

/** A function, parameter or outside name given to a call. */
export interface Gift {
	readonly site: Site & { readonly step: CallStep };
	/** The argument's index; property names lead from it to the leaf. */
	readonly index: number;
	readonly path: readonly string[];
	readonly leaf: Leaf;
}

/** One thing that happens to a parameter, or to a function written in another one. */
export type Use =
	| { readonly kind: 'called'; readonly in: FunctionId; readonly path: readonly string[]; readonly isOfAsyncOnly?: boolean }
	| { readonly kind: 'given'; readonly in: FunctionId; readonly path: readonly string[]; readonly gift: Gift }
	/** Stored or returned: from then on it may be called by anyone. */
	| { readonly kind: 'kept'; readonly in: FunctionId; readonly path: readonly string[] };

export interface FunctionReading {
	readonly outline: FunctionOutline;
	readonly file: FileReading;
	readonly sites: readonly Site[];
	readonly gifts: readonly Gift[];
	/** What it stores or returns. */
	readonly keeps: readonly Leaf[];
	/** Closures that it calls where it writes them. */
	readonly calledInPlace: ReadonlySet<FunctionId>;
	/** The ids of everything in the workspace that it calls or gives away. */
	readonly mentions: ReadonlySet<FunctionId>;
	readonly hasAwait: boolean;
	/** Steps right behind which the process ends. */
	readonly last: ReadonlySet<Step>;
	/** A parameter is a function where none is given. */
	readonly hasFunctionDefault: boolean;
	/** Where it returns, if what it gives may hang on the platform. */
	readonly returns: readonly Return[];
}

export interface Return {
	readonly value?: Value;
	readonly requires: readonly Requirement[];
	readonly condition?: Condition;
}

export interface FileReading {
	readonly outline: FileOutline;
	readonly bindings: Bindings;
	readonly functions: ReadonlyMap<FunctionId, FunctionReading>;
	/** By `parameterKey`. */
	readonly parameterUses: ReadonlyMap<string, readonly Use[]>;
	/** What happens, within the file, to the functions written in others. */
	readonly functionUses: ReadonlyMap<FunctionId, readonly Use[]>;
	/** By function, the parameters on which it may depend what blocks: conditions look at them, or calls hand them on to other functions. Seldom asked. */
	readonly decisive: () => ReadonlyMap<FunctionId, ReadonlySet<number>>;
}

export function parameterKey(id: FunctionId, index: number): string {
	return `${id}\t${index}`;
}

const readings = new WeakMap<FileOutline, FileReading>();

/** What there is to know of a file by its outline alone; read once, which may be before the graph takes it. `before`: of functions that are `unchanged` what was read of them holds. */
export function readingOf(outline: FileOutline, before?: FileReading, unchanged?: ReadonlySet<FunctionId>): FileReading {
	const known = readings.get(outline) ?? readFileOutline(outline, (id) => (unchanged?.has(id) === true ? before?.functions.get(id) : undefined));
	readings.set(outline, known);
	return known;
}

function readFileOutline(outline: FileOutline, kept: (id: FunctionId) => FunctionReading | undefined): FileReading {
	const bindings = new Bindings(outline.functions);
	const functions = new Map<FunctionId, FunctionReading>();
	const parameterUses = new Map<string, Use[]>();
	const functionUses = new Map<FunctionId, Use[]>();
	let known: ReadonlyMap<FunctionId, ReadonlySet<number>> | undefined;
	const file: FileReading = { outline, bindings, functions, parameterUses, functionUses, decisive: () => known ??= decisiveIn(functions.values()) };
	const members = new Set(outline.types.flatMap((type) => Object.values(type.members)));
	for (const each of outline.functions) {
		const before = kept(each.id);
		const reading = before === undefined ? readFunction(each, file, members) : { ...before, file };
		functions.set(each.id, reading);
		collectUses(reading, parameterUses, functionUses);
	}
	return file;
}

/** Notes parameters that conditions look at, and those that calls hand on to other functions of the workspace. */
function decisiveIn(functions: Iterable<FunctionReading>): Map<FunctionId, Set<number>> {
	const decisive = new Map<FunctionId, Set<number>>();
	const note = (id: FunctionId, index: number) => {
		const indices = decisive.get(id);
		if (indices) { indices.add(index); } else { decisive.set(id, new Set([index])); }
	};
	for (const { sites, gifts } of functions) {
		for (const { position } of sites) { for (const { value } of position.requires) { if (value.kind === 'parameter') { note(value.function, value.index); } } }
		for (const { leaf, site } of gifts) { if (leaf.kind === 'parameter' && site.callee.kind === 'function') { note(leaf.function, leaf.index); } }
	}
	return decisive;
}

function readFunction(outline: FunctionOutline, file: FileReading, members: ReadonlySet<FunctionId>): FunctionReading {
	const calledInPlace = new Set<FunctionId>();
	const keeps: Leaf[] = [];
	let hasAwait = false;
	eachStep(outline.body, (step) => {
		if (step.kind === 'closure' && step.use === 'called') { calledInPlace.add(step.function); }
		if (step.kind === 'await') { hasAwait = true; }
		// A method that is written as a field is called by its name, like any other.
		for (const { leaf } of keptBy(step, file.bindings)) { if (leaf.kind !== 'function' || !members.has(leaf.id)) { keeps.push(leaf); } }
	});
	const { sites: all, returns, last } = sitesOf(outline);
	let sites = all;
	if (calledInPlace.size > 0) {
		// A closure called in place may also be a call of its own; one edge is enough.
		const called = new Set(sites.flatMap(({ step, callee }) => step.kind === 'call' && callee.kind === 'function' ? [callee.id] : []));
		sites = sites.filter(({ step }) => step.kind !== 'closure' || !called.has(step.function));
	}
	const gifts: Gift[] = [];
	const mentions = new Set<FunctionId>();
	for (const site of sites) {
		if (site.callee.kind === 'function') { mentions.add(site.callee.id); }
		for (const gift of giftsOf(site, file.bindings)) { gifts.push(gift); }
	}
	for (const { leaf } of gifts) { if (leaf.kind === 'function') { mentions.add(leaf.id); } }
	for (const leaf of keeps) { if (leaf.kind === 'function') { mentions.add(leaf.id); } }
	return { outline, file, sites, gifts, keeps, calledInPlace, mentions, hasAwait, last, hasFunctionDefault: outline.parameters.some((each) => each.default?.kind === 'function'), returns: tellingReturns(returns) };
}

/** All returns of a function, if one of them may hang on the platform. */
function tellingReturns(returns: readonly ReturnSite[]): readonly Return[] {
	const isTelling = ({ step: { condition }, requires }: ReturnSite) => condition !== undefined || requires.some(({ value, aspect }) => !aspect && (value.kind === 'external' || value.kind === 'call' || value.kind === 'place'));
	return returns.some(isTelling) ? returns.map(({ step: { value, condition }, requires }) => ({ requires, ...(value && { value }), ...(condition && { condition }) })) : nothing;
}

function giftsOf(site: Site, bindings: Bindings): readonly Gift[] {
	const { step } = site;
	if (step.kind !== 'call' || step.arguments.length === 0) { return nothing; }
	const gifts: Gift[] = [];
	for (const [index, { value }] of step.arguments.entries()) {
		for (const { path, leaf } of bindings.leavesOf(value)) { gifts.push({ site: site as Gift['site'], index, path, leaf }); }
	}
	return gifts;
}

const nothing: readonly never[] = [];

/** What a step stores or returns. Exports are not among it: whoever imports them is known by name. */
function keptBy(step: Step, bindings: Bindings) {
	if (step.kind === 'exit') { return step.value ? bindings.leavesOf(step.value) : nothing; }
	if (step.kind !== 'place' || !step.value || isExportTable(step.place)) { return nothing; }
	return bindings.leavesOf(step.value);
}

/** `module.exports` and `exports`. */
function isExportTable(place: Place): boolean {
	return place.root === 'global' && (place.name === 'exports' || place.name === 'module' && place.path[0] === 'exports');
}

const threadQueues = /^(?:queue|multiprocessing\.queues|janus)#\w+\.put(?:_nowait)?$/;

/** True if of two steps of a function only one is taken: they stand in two arms of a branch, or the second behind an arm that ends the function. */
function areExclusive(first: Step, second: Step, { body }: FunctionOutline): boolean {
	const around = stepsOf(body).find(({ step }) => step === first)?.path ?? [];
	return around.some((each) => {
		if (each.kind !== 'branch') { return false; }
		const arm = each.arms.find(({ block }) => contains(block.span, first.span));
		if (arm === undefined || contains(arm.block.span, second.span)) { return false; }
		const last = arm.block.steps.at(-1);
		return contains(each.span, second.span) || second.span.start >= each.span.end && last?.kind === 'exit' && last.exit === 'return';
	});
}

function collectUses(reading: FunctionReading, parameterUses: Map<string, Use[]>, functionUses: Map<FunctionId, Use[]>): void {
	const inside = reading.outline.id;
	const push = <Key>(uses: Map<Key, Use[]>, key: Key, use: Use) => {
		const list = uses.get(key);
		if (list) { list.push(use); } else { uses.set(key, [use]); }
	};
	const queued = reading.gifts.filter(({ site: { callee }, leaf }) => leaf.kind === 'parameter' && callee.kind === 'external' && threadQueues.test(callee.symbol));
	const calls = (site: Site) => {
		const { callee, step } = site;
		// What else is put in a queue for a thread is called here while that thread does not run.
		if (callee.kind === 'parameter' && queued.some(({ leaf, site: other }) => leaf.kind === 'parameter' && leaf.function === callee.function && leaf.index === callee.index && areExclusive(other.step, step, reading.outline))) { return; }
		const isOfAsyncOnly = step.kind === 'call' && step.isOfAsyncOnly === true;
		if (callee.kind === 'parameter') { push(parameterUses, parameterKey(callee.function, callee.index), { kind: 'called', in: inside, path: callee.path ?? [], ...(isOfAsyncOnly && { isOfAsyncOnly }) }); }
		if (callee.kind === 'function') { push(functionUses, callee.id, { kind: 'called', in: inside, path: [] }); }
	};
	for (const site of reading.sites) { calls(site); }
	for (const gift of reading.gifts) {
		const { leaf } = gift;
		if (leaf.kind === 'parameter') { push(parameterUses, parameterKey(leaf.function, leaf.index), { kind: 'given', in: inside, path: leaf.path, gift }); }
		if (leaf.kind === 'function') { push(functionUses, leaf.id, { kind: 'given', in: inside, path: [], gift }); }
	}
	for (const leaf of reading.keeps) {
		if (leaf.kind === 'parameter') { push(parameterUses, parameterKey(leaf.function, leaf.index), { kind: 'kept', in: inside, path: leaf.path }); }
		if (leaf.kind === 'function') { push(functionUses, leaf.id, { kind: 'kept', in: inside, path: [] }); }
	}
}
