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

/** Equal types have equal keys. */
export function keyOf(type: Type): string {
	switch (type.kind) {
		case 'any': return `any ${type.reason}`;
		case 'none': return 'none';
		case 'instance': return `instance ${type.class.id}[${(type.args ?? []).map(keyOf).join()}]`;
		case 'class': return `class ${type.class.id}`;
		case 'outside': return `outside ${type.symbol}[${type.args.map(keyOf).join()}]`;
		case 'symbol': return `symbol ${type.symbol}`;
		case 'function': return `function ${type.function.id}`;
		case 'member': return `member ${type.class.id}.${type.name}`;
		case 'module': return `module ${type.source.file}`;
		case 'folder': return `folder ${type.directory}`;
		case 'outsideModule': return `module ${type.name}`;
		case 'parameter': return `parameter ${type.function.id} ${type.index} ${type.path.join('.')}`;
		case 'super': return `super ${type.class.id}`;
		case 'variable': return `variable ${type.name}`;
		case 'form': return `form ${keyOf(type.of)}`;
		case 'union': return type.of.map(keyOf).join('|');
	}
}

/** One of several types. Nothing is gained from an unknown one beside known ones. */
export function union(types: readonly Type[]): Type {
	const flat = types.flatMap((each) => (each.kind === 'union' ? each.of : [each]));
	const distinct = new Map(flat.map((each) => [keyOf(each), each]));
	const known = [...distinct.values()].filter((each) => each.kind !== 'any');
	const [only, ...more] = known;
	if (only === undefined) { return [...distinct.values()][0] ?? unknown; }
	return more.length === 0 ? only : { kind: 'union', of: known };
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
