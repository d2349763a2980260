/** What part of which module an expression or a name stands for, as far as the file's own text says it. */
import { isBindingElement, isCallExpression, isElementAccessExpression, isIdentifier, isImportClause, isImportEqualsDeclaration, isImportSpecifier, isNamespaceImport, isPropertyAccessExpression, isStringLiteral, isVariableDeclaration, SyntaxKind, type AwaitExpression, type Expression, type ImportDeclaration, type Node, type ParenthesizedExpression } from 'typescript/unstable/ast';
import { builtinModule } from '../moduleNames.ts';
import { type Binding, type Scope, type Scopes } from '../scopes.ts';
import { nameText } from '../syntax.ts';
import type { Identifiers } from './identifiers.ts';

/** `path` of `module`: `['readFile']`; empty for the module as a whole. `node:x/promises` is told as `node:x`, path `promises`. */
export interface ModuleReference {
	readonly module: string;
	readonly path: readonly string[];
	/** The module as the file spells it. */
	readonly specifier: string;
}

/** The last part of a path that stands for `util.promisify` of what is before it. */
export const promisified = '<promisified>';

/** `node:fs/promises`, `readFile` → module `node:fs`, path `promises.readFile`. */
export function moduleReference(specifier: string, path: readonly string[]): ModuleReference {
	const module = builtinModule(specifier) ?? specifier;
	const promises = /^(node:[^/]+)\/promises$/.exec(module)?.[1];
	return promises === undefined ? { module, path, specifier } : { module: promises, path: ['promises', ...path], specifier };
}

export class ModuleReferences {
	private readonly scopes: Scopes;
	private readonly identifiers: Identifiers;
	constructor(scopes: Scopes, identifiers: Identifiers) {
		this.scopes = scopes;
		this.identifiers = identifiers;
	}

	/** The binding a name means at a node. */
	lookup(name: string, at: Node): Binding | undefined {
		return this.scopeAt(at).lookup(name);
	}

	/** The bindings that mean what they say at a node, with what they stand for. */
	visibleFrom(at: Node): readonly { readonly binding: Binding; readonly reference: ModuleReference }[] {
		const scope = this.scopeAt(at);
		return this.scopes.bindings.flatMap((binding) => {
			// A local of a function has no value before its declaration.
			if (binding.owner.kind !== SyntaxKind.SourceFile && binding.declaration.end > at.pos) { return []; }
			if (scope.lookup(binding.name) !== binding) { return []; }
			const reference = this.ofBinding(binding);
			return reference === undefined ? [] : [{ binding, reference }];
		});
	}

	/** Undefined for whatever could also be something else: a parameter, a member of an object, a variable that is assigned to. */
	of(expression: Expression, depth = 0): ModuleReference | undefined {
		if (depth > 6) { return undefined; }
		if (isIdentifier(expression)) {
			const binding = this.lookup(expression.text, expression);
			return binding === undefined ? undefined : this.ofBinding(binding, depth);
		}
		if (expression.kind === SyntaxKind.ParenthesizedExpression) { return this.of((expression as ParenthesizedExpression).expression, depth); }
		if (isPropertyAccessExpression(expression)) { return expression.questionDotToken === undefined ? this.member(expression.expression, nameText(expression.name), depth) : undefined; }
		if (isElementAccessExpression(expression)) {
			const { argumentExpression } = expression;
			return expression.questionDotToken === undefined && isStringLiteral(argumentExpression) ? this.member(expression.expression, argumentExpression.text, depth) : undefined;
		}
		if (expression.kind === SyntaxKind.AwaitExpression) {
			const imported = importedBy((expression as AwaitExpression).expression, SyntaxKind.ImportKeyword);
			return imported === undefined ? undefined : moduleReference(imported, []);
		}
		const required = this.requiredBy(expression);
		if (required !== undefined) { return moduleReference(required, []); }
		return this.promisifiedBy(expression, depth);
	}

