/** The list that a fix is about: its declaration, and every place in the project that means it. */
import { isBinaryExpression, isCallExpression, isElementAccessExpression, isIdentifier, isPropertyAccessExpression, isStringLiteral, SyntaxKind, type Expression, type Node, type SourceFile } from 'typescript/unstable/ast';
import type { NodeHandle, Project } from 'typescript/unstable/sync';
import type { Span } from '../../../../outline/span.ts';
import { nameOf } from '../../../../workspace/paths.ts';
import { isClassNode, isFunctionNode, nameText, unwrap } from '../../syntax.ts';
import { firstAround } from '../nodeAt.ts';
import { refuse, type Refusal } from '../refusal.ts';
import type { FixProject } from '../runtime/fixProject.ts';
import { packageOf } from '../runtime/placing.ts';
import { ancestor, sourceFileOf } from './shapes.ts';

export interface Subject {
	/** The node that declares it: a field, a variable, a property of an object written in place. */
	readonly declaration: Node;
	/** Its name where it is declared, without `this.`. */
	readonly name: string;
	/** Every other place, in all files: an expression that is the list, or another node that names it. */
	readonly places: readonly Node[];
}

/** Finds the list from whose front the call at a span takes. */
export function subjectOf(sourceFile: SourceFile, removal: Span, project: Project): Subject | Refusal {
	const list = listOfCall(sourceFile, removal);
	if (list === undefined) { return refuse('the call is no longer where it was'); }
	const name = nameNode(list);
	if (name === undefined) { return refuse('the list is one of several that are kept under keys'); }
	const found = project.checker.getReferencedSymbolsForNode(name, name.getStart(sourceFile));
	const handles = found.flatMap((entry) => entry.references);
	const nodes = handles.map((handle) => handle.resolve(project)).filter((node) => node !== undefined);
	const declarations = nodes.filter(isDeclarationName);
	const [first = assignedInConstructor(nodes), ...more] = declarations;
	if (first === undefined) { return refuse('its declaration was not found'); }
	if (more.length > 0) { return refuse(more.some((each) => each.parent.kind === SyntaxKind.PropertySignature) || first.parent.kind === SyntaxKind.PropertySignature ? 'an interface declares it as an array' : 'it is declared in more than one place'); }
	if (nodes.some((node) => sourceFileOf(node).fileName.includes('/node_modules/'))) { return refuse('a package declares it'); }
	const declaration = isDeclarationName(first) ? first.parent : first.parent.parent;
	return { declaration, name: nameText(name) ?? '', places: nodes.filter((node) => node !== first).map((node) => expressionOf(node)) };
}

/** `list` of the call `list.shift()` with this span. */
function listOfCall(sourceFile: SourceFile, span: Span): Expression | undefined {
	return firstAround(sourceFile, span, (node) => {
		const callee = isCallExpression(node) && node.end === span.end && node.getStart(sourceFile) === span.start ? unwrap(node.expression) : undefined;
		return callee !== undefined && isPropertyAccessExpression(callee) ? unwrap(callee.expression) : undefined;
	});
}

function nameNode(list: Expression): Node | undefined {
	if (isIdentifier(list)) { return list; }
	if (isPropertyAccessExpression(list)) { return list.name; }
	return isElementAccessExpression(list) && isStringLiteral(list.argumentExpression) ? list.argumentExpression : undefined;
}

/** True for the name in a declaration, not where it is used. */
function isDeclarationName(node: Node): boolean {
	const parent = node.parent as Node & { name?: Node };
	switch (parent.kind) {
		case SyntaxKind.PropertyDeclaration: case SyntaxKind.PropertySignature: case SyntaxKind.VariableDeclaration: case SyntaxKind.Parameter: case SyntaxKind.PropertyAssignment:
		case SyntaxKind.GetAccessor: case SyntaxKind.SetAccessor:
			return parent.name === node;
		default: return false;
	}
}

