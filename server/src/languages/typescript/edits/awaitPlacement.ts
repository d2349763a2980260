/** Where an `await` may stand in the place of a call, and what must stand around it. */
import { isIdentifier, SyntaxKind, type BinaryExpression, type CallExpression, type Node, type SourceFile, type Statement } from 'typescript/unstable/ast';
import { hasModifier, isFunctionNode, type FunctionNode } from '../syntax.ts';
import { refuse, type Refusal } from './refusal.ts';

/** The async function in whose body, and in no other function's, the node stands. `becomesAsync`: the one around it is made async besides. */
export function awaitingFunction(node: Node, becomesAsync = false): FunctionNode | Refusal {
	let child: Node = node;
	for (let parent = child.parent; parent !== undefined; child = parent, parent = parent.parent) {
		if (isFunctionNode(parent)) {
			if ((parent as { body?: Node }).body !== child) { return refuse('an await is not allowed in the parameters or the name of a function'); }
			if (!becomesAsync && !hasModifier(parent, SyntaxKind.AsyncKeyword)) { return refuse('the function around the call is not async'); }
			return parent;
		}
		switch (parent.kind) {
			case SyntaxKind.PropertyDeclaration: return refuse('an await is not allowed in a class field');
			case SyntaxKind.ClassStaticBlockDeclaration: return refuse('an await is not allowed in a static block of a class');
			case SyntaxKind.Decorator: return refuse('an await is not allowed in a decorator');
			case SyntaxKind.ModuleBlock: case SyntaxKind.EnumDeclaration: return refuse('the call is not inside a function');
			case SyntaxKind.SourceFile: return refuse('the call is at the top level of its file, not inside a function');
		}
	}
	return refuse('the call is not inside a function');
}

/**
 * Refuses where the wait would come between reading a value and writing it back: `this.total += statSync(p).size` reads `this.total` first.
 * A variable of the waiting function itself is nobody else's to change.
 */
export function keepsReadAndWriteTogether(node: Node, waiting: FunctionNode, isOwnVariable: (name: string) => boolean, sourceFile: SourceFile): Refusal | undefined {
	for (let child = node, parent = node.parent; parent !== waiting && parent !== undefined; child = parent, parent = parent.parent) {
		if (parent.kind !== SyntaxKind.BinaryExpression) { continue; }
		const { left, right, operatorToken: { kind } } = parent as BinaryExpression;
		if (right !== child || kind < SyntaxKind.FirstAssignment || kind > SyntaxKind.LastAssignment || (isIdentifier(left) && isOwnVariable(left.text))) { continue; }
		const isRead = kind !== SyntaxKind.EqualsToken || sourceFile.text.slice(right.pos, node.pos).includes(left.getText(sourceFile));
		if (isRead) { return refuse('the value that is assigned to is read before the wait, so a change made meanwhile would be lost'); }
	}
	return undefined;
}

/** The `await` that is there already: `await readFileSync(p)`. */
export function isAwaitedAlready(call: Node): boolean {
	let parent = call.parent;
	while (parent.kind === SyntaxKind.ParenthesizedExpression) { parent = parent.parent; }
	return parent.kind === SyntaxKind.AwaitExpression;
}

/** True where what is around the call binds tighter than `await`. */
export function needsParentheses(call: Node): boolean {
	const { parent } = call;
	switch (parent.kind) {
		case SyntaxKind.PropertyAccessExpression: case SyntaxKind.ElementAccessExpression: case SyntaxKind.CallExpression: case SyntaxKind.NewExpression:
			return (parent as CallExpression).expression === call;
		case SyntaxKind.TaggedTemplateExpression:
			return (parent as unknown as { tag: Node }).tag === call;
		case SyntaxKind.BinaryExpression:
			return (parent as BinaryExpression).operatorToken.kind === SyntaxKind.AsteriskAsteriskToken && (parent as BinaryExpression).left === call;
		// `extends mixin()`, `f()<T>`
		case SyntaxKind.NonNullExpression: case SyntaxKind.ExpressionWithTypeArguments: return true;
		default: return false;
	}
}

/** True if a `(` put where the call begins would make the line before it a call: in files that leave out semicolons. */
export function continuesLineBefore(call: Node, sourceFile: SourceFile): boolean {
	const start = call.getStart(sourceFile);
	let statement: Node = call;
	while (statement.kind !== SyntaxKind.ExpressionStatement) {
		if (statement.getStart(sourceFile) !== start || statement.parent === undefined) { return false; }
		statement = statement.parent;
	}
	if (statement.getStart(sourceFile) !== start) { return false; }
	const siblings = (statement.parent as unknown as { statements?: readonly Statement[] }).statements;
	const before = siblings?.[siblings.indexOf(statement as Statement) - 1];
	return before !== undefined && endsOpen(before, sourceFile.text);
}

/** True for a statement that ends only because the next line cannot go on from it. */
function endsOpen(statement: Node, text: string): boolean {
	const inner = statement as unknown as { statement?: Node; thenStatement?: Node; elseStatement?: Node };
	switch (statement.kind) {
		case SyntaxKind.Block: case SyntaxKind.FunctionDeclaration: case SyntaxKind.ClassDeclaration: case SyntaxKind.InterfaceDeclaration: case SyntaxKind.EnumDeclaration:
		case SyntaxKind.ModuleDeclaration: case SyntaxKind.SwitchStatement: case SyntaxKind.TryStatement:
			return false;
		case SyntaxKind.IfStatement: {
			const last = inner.elseStatement ?? inner.thenStatement;
			return last !== undefined && endsOpen(last, text);
		}
		case SyntaxKind.ForStatement: case SyntaxKind.ForInStatement: case SyntaxKind.ForOfStatement: case SyntaxKind.WhileStatement:
		case SyntaxKind.LabeledStatement: case SyntaxKind.WithStatement:
			return inner.statement !== undefined && endsOpen(inner.statement, text);
		default: return text[statement.end - 1] !== ';';
	}
}