	ofBinding(binding: Binding, depth = 0): ModuleReference | undefined {
		const { declaration } = binding;
		if (isImportClause(declaration)) { return defaultImport((declaration.parent as ImportDeclaration).moduleSpecifier); }
		if (isNamespaceImport(declaration)) { return whole((declaration.parent.parent as ImportDeclaration).moduleSpecifier, []); }
		if (isImportSpecifier(declaration)) {
			const imported = (declaration.propertyName ?? declaration.name).text;
			const { moduleSpecifier } = declaration.parent.parent.parent as ImportDeclaration;
			return imported === 'default' ? defaultImport(moduleSpecifier) : whole(moduleSpecifier, [imported]);
		}
		if (isImportEqualsDeclaration(declaration)) {
			const { moduleReference: reference } = declaration;
			return reference.kind === SyntaxKind.ExternalModuleReference ? whole((reference as { expression: Expression }).expression, []) : undefined;
		}
		if (binding.kind !== 'variable' || (!binding.isConstant && this.identifiers.assigned.has(binding.name))) { return undefined; }
		if (isVariableDeclaration(declaration)) { return declaration.initializer === undefined ? undefined : this.of(declaration.initializer, depth + 1); }
		return this.ofElement(declaration, depth);
	}

	/** What `{ readFile: read }` takes out of the value it stands against. */
	private ofElement(element: Node, depth: number): ModuleReference | undefined {
		if (!isBindingElement(element) || element.initializer !== undefined || element.dotDotDotToken !== undefined) { return undefined; }
		const pattern = element.parent;
		if (pattern.kind !== SyntaxKind.ObjectBindingPattern) { return undefined; }
		const name = nameText(element.propertyName ?? element.name);
		const holder = pattern.parent;
		const base = isVariableDeclaration(holder) ? holder.initializer && this.of(holder.initializer, depth + 1) : this.ofElement(holder, depth + 1);
		return base === undefined || name === undefined ? undefined : extend(base, name);
	}

	private member(object: Expression, name: string | undefined, depth: number): ModuleReference | undefined {
		const base = this.of(object, depth + 1);
		return base === undefined || name === undefined ? undefined : extend(base, name);
	}

	private requiredBy(expression: Expression): string | undefined {
		return this.lookup('require', expression) === undefined ? importedBy(expression, 'require') : undefined;
	}

	private promisifiedBy(expression: Expression, depth: number): ModuleReference | undefined {
		if (!isCallExpression(expression) || expression.arguments.length !== 1 || expression.questionDotToken !== undefined) { return undefined; }
		const callee = this.of(expression.expression, depth + 1);
		const argument = expression.arguments[0];
		if (callee?.module !== 'node:util' || callee.path.join('.') !== 'promisify' || argument === undefined) { return undefined; }
		const inner = this.of(argument, depth + 1);
		return inner === undefined ? undefined : extend(inner, promisified);
	}

	private scopeAt(node: Node): Scope {
		for (let each: Node | undefined = node; each !== undefined; each = each.parent) {
			const scope = this.scopes.of.get(each);
			if (scope !== undefined) { return scope; }
		}
		return this.scopes.root;
	}
}

/** The specifier of `require('x')` or `import('x')`. */
function importedBy(node: Node, callee: 'require' | SyntaxKind.ImportKeyword): string | undefined {
	if (!isCallExpression(node) || node.questionDotToken !== undefined) { return undefined; }
	const isMeant = callee === 'require' ? isIdentifier(node.expression) && node.expression.text === 'require' : node.expression.kind === callee;
	const specifier = node.arguments[0];
	return isMeant && specifier !== undefined && isStringLiteral(specifier) ? specifier.text : undefined;
}

function whole(specifier: Expression, path: readonly string[]): ModuleReference | undefined {
	return isStringLiteral(specifier) ? moduleReference(specifier.text, path) : undefined;
}

/** Node's own modules are their default export; of a package this is not known. */
function defaultImport(specifier: Expression): ModuleReference | undefined {
	return isStringLiteral(specifier) ? whole(specifier, builtinModule(specifier.text) === undefined ? ['default'] : []) : undefined;
}

function extend(base: ModuleReference, name: string): ModuleReference {
	// `(await import('fs')).default` is `fs` again.
	if (name === 'default' && base.path.length === 0 && base.module.startsWith('node:')) { return base; }
	return { ...base, path: [...base.path, name] };
}

/** True if both are the same part of the same module. */
export function isSame(a: ModuleReference, b: ModuleReference): boolean {
	return a.module === b.module && a.path.length === b.path.length && a.path.every((part, index) => part === b.path[index]);
}

/** The members that lead from `outer` to `inner`, if `outer` holds it; empty for the same thing. */
export function pathWithin(outer: ModuleReference, inner: ModuleReference): readonly string[] | undefined {
	if (outer.module !== inner.module || outer.path.length > inner.path.length) { return undefined; }
	return outer.path.every((part, index) => part === inner.path[index]) ? inner.path.slice(outer.path.length) : undefined;
}

