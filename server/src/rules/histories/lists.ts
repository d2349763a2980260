/** The lists of a file from whose front something is taken, with all that the file does to them. */
import type { BindingId, CallStep, FileOutline, FunctionId, FunctionOutline, Place, PlaceOperation, PlaceStep, Step, Value } from '../../outline/model.ts';
import type { Span } from '../../outline/span.ts';
import { stepsOf } from '../../outline/walk.ts';

/** One operation on a list. */
export interface ListUse {
	readonly function: FunctionOutline;
	readonly step: PlaceStep;
	/** The steps around it, outermost first. */
	readonly path: readonly Step[];
}

/** What moves or copies the entries of a list. */
export interface Removal extends ListUse {
	/** Where a squiggle goes. */
	readonly nameSpan: Span;
	/** How it is written: `shift()`. */
	readonly how: Way;
}

export type Way = 'shift()' | 'splice(0, …)' | 'pop(0)' | 'del [0]' | 'del [:-n]' | '[1:]' | '[-n:]' | 'insert(0, …)' | 'remove(0)' | 'drain(..n)';

export interface List {
	readonly place: Place;
	/** `this.events`, `queue`. */
	readonly name: string;
	/**
	 * How long it lives: as long as an object or the module; as a local that other functions hold too; as a local that is made here, or that
	 * somebody else made (a parameter, an entry of a map).
	 */
	readonly lifetime: 'object' | 'module' | 'captured' | 'local' | 'borrowed';
	/** Where a local is declared. */
	readonly declaredIn?: FunctionId;
	/** The functions that do something with it. */
	readonly users: ReadonlySet<FunctionId>;
	/** Entries are taken out of its middle too, or put there: it is neither history nor queue alone. */
	readonly isCutInside: boolean;
	/** It is put in another order, or entries are put in its middle, which what takes an array's place cannot do. Told in TypeScript. */
	readonly isRearranged: boolean;
	/** Entries are looked for in it: it is a table as much as a queue. Told in TypeScript. */
	readonly isSearched: boolean;
	/** What stands at a computed index is read (`lines[y]`), which takes a list. Told in Python. */
	readonly isReadInside: boolean;
	/** Entries are put in front too. */
	readonly growsInFront: boolean;
	readonly pushes: readonly ListUse[];
	/** What puts an entry in front of all others, where such a list is known to be kept short at its end. */
	readonly insertions: readonly Removal[];
	/** What takes entries from its end. */
	readonly endCuts: readonly ListUse[];
	/** In the order of the text; at least one of these or of the insertions. */
	readonly removals: readonly Removal[];
}

/** The arrays of a file, known as such by the compiler, that lose entries at the front. In the order of their first removal. */
export function frontRemovals(outline: FileOutline): readonly List[] {
	const names = namesIn(outline);
	// Most files take nothing from the front of a list.
	if (!outline.functions.some(({ body }) => stepsOf(body).some(({ step }) => step.kind === 'place' && atTheFront.has(step.operation)))) { return []; }
	const takingOf = outline.language === 'python' ? pythonTaking : outline.language === 'rust' ? vecTaking : arrayTaking;
	const found = new Map<string, Found>();
	/** Locals that are put into another list as a whole: what is cut off them then begins another one. */
	const handedOn = new Set<number>();
	const listAt = (place: Place, fn: FunctionOutline): Found => {
		const key = keyOf(place, fn, names);
		const entry = found.get(key) ?? { place, pushes: [], removals: [], insertions: [], endCuts: [], users: new Set(), isCutInside: false, isRearranged: false, isSearched: false, isReadInside: false, growsInFront: false };
		found.set(key, entry);
		return entry;
	};
	const variables = moduleVariables(outline);
	for (const fn of outline.functions) {
		// By where they end: the one that an operation is part of stands before it.
		const calls = new Map<number, CallStep>();
		const steps = stepsOf(fn.body);
		const assigned = new Set(steps.flatMap(({ step }) => (step.kind === 'bind' || step.kind === 'place' && step.operation === 'assign' ? [step.span.end] : [])));
		for (const { step, path } of steps) {
			if (step.kind === 'call') { calls.set(step.span.end, step); }
			const rearranged = outline.language === 'typescript' ? calledOn(step, rearranging, variables) : undefined;
			if (rearranged !== undefined) { listAt(rearranged, fn).isRearranged = true; }
			const searched = outline.language === 'typescript' ? calledOn(step, searching, variables) : undefined;
			if (searched !== undefined) { listAt(searched, fn).isSearched = true; }
			if (step.kind !== 'place') { continue; }
			if (step.operation === 'push' && step.value?.kind === 'binding' && outline.language === 'python') { handedOn.add(step.value.binding); }
			const entry = listAt(step.place, fn);
			const use: ListUse = { function: fn, step, path };
			const call = calls.get(step.span.end);
			entry.users.add(fn.id);
			if (step.isComputed === true) { entry.isReadInside = true; }
			if (step.operation === 'push') { entry.pushes.push(use); }
			if (step.operation === 'unshift') { entry.growsInFront = true; }
			if (step.operation === 'pop') { entry.endCuts.push(use); }
			const taking = takingOf(step, call, assigned.has(step.span.end));
			if (taking === 'inside') { entry.isCutInside = true; entry.isRearranged ||= outline.language === 'typescript' && (call?.arguments.length ?? 0) > 2; } else if (taking?.how === 'insert(0, …)') { entry.insertions.push({ ...use, ...taking }); } else if (taking !== undefined) { entry.removals.push({ ...use, ...taking }); }
		}
	}
	return [...found.values()]
		.map((list): Found => (list.place.root === 'binding' && list.place.binding !== undefined && list.place.path.length === 0 && handedOn.has(list.place.binding) ? { ...list, removals: list.removals.filter(({ how }) => how !== '[-n:]') } : list))
		.filter(({ removals, insertions, endCuts }) => removals.length > 0 || insertions.length > 0 && endCuts.length > 0)
		.flatMap((list): List[] => {
			const life = lifetimeOf(list.place, list.users, names);
			const name = nameOf(list.place, names);
			return life === undefined ? [] : [{ ...list, name: outline.language !== 'typescript' ? name.replace(/^this\b/, 'self') : name, removals: list.removals.toSorted((a, b) => a.step.span.start - b.step.span.start), ...life }];
		})
		.toSorted((a, b) => firstOf(a) - firstOf(b));
}

