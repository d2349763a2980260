/** Finds the functions that a callee's id stands for: itself, an inherited or implemented member, a constructor with its field initialisers. */
import type { FunctionId, FunctionOutline, TypeOutline } from '../outline/model.ts';
import { compareText } from './fewestHops.ts';

export interface Resolved {
	/** What may run, in a fixed order. */
	readonly targets: readonly FunctionId[];
	/** Set where one of the targets runs and it is not known which: the id of the declared member. */
	readonly member?: FunctionId;
	/** False if a type is known to implement the member in a way that has no outline. */
	readonly isComplete: boolean;
	/** The ids of types and functions that had a say in it (also by not being there): when one of them changes it has to be asked again. */
	readonly consulted: Iterable<string>;
}

const nothing: readonly never[] = [];

export interface Workspace {
	function(id: FunctionId): FunctionOutline | undefined;
	/** True if the file of a type holds tests, whose doubles are no implementors for others. */
	isTestType(id: string): boolean;
}

export class Hierarchy {
	readonly #types = new Map<string, TypeOutline>();
	readonly #derived = new Map<string, Set<string>>();
	/** Field initialisers by their type. */
	readonly #initializers = new Map<string, Set<FunctionId>>();
	readonly #workspace: Workspace;
	/** What was resolved since the last change; many calls name one member. */
	readonly #resolved = new Map<FunctionId, Resolved>();

	constructor(workspace: Workspace) {
		this.#workspace = workspace;
	}

