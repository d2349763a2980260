/** Small questions about TypeScript's syntax trees that several parts of this folder ask. */
import { SyntaxKind, type ArrowFunction, type ClassDeclaration, type ClassExpression, type ConstructorDeclaration, type Expression, type FunctionDeclaration, type FunctionExpression, type GetAccessorDeclaration, type MethodDeclaration, type Node, type SetAccessorDeclaration, type SourceFile } from 'typescript/unstable/ast';
import type { Span } from '../../outline/span.ts';

export type FunctionNode = FunctionDeclaration | FunctionExpression | ArrowFunction | MethodDeclaration | ConstructorDeclaration | GetAccessorDeclaration | SetAccessorDeclaration;
export type ClassNode = ClassDeclaration | ClassExpression;

export function isFunctionNode(node: Node): node is FunctionNode {
	switch (node.kind) {
		case SyntaxKind.FunctionDeclaration: case SyntaxKind.FunctionExpression: case SyntaxKind.ArrowFunction: case SyntaxKind.MethodDeclaration:
		case SyntaxKind.Constructor: case SyntaxKind.GetAccessor: case SyntaxKind.SetAccessor: return true;
		default: return false;
	}
}

export function isClassNode(node: Node): node is ClassNode {
	return node.kind === SyntaxKind.ClassDeclaration || node.kind === SyntaxKind.ClassExpression;
}

/** The token's span without the trivia before it. */
export function spanOf(node: Node, sourceFile: SourceFile): Span {
	return { start: node.getStart(sourceFile), end: node.end };
}

export function hasModifier(node: Node, kind: SyntaxKind): boolean {
	const modifiers = (node as { modifiers?: readonly Node[] }).modifiers;
	return modifiers !== undefined && modifiers.some((modifier) => modifier.kind === kind);
}

/** The expression within parentheses, `as`, `satisfies`, `!` and type assertions. */
export function unwrap(node: Expression): Expression {
	let inner: Node = node;
	while (inner.kind === SyntaxKind.ParenthesizedExpression || inner.kind === SyntaxKind.AsExpression || inner.kind === SyntaxKind.SatisfiesExpression
		|| inner.kind === SyntaxKind.NonNullExpression || inner.kind === SyntaxKind.TypeAssertionExpression) {
		inner = (inner as unknown as { expression: Expression }).expression;
	}
	return inner as Expression;
}

/** True for what only the type checker sees: nothing inside runs. */
export function isTypeOnly(node: Node): boolean {
	return (node.kind >= SyntaxKind.FirstTypeNode && node.kind <= SyntaxKind.LastTypeNode)
		|| node.kind === SyntaxKind.InterfaceDeclaration || node.kind === SyntaxKind.TypeAliasDeclaration || node.kind === SyntaxKind.TypeParameter
		|| hasModifier(node, SyntaxKind.DeclareKeyword);
}

/** A property's name as written: an identifier, string, number or private name; undefined if it is computed. */
export function nameText(name: Node | undefined): string | undefined {
	if (name === undefined) { return undefined; }
	switch (name.kind) {
		case SyntaxKind.Identifier: case SyntaxKind.PrivateIdentifier: case SyntaxKind.StringLiteral:
		case SyntaxKind.NoSubstitutionTemplateLiteral: case SyntaxKind.NumericLiteral:
			return (name as unknown as { text: string }).text;
		case SyntaxKind.ComputedPropertyName: {
			const inner = (name as unknown as { expression: Node }).expression;
			if (inner.kind === SyntaxKind.StringLiteral) { return nameText(inner); }
			// `[Symbol.iterator]` and its kin
			return inner.kind === SyntaxKind.PropertyAccessExpression && /^Symbol\.\w+$/.test(inner.getText()) ? `[${inner.getText()}]` : undefined;
		}
		default: return undefined;
	}
}

/** A remote node's number within its file, by which the compiler names declarations. */
export function indexOf(node: Node): number {
	return (node as unknown as { index: number }).index;
}
