/**
 * Names for everything a file declares. Each function gets its id here, and each declaration that stands for a function or type
 * (a variable with an arrow function, a property, an overload) is mapped to it, so that a symbol of the compiler becomes a name that outlives its tree.
 */
import { SyntaxKind, type BinaryExpression, type CallExpression, type Expression, type Node, type PropertyAccessExpression, type SourceFile, type VariableDeclaration } from 'typescript/unstable/ast';
import type { FunctionId, ResultType } from '../../outline/model.ts';
import { annotatedResult, declaredResult } from './declaredResult.ts';
import { hasModifier, indexOf, isClassNode, isFunctionNode, isTokenOrType, nameText, unwrap } from './syntax.ts';

/** What a declaration stands for. `value`: something that is neither a function written in place nor a type. */
export type Target =
	| { readonly kind: 'function'; readonly id: FunctionId }
	| { readonly kind: 'type'; readonly id: string }
	| { readonly kind: 'value' };

export interface DeclarationTable {
	readonly file: string;
	/** By the number of a node: functions with a body, classes and interfaces, and declarations that stand for them. */
	readonly targets: ReadonlyMap<number, Target>;
	/** What calling a function gives, where its declaration alone decides it. */
	readonly results: ReadonlyMap<FunctionId, ResultType>;
}

/** The id of a file's top level. */
export function moduleId(file: string): FunctionId {
	return `${file}#<module>`;
}

/** The id of the function that runs a class's field initialisers, whether or not it has any. */
export function initializerId(typeId: string): FunctionId {
	return `${typeId}.<fields>`;
}

/** The id of a class's constructor, whether or not it declares one. */
export function constructorId(typeId: string): FunctionId {
	return `${typeId}.constructor`;
}

/**
 * Walks a file once and names what it declares. `file` is the absolute path ids begin with.
 * `isBuilt`: the tree is a declaration file that a build made from `file`; its variables may stand for functions there.
 */
export function declarationsOf(sourceFile: SourceFile, file: string, isBuilt = false): DeclarationTable {
	const targets = new Map<number, Target>();
	const results = new Map<FunctionId, ResultType | undefined>();
	// Whether the functions around the node under visit return a value.
	const returning: boolean[] = [];
	const taken = new Map<string, number>();
	targets.set(indexOf(sourceFile), { kind: 'function', id: moduleId(file) });

	const unique = (qualified: string): string => {
		const count = (taken.get(qualified) ?? 0) + 1;
		taken.set(qualified, count);
		return count === 1 ? qualified : `${qualified}~${count}`;
	};
	const join = (prefix: string, name: string) => (prefix === '' ? name : `${prefix}.${name}`);

	const visit = (node: Node, prefix: string): void => {
		if (isTokenOrType(node)) { return; }
		if (isFunctionNode(node)) {
			const name = functionName(node);
			// Overloads and abstract members have no body: they share the name of what implements them.
			const qualified = hasBody(node) ? unique(join(prefix, name)) : join(prefix, name);
			setFunction(node, qualified);
			returning.push(false);
			node.forEachChild((child) => visit(child, qualified));
			setResult(`${file}#${qualified}`, declaredResult(node, returning.pop() === true));
			return;
		}
		if (returning.length > 0 && node.kind === SyntaxKind.ReturnStatement && (node as { expression?: Node }).expression !== undefined) { returning[returning.length - 1] = true; }
		if (isClassNode(node) || node.kind === SyntaxKind.InterfaceDeclaration) {
			const name = nameText((node as { name?: Node }).name) ?? nameFromParent(node) ?? (hasModifier(node, SyntaxKind.DefaultKeyword) ? 'default' : '<class>');
			// Interfaces of one name merge.
			const qualified = node.kind === SyntaxKind.InterfaceDeclaration ? join(prefix, name) : unique(join(prefix, name));
			const target: Target = { kind: 'type', id: `${file}#${qualified}` };
			targets.set(indexOf(node), target);
			markStandIn(node, target);
			node.forEachChild((child) => visit(child, qualified));
			return;
		}
		if (node.kind === SyntaxKind.MethodSignature && node.parent.kind === SyntaxKind.InterfaceDeclaration) {
			const name = nameText((node as unknown as { name: Node }).name);
			if (name === undefined) { return; }
			targets.set(indexOf(node), { kind: 'function', id: `${file}#${join(prefix, name)}` });
			setResult(`${file}#${join(prefix, name)}`, declaredResult(node, true));
			return;
		}
		if (node.kind === SyntaxKind.ModuleDeclaration) {
			const name = nameText((node as unknown as { name: Node }).name) ?? '<namespace>';
			node.forEachChild((child) => visit(child, join(prefix, name)));
			return;
		}
		if (isNamedValue(node) && !targets.has(indexOf(node))) {
			const name = nameText((node as unknown as { name: Node }).name);
			targets.set(indexOf(node), (isBuilt || isDeclaredFunction(node)) && name !== undefined ? { kind: 'function', id: `${file}#${join(prefix, name)}` } : { kind: 'value' });
			if (name !== undefined && isDeclaredFunction(node)) { setResult(`${file}#${join(prefix, name)}`, resultOfDeclared(node)); }
			const inner = initializerOf(node);
			// An object literal's functions are named after the variable or property that holds it.
			if (name !== undefined && inner !== undefined && unwrap(inner).kind === SyntaxKind.ObjectLiteralExpression) {
				node.forEachChild((child) => visit(child, join(prefix, name)));
				return;
			}
		}
		node.forEachChild((child) => visit(child, prefix));
	};

	const setFunction = (node: Node, qualified: string): void => {
		const target: Target = { kind: 'function', id: `${file}#${qualified}` };
		targets.set(indexOf(node), target);
		markStandIn(node, target);
	};
	// Overloads that differ leave it to the compiler.
	const setResult = (id: FunctionId, result: ResultType | undefined): void => {
		results.set(id, !results.has(id) || results.get(id) === result ? result : undefined);
	};
	// `const f = () => …`, `{ f: () => … }`, `class { f = () => … }`: the name stands for the function.
	const markStandIn = (node: Node, target: Target): void => {
		const holder = holderOf(node);
		if (holder !== undefined) { targets.set(indexOf(holder), target); }
	};

	sourceFile.forEachChild((child) => visit(child, ''));
	return { file, targets, results: new Map([...results].filter((each): each is [FunctionId, ResultType] => each[1] !== undefined)) };
}

