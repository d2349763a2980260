/**
 * Lexical scopes: which declaration a name in the text stands for. Most callees are settled by this alone, without asking the compiler.
 * Follows ECMAScript's rules for `var` hoisting and block scopes; types are left out, because they do not run.
 */
import { NodeFlags, SyntaxKind, type BindingElement, type BindingPattern, type Identifier, type ImportDeclaration, type ImportEqualsDeclaration, type Node, type ParameterDeclaration, type SourceFile, type VariableDeclaration, type VariableDeclarationList } from 'typescript/unstable/ast';
import type { BindingId } from '../../outline/model.ts';
import { isClassNode, isFunctionNode, isTokenOrType, nameText } from './syntax.ts';

export interface Binding {
	readonly id: BindingId;
	readonly name: string;
	readonly kind: 'parameter' | 'variable' | 'function' | 'class' | 'import' | 'error' | 'other';
	/** The declaring node: variable, parameter, binding element, function, class or import specifier. */
	readonly declaration: Node;
	/** The function node (or source file) whose local it is. */
	readonly owner: Node;
	/** Never assigned after its declaration, as far as the keyword says. */
	readonly isConstant: boolean;
	/** For a parameter: its index, and the members taken when it is destructured. */
	readonly parameter?: { readonly index: number; readonly path: readonly string[] };
}

export class Scope {
	private readonly names = new Map<string, Binding>();
	readonly parent: Scope | undefined;
	readonly owner: Node;
	constructor(owner: Node, parent?: Scope) {
		this.owner = owner;
		this.parent = parent;
	}
	declare(binding: Binding): void {
		// A function or variable declared twice is one binding.
		if (!this.names.has(binding.name)) { this.names.set(binding.name, binding); }
	}
	lookup(name: string): Binding | undefined {
		return this.names.get(name) ?? this.parent?.lookup(name);
	}
}

export interface Scopes {
	/** The scope that a node opens, if it opens one. */
	readonly of: ReadonlyMap<Node, Scope>;
	readonly root: Scope;
	readonly bindings: readonly Binding[];
}

/** Builds every scope of a file in one walk. */
export function buildScopes(sourceFile: SourceFile): Scopes {
	return new ScopeBuilder(sourceFile).build();
}

class ScopeBuilder {
	private readonly scopes = new Map<Node, Scope>();
	private readonly bindings: Binding[] = [];
	private readonly sourceFile: SourceFile;
	constructor(sourceFile: SourceFile) { this.sourceFile = sourceFile; }

	build(): Scopes {
		const root = new Scope(this.sourceFile);
		this.scopes.set(this.sourceFile, root);
		this.sourceFile.forEachChild((child) => this.visit(child, root, root));
		return { of: this.scopes, root, bindings: this.bindings };
	}

	private add(scope: Scope, kind: Binding['kind'], name: Node | undefined, declaration: Node, isConstant: boolean, parameter?: Binding['parameter']): void {
		const text = nameText(name);
		if (text === undefined) { return; }
		const binding: Binding = { id: this.bindings.length, name: text, kind, declaration, owner: scope.owner, isConstant, ...(parameter && { parameter }) };
		this.bindings.push(binding);
		scope.declare(binding);
	}

	/** `scope` is the innermost block's, `hoist` the function's, to which `var` goes. */
	private visit(node: Node, scope: Scope, hoist: Scope): void {
		if (isTokenOrType(node)) { return; }
		if (isFunctionNode(node)) { this.visitFunction(node, scope); return; }
		if (isClassNode(node)) {
			if (node.kind === SyntaxKind.ClassDeclaration) { this.add(scope, 'class', node.name, node, true); }
			const inner = new Scope(scope.owner, scope);
			this.scopes.set(node, inner);
			if (node.kind === SyntaxKind.ClassExpression) { this.add(inner, 'class', node.name, node, true); }
			node.forEachChild((child) => this.visit(child, inner, hoist));
			return;
		}
		switch (node.kind) {
			case SyntaxKind.InterfaceDeclaration: case SyntaxKind.TypeAliasDeclaration: return;
			case SyntaxKind.ImportDeclaration: this.visitImport(node as ImportDeclaration, scope); return;
			case SyntaxKind.ImportEqualsDeclaration:
				this.add(scope, 'import', (node as ImportEqualsDeclaration).name, node, true);
				return;
			case SyntaxKind.EnumDeclaration: this.add(scope, 'other', (node as unknown as { name: Node }).name, node, true); break;
			case SyntaxKind.ModuleDeclaration: this.add(scope, 'other', (node as unknown as { name: Node }).name, node, true); break;
			case SyntaxKind.VariableDeclarationList: this.visitVariables(node as VariableDeclarationList, scope, hoist); return;
			case SyntaxKind.CatchClause: {
				const inner = this.open(node, scope);
				const variable = (node as unknown as { variableDeclaration?: VariableDeclaration }).variableDeclaration;
				if (variable !== undefined) { this.bindPattern(inner, 'error', variable.name, variable, false); }
				node.forEachChild((child) => this.visit(child, inner, hoist));
				return;
			}
			case SyntaxKind.Block: case SyntaxKind.CaseBlock: case SyntaxKind.ForStatement: case SyntaxKind.ForInStatement: case SyntaxKind.ForOfStatement: case SyntaxKind.ModuleBlock: {
				const inner = this.open(node, scope);
				node.forEachChild((child) => this.visit(child, inner, node.kind === SyntaxKind.ModuleBlock ? inner : hoist));
				return;
			}
		}
		node.forEachChild((child) => this.visit(child, scope, hoist));
	}

