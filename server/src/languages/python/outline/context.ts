/** What the parts of the outliner share while they walk one file. */
import type { FunctionId, FunctionOutline, Step, TypeOutline } from '../../../outline/model.ts';
import type { Inference } from '../resolve/inference.ts';
import type { SourceFile, Type } from '../resolve/types.ts';
import type { Scope, Variable } from '../scopes.ts';
import type { Expr, FunctionNode, ModuleNode } from '../syntax/ast.ts';
import type { KeptOutlines } from './kept.ts';

export interface FileContext {
	readonly source: SourceFile;
	readonly inference: Inference;
	readonly functions: FunctionOutline[];
	readonly types: TypeOutline[];
	/** What holds of the outline before an edit, and what may hold after the next; absent for files that nobody edits. */
	readonly kept?: KeptOutlines;
}

/** Where the walk is: one function's body, one block of it. */
export interface Context {
	readonly file: FileContext;
	readonly function: FunctionId;
	readonly node: FunctionNode | ModuleNode;
	readonly scope: Scope;
	readonly steps: Step[];
	/** What is known to be an async function here (`if iscoroutinefunction(f):`). */
	readonly asyncFunctions?: ReadonlySet<Variable>;
	/** What is known to be no async function here, or an object whose methods are none, as it is written. */
	readonly plainOwners?: ReadonlySet<string>;
}

export function typeOf(expr: Expr, cx: Context): Type {
	return cx.file.inference.typeOf(expr, cx.scope);
}

/** A type's name in the outline: a symbol name, or the id of a type of the workspace; undefined if there is not just one. */
export function typeName(type: Type): string | undefined {
	switch (type.kind) {
		case 'outside': return type.symbol;
		case 'instance': return type.class.id;
		case 'union': {
			const names = new Set(type.of.filter((each) => each.kind !== 'none').map(typeName));
			const [only] = names;
			return names.size === 1 ? only : undefined;
		}
		default: return undefined;
	}
}

/** What a module outside calls something, as it is written: `sys.platform`, or a name imported from there. */
export function symbolOf(expr: Expr, cx: Context): string | undefined {
	if (expr.kind === 'call') { return expr.args.length === 0 ? symbolOf(expr.callee, cx) : undefined; }
	if (expr.kind === 'attribute') {
		const holder = typeOf(expr.object, cx);
		return holder.kind === 'outsideModule' ? `${holder.name}#${expr.name}` : undefined;
	}
	if (expr.kind !== 'name') { return undefined; }
	const only = cx.scope.lookup(expr.name)?.definitions;
	const source = only?.length === 1 ? only[0]?.source : undefined;
	return source?.kind === 'import' && source.name !== undefined && source.statement.level === 0 ? `${source.module}#${source.name}` : undefined;
}
