/** What an expression is, as far as names, assignments and annotations tell. */
import type { FunctionId, SymbolName, UnresolvedReason } from '../../../outline/model.ts';
import type { FileScopes, Scope } from '../scopes.ts';
import type { ClassNode, FunctionNode, ModuleNode } from '../syntax/ast.ts';

/** A file of the workspace, read. */
export interface SourceFile {
	readonly file: string;
	readonly module: ModuleNode;
	readonly scopes: FileScopes;
	readonly text: string;
}

export interface ClassInfo {
	/** `<file>#<qualified name>`. */
	readonly id: string;
	readonly node: ClassNode;
	readonly scope: Scope;
	readonly source: SourceFile;
}

export interface FunctionInfo {
	readonly id: FunctionId;
	readonly node: FunctionNode;
	readonly scope: Scope;
	readonly source: SourceFile;
	/** The class that it is a method of. */
	readonly owner?: ClassInfo;
}

export type Type =
	| { readonly kind: 'any'; readonly reason: UnresolvedReason }
	| { readonly kind: 'none' }
	/** An instance of a class of the workspace, or the class itself. */
	| { readonly kind: 'instance'; readonly class: ClassInfo; readonly args?: readonly Type[] }
	| { readonly kind: 'class'; readonly class: ClassInfo }
	/** An instance of a type outside the workspace, with its type arguments (`builtins#list` of something). */
	| { readonly kind: 'outside'; readonly symbol: SymbolName; readonly args: readonly Type[] }
	/** A name outside the workspace: a function, a class, a constant. `receiver`: the object it was taken from, where that is known. */
	| { readonly kind: 'symbol'; readonly symbol: SymbolName; readonly receiver?: Type }
	| { readonly kind: 'function'; readonly function: FunctionInfo; readonly receiver?: Type }
	/** A member that a class has by its subclasses or declares without a body. */
	| { readonly kind: 'member'; readonly class: ClassInfo; readonly name: string; readonly declared?: FunctionInfo }
	| { readonly kind: 'module'; readonly source: SourceFile }
	/** A folder without an `__init__` that modules are imported from; `module`: what it would be called if it were something outside. */
	| { readonly kind: 'folder'; readonly directory: string; readonly module?: string }
	| { readonly kind: 'outsideModule'; readonly name: string }
	/** A parameter of which nothing is said, or a member of one. */
	| { readonly kind: 'parameter'; readonly function: FunctionInfo; readonly index: number; readonly path: readonly string[] }
	/** `super()` in a method of the class. */
	| { readonly kind: 'super'; readonly class: ClassInfo; readonly self: Type }
	/** A type variable, by its name; `Self` is one. */
	| { readonly kind: 'variable'; readonly name: string; readonly bound?: Type }
	/** A type written as a value: `Dict[str, Pool]`, `A | B`. */
	| { readonly kind: 'form'; readonly of: Type }
	| { readonly kind: 'union'; readonly of: readonly Type[] };

export const unknown: Type = { kind: 'any', reason: 'any' };
export const dynamic: Type = { kind: 'any', reason: 'dynamic' };
export const missing: Type = { kind: 'any', reason: 'missing' };
export const none: Type = { kind: 'none' };

export function outside(symbol: SymbolName, ...args: readonly Type[]): Type {
	return { kind: 'outside', symbol, args };
}

/** True for types that say the same, whatever object a member was taken from. */
export function isSameType(a: Type, b: Type): boolean {
	if (a === b) { return true; }
	switch (a.kind) {
		case 'any': return b.kind === 'any' && a.reason === b.reason;
		case 'none': return b.kind === 'none';
		case 'instance': return b.kind === 'instance' && a.class.id === b.class.id && areSameTypes(a.args ?? noTypes, b.args ?? noTypes);
		case 'class': return b.kind === 'class' && a.class.id === b.class.id;
		case 'outside': return b.kind === 'outside' && a.symbol === b.symbol && areSameTypes(a.args, b.args);
		case 'symbol': return b.kind === 'symbol' && a.symbol === b.symbol;
		case 'function': return b.kind === 'function' && a.function.id === b.function.id;
		case 'member': return b.kind === 'member' && a.class.id === b.class.id && a.name === b.name;
		case 'module': return b.kind === 'module' && a.source.file === b.source.file;
		case 'folder': return b.kind === 'folder' && a.directory === b.directory;
		case 'outsideModule': return b.kind === 'outsideModule' && a.name === b.name;
		case 'parameter': return b.kind === 'parameter' && a.function.id === b.function.id && a.index === b.index && a.path.join('.') === b.path.join('.');
		case 'super': return b.kind === 'super' && a.class.id === b.class.id;
		case 'variable': return b.kind === 'variable' && a.name === b.name;
		case 'form': return b.kind === 'form' && isSameType(a.of, b.of);
		case 'union': return b.kind === 'union' && areSameTypes(a.of, b.of);
	}
}

const noTypes: readonly Type[] = [];

function areSameTypes(a: readonly Type[], b: readonly Type[]): boolean {
	return a.length === b.length && a.every((each, index) => isSameType(each, b[index] as Type));
}

/** One of several types. Nothing is gained from an unknown one beside known ones. */
export function union(types: readonly Type[]): Type {
	if (types.length === 1) { return types[0] as Type; }
	const known: Type[] = [];
	let nothing: Type | undefined;
	const add = (type: Type): void => {
		if (type.kind === 'any') { nothing = nothing === undefined || isSameType(nothing, type) ? type : nothing; return; }
		const at = known.findIndex((each) => isSameType(each, type));
		if (at < 0) { known.push(type); } else { known[at] = type; }
	};
	for (const type of types) { if (type.kind === 'union') { type.of.forEach(add); } else { add(type); } }
	if (known.length === 0) { return nothing ?? unknown; }
	return known.length === 1 ? known[0] as Type : { kind: 'union', of: known };
}

/** Without `None`, which has no members: whoever calls one expects the rest. */
export function present(type: Type): Type {
	return type.kind === 'union' ? union(type.of.filter((each) => each.kind !== 'none')) : type;
}

/** Applies a function to each alternative. */
export function mapType(type: Type, change: (each: Type) => Type): Type {
	return type.kind === 'union' ? union(type.of.map(change)) : change(type);
}

/** Puts types in the place of type variables. */
export function substitute(type: Type, variables: ReadonlyMap<string, Type>): Type {
	if (variables.size === 0) { return type; }
	switch (type.kind) {
		case 'variable': return variables.get(type.name) ?? type;
		case 'outside': return type.args.length === 0 ? type : { ...type, args: type.args.map((each) => substitute(each, variables)) };
		case 'instance': return type.args === undefined ? type : { ...type, args: type.args.map((each) => substitute(each, variables)) };
		case 'union': return union(type.of.map((each) => substitute(each, variables)));
		default: return type;
	}
}
