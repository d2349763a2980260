/** The lists of a file from whose front something is taken, with all that the file does to them. */
import type { CallStep, FileOutline, FunctionId, FunctionOutline, Place, PlaceStep, Step, Value } from '../../outline/model.ts';
import { stepsOf } from '../../outline/walk.ts';

/** One operation on a list. */
export interface ListUse {
	readonly function: FunctionOutline;
	readonly step: PlaceStep;
	/** The steps around it, outermost first. */
	readonly path: readonly Step[];
}

export interface Removal extends ListUse {
	readonly call: CallStep;
}

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
	/** Entries are put in front too. */
	readonly growsInFront: boolean;
	readonly pushes: readonly ListUse[];
	/** At least one, in the order of the text. */
	readonly removals: readonly Removal[];
}

/** The arrays of a file, known as such by the compiler, that lose entries at the front. In the order of their first removal. */
export function frontRemovals(outline: FileOutline): readonly List[] {
	const names = namesIn(outline);
	const found = new Map<string, { place: Place; pushes: ListUse[]; removals: Removal[]; users: Set<FunctionId>; isCutInside: boolean; growsInFront: boolean }>();
	for (const fn of outline.functions) {
		// By where they end: the one that an operation is part of stands before it.
		const calls = new Map<number, CallStep>();
		for (const { step, path } of stepsOf(fn.body)) {
			if (step.kind === 'call') { calls.set(step.span.end, step); }
			if (step.kind !== 'place') { continue; }
			const key = keyOf(step.place, fn, names);
			const entry = found.get(key) ?? { place: step.place, pushes: [], removals: [], users: new Set(), isCutInside: false, growsInFront: false };
			found.set(key, entry);
			entry.users.add(fn.id);
			if (step.operation === 'push') { entry.pushes.push({ function: fn, step, path }); }
			if (step.operation === 'remove' && !isFromFront(calls.get(step.span.end))) { entry.isCutInside = true; }
			if (step.operation === 'unshift') { entry.growsInFront = true; }
			const call = step.operation === 'shift' || step.operation === 'remove' ? calls.get(step.span.end) : undefined;
			if (call !== undefined && isTakenFromFront(step, call)) { entry.removals.push({ function: fn, step, path, call }); }
		}
	}
	return [...found.values()]
		.filter(({ removals }) => removals.length > 0)
		.flatMap(({ place, pushes, removals, users, isCutInside, growsInFront }): List[] => {
			const life = lifetimeOf(place, users, names);
			return life === undefined ? [] : [{ place, name: nameOf(place, names), users, isCutInside, growsInFront, pushes, removals: removals.toSorted((a, b) => a.step.span.start - b.step.span.start), ...life }];
		})
		.toSorted((a, b) => (a.removals[0]?.step.span.start ?? 0) - (b.removals[0]?.step.span.start ?? 0));
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
