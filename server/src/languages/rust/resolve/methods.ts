/** Which function a method call runs: of the type's own `impl`s, of a trait, or of what the type stands in front of. */
import { mayBeThere } from '../configuration.ts';
import type { FunctionNode, ImplNode, Item, TraitNode } from '../syntax/ast.ts';
import { nameOfType, type ItemScope } from '../scopes.ts';
import type { Inference } from './inference.ts';
import { hasMethod, isPointer, isWrapper, sharedMethod, viewOf } from './library.ts';
import { substitute, unknown, type FunctionInfo, type SourceFile, type Type, type TypeInfo } from './types.ts';

export type Method =
	/** `trait`: only declared there, so that whoever implements it may run. */
	| { readonly kind: 'function'; readonly function: FunctionInfo; readonly receiver: Type; readonly trait?: TypeInfo }
	| { readonly kind: 'symbol'; readonly symbol: string; readonly receiver: Type; readonly result?: string };

/** An `impl` with where it stands. */
export interface Impl {
	readonly node: ImplNode;
	readonly source: SourceFile;
	/** The scope around it. */
	readonly outer: ItemScope;
	readonly scope: ItemScope;
}

export class Methods {
	readonly #inference: Inference;
	readonly #impls = new Map<TypeInfo['node'], readonly Impl[]>();
	readonly #inFile = new Map<SourceFile, ReadonlyMap<string, readonly Impl[]>>();
	readonly #deref = new Map<TypeInfo['node'], { readonly target: Type; readonly impl: ImplNode } | undefined>();

	constructor(inference: Inference) { this.#inference = inference; }

	/** What `value.name()` runs, for a value of this type; undefined where nothing is known of it. */
	find(type: Type, name: string, depth = 0): Method | undefined {
		if (depth > 8) { return undefined; }
		switch (type.kind) {
			case 'own': return this.#ofOwn(type, name, depth);
			case 'parameter': return this.#ofBounds(type, name, depth);
			case 'outside': return this.#ofOutside(type, name, depth);
			case 'tuple': case 'callable': case 'function': { const common = sharedMethod(name); return common && { kind: 'symbol', symbol: common[0] === '' ? `std::tuple#tuple.${name}` : `${common[0]}.${name}`, receiver: type, result: common[1] }; }
			default: return undefined;
		}
	}

	#ofOwn(type: Extract<Type, { kind: 'own' }>, name: string, depth: number): Method | undefined {
		const { node } = type.type;
		if (node.kind === 'trait') { return this.#ofTrait(type.type, node, type, name) ?? this.#common(type, name); }
		// `impl Guard<Room> { … }` says nothing of a `Guard<Thread>`.
		const impls = this.implsOf(type.type).filter((impl) => this.#fit(impl, type) !== 'no');
		for (const isTrait of [false, true]) {
			const having = impls.filter((impl) => (impl.node.trait !== undefined) === isTrait && memberOf(impl.node, name) !== undefined);
			for (const impl of having) {
				const found = memberOf(impl.node, name);
				const info = found && this.#inference.names.functionInfo(found, impl.source);
				if (info === undefined) { continue; }
				// Where its own arguments are not known, another may be meant.
				if (this.#fit(impl, type) === 'unknown' && (having.length > 1 || this.derefOf(type) !== undefined)) { return undefined; }
				return { kind: 'function', function: info, receiver: type };
			}
		}
		for (const impl of impls) {
			const trait = this.traitOf(impl);
			if (trait?.node.kind !== 'trait') { continue; }
			const inherited = this.#ofTrait(trait, trait.node, type, name);
			if (inherited !== undefined) { return inherited; }
		}
		const target = this.derefOf(type);
		const behind = target && this.find(target, name, depth + 1);
		return behind ?? this.#common(type, name) ?? this.#outsideTrait(impls, type, name);
	}

	/** Whether an `impl` is for a type with these arguments: those that it names itself must be the same. */
	#fit({ node, source, scope }: Impl, { args }: Extract<Type, { kind: 'own' }>): 'yes' | 'no' | 'unknown' {
		const on = node.type.kind === 'path' && (node.type.path.segments.at(-1)?.args ?? []).length > 0 ? this.#inference.annotation(node.type, { source, scope }) : undefined;
		const fits = on?.kind === 'own' ? on.args.map((named, index) => fitOf(named, args[index])) : [];
		return fits.find((fit) => fit === 'no') ?? fits.find((fit) => fit === 'unknown') ?? 'yes';
	}

	/** A method that a trait outside of the workspace gives to all that implement it (`impl Iterator for X`: `x.map(…)`). */
	#outsideTrait(impls: readonly Impl[], receiver: Type, name: string): Method | undefined {
		for (const impl of impls) {
			const trait = impl.node.trait === undefined ? undefined : this.#inference.annotation(impl.node.trait, { source: impl.source, scope: impl.scope });
			if (trait?.kind === 'outside' && hasMethod(trait.symbol, name)) { return { kind: 'symbol', symbol: `${trait.symbol}.${name}`, receiver }; }
		}
		return undefined;
	}

	#ofTrait(trait: TypeInfo, node: TraitNode, receiver: Type, name: string, depth = 0): Method | undefined {
		const found = memberOf(node, name);
		const info = found && this.#inference.names.functionInfo(found, trait.source);
		if (info !== undefined) { return { kind: 'function', function: info, receiver, trait }; }
		if (depth > 4) { return undefined; }
		for (const bound of node.bounds) {
			const base = this.#inference.annotation(bound, { source: trait.source, scope: trait.scope });
			if (base.kind === 'own' && base.type.node.kind === 'trait') {
				const inherited = this.#ofTrait(base.type, base.type.node, receiver, name, depth + 1);
				if (inherited !== undefined) { return inherited; }
			}
		}
		return undefined;
	}

