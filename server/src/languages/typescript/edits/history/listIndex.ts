/** At which index a list is read, where it is sure to be none of those that arrays and `at()` take differently. */
import { isBinaryExpression, isForStatement, isIdentifier, isVariableDeclarationList, SyntaxKind, type Expression, type ForStatement, type Node, type SourceFile, type VariableDeclarationList } from 'typescript/unstable/ast';
import { unwrap } from '../../syntax.ts';
import { lessThanLength, listOfLength, isSameText, numberOf } from './shapes.ts';

/** A number (negative from the end), or the text of an expression that is never negative; undefined for any other. */
export function indexOfRead(argument: Expression, list: Expression, sourceFile: SourceFile): number | string | undefined {
	const constant = numberOf(argument);
	if (constant !== undefined) { return Number.isInteger(constant) ? constant : undefined; }
	const fromEnd = numberOf(lessThanLength(argument, list, sourceFile));
	if (fromEnd !== undefined && fromEnd > 0) { return -fromEnd; }
	return isNeverNegative(argument, list, sourceFile) ? argument.getText(sourceFile) : undefined;
}

function isNeverNegative(expression: Expression, list: Expression, sourceFile: SourceFile): boolean {
	const node = unwrap(expression);
	const constant = numberOf(node);
	if (constant !== undefined) { return constant >= 0; }
	if (isIdentifier(node)) { return isCounter(node, node.text); }
	const measured = listOfLength(node);
	if (measured !== undefined) { return isSameText(measured, list, sourceFile); }
	if (!isBinaryExpression(node)) { return false; }
	switch (node.operatorToken.kind) {
		case SyntaxKind.PlusToken: case SyntaxKind.AsteriskToken: return isNeverNegative(node.left, list, sourceFile) && isNeverNegative(node.right, list, sourceFile);
		case SyntaxKind.PercentToken: return isNeverNegative(node.left, list, sourceFile);
		default: return false;
	}
}

/** The variable of a `for` loop around the node that counts up from zero or more, or goes on only while it is zero or more. */
function isCounter(node: Node, name: string): boolean {
	for (let at: Node | undefined = node.parent; at !== undefined; at = at.parent) {
		if (!isForStatement(at) || at.initializer === undefined || !isVariableDeclarationList(at.initializer)) { continue; }
		const declaration = (at.initializer as VariableDeclarationList).declarations.find((each) => isIdentifier(each.name) && each.name.text === name);
		if (declaration === undefined) { continue; }
		const start = numberOf(declaration.initializer);
		return start !== undefined && start >= 0 && countsUp(at, name) || isKeptAboveZero(at.condition, name);
	}
	return false;
}

function countsUp({ incrementor }: ForStatement, name: string): boolean {
	const text = incrementor?.getText() ?? '';
	return new RegExp(String.raw`^(?:\+\+\s*${name}|${name}\s*\+\+|${name}\s*\+=\s*\d+)$`).test(text);
}

function isKeptAboveZero(condition: Expression | undefined, name: string): boolean {
	return new RegExp(String.raw`^${name}\s*(?:>=\s*0|>\s*-1)\b`).test(condition?.getText() ?? '');
}