	add(types: readonly TypeOutline[], functions: readonly FunctionOutline[]): void {
		this.#resolved.clear();
		for (const type of types) {
			this.#types.set(type.id, type);
			for (const base of type.bases) { entryOf(this.#derived, base).add(type.id); }
		}
		for (const { id, kind, owner } of functions) { if (kind === 'initializer' && owner) { entryOf(this.#initializers, owner).add(id); } }
	}

	remove(types: readonly TypeOutline[], functions: readonly FunctionOutline[]): void {
		this.#resolved.clear();
		for (const type of types) {
			this.#types.delete(type.id);
			for (const base of type.bases) { this.#derived.get(base)?.delete(type.id); }
		}
		for (const { id, kind, owner } of functions) { if (kind === 'initializer' && owner) { this.#initializers.get(owner)?.delete(id); } }
	}

	/** `isExact`: it is called by the name of the type it stands in (`super().query()`), so that no other takes the place of what does nothing. */
	resolve(id: FunctionId, isExact = false): Resolved {
		const own = this.#workspace.function(id);
		if (own && own.kind !== 'constructor' && (isExact || own.isEmptyDefault !== true)) { return { targets: [id], isComplete: true, consulted: nothing }; }
		let resolved = this.#resolved.get(id);
		if (!resolved) { this.#resolved.set(id, resolved = this.#resolve(id, own)); }
		return resolved;
	}

	#resolve(id: FunctionId, own: FunctionOutline | undefined): Resolved {
		if (own?.isEmptyDefault === true) { return this.#default(id); }
		const named = /\.(?:constructor|__init__)$/.exec(id);
		const ofType = named === null ? id : id.slice(0, named.index);
		const constructed = own ? own.owner : this.#types.has(ofType) ? ofType : undefined;
		if (constructed !== undefined) { return this.#construction(constructed); }
		return own ? { targets: [id], isComplete: true, consulted: nothing } : this.#member(id);
	}

	/**
	 * Its field initialisers and its constructor; without one of its own also what it inherits, the first of several bases first. `super(…)` is a call
	 * of its own. Of which classes the object is counts too, so that all of them are consulted.
	 */
	#construction(typeId: string): Resolved {
		const targets: FunctionId[] = [];
		const consulted = new Set<string>();
		const found = (at: string): boolean => {
			if (consulted.has(at)) { return false; }
			consulted.add(at);
			const type = this.#types.get(at);
			if (!type || type.kind === 'interface' && at !== typeId) { return false; }
			targets.push(...[...this.#initializers.get(at) ?? []].toSorted(compareText));
			for (const constructor of [`${at}.constructor`, `${at}.__init__`]) {
				consulted.add(constructor);
				if (this.#workspace.function(constructor)) {
					targets.push(constructor);
					return true;
				}
			}
			return type.bases.some(found);
		};
		found(typeId);
		for (const each of consulted) { for (const base of this.#types.get(each)?.bases ?? []) { consulted.add(base); } }
		return { targets, isComplete: true, consulted };
	}

	#member(id: FunctionId): Resolved {
		const dot = id.lastIndexOf('.');
		const typeId = id.slice(0, dot), name = id.slice(dot + 1);
		const consulted = new Set<string>([id, typeId]);
		if (dot < id.indexOf('#') || !this.#types.has(typeId)) { return { targets: [], isComplete: false, consulted }; }
		const inherited = this.#inherited(typeId, name, consulted);
		if (inherited !== undefined) { return { targets: [inherited], isComplete: true, consulted }; }
		const found = this.#concreteTypes(typeId, consulted).map((each) => this.#inherited(each, name, consulted));
		const targets = [...new Set(found.filter((each) => each !== undefined))].toSorted(compareText);
		const isComplete = !found.includes(undefined);
		return { targets, isComplete, consulted, ...(targets.length > 1 || targets.length === 1 && !isComplete ? { member: id } : {}) };
	}

	/** What does nothing, and what takes its place in the classes that derive from its type; it stands for itself too where there may be objects of that type alone. */
	#default(id: FunctionId): Resolved {
		const dot = id.lastIndexOf('.'), typeId = id.slice(0, dot), name = id.slice(dot + 1);
		const consulted = new Set<string>([id, typeId]);
		const found = this.#concreteTypes(typeId, consulted).map((each) => this.#inherited(each, name, consulted)).filter((each) => each !== undefined);
		const targets = [...new Set([...(found.length === 0 || this.#types.get(typeId)?.kind === 'class' ? [id] : []), ...found])].toSorted(compareText);
		return { targets, isComplete: true, consulted, ...(targets.length > 1 && { member: id }) };
	}

	/** A method of a type, its own or inherited. */
	#inherited(typeId: string, name: string, consulted: Set<string>, seen: ReadonlySet<string> = new Set()): FunctionId | undefined {
		consulted.add(typeId);
		const type = this.#types.get(typeId);
		if (!type || seen.has(typeId)) { return undefined; }
		const own = Object.hasOwn(type.members, name) ? type.members[name] : undefined;
		if (own !== undefined) {
			consulted.add(own);
			if (this.#workspace.function(own)) { return own; }
		}
		const deeper = new Set([...seen, typeId]);
		for (const base of type.bases) {
			const inherited = this.#inherited(base, name, consulted, deeper);
			if (inherited !== undefined) { return inherited; }
		}
		return undefined;
	}

	/** The classes that extend or implement a type; those of tests only where there is no other. */
	#concreteTypes(typeId: string, consulted: Set<string>): string[] {
		const all = new Set<string>();
		const pending = [typeId];
		for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
			consulted.add(next);
			for (const derived of this.#derived.get(next) ?? []) {
				if (all.has(derived)) { continue; }
				all.add(derived);
				pending.push(derived);
			}
		}
		const concrete = [...all].filter((each) => this.#types.get(each)?.kind === 'class').toSorted(compareText);
		const real = concrete.filter((each) => !this.#workspace.isTestType(each));
		return real.length > 0 ? real : concrete;
	}
}

/** The types of a file in a form that shows when one of them changed for others, each with the names under which others look at it. */
export function typeShapes(types: readonly TypeOutline[], functions: readonly FunctionOutline[], isTest: boolean): Map<string, { readonly shape: string; readonly names: readonly string[] }> {
	const initializers = functions.filter((each) => each.kind === 'initializer' && each.owner !== undefined);
	const shapes = new Map<string, { shape: string; names: readonly string[] }>();
	for (const { id, kind, bases, members } of types) { shapes.set(id, { shape: JSON.stringify([kind, bases, members, isTest]), names: [id, ...bases] }); }
	for (const { id, owner = '' } of initializers) { shapes.set(`${owner}\n${id}`, { shape: id, names: [owner] }); }
	return shapes;
}

function entryOf<Value>(map: Map<string, Set<Value>>, key: string): Set<Value> {
	let entry = map.get(key);
	if (!entry) { map.set(key, entry = new Set()); }
	return entry;
}
