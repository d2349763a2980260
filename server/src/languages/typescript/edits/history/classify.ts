/** Looks at one place where a list is used and says what it is used for, or why nothing but an array will do there. */
import { isArrayLiteralExpression, isBinaryExpression, isCallExpression, isElementAccessExpression, isIdentifier, isNewExpression, isPropertyAccessExpression, isSpreadElement, isVariableDeclaration, SyntaxKind, type BinaryExpression, type CallExpression, type ElementAccessExpression, type Expression, type ForOfStatement, type Node, type PropertyAccessExpression, type SourceFile } from 'typescript/unstable/ast';
import type { Checker } from 'typescript/unstable/sync';
import { refuse, type Refusal } from '../refusal.ts';
import { indexOfRead } from './listIndex.ts';
import { callOfMember, isEmptyArray, isFreshArray, isSameText, isStatement, isWritten, lessThanLength, listOfLength, numberOf, outermost } from './shapes.ts';
import type { Use } from './use.ts';

/** Methods that change nothing: on a copy they give the same. */
const reading: ReadonlySet<string> = new Set([
	'map', 'filter', 'find', 'findLast', 'findIndex', 'findLastIndex', 'some', 'every', 'reduce', 'reduceRight', 'slice', 'concat', 'includes', 'indexOf', 'lastIndexOf', 'join', 'flat', 'flatMap', 'forEach',
	'entries', 'keys', 'values', 'toSorted', 'toReversed', 'toSpliced', 'with', 'toString', 'toLocaleString',
]);

/** Calls that go through what they are given, and want no more than that. */
const goingThrough: ReadonlySet<string> = new Set(['Array.from', 'Promise.all', 'Promise.allSettled', 'Promise.race', 'Promise.any', 'Object.fromEntries']);
/** Calls that read an array at once and do not keep it. */
const readingAtOnce = /^(?:structuredClone|Buffer\.concat|expect(?:\.soft)?|(?:console|assert)\.\w+|t\.(?:is|deepEqual|like)|.+\.concat)$/;

export interface Surroundings {
	readonly sourceFile: SourceFile;
	readonly checker: Checker;
	/** The list's name, for reasons. */
	readonly name: string;
}

/** What the expression, which is the list, is used for. */
export function classify(list: Expression, around: Surroundings): Use | Refusal {
	const node = outermost(list);
	const { parent } = node;
	if (isPropertyAccessExpression(parent) && parent.expression === node) { return ofMember(list, parent, around); }
	if (isElementAccessExpression(parent) && parent.expression === node) { return ofElement(list, parent, around); }
	switch (parent.kind) {
		case SyntaxKind.ForOfStatement: return (parent as ForOfStatement).awaitModifier === undefined ? { kind: 'iterate', list } : refuse(`\`${around.name}\` is gone through with \`for await\``);
		case SyntaxKind.SpreadElement: return { kind: 'iterate', list };
		case SyntaxKind.PrefixUnaryExpression: case SyntaxKind.TypeOfExpression: case SyntaxKind.ExpressionStatement: return { kind: 'indifferent', list };
		case SyntaxKind.IfStatement: case SyntaxKind.WhileStatement: case SyntaxKind.DoStatement: return { kind: 'indifferent', list };
		case SyntaxKind.ConditionalExpression: if ((parent as unknown as { condition: Node }).condition === node) { return { kind: 'indifferent', list }; } break;
		case SyntaxKind.TemplateSpan: return { kind: 'copy', list };
		case SyntaxKind.AsExpression: case SyntaxKind.SatisfiesExpression: case SyntaxKind.TypeAssertionExpression: return refuse(`\`${around.name}\` is used as another type`);
		case SyntaxKind.BindingElement: return refuse(`\`${around.name}\` is taken out of its object by destructuring`);
	}
	if (isBinaryExpression(parent)) { return ofBinary(list, node, parent, around); }
	if (isCallExpression(parent) || isNewExpression(parent)) { return ofArgument(list, node, parent as CallExpression, around); }
	if (isVariableDeclaration(parent) && parent.initializer === node && parent.name.kind === SyntaxKind.ArrayBindingPattern) { return { kind: 'iterate', list }; }
	return ofValue(list, node, around);
}

