/** What the walk over a file carries along. */
import type { FunctionId, FunctionOutline, Guard, Requirement, Step, TypeOutline } from '../../../outline/model.ts';
import type { Inference } from '../resolve/inference.ts';
import type { Place as NamePlace } from '../resolve/names.ts';
import type { SourceFile, Type } from '../resolve/types.ts';
import type { FunctionScope, ItemScope } from '../scopes.ts';
import type { BlockNode, Expr } from '../syntax/ast.ts';

export interface FileContext {
	readonly source: SourceFile;
	readonly inference: Inference;
	readonly functions: FunctionOutline[];
	readonly types: TypeOutline[];
}

/** A guard that nobody gave a name: it lives until its statement ends. */
export interface Temporary {
	readonly steps: Step[];
	/** How many steps came before it is held. */
	readonly from: number;
	readonly guard: Guard;
}

/** Where the walk is: one function's body, one block of it. */
export interface Context {
	readonly file: FileContext;
	readonly function: FunctionId;
	readonly scope: FunctionScope | undefined;
	/** Where names are looked up. */
	readonly items: ItemScope;
	readonly steps: Step[];
	/** Of the statement that is walked. */
	readonly temporaries: Temporary[];
	/** What must hold for any of it to be there (`#[cfg(windows)]`). */
	readonly configured?: readonly Requirement[];
}

export function placeOfNames(cx: Context): NamePlace {
	return { source: cx.file.source, scope: cx.items };
}

export function typeOf(expr: Expr, cx: Context): Type {
	return cx.file.inference.typeOf(expr, placeOfNames(cx));
}

/** The context within a block that has items of its own. */
export function within(node: BlockNode, cx: Context): Context {
	const items = cx.file.source.scopes.scopeOf.get(node);
	return items === undefined ? cx : { ...cx, items };
}

/** A type's name in the outline: a symbol name, or the id of a type of the workspace; undefined where it has none. */
export function typeName(type: Type): string | undefined {
	switch (type.kind) {
		case 'outside': return type.symbol;
		case 'own': return type.type.id;
		default: return undefined;
	}
}
