/** What is known of values: their types, and what types and functions there are. */
import type { EnumNode, FunctionNode, Generic, ImplNode, SourceNode, StructNode, TraitNode, TypeNode } from '../syntax/ast.ts';
import type { FileScopes, FunctionScope, ItemScope } from '../scopes.ts';

export interface SourceFile {
	readonly file: string;
	readonly text: string;
	readonly node: SourceNode;
	readonly scopes: FileScopes;
}

/** A struct, enum or trait of the workspace. */
export interface TypeInfo {
	/** `<file>#<qualified name>`. */
	readonly id: string;
	readonly node: StructNode | EnumNode | TraitNode;
	readonly source: SourceFile;
	/** The scope with its generics. */
	readonly scope: ItemScope;
}

export interface FunctionInfo {
	readonly id: string;
	readonly node: FunctionNode;
	readonly source: SourceFile;
	readonly scope: FunctionScope;
	/** The `impl` or trait that it is a member of, with its scope. */
	readonly owner?: ImplNode | TraitNode;
}

export type Type =
	| { readonly kind: 'any' }
	| { readonly kind: 'never' }
	/** A value of a type outside of the workspace: `std::vec#Vec`. */
	| { readonly kind: 'outside'; readonly symbol: string; readonly args: readonly Type[] }
	/** A value of a type of the workspace; of a trait where nothing more is known. */
	| { readonly kind: 'own'; readonly type: TypeInfo; readonly args: readonly Type[] }
	| { readonly kind: 'tuple'; readonly items: readonly Type[] }
	/** A function of the workspace as a value. */
	| { readonly kind: 'function'; readonly function: FunctionInfo }
	/** A function or constant outside. */
	| { readonly kind: 'symbol'; readonly symbol: string }
	/** Anything that can be called: `impl Fn() -> T`. */
	| { readonly kind: 'callable'; readonly returns: Type }
	/** A type parameter. */
	| { readonly kind: 'parameter'; readonly generic: Generic; readonly scope: ItemScope }
	/** A trait's `Self`, and a struct's or variant's own name as a function. */
	| { readonly kind: 'constructor'; readonly makes: Type };

export const unknown: Type = { kind: 'any' };
export const unit: Type = { kind: 'tuple', items: [] };

export function outside(symbol: string, ...args: readonly Type[]): Type {
	return { kind: 'outside', symbol, args };
}

export const futureSymbol = 'std::future#Future';

export function futureOf(type: Type): Type {
	return outside(futureSymbol, type);
}

/** Type parameters stand for what is given by their names. */
export function substitute(type: Type, given: ReadonlyMap<string, Type>): Type {
	if (given.size === 0) { return type; }
	switch (type.kind) {
		case 'parameter': return given.get(type.generic.name) ?? type;
		case 'outside': return type.args.length === 0 ? type : { ...type, args: type.args.map((each) => substitute(each, given)) };
		case 'own': return type.args.length === 0 ? type : { ...type, args: type.args.map((each) => substitute(each, given)) };
		case 'tuple': return { ...type, items: type.items.map((each) => substitute(each, given)) };
		case 'callable': return { ...type, returns: substitute(type.returns, given) };
		default: return type;
	}
}

export type { TypeNode };