/** `this.events = []` in a constructor is how a class of JavaScript declares. */
function assignedInConstructor(nodes: readonly Node[]): Node | undefined {
	const assigned = nodes.filter((node) => {
		const access = node.parent;
		const isTarget = isPropertyAccessExpression(access) && access.expression.kind === SyntaxKind.ThisKeyword && isBinaryExpression(access.parent) && access.parent.left === access && access.parent.operatorToken.kind === SyntaxKind.EqualsToken;
		return isTarget && ancestor(node, isFunctionNode)?.kind === SyntaxKind.Constructor;
	});
	return assigned.length === 1 ? assigned[0] : undefined;
}

/** `this.events` where the name is its member; the name itself elsewhere. */
function expressionOf(name: Node): Node {
	const { parent } = name;
	if (isPropertyAccessExpression(parent) && parent.name === name) { return parent; }
	return isElementAccessExpression(parent) && parent.argumentExpression === name ? parent : name;
}

/**
 * Uses of a private member that go around its being private: `log['events']`, which tests do, and `(log as any).events`, which nobody can be
 * sure of. Looked for in files that mean the class as well.
 */
export function hiddenUses({ declaration, name, places }: Subject, isPublic: boolean, project: Project, files: FixProject): readonly Node[] | Refusal {
	const owner = isBinaryExpression(declaration) ? ancestor(declaration, isClassNode) : declaration.parent;
	const className = owner === undefined || !isClassNode(owner) ? undefined : owner.name;
	if (className === undefined) { return []; }
	const home = sourceFileOf(declaration).fileName;
	const known = new Set([declaration, ...places].map((node) => sourceFileOf(node).fileName));
	const mention = new RegExp(String.raw`(?:\.|\[\s*['"])${name.replace('#', '')}\b`);
	const isSuspect = (file: string) => !known.has(file) && mention.test(files.textOf(file) ?? '');
	const suspects = files.filesAround(home).filter(isSuspect);
	if (suspects.length === 0) { return []; }
	const users = new Set(project.checker.getReferencedSymbolsForNode(className, className.getStart()).flatMap((entry) => entry.references).map((handle) => handle.path as string));
	const found: Node[] = [];
	for (const file of suspects) {
		const sourceFile = users.has(file) ? project.program.getSourceFile(file) : undefined;
		if (sourceFile === undefined) {
			// A file that the compiler does not know with it, but which names the class. What is private is used by its own package's tests at most.
			const isStranger = !users.has(file) && (isPublic || packageOf(file) === packageOf(home)) && project.program.getSourceFile(file) === undefined && new RegExp(String.raw`\b${className.text}\b`).test(files.textOf(file) ?? '');
			if (isStranger) { return refuse(`${nameOf(file)}, which is in no project with it, may use it`); }
			continue;
		}
		const members = membersNamed(sourceFile, name);
		const symbols = members.length === 0 ? [] : project.checker.getSymbolAtLocation(members);
		for (const [index, member] of members.entries()) {
			const symbol = symbols[index];
			if (symbol === undefined) { return refuse(`${nameOf(file)} may use it through a value without a type`); }
			if (symbol.declarations.some((each) => isAt(each, declaration, project))) { found.push(expressionOf(member)); }
		}
	}
	return found;
}

function isAt(handle: NodeHandle, node: Node, project: Project): boolean {
	return handle.path as string === sourceFileOf(node).fileName && handle.resolve(project) === node;
}

function membersNamed(sourceFile: SourceFile, name: string): readonly Node[] {
	const found: Node[] = [];
	const visit = (node: Node): void => {
		if (isPropertyAccessExpression(node) && node.name.text === name) { found.push(node.name); }
		if (isElementAccessExpression(node) && isStringLiteral(node.argumentExpression) && node.argumentExpression.text === name) { found.push(node.argumentExpression); }
		node.forEachChild(visit);
	};
	visit(sourceFile);
	return found;
}
