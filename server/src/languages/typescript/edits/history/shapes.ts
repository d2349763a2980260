/** Small questions about the syntax around a list. */
import { isArrayLiteralExpression, isBinaryExpression, isCallExpression, isExpressionStatement, isIdentifier, isNewExpression, isNumericLiteral, isPropertyAccessExpression, SyntaxKind, type ArrayLiteralExpression, type CallExpression, type Expression, type Node, type SourceFile } from 'typescript/unstable/ast';
import { unwrap } from '../../syntax.ts';

/** The outermost expression that stands for the same value: without parentheses and `!` around it. */
export function outermost(expression: Node): Node {
	let node = expression;
	while (node.parent.kind === SyntaxKind.ParenthesizedExpression || node.parent.kind === SyntaxKind.NonNullExpression) { node = node.parent; }
	return node;
}

/** The call whose callee this member access is. */
export function callOfMember(access: Node): CallExpression | undefined {
	const outer = outermost(access);
	return isCallExpression(outer.parent) && outer.parent.expression === outer ? outer.parent : undefined;
}

/** True if nobody uses what the expression gives. */
export function isStatement(expression: Node): boolean {
	return isExpressionStatement(outermost(expression).parent);
}

export function isEmptyArray(expression: Expression): boolean {
	const node = withoutType(expression);
	if (isArrayLiteralExpression(node)) { return (node as ArrayLiteralExpression).elements.length === 0; }
	return isNewExpression(node) && isIdentifier(node.expression) && node.expression.text === 'Array' && (node.arguments?.length ?? 0) === 0;
}

/** Methods that give an array which nobody else holds. */
const freshMethods: ReadonlySet<string> = new Set(['map', 'filter', 'slice', 'concat', 'flat', 'flatMap', 'toSorted', 'toReversed', 'toSpliced', 'split', 'from', 'of', 'keys', 'values', 'entries', 'toArray', 'splice']);

/** True for an array that is made where it stands. */
export function isFreshArray(expression: Expression): boolean {
	const node = withoutType(expression);
	if (isArrayLiteralExpression(node)) { return true; }
	const callee = isCallExpression(node) ? unwrap(node.expression) : undefined;
	return callee !== undefined && isPropertyAccessExpression(callee) && freshMethods.has(callee.name.text);
}

/** `[]` of `[] as Event[]` */
export function withoutType(expression: Expression): Expression {
	return unwrap(expression);
}

/** True if both are written alike, comments and spaces aside, and reading them twice gives the same. */
export function isSameText(a: Node, b: Node, sourceFile: SourceFile): boolean {
	const plain = (node: Node) => node.getText(sourceFile).replaceAll(/\s+/g, '').replaceAll('!', '');
	return plain(a) === plain(b) && !/\(|\+\+|--/.test(plain(a));
}

/** `list` of `list.length` */
export function listOfLength(expression: Expression): Expression | undefined {
	const node = unwrap(expression);
	return isPropertyAccessExpression(node) && node.name.text === 'length' ? node.expression : undefined;
}

/** What is taken from the list's length: `limit` of `list.length - limit`. */
export function lessThanLength(expression: Expression | undefined, list: Expression, sourceFile: SourceFile): Expression | undefined {
	const node = expression === undefined ? undefined : unwrap(expression);
	if (node === undefined || !isBinaryExpression(node) || node.operatorToken.kind !== SyntaxKind.MinusToken) { return undefined; }
	const measured = listOfLength(node.left);
	return measured !== undefined && isSameText(measured, list, sourceFile) ? node.right : undefined;
}

export function numberOf(expression: Expression | undefined): number | undefined {
	return expression !== undefined && isNumericLiteral(unwrap(expression)) ? Number((unwrap(expression) as unknown as { text: string }).text) : undefined;
}

/** True if it is written to where it stands. */
export function isWritten(expression: Node): boolean {
	const node = outermost(expression);
	const { parent } = node;
	if (isBinaryExpression(parent)) { return parent.left === node && parent.operatorToken.kind >= SyntaxKind.FirstAssignment && parent.operatorToken.kind <= SyntaxKind.LastAssignment; }
	if (parent.kind === SyntaxKind.PrefixUnaryExpression || parent.kind === SyntaxKind.PostfixUnaryExpression) {
		const { operator } = parent as unknown as { operator: SyntaxKind };
		return operator === SyntaxKind.PlusPlusToken || operator === SyntaxKind.MinusMinusToken;
	}
	return parent.kind === SyntaxKind.DeleteExpression || ((parent.kind === SyntaxKind.ForOfStatement || parent.kind === SyntaxKind.ForInStatement) && (parent as unknown as { initializer: Node }).initializer === node);
}

export function ancestor(node: Node, test: (node: Node) => boolean): Node | undefined {
	for (let at: Node | undefined = node.parent; at !== undefined; at = at.parent) { if (test(at)) { return at; } }
	return undefined;
}

export function sourceFileOf(node: Node): SourceFile {
	let at = node;
	while (at.kind !== SyntaxKind.SourceFile) { at = at.parent; }
	return at as SourceFile;
}
