/** How a list is declared: of what, with what in it, and who can reach it. */
import { isArrayLiteralExpression, isArrayTypeNode, isBinaryExpression, isIdentifier, isNewExpression, isPropertyDeclaration, isTypeReferenceNode, isVariableDeclaration, SyntaxKind, type Expression, type Node, type PropertyAccessExpression, type TypeNode, type VariableDeclaration } from 'typescript/unstable/ast';
import type { Checker } from 'typescript/unstable/sync';
import type { Change } from '../nameLists.ts';
import { isRefusal, refuse, type Refusal } from '../refusal.ts';
import { hasModifier, isClassNode, nameText, unwrap } from '../../syntax.ts';
import { ancestor, isEmptyArray, isFreshArray, sourceFileOf } from './shapes.ts';

export interface Declaration {
	readonly node: Node;
	/** The element's type as text; undefined where the values tell it, and in JavaScript. */
	readonly element: string | undefined;
	/** What it holds at first; undefined for nothing. */
	readonly initial: Expression | undefined;
	/** The expression that makes the array; undefined where that happens elsewhere. */
	readonly initializer: Expression | undefined;
	readonly typeNode: TypeNode | undefined;
	/** Changes of a JSDoc comment that tells the type. */
	readonly comment: ((container: string) => Change) | undefined;
	readonly isTypeScript: boolean;
}

export function readDeclaration(node: Node, name: string, checker: Checker): Declaration | Refusal {
	const initializer = isBinaryExpression(node) ? node.right : (node as { initializer?: Expression }).initializer;
	const refusal = refuseForm(node, name, initializer);
	if (refusal !== undefined) { return refusal; }
	const sourceFile = sourceFileOf(node);
	const isTypeScript = /\.[cm]?tsx?$/.test(sourceFile.fileName);
	const initial = initializer === undefined || isEmptyArray(initializer) ? undefined : unwrap(initializer);
	// In JavaScript the compiler makes a type of the comment, which stands nowhere else.
	const typeNode = isTypeScript ? (node as { type?: TypeNode }).type : undefined;
	const base = { node, initial, initializer, typeNode, isTypeScript };
	if (!isTypeScript) {
		const comment = commentType(node, name);
		return isRefusal(comment) ? comment : { ...base, element: undefined, comment };
	}
	const element = elementOf(node, name, typeNode ?? typeOfValue(initializer), initializer, checker);
	return isRefusal(element) ? element : { ...base, element: element.text, comment: undefined };
}

