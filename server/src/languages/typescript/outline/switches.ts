/** Recognises switches that are off unless somebody sets them: environment variables, and members that are only ever set from such or from options for debugging. */
import { SyntaxKind, type BinaryExpression, type CallExpression, type ElementAccessExpression, type Expression, type Node, type ParameterDeclaration, type PrefixUnaryExpression, type PropertyAccessExpression } from 'typescript/unstable/ast';
import { isClassNode, nameText, unwrap } from '../syntax.ts';
import { initializerOf } from './callees.ts';
import type { Context } from './context.ts';

/** What only somebody who looks for a fault has on. */
const forFaults = /^_?(?:is|enable|enabled)?_?(?:debug(?:ger|ging)?|verbose|trac(?:e|er|ing)|profil(?:e|er|ing)|diagnostics?)(?:_?(?:mode|enabled?|output|logs?|logging|dir|file|path))?$/i;
/** The same among the words of an environment variable's name. */
const variableForFaults = /(?:^|_)(?:debug|verbose|trac(?:e|ing)|profil(?:e|ing)|diagnostics?|dump|record(?:ing)?)(?:_|$)/i;
/** The same in the name of a class, whose members are on or off with it. */
const toolsForFaults = /(?:debug|verbose|trac(?:e|er|ing)|profil(?:er|ing)|recorder)/i;
const isOn = /^(?:is|_)?(?:enabled|active|on)$/i;
const yes: ReadonlySet<string | undefined> = new Set(['1', 'true', 'yes', 'on']);

/** The name of the switch that is set wherever this is true; undefined where it is none, or may be on by default. */
export function switchOf(expression: Expression, cx: Context): string | undefined {
	const node = unwrap(expression);
	const variable = environmentVariable(node);
	if (variable !== undefined) { return variableForFaults.test(variable) ? variable : undefined; }
	if (node.kind === SyntaxKind.BinaryExpression) { return comparedVariable(node as BinaryExpression); }
	if (node.kind === SyntaxKind.CallExpression) { return isBoolean(node as CallExpression) ? switchOf((node as CallExpression).arguments[0] as Expression, cx) : variableRead(node as CallExpression); }
	if (node.kind !== SyntaxKind.PropertyAccessExpression) { return undefined; }
	const { name, expression: object } = node as PropertyAccessExpression;
	// `const found = pathFromEnv(process.env.X); if (found.path) …`
	const made = object.kind === SyntaxKind.Identifier ? initializerOf(object, cx) : undefined;
	if (made?.kind === SyntaxKind.CallExpression) { return variableRead(made as CallExpression); }
	const member = nameText(name);
	return member !== undefined && object.kind === SyntaxKind.ThisKeyword ? memberSwitch(member, cx) : undefined;
}

/** `process.env.NAME`, `process.env['NAME']`. */
function environmentVariable(node: Expression): string | undefined {
	if (node.kind !== SyntaxKind.PropertyAccessExpression && node.kind !== SyntaxKind.ElementAccessExpression) { return undefined; }
	const object = unwrap((node as PropertyAccessExpression).expression);
	if (object.kind !== SyntaxKind.PropertyAccessExpression || nameText((object as PropertyAccessExpression).name) !== 'env') { return undefined; }
	const owner = unwrap((object as PropertyAccessExpression).expression);
	if (owner.kind !== SyntaxKind.Identifier || nameText(owner) !== 'process') { return undefined; }
	return nameText(node.kind === SyntaxKind.PropertyAccessExpression ? (node as PropertyAccessExpression).name : (node as ElementAccessExpression).argumentExpression);
}

/** `process.env.RECORD === '1'`: whoever has to write `1` has to think of it. */
function comparedVariable({ left, right, operatorToken: { kind } }: BinaryExpression): string | undefined {
	const isSame = kind === SyntaxKind.EqualsEqualsEqualsToken || kind === SyntaxKind.EqualsEqualsToken;
	const value = unwrap(right);
	return isSame && value.kind === SyntaxKind.StringLiteral && yes.has(nameText(value)?.toLowerCase()) ? environmentVariable(unwrap(left)) : undefined;
}

/** The variable that a function reads whose name says that it reads a switch: `isTruthy(process.env.X)`, `pathFromEnv(process.env.X)`. */
function variableRead({ expression, arguments: given }: CallExpression): string | undefined {
	const [only, ...others] = given;
	const callee = expression.kind === SyntaxKind.PropertyAccessExpression ? (expression as PropertyAccessExpression).name : expression;
	return only !== undefined && others.length === 0 && /env|flag|bool|truthy|enabled/i.test(nameText(callee) ?? '') ? environmentVariable(unwrap(only)) : undefined;
}

/** By class, the switches among its members; looked for once each. */
const known = new WeakMap<Node, Map<string, string | undefined>>();

function memberSwitch(member: string, cx: Context): string | undefined {
	const { ownerNode } = cx;
	if (ownerNode === undefined) { return undefined; }
	let members = known.get(ownerNode);
	if (!members) { known.set(ownerNode, members = new Map()); }
	if (!members.has(member)) { members.set(member, sureSwitch(member, ownerNode)); }
	return members.get(member);
}

