/** What is wrong with a text, as far as its syntax and its names tell: what a fix must not add to. */
import { builtinExceptions, builtinNames } from '../resolve/builtins.ts';
import { scopesOf, type FileScopes, type Scope } from '../scopes.ts';
import { blocksIn, expressionsIn, partsOf, type Expr, type ModuleNode, type Stmt } from '../syntax/ast.ts';

/** Names that are used and that nothing defines, as often as they are. A module that takes all names of another has none that could be told. */
export function undefinedNames(module: ModuleNode): readonly string[] {
	const scopes = scopesOf(module);
	if (scopes.imports.some(({ statement }) => statement.isStar)) { return []; }
	const found: string[] = [];
	inBody(module.body, scopes.module, { scopes, found });
	return found;
}

interface Search {
	readonly scopes: FileScopes;
	readonly found: string[];
}

function inBody(body: readonly Stmt[], scope: Scope, search: Search): void {
	for (const stmt of body) {
		for (const expr of expressionsIn(stmt)) { inExpression(expr, scope, search); }
		if (stmt.kind === 'function' || stmt.kind === 'class') { inBody(stmt.body, search.scopes.of.get(stmt) ?? scope, search); }
		for (const block of blocksIn(stmt)) { inBody(block.body, scope, search); }
	}
}

function inExpression(expr: Expr, scope: Scope, search: Search): void {
	if (expr.kind === 'name' && scope.lookup(expr.name) === undefined && !builtinNames.has(expr.name) && !builtinExceptions.has(expr.name)) { search.found.push(expr.name); }
	if (expr.kind === 'lambda') { inBody(expr.function.body, search.scopes.of.get(expr.function) ?? scope, search); }
	const inner = expr.kind === 'comprehension' ? search.scopes.of.get(expr) ?? scope : scope;
	for (const part of partsOf(expr)) { inExpression(part, inner, search); }
}
