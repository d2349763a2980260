/** Where a file writes which names: what a new name must not collide with, and whether an import is still used. */
import { isIdentifier, SyntaxKind, type Identifier, type Node, type SourceFile } from 'typescript/unstable/ast';

export interface Identifiers {
	/** Every place, in the order of the text, where a name stands by itself: declared, read or written. Names of members are left out. */
	placesOf(name: string): readonly Identifier[];
	/** True if JSDoc mentions the name: `{@link readFile}`, `@type {readFile}`. */
	isMentionedInJsDoc(name: string): boolean;
	/** The first of these names (`readFile`, `readFileAsync`, …) that means nothing anywhere in the file. */
	freeName(wished: string): string;
	/** Names that some statement assigns to after their declaration. */
	readonly assigned: ReadonlySet<string>;
}

/** Walks a file once. */
export function identifiersOf(sourceFile: SourceFile): Identifiers {
	const places = new Map<string, Identifier[]>();
	const assigned = new Set<string>();
	const visit = (node: Node): void => {
		if (isIdentifier(node) && !isMemberName(node)) {
			const known = places.get(node.text);
			if (known === undefined) { places.set(node.text, [node]); } else { known.push(node); }
		}
		const target = assignmentTarget(node);
		if (target !== undefined) { addNames(target, assigned); }
		node.forEachChild(visit);
	};
	visit(sourceFile);
	const jsDoc = [...sourceFile.text.matchAll(/\/\*\*[\s\S]*?\*\//g)].map((match) => match[0]);
	const taken = new Set<string>();

	return {
		assigned,
		placesOf: (name) => places.get(name) ?? [],
		isMentionedInJsDoc: (name) => jsDoc.some((comment) => comment.split(/[^\w$]+/).includes(name)),
		freeName(wished) {
			const isFree = (name: string) => !places.has(name) && !taken.has(name);
			const candidates = [wished, ...(wished.endsWith('Async') ? [] : [`${wished}Async`]), `${wished}Promise`];
			let name = candidates.find(isFree);
			for (let number = 2; name === undefined; number++) { name = isFree(`${wished}${number}`) ? `${wished}${number}` : undefined; }
			taken.add(name);
			return name;
		},
	};
}

/** `readFile` in `fs.readFile`, `{ readFile: 1 }`, `import { readFile as x }`: a name that belongs to something else. */
function isMemberName(node: Identifier): boolean {
	const parent = node.parent as unknown as { kind: SyntaxKind; name?: Node; propertyName?: Node; right?: Node; label?: Node };
	switch (parent.kind) {
		case SyntaxKind.PropertyAccessExpression: case SyntaxKind.PropertyAssignment: case SyntaxKind.MethodDeclaration: case SyntaxKind.PropertyDeclaration:
		case SyntaxKind.MethodSignature: case SyntaxKind.PropertySignature: case SyntaxKind.GetAccessor: case SyntaxKind.SetAccessor:
		case SyntaxKind.EnumMember: case SyntaxKind.MetaProperty: case SyntaxKind.JsxAttribute:
			return parent.name === node;
		case SyntaxKind.ImportSpecifier: case SyntaxKind.BindingElement:
			return parent.propertyName === node;
		case SyntaxKind.ExportSpecifier:
			return parent.propertyName !== undefined && parent.name === node;
		case SyntaxKind.QualifiedName:
			return parent.right === node;
		case SyntaxKind.LabeledStatement: case SyntaxKind.BreakStatement: case SyntaxKind.ContinueStatement:
			return parent.label === node;
		default: return false;
	}
}

function assignmentTarget(node: Node): Node | undefined {
	const parts = node as unknown as { left?: Node; operatorToken?: Node; operator?: SyntaxKind; operand?: Node; initializer?: Node };
	switch (node.kind) {
		case SyntaxKind.BinaryExpression: {
			const operator = parts.operatorToken?.kind ?? SyntaxKind.Unknown;
			return operator >= SyntaxKind.FirstAssignment && operator <= SyntaxKind.LastAssignment ? parts.left : undefined;
		}
		case SyntaxKind.PrefixUnaryExpression: case SyntaxKind.PostfixUnaryExpression:
			return parts.operator === SyntaxKind.PlusPlusToken || parts.operator === SyntaxKind.MinusMinusToken ? parts.operand : undefined;
		case SyntaxKind.ForOfStatement: case SyntaxKind.ForInStatement:
			return parts.initializer;
		default: return undefined;
	}
}

function addNames(target: Node, names: Set<string>): void {
	if (isIdentifier(target)) { names.add(target.text); return; }
	// A member is assigned, not the variable that holds the object.
	if (target.kind === SyntaxKind.PropertyAccessExpression || target.kind === SyntaxKind.ElementAccessExpression) { return; }
	target.forEachChild((child) => addNames(child, names));
}
