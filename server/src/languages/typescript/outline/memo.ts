/** Recognises code that fills a place only when it is empty: what runs there runs once, or once per key. */
import { SyntaxKind, type BinaryExpression, type Block as BlockNode, type CallExpression, type Expression, type IfStatement, type Node, type PropertyAccessExpression, type Statement, type VariableDeclarationList, type VariableStatement } from 'typescript/unstable/ast';
import type { MemoGuard, Place } from '../../../outline/model.ts';
import { indexOf, nameText, unwrap } from '../syntax.ts';
import type { Context } from './context.ts';
import { placeOf } from './values.ts';

/** `if (!cache) { cache = … }`, `if (!map.has(key)) { map.set(key, …) }`, `const hit = map.get(key); if (!hit) { map.set(key, …) }`: the then-arm runs once. */
export function memoOfIf(node: IfStatement, cx: Context): MemoGuard | undefined {
	const tested = emptyTest(node.expression);
	if (tested === undefined) { return undefined; }
	return filledIn(tested, [node.thenStatement], cx) ?? filledIn(tested.kind === SyntaxKind.Identifier ? lookupBefore(tested, statementsBefore(node)) : undefined, [node.thenStatement], cx);
}

function statementsBefore(node: Statement): readonly Statement[] {
	const siblings = [...(node.parent as unknown as { statements?: readonly Statement[] }).statements ?? []];
	return siblings.slice(0, Math.max(0, siblings.indexOf(node)));
}

/** `if (cache) return cache; … cache = …`: what follows runs once. `following` are the statements after the `if`. */
export function memoOfEarlyReturn(node: IfStatement, before: readonly Statement[], following: readonly Statement[], cx: Context): MemoGuard | undefined {
	if (node.elseStatement !== undefined || !endsInReturn(node.thenStatement)) { return undefined; }
	const tested = presentTest(node.expression);
	if (tested === undefined) { return undefined; }
	return filledIn(tested, following, cx) ?? filledIn(lookupBefore(tested, before), following, cx);
}

/** `cache ??= …`, `cache ||= …`, `cache || (cache = …)`, `cache ?? (cache = …)`. */
export function memoOfShortcut(node: BinaryExpression, cx: Context): MemoGuard | undefined {
	switch (node.operatorToken.kind) {
		case SyntaxKind.QuestionQuestionEqualsToken: case SyntaxKind.BarBarEqualsToken: return guard(node.left, cx);
		case SyntaxKind.BarBarToken: case SyntaxKind.QuestionQuestionToken: return filledIn(node.left, [node.right], cx);
		default: return undefined;
	}
}

/** The expression that a condition finds empty: `!x`, `x === undefined`, `x == null`, `typeof x === 'undefined'`, `!map.has(key)`. */
function emptyTest(condition: Expression): Expression | undefined {
	const node = unwrap(condition);
	if (node.kind === SyntaxKind.PrefixUnaryExpression) {
		const prefix = node as unknown as { operator: SyntaxKind; operand: Expression };
		return prefix.operator === SyntaxKind.ExclamationToken ? unwrap(prefix.operand) : undefined;
	}
	return comparedWithNothing(node, [SyntaxKind.EqualsEqualsToken, SyntaxKind.EqualsEqualsEqualsToken]);
}

function presentTest(condition: Expression): Expression | undefined {
	const node = unwrap(condition);
	if (node.kind === SyntaxKind.BinaryExpression) { return comparedWithNothing(node, [SyntaxKind.ExclamationEqualsToken, SyntaxKind.ExclamationEqualsEqualsToken]); }
	return node.kind === SyntaxKind.PrefixUnaryExpression ? undefined : node;
}

function comparedWithNothing(node: Expression, operators: readonly SyntaxKind[]): Expression | undefined {
	if (node.kind !== SyntaxKind.BinaryExpression) { return undefined; }
	const { left, operatorToken, right } = node as BinaryExpression;
	if (!operators.includes(operatorToken.kind)) { return undefined; }
	const isNothing = right.kind === SyntaxKind.NullKeyword || (right.kind === SyntaxKind.Identifier && nameText(right) === 'undefined');
	const isTypeOf = left.kind === SyntaxKind.TypeOfExpression && nameText(right) === 'undefined';
	if (isTypeOf) { return unwrap((left as unknown as { expression: Expression }).expression); }
	return isNothing ? unwrap(left) : undefined;
}

