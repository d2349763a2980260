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

/** True for what holds no other nodes, or only types: nothing is declared in it that runs. */
export function isTokenOrType({ kind }: Node): boolean {
	return kind < SyntaxKind.FirstNode || (kind >= SyntaxKind.FirstTypeNode && kind <= SyntaxKind.LastTypeNode);
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
		case SyntaxKind.Identifier: return identifierText(name);
		case SyntaxKind.PrivateIdentifier: case SyntaxKind.StringLiteral: case SyntaxKind.NoSubstitutionTemplateLiteral: case SyntaxKind.NumericLiteral:
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

/** Cut out of the file's text, where the name stands as it is: several times as fast as the compiler's own table of names, which is decoded at every look. */
function identifierText(name: Node): string {
	const { text } = name.getSourceFile();
	const { end } = name;
	let start = end;
	while (isPlainLetter(text.charCodeAt(start - 1))) { start -= 1; }
	const before = text.charCodeAt(start - 1);
	// A name that is missing, of other letters, escaped (`\u0061`), or with a hyphen, as attributes in JSX have.
	return start === end || start < name.pos || before > 127 || before === backslash || before === hyphen ? (name as unknown as { text: string }).text : text.slice(start, end);
}

const backslash = 92, hyphen = 45;

function isPlainLetter(code: number): boolean {
	return (code >= 97 && code <= 122) || (code >= 65 && code <= 90) || (code >= 48 && code <= 57) || code === 95 || code === 36;
}

/** A remote node's number within its file, by which the compiler names declarations. */
export function indexOf(node: Node): number {
	return (node as unknown as { index: number }).index;
}