/** `declare const load: () => Promise<void>`: as good as `declare function load()`, also where it may be something else (`undefined | (() => Promise<void>)`). */
function isDeclaredFunction(node: Node): boolean {
	return node.kind === SyntaxKind.VariableDeclaration && functionTypesIn((node as { type?: Node }).type).length > 0 && hasModifier(node.parent.parent, SyntaxKind.DeclareKeyword);
}

function functionTypesIn(type: Node | undefined): readonly Node[] {
	switch (type?.kind) {
		case SyntaxKind.FunctionType: return [type];
		case SyntaxKind.ParenthesizedType: return functionTypesIn((type as unknown as { type: Node }).type);
		case SyntaxKind.UnionType: case SyntaxKind.IntersectionType: return (type as unknown as { types: readonly Node[] }).types.flatMap(functionTypesIn);
		default: return [];
	}
}

/** Undefined where several differ. */
function resultOfDeclared(node: Node): ResultType | undefined {
	const results = functionTypesIn((node as { type?: Node }).type).map((each) => annotatedResult((each as unknown as { type: Node }).type));
	return results.every((each) => each === results[0]) ? results[0] : undefined;
}

function hasBody(node: Node): boolean {
	return (node as { body?: Node }).body !== undefined;
}

function isNamedValue(node: Node): boolean {
	return node.kind === SyntaxKind.VariableDeclaration || node.kind === SyntaxKind.PropertyAssignment || node.kind === SyntaxKind.PropertyDeclaration;
}

function initializerOf(node: Node): Expression | undefined {
	return (node as { initializer?: Expression }).initializer;
}

/** The variable, property or assignment whose value is exactly this node, parentheses and casts aside. */
function holderOf(node: Node): Node | undefined {
	let outer = node.parent;
	let inner: Node = node;
	while (outer.kind === SyntaxKind.ParenthesizedExpression || outer.kind === SyntaxKind.AsExpression || outer.kind === SyntaxKind.SatisfiesExpression) {
		inner = outer;
		outer = outer.parent;
	}
	if (isNamedValue(outer) && initializerOf(outer) === inner) { return outer; }
	if (outer.kind === SyntaxKind.BinaryExpression) {
		const assignment = outer as BinaryExpression;
		if (assignment.operatorToken.kind === SyntaxKind.EqualsToken && assignment.right === inner) { return outer; }
	}
	return undefined;
}

function functionName(node: Node): string {
	if (node.kind === SyntaxKind.Constructor) { return 'constructor'; }
	const own = nameText((node as { name?: Node }).name);
	if (own !== undefined) { return node.kind === SyntaxKind.SetAccessor ? `${own}=` : own; }
	return nameFromParent(node) ?? (hasModifier(node, SyntaxKind.DefaultKeyword) ? 'default' : '<closure>');
}

function nameFromParent(node: Node): string | undefined {
	const holder = holderOf(node);
	if (holder === undefined) { return node.parent.kind === SyntaxKind.ExportAssignment ? 'default' : rememberedName(node); }
	if (holder.kind !== SyntaxKind.BinaryExpression) { return nameText((holder as VariableDeclaration).name); }
	return assignedName((holder as BinaryExpression).left);
}

/** `const load = useCallback(async () => …, [])`: `load`. */
function rememberedName(node: Node): string | undefined {
	const call = node.parent;
	if (call.kind !== SyntaxKind.CallExpression || call.parent.kind !== SyntaxKind.VariableDeclaration) { return undefined; }
	const { expression } = call as CallExpression;
	const callee = nameText(expression.kind === SyntaxKind.PropertyAccessExpression ? (expression as PropertyAccessExpression).name : expression);
	return callee === 'useCallback' || callee === 'useEffectEvent' ? nameText((call.parent as VariableDeclaration).name) : undefined;
}

/** `exports.load = …` → `load`; `Pool.prototype.take = …` → `Pool.take`; `module.exports = …` → `default`. */
function assignedName(left: Node): string | undefined {
	if (left.kind === SyntaxKind.Identifier) { return nameText(left); }
	if (left.kind !== SyntaxKind.PropertyAccessExpression) { return undefined; }
	const parts: string[] = [];
	let node: Node = left;
	while (node.kind === SyntaxKind.PropertyAccessExpression) {
		parts.unshift(nameText((node as PropertyAccessExpression).name) ?? '');
		node = (node as PropertyAccessExpression).expression;
	}
	const root = node.kind === SyntaxKind.Identifier ? nameText(node) : undefined;
	if (root === 'module' && parts[0] === 'exports') { return parts.length === 1 ? 'default' : parts.slice(1).join('.'); }
	if (root === 'exports') { return parts.join('.'); }
	const named = parts.filter((part) => part !== 'prototype');
	return root === undefined ? named.join('.') || undefined : [root, ...named].join('.');
}