function ofMember(list: Expression, access: PropertyAccessExpression, around: Surroundings): Use | Refusal {
	const member = access.name.text;
	if (member === 'length') { return ofLength(list, access, around); }
	const call = callOfMember(access);
	if (call === undefined) { return refuse(`\`${member}\` of \`${around.name}\` is read without a call`); }
	switch (member) {
		case 'push': case 'shift': case 'pop': return { kind: member, list, call };
		case 'unshift': return call.arguments.length === 1 && !isSpreadElement(call.arguments[0] as Node) ? { kind: 'unshift', list, call } : refuse(`several entries are put in front of \`${around.name}\` at once`);
		case 'at': return ofAt(list, call, around);
		case 'splice': return ofSplice(list, call, around);
		case 'slice': return { kind: 'copy', list, ...(call.arguments.length === 0 && { whole: call }) };
	}
	return reading.has(member) ? { kind: 'copy', list } : refuse(`\`${around.name}\` is changed by \`${member}()\`, which only an array has`);
}

function ofLength(list: Expression, access: PropertyAccessExpression, around: Surroundings): Use | Refusal {
	if (!isWritten(access)) { return { kind: 'length', list, access }; }
	const assignment = outermost(access).parent as BinaryExpression;
	const isClearing = isBinaryExpression(assignment) && assignment.operatorToken.kind === SyntaxKind.EqualsToken && numberOf(assignment.right) === 0 && isStatement(assignment);
	return isClearing ? { kind: 'clear', list, assignment } : refuse(`the length of \`${around.name}\` is set`);
}

function ofSplice(list: Expression, call: CallExpression, { name, sourceFile }: Surroundings): Use | Refusal {
	const [from, count, more] = call.arguments;
	const isUsed = !isStatement(call);
	if (!isUsed && from !== undefined && numberOf(from) !== 0 && numberOf(count) === 1 && more === undefined) { return { kind: 'remove-at', list, call, index: from }; }
	if (numberOf(from) !== 0 || more !== undefined) { return refuse(`entries in the middle of \`${name}\` are taken out or put in by \`splice()\``); }
	const measured = count === undefined ? undefined : listOfLength(count);
	if (count === undefined || (measured !== undefined && isSameText(measured, list, sourceFile))) { return { kind: 'drain', list, call, isUsed }; }
	const limit = lessThanLength(count, list, sourceFile);
	if (!isUsed && limit !== undefined) { return { kind: 'cut', list, call, limit }; }
	if (!isUsed && numberOf(count) === 1) { return { kind: 'drop-first', list, call }; }
	return refuse(`several entries of \`${name}\` are taken out at once by \`splice()\``);
}

function ofAt(list: Expression, call: CallExpression, { name, sourceFile }: Surroundings): Use | Refusal {
	const [index] = call.arguments;
	if (index === undefined) { return refuse(`\`at()\` of \`${name}\` has no index`); }
	const text = index.getText(sourceFile);
	return { kind: 'at', list, call, index: /^-?\d+$/.test(text) ? Number(text) : text };
}

function ofElement(list: Expression, access: ElementAccessExpression, around: Surroundings): Use | Refusal {
	if (isWritten(access)) { return refuse(`an entry of \`${around.name}\` is replaced in its place`); }
	if (callOfMember(access) !== undefined) { return refuse(`an entry of \`${around.name}\` is called as its method`); }
	const index = indexOfRead(access.argumentExpression, list, around.sourceFile);
	if (index === undefined) { return refuse(`\`${around.name}\` is read at an index that may be negative`); }
	const wanted = around.checker.getContextualType(access);
	const mayBeMissing = wanted !== undefined && /\bundefined\b/.test(around.checker.typeToString(wanted));
	return { kind: 'index', list, access, index, mayBeMissing };
}

