/** What the call graph takes from one file's outline, before anything outside the file is looked at. */
import type { CallStep, Callee, FileOutline, FunctionId, FunctionOutline, Place, Step } from '../outline/model.ts';
import { stepsOf } from '../outline/walk.ts';
import { sitesOf, type Site } from './sites.ts';
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
	| { readonly kind: 'called'; readonly in: FunctionId; readonly path: readonly string[] }
	| { readonly kind: 'given'; readonly in: FunctionId; readonly path: readonly string[]; readonly gift: Gift }
	/** Stored or returned: from then on it may be called by anyone. */
	| { readonly kind: 'kept'; readonly in: FunctionId; readonly path: readonly string[] };

export interface FunctionReading {
	readonly outline: FunctionOutline;
	readonly file: FileReading;
	readonly sites: readonly Site[];
	readonly gifts: readonly Gift[];
	/** Functions that it stores or returns. */
	readonly kept: ReadonlySet<FunctionId>;
	/** Closures that it calls where it writes them. */
	readonly calledInPlace: ReadonlySet<FunctionId>;
	/** The ids of everything in the workspace that it calls or gives away. */
	readonly mentions: ReadonlySet<FunctionId>;
	readonly hasAwait: boolean;
}

export interface FileReading {
	readonly outline: FileOutline;
	readonly bindings: Bindings;
	readonly functions: ReadonlyMap<FunctionId, FunctionReading>;
	/** By `parameterKey`. */
	readonly parameterUses: ReadonlyMap<string, readonly Use[]>;
	/** What happens, within the file, to the functions written in others. */
	readonly functionUses: ReadonlyMap<FunctionId, readonly Use[]>;
}

export function parameterKey(id: FunctionId, index: number): string {
	return `${id}\t${index}`;
}

/** Reads a file's outline. */
export function readFileOutline(outline: FileOutline): FileReading {
	const bindings = new Bindings(outline);
	const functions = new Map<FunctionId, FunctionReading>();
	const parameterUses = new Map<string, Use[]>();
	const functionUses = new Map<FunctionId, Use[]>();
	const file: FileReading = { outline, bindings, functions, parameterUses, functionUses };
	const members = new Set(outline.types.flatMap((type) => Object.values(type.members)));
	for (const each of outline.functions) {
		const reading = readFunction(each, file, members);
		functions.set(each.id, reading);
		collectUses(reading, parameterUses, functionUses);
	}
	return file;
}

function readFunction(outline: FunctionOutline, file: FileReading, members: ReadonlySet<FunctionId>): FunctionReading {
	const calledInPlace = new Set<FunctionId>();
	const kept = new Set<FunctionId>();
	let hasAwait = false;
	for (const { step } of stepsOf(outline.body)) {
		if (step.kind === 'closure' && step.use === 'called') { calledInPlace.add(step.function); }
		if (step.kind === 'await') { hasAwait = true; }
		for (const { leaf } of keptBy(step, file.bindings)) { if (leaf.kind === 'function' && !members.has(leaf.id)) { kept.add(leaf.id); } }
	}
	const all = sitesOf(outline);
	const called = new Set(all.flatMap(({ step, callee }) => step.kind === 'call' && callee.kind === 'function' ? [callee.id] : []));
	// A closure called in place may also be a call of its own; one edge is enough.
	const sites = all.filter(({ step }) => step.kind !== 'closure' || !called.has(step.function));
	const gifts = sites.flatMap((site) => giftsOf(site, file.bindings));
	const mentions = new Set<FunctionId>();
	for (const { callee } of sites) { if (callee.kind === 'function') { mentions.add(callee.id); } }
	for (const { leaf } of gifts) { if (leaf.kind === 'function') { mentions.add(leaf.id); } }
	for (const id of kept) { mentions.add(id); }
	return { outline, file, sites, gifts, kept, calledInPlace, mentions, hasAwait };
}

function giftsOf(site: Site, bindings: Bindings): Gift[] {
	const { step } = site;
	if (step.kind !== 'call') { return []; }
	return step.arguments.flatMap(({ value }, index) => bindings.leavesOf(value).map(({ path, leaf }) => ({ site: { ...site, step }, index, path, leaf })));
}

/** What a step stores or returns. Exports are not among it: whoever imports them is known by name. */
function keptBy(step: Step, bindings: Bindings) {
	if (step.kind === 'exit') { return step.value ? bindings.leavesOf(step.value) : []; }
	if (step.kind !== 'place' || !step.value || isExportTable(step.place)) { return []; }
	return bindings.leavesOf(step.value);
}

/** `module.exports` and `exports`. */
function isExportTable(place: Place): boolean {
	return place.root === 'global' && (place.name === 'exports' || place.name === 'module' && place.path[0] === 'exports');
}

function collectUses(reading: FunctionReading, parameterUses: Map<string, Use[]>, functionUses: Map<FunctionId, Use[]>): void {
	const inside = reading.outline.id;
	const push = <Key>(uses: Map<Key, Use[]>, key: Key, use: Use) => {
		const list = uses.get(key);
		if (list) { list.push(use); } else { uses.set(key, [use]); }
	};
	const calls = (callee: Callee) => {
		if (callee.kind === 'parameter') { push(parameterUses, parameterKey(callee.function, callee.index), { kind: 'called', in: inside, path: callee.path ?? [] }); }
		if (callee.kind === 'function') { push(functionUses, callee.id, { kind: 'called', in: inside, path: [] }); }
	};
	for (const { callee } of reading.sites) { calls(callee); }
	for (const gift of reading.gifts) {
		const { leaf } = gift;
		if (leaf.kind === 'parameter') { push(parameterUses, parameterKey(leaf.function, leaf.index), { kind: 'given', in: inside, path: leaf.path, gift }); }
		if (leaf.kind === 'function') { push(functionUses, leaf.id, { kind: 'given', in: inside, path: [], gift }); }
	}
	for (const id of reading.kept) { push(functionUses, id, { kind: 'kept', in: inside, path: [] }); }
	for (const { step } of stepsOf(reading.outline.body)) {
		for (const { leaf } of keptBy(step, reading.file.bindings)) {
			if (leaf.kind === 'parameter') { push(parameterUses, parameterKey(leaf.function, leaf.index), { kind: 'kept', in: inside, path: leaf.path }); }
		}
	}
}
