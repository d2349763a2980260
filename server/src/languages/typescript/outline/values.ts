/** What an expression's value is, as far as rules need to know, without walking into it. */
import { SyntaxKind, type ArrayLiteralExpression, type CallExpression, type ConditionalExpression, type BinaryExpression, type Expression, type Node, type NumericLiteral, type ObjectLiteralExpression, type PrefixUnaryExpression, type PropertyAccessExpression } from 'typescript/unstable/ast';
import type { Place, Property, Value } from '../../../outline/model.ts';
import type { Binding } from '../scopes.ts';
import { indexOf, isFunctionNode, nameText, spanOf, unwrap } from '../syntax.ts';
import { nameNodeOf, staticResolution, targetOf } from './callees.ts';
import type { Context, Mutable, Questions } from './context.ts';

const other: Value = { kind: 'other' };
/** Takes questions and never asks them. */
const unasked: Pick<Questions, 'ask' | 'askMember'> = { ask: () => undefined, askMember: () => undefined };

/**
 * The value of an expression where only its shape counts (what a method is called on, what is awaited): the compiler is not asked whether
 * a member of something is a function.
 */
export function shapeOf(expression: Expression, cx: Context): Value {
	const node = unwrap(expression);
	const isMember = node.kind === SyntaxKind.PropertyAccessExpression || node.kind === SyntaxKind.ElementAccessExpression;
	return isMember || node.kind === SyntaxKind.Identifier ? valueOf(expression, { ...cx, file: { ...cx.file, questions: unasked } }) : valueOf(expression, cx);
}

/** The value of an expression. Names that may stand for functions are asked of the compiler; the value is then completed in place. */
export function valueOf(expression: Expression, cx: Context): Value {
	const node = unwrap(expression);
	switch (node.kind) {
		case SyntaxKind.StringLiteral: case SyntaxKind.NoSubstitutionTemplateLiteral: return { kind: 'constant', value: nameText(node) ?? '' };
		case SyntaxKind.NumericLiteral: return { kind: 'constant', value: Number((node as NumericLiteral).text) };
		case SyntaxKind.TrueKeyword: return { kind: 'constant', value: true };
		case SyntaxKind.FalseKeyword: return { kind: 'constant', value: false };
		case SyntaxKind.NullKeyword: return { kind: 'constant', value: null };
		case SyntaxKind.PrefixUnaryExpression: return negative(node as PrefixUnaryExpression);
		case SyntaxKind.Identifier: return identifierValue(node, cx);
		case SyntaxKind.PropertyAccessExpression: case SyntaxKind.ElementAccessExpression: return memberValue(node as PropertyAccessExpression, cx);
		case SyntaxKind.CallExpression: case SyntaxKind.NewExpression: case SyntaxKind.TaggedTemplateExpression: return boundFunction(node, cx) ?? { kind: 'call', call: spanOf(node, cx.file.sourceFile) };
		case SyntaxKind.AwaitExpression: return valueOf((node as unknown as { expression: Expression }).expression, cx);
		case SyntaxKind.ObjectLiteralExpression: return { kind: 'object', properties: propertiesOf(node as ObjectLiteralExpression, cx) };
		case SyntaxKind.ArrayLiteralExpression: return { kind: 'list', items: (node as ArrayLiteralExpression).elements.map((element) => valueOf(element, cx)) };
		case SyntaxKind.ConditionalExpression: return { kind: 'either', values: [valueOf((node as ConditionalExpression).whenTrue, cx), valueOf((node as ConditionalExpression).whenFalse, cx)] };
		case SyntaxKind.BinaryExpression: return binaryValue(node as BinaryExpression, cx);
		default: {
			const target = isFunctionNode(node) ? targetOf(node, cx.file) : undefined;
			return target?.kind === 'function' ? { kind: 'function', id: target.id } : other;
		}
	}
}

function negative(node: PrefixUnaryExpression): Value {
	return node.operator === SyntaxKind.MinusToken && node.operand.kind === SyntaxKind.NumericLiteral ? { kind: 'constant', value: -Number((node.operand as NumericLiteral).text) } : other;
}

function binaryValue(node: BinaryExpression, cx: Context): Value {
	switch (node.operatorToken.kind) {
		case SyntaxKind.BarBarToken: case SyntaxKind.QuestionQuestionToken: case SyntaxKind.AmpersandAmpersandToken:
			return { kind: 'either', values: [valueOf(node.left, cx), valueOf(node.right, cx)] };
		case SyntaxKind.BarToken: return { kind: 'combined', values: [valueOf(node.left, cx), valueOf(node.right, cx)] };
		case SyntaxKind.CommaToken: case SyntaxKind.EqualsToken: return valueOf(node.right, cx);
		default: return other;
	}
}

function identifierValue(node: Expression, cx: Context): Value {
	const name = nameText(node) ?? '';
	if (name === 'undefined') { return { kind: 'constant', value: null }; }
	const binding = cx.scope.lookup(name);
	if (binding?.kind === 'parameter' && binding.parameter !== undefined) { return parameterValue(binding, [], cx); }
	const known = staticResolution(node, cx, 0);
	if (known?.kind === 'function') { return { kind: 'function', id: known.id }; }
	if (known?.kind === 'external') { return { kind: 'external', symbol: known.symbol }; }
	if (binding === undefined) { return other; }
	if (binding.kind !== 'import') { return { kind: 'binding', binding: binding.id }; }
	// A constant of another file, as it is spelt: which one it is counts, not what it holds.
	return askedValue(node, cx, /^[A-Z][A-Z0-9_]+$/.test(name) ? { kind: 'place', place: { root: 'module', name: `${cx.file.file}#${name}`, path: [] } } : other);
}