function sureSwitch(member: string, ownerNode: Node): string | undefined {
	const owner = nameText((ownerNode as { name?: Node }).name) ?? '';
	const values = valuesGiven(member, ownerNode);
	// What only ever is false was meant to be set by somebody else.
	const isGiven = values.some((value) => value !== 'nothing' && value.kind !== SyntaxKind.FalseKeyword);
	if (!isGiven || !values.every((value) => value === 'nothing' || isOff(value))) { return undefined; }
	const variables = values.map((value) => value === 'nothing' ? undefined : variableIn(value)).filter((name) => name !== undefined);
	if (variables.length > 0) { return variables[0]; }
	return forFaults.test(member) || (isOn.test(member) && toolsForFaults.test(owner)) ? `${owner === '' ? 'this' : owner}.${member}` : undefined;
}

/** All that a class gives one of its members. */
function valuesGiven(member: string, ownerNode: Node): (Expression | 'nothing')[] {
	const values: (Expression | 'nothing')[] = [];
	const visit = (node: Node): void => {
		if (isClassNode(node)) { return; }
		if (node.kind === SyntaxKind.BinaryExpression) {
			const { left, right, operatorToken: { kind } } = node as BinaryExpression;
			const isMember = left.kind === SyntaxKind.PropertyAccessExpression && (left as PropertyAccessExpression).expression.kind === SyntaxKind.ThisKeyword && nameText((left as PropertyAccessExpression).name) === member;
			if (isMember && kind >= SyntaxKind.FirstAssignment && kind <= SyntaxKind.LastAssignment) { values.push(right); }
		}
		node.forEachChild(visit);
	};
	for (const each of (ownerNode as unknown as { members: readonly Node[] }).members) {
		const { name, initializer, parameters } = each as unknown as { name?: Node; initializer?: Expression; parameters?: readonly ParameterDeclaration[] };
		if (each.kind === SyntaxKind.PropertyDeclaration && nameText(name) === member) { values.push(initializer ?? 'nothing'); }
		for (const parameter of each.kind === SyntaxKind.Constructor ? parameters ?? [] : []) {
			if ((parameter.modifiers?.length ?? 0) > 0 && nameText(parameter.name) === member) { values.push(parameter.initializer ?? parameter.name as Expression); }
		}
		each.forEachChild(visit);
	}
	return values;
}

/** True if a value is false unless somebody asks for something else: `false`, `options.trace ?? false`, `process.env.X === '1'`. */
function isOff(expression: Expression): boolean {
	const node = unwrap(expression);
	switch (node.kind) {
		case SyntaxKind.FalseKeyword: case SyntaxKind.NullKeyword: return true;
		case SyntaxKind.Identifier: return nameText(node) === 'undefined' || forFaults.test(nameText(node) ?? '');
		case SyntaxKind.PropertyAccessExpression: case SyntaxKind.ElementAccessExpression:
			return environmentVariable(node) !== undefined || (node.kind === SyntaxKind.PropertyAccessExpression && forFaults.test(nameText((node as PropertyAccessExpression).name) ?? ''));
		case SyntaxKind.PrefixUnaryExpression: return isTwiceNegated(node) && isOff(((node as PrefixUnaryExpression).operand as PrefixUnaryExpression).operand);
		case SyntaxKind.CallExpression: return isBoolean(node as CallExpression) && isOff((node as CallExpression).arguments[0] as Expression);
		case SyntaxKind.BinaryExpression: return isOffBinary(node as BinaryExpression);
		default: return false;
	}
}

function isOffBinary(node: BinaryExpression): boolean {
	const { left, right, operatorToken: { kind } } = node;
	switch (kind) {
		// What is there of the options is what somebody asked for.
		case SyntaxKind.QuestionQuestionToken: case SyntaxKind.BarBarToken: return (isOff(left) || isOption(left)) && isOff(right);
		case SyntaxKind.AmpersandAmpersandToken: return isOff(left) || isOff(right);
		case SyntaxKind.EqualsEqualsEqualsToken: case SyntaxKind.EqualsEqualsToken: return comparedVariable(node) !== undefined || (isOption(left) && unwrap(right).kind === SyntaxKind.TrueKeyword);
		default: return false;
	}
}

function isOption(expression: Expression): boolean {
	const node = unwrap(expression);
	return node.kind === SyntaxKind.Identifier || node.kind === SyntaxKind.PropertyAccessExpression;
}

function isTwiceNegated(node: Expression): boolean {
	const { operator, operand } = node as PrefixUnaryExpression;
	return operator === SyntaxKind.ExclamationToken && operand.kind === SyntaxKind.PrefixUnaryExpression && (operand as PrefixUnaryExpression).operator === SyntaxKind.ExclamationToken;
}

function isBoolean({ expression, arguments: given }: CallExpression): boolean {
	return expression.kind === SyntaxKind.Identifier && nameText(expression) === 'Boolean' && given.length === 1;
}

/** The environment variable in a value, the first of several. */
function variableIn(expression: Node): string | undefined {
	let found: string | undefined;
	const visit = (node: Node): void => {
		found ??= environmentVariable(node as Expression);
		if (found === undefined) { node.forEachChild(visit); }
	};
	visit(expression);
	return found;
}