	private open(node: Node, parent: Scope): Scope {
		const scope = new Scope(parent.owner, parent);
		this.scopes.set(node, scope);
		return scope;
	}


	private visitFunction(node: Node, outer: Scope): void {
		if (node.kind === SyntaxKind.FunctionDeclaration) { this.add(outer, 'function', (node as { name?: Identifier }).name, node, true); }
		const scope = new Scope(node, outer);
		this.scopes.set(node, scope);
		if (node.kind === SyntaxKind.FunctionExpression) { this.add(scope, 'function', (node as { name?: Identifier }).name, node, true); }
		const parameters = (node as unknown as { parameters: readonly ParameterDeclaration[] }).parameters.filter((parameter) => nameText(parameter.name) !== 'this');
		parameters.forEach((parameter, index) => {
			this.bindPattern(scope, 'parameter', parameter.name, parameter, false, { index, path: [] });
		});
		node.forEachChild((child) => {
			if (child.kind === SyntaxKind.Block && child === (node as { body?: Node }).body) {
				// A function's body shares the scope of its parameters here: no program that runs can tell.
				this.scopes.set(child, scope);
				child.forEachChild((statement) => this.visit(statement, scope, scope));
			} else {
				this.visit(child, scope, scope);
			}
		});
	}

	private visitVariables(list: VariableDeclarationList, scope: Scope, hoist: Scope): void {
		const isBlockScoped = (list.flags & NodeFlags.BlockScoped) !== 0;
		const isConstant = (list.flags & NodeFlags.Const) !== 0;
		for (const declaration of list.declarations) {
			this.bindPattern(isBlockScoped ? scope : hoist, 'variable', declaration.name, declaration, isConstant);
			declaration.forEachChild((child) => this.visit(child, scope, hoist));
		}
	}

	private bindPattern(scope: Scope, kind: Binding['kind'], name: Node, declaration: Node, isConstant: boolean, parameter?: Binding['parameter']): void {
		if (name.kind === SyntaxKind.Identifier) { this.add(scope, kind, name, declaration, isConstant, parameter); return; }
		const isObject = name.kind === SyntaxKind.ObjectBindingPattern;
		(name as BindingPattern).elements.forEach((element, index) => {
			if (element.kind !== SyntaxKind.BindingElement) { return; }
			const part = element as BindingElement;
			if (part.name === undefined) { return; }
			const member = isObject ? nameText(part.propertyName ?? part.name) ?? '[]' : String(index);
			const inner = parameter === undefined ? undefined : { index: parameter.index, path: part.dotDotDotToken === undefined ? [...parameter.path, member] : [...parameter.path] };
			this.bindPattern(scope, kind, part.name, part, isConstant, inner);
		});
	}

	private visitImport(node: ImportDeclaration, scope: Scope): void {
		const clause = node.importClause;
		if (clause === undefined || clause.phaseModifier === SyntaxKind.TypeKeyword) { return; }
		if (clause.name !== undefined) { this.add(scope, 'import', clause.name, clause, true); }
		const named = clause.namedBindings;
		if (named === undefined) { return; }
		if (named.kind === SyntaxKind.NamespaceImport) { this.add(scope, 'import', named.name, named, true); return; }
		for (const element of named.elements) {
			if (!element.isTypeOnly) { this.add(scope, 'import', element.name, element, true); }
		}
	}
}