function parameterValue(binding: Binding, members: readonly string[], cx: Context): Value {
	const owner = targetOf(binding.owner, cx.file);
	if (owner?.kind !== 'function' || binding.parameter === undefined) { return { kind: 'binding', binding: binding.id }; }
	const path = [...binding.parameter.path, ...members];
	return { kind: 'parameter', function: owner.id, index: binding.parameter.index, ...(path.length > 0 && { path }) };
}

function memberValue(node: PropertyAccessExpression, cx: Context): Value {
	const known = staticResolution(node, cx, 0);
	if (known?.kind === 'function') { return { kind: 'function', id: known.id }; }
	if (known?.kind === 'external') { return { kind: 'external', symbol: known.symbol }; }
	const place = placeOf(node, cx);
	const fallback: Value = parameterMember(node, cx) ?? (place === undefined ? other : { kind: 'place', place });
	const name = nameNodeOf(node);
	return nameText(name) === undefined || node.parent.kind === SyntaxKind.CallExpression && (node.parent as CallExpression).expression === node ? fallback : askedValue(name, cx, fallback);
}

/** `options.onDone` where `options` is a parameter. */
function parameterMember(node: PropertyAccessExpression, cx: Context): Value | undefined {
	const members: string[] = [];
	let object: Expression = node;
	while (object.kind === SyntaxKind.PropertyAccessExpression) {
		members.unshift(nameText((object as PropertyAccessExpression).name) ?? '');
		object = unwrap((object as PropertyAccessExpression).expression);
	}
	if (object.kind !== SyntaxKind.Identifier) { return undefined; }
	const binding = cx.scope.lookup(nameText(object) ?? '');
	return binding?.kind === 'parameter' ? parameterValue(binding, members, cx) : undefined;
}

/** A value that becomes a function or symbol if the compiler says so, and stays `fallback` otherwise. */
function askedValue(node: Node, cx: Context, fallback: Value): Value {
	const value: Mutable<Value & Record<string, unknown>> = { ...fallback };
	cx.file.questions.ask(node, (resolution) => {
		if (resolution.kind !== 'function' && resolution.kind !== 'external') { return; }
		for (const key of Object.keys(value)) { delete value[key]; }
		Object.assign(value, resolution.kind === 'function' ? { kind: 'function', id: resolution.id } : { kind: 'external', symbol: resolution.symbol });
	});
	return value;
}

/** `handler.bind(this)` stands for `handler`. */
function boundFunction(node: Expression, cx: Context): Value | undefined {
	if (node.kind !== SyntaxKind.CallExpression) { return undefined; }
	const callee = unwrap((node as CallExpression).expression);
	if (callee.kind !== SyntaxKind.PropertyAccessExpression || nameText((callee as PropertyAccessExpression).name) !== 'bind') { return undefined; }
	const value = valueOf((callee as PropertyAccessExpression).expression, cx);
	return value.kind === 'other' ? undefined : value;
}

function propertiesOf(node: ObjectLiteralExpression, cx: Context): Property[] {
	return node.properties.map((property): Property => {
		const name = nameText((property as { name?: Node }).name);
		const named = name === undefined ? {} : { name };
		switch (property.kind) {
			case SyntaxKind.PropertyAssignment: return { ...named, value: valueOf(property.initializer, cx) };
			case SyntaxKind.ShorthandPropertyAssignment: return { ...named, value: identifierValue(property.name as unknown as Expression, cx) };
			case SyntaxKind.MethodDeclaration: {
				const target = targetOf(property, cx.file);
				return { ...named, value: target?.kind === 'function' ? { kind: 'function', id: target.id } : other };
			}
			case SyntaxKind.SpreadAssignment: return { value: valueOf(property.expression, cx) };
			default: return { ...named, value: other };
		}
	});
}

/** The place a member expression names, if it begins at `this`, a variable or a global. */
export function placeOf(expression: Expression, cx: Context): Place | undefined {
	const path: string[] = [];
	let node = unwrap(expression);
	for (;;) {
		if (node.kind === SyntaxKind.PropertyAccessExpression) {
			path.unshift(nameText((node as PropertyAccessExpression).name) ?? '[]');
			node = unwrap((node as PropertyAccessExpression).expression);
		} else if (node.kind === SyntaxKind.ElementAccessExpression) {
			const access = node as unknown as { expression: Expression; argumentExpression: Node };
			// `data[key]` is any member, `data['key']` one.
			path.unshift(access.argumentExpression.kind === SyntaxKind.Identifier ? '[]' : nameText(access.argumentExpression) ?? '[]');
			node = unwrap(access.expression);
		} else { break; }
	}
	if (node.kind === SyntaxKind.ThisKeyword) { return { root: 'this', path }; }
	if (node.kind !== SyntaxKind.Identifier) { return undefined; }
	const name = nameText(node) ?? '';
	const binding = cx.scope.lookup(name);
	if (binding === undefined) { return { root: 'global', name, path }; }
	if (binding.kind === 'function' || binding.kind === 'other') { return undefined; }
	if (binding.kind === 'class' || binding.kind === 'import') { return path.length === 0 ? undefined : { root: 'module', name: `${cx.file.file}#${name}`, path }; }
	if (isModuleVariable(binding, cx)) { return { root: 'module', name: `${cx.file.file}#${name}`, path }; }
	return { root: 'binding', binding: binding.id, path };
}

export function isModuleVariable(binding: Binding, cx: Context): boolean {
	return binding.kind === 'variable' && indexOf(binding.owner) === indexOf(cx.file.sourceFile);
}