/** For `const hit = map.get(key); if (hit) return hit;` the lookup that made `hit`. */
function lookupBefore(tested: Expression, before: readonly Statement[]): Expression | undefined {
	const name = tested.kind === SyntaxKind.Identifier ? nameText(tested) : undefined;
	if (name === undefined) { return undefined; }
	for (const statement of before) {
		if (statement.kind !== SyntaxKind.VariableStatement) { continue; }
		for (const declaration of ((statement as VariableStatement).declarationList as VariableDeclarationList).declarations) {
			if (nameText(declaration.name) === name && declaration.initializer !== undefined) { return unwrap(declaration.initializer); }
		}
	}
	return undefined;
}

/** The guard, if the tested place outlives the call and one of the nodes fills it. */
function filledIn(tested: Expression | undefined, nodes: readonly Node[], cx: Context): MemoGuard | undefined {
	if (tested === undefined) { return undefined; }
	const map = mapLookup(tested);
	if (map !== undefined) {
		const text = map.getText(cx.file.sourceFile);
		const place = lasting(map, cx);
		return place !== undefined && nodes.some((node) => contains(node, (each) => setsEntry(each, text, cx))) ? { target: place, kind: 'keyed' } : undefined;
	}
	const text = tested.getText(cx.file.sourceFile);
	const fills = nodes.some((node) => contains(node, (each) => assigns(each, text, cx)));
	return fills ? guard(tested, cx) : undefined;
}

function guard(target: Expression, cx: Context): MemoGuard | undefined {
	const node = unwrap(target);
	const place = lasting(node, cx);
	return place === undefined ? undefined : { target: place, kind: node.kind === SyntaxKind.ElementAccessExpression ? 'keyed' : 'once' };
}

/** `map` of `map.has(key)`, `map.get(key)`; `map` of `map[key]`, where an entry is looked up. */
function mapLookup(node: Expression): Expression | undefined {
	if (node.kind === SyntaxKind.CallExpression) {
		const callee = unwrap((node as CallExpression).expression);
		if (callee.kind !== SyntaxKind.PropertyAccessExpression) { return undefined; }
		const name = nameText((callee as PropertyAccessExpression).name);
		return name === 'has' || name === 'get' ? unwrap((callee as PropertyAccessExpression).expression) : undefined;
	}
	return undefined;
}

function setsEntry(node: Node, map: string, cx: Context): boolean {
	if (node.kind !== SyntaxKind.CallExpression) { return false; }
	const callee = unwrap((node as CallExpression).expression);
	if (callee.kind !== SyntaxKind.PropertyAccessExpression) { return false; }
	const name = nameText((callee as PropertyAccessExpression).name);
	return (name === 'set' || name === 'add') && (callee as PropertyAccessExpression).expression.getText(cx.file.sourceFile) === map;
}

function assigns(node: Node, target: string, cx: Context): boolean {
	return node.kind === SyntaxKind.BinaryExpression && (node as BinaryExpression).operatorToken.kind === SyntaxKind.EqualsToken
		&& (node as BinaryExpression).left.getText(cx.file.sourceFile) === target;
}

/** A place that is still there at the next call: a member of `this`, of a module's variable, or a captured local. */
function lasting(node: Expression, cx: Context): MemoGuard['target'] | undefined {
	const place: Place | undefined = placeOf(node, cx);
	if (place === undefined) { return undefined; }
	if (place.root !== 'binding') { return place.root === 'this' && place.path.length === 0 ? undefined : place; }
	const binding = cx.file.scopes.bindings[place.binding ?? -1];
	const isOwn = binding === undefined || indexOf(binding.owner) === indexOf(cx.functionNode);
	return isOwn || binding.kind === 'parameter' ? undefined : { root: 'local', binding: binding.id };
}

function endsInReturn(statement: Statement): boolean {
	if (statement.kind === SyntaxKind.ReturnStatement) { return true; }
	return statement.kind === SyntaxKind.Block && (statement as BlockNode).statements.at(-1)?.kind === SyntaxKind.ReturnStatement;
}

function contains(node: Node, test: (node: Node) => boolean): boolean {
	return test(node) || node.forEachChild((child) => (contains(child, test) ? true : undefined)) === true;
}