interface Found {
	readonly place: Place;
	readonly pushes: ListUse[];
	readonly removals: Removal[];
	readonly insertions: Removal[];
	readonly endCuts: ListUse[];
	readonly users: Set<FunctionId>;
	isCutInside: boolean;
	isRearranged: boolean;
	isSearched: boolean;
	isReadInside: boolean;
	growsInFront: boolean;
}

function firstOf({ removals: [first], insertions: [insertion] }: List): number {
	return (first ?? insertion)?.step.span.start ?? 0;
}

type Taking = Pick<Removal, 'nameSpan' | 'how'> | 'inside' | undefined;

const atTheFront: ReadonlySet<PlaceOperation> = new Set(['shift', 'unshift', 'remove']);

function arrayTaking(step: PlaceStep, call: CallStep | undefined): Taking {
	if ((step.operation === 'shift' || step.operation === 'remove') && call !== undefined && isTakenFromFront(step, call)) {
		return { nameSpan: call.nameSpan, how: step.operation === 'shift' ? 'shift()' : 'splice(0, …)' };
	}
	return step.operation === 'remove' && !isFromFront(call) ? 'inside' : undefined;
}

const rearranging = /^lib#\w*Array\.(?:sort|reverse|copyWithin)$/;
const searching = /^lib#\w*Array\.(?:find(?:Last)?(?:Index)?|filter|indexOf|lastIndexOf|includes)$/;

/** The list of `jobs.sort(byRank)`. */
function calledOn(step: Step, methods: RegExp, variables: ReadonlyMap<BindingId, Place>): Place | undefined {
	return step.kind === 'call' && step.callee.kind === 'external' && methods.test(step.callee.symbol) ? placeOf(step.receiver, variables) : undefined;
}

function placeOf(value: Value | undefined, variables: ReadonlyMap<BindingId, Place>): Place | undefined {
	return value?.kind === 'place' ? value.place : value?.kind === 'binding' ? variables.get(value.binding) ?? { root: 'binding', binding: value.binding, path: [] } : undefined;
}

/** As a value, a variable of the module is a binding like any other; as a place, it is the module's. */
function moduleVariables({ file, functions }: FileOutline): ReadonlyMap<BindingId, Place> {
	return new Map(functions.filter(({ kind }) => kind === 'module').flatMap(({ body }) => body.steps.flatMap((step) => (step.kind === 'bind' && step.isDeclaration ? [[step.binding, { root: 'module', name: `${file}#${step.name}`, path: [] }] as const] : []))));
}

export function isSamePlace(a: Place, b: Place): boolean {
	return a.root === b.root && a.name === b.name && a.binding === b.binding && a.path.join('.') === b.path.join('.');
}

/** A `deque` does the same without moving anything: only what is known to be a list counts. */
function pythonTaking({ operation, place, leaves, span }: PlaceStep, call: CallStep | undefined, isAssigned: boolean): Taking {
	if (place.type !== 'builtins#list') { return undefined; }
	const method = call?.callee.kind === 'external' ? call.callee.symbol : undefined;
	switch (operation) {
		case 'shift':
			if (call === undefined) { return { nameSpan: span, how: isAssigned ? '[1:]' : 'del [0]' }; }
			return method === 'builtins#list.pop' ? { nameSpan: call.nameSpan, how: 'pop(0)' } : undefined;
		case 'unshift': return call !== undefined && method === 'builtins#list.insert' ? { nameSpan: call.nameSpan, how: 'insert(0, …)' } : undefined;
		case 'remove':
			if (call === undefined && leaves !== undefined) { return { nameSpan: span, how: isAssigned ? '[-n:]' : 'del [:-n]' }; }
			return method === 'builtins#list.clear' ? undefined : 'inside';
		default: return undefined;
	}
}

