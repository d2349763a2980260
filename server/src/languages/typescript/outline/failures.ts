/**
 * What a function does with failures that a result holds as values: the settled results of `Promise.allSettled`. Read off the syntax around the
 * call, one value at a time; whatever is given away, returned or compared in a way of its own counts as seen.
 */
import { SyntaxKind, type BinaryExpression, type CallExpression, type ConditionalExpression, type ForOfStatement, type IfStatement, type Node, type PropertyAccessExpression, type VariableDeclaration } from 'typescript/unstable/ast';
import type { FailureUse, SymbolName } from '../../../outline/model.ts';
import { isFunctionNode, nameText } from '../syntax.ts';

/** What becomes of the failures in a call's result; undefined for a call whose result holds none. */
export function failureUseOf(call: Node, symbol: SymbolName | undefined): FailureUse | undefined {
	return symbol === 'lib#Promise.allSettled' ? useOfPromise(call) : undefined;
}

/** The node itself or what stands around it without changing its value: parentheses, casts, and the `await` that takes a promise's value. */
function outermost(node: Node): Node {
	let outer = node;
	while (transparent.has(outer.parent.kind)) { outer = outer.parent; }
	return outer;
}
const transparent: ReadonlySet<SyntaxKind> = new Set([
	SyntaxKind.ParenthesizedExpression, SyntaxKind.AsExpression, SyntaxKind.SatisfiesExpression, SyntaxKind.NonNullExpression, SyntaxKind.TypeAssertionExpression, SyntaxKind.AwaitExpression,
]);

function useOfPromise(call: Node): FailureUse {
	const node = outermost(call);
	const member = memberCall(node);
	if (member?.name === 'then') { return useInCallback(member.call, 0, useOfList, (index) => (index === 0 ? 'dropped' : 'seen')); }
	if (member?.name === 'catch' || member?.name === 'finally') { return useOfPromise(member.call); }
	return useOfList(node);
}

/** `x.name(…)` where `node` is `x`. */
function memberCall(node: Node): { readonly name: string; readonly call: CallExpression } | undefined {
	const access = node.parent as PropertyAccessExpression;
	if (access.kind !== SyntaxKind.PropertyAccessExpression || access.expression !== node) { return undefined; }
	const outer = outermost(access);
	const call = outer.parent as CallExpression;
	const name = nameText(access.name);
	return call.kind === SyntaxKind.CallExpression && call.expression === outer && name !== undefined ? { name, call } : undefined;
}

/** What is done with the list of settled results that `node` stands for. */
function useOfList(node: Node): FailureUse {
	const { parent } = node;
	switch (parent.kind) {
		case SyntaxKind.ExpressionStatement: case SyntaxKind.VoidExpression: return 'dropped';
		case SyntaxKind.VariableDeclaration: return (parent as VariableDeclaration).initializer === node ? useOfVariable(parent as VariableDeclaration) : 'seen';
		case SyntaxKind.ForOfStatement: return (parent as ForOfStatement).expression === node ? useOfItems(parent as ForOfStatement) : 'seen';
		case SyntaxKind.PropertyAccessExpression: {
			const member = memberCall(node);
			if (member !== undefined) { return useByMethod(member.name, member.call); }
			return nameText((parent as PropertyAccessExpression).name) === 'length' ? 'dropped' : 'seen';
		}
		case SyntaxKind.ElementAccessExpression: return useOfItem(outermost(parent));
		default: return 'seen';
	}
}

function useByMethod(name: string, call: CallExpression): FailureUse {
	switch (name) {
		case 'filter': {
			const kept = useInCallback(call, 0, useOfItem, () => 'seen');
			// How many succeeded tells of those that did not.
			return kept === 'filtered' && isCounted(call) ? 'seen' : kept;
		}
		// Whether all have succeeded is what is decided by.
		case 'some': case 'every': { const use = useInCallback(call, 0, useOfItem, () => 'seen'); return use === 'filtered' ? 'seen' : use; }
		case 'map': case 'flatMap': case 'forEach': case 'find': case 'findIndex': return useInCallback(call, 0, useOfItem, () => 'seen');
		case 'reduce': return useInCallback(call, 1, useOfItem, () => 'seen');
		default: return 'seen';
	}
}

/** Whether the length of a list is asked for, of itself or of the variable that holds it. */
function isCounted(list: Node): boolean {
	const node = outermost(list);
	const { parent } = node;
	const isLength = (each: Node) => each.parent.kind === SyntaxKind.PropertyAccessExpression && nameText((each.parent as PropertyAccessExpression).name) === 'length';
	if (isLength(node)) { return true; }
	return parent.kind === SyntaxKind.VariableDeclaration && referencesTo(parent as VariableDeclaration).some(isLength);
}

/** What a callback written in place does with one of its parameters; `without` where it is no such callback or has no such parameter. */
function useInCallback(call: CallExpression, index: number, use: (node: Node) => FailureUse, without: (count: number) => FailureUse): FailureUse {
	const callback = call.arguments[0];
	if (callback === undefined || !isFunctionNode(callback)) { return 'seen'; }
	const parameter = (callback as unknown as { parameters: readonly { readonly name: Node }[] }).parameters[index];
	if (parameter === undefined) { return without(index); }
	return useOfName(parameter.name, callback, use);
}