function refuseForm(node: Node, name: string, initializer: Expression | undefined): Refusal | undefined {
	const isKnown = isPropertyDeclaration(node) || isVariableDeclaration(node) || isBinaryExpression(node) || node.kind === SyntaxKind.PropertyAssignment;
	if (!isKnown) { return refuse(node.kind === SyntaxKind.Parameter ? `\`${name}\` is a parameter, so that callers give the array` : node.kind === SyntaxKind.PropertySignature ? 'an interface declares it as an array' : `the declaration of \`${name}\` is of no form that can be changed`); }
	if ((node as { questionToken?: Node }).questionToken !== undefined) { return refuse(`\`${name}\` may be absent`); }
	if (hasModifier(node, SyntaxKind.DeclareKeyword) || hasModifier(node, SyntaxKind.AbstractKeyword)) { return refuse(`\`${name}\` is only declared here`); }
	if (hasModifier(node, SyntaxKind.Decorator)) { return refuse(`\`${name}\` has a decorator, which may look at its type`); }
	// MobX looks into arrays, not into classes of others.
	if (/\bmake(?:Auto)?Observable\(\s*this\b/.test(ancestor(node, isClassNode)?.getText() ?? '')) { return refuse(`\`${name}\` is observed as an array`); }
	if (isVariableDeclaration(node) && !isIdentifier(node.name)) { return refuse(`\`${name}\` is part of something that is taken apart`); }
	if (isVariableDeclaration(node) && node.parent.parent.kind === SyntaxKind.ForOfStatement) { return refuse(`\`${name}\` is one of several lists`); }
	if (initializer !== undefined && !isEmptyArray(initializer) && !isFreshArray(initializer)) { return refuse(`\`${name}\` is ${isCreated(initializer) ? 'made with a length' : 'an array that something else may hold'}`); }
	return undefined;
}

function isCreated(expression: Expression): boolean {
	return isNewExpression(unwrap(expression));
}

/** `Event[]` of `[] as Event[]`, `Array<Event>` of `new Array<Event>()`. */
function typeOfValue(initializer: Expression | undefined): TypeNode | undefined {
	if (initializer === undefined) { return undefined; }
	if (initializer.kind === SyntaxKind.AsExpression || initializer.kind === SyntaxKind.TypeAssertionExpression) { return (initializer as unknown as { type: TypeNode }).type; }
	return undefined;
}

function elementOf(node: Node, name: string, type: TypeNode | undefined, initializer: Expression | undefined, checker: Checker): { text: string | undefined } | Refusal {
	if (type !== undefined) {
		const element = elementOfArray(type);
		return element === undefined ? refuse(`the type of \`${name}\` is not written as a plain array`) : { text: element };
	}
	const made = initializer === undefined ? undefined : unwrap(initializer);
	if (made !== undefined && isNewExpression(made) && made.typeArguments?.length === 1) { return { text: made.typeArguments[0]?.getText() }; }
	if (made !== undefined && isArrayLiteralExpression(made) && made.elements.length > 0) { return { text: undefined }; }
	const found = checker.getTypeAtLocation((node as unknown as { name: Node }).name);
	const text = found === undefined ? '' : checker.typeToString(found);
	const [, element] = /^(.+)\[\]$/.exec(text) ?? [];
	return element === undefined || isVariableDeclaration(node) && element === 'any' ? refuse(`it is nowhere written what \`${name}\` holds`) : { text: element.replace(/^\((.*)\)$/, '$1') };
}

/** `T` of `T[]`, `readonly T[]`, `Array<T>`, `ReadonlyArray<T>`. */
function elementOfArray(type: TypeNode): string | undefined {
	if (isArrayTypeNode(type)) {
		const { elementType } = type;
		return elementType.kind === SyntaxKind.ParenthesizedType ? (elementType as unknown as { type: TypeNode }).type.getText() : elementType.getText();
	}
	if (type.kind === SyntaxKind.TypeOperator) { return elementOfArray((type as unknown as { type: TypeNode }).type); }
	if (!isTypeReferenceNode(type) || type.typeArguments?.length !== 1 || !/^(?:Readonly)?Array$/.test(type.typeName.getText())) { return undefined; }
	return type.typeArguments[0]?.getText();
}

/** JavaScript: `/** @type {Event[]} *\/` in front. */
function commentType(node: Node, name: string): ((container: string) => Change) | undefined | Refusal {
	const sourceFile = sourceFileOf(node);
	const statement = isVariableDeclaration(node) ? ancestor(node, (each) => each.kind === SyntaxKind.VariableStatement) ?? node : node;
	const from = statement.pos;
	const leading = sourceFile.text.slice(from, statement.getStart(sourceFile));
	const match = /@type\s*\{([^\n]*)\}/.exec(leading);
	if (match === null) { return undefined; }
	const [, type = ''] = match;
	if (!/^(?:readonly )?.+\[\]$|^Array<.+>$|^Array$/.test(type)) { return refuse(`the type of \`${name}\` is not written as a plain array`); }
	const start = from + match.index + match[0].indexOf('{') + 1;
	return (container) => ({ span: { start, end: start + type.length }, newText: container });
}

/** Who can reach it beside the project's own files. */
export function reachOf(node: Node): 'file' | 'project' | 'public' {
	if (isVariableDeclaration(node)) {
		const statement = (node as VariableDeclaration).parent.parent;
		return hasModifier(statement, SyntaxKind.ExportKeyword) ? 'public' : 'project';
	}
	const owner = isBinaryExpression(node) ? ancestor(node, isClassNode) : node.parent;
	if (owner === undefined || !isClassNode(owner)) { return 'project'; }
	const name = isBinaryExpression(node) ? (node.left as PropertyAccessExpression).name : (node as unknown as { name: Node }).name;
	const isPrivate = hasModifier(node, SyntaxKind.PrivateKeyword) || name.kind === SyntaxKind.PrivateIdentifier || (nameText(name) ?? '').startsWith('_');
	const isTopLevel = owner.parent.kind === SyntaxKind.SourceFile;
	return isPrivate || !isTopLevel || !hasModifier(owner, SyntaxKind.ExportKeyword) ? 'project' : 'public';
}
