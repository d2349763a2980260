/** Every place of a file where a certain kind of expression stands, with what is around it. */
import type { SourceFile } from '../../resolve/types.ts';
import type { Scope } from '../../scopes.ts';
import { blocksIn, expressionsIn, partsOf, type Expr, type Stmt } from '../../syntax/ast.ts';
import type { Around, Place } from '../place.ts';

export function placesIn(source: SourceFile, fits: (node: Expr) => boolean): readonly Place[] {
	const found: Place[] = [];
	inBody(source.module.body, [], source.scopes.module, { source, fits, found });
	return found;
}

interface Search {
	readonly source: SourceFile;
	readonly fits: (node: Expr) => boolean;
	readonly found: Place[];
}

function inBody(body: readonly Stmt[], path: readonly Around[], scope: Scope, search: Search): void {
	for (const stmt of body) {
		const around = [...path, stmt];
		const isDefinition = stmt.kind === 'function' || stmt.kind === 'class';
		for (const expr of expressionsIn(stmt)) { inExpression(expr, isDefinition ? [...around, { kind: 'head', start: stmt.start, end: stmt.end, of: stmt }] : around, stmt, scope, search); }
		if (isDefinition) { inBody(stmt.body, around, search.source.scopes.of.get(stmt) ?? scope, search); }
		for (const block of blocksIn(stmt)) { inBody(block.body, around, scope, search); }
	}
}

function inExpression(node: Expr, path: readonly Around[], statement: Stmt, scope: Scope, search: Search): void {
	if (search.fits(node)) { search.found.push({ source: search.source, node, path, statement, scope }); }
	const around = [...path, node];
	if (node.kind === 'lambda') { inBody(node.function.body, around, search.source.scopes.of.get(node.function) ?? scope, search); }
	const inner = node.kind === 'comprehension' ? search.source.scopes.of.get(node) ?? scope : scope;
	for (const part of partsOf(node)) { inExpression(part, around, statement, part === firstIterated(node) ? scope : inner, search); }
}

/** What a comprehension goes through first is evaluated outside of it. */
function firstIterated(node: Expr): Expr | undefined {
	const first = node.kind === 'comprehension' ? node.clauses[0] : undefined;
	return first?.kind === 'for' ? first.iterated : undefined;
}
