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
	/** True if types had a say in it, so that it has to be asked again when one of them changes. */
	readonly isIndirect: boolean;
}

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

	constructor(workspace: Workspace) {
		this.#workspace = workspace;
	}

	add(types: readonly TypeOutline[], functions: readonly FunctionOutline[]): void {
		for (const type of types) {
			this.#types.set(type.id, type);
			for (const base of type.bases) { entryOf(this.#derived, base).add(type.id); }
		}
		for (const { id, kind, owner } of functions) { if (kind === 'initializer' && owner) { entryOf(this.#initializers, owner).add(id); } }
	}

	remove(types: readonly TypeOutline[], functions: readonly FunctionOutline[]): void {
		for (const type of types) {
			this.#types.delete(type.id);
			for (const base of type.bases) { this.#derived.get(base)?.delete(type.id); }
		}
		for (const { id, kind, owner } of functions) { if (kind === 'initializer' && owner) { this.#initializers.get(owner)?.delete(id); } }
	}

	resolve(id: FunctionId): Resolved {
		const own = this.#workspace.function(id);
		if (own && own.kind !== 'constructor') { return { targets: [id], isComplete: true, isIndirect: false }; }
		const constructed = own ? own.owner : this.#constructedType(id);
		if (constructed !== undefined) { return { targets: this.#constructionOf(constructed), isComplete: true, isIndirect: true }; }
		return own ? { targets: [id], isComplete: true, isIndirect: false } : this.#member(id);
	}

	/** A method of a type, its own or inherited. */
	memberOf(typeId: string, name: string, seen: ReadonlySet<string> = new Set()): FunctionId | undefined {
		const type = this.#types.get(typeId);
		if (!type || seen.has(typeId)) { return undefined; }
		const own = Object.hasOwn(type.members, name) ? type.members[name] : undefined;
		if (own !== undefined && this.#workspace.function(own)) { return own; }
		const deeper = new Set([...seen, typeId]);
		for (const base of type.bases) {
			const inherited = this.memberOf(base, name, deeper);
			if (inherited !== undefined) { return inherited; }
		}
		return undefined;
	}

	#constructedType(id: string): string | undefined {
		if (this.#types.has(id)) { return id; }
		const suffix = '.constructor';
		const type = id.endsWith(suffix) ? id.slice(0, -suffix.length) : undefined;
		return type !== undefined && this.#types.has(type) ? type : undefined;
	}

	/** Its field initialisers and its constructor; without one of its own also what it inherits. `super(…)` is a call of its own. */
	#constructionOf(typeId: string): FunctionId[] {
		const run: FunctionId[] = [];
		const seen = new Set<string>();
		for (let at: string | undefined = typeId; at !== undefined && !seen.has(at);) {
			seen.add(at);
			run.push(...[...this.#initializers.get(at) ?? []].toSorted(compareText));
			const constructor: FunctionId = `${at}.constructor`;
			if (this.#workspace.function(constructor)) {
				run.push(constructor);
				break;
			}
			at = this.#types.get(at)?.bases.find((base) => this.#types.get(base)?.kind !== 'interface' && this.#types.has(base));
		}
		return run;
	}

	#member(id: FunctionId): Resolved {
		const dot = id.lastIndexOf('.');
		const typeId = id.slice(0, dot), name = id.slice(dot + 1);
		if (dot < id.indexOf('#') || !this.#types.has(typeId)) { return { targets: [], isComplete: false, isIndirect: true }; }
		const inherited = this.memberOf(typeId, name);
		if (inherited !== undefined) { return { targets: [inherited], isComplete: true, isIndirect: true }; }
		const concrete = this.#concreteTypes(typeId);
		const found = concrete.map((each) => this.memberOf(each, name));
		const targets = [...new Set(found.filter((each) => each !== undefined))].toSorted(compareText);
		const isComplete = !found.includes(undefined);
		return { targets, isComplete, isIndirect: true, ...(targets.length > 1 || targets.length === 1 && !isComplete ? { member: id } : {}) };
	}

	/** The classes that extend or implement a type; those of tests only where there is no other. */
	#concreteTypes(typeId: string): string[] {
		const all = new Set<string>();
		const pending = [typeId];
		for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
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

function entryOf<Value>(map: Map<string, Set<Value>>, key: string): Set<Value> {
	let entry = map.get(key);
	if (!entry) { map.set(key, entry = new Set()); }
	return entry;
}
