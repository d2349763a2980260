/** The expression of a promise that nobody looks at, as it stands in its file. */
import { isArrowFunction, isCallExpression, isExpressionStatement, isFunctionExpression, isIdentifier, isParenthesizedExpression, isPropertyAccessExpression, SyntaxKind, type Expression, type ExpressionStatement, type Node, type SourceFile } from 'typescript/unstable/ast';
import type { Span } from '../../../../outline/span.ts';
import { hasModifier } from '../../syntax.ts';
import { hasComment, type Change } from '../nameLists.ts';
import { nodeWithSpan } from '../nodeAt.ts';
import { refuse, type Refusal } from '../refusal.ts';

export interface PromiseSite {
	readonly sourceFile: SourceFile;
	/** What gives the promise. */
	readonly node: Expression;
	/** With the parentheses around it, and the `void` before it. */
	readonly whole: Node;
	/** The `void` in front, which says that nobody waits. */
	readonly isVoid: boolean;
	/** The statement that is nothing but this. */
	readonly statement: ExpressionStatement | undefined;
}

export function promiseSite(sourceFile: SourceFile, span: Span): PromiseSite | Refusal {
	const node = expressionAt(sourceFile, span);
	if (node === undefined) { return refuse('the call is no longer where it was'); }
	let whole: Node = outsideParentheses(node);
	const isVoid = whole.parent.kind === SyntaxKind.VoidExpression;
	if (isVoid) {
		// A comment between `void` and the promise belongs to neither.
		if (hasComment(sourceFile.text.slice(whole.parent.getStart(sourceFile), node.getStart(sourceFile)))) { return refuse('a comment after `void` would be lost'); }
		whole = outsideParentheses(whole.parent);
	}
	return { sourceFile, node, whole, isVoid, statement: isExpressionStatement(whole.parent) ? whole.parent : undefined };
}

/** The outermost expression with exactly this span. */
function expressionAt(sourceFile: SourceFile, span: Span): Expression | undefined {
	return nodeWithSpan(sourceFile, span, (node): node is Expression => !isExpressionStatement(node) && node.kind !== SyntaxKind.SyntaxList && node.kind !== SyntaxKind.SourceFile);
}

function outsideParentheses(node: Node): Node {
	let each = node;
	while (isParenthesizedExpression(each.parent)) { each = each.parent; }
	return each;
}

/** Puts text around the promise in place of all that `whole` is beside it: `void` and parentheses go. */
export function wrapped({ sourceFile, node, whole }: PromiseSite, before: string, after: string): readonly Change[] {
	return [
		{ span: { start: whole.getStart(sourceFile), end: node.getStart(sourceFile) }, newText: before },
		{ span: { start: node.end, end: whole.end }, newText: after },
	];
}

/** What binds looser than `await` and needs parentheses after it. */
export function isLoose(node: Node): boolean {
	switch (node.kind) {
		case SyntaxKind.BinaryExpression: case SyntaxKind.ConditionalExpression: case SyntaxKind.ArrowFunction: case SyntaxKind.YieldExpression:
		case SyntaxKind.AsExpression: case SyntaxKind.SatisfiesExpression: case SyntaxKind.TypeAssertionExpression:
			return true;
		default: return false;
	}
}

/** What a promise is called where it is made: `handleSelect` of `handleSelect(choice)`, `update` of `update.then(show)`; undefined for what has no name. */
export function nameOfPromise(node: Expression): string | undefined {
	if (isParenthesizedExpression(node)) { return nameOfPromise(node.expression); }
	if (isIdentifier(node)) { return node.text; }
	if (isPropertyAccessExpression(node)) { return node.name.text; }
	if (!isCallExpression(node)) { return undefined; }
	const { expression: callee } = node;
	const isContinuation = isPropertyAccessExpression(callee) && ['then', 'catch', 'finally'].includes(callee.name.text);
	return nameOfPromise(isContinuation ? callee.expression : callee);
}

/** The async function of `(async () => { … })()`, if nothing is given to it. */
export function calledInPlace(node: Node): Expression | undefined {
	if (!isCallExpression(node) || node.arguments.length > 0 || node.questionDotToken !== undefined) { return undefined; }
	let callee = node.expression;
	while (isParenthesizedExpression(callee)) { callee = callee.expression; }
	if (!isArrowFunction(callee) && !isFunctionExpression(callee)) { return undefined; }
	const isGenerator = isFunctionExpression(callee) && callee.asteriskToken !== undefined;
	return callee.parameters.length === 0 && !isGenerator && hasModifier(callee, SyntaxKind.AsyncKeyword) ? callee : undefined;
}