function useOfVariable(declaration: VariableDeclaration): FailureUse {
	const { name } = declaration;
	if (name.kind === SyntaxKind.ArrayBindingPattern) {
		const items = (name as unknown as { elements: readonly { readonly kind: SyntaxKind; readonly name?: Node; readonly dotDotDotToken?: Node }[] }).elements.filter((each) => each.kind === SyntaxKind.BindingElement && each.name !== undefined);
		if (items.some((each) => each.dotDotDotToken !== undefined)) { return 'seen'; }
		return worst(items.map((each) => useOfName(each.name as Node, scopeOf(declaration), useOfItem)));
	}
	return useOfName(name, scopeOf(declaration), useOfList);
}

function useOfItems(loop: ForOfStatement): FailureUse {
	const list = loop.initializer as unknown as { readonly declarations?: readonly VariableDeclaration[] };
	const name = list.declarations?.[0]?.name;
	return name === undefined ? 'seen' : useOfName(name, loop.statement, useOfItem);
}

/** What all uses of a name within a node come to; destructured settled results count as seen where `reason` or all is taken. */
function useOfName(name: Node, within: Node, use: (node: Node) => FailureUse): FailureUse {
	if (name.kind !== SyntaxKind.Identifier) { return 'seen'; }
	return worst(references(nameText(name) ?? '', within).map((each) => use(outermost(each))));
}

/** No use at all drops the failures; one that sees them is enough. */
function worst(uses: readonly FailureUse[]): FailureUse {
	return uses.includes('seen') ? 'seen' : uses.includes('filtered') ? 'filtered' : 'dropped';
}

/** What is done with one settled result. */
function useOfItem(node: Node): FailureUse {
	const access = node.parent as PropertyAccessExpression;
	if (access.kind !== SyntaxKind.PropertyAccessExpression || access.expression !== node) { return 'seen'; }
	switch (nameText(access.name)) {
		case 'value': return 'filtered';
		case 'status': return useOfStatus(outermost(access));
		default: return 'seen';
	}
}

/** `status === 'fulfilled'` with nothing for the other case takes the successes only. */
function useOfStatus(status: Node): FailureUse {
	const comparison = status.parent as BinaryExpression;
	if (comparison.kind !== SyntaxKind.BinaryExpression || !equal.has(comparison.operatorToken.kind)) { return 'seen'; }
	const other = comparison.left === status ? comparison.right : comparison.left;
	if (nameText(other) !== 'fulfilled') { return 'seen'; }
	const node = outermost(comparison);
	const { parent } = node;
	switch (parent.kind) {
		case SyntaxKind.IfStatement: return (parent as IfStatement).elseStatement === undefined ? 'filtered' : 'seen';
		case SyntaxKind.ConditionalExpression: return (parent as ConditionalExpression).condition === node ? 'seen' : 'filtered';
		case SyntaxKind.BinaryExpression: return useOfConjunct(parent as BinaryExpression);
		case SyntaxKind.ArrowFunction: case SyntaxKind.ReturnStatement: return 'filtered';
		default: return 'seen';
	}
}
const equal: ReadonlySet<SyntaxKind> = new Set([SyntaxKind.EqualsEqualsEqualsToken, SyntaxKind.EqualsEqualsToken]);

/** `status === 'fulfilled' && …` of an `if` without `else`, or of a test that is returned. */
function useOfConjunct(conjunction: BinaryExpression): FailureUse {
	if (conjunction.operatorToken.kind !== SyntaxKind.AmpersandAmpersandToken) { return 'seen'; }
	const { parent } = outermost(conjunction);
	switch (parent.kind) {
		case SyntaxKind.IfStatement: return (parent as IfStatement).elseStatement === undefined ? 'filtered' : 'seen';
		case SyntaxKind.BinaryExpression: return useOfConjunct(parent as BinaryExpression);
		case SyntaxKind.ArrowFunction: case SyntaxKind.ReturnStatement: return 'filtered';
		default: return 'seen';
	}
}

function referencesTo(declaration: VariableDeclaration): readonly Node[] {
	return references(nameText(declaration.name) ?? '', scopeOf(declaration)).map(outermost);
}

/** The block in which a variable is declared. */
function scopeOf(declaration: Node): Node {
	let node = declaration.parent;
	while (!scopes.has(node.kind) && !isFunctionNode(node)) { node = node.parent; }
	return node;
}
const scopes: ReadonlySet<SyntaxKind> = new Set([SyntaxKind.SourceFile, SyntaxKind.Block, SyntaxKind.CaseBlock, SyntaxKind.ModuleBlock]);

/** Identifiers of a name that stand for a variable's value, not for a member, a property or the variable where it is declared. */
function references(name: string, within: Node): Node[] {
	const found: Node[] = [];
	const visit = (node: Node): void => {
		if (node.kind === SyntaxKind.Identifier && nameText(node) === name && !isMemberName(node)) { found.push(node); }
		node.forEachChild(visit);
	};
	visit(within);
	return found;
}

function isMemberName(node: Node): boolean {
	const { parent } = node;
	switch (parent.kind) {
		case SyntaxKind.PropertyAccessExpression: case SyntaxKind.PropertyAssignment: case SyntaxKind.VariableDeclaration: case SyntaxKind.Parameter: case SyntaxKind.BindingElement:
			return (parent as unknown as { name: Node }).name === node;
		default: return false;
	}
}