/** A `VecDeque` does the same without moving anything: only what is known to be a `Vec` counts. */
function vecTaking({ operation, place }: PlaceStep, call: CallStep | undefined): Taking {
	const method = call?.callee.kind === 'external' ? call.callee.symbol : undefined;
	if (place.type !== 'std::vec#Vec' || method === undefined || call === undefined) { return undefined; }
	if (operation === 'shift') { return method === 'std::vec#Vec.remove' ? { nameSpan: call.nameSpan, how: 'remove(0)' } : undefined; }
	return operation === 'remove' && !/\.(?:clear|drain)$/.test(method) ? 'inside' : undefined;
}

function isFromFront(call: CallStep | undefined): boolean {
	const from = call?.arguments[0]?.value;
	return from?.kind === 'constant' && from.value === 0;
}

/** `shift()`, or `splice(0, n)` that takes one out or all but a number; `splice(0)` empties the list, and a cut of many at once is rare enough to be cheap. */
function isTakenFromFront({ operation, leaves }: PlaceStep, { callee, arguments: given, result }: CallStep): boolean {
	if (callee.kind !== 'external') { return false; }
	if (operation === 'shift') { return callee.symbol === 'lib#Array.shift'; }
	const [from, count, more] = given;
	if (callee.symbol !== 'lib#Array.splice' || more !== undefined || result.kind !== 'discarded') { return false; }
	const isOne = count?.value.kind === 'constant' && count.value.value === 1;
	return from?.value.kind === 'constant' && from.value.value === 0 && (isOne || leaves !== undefined);
}

interface Names {
	/** By binding: what it is called, the function that declares it, and its first value; none for a parameter. */
	readonly bindings: ReadonlyMap<number, { readonly name: string; readonly function: FunctionId; readonly value?: Value }>;
	/** By function: the type whose `this` it sees. */
	readonly owners: ReadonlyMap<FunctionId, string>;
}

function namesIn(outline: FileOutline): Names {
	const bindings = new Map<number, { name: string; function: FunctionId; value?: Value }>();
	const owners = new Map<FunctionId, string>();
	const byId = new Map(outline.functions.map((fn) => [fn.id, fn]));
	for (const fn of outline.functions) {
		for (const { name, binding } of fn.parameters) { if (binding !== undefined) { bindings.set(binding, { name, function: fn.id }); } }
		for (const { step } of stepsOf(fn.body)) {
			if (step.kind === 'bind' && step.isDeclaration && !bindings.has(step.binding)) { bindings.set(step.binding, { name: step.name, function: fn.id, value: step.value }); }
		}
		let at: FunctionOutline | undefined = fn;
		while (at !== undefined && at.owner === undefined) { at = at.enclosing === undefined ? undefined : byId.get(at.enclosing); }
		if (at?.owner !== undefined) { owners.set(fn.id, at.owner); }
	}
	return { bindings, owners };
}

/** Equal for places that are the same list, as far as one file tells. */
function keyOf(place: Place, fn: FunctionOutline, { owners }: Names): string {
	const root = place.root === 'this' ? `this of ${owners.get(fn.id) ?? ''}` : place.root === 'binding' ? `binding ${place.binding}` : `${place.root} ${place.name}`;
	return [root, ...place.path].join('\n');
}

function nameOf(place: Place, { bindings }: Names): string {
	const root = place.root === 'this' ? 'this' : place.root === 'binding' ? bindings.get(place.binding ?? -1)?.name ?? '' : place.name?.slice(place.name.indexOf('#') + 1) ?? '';
	return [root, ...place.path].join('.').replaceAll('.[]', '[…]');
}

function lifetimeOf(place: Place, users: ReadonlySet<FunctionId>, { bindings }: Names): Pick<List, 'lifetime' | 'declaredIn'> | undefined {
	if (place.root === 'this') { return place.path.length === 0 ? undefined : { lifetime: 'object' }; }
	if (place.root === 'module') { return { lifetime: 'module' }; }
	const declared = place.root === 'binding' && place.path.length === 0 ? bindings.get(place.binding ?? -1) : undefined;
	if (declared === undefined) { return undefined; }
	const isMadeHere = declared.value?.kind === 'list' || (declared.value?.kind === 'constant' && declared.value.value === null);
	const isCaptured = [...users].some((id) => id !== declared.function);
	return { lifetime: isCaptured ? 'captured' : isMadeHere ? 'local' : 'borrowed', declaredIn: declared.function };
}
