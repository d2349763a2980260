/** What the text says of how long a list may become: conditions on its length, and how much of it is cut off. */
import { SyntaxKind, type BinaryExpression, type Expression, type PropertyAccessExpression, type VariableDeclaration } from 'typescript/unstable/ast';
import type { LengthTest, Value } from '../../../outline/model.ts';
import { nameText, unwrap } from '../syntax.ts';
import type { Context } from './context.ts';
import { placeOf, shapeOf } from './values.ts';

type Comparison = LengthTest['comparison'];

const comparisons: Partial<Record<SyntaxKind, Comparison>> = {
	[SyntaxKind.GreaterThanToken]: 'over', [SyntaxKind.GreaterThanEqualsToken]: 'at-least', [SyntaxKind.LessThanToken]: 'under', [SyntaxKind.LessThanEqualsToken]: 'at-most',
	[SyntaxKind.EqualsEqualsToken]: 'equal', [SyntaxKind.EqualsEqualsEqualsToken]: 'equal',
};
const mirrored: Readonly<Record<Comparison, Comparison>> = { 'over': 'under', 'at-least': 'at-most', 'under': 'over', 'at-most': 'at-least', 'equal': 'equal' };

/** The comparisons of a list's length that a condition is made of, by `&&`. */
export function lengthTestsOf(condition: Expression, cx: Context): LengthTest[] {
	const node = unwrap(condition);
	if (node.kind !== SyntaxKind.BinaryExpression) { return []; }
	const { left, operatorToken, right } = node as BinaryExpression;
	if (operatorToken.kind === SyntaxKind.AmpersandAmpersandToken) { return [...lengthTestsOf(left, cx), ...lengthTestsOf(right, cx)]; }
	const comparison = comparisons[operatorToken.kind];
	if (comparison === undefined) { return []; }
	const list = listOfLength(left);
	if (list !== undefined) { return testOf(list, comparison, right, cx); }
	const other = listOfLength(right);
	return other === undefined ? [] : testOf(other, mirrored[comparison], left, cx);
}

function testOf(list: Expression, comparison: Comparison, limit: Expression, cx: Context): LengthTest[] {
	const place = placeOf(list, cx);
	return place === undefined ? [] : [{ place, comparison, limit: shapeOf(limit, cx) }];
}

/** What `n` of `splice(0, n)` leaves, where that is the list's length less a limit: the limit. Looks through a constant that holds it. */
export function limitLeftBy(count: Expression, cx: Context): Value | undefined {
	const node = unwrap(count);
	if (node.kind === SyntaxKind.Identifier) {
		const binding = cx.scope.lookup(nameText(node) ?? '');
		const initializer = binding?.isConstant === true && binding.declaration.kind === SyntaxKind.VariableDeclaration ? (binding.declaration as VariableDeclaration).initializer : undefined;
		return initializer === undefined || initializer.kind === SyntaxKind.Identifier ? undefined : limitLeftBy(initializer, cx);
	}
	if (node.kind !== SyntaxKind.BinaryExpression) { return undefined; }
	const { left, operatorToken, right } = node as BinaryExpression;
	return operatorToken.kind === SyntaxKind.MinusToken && listOfLength(left) !== undefined ? shapeOf(right, cx) : undefined;
}

/** `list` of `list.length` */
function listOfLength(expression: Expression): Expression | undefined {
	const node = unwrap(expression);
	return node.kind === SyntaxKind.PropertyAccessExpression && nameText((node as PropertyAccessExpression).name) === 'length' ? (node as PropertyAccessExpression).expression : undefined;
}