	#ofBounds(type: Extract<Type, { kind: 'parameter' }>, name: string, depth: number): Method | undefined {
		const source = this.#inference.workspace.sourceOf(type.scope);
		for (const bound of source === undefined ? [] : type.generic.bounds) {
			if (source === undefined) { break; }
			const trait = this.#inference.annotation(bound, { source, scope: type.scope });
			if (trait.kind === 'own' || trait.kind === 'outside' && !/^std::(?:marker|clone|fmt|cmp)#/.test(trait.symbol)) {
				const found = this.find(trait, name, depth + 1);
				if (found !== undefined && (trait.kind === 'own' || hasMethod(trait.symbol, name))) { return found; }
			}
		}
		return this.#common(type, name);
	}

	#ofOutside(type: Extract<Type, { kind: 'outside' }>, name: string, depth: number): Method | undefined {
		const { symbol, args } = type;
		const [first] = args;
		if (hasMethod(symbol, name)) { return { kind: 'symbol', symbol: `${symbol}.${name}`, receiver: type }; }
		if (isPointer(symbol) || isWrapper(symbol)) {
			const behind = first && first.kind !== 'any' ? this.find(first, name, depth + 1) : undefined;
			if (behind !== undefined) { return behind; }
			if (isPointer(symbol)) { return name === 'clone' ? { kind: 'symbol', symbol: `${symbol}.clone`, receiver: type, result: '=' } : undefined; }
		}
		const extended = this.#extension(type, name);
		if (extended !== undefined) { return extended; }
		const view = viewOf(symbol);
		if (view !== undefined && hasMethod(view, name)) { return { kind: 'symbol', symbol: `${view}.${name}`, receiver: { ...type, symbol: view } }; }
		// What can be gone through has the methods of iterators that it gives by `into_iter`.
		const common = this.#common(type, name);
		return common ?? { kind: 'symbol', symbol: `${symbol}.${name}`, receiver: type };
	}

	/** A trait of the workspace that is implemented for a type outside (`impl StreamExt for TcpStream`). */
	#extension(type: Extract<Type, { kind: 'outside' }>, name: string): Method | undefined {
		const last = type.symbol.slice(Math.max(type.symbol.indexOf('#'), type.symbol.lastIndexOf('.')) + 1);
		for (const impl of this.#implsNamed(last)) {
			if (impl.node.trait === undefined) { continue; }
			const found = memberOf(impl.node, name);
			if (found === undefined) { continue; }
			const on = this.#inference.annotation(impl.node.type, { source: impl.source, scope: impl.scope });
			const info = on.kind === 'outside' && on.symbol === type.symbol ? this.#inference.names.functionInfo(found, impl.source) : undefined;
			if (info !== undefined) { return { kind: 'function', function: info, receiver: type }; }
		}
		return undefined;
	}

	#common(type: Type, name: string): Method | undefined {
		const known = sharedMethod(name);
		if (known === undefined) { return undefined; }
		const owner = known[0] !== '' ? known[0] : type.kind === 'outside' ? type.symbol : 'std::clone#Clone';
		return { kind: 'symbol', symbol: `${owner}.${name}`, receiver: type, result: known[1] };
	}

	/** What an `impl Deref for` type leads to. */
	derefOf(receiver: Extract<Type, { kind: 'own' }>): Type | undefined {
		const { type } = receiver;
		if (!this.#deref.has(type.node)) {
			this.#deref.set(type.node, undefined);
			this.#deref.set(type.node, this.#findDeref(type));
		}
		const found = this.#deref.get(type.node);
		return found && substitute(found.target, new Map(this.#argumentsIn(found.impl, receiver)));
	}

	#findDeref(type: TypeInfo): { readonly target: Type; readonly impl: ImplNode } | undefined {
		for (const { node, source, scope } of this.implsOf(type)) {
			const target = node.trait !== undefined && nameOfType(node.trait) === 'Deref' ? node.items.find((each) => each.kind === 'alias' && each.name === 'Target') : undefined;
			if (target?.kind === 'alias' && target.type !== undefined) { return { target: this.#inference.annotation(target.type, { source, scope }), impl: node }; }
		}
		return undefined;
	}

	/** The trait of the workspace that an `impl` is for. */
	traitOf(impl: Impl): TypeInfo | undefined {
		if (impl.node.trait === undefined) { return undefined; }
		const type = this.#inference.annotation(impl.node.trait, { source: impl.source, scope: impl.scope });
		return type.kind === 'own' && type.type.node.kind === 'trait' ? type.type : undefined;
	}

	/** All `impl`s of a type: in its own file first. */
	implsOf(type: TypeInfo): readonly Impl[] {
		const known = this.#impls.get(type.node);
		if (known !== undefined) { return known; }
		this.#impls.set(type.node, []);
		const { name } = type.node;
		const found = this.#implsNamed(name).filter((impl) => {
			const on = this.#inference.annotation(impl.node.type, { source: impl.source, scope: impl.scope });
			return on.kind === 'own' && on.type.node === type.node;
		});
		this.#impls.set(type.node, found);
		return found;
	}

	readonly #named = new Map<string, readonly Impl[]>();

	/** Every `impl` in the workspace for something of this name. Only files whose text may hold one are read. */
	#implsNamed(name: string): readonly Impl[] {
		const known = this.#named.get(name);
		if (known !== undefined) { return known; }
		const { workspace } = this.#inference;
		const found = workspace.filesWithImplFor(name).flatMap((file) => {
			const source = workspace.source(file);
			return source === undefined ? [] : this.implsIn(source).get(name) ?? [];
		});
		this.#named.set(name, found);
		return found;
	}

	/** The `impl`s of a file by the name of their type. */
	implsIn(source: SourceFile): ReadonlyMap<string, readonly Impl[]> {
		let known = this.#inFile.get(source);
		if (known === undefined) {
			const found = new Map<string, Impl[]>();
			const visit = (scope: ItemScope): void => {
				for (const node of scope.impls) {
					const name = nameOfType(node.type);
					const impl: Impl = { node, source, outer: scope, scope: scope.inner.get(node) ?? scope };
					const list = found.get(name);
					if (list === undefined) { found.set(name, [impl]); } else { list.push(impl); }
				}
				for (const inner of scope.inner.values()) { visit(inner); }
			};
			visit(source.scopes.root);
			for (const { scope } of source.scopes.functions.values()) { if (scope.kind === 'function') { for (const inner of scope.inner.values()) { visit(inner); } } }
			known = found;
			this.#inFile.set(source, known);
		}
		return known;
	}

	/** Type parameters of the `impl` around a method, by the type that it is called on. */
	*given({ owner }: FunctionInfo, receiver: Extract<Type, { kind: 'own' }>): Generator<[string, Type]> {
		if (owner?.kind === 'impl') { yield* this.#argumentsIn(owner, receiver); }
	}

	*#argumentsIn({ type }: ImplNode, { args }: Extract<Type, { kind: 'own' }>): Generator<[string, Type]> {
		if (type.kind !== 'path') { return; }
		for (const [index, arg] of (type.path.segments.at(-1)?.args ?? []).entries()) {
			const given = args[index];
			if (arg.kind === 'path' && arg.path.segments.length === 1 && given !== undefined && given !== unknown) { yield [arg.path.segments[0]?.name ?? '', given]; }
		}
	}
}

function fitOf(named: Type, given: Type | undefined): 'yes' | 'no' | 'unknown' {
	if (named.kind !== 'own' && named.kind !== 'outside') { return 'yes'; }
	if (given?.kind !== 'own' && given?.kind !== 'outside') { return given?.kind === 'tuple' ? 'no' : 'unknown'; }
	const isSame = named.kind === 'own' ? given.kind === 'own' && given.type.node === named.type.node : given.kind === 'outside' && given.symbol === named.symbol;
	return isSame ? 'yes' : 'no';
}

export function memberOf(node: ImplNode | TraitNode, name: string): FunctionNode | undefined {
	const isIt = (each: Item): each is FunctionNode => each.kind === 'function' && each.name === name;
	const first = node.items.find(isIt);
	return first === undefined || mayBeThere(first) ? first : node.items.find((each): each is FunctionNode => isIt(each) && mayBeThere(each)) ?? first;
}
