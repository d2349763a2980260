/** What calling a function gives, as far as its own declaration tells without the compiler. */
import { SyntaxKind, type Node } from 'typescript/unstable/ast';
import type { ResultType } from '../../outline/model.ts';
import { hasModifier, nameText } from './syntax.ts';

/** `returnsValue`: a `return` with a value stands in its body. Undefined where the types of other things decide. */
export function declaredResult(node: Node, returnsValue: boolean): ResultType | undefined {
	const { asteriskToken, type, body } = node as { asteriskToken?: Node; type?: Node; body?: Node };
	switch (node.kind) {
		case SyntaxKind.SetAccessor: return 'plain';
		// What a getter gives is a member that is called then; a class may extend `Promise`.
		case SyntaxKind.GetAccessor: case SyntaxKind.Constructor: return undefined;
	}
	if (asteriskToken !== undefined) { return 'plain'; }
	if (hasModifier(node, SyntaxKind.AsyncKeyword)) { return 'thenable'; }
	if (type !== undefined) { return annotatedResult(type); }
	if (body !== undefined && makesPromise(body)) { return 'thenable'; }
	return body?.kind === SyntaxKind.Block && !returnsValue ? 'plain' : undefined;
}

/** `() => Promise.all(…)`, `() => new Promise(…)` */
function makesPromise(body: Node): boolean {
	const { expression } = body as { expression?: Node };
	if (body.kind === SyntaxKind.NewExpression) { return nameText(expression) === 'Promise'; }
	return body.kind === SyntaxKind.CallExpression && expression?.kind === SyntaxKind.PropertyAccessExpression && nameText((expression as unknown as { expression: Node }).expression) === 'Promise';
}

const plainTypes: ReadonlySet<SyntaxKind> = new Set([
	SyntaxKind.VoidKeyword, SyntaxKind.StringKeyword, SyntaxKind.NumberKeyword, SyntaxKind.BooleanKeyword, SyntaxKind.BigIntKeyword, SyntaxKind.SymbolKeyword, SyntaxKind.UndefinedKeyword,
	SyntaxKind.NeverKeyword, SyntaxKind.LiteralType, SyntaxKind.TypePredicate, SyntaxKind.TemplateLiteralType,
]);

/** What an annotation says by itself. */
export function annotatedResult(type: Node): ResultType | undefined {
	if (plainTypes.has(type.kind)) { return 'plain'; }
	if (type.kind === SyntaxKind.ArrayType) { return annotatedResult((type as unknown as { elementType: Node }).elementType) === 'plain' ? 'plain' : undefined; }
	return type.kind === SyntaxKind.TypeReference && nameText((type as unknown as { typeName: Node }).typeName) === 'Promise' ? 'thenable' : undefined;
}
