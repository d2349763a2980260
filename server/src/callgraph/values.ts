/** What a value stands for: functions, parameters and outside names, found through bindings, objects, lists and alternatives. */
import type { BindingId, FunctionId, FunctionOutline, SymbolName, Value } from '../outline/model.ts';
import { isCalledPath } from '../outline/fileNames.ts';
import { eachStep } from './sites.ts';

/** Something that may be called, found in a value. */
export type Leaf =
	| { readonly kind: 'function'; readonly id: FunctionId }
	| { readonly kind: 'parameter'; readonly function: FunctionId; readonly index: number; readonly path: readonly string[] }
	| { readonly kind: 'external'; readonly symbol: SymbolName };

/** A leaf and the property names that lead to it; `[]` stands for an item of a list. */
export interface Found {
	readonly path: readonly string[];
	readonly leaf: Leaf;
}

/** How deep properties and bindings are followed; deeper ones are no longer known. */
export const longestPath = 3;

const nothing: readonly never[] = [];

/** The bindings of a file that keep the one value they were given. */
export class Bindings {
	/** Null for a binding that is given several values. */
	readonly #values = new Map<BindingId, Value | null>();
	/** What some loop goes over, or some call or list spreads. */
	readonly #iterated = new Set<BindingId>();
	/** Locals that are given another value after their first, and members that are, as `binding.member`. */
	readonly #assigned = new Set<BindingId>();
	readonly #assignedMembers = new Set<string>();
	readonly #assignedNames = new Set<string>();
	/** Parameters that are not called paths, as `<index> <function>`. */
	readonly #contents = new Set<string>();

	constructor(functions: readonly FunctionOutline[]) {
		for (const each of functions) {
			each.parameters.forEach(({ binding, name, type = nothing }, index) => {
				if (!isCalledPath(name) && !type.some((one) => one.startsWith('pathlib#'))) { this.#contents.add(`${index} ${each.id}`); }
				if (binding !== undefined) { this.#bind(binding, { kind: 'parameter', function: each.id, index }); }
			});
			eachStep(each.body, (step) => {
				if (step.kind === 'bind') {
					this.#bind(step.binding, step.value);
					if (!step.isDeclaration) { this.#assigned.add(step.binding); this.#assignedNames.add(step.name); }
				}
				if (step.kind === 'place' && step.place.binding !== undefined && (step.operation === 'assign' || step.operation === 'delete')) { this.#assignedMembers.add(`${step.place.binding}.${step.place.path[0]}`); }
				if (step.kind === 'loop' && step.iterated?.kind === 'binding') { this.#iterated.add(step.iterated.binding); }
				if (step.kind !== 'call') { return; }
				for (const { isSpread, value } of step.arguments) { if (isSpread && value.kind === 'binding') { this.#iterated.add(value.binding); } }
			});
		}
	}

	/** The value itself, or what its binding stands for. */
	readonly follow = (value: Value): Value => {
		let known = value;
		for (let depth = 0; known.kind === 'binding' && depth < longestPath; depth++) { known = this.#values.get(known.binding) ?? { kind: 'other' }; }
		return known;
	};

	isIterated(binding: BindingId): boolean {
		return this.#iterated.has(binding);
	}

	/** True if a local is given another value somewhere. */
	isAssigned(binding: BindingId): boolean {
		return this.#assigned.has(binding);
	}

	isAssignedMember(binding: BindingId, member: string): boolean {
		return this.#assignedMembers.has(`${binding}.${member}`);
	}

	/** True if a parameter (or its property) is not called a path: it may be given what a file would hold. */
	mayBeContent({ function: id, index, path = nothing }: Extract<Value, { kind: 'parameter' }>): boolean {
		const [property] = path;
		return property === undefined ? this.#contents.has(`${index} ${id}`) : !isCalledPath(property);
	}

	/** True if some local of this name is given another value. */
	isAssignedName(name: string): boolean {
		return this.#assignedNames.has(name);
	}

	/** All that is known of some bindings, as a text. */
	told(bindings: ReadonlySet<BindingId>): string {
		const ids = [...bindings].sort((a, b) => a - b);
		const members = [...this.#assignedMembers].filter((each) => bindings.has(Number(each.slice(0, each.indexOf('.')))));
		return JSON.stringify([ids.map((id) => [id, this.#values.has(id), this.#values.get(id), this.#iterated.has(id), this.#assigned.has(id)]), members.sort(), [...this.#assignedNames].sort()]);
	}

	/** Everything in a value that may be called. */
	leavesOf(value: Value, path: readonly string[] = nothing, depth = 0): readonly Found[] {
		if (depth > 2 * longestPath || path.length > longestPath) { return nothing; }
		const known = this.follow(value);
		if (known.kind === 'constant' || known.kind === 'call' || known.kind === 'other') { return nothing; }
		const inner = (each: Value, further: readonly string[] = path): readonly Found[] => this.leavesOf(each, further, depth + 1);
		switch (known.kind) {
			case 'function': return [{ path, leaf: { kind: 'function', id: known.id } }];
			case 'external': return [{ path, leaf: { kind: 'external', symbol: known.symbol } }];
			case 'parameter': return [{ path, leaf: { kind: 'parameter', function: known.function, index: known.index, path: known.path ?? [] } }];
			case 'either': return known.values.flatMap((each) => inner(each));
			case 'list': return known.items.flatMap((each) => inner(each, [...path, '[]']));
			case 'object': return known.properties.flatMap((each) => inner(each.value, each.name === undefined ? path : [...path, each.name]));
			case 'place': return known.place.root === 'binding' && known.place.binding !== undefined ? this.#leavesAt(known.place.binding, known.place.path, path, depth + 1) : nothing;
			default: return nothing;
		}
	}

	/** `options.onDone`, where the binding is a parameter or an object written in place. */
	#leavesAt(binding: BindingId, members: readonly string[], path: readonly string[], depth: number): readonly Found[] {
		return this.leavesOf({ kind: 'binding', binding }, nothing, depth).flatMap(({ path: found, leaf }): Found[] => {
			if (leaf.kind === 'parameter' && found.length === 0) { return [{ path, leaf: { ...leaf, path: [...leaf.path, ...members] } }]; }
			return found.join('\n') === members.join('\n') ? [{ path, leaf }] : [];
		});
	}

	#bind(binding: BindingId, value: Value): void {
		this.#values.set(binding, this.#values.has(binding) ? null : value);
	}
}
