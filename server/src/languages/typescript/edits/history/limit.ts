/** Whether the limit of a history is known, and stays the same, where the ring buffer is made. */
import { isBinaryExpression, isBlock, isExpressionStatement, isIdentifier, isPropertyAccessExpression, isPropertyDeclaration, isVariableDeclaration, SyntaxKind, type Expression, type Identifier, type Node, type PropertyAccessExpression, type Statement } from 'typescript/unstable/ast';
import type { Project } from 'typescript/unstable/sync';
import { hasModifier, isClassNode, isFunctionNode, unwrap } from '../../syntax.ts';
import type { EditedFile } from '../editedFile.ts';
import { refuse, type Refusal } from '../refusal.ts';
import { ancestor, isWritten, numberOf } from './shapes.ts';

export interface Capacity {
	readonly text: string;
	/** From where in the constructor it is known: after a statement, or from the body's begin. Absent where the declaration will do. */
	readonly from?: { readonly kind: 'statement'; readonly statement: Statement } | { readonly kind: 'body'; readonly body: Node };
}

export function capacityOf(limit: Expression, offset: number, declaration: Node, file: EditedFile, project: Project): Capacity | Refusal {
	const node = unwrap(limit);
	const text = limit.getText(file.sourceFile);
	const constant = numberOf(node);
	if (constant !== undefined) { return { text: String(constant + offset) }; }
	const full = offset === 0 ? text : `${text} ${offset > 0 ? '+' : '-'} 1`;
	if (isPropertyAccessExpression(node) && node.expression.kind === SyntaxKind.ThisKeyword) { return ofField(node, full, declaration, project); }
	const root = isIdentifier(node) ? node : isConstantMember(node, project) ? rootOf(node) : undefined;
	if (root === undefined) { return refuse(`its limit \`${text}\` may change`); }
	return isKnownAt(root, declaration, file) ? { text: full } : refuse(`its limit \`${text}\` is not known where the list is made`);
}

/** `Log.LIMIT`, whose type is the number itself. */
function isConstantMember(node: Expression, { checker }: Project): boolean {
	const type = isPropertyAccessExpression(node) ? checker.getTypeAtLocation(node) : undefined;
	return type !== undefined && /^\d+$/.test(checker.typeToString(type));
}

function rootOf(node: Expression): Identifier | undefined {
	let at = node;
	while (isPropertyAccessExpression(at)) { at = unwrap(at.expression); }
	return isIdentifier(at) ? at : undefined;
}

/** A constant or parameter that means the same at the declaration, and has its value by then. */
function isKnownAt(name: Identifier, declaration: Node, { references, identifiers }: EditedFile): boolean {
	const binding = references.lookup(name.text, name);
	if (binding === undefined || references.lookup(name.text, declaration) !== binding) { return false; }
	if (binding.kind === 'import') { return true; }
	if (binding.kind !== 'class' && binding.kind !== 'parameter' && !binding.isConstant) { return false; }
	if (identifiers.assigned.has(name.text)) { return false; }
	// A field is made when an object is, and by then the module has run.
	const isLater = isPropertyDeclaration(declaration) && !hasModifier(declaration, SyntaxKind.StaticKeyword) || ancestor(declaration, isFunctionNode) !== undefined;
	return binding.kind === 'parameter' || binding.declaration.end <= declaration.pos || (isLater && binding.owner.kind === SyntaxKind.SourceFile);
}

/** `this.limit`, which nothing sets after the object is made. */
function ofField(access: PropertyAccessExpression, text: string, declaration: Node, project: Project): Capacity | Refusal {
	const { name } = access;
	const owner = ancestor(declaration, isClassNode);
	const places = project.checker.getReferencedSymbolsForNode(name, name.getStart()).flatMap((entry) => entry.references).map((handle) => handle.resolve(project)).filter((node) => node !== undefined);
	const declared = places.map((node) => node.parent).filter((parent) => isPropertyDeclaration(parent) || parent.kind === SyntaxKind.Parameter);
	const [field] = declared;
	if (owner === undefined || field === undefined || declared.length > 1 || ancestor(field, isClassNode) !== owner) { return refuse(`its limit \`this.${name.text}\` is not declared in the same class`); }
	const writes = places.filter((node) => node.parent !== field && isWritten(node.parent));
	const constructed = writes.filter((node) => ancestor(node, isFunctionNode)?.kind === SyntaxKind.Constructor);
	if (constructed.length < writes.length || writes.length > 1 || (!isPrivate(field) && !hasModifier(field, SyntaxKind.ReadonlyKeyword))) { return refuse(`its limit \`this.${name.text}\` may change`); }
	if (field.kind === SyntaxKind.Parameter) {
		const body = (field.parent as unknown as { body?: Node }).body;
		return body === undefined ? refuse(`its limit \`this.${name.text}\` is not known where the list is made`) : { text, from: { kind: 'body', body } };
	}
	const [write] = constructed;
	if (write === undefined) {
		return (field as { initializer?: Node }).initializer !== undefined && field.end <= declaration.pos ? { text } : refuse(`its limit \`this.${name.text}\` is set after the list is made`);
	}
	const statement = ancestor(write, isExpressionStatement);
	const isAtTop = statement !== undefined && isBlock(statement.parent) && isFunctionNode(statement.parent.parent) && isBinaryExpression((statement as unknown as { expression: Node }).expression);
	return isAtTop ? { text, from: { kind: 'statement', statement: statement as Statement } } : refuse(`its limit \`this.${name.text}\` is only set on some paths`);
}

function isPrivate(field: Node): boolean {
	return hasModifier(field, SyntaxKind.PrivateKeyword) || (field as unknown as { name: Node }).name.kind === SyntaxKind.PrivateIdentifier || isVariableDeclaration(field);
}
