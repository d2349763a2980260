/** Finds the conditions on which a loop waits, whose members are then named: most loops count or go over a list, and are left alone. */
import { SyntaxKind, type CallExpression, type DoStatement, type ForStatement, type IfStatement, type Node } from 'typescript/unstable/ast';
import { isFunctionNode } from '../syntax.ts';

/** True for an expression in the condition of a loop, or of an `if` in a loop, that awaits in its body, or in a predicate that is waited for. */
export function isAwaitedCondition(node: Node): boolean {
	const statement = statementOfCondition(node);
	if (statement === undefined) { return isPredicate(node); }
	const loop = statement.kind === SyntaxKind.IfStatement ? loopAround(statement) : statement;
	return loop !== undefined && awaits((loop as DoStatement).statement);
}

function statementOfCondition(node: Node): Node | undefined {
	let inner = node;
	while (inside.has(inner.parent.kind)) { inner = inner.parent; }
	const { parent } = inner;
	switch (parent.kind) {
		case SyntaxKind.WhileStatement: case SyntaxKind.DoStatement: case SyntaxKind.IfStatement: return (parent as IfStatement).expression === inner ? parent : undefined;
		case SyntaxKind.ForStatement: return (parent as ForStatement).condition === inner ? parent : undefined;
		default: return undefined;
	}
}
const inside: ReadonlySet<SyntaxKind> = new Set([
	SyntaxKind.BinaryExpression, SyntaxKind.PrefixUnaryExpression, SyntaxKind.ParenthesizedExpression, SyntaxKind.NonNullExpression, SyntaxKind.AsExpression, SyntaxKind.AwaitExpression,
]);

/** `waitUntil(() => this.server.isOpen)`. The name only decides what is asked; what the function does with its predicate is another matter. */
function isPredicate(node: Node): boolean {
	let inner = node;
	while (inside.has(inner.parent.kind)) { inner = inner.parent; }
	const call = inner.parent.parent as CallExpression;
	return inner.parent.kind === SyntaxKind.ArrowFunction && call.kind === SyntaxKind.CallExpression && /wait|until|poll/i.test(call.expression.getText());
}

function loopAround(node: Node): Node | undefined {
	for (let outer = node.parent; !isFunctionNode(outer) && outer.kind !== SyntaxKind.SourceFile; outer = outer.parent) {
		if (outer.kind === SyntaxKind.WhileStatement || outer.kind === SyntaxKind.DoStatement || outer.kind === SyntaxKind.ForStatement) { return outer; }
		if (outer.kind === SyntaxKind.ForOfStatement || outer.kind === SyntaxKind.ForInStatement) { return undefined; }
	}
	return undefined;
}

/** True if an `await` stands in the node, outside of the functions in it. */
function awaits(node: Node): boolean {
	if (node.kind === SyntaxKind.AwaitExpression) { return true; }
	if (isFunctionNode(node)) { return false; }
	let found = false;
	node.forEachChild((child) => { found ||= awaits(child); });
	return found;
}
