/** Where in a file something stands that a fix is about to change: every node around it, and whether an `.await` is allowed there. */
import { contains, isSameSpan, type Span } from '../../../outline/span.ts';
import { isRefusal, refuse, type Refusal } from '../../refusal.ts';
import type { Inference } from '../resolve/inference.ts';
import type { SourceFile } from '../resolve/types.ts';
import { partsOf, type FunctionScope, type ItemScope } from '../scopes.ts';
import type { BlockNode, CallExpr, Expr, FunctionNode, Item, MethodExpr, Stmt } from '../syntax/ast.ts';

export type Node = Item | Stmt | Expr | BlockNode;

export interface Place {
	readonly source: SourceFile;
	readonly inference: Inference;
	readonly node: Expr;
	/** The nodes around it, the outermost first. */
	readonly path: readonly Node[];
	/** Where names in it are looked up. */
	readonly scope: ItemScope;
	/** The function, closure or async block that it stands in. */
	readonly function: FunctionScope;
}

export type Called = CallExpr | MethodExpr;
export type Call = Place & { readonly node: Called };

/** The nodes right inside a node, closures and blocks included. */
export function childrenOf(node: Node): readonly Node[] {
	if ('statements' in node) { return node.tail === undefined ? node.statements : [...node.statements, node.tail]; }
	if ('attributes' in node) { return insideItem(node); }
	switch (node.kind) {
		case 'item': return [node.item];
		case 'expression': return [node.value];
		case 'let': return [node.value, 'orElse' in node ? node.orElse : undefined].filter((each) => each !== undefined);
		case 'closure': return [node.function];
		case 'block': return [node.block];
		case 'if': return [node.test, node.whenTrue, ...(node.orElse === undefined ? [] : [node.orElse])];
		case 'match': return [node.subject, ...node.arms.flatMap(({ guard, value }) => (guard === undefined ? [value] : [guard, value]))];
		case 'loop': return [...[node.iterated, node.test].filter((each) => each !== undefined), node.body];
		case 'select': return [...node.arms.flatMap(({ future, guard, handler }) => [future, ...(guard === undefined ? [] : [guard]), handler]), ...(node.orElse === undefined ? [] : [node.orElse])];
		case 'assign': return [node.left, node.right];
		default: return partsOf(node);
	}
}

function insideItem(item: Item): readonly Node[] {
	switch (item.kind) {
		case 'function': return item.body === undefined ? [] : [item.body];
		case 'impl': case 'trait': return item.items;
		case 'mod': return item.items ?? [];
		case 'const': return item.value === undefined ? [] : [item.value];
		default: return [];
	}
}

/** Visits a node and all inside it, the outer ones first; not what is inside where `visit` answers false. */
export function visit(node: Node, look: (node: Node) => boolean | void): void {
	if (look(node) === false) { return; }
	for (const each of childrenOf(node)) { visit(each, look); }
}

/** The call with this span; undefined if there is none. */
export function callAt(source: SourceFile, span: Span, inference: Inference): Call | undefined {
	const place = placeOf(source, inference, (node): node is Called => isCall(node) && isSameSpan(node, span), span);
	return place !== undefined && isCall(place.node) ? place as Call : undefined;
}

export function isCall(node: Node): node is Called {
	return !('statements' in node) && (node.kind === 'call' || node.kind === 'method');
}

/** The first node within a span's surroundings that is meant, with what is around it. */
export function placeOf(source: SourceFile, inference: Inference, isMeant: (node: Node) => boolean, span: Span): Place | undefined {
	const path: Node[] = [];
	const search = (nodes: readonly Node[]): Node | undefined => {
		for (const node of nodes) {
			if (!contains(node, span)) { continue; }
			if (isMeant(node)) { return node; }
			path.push(node);
			const found = search(childrenOf(node));
			if (found !== undefined) { return found; }
			path.pop();
		}
		return undefined;
	};
	const node = search(source.node.items);
	if (node === undefined || 'statements' in node || 'attributes' in node) { return undefined; }
	let scope = source.scopes.root;
	let fn: FunctionScope | undefined;
	for (const each of path) {
		if ('statements' in each) { scope = source.scopes.scopeOf.get(each) ?? scope; continue; }
		if (isFunction(each)) { fn = source.scopes.functions.get(each); }
		const inner = 'attributes' in each ? isFunction(each) ? fn?.scope : scope.inner.get(each) : undefined;
		scope = inner ?? scope;
	}
	return fn === undefined ? undefined : { source, inference, node: node as Expr, path, scope, function: fn };
}

export function isFunction(node: Node): node is FunctionNode {
	return 'attributes' in node && node.kind === 'function';
}

/** The part of the path that is inside the innermost function. */
export function insideFunction({ path }: Place): readonly Node[] {
	return path.slice(path.findLastIndex(isFunction) + 1);
}

/** The function that would wait if an `.await` stood there; or why none may. */
export function waitingFunction(place: Place): FunctionNode | Refusal {
	const { node } = place.function;
	if (!node.isAsync) { return refuse(node.form === 'closure' ? 'it stands in a closure that is not async' : 'it stands in a function that is not async'); }
	for (const each of insideFunction(place)) {
		if ('statements' in each) { continue; }
		if (each.kind === 'macro') { return refuse(`it stands in the arguments of \`${each.path.segments.at(-1)?.name ?? ''}!\``); }
		if (each.kind === 'match' && each.arms.some(({ guard }) => guard !== undefined && contains(guard, place.node))) { return refuse('it stands in the guard of a `match`'); }
		if (each.kind === 'const') { return refuse('it stands in a constant'); }
		if (each.kind === 'other') { return refuse('it stands in something that is not understood'); }
	}
	return node;
}

/** Checks that a call stands where a rule found it. */
export function waitsIn(place: Place, functionId: string): Refusal | undefined {
	const waiting = waitingFunction(place);
	if (isRefusal(waiting)) { return waiting; }
	return `${place.source.file}#${place.function.qualified}` === functionId ? undefined : refuse('the call stands in another function than the one that was found to wait for it');
}