function ofBinary(list: Expression, node: Node, binary: BinaryExpression, around: Surroundings): Use | Refusal {
	const operator = binary.operatorToken.kind;
	if (operator === SyntaxKind.AmpersandAmpersandToken && binary.left === node) { return { kind: 'indifferent', list }; }
	if (operator === SyntaxKind.EqualsToken && binary.left === node) {
		if (!isStatement(binary)) { return refuse(`\`${around.name}\` and something else get the same array`); }
		if (isEmptyArray(binary.right)) { return { kind: 'reset', list, value: undefined, target: binary.right }; }
		return isFreshArray(binary.right) ? { kind: 'reset', list, value: binary.right, target: binary.right } : refuse(`\`${around.name}\` is assigned from elsewhere`);
	}
	if (operator >= SyntaxKind.EqualsEqualsToken && operator <= SyntaxKind.ExclamationEqualsEqualsToken) {
		const other = binary.left === node ? binary.right : binary.left;
		const isNothing = other.kind === SyntaxKind.NullKeyword || (isIdentifier(other) && other.text === 'undefined');
		return isNothing ? { kind: 'indifferent', list } : refuse(`\`${around.name}\` is compared with another array`);
	}
	if (operator === SyntaxKind.EqualsToken) { return ofValue(list, node, around); }
	return refuse(`\`${around.name}\` is part of an expression that may hand it on`);
}

function ofArgument(list: Expression, node: Node, call: CallExpression, around: Surroundings): Use | Refusal {
	const callee = call.expression.getText(around.sourceFile).replaceAll(/\s+/g, '');
	if (isNewExpression(call)) { if (/^(?:Set|Map|WeakSet|WeakMap)$/.test(callee)) { return { kind: 'iterate', list }; } } else {
		if (goingThrough.has(callee) && call.arguments[0] === node) { return { kind: 'iterate', list }; }
		if (callee === 'JSON.stringify') { return { kind: 'json', list }; }
		if (callee === 'Array.isArray') { return refuse(`it is asked whether \`${around.name}\` is an array`); }
		if (readingAtOnce.test(callee)) { return { kind: 'copy', list }; }
	}
	return isReadOnlyWanted(node as Expression, around) ? { kind: 'copy', list } : refuse(`\`${around.name}\` is passed to \`${shortened(callee)}()\`, which wants an array and may keep or change it`);
}

/** The list as a value that goes somewhere. */
function ofValue(list: Expression, node: Node, around: Surroundings): Use | Refusal {
	if (goesIntoJson(node, around)) { return { kind: 'json', list }; }
	const isShorthand = node.parent.kind === SyntaxKind.ShorthandPropertyAssignment;
	if (!isShorthand && isReadOnlyWanted(node as Expression, around)) { return { kind: 'copy', list }; }
	switch (node.parent.kind) {
		case SyntaxKind.ReturnStatement: case SyntaxKind.ArrowFunction: return refuse(`\`${around.name}\` is returned as an array, which the caller may keep or change`);
		case SyntaxKind.VariableDeclaration: case SyntaxKind.BinaryExpression: return refuse(`\`${around.name}\` is also held under another name`);
		case SyntaxKind.PropertyAssignment: case SyntaxKind.ShorthandPropertyAssignment: case SyntaxKind.ArrayLiteralExpression: return refuse(`\`${around.name}\` is put into another object as an array`);
		default: return refuse(`\`${around.name}\` is used in a way that may need an array`);
	}
}

/** `JSON.stringify({ recent: list })`, `response.json({ recent: list })` */
function goesIntoJson(node: Node, { sourceFile }: Surroundings): boolean {
	let at = node;
	for (;;) {
		const { parent } = at;
		if (parent.kind === SyntaxKind.PropertyAssignment || parent.kind === SyntaxKind.ShorthandPropertyAssignment || parent.kind === SyntaxKind.ObjectLiteralExpression || isArrayLiteralExpression(parent)) { at = parent; continue; }
		return isCallExpression(parent) && parent.arguments[0] === at && at !== node && /^JSON\.stringify$|\.json$/.test(parent.expression.getText(sourceFile));
	}
}

/** True if the place takes an array that nobody can change through it. */
function isReadOnlyWanted(node: Expression, { checker }: Surroundings): boolean {
	const type = checker.getContextualType(node);
	const text = type === undefined ? '' : checker.typeToString(type);
	return /^(?:readonly .+\[\]|(?:ReadonlyArray|Iterable)<.+>)$/.test(text) && !text.includes(' | ');
}

function shortened(callee: string): string {
	return callee.length <= 40 ? callee : `…${callee.slice(-39)}`;
}
