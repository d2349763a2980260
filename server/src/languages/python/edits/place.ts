/** Where in a file something stands that a fix is about to change: every node around it, and whether an `await` is allowed there. */
import { contains, isSameSpan, type Span } from '../../../outline/span.ts';
import type { SourceFile } from '../resolve/types.ts';
import type { Scope } from '../scopes.ts';
import { blocksIn, expressionsIn, partsOf, type ArgumentNode, type CallExpr, type ClassNode, type Expr, type FunctionNode, type Stmt } from '../syntax/ast.ts';
import { refuse, type Refusal } from '../../refusal.ts';

/** A node on the way from the module to a place. `head`: what a function or class evaluates where it is written (defaults, decorators, bases). */
export type Around = Stmt | Expr | (Span & { readonly kind: 'head'; readonly of: FunctionNode | ClassNode });

export interface Place {
	readonly source: SourceFile;
	readonly node: Expr;
	/** The nodes around it, outermost first. */
	readonly path: readonly Around[];
	/** The statement it is part of. */
	readonly statement: Stmt;
	/** The scope in which its names are looked up. */
	readonly scope: Scope;
}

/** The outermost expression with exactly this span that fits. */
export function placeOf(source: SourceFile, span: Span, fits: (node: Expr) => boolean = () => true): Place | undefined {
	const path = pathTo(source.module.body, span, fits);
	const node = path?.at(-1);
	const statement = path?.findLast((each): each is Stmt => isStatement(each));
	if (path === undefined || node === undefined || statement === undefined) { return undefined; }
	return { source, node: node as Expr, path: path.slice(0, -1), statement, scope: scopeAt(source, path) };
}

export function callAt(source: SourceFile, span: Span): (Place & { readonly node: CallExpr }) | undefined {
	return placeOf(source, span, (node) => node.kind === 'call') as (Place & { readonly node: CallExpr }) | undefined;
}

function pathTo(body: readonly Stmt[], span: Span, fits: (node: Expr) => boolean): Around[] | undefined {
	for (const stmt of body) {
		if (!contains(extentOf(stmt), span)) { continue; }
		const inner = inStatement(stmt, span, fits);
		if (inner !== undefined) { return [stmt, ...inner]; }
	}
	return undefined;
}

/** The innermost statement around an offset. An `elif` is no statement that anything could stand before. */
export function statementAt(body: readonly Stmt[], at: number): Stmt | undefined {
	const around = body.find((each) => each.start <= at && at < each.end);
	if (around === undefined) { return undefined; }
	const inner = around.kind === 'function' || around.kind === 'class' ? [around.body] : blocksIn(around).map((each) => each.body);
	return inner.map((each) => statementAt(each, at)).find((each) => each !== undefined) ?? around;
}

/** Decorators stand before what they decorate. */
function extentOf(stmt: Stmt): Span {
	if (stmt.kind !== 'function' && stmt.kind !== 'class') { return stmt; }
	return { start: Math.min(stmt.start, ...stmt.decorators.map((each) => each.start)), end: stmt.end };
}

function inStatement(stmt: Stmt, span: Span, fits: (node: Expr) => boolean): Around[] | undefined {
	for (const expr of expressionsIn(stmt)) {
		const inner = inExpression(expr, span, fits);
		if (inner === undefined) { continue; }
		return stmt.kind === 'function' || stmt.kind === 'class' ? [{ kind: 'head', start: stmt.start, end: stmt.end, of: stmt }, ...inner] : inner;
	}
	if (stmt.kind === 'function' || stmt.kind === 'class') { return pathTo(stmt.body, span, fits); }
	for (const block of blocksIn(stmt)) {
		const inner = pathTo(block.body, span, fits);
		if (inner !== undefined) { return inner; }
	}
	return undefined;
}

function inExpression(expr: Expr, span: Span, fits: (node: Expr) => boolean): Around[] | undefined {
	if (!contains(expr, span)) { return undefined; }
	if (isSameSpan(expr, span) && fits(expr)) { return [expr]; }
	if (expr.kind === 'lambda') {
		const inner = expr.function.body.flatMap((each) => inStatement(each, span, fits) ?? []);
		return inner.length === 0 ? undefined : [expr, ...inner];
	}
	for (const part of partsOf(expr)) {
		const inner = inExpression(part, span, fits);
		if (inner !== undefined) { return [expr, ...inner]; }
	}
	return undefined;
}

