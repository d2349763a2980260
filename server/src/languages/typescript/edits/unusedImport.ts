/** Finds an import that only the text about to be deleted used. */
import { isBindingElement, isIdentifier, isImportClause, isImportEqualsDeclaration, isImportSpecifier, isNamespaceImport, isVariableDeclaration, isVariableStatement, SyntaxKind, type ImportClause, type NamedImports, type Node, type VariableDeclaration } from 'typescript/unstable/ast';
import type { EditedFile } from './editedFile.ts';
import { removal, removeFromList, removeStatement, type Change, type NameList } from './nameLists.ts';

export interface Retired {
	/** What declares the name. */
	readonly node: Node;
	/** The list it is in; a name that comes into the same list takes its place. */
	readonly list?: NameList;
	/** Set where nothing would be left of its statement. */
	readonly statement?: Node;
	/** Takes it out; absent where it must stay unless another name takes its place. */
	readonly removal?: Change;
}

/** `used` are names that the new text refers to. Only imports without an effect of their own (Node's modules, and what `hasNoEffect` says) go as a whole. */
export function findRetired(file: EditedFile, deleted: Node, used: ReadonlySet<string>, hasNoEffect = false): Retired | undefined {
	const { identifiers, references, sourceFile } = file;
	const root = firstIdentifier(deleted);
	if (root === undefined || used.has(root.text) || identifiers.isMentionedInJsDoc(root.text)) { return undefined; }
	const binding = references.lookup(root.text, root);
	const places = identifiers.placesOf(root.text).filter((place) => place !== root);
	// One place is left: the declaration.
	if (binding === undefined || places.length !== 1) { return undefined; }
	const { declaration } = binding;
	const isOurs = places[0]?.parent === declaration;
	const isPure = hasNoEffect || references.ofBinding(binding)?.module.startsWith('node:') === true;
	if (!isOurs || isGlobalScript(file)) { return undefined; }
	const node = declaration;
	if (isImportSpecifier(declaration)) {
		const clause = declaration.parent.parent as ImportClause;
		const list: NameList = { node: declaration.parent, elements: (declaration.parent as NamedImports).elements };
		if (list.elements.length > 1) { return { node, list, removal: removeFromList(sourceFile, list, node) }; }
		if (clause.name !== undefined) { return { node, list, removal: removal(clause.name.end, list.node.end) }; }
		return { ...whole(node, clause.parent, isPure, file), list };
	}
	if (isImportClause(declaration)) {
		const { name, namedBindings } = declaration;
		if (name === undefined || namedBindings === undefined) { return whole(node, declaration.parent, isPure, file); }
		return { node, removal: removal(name.getStart(sourceFile), namedBindings.getStart(sourceFile)) };
	}
	if (isNamespaceImport(declaration)) {
		const clause = declaration.parent as ImportClause;
		return clause.name === undefined ? whole(node, clause.parent, isPure, file) : { node, removal: removal(clause.name.end, node.end) };
	}
	if (isImportEqualsDeclaration(declaration)) { return whole(node, declaration, isPure, file); }
	if (isVariableDeclaration(declaration)) { return whole(node, soleStatement(declaration), isPure, file); }
	if (isBindingElement(declaration)) {
		const pattern = declaration.parent as unknown as Node & { elements: readonly Node[] };
		const list = { node: pattern, elements: pattern.elements };
		if (pattern.parent.kind !== SyntaxKind.VariableDeclaration || isExported(pattern.parent)) { return undefined; }
		if (list.elements.length > 1) { return { node, list, removal: removeFromList(sourceFile, list, node) }; }
		return { ...whole(node, soleStatement(pattern.parent as VariableDeclaration), isPure, file), list };
	}
	return undefined;
}

function whole(node: Node, statement: Node | undefined, isPure: boolean, { sourceFile }: EditedFile): Retired {
	const modifiers = (statement as { modifiers?: readonly Node[] } | undefined)?.modifiers;
	if (statement === undefined || !isPure || (modifiers?.length ?? 0) > 0) { return { node }; }
	return { node, statement, removal: removeStatement(sourceFile, statement) };
}

/** The statement of a variable that is declared alone. */
function soleStatement(declaration: VariableDeclaration): Node | undefined {
	const list = declaration.parent as unknown as { declarations?: readonly Node[]; parent: Node };
	return list.declarations?.length === 1 && isVariableStatement(list.parent) ? list.parent : undefined;
}

function isExported(declaration: Node): boolean {
	const statement = declaration.parent.parent as { modifiers?: readonly Node[] };
	return (statement.modifiers?.length ?? 0) > 0;
}

/** A TypeScript file without import and export shares its names with every other. */
function isGlobalScript({ sourceFile }: EditedFile): boolean {
	return sourceFile.externalModuleIndicator === undefined && /\.[cm]?tsx?$/.test(sourceFile.fileName);
}

function firstIdentifier(node: Node): (Node & { readonly text: string }) | undefined {
	if (isIdentifier(node)) { return node; }
	const inner = (node as unknown as { expression?: Node }).expression;
	return inner === undefined ? undefined : firstIdentifier(inner);
}