function isStatement(node: Around): node is Stmt {
	return !expressionKinds.has(node.kind);
}

const expressionKinds: ReadonlySet<string> = new Set([
	'name', 'attribute', 'call', 'subscript', 'constant', 'template', 'await', 'yield', 'lambda', 'conditional', 'boolean', 'not', 'compare', 'binary',
	'list', 'tuple', 'set', 'dict', 'comprehension', 'starred', 'walrus', 'slice', 'other', 'head',
]);

/** The scope of the function or class that an offset is in the body of. */
export function scopeOfOffset({ scopes }: SourceFile, offset: number): Scope {
	let innermost = scopes.module;
	for (const [node, scope] of scopes.of) {
		if (scope.kind !== 'comprehension' && node.start <= offset && offset <= node.end && node.start >= innermost.node.start && node.end <= innermost.node.end) { innermost = scope; }
	}
	return innermost;
}

function scopeAt(source: SourceFile, path: readonly Around[]): Scope {
	let { module: scope } = source.scopes;
	for (const [index, each] of path.entries()) {
		if (path[index + 1]?.kind === 'head') { continue; }
		const node = each.kind === 'lambda' ? each.function : each;
		if (node.kind === 'function' || node.kind === 'class' || node.kind === 'comprehension') { scope = source.scopes.of.get(node) ?? scope; }
	}
	return scope;
}

/** The async function that would wait at a place; why none can, otherwise. */
export function waitingFunction({ path, node }: Place): FunctionNode | Refusal {
	let inner: Around = node;
	let comprehensions = 0;
	for (const each of path.toReversed()) {
		switch (each.kind) {
			case 'await': if (inner === node) { return refuse('the call is awaited already'); } break;
			case 'head': return refuse('the call stands in the head of a function or class');
			case 'lambda': return refuse('the call stands in a lambda, which cannot wait');
			case 'class': return refuse('the call stands in the body of a class');
			case 'comprehension': {
				// What is gone through first is evaluated outside of it.
				const [first] = each.clauses;
				if (first?.kind === 'for' && inner === first.iterated) { break; }
				if (each.makes === 'generator') { return refuse('the call stands in a generator expression, which whoever goes through it would have to wait for'); }
				comprehensions += 1;
				if (comprehensions > 1) { return refuse('the call stands in a comprehension within another'); }
				break;
			}
			case 'function': return each.isAsync ? each : refuse('the function around the call is not async');
			default:
		}
		inner = each;
	}
	return refuse('the call stands outside of any function');
}

/** True if `await` in front of the node would take in what follows it: a member, an index, a call. */
export function bindsTighterThanAwait({ node, path, source: { text } }: Pick<Place, 'node' | 'path' | 'source'>): boolean {
	const around = path.at(-1);
	const isReceiver = around !== undefined && ((around.kind === 'attribute' || around.kind === 'subscript') && around.object === node || around.kind === 'call' && around.callee === node);
	return isReceiver && !/^\s*\)/.test(text.slice(node.end)) || around?.kind === 'binary' && around.operator === '**' && around.left === node;
}

/** The parts of a call's text: the callee with parentheses of its own, and where its arguments begin and end. */
export interface CallText {
	readonly callee: string;
	/** Behind the opening parenthesis. */
	readonly open: number;
	/** Before the closing one. */
	readonly close: number;
	readonly args: readonly ArgumentNode[];
}

export function callText({ source: { text }, node }: Place & { readonly node: CallExpr }): CallText | undefined {
	let at = node.callee.end;
	for (let rest = /^(?:\s+|\)|#[^\n]*|\\\r?\n)/.exec(text.slice(at)); rest !== null; rest = /^(?:\s+|\)|#[^\n]*|\\\r?\n)/.exec(text.slice(at))) { at += rest[0].length; }
	if (text[at] !== '(' || text[node.end - 1] !== ')') { return undefined; }
	return { callee: text.slice(node.start, at).trimEnd(), open: at + 1, close: node.end - 1, args: node.args };
}
